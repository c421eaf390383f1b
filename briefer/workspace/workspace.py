"""The one room both doors lead to: an open library and its open briefing; do, undo, redo, and what changed.

Everything is called from one thread, the window's, unless it says otherwise. An act applies in memory and is told at
once; the storage thread writes it. Nothing here waits for a disk but opening, and reading what is not at hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefer.core import edits
from briefer.core.briefing import Briefing, BriefingId, Facts, Section, new_id
from briefer.core.change import Edit, SetReference, apply
from briefer.core.found import BriefingInfo, Hits
from briefer.core.history import History, Step
from briefer.core.passage import Passage
from briefer.core.reference import FACTS
from briefer.core.source import Article, Reading, Source, SourceId
from briefer.errors import BadRequest, LibraryReadOnly, NotFound, NotSaved
from briefer.workspace import changes, importing, opening, quoting, steps
from briefer.workspace.changes import Act, Changes, SaveState
from briefer.workspace.importing import Incoming
from briefer.workspace.printing import Printing
from briefer.workspace.saving import Saving, Work
from briefer.workspace.shelf import Shelf

if TYPE_CHECKING:
    from briefer.store.library import Library

__all__ = ["BriefingInfo", "Changes", "Hits", "Incoming", "SaveState", "Workspace"]

READ_ONLY = SaveState("read-only")
_PATIENCE = 5.0  # seconds that a search waits for what was just added


class Workspace(Printing):
    """An open library and its open briefing."""

    def __init__(self, location: Path, library: Library, lock: opening.Lock | None) -> None:
        self.location = location
        self.read_only = lock is None
        self._library = library
        self._lock = lock
        self._shelf = Shelf(library)
        self._infos = {info.id: info for info in library.briefings()}
        self._last_number = library.number("briefing")
        self._saving = None if self.read_only else Saving(library)
        self._briefing: Briefing | None = None
        self._history = History()
        self._places: steps.Places = {}
        self._listeners: list[Callable[[Changes], None]] = []

    @classmethod
    def open(cls, location: str | Path | None = None, *, write: bool = True, create: bool = True) -> Workspace:
        """Open a library; None: the person's own. A missing one is made where `write` and `create` are said.

        Raises:
            LibraryMissing: there is none.
            LibraryLocked: another window or command writes to it; it can still be opened with ``write=False``.
            LibraryNotOurs, LibraryNewer: it is not one that may be opened; it was not touched.
        """
        path = opening.located(location)
        library, lock = opening.opened(path, write=write, create=create)
        try:
            return cls(path, library, lock)
        except BaseException:
            library.close()
            if lock is not None:
                lock.release()
            raise

    def close(self) -> None:
        """Save what waits, and close the library.

        Raises:
            NotSaved: something could not be written. The library is closed all the same: look at `save_state` before,
                while what was written can still be exported.
        """
        if self._library_closed:
            return
        self._library_closed = True
        state = self._saving.close() if self._saving is not None else READ_ONLY
        self._library.close()
        if self._lock is not None:
            self._lock.release()
        self._listeners.clear()
        if state.name == "failed":
            raise NotSaved(state.problem, state.hint)

    _library_closed = False

    # --- sources ---

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, newest last."""
        return self._shelf.sources

    def source(self, key: str) -> Source:
        """Return the source with this handle (S3) or id.

        Raises:
            NotFound: there is none.
        """
        return self._shelf.source(key)

    def article(self, source_id: SourceId) -> Article:
        """Return text and structure of a source.

        Raises:
            NotFound: there is no such source.
            LibraryDamaged: it is not what was written.
        """
        return self._shelf.article(source_id)

    def original(self, source_id: SourceId) -> bytes:
        """Return the bytes of a source as they came.

        Raises:
            NotFound: there is no such source.
            LibraryDamaged: they are not what was written.
        """
        return self._shelf.original(source_id)

    read_article = staticmethod(importing.read_article)
    read_paste = staticmethod(importing.read_paste)
    expand = staticmethod(importing.expand)

    def add(self, incoming: Incoming) -> Source:
        """Add an article that was read; the very same bytes again are the source that is there already.

        It joins the open briefing's reading list, as an edit of its own.

        Raises:
            LibraryReadOnly: the library was opened to read only.
        """
        self._writable()
        source = self._shelf.with_bytes(importing.sha256(incoming.original))
        if source is None:
            source = self._added(importing.recorded(incoming, self._shelf.next_number()), incoming)
            self._emit(
                Changes(act="import", sources=frozenset((source.id,)), library=True, before=self._briefing,
                        briefing=self._briefing)
            )  # fmt: skip
        if self._briefing is not None and source.id not in self._briefing.joined:
            self.do(edits.join(self._briefing, source.id))
        return source

    def _added(self, source: Source, incoming: Incoming) -> Source:
        if self.save_state.name == "saved":
            self._shelf.written()
        self._shelf.add(source, incoming)
        self._put(lambda writer: writer.add_source(source, incoming.article, incoming.original))
        return source

    def set_reading(self, source_id: SourceId, reading: Reading) -> None:
        """Keep whether a source is unread, read or set aside. Not undone.

        Raises:
            NotFound: there is no such source.
            LibraryReadOnly: the library was opened to read only.
        """
        self._writable()
        source = self.source(source_id)
        if source.reading == reading:
            return
        self._shelf.change(replace(source, reading=reading))
        self._put(lambda writer: writer.set_reading(source_id, reading))
        self._emit(
            Changes(act="reading", sources=frozenset((source_id,)), before=self._briefing, briefing=self._briefing)
        )

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
        if self._briefing is not None:
            return self.do(edit)
        corrected = self._corrected(change)
        self._put(lambda writer: writer.set_reference(corrected.id, corrected.reference))
        return self._emit(changes.of("do", edit, None, None, None))

    def _corrected(self, change: SetReference) -> Source:
        source = self._shelf.corrected(change)
        self._shelf.change(source)
        return source

    def passage(self, source_id: SourceId, start: int, end: int) -> tuple[Passage, bool]:
        """Return the passage of that range, and whether it is new: then it comes into the library with an edit.

        Raises:
            NotFound: there is no such source, or the range is outside its text, or has no words in it.
        """
        return self._shelf.passage(source_id, start, end)

    def passages_of(self, source_id: SourceId) -> tuple[Passage, ...]:
        """Return the passages of a source in the order of their numbers."""
        return tuple(self._shelf.passages_of(source_id).values())

    def find_quote(self, source_id: SourceId, words: str, nth: int | None = None) -> tuple[int, int]:
        """Return where words stand in a source, exactly or whatever their quotes, dashes, case and spaces.

        Raises:
            PassageNotFound: they are not there; it names the closest place.
            PassageAmbiguous: they are there more than once, and `nth` (from 1) does not say which; it lists them.
            BadRequest: there are no words, or `nth` is below 1.
        """
        return quoting.find(self.article(source_id).text, words, nth, self.source(source_id).handle)

    def search(self, query: str, *, limit: int = 50, briefing_only: bool = False) -> Hits:
        """Return where words stand in titles and paragraphs, best first; of the open briefing's sources, or of all.

        Phrases stand in quotation marks; the last word counts as a beginning, as it is typed.
        """
        if self._saving is not None:
            self._saving.wait(_PATIENCE)
        within = None
        if briefing_only and self._briefing is not None:
            within = {*self._briefing.joined, *self._briefing.numbered}
        return self._library.search(query, limit, within)

    # --- briefings ---

    def briefings(self) -> tuple[BriefingInfo, ...]:
        """Return the list of briefings, newest last."""
        return tuple(self._infos.values())

    @property
    def briefing(self) -> Briefing | None:
        """The open briefing."""
        return self._briefing

    @property
    def history(self) -> History:
        """The undo list of the open briefing: its newest steps, older ones as they are wanted."""
        return self._history

    def new_briefing(self, title: str, pack: str = "standard") -> Briefing:
        """Begin a briefing with the sections of a pack, and open it.

        Raises:
            NotFound: there is no such pack.
            LibraryReadOnly: the library was opened to read only.
            NotSaved: what was written in the open briefing is not on the disk.
        """
        self._writable()
        made = self.find_pack(pack)
        return self.adopt(
            Briefing(
                id=BriefingId(new_id()),
                number=self._last_number + 1,
                facts=Facts(title=" ".join(title.split())),
                pack=made.name,
                pack_version=made.version,
                sections=tuple(Section(key=each.key, title=each.title, hint=each.hint) for each in made.sections),
            )
        )

    def adopt(self, briefing: Briefing) -> Briefing:
        """Take a whole briefing up, under the library's next number, and open it; its sources are here already.

        Raises:
            LibraryReadOnly: the library was opened to read only.
            NotSaved: what was written in the open briefing is not on the disk.
        """
        self._writable()
        self._settle()
        self._last_number += 1
        briefing = replace(briefing, number=self._last_number)
        written, places = steps.whole(briefing)
        modified = importing.now()
        self._put(lambda writer: written.write(writer, modified))
        self._list(briefing, modified)
        self._switch(briefing, History(), places)
        return briefing

    def open_briefing(self, key: str) -> Briefing:
        """Open a briefing by its handle (B1) or id, with its undo list.

        Raises:
            NotFound: there is none.
            NotSaved: what was written in the open one is not on the disk.
            LibraryDamaged: it is not what was written.
        """
        info = self._info(key)
        if self._briefing is not None and self._briefing.id == info.id:
            return self._briefing
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
        info = self._info(key)
        if self._briefing is not None and self._briefing.id == info.id:
            return self._briefing
        self._settle()
        return self._library.briefing(info.id)[0]

    def close_briefing(self) -> None:
        """Close the open briefing; everything in it is saved already, or on its way."""
        if self._briefing is not None:
            self._switch(None, History(), {})

    def delete_briefing(self, key: str) -> None:
        """Take a briefing out of the library with its undo list; its sources and passages stay.

        Raises:
            NotFound: there is none.
            LibraryReadOnly: the library was opened to read only.
        """
        self._writable()
        info = self._info(key)
        if self._briefing is not None and self._briefing.id == info.id:
            self.close_briefing()
        del self._infos[info.id]
        self._put(lambda writer: writer.delete_briefing(info.id))
        self._emit(Changes(act="open", library=True, before=self._briefing, briefing=self._briefing))

    def _info(self, key: str) -> BriefingInfo:
        found = self._infos.get(BriefingId(key))
        if found is None:
            named = (info for info in self._infos.values() if info.handle == key.strip().upper())
            found = next(named, None)
        if found is None:
            raise NotFound(f"There is no briefing {key}.", "“briefer briefings” lists them.")
        return found

    def _list(self, briefing: Briefing, modified: str) -> None:
        self._infos[briefing.id] = BriefingInfo(
            id=briefing.id,
            number=briefing.number,
            title=briefing.facts.title,
            pack=briefing.pack,
            status=briefing.facts.status,
            modified=modified,
        )

    def _switch(self, briefing: Briefing | None, history: History, places: steps.Places) -> None:
        before = self._briefing
        self._briefing, self._history, self._places = briefing, history, places
        self._emit(
            Changes(act="open", facts=True, structure=True, library=True, before=before, briefing=briefing)
        )

    # --- acts ---

    def do(self, edit: Edit, *, initiator: object | None = None) -> Changes:
        """Do one act on the open briefing.

        Raises:
            EditRefused: it does not fit the briefing or the library; nothing was changed.
            BadRequest: no briefing is open.
            LibraryReadOnly: the library was opened to read only.
        """
        self._writable()
        after = apply(self._opened(), edit)
        return self._take_up("do", edit, after, self._history.recorded(edit, importing.now()), initiator)

    def undo(self, *, initiator: object | None = None) -> Changes | None:
        """Take back the newest act; None where there is nothing to take back. Raises as `do`."""
        self._writable()
        found = self._history.undo()
        if found is None or self._briefing is None:
            return None
        edit, history = found
        after = apply(self._briefing, edit)
        if not history.done:
            # The oldest step at hand: older ones may wait in the library, where they have long been saved.
            older = self._library.steps_before(self._briefing.id, history.undone[-1].seq)
            history = replace(history, done=older)
        return self._take_up("undo", edit, after, history, initiator)

    def redo(self, *, initiator: object | None = None) -> Changes | None:
        """Do again what was taken back last; None where there is nothing. Raises as `do`."""
        self._writable()
        found = self._history.redo()
        if found is None or self._briefing is None:
            return None
        edit, history = found
        return self._take_up("redo", edit, apply(self._briefing, edit), history, initiator)

    def close_step(self) -> None:
        """End a run of typing: the next key begins a new step of the undo list."""
        self._history = self._history.closed()

    def _take_up(
        self, act: Act, edit: Edit, after: Briefing, history: History, initiator: object | None
    ) -> Changes:
        """Make `after` the open briefing, hand its rows to the storage thread, and tell."""
        before = self._opened()
        arriving = self._shelf.arriving(edit)
        for change in edit.changes:
            if isinstance(change, SetReference):
                self.source(change.source)  # before anything is changed: it may not be there
        for passage in arriving:
            self._shelf.keep(passage)
        corrected = [self._corrected(change) for change in edit.changes if isinstance(change, SetReference)]
        written = steps.rows(edit, before, after, self._places)
        self._briefing, self._history = after, history
        modified = importing.now()
        self._list(after, modified)
        step = _step_of(act, history)

        def work(writer: Any) -> None:
            for passage in arriving:
                writer.add_passage(passage)
            for source in corrected:
                writer.set_reference(source.id, source.reference)
            written.write(writer, modified)
            if act == "do":
                writer.put_step(after.id, step)
            else:
                writer.set_step(after.id, step.seq, done=act == "redo")

        self._put(work)
        return self._emit(changes.of(act, edit, before, after, initiator))

    def _opened(self) -> Briefing:
        if self._briefing is None:
            raise BadRequest("No briefing is open.", "Open one, or begin a new one.")
        return self._briefing

    # --- saving and telling ---

    @property
    def save_state(self) -> SaveState:
        """Whether everything done is on the disk."""
        return self._saving.state if self._saving is not None else READ_ONLY

    def subscribe_saved(self, callback: Callable[[SaveState], None]) -> Callable[[], None]:
        """Call `callback` whenever `save_state` changes, FROM THE STORAGE THREAD too; returns how to stop that."""
        return self._saving.subscribe(callback) if self._saving is not None else lambda: None

    def wait_saved(self, timeout: float | None = None) -> SaveState:
        """Wait until everything done is on the disk, or a write has failed, at most `timeout` seconds."""
        return self._saving.wait(timeout) if self._saving is not None else READ_ONLY

    def retry_saving(self) -> None:
        """Try at once again to write what could not be written."""
        if self._saving is not None:
            self._saving.retry()

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Call `callback` after every change; returns how to stop that."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback) if callback in self._listeners else None

    def _emit(self, told: Changes) -> Changes:
        for listener in tuple(self._listeners):
            listener(told)
        return told

    def _put(self, work: Work) -> None:
        if self._saving is not None:
            self._saving.put(work)

    def _settle(self) -> None:
        """Wait for the storage thread, before reading what it may still have to write."""
        state = self.wait_saved()
        if state.name == "failed":
            raise NotSaved(state.problem, state.hint)
        self._shelf.written()

    def _writable(self) -> None:
        if self.read_only:
            raise LibraryReadOnly(
                "This library is open to read only, because another window or command holds it.",
                "Close the other window, then open the library again.",
            )


def _step_of(act: Act, history: History) -> Step:
    """Return the step that an act made, took back or did again."""
    return history.undone[-1] if act == "undo" else history.done[-1]
