"""The locked child process: starts it, feeds it, limits it. Knows no job by import, only by dotted name."""

from __future__ import annotations

import contextlib
import logging
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from briefer import errors
from briefer.errors import BrieferError, Cancelled, WorkerCrashed, WorkerFailed, WorkerOutOfMemory, WorkerTimedOut
from briefer.worker import system
from briefer.worker.frames import Plain, pack, read

__all__ = ["Limits", "Plain", "Worker", "call"]

_log = logging.getLogger(__name__)
_POLL = 0.05
_CALLS_PER_CHILD = 500
_KEPT_RESIDENT = 512 << 20  # a warm child that holds more than this after a call is not kept


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may use: wall clock `seconds`, and bytes of `memory` above what the idle child holds."""

    seconds: float = 60
    memory: int = 1 << 30


def call(
    job: str,
    /,
    *,
    limits: Limits = Limits(),
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[float], None] | None = None,
    **arguments: Plain,
) -> Plain:
    """Run one job in a child of its own; see `Worker.call`."""
    with Worker() as worker:
        return worker.call(job, limits=limits, cancelled=cancelled, progress=progress, **arguments)


class Worker:
    """One child process, started by the first call, kept warm, replaced when it fails or has grown.

    Calls from several threads wait for each other. Close it, or use it as a context manager.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child; the next call starts another one."""
        with self._lock:
            self._drop()

    def call(
        self,
        job: str,
        /,
        *,
        limits: Limits = Limits(),
        cancelled: Callable[[], bool] | None = None,
        progress: Callable[[float], None] | None = None,
        **arguments: Plain,
    ) -> Plain:
        """Run the function named `job` ("briefer.sources.html:read") in the child and return what it returns.

        `cancelled` is asked about twenty times a second; `progress` gets fractions from 0 to 1 if the job has a
        parameter of that name.

        Raises:
            BrieferError: what the job raised, as the same class with its sentence and hint.
            WorkerTimedOut, WorkerOutOfMemory, WorkerCrashed: the job was stopped or the child died.
            Cancelled: `cancelled` said so.
        """
        while not self._lock.acquire(timeout=_POLL):
            _stop_if(cancelled)
        try:
            _stop_if(cancelled)
            if self._child is None or not self._child.fit():
                self._drop()
                self._child = _Child()
            healthy = False
            try:
                answer = self._child.exchange(job, arguments, limits, cancelled, progress)
                healthy = True
            finally:
                if not healthy:
                    self._drop()
            return _result(answer, job, limits)
        except (WorkerOutOfMemory, WorkerCrashed):
            self._drop()
            raise
        finally:
            self._lock.release()

    def _drop(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


def _stop_if(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled("Stopped as you asked; nothing was changed.")


def _result(answer: dict[str, Any], job: str, limits: Limits) -> Plain:
    match answer.get("answer"):
        case "result":
            return cast("Plain", answer.get("value"))
        case "error":
            found = getattr(errors, str(answer.get("class")), BrieferError)
            known = isinstance(found, type) and issubclass(found, BrieferError)
            raise (found if known else BrieferError)(str(answer.get("sentence")), str(answer.get("hint")))
        case "memory":
            raise _out_of_memory(limits)
        case _:
            # Places only, never the message: it may hold the text of an article.
            _log.error("job %s failed: %s at %s", job, answer.get("class"), answer.get("where"))
            raise WorkerCrashed(
                "The work met something that briefer cannot handle and was stopped; nothing was changed."
            )


def _out_of_memory(limits: Limits) -> WorkerOutOfMemory:
    return WorkerOutOfMemory(
        f"The work wanted more than {limits.memory >> 20} MB of memory and was stopped; nothing was changed."
    )


# --- the parent's side ------------------------------------------------------------------------------------------------


class _Child:
    """One running child, its pipes and its empty folder."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="briefer-")
        self._calls = 0
        self._windows_job: object = None
        try:
            self._process = subprocess.Popen(
                system.command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # libraries print pieces of what they read
                cwd=self._folder,
                env=system.environment(self._folder),
                start_new_session=True,  # Ctrl+C in a terminal is for the parent, which then ends the child itself
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise WorkerCrashed("The helper process could not be started.", "Install briefer again.") from error
        if sys.platform == "win32":
            self._windows_job = system.windows_job(self._process)

    def fit(self) -> bool:
        """Say whether this child may take another call."""
        resident = system.resident(self._process.pid)
        return (
            self._process.poll() is None
            and self._calls < _CALLS_PER_CHILD
            and (resident is None or resident < _KEPT_RESIDENT)
        )

    def end(self) -> None:
        """Kill the process and remove its folder."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()
        self._windows_job = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def exchange(
        self,
        job: str,
        arguments: dict[str, Plain],
        limits: Limits,
        cancelled: Callable[[], bool] | None,
        progress: Callable[[float], None] | None,
    ) -> dict[str, Any]:
        """Send the job and wait for its answer, watching the clock, the memory and `cancelled`."""
        self._calls += 1
        request = {"job": job, "arguments": arguments, "seconds": limits.seconds, "memory": limits.memory}
        frame = pack(request)
        answers: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        # A thread does the writing and reading, since a stuck child must not hold the caller, and Windows pipes
        # cannot be polled. It ends when the answer is there or the child is killed.
        thread = threading.Thread(target=self._talk, args=(frame, answers), name="briefer-worker", daemon=True)
        thread.start()
        try:
            return self._wait(answers, limits, cancelled, progress)
        except BaseException:
            self._process.kill()
            raise
        finally:
            thread.join()

    def _talk(self, frame: list[bytes], answers: queue.SimpleQueue[dict[str, Any] | None]) -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        answer: dict[str, Any] | None = None
        try:
            for piece in frame:
                stdin.write(piece)
            stdin.flush()
            while (answer := read(stdout)) is not None and answer.get("answer") == "progress":
                answers.put(answer)
        except (OSError, ValueError, RecursionError):
            answer = None
        answers.put(answer)

    def _wait(
        self,
        answers: queue.SimpleQueue[dict[str, Any] | None],
        limits: Limits,
        cancelled: Callable[[], bool] | None,
        progress: Callable[[float], None] | None,
    ) -> dict[str, Any]:
        deadline = time.monotonic() + limits.seconds
        idle = system.resident(self._process.pid) if self._calls > 1 else 0
        while True:
            with contextlib.suppress(queue.Empty):
                answer = answers.get(timeout=max(0.0, min(_POLL, deadline - time.monotonic())))
                if answer is None:
                    raise self._death()
                if answer.get("answer") != "progress":
                    return answer
                if progress is not None:
                    progress(float(answer.get("fraction", 0)))
            _stop_if(cancelled)
            if time.monotonic() >= deadline:
                raise WorkerTimedOut(
                    f"The work took longer than {limits.seconds:g} seconds and was stopped; nothing was changed."
                )
            resident = system.resident(self._process.pid)
            if resident is not None and idle is not None and resident - idle > limits.memory:
                raise _out_of_memory(limits)

    def _death(self) -> WorkerFailed:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        _log.error("the worker died with exit code %s", self._process.returncode)
        return WorkerCrashed("The helper process died over this work; nothing was changed.")
