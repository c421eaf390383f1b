"""An open library as a place: its file and lock, its storage thread, and whoever listens to what happens in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Self

from briefer.errors import LibraryReadOnly, NotSaved
from briefer.worker import Worker
from briefer.workspace import opening
from briefer.workspace.changes import Changes, SaveState
from briefer.workspace.desk import Desk
from briefer.workspace.listing import Listing
from briefer.workspace.pages import Pages
from briefer.workspace.previewing import Preview
from briefer.workspace.saving import Saving, Work
from briefer.workspace.shelf import Shelf

if TYPE_CHECKING:
    from briefer.store.library import Library

READ_ONLY = SaveState("read-only")


class Room:
    """A library that is open, to write or to read only."""

    def __init__(self, location: Path, library: Library, lock: opening.Lock | None) -> None:
        self.location = location
        self.read_only = lock is None
        self._library = library
        self._lock = lock
        self._shelf = Shelf(library)
        self._listing = Listing(library.briefings(), library.number("briefing"))
        self._desk = Desk(library, self._shelf, self._put)
        self._saving = None if self.read_only else Saving(library)
        self._listeners: list[Callable[[Changes], None]] = []
        self._reader = Worker()  # no process before the first article; one for each would cost more than reading it
        self._pages = Pages(lambda source: self._shelf.original(source.id))
        self._preview = Preview()
        self._closed = False

    @classmethod
    def open(cls, location: str | Path | None = None, *, write: bool = True, create: bool = True) -> Self:
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

    def close(self) -> SaveState:
        """Write what waits, once more what failed, let go of the library, and say whether everything is on the disk.

        Look at `save_state` before: while the workspace is open, what could not be saved can still be exported.
        """
        if self._closed:
            return self.save_state
        self._closed = True
        state = self._saving.close() if self._saving is not None else READ_ONLY
        self._reader.close()
        self._pages.close()
        self._preview.close()
        self._library.close()
        if self._lock is not None:
            self._lock.release()
        self._listeners.clear()
        return state

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

    def show_first(self, show: Callable[[], None] | None) -> None:
        """Call `show` with everything that is to be written; the writing waits a moment for `shown`. None: it does not.

        A window has what was done painted before the storage thread takes its share of Python.
        """
        if self._saving is not None:
            self._saving.show_first(show)

    def shown(self) -> None:
        """Say that what was done is on the screen, so that it may be written."""
        if self._saving is not None:
            self._saving.shown()

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
