"""The one room both doors lead to: an open library and its open briefing; do, undo, redo, and what changed.

Everything is called from one thread, the window's, unless it says otherwise. An act applies in memory and is told at
once; the storage thread writes it. Nothing here waits for a disk but opening, and reading what is not at hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefer.core import edits, issues
from briefer.core.briefing import Briefing, BriefingId, Facts, Section, new_id
from briefer.core.change import Edit, SetReference
from briefer.core.found import BriefingInfo, Hit, Hits
from briefer.core.history import History
from briefer.core.issues import Standing
from briefer.core.passage import Citation, Passage
from briefer.core.reference import FACTS
from briefer.core.source import Source, SourceId
from briefer.errors import BadRequest
from briefer.workspace import changes, importing, printing, steps, travel, travel_file
from briefer.workspace.captures import Captures
from briefer.workspace.changes import Act, Changes, SaveState
from briefer.workspace.importing import Arrival, Incoming

if TYPE_CHECKING:
    from briefer.export.export import Exported
    from briefer.packs.pack import Pack
    from briefer.store.writing import Writer
    from briefer.workspace.pages import PagePicture
    from briefer.workspace.previewing import Previewed
    from briefer.workspace.travel import Packing, TravelText
    from briefer.workspace.travel_file import Travelling

__all__ = ["Arrival", "BriefingInfo", "Changes", "Hit", "Hits", "Incoming", "SaveState", "Workspace"]

_PATIENCE = 5.0  # seconds that a search waits for what was just added


class Workspace(Captures):
    """An open library and its open briefing."""

    # --- sources ---

    def add(self, incoming: Incoming) -> Source:
        """Add an article that was read; the very same bytes again are the source that is there already.

        It joins the open briefing's reading list, as an edit of its own.

        Raises:
            LibraryReadOnly: the library was opened to read only.
        """
        self._writable()
        source = self._shelf.with_bytes(incoming.sha256)
        if source is None:
            source = self._added(self._related(incoming), incoming)
            self._emit(self._told("import", source))
        else:
            met, detail = source.id, {"file": incoming.name, "origin": incoming.origin}
            at = importing.now()
            self._put(lambda writer: writer.note(met, "met-again", detail, at))
        if self._desk.briefing is not None and source.id not in self._desk.briefing.joined:
            self.do(edits.join(self._desk.briefing, source.id))
        return source

    def _added(self, source: Source, incoming: Incoming) -> Source:
        self._let_go()
        self._shelf.add(source, incoming)
        at = importing.now()
        parts = (incoming.article, incoming.data, dict(incoming.pictures), incoming.sample, at)
        self._put(lambda writer: writer.add_source(source, *parts))
        return source

    def _related(self, incoming: Incoming) -> Source:
        """Return the record of what comes in, with the capture or the near copy that it is of a source that is here."""
        source = importing.recorded(incoming, self._shelf.next_number())
        earlier = self._shelf.same_address(source.reference.url)
        if earlier is not None:
            return replace(source, capture_of=earlier.capture_of or earlier.id)
        near = self._shelf.near(incoming.sample)
        return replace(source, duplicate_of=near[0].id) if near is not None else source

    def correct(self, source_id: SourceId, **facts: Any) -> Changes | None:
        """Correct facts of a source (`core.reference.FACTS`); a step of the open briefing's undo list if one is open.

        Values are as `core.reference.read_fact` returns them. None: that is what they were.

        Raises:
            NotFound: there is no such source.
            BadRequest: there is no such fact.
            LibraryReadOnly: the library was opened to read only.
        """
        self._writable()
        source = self.source(source_id)
        for name in facts:
            if name not in FACTS:
                raise BadRequest(f"A source has no fact named “{name}”.", f"It has: {', '.join(FACTS)}.")
        edit = edits.correct(source.id, source.reference, replace(source.reference, **facts))
        (change,) = edit.changes
        if not isinstance(change, SetReference) or change.before == change.after:
            return None
        if self._desk.briefing is not None:
            return self.do(edit)
        corrected, at = self._shelf.correct(change), importing.now()
        self._put(lambda writer: writer.set_reference(corrected.id, corrected.reference, corrected.origins, at))
        return self._emit(Changes(act="do", edit=edit, sources=frozenset((source.id,)), library=True))

    def search(self, query: str, *, limit: int = 50, briefing_only: bool = False) -> Hits:
        """Return where words stand in titles and paragraphs, best first; of the open briefing's sources, or of all.

        Phrases stand in quotation marks; the last word counts as a beginning, as it is typed.
        """
        if self._saving is not None:
            self._saving.wait(_PATIENCE)
        within = None
        if briefing_only and self._desk.briefing is not None:
            within = {*self._desk.briefing.joined, *self._desk.briefing.numbered}
        return self._library.search(query, limit, within)

    # --- briefings ---

    def briefings(self) -> tuple[BriefingInfo, ...]:
        """Return the list of briefings, the one worked on last first."""
        return self._listing.all()

    @property
    def briefing(self) -> Briefing | None:
        """The open briefing."""
        return self._desk.briefing

    @property
    def history(self) -> History:
        """The undo list of the open briefing: its newest steps, older ones as they are wanted."""
        return self._desk.history

    @property
    def has_earlier_steps(self) -> bool:
        """Whether the undo list may have older steps than `history` holds."""
        return self._desk.has_earlier

    def read_earlier_steps(self) -> None:
        """Put some of the older steps of the undo list into `history`, if there are any.

        Raises:
            LibraryDamaged: a step is not what was written.
        """
        self._desk.read_earlier()

    def new_briefing(self, title: str, pack: str = "standard", *, author: str = "") -> Briefing:
        """Begin a briefing with the sections of a pack, and open it.

        Raises:
            BadRequest: the title is empty.
            NotFound, PackError: there is no such pack, or it cannot be used.
            LibraryReadOnly: the library was opened to read only.
            NotSaved: what was written in the open briefing is not on the disk.
        """
        self._writable()
        title = " ".join(title.split())
        if not title:
            raise BadRequest("A briefing needs a title.", "Say what it is about in a few words.")
        made = printing.pack(pack)
        return self.adopt(
            Briefing(
                id=BriefingId(new_id()),
                number=0,
                facts=Facts(title=title, author=" ".join(author.split()), date=importing.now()[:10]),
                pack=made.name,
                pack_version=made.version,
                sections=tuple(Section(key=each.key, title=each.title, hint=each.hint) for each in made.sections),
            )
        )

    def new_issue(self, key: str, *, number: str | None = None, date: str | None = None) -> Briefing:
        """Carry a briefing over into its next issue, and open that; see `core.issues.next_issue`.

        Raises:
            NotFound: there is no such briefing.
            LibraryDamaged: it is not what was written.
            LibraryReadOnly: the library was opened to read only.
            NotSaved: what was written in the open briefing is not on the disk.
        """
        self._writable()
        former = self.read_briefing(key)
        today = date if date is not None else importing.now()[:10]
        return self.adopt(issues.next_issue(former, BriefingId(new_id()), today=today, number=number))

    def standings(self, briefing: Briefing, old_after: int = issues.OLD_AFTER) -> tuple[Standing, ...]:
        """Return how each passage of a later issue stands: new, still cited, old; see `core.issues.standings`."""
        sources = self._shelf.mapping()
        return issues.standings(briefing, sources, today=importing.now()[:10], old_after=old_after)

    def adopt(self, briefing: Briefing) -> Briefing:
        """Take a whole briefing up, under the library's next number, and open it; its sources are here already.

        Raises:
            LibraryReadOnly: the library was opened to read only.
            NotSaved: what was written in the open briefing is not on the disk.
        """
        self._writable()
        self._settle()
        briefing = replace(briefing, number=self._listing.next_number())
        written, places = steps.whole(briefing)
        modified = importing.now()
        self._put(lambda writer: written.write(writer, modified))
        self._listing.put(briefing, modified)
        self._switch(briefing, History(), places)
        return briefing

    def open_briefing(self, key: str) -> Briefing:
        """Open a briefing by its handle (B1) or id, with its undo list.

        Raises:
            NotFound: there is none.
            NotSaved: what was written in the open one is not on the disk.
            LibraryDamaged: it is not what was written.
        """
        info = self._listing.find(key)
        if self._desk.briefing is not None and self._desk.briefing.id == info.id:
            return self._desk.briefing
        self._settle()
        briefing, places = self._library.briefing(info.id)
        history = self._library.history(info.id)
        self._shelf.load_passages([id_ for id_ in briefing.numbered if id_])
        self._switch(briefing, history, places)
        return briefing

    def read_briefing(self, key: str) -> Briefing:
        """Return a briefing without opening it.

        Raises:
            NotFound: there is none.
            LibraryDamaged: it is not what was written.
        """
        info = self._listing.find(key)
        if self._desk.briefing is not None and self._desk.briefing.id == info.id:
            return self._desk.briefing
        self._settle()
        return self._library.briefing(info.id)[0]

    def close_briefing(self) -> None:
        """Close the open briefing; everything in it is saved already, or on its way."""
        if self._desk.briefing is not None:
            self._switch(None, History(), {})

    def delete_briefing(self, key: str) -> None:
        """Take a briefing out of the library with its undo list; its sources and passages stay.

        Raises:
            NotFound: there is none.
            LibraryReadOnly: the library was opened to read only.
        """
        self._writable()
        info = self._listing.find(key)
        if self._desk.briefing is not None and self._desk.briefing.id == info.id:
            self.close_briefing()
        self._listing.remove(info.id)
        self._put(lambda writer: writer.delete_briefing(info.id))
        self._emit(self._told("import"))

    def _switch(self, briefing: Briefing | None, history: History, places: steps.Places) -> None:
        before = self._desk.briefing
        self._desk.lay(briefing, history, places)
        self._emit(changes.everything("open", before, briefing))

    # --- acts ---

    def do(self, edit: Edit, *, initiator: object | None = None) -> Changes:
        """Do one act on the open briefing.

        Raises:
            EditRefused: it does not fit the briefing or the library; nothing was changed.
            NotFound: no briefing is open.
            LibraryReadOnly: the library was opened to read only.
        """
        self._writable()
        before = self._desk.briefing
        self._desk.do(edit)
        return self._done("do", edit, before, initiator)

    def undo(self, *, initiator: object | None = None) -> Changes | None:
        """Take back the newest act; None where there is nothing to take back. Raises as `do`."""
        self._writable()
        before = self._desk.briefing
        edit = self._desk.undo()
        return self._done("undo", edit, before, initiator) if edit is not None else None

    def redo(self, *, initiator: object | None = None) -> Changes | None:
        """Do again what was taken back last; None where there is nothing. Raises as `do`."""
        self._writable()
        before = self._desk.briefing
        edit = self._desk.redo()
        return self._done("redo", edit, before, initiator) if edit is not None else None

    def close_step(self) -> None:
        """End a run of typing: the next key begins a new step of the undo list."""
        self._desk.history = self._desk.history.closed()

    def _done(self, act: Act, edit: Edit, before: Briefing | None, initiator: object | None) -> Changes:
        after = self._desk.opened()
        self._listing.put(after, self._desk.modified)
        return self._emit(changes.of_edit(act, edit, before or after, after, initiator))

    # --- what is printed ---

    def packs(self) -> tuple[Pack, ...]:
        """Return the template packs at hand."""
        return printing.packs()

    def pack(self, briefing: Briefing) -> Pack:
        """Return the pack that a briefing is printed with: its own, or the standard one where that is not installed.

        Raises:
            PackError: it cannot be used.
        """
        return printing.pack_of(briefing)

    def citation_note(self, citation: Citation, briefing: Briefing) -> str:
        """Return what the note of a citation says in full, for showing it on hover."""
        return printing.note(citation, briefing, self._shelf.mapping())

    def suggested_name(self, briefing: Briefing, suffix: str) -> str:
        """Return the file name that the pack suggests for an export, safe on every system."""
        return printing.suggested_name(briefing, suffix)

    def export(
        self,
        target: Path,
        *,
        briefing: Briefing | None = None,
        template: str | None = None,
        style: str | None = None,
        attach_data: bool = False,
        cancelled: Callable[[], bool] | None = None,
    ) -> Exported:
        """Make the Word or PDF file `target` of a briefing (the open one). THREAD-SAFE: works on values.

        What is raised: see `briefer.export.export.export`.
        """
        chosen = briefing or self._desk.opened()
        sources, picture = self._shelf.mapping(), self.figure_picture
        return printing.export(chosen, sources, target, template, style, cancelled, picture, attach_data=attach_data)

    def template_fields(self, briefing: Briefing | None = None) -> tuple[printing.TemplateField, ...]:
        """Return every variable a template can use, with what it is in `briefing`. THREAD-SAFE: works on values.

        What is raised: see `briefer.workspace.printing.fields`.
        """
        return printing.fields(briefing, self._shelf.mapping())

    def preview(self, briefing: Briefing | None = None, *, cancelled: Callable[[], bool] | None = None) -> Previewed:
        """Make the PDF of a briefing (the open one) to be looked at, in a warm worker. THREAD-SAFE: works on values.

        What is raised: see `briefer.workspace.previewing.Preview.make`.
        """
        chosen = briefing or self._desk.opened()
        return self._preview.make(chosen, self._shelf.mapping(), self.figure_picture, cancelled)

    def preview_page(
        self, key: str, page: int, scale: float, *, cancelled: Callable[[], bool] | None = None
    ) -> PagePicture:
        """Return the picture of a page (from 0) of the newest preview at `scale` pixels a point. THREAD-SAFE.

        What is raised: see `briefer.workspace.previewing.Preview.picture`.
        """
        return self._preview.picture(key, page, scale, cancelled)

    def pack_briefing_file(self, briefing: Briefing | None = None) -> Packing:
        """Gather all that the travel file of a briefing (the open one) needs; its `write` is THREAD-SAFE.

        Raises:
            LibraryDamaged: a source is not what was written.
        """
        return travel.packing(self, briefing or self._desk.opened())

    def export_briefing_file(self, target: Path, *, briefing: Briefing | None = None) -> Exported:
        """Make the travel file `target` of a briefing (the open one), with the sources it has.

        Raises:
            ExportTargetInvalid, ExportError: it cannot be written there.
            LibraryDamaged: a source is not what was written.
        """
        return self.pack_briefing_file(briefing).write(target)

    def read_briefing_file(self, path: Path) -> Travelling:
        """Read a colleague's briefing, to be opened with `open_briefing_file`. THREAD-SAFE; touches no library.

        Raises:
            TravelFileInvalid: the file is not one.
        """
        return travel_file.unpacked(path, self._reader)

    def open_briefing_file(self, file: Path | Travelling) -> Briefing:
        """Take a colleague's briefing into the library and open it; nothing is overwritten.

        A briefing that is here already with other content becomes a second one, whose title says so.

        Raises:
            TravelFileInvalid: the file is not one; nothing was taken from it.
            LibraryReadOnly: the library was opened to read only.
        """
        self._writable()
        self._settle()
        read = self.read_briefing_file(file) if isinstance(file, Path) else file
        arrival = travel.arrival(read, self._shelf)
        briefing = arrival.briefing
        if self._listing.has(briefing.id):
            mine = self.read_briefing(briefing.id)
            if replace(briefing, number=mine.number) == mine:
                return self.open_briefing(mine.id)
            second = travel.second_id(arrival)
            if self._listing.has(second):
                return self.open_briefing(second)
            facts = replace(briefing.facts, title=f"{briefing.title} (second version)")
            briefing = replace(briefing, id=second, facts=facts)
        for each in arrival.sources:
            self._added(
                each.source,
                Incoming(name=each.source.file, data=each.original, article=each.article, pictures=each.pictures),
            )
        for source_id, text in arrival.texts:
            self._shelf.hold(source_id, Incoming(name=None, data=b"", article=text.article, pictures=text.pictures))
            self._put(partial(_add_text, source_id, text))
        for sha256, picture in arrival.pictures.items():
            self._keep_picture(sha256, picture)
        for passage in arrival.passages:
            self._shelf.keep(passage)
            self._put(partial(_add_passage, passage))
        return self.adopt(briefing)


def _add_passage(passage: Passage, writer: Writer) -> None:
    writer.add_passage(passage)


def _add_text(source: SourceId, text: TravelText, writer: Writer) -> None:
    writer.add_text(source, text.article, text.pictures)
