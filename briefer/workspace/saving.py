"""The storage thread: writes what was done, in order, and says "saved" only when nothing waits and a commit returned.

Nothing is held back to batch; what has queued up meanwhile shares one commit. What could not be written stays in the
queue and is tried again, all of it, since after a failed commit nobody knows whether it took place.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from briefer.errors import LibraryError, NotSaved
from briefer.workspace.changes import SaveState

if TYPE_CHECKING:
    from briefer.store.library import Library
    from briefer.store.writing import Writer

Work = Callable[["Writer"], None]
"""Writes through the writer; may be called again after a failure, and must come to the same then."""

RETRY = 1.0
"""Seconds until a failed write is tried again; new work tries at once."""

GRACE = 0.05
"""Seconds that whoever shows what was done may have for it before it is written."""

SAVED = SaveState("saved")
SAVING = SaveState("saving")
_STOPPED = NotSaved(
    "Saving has stopped because of an error in briefer.",
    "Export the briefing as a .briefing file, then open briefer again.",
)


class Saving:
    """One thread that owns the writing connection of a library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._queue: deque[Work] = deque()
        self._changed = threading.Condition()
        self._state = SAVED
        self._ending = False
        self._tries = 0
        self._last_try = True
        self._told = SAVED
        self._telling = threading.RLock()
        self._listeners: list[Callable[[SaveState], None]] = []
        self._show: Callable[[], None] | None = None
        self._showing = False
        self._thread = threading.Thread(target=self._run, name="briefer storage", daemon=True)
        self._thread.start()

    @property
    def state(self) -> SaveState:
        """Whether everything done is on the disk."""
        return self._state

    def subscribe(self, listener: Callable[[SaveState], None]) -> Callable[[], None]:
        """Call `listener` whenever the state changes, on whatever thread changes it; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def show_first(self, show: Callable[[], None] | None) -> None:
        """Call `show` with everything that is to be written, and begin with it when `shown` is called.

        Both threads share one Python: what is written before it is seen is seen later for it. Without an answer the
        writing begins after `GRACE`, and at once where somebody waits for it.
        """
        self._show = show

    def shown(self) -> None:
        """Begin to write what waits: it has been shown."""
        with self._changed:
            self._showing = False
            self._changed.notify_all()

    def put(self, work: Work) -> None:
        """Have `work` written; comes back at once."""
        with self._changed:
            self._queue.append(work)
            if self._state == SAVED:
                self._state = SAVING
            self._showing = self._show is not None
            self._changed.notify_all()
        if self._show is not None:
            self._show()
        self._announce()

    def retry(self) -> None:
        """Try at once again what failed."""
        with self._changed:
            self._tries += 1
            self._changed.notify_all()

    def wait(self, timeout: float | None = None) -> SaveState:
        """Wait until everything done is on the disk or a write has failed, at most `timeout` seconds."""
        self.shown()
        with self._changed:
            self._changed.wait_for(lambda: not self._queue or self._state.name == "failed", timeout)
            return self._state if self._queue else SAVED

    def close(self) -> SaveState:
        """Write what waits, once more what failed, and end the thread; the state says whether all is on the disk."""
        with self._changed:
            self._ending = True
            self._changed.notify_all()
        self._thread.join()
        return self._state if self._queue else SAVED

    def _run(self) -> None:
        try:
            while self._wait_for_work():
                batch = len(self._queue)
                try:
                    with self._library.transaction() as writer:
                        for index in range(batch):
                            self._queue[index](writer)
                except LibraryError as error:
                    self._fail(error)
                    continue
                with self._changed:
                    for _ in range(batch):
                        self._queue.popleft()
                    if not self._queue:
                        self._state = SAVED
                    self._changed.notify_all()
                self._announce()
        finally:
            if self._queue and self._state.name != "failed":
                self._fail(_STOPPED)  # an error of ours: the crash log has it, and nobody may believe it is saved
            self._library.release_writer()

    def _wait_for_work(self) -> bool:
        """Wait for something to write; False: there is nothing, and the thread is to end."""
        with self._changed:
            if self._state.name == "failed":
                if self._ending:
                    return self._once_more()
                waiting, tries = len(self._queue), self._tries
                self._changed.wait_for(
                    lambda: self._ending or len(self._queue) != waiting or self._tries != tries, RETRY
                )
            else:
                self._changed.wait_for(lambda: self._queue or self._ending)
                self._changed.wait_for(lambda: not self._showing or self._ending, GRACE)
                self._showing = False
            return bool(self._queue)

    def _once_more(self) -> bool:
        """Allow one last try when the thread is to end; a second failure is final."""
        last, self._last_try = self._last_try, False
        return last

    def _fail(self, error: LibraryError) -> None:
        with self._changed:
            self._state = SaveState("failed", error.sentence, error.hint)
            self._changed.notify_all()
        self._announce()

    def _announce(self) -> None:
        """Tell the listeners the state there is now, if it is news: two threads come here, and the last word counts."""
        with self._telling:
            state = self._state
            if state == self._told:
                return
            self._told = state
            for listener in tuple(self._listeners):
                listener(state)
