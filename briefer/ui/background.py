"""The only door to other threads: a job goes out with values, its answer comes back on the window's thread.

A job never gets a widget, and never touches a Qt object: Python's collector could destroy one on the wrong thread.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from briefer.errors import BrieferError

_log = logging.getLogger(__name__)

THREADS = 2

Progress = Callable[[float, str], None]
"""Gets how far a job is (0 to 1) and what it is doing."""


class Task:
    """One job under way. The job asks `cancelled` now and then, and may tell how far it is by `report`."""

    def __init__(
        self,
        tell: Callable[[Callable[[], None]], None],
        progress: Callable[[float, str], None] | None,
        arrived: Callable[[Any], None] | None,
    ) -> None:
        self._stop = threading.Event()
        self._tell = tell
        self._progress = progress
        self._arrived = arrived

    def cancel(self) -> None:
        """Ask the job to stop; what it answers after this is thrown away."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Say whether the job is to stop. Safe on every thread."""
        return self._stop.is_set()

    def report(self, done: float, words: str = "") -> None:
        """Tell how far the job is (0 to 1) and, in a few words, what it is doing. Safe on every thread."""
        if self._progress is not None and not self.cancelled():
            progress = self._progress
            self._tell(lambda: progress(done, words))

    def hand_over(self, value: Any) -> None:
        """Give back a part of the answer before the job ends; it is kept even when the job is cancelled after this."""
        if self._arrived is not None:
            arrived = self._arrived
            self._tell(lambda: arrived(value))


@dataclass(frozen=True)
class _Answer:
    """What a job came to: a value or an error, and who wants to know."""

    task: Task
    value: Any
    error: BrieferError | None
    done: Callable[[Any], None]
    failed: Callable[[BrieferError], None]

    def __call__(self) -> None:
        if self.task.cancelled():
            return
        if self.error is None:
            self.done(self.value)
        else:
            self.failed(self.error)


class Background(QObject):
    """Runs jobs on a few threads, and hands their answers to the thread it lives on."""

    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor: ThreadPoolExecutor | None = None
        self._tasks: set[Task] = set()
        self._closed = False
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        job: Callable[[Task], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[BrieferError], None],
        progress: Progress | None = None,
        arrived: Callable[[Any], None] | None = None,
    ) -> Task:
        """Run ``job(task)`` elsewhere; exactly one of `done` and `failed` is called here, unless it is cancelled.

        `arrived` gets what the job hands over meanwhile.
        """
        if self._executor is None:
            self._executor = ThreadPoolExecutor(THREADS, thread_name_prefix="briefer-job")
        task = Task(self._told.emit, progress, arrived)
        self._tasks.add(task)
        self._executor.submit(self._run, task, job, done, failed)
        return task

    @property
    def busy(self) -> bool:
        """Whether a job is under way or its answer on its way."""
        return bool(self._tasks)

    def close(self) -> None:
        """Cancel everything and wait for the threads; no answer arrives after this."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def _run(
        self,
        task: Task,
        job: Callable[[Task], Any],
        done: Callable[[Any], None],
        failed: Callable[[BrieferError], None],
    ) -> None:
        value: Any = None
        error: BrieferError | None = None
        try:
            value = job(task)
        except BrieferError as told:
            error = told
        except Exception:  # noqa: BLE001 - the window lives on
            _log.exception("a job failed")
            error = BrieferError(
                "Something unexpected went wrong; your work is safe.", "Try again. The crash log says what happened."
            )
        self._told.emit(_Answer(task, value, error, done, failed))

    def _on_told(self, what: Callable[[], None]) -> None:
        if isinstance(what, _Answer):
            self._tasks.discard(what.task)
        if not self._closed:
            what()
