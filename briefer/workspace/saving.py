"""The storage thread: writes what it is handed, in order, and says "saved" when nothing waits, and only then.

No write is held back to batch; what has queued up while the disk was busy shares one commit. After a failed commit the
same writes are tried again, since each may be run twice.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

Write = Callable[[Connection], None]

RETRY_AFTER = 2.0
"""Seconds between two tries while the disk refuses."""


@dataclass(frozen=True, slots=True)
class SaveState:
    """Whether everything done is on the disk; ``problem`` is one sentence when it is not and cannot be."""

    name: Literal["saved", "saving", "failed", "read-only"]
    problem: str = ""

    def __str__(self) -> str:
        return self.name


class Saver:
    """One thread with the one connection that writes. `put` never waits."""

    def __init__(self, engine: Engine, tell: Callable[[SaveState], None]) -> None:
        """Start the thread. `tell` is called on it whenever the state changes."""
        self._engine = engine
        self._tell = tell
        self._lock = threading.Condition()
        self._queue: list[Write] = []
        self._busy = False
        self._closing = False
        self._state = SaveState("saved")
        self._thread = threading.Thread(target=self._run, name="briefer-storage", daemon=True)
        self._thread.start()

    @property
    def state(self) -> SaveState:
        """The state as of now."""
        with self._lock:
            return self._state

    def put(self, write: Write) -> None:
        """Hand over a write; it shares a transaction with what else is waiting."""
        with self._lock:
            self._queue.append(write)
            if self._state.name == "saved":
                self._state = SaveState("saving")
            self._lock.notify_all()

    def wait(self, timeout: float | None = None) -> SaveState:
        """Wait until everything is written or a try has failed, at most `timeout` seconds; return the state."""
        with self._lock:
            self._lock.wait_for(lambda: self._state.name != "saving", timeout)
            return self._state

    def close(self) -> SaveState:
        """Write what waits, once more if need be, and end the thread; return how it ended."""
        with self._lock:
            self._closing = True
            self._lock.notify_all()
        self._thread.join()
        return self._state

    def _run(self) -> None:
        with self._engine.connect() as connection:
            while True:
                with self._lock:
                    if not self._queue:
                        if self._closing:
                            return
                        self._lock.wait()
                        continue
                    batch = list(self._queue)
                problem = _written(connection, batch)
                with self._lock:
                    if problem is None:
                        del self._queue[: len(batch)]
                    state = self._after(problem)
                    changed = state != self._state
                    self._state = state
                    self._lock.notify_all()
                if changed or state.name == "saved":
                    self._tell(state)
                if problem is not None:
                    with self._lock:
                        if self._closing:
                            return
                        self._lock.wait(RETRY_AFTER)

    def _after(self, problem: str | None) -> SaveState:
        if problem is not None:
            return SaveState("failed", problem)
        return SaveState("saving" if self._queue else "saved")


def _written(connection: Connection, batch: list[Write]) -> str | None:
    """Write all of `batch` in one transaction; return None, or one sentence why it could not be."""
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            for write in batch:
                write(connection)
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            if connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
                connection.exec_driver_sql("ROLLBACK")
            raise
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().rstrip(".")
        return f"The library could not be written: {reason}. What you wrote is still in this window."
    return None
