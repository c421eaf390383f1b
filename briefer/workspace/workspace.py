"""The workspace: one open library and its open briefing. Both doors, window and command line, come in here.

All of it is called from one thread, the window's, except what says that it is thread-safe. Reading asks for values,
changing goes through `do`, and what changed is told to whoever subscribed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefer.core import edits
from briefer.core.briefing import Briefing, BriefingId, Facts, Section, new_id
from briefer.core.change import Edit, SetReference
from briefer.core.history import History
from briefer.core.passage import Citation, Passage
from briefer.core.reference import Reference
from briefer.core.source import Article, Reading, Source, SourceId
from briefer.errors import BadRequest, LibraryMissing, LibraryReadOnly, NotFound
from briefer.store import connect, reading, search, writing
from briefer.store.reading import BriefingInfo, Opened
from briefer.store.search import Hit, Hits
from briefer.worker import Worker
from briefer.workspace import changes, importing, opening, quoting
from briefer.workspace.changes import Changes
from briefer.workspace.desk import Desk, now
from briefer.workspace.importing import Incoming
from briefer.workspace.saving import Saver, SaveState
from briefer.workspace.shelf import Shelf

if TYPE_CHECKING:
    from briefer.export.export import Exported
    from briefer.packs.pack import Pack
    from briefer.sources.intake import Expansion

__all__ = ["BriefingInfo", "Changes", "Hit", "Hits", "Incoming", "SaveState", "Workspace"]

Listener = Callable[[Changes], None]
SaveListener = Callable[[SaveState], None]


class Workspace:
    """One open library; make it with `Workspace.open`."""

    def __init__(self, path: Path, *, write: bool, lock: opening.WriterLock | None) -> None:
        self._path = path
        self._lock = lock
        self._listeners: list[Listener] = []
        self._save_listeners: list[SaveListener] = []
        self._engine = connect.engine(path, write=write)
        self._connection = self._engine.connect()
        self._saver = Saver(self._engine, self._tell_saved) if write else None
        self._shelf = Shelf(self._connection, self._put)
        self._desk: Desk | None = None
        self._reader = Worker()  # no process before the first article; starting one for each costs more than reading

    @classmethod
    def open(
        cls, location: str | os.PathLike[str] | None = None, *, write: bool = True, create: bool = True
    ) -> Workspace:
        """Open a library, the person's own where `location` is None.

        `write` takes the lock of the one writer; `create` makes a library where none is.

        Raises:
            LibraryMissing: there is none and `create` is false.
            LibraryNotOurs, LibraryNewer: the file is not one, or not whole, or too new. It was not touched.
            LibraryLocked: another window or command may write it; open it with ``write=False``.
        """
        path = opening.located(location)
        if not path.exists() and not create:
            raise LibraryMissing(f"There is no library at {path}.", "Add an article first: briefer import FILE.")
        lock = opening.WriterLock(path) if write else None
        if lock is not None:
            lock.take()
        try:
            if not path.exists():
                connect.create(path)
            connect.check(path)
            return cls(path, write=write, lock=lock)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    def close(self) -> SaveState:
        """Write what waits, let go of the library, and say whether everything is on the disk."""
        state = self._saver.close() if self._saver else SaveState("read-only")
        self._reader.close()
        self._connection.close()
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()
        return state

    # --- the library --------------------------------------------------------------------------------------------------

    @property
    def location(self) -> Path:
        """The file that the library is."""
        return self._path

    @property
    def read_only(self) -> bool:
        """Whether this window may only read."""
        return self._saver is None

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, oldest first."""
        return self._shelf.sources

    def source(self, key: str) -> Source:
        """Return the source with this handle or id; NotFound where there is none."""
        return self._shelf.find(key)

    def article(self, source: SourceId) -> Article:
        """Return the text and structure of a source."""
        return self._shelf.article(source)

    def original(self, source: SourceId) -> bytes:
        """Return the original bytes of a source, as they came."""
        return self._shelf.original(source)

    def read_article(
        self, path: Path, *, worker: Worker | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Incoming:
        """Read an article file in the workspace's own worker, or the one given; see `importing.read_article`.

        Thread-safe; in one worker, articles are read one after the other.
        """
        return importing.read_article(path, worker=worker or self._reader, cancelled=cancelled)

    def read_paste(self, html: str | None, text: str | None, url: str | None = None) -> Incoming:
        """Read what was copied elsewhere. Thread-safe; see `importing.read_paste`."""
        return importing.read_paste(html, text, url)

    def expand(self, paths: Iterable[Path]) -> Expansion:
        """Return the article files that files and folders stand for. Thread-safe."""
        return importing.expand(paths)

    def add(self, incoming: Incoming) -> Source:
        """Add an article; the open briefing puts it on its reading list. The same bytes again are the source they were.

        Raises:
            LibraryReadOnly: this window may only read.
        """
        self._check_writable()
        if self.save_state.name == "saved":
            self._shelf.written()
        source = self._shelf.add(incoming)
        self._tell(
            Changes(
                act="import", sources=frozenset({source.id}), library=True, before=self.briefing, briefing=self.briefing
            )
        )
        if self.briefing is not None and source.id not in self.briefing.joined:
            self.do(edits.join(self.briefing, source.id))
        return source

    def set_reading(self, source: SourceId, state: Reading) -> None:
        """Note whether a source is unread, read or set aside; kept, and no act to be undone."""
        if not self.read_only and self._shelf.set_reading(source, state):
            self._tell(
                Changes(act="reading", sources=frozenset({source}), before=self.briefing, briefing=self.briefing)
            )

    def correct(self, source: SourceId, **facts: Any) -> None:
        """Correct bibliographic facts of a source; with a briefing open, as an act of its undo list.

        Raises:
            BadRequest: there is no such fact.
        """
        self._check_writable()
        before = self._shelf.get(source).reference
        unknown = set(facts) - set(Reference.__dataclass_fields__)
        if unknown:
            raise BadRequest(f"A source has no fact named {', '.join(sorted(unknown))}.", "")
        after = replace(before, **facts)
        if after == before:
            return
        if self._desk is not None:
            self.do(edits.correct(source, before, after))
        else:
            self._shelf.set_reference(source, before, after)
            self._tell(Changes(act="do", sources=frozenset({source}), library=True))

    def passage(self, source: SourceId, start: int, end: int) -> tuple[Passage, bool]:
        """Return the passage of this range of the source's text, and whether it is new; NotFound without words."""
        return self._shelf.passage(source, start, end)

    def passages_of(self, source: SourceId) -> tuple[Passage, ...]:
        """Return the passages ever taken from a source."""
        return self._shelf.passages(source)

    def find_quote(self, source: SourceId, words: str, nth: int | None = None) -> tuple[int, int]:
        """Return where the source says `words`; see `quoting.find`."""
        return quoting.find(self.article(source).text, words, nth, self._shelf.get(source).handle)

    def search(self, query: str, *, limit: int = 50, briefing_only: bool = False) -> Hits:
        """Find words in titles and texts, of the open briefing's reading list only if asked."""
        only = self.briefing.joined if briefing_only and self.briefing else None
        return search.search(self._connection, query, limit=limit, sources=only)

    # --- briefings ----------------------------------------------------------------------------------------------------

    def briefings(self) -> tuple[BriefingInfo, ...]:
        """Return all briefings, the one worked on last first."""
        self._settle()
        return reading.briefings(self._connection)

    @property
    def briefing(self) -> Briefing | None:
        """The open briefing, as of this moment."""
        return self._desk.briefing if self._desk else None

    @property
    def history(self) -> History:
        """The undo list of the open briefing; empty where none is open."""
        return self._desk.history if self._desk else History()

    def new_briefing(self, title: str, pack: str = "standard") -> Briefing:
        """Begin a briefing with the sections of a pack, and open it.

        Raises:
            BadRequest: the title is empty.
            PackError, NotFound: there is no such pack.
        """
        self._check_writable()
        title = " ".join(title.split())
        if not title:
            raise BadRequest("A briefing needs a title.", "Say what it is about in a few words.")
        found = self.find_pack(pack)
        briefing = Briefing(
            id=BriefingId(new_id()),
            number=self._shelf.next_briefing(),
            facts=Facts(title=title, date=now()[:10]),
            pack=found.name,
            pack_version=found.version,
            sections=tuple(Section(key=each.key, title=each.title, hint=each.hint) for each in found.sections),
        )
        self._put(partial(writing.put_briefing, briefing=briefing, modified=now()))
        self._open(Opened(briefing=briefing, positions={}, history=History()))
        return briefing

    def open_briefing(self, key: str) -> Briefing:
        """Open the briefing with this handle or id; NotFound where there is none."""
        id_ = self._briefing_id(key)
        if self.briefing is None or self.briefing.id != id_:
            self._settle()
            self._open(reading.briefing(self._connection, id_))
        assert self.briefing is not None
        return self.briefing

    def close_briefing(self) -> None:
        """Put the open briefing away; nothing is lost, since everything was handed to the disk already."""
        self._open(None)

    def delete_briefing(self, key: str) -> None:
        """Take a briefing out of the library, its undo list with it; sources and passages stay."""
        self._check_writable()
        id_ = self._briefing_id(key)
        if self.briefing is not None and self.briefing.id == id_:
            self.close_briefing()
        self._put(partial(writing.delete_briefing, briefing=id_))
        self._tell(Changes(act="import", library=True, before=self.briefing, briefing=self.briefing))

    def read_briefing(self, key: str) -> Briefing:
        """Return the briefing with this handle or id without opening it; NotFound where there is none."""
        id_ = self._briefing_id(key)
        if self.briefing is not None and self.briefing.id == id_:
            return self.briefing
        self._settle()
        return reading.briefing(self._connection, id_).briefing

    # --- acts ---------------------------------------------------------------------------------------------------------

    def do(self, edit: Edit, *, initiator: object | None = None) -> Changes:
        """Do one act on the open briefing, at once; it is on the disk when the save state says so.

        Raises:
            LibraryReadOnly: this window may only read.
            NotFound: no briefing is open.
            EditRefused: the edit does not fit; nothing has changed.
        """
        self._check_writable()
        desk = self._at_desk()
        before = desk.briefing
        desk.do(edit)
        return self._tell(changes.of_edit("do", edit, before, desk.briefing, initiator))

    def undo(self, *, initiator: object | None = None) -> Changes | None:
        """Take back the newest act; None where there is nothing to take back."""
        return self._step("undo", initiator)

    def redo(self, *, initiator: object | None = None) -> Changes | None:
        """Do again what was taken back last; None where there is nothing."""
        return self._step("redo", initiator)

    def close_step(self) -> None:
        """End a run of typing: the next key begins a new step of the undo list."""
        if self._desk is not None:
            self._desk.close_step()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every `Changes`; return what ends that."""
        self._listeners.append(listener)
        return partial(_forget, self._listeners, listener)

    # --- saved --------------------------------------------------------------------------------------------------------

    @property
    def save_state(self) -> SaveState:
        """Whether everything done is on the disk."""
        return self._saver.state if self._saver else SaveState("read-only")

    def subscribe_saved(self, listener: SaveListener) -> Callable[[], None]:
        """Call `listener` with every new `SaveState`, ON THE STORAGE THREAD; return what ends that."""
        self._save_listeners.append(listener)
        return partial(_forget, self._save_listeners, listener)

    def wait_saved(self, timeout: float | None = None) -> SaveState:
        """Wait until everything is on the disk or could not be written, at most `timeout` seconds."""
        return self._saver.wait(timeout) if self._saver else SaveState("read-only")

    # --- packs and export ---------------------------------------------------------------------------------------------

    def packs(self) -> tuple[Pack, ...]:
        """Return the template packs at hand."""
        from briefer.packs import shelf

        return shelf.shelf()

    def find_pack(self, name: str) -> Pack:
        """Return the pack with this name."""
        from briefer.packs import shelf

        return shelf.find(name)

    def pack(self, briefing: Briefing) -> Pack:
        """Return the pack that a briefing was made with."""
        return self.find_pack(briefing.pack)

    def citation_note(self, citation: Citation, briefing: Briefing) -> str:
        """Return what the note of a citation says, in full, for showing it on hover."""
        from briefer.citing import format as citing

        return citing.note_text(citation, briefing, self._shelf.mapping(), self.pack(briefing))

    def suggested_name(self, briefing: Briefing, suffix: str) -> str:
        """Return the file name that the pack suggests for an export, safe on every system."""
        from briefer.export import naming

        return naming.suggested(briefing, self.pack(briefing), suffix)

    def export(
        self,
        target: Path,
        *,
        briefing: Briefing | None = None,
        template: str | None = None,
        style: str | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Exported:
        """Make the Word or PDF file `target` of a briefing (the open one); a file that is there is never overwritten.

        Thread-safe: it works on values as they are when it begins.
        """
        from briefer.export import export as exporting

        chosen = briefing or self._at_desk().briefing
        return exporting.export(
            chosen,
            self._shelf.mapping(),
            self.pack(chosen),
            target,
            template=template,
            style=style,
            cancelled=cancelled,
        )

    # --- inside -------------------------------------------------------------------------------------------------------

    def _step(self, act: changes.Act, initiator: object | None) -> Changes | None:
        self._check_writable()
        if self._desk is None:
            return None
        before = self._desk.briefing
        edit = self._desk.undo() if act == "undo" else self._desk.redo()
        if edit is None:
            return None
        return self._tell(changes.of_edit(act, edit, before, self._desk.briefing, initiator))

    def _open(self, opened: Opened | None) -> None:
        before = self.briefing
        self._desk = (
            Desk(
                opened,
                connection=self._connection,
                put=self._put,
                keep_passage=self._shelf.keep_passage,
                correct=self._correct,
            )
            if opened
            else None
        )
        self._tell(changes.everything("open", before, self.briefing))

    def _correct(self, change: SetReference) -> None:
        self._shelf.set_reference(change.source, change.before, change.after)

    def _briefing_id(self, key: str) -> BriefingId:
        wanted = key.strip()
        for info in self.briefings():
            if info.id == wanted or info.handle == wanted.upper():
                return info.id
        raise NotFound(f"There is no briefing {key}.", "“briefer briefings” lists them.")

    def _at_desk(self) -> Desk:
        if self._desk is None:
            raise NotFound("No briefing is open.", "Open one, or begin a new one.")
        return self._desk

    def _check_writable(self) -> None:
        if self._saver is None:
            raise LibraryReadOnly(
                "This library is open to read only.", "Close the other window of briefer, then open the library again."
            )

    def _settle(self) -> None:
        """Wait for the disk before reading what may still be on its way."""
        if self._saver is not None:
            self._saver.wait()

    def _put(self, write: Callable[..., None]) -> None:
        self._check_writable()
        assert self._saver is not None
        self._saver.put(write)

    def _tell(self, told: Changes) -> Changes:
        for listener in tuple(self._listeners):
            listener(told)
        return told

    def _tell_saved(self, state: SaveState) -> None:
        for listener in tuple(self._save_listeners):
            listener(state)


def _forget(listeners: list[Any], listener: object) -> None:
    if listener in listeners:
        listeners.remove(listener)
