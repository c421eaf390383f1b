"""The locked child process: starts it, feeds it, limits it. Knows no job by import, only by dotted name.

A frame on the pipes is one length-prefixed JSON document with raw attachments behind it for what is bytes. Never
pickle: what the child sends back may come from a hostile file and must stay data.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import json
import logging
import os
import queue
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias, cast

from briefer import errors
from briefer.errors import BrieferError, Cancelled, WorkerCrashed, WorkerFailed, WorkerOutOfMemory, WorkerTimedOut

Plain: TypeAlias = "bool | int | float | str | bytes | list[Plain] | dict[str, Plain] | None"
"""What may cross to the child and back."""

DEAD_PROXY = "http://127.0.0.1:9"
"""Where a library that wants the network is sent: the discard port, where nobody listens."""

_log = logging.getLogger(__name__)
_HEADER = struct.Struct(">I")
_FRAME_LIMIT = 1 << 29
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


def command() -> list[str]:
    """Return the command line that starts a child: this program again."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker"]
    # In a virtual environment on Windows python.exe is a launcher whose own child would escape the job object;
    # the standard library's multiprocessing starts the base interpreter for the same reason.
    python = getattr(sys, "_base_executable", sys.executable) if sys.platform == "win32" else sys.executable
    return [python, "-P", "-s", "-m", "briefer", "--worker"]


def environment(folder: str) -> dict[str, str]:
    """Return the child's whole environment: the dead proxy, and what Python needs to start; `folder` is its home."""
    proxies = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    values = {name: DEAD_PROXY for upper in proxies for name in (upper, upper.lower())}
    values |= {"HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    # The same article must give the same text on every reading; and arithmetic libraries reserve memory per thread.
    values |= {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    needed = ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"]
    if sys.platform == "win32":
        values |= {"TEMP": folder, "TMP": folder, "USERPROFILE": folder}
        needed += ["SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PATH"]
        if not getattr(sys, "frozen", False):
            values["__PYVENV_LAUNCHER__"] = sys.executable
    if not getattr(sys, "frozen", False):
        values["PYTHONPATH"] = str(Path(__file__).resolve().parent.parent)
    return values | {name: os.environ[name] for name in needed if name in os.environ}


class _Child:
    """One running child, its pipes and its empty folder."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="briefer-")
        self._calls = 0
        self._windows_job: object = None
        try:
            self._process = subprocess.Popen(
                command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # libraries print pieces of what they read
                cwd=self._folder,
                env=environment(self._folder),
                start_new_session=True,  # Ctrl+C in a terminal is for the parent, which then ends the child itself
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise WorkerCrashed("The helper process could not be started.", "Install briefer again.") from error
        if sys.platform == "win32":
            self._windows_job = _windows_job(self._process)

    def fit(self) -> bool:
        """Say whether this child may take another call."""
        resident = _resident(self._process.pid)
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
        frame = _pack(request)
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
            while (answer := _read(stdout)) is not None and answer.get("answer") == "progress":
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
        idle = _resident(self._process.pid) if self._calls > 1 else 0
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
            resident = _resident(self._process.pid)
            if resident is not None and idle is not None and resident - idle > limits.memory:
                raise _out_of_memory(limits)

    def _death(self) -> WorkerFailed:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        _log.error("the worker died with exit code %s", self._process.returncode)
        return WorkerCrashed("The helper process died over this work; nothing was changed.")


def _resident(pid: int) -> int | None:
    """Return how many bytes of memory the process holds; None where only the system's own limit watches."""
    if sys.platform == "linux":
        try:
            pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        except (OSError, IndexError, ValueError):
            return 0
        return pages * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "darwin":
        import ctypes

        # proc_pidinfo(PROC_PIDTASKINFO): the second of its 64-bit fields is the resident size.
        fields = (ctypes.c_uint64 * 12)()
        library = ctypes.CDLL("/usr/lib/libproc.dylib")
        library.proc_pidinfo(pid, 4, ctypes.c_uint64(0), ctypes.byref(fields), ctypes.sizeof(fields))
        return int(fields[1])
    return None


def _windows_job(process: subprocess.Popen[bytes]) -> object:
    """Put the process into a job object that dies with us and may hold 2 GB; the object must be kept."""
    import ctypes

    class Basic(ctypes.Structure):
        _fields_ = (
            ("per_process_time", ctypes.c_int64),
            ("per_job_time", ctypes.c_int64),
            ("flags", ctypes.c_uint32),
            ("minimum_working_set", ctypes.c_size_t),
            ("maximum_working_set", ctypes.c_size_t),
            ("active_processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("priority", ctypes.c_uint32),
            ("scheduling", ctypes.c_uint32),
        )

    class Extended(ctypes.Structure):
        _fields_ = (
            ("basic", Basic),
            ("io", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    class Handle:
        """Closes the job object, and with it every process inside, when it is no longer held."""

        def __init__(self, value: int) -> None:
            self.value = value

        def __del__(self) -> None:
            kernel.CloseHandle(ctypes.c_void_p(self.value))

    active_process, process_memory, kill_on_close = 0x8, 0x100, 0x2000
    kernel = cast("Any", ctypes).WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    handle = Handle(kernel.CreateJobObjectW(None, None))
    information = Extended()
    information.basic.flags = active_process | process_memory | kill_on_close
    information.basic.active_processes = 1
    information.process_memory = 2 << 30
    size = ctypes.sizeof(information)
    kernel.SetInformationJobObject(ctypes.c_void_p(handle.value), 9, ctypes.byref(information), size)
    kernel.AssignProcessToJobObject(ctypes.c_void_p(handle.value), ctypes.c_void_p(int(cast("Any", process)._handle)))
    return handle


# --- frames -----------------------------------------------------------------------------------------------------------


def _pack(value: object) -> list[bytes]:
    attachments: list[bytes] = []
    # Bytes stand in the document as an object with one key that nobody could have guessed.
    key = uuid.uuid4().hex

    def attach(found: object) -> dict[str, int]:
        if not isinstance(found, bytes):
            raise TypeError(f"{type(found).__name__} cannot cross to or from the worker")
        attachments.append(found)
        return {key: len(attachments) - 1}

    body = json.dumps(value, default=attach).encode("ascii")
    head = json.dumps({"key": key, "sizes": [len(body), *map(len, attachments)]}).encode("ascii")
    return [_HEADER.pack(len(head)), head, body, *attachments]


def _read(stream: IO[bytes]) -> dict[str, Any] | None:
    """Read one frame; None at the end of the stream.

    Raises:
        ValueError: what came is no frame.
    """
    start = stream.read(_HEADER.size)
    if not start:
        return None
    (length,) = _HEADER.unpack(start) if len(start) == _HEADER.size else (_FRAME_LIMIT + 1,)
    head = json.loads(_exactly(stream, length))
    key = str(head["key"])
    sizes = [int(size) for size in head["sizes"]]
    if sum(sizes) > _FRAME_LIMIT:
        raise ValueError("a frame over the limit")
    pieces = [_exactly(stream, size) for size in sizes]
    attachments = pieces[1:]

    def detach(found: dict[str, Any]) -> dict[str, Any] | bytes:
        return attachments[found[key]] if key in found else found

    value = json.loads(pieces[0], object_hook=detach if attachments else None)
    if not isinstance(value, dict):
        raise ValueError("a frame holds an object")
    return cast("dict[str, Any]", value)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    if not 0 <= size <= _FRAME_LIMIT:
        raise ValueError("a frame over the limit")
    data = stream.read(size)
    if len(data) != size:
        raise ValueError("a cut frame")
    return data


# --- the child's side -------------------------------------------------------------------------------------------------


def serve() -> None:
    """Be the child: read jobs from standard input and answer on standard output, until the input ends."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # What libraries print, in Python or in C, must not land between the frames.
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    sys.addaudithook(_refuse)
    _limit_files()
    while (request := _read(requests)) is not None:
        for piece in _pack_answer(_run(request, answers)):
            answers.write(piece)
        answers.flush()


def _run(request: dict[str, Any], answers: IO[bytes]) -> dict[str, Any]:
    def progress(fraction: float) -> None:
        for piece in _pack({"answer": "progress", "fraction": fraction}):
            answers.write(piece)
        answers.flush()

    try:
        function = _find(str(request["job"]))
        arguments: dict[str, Any] = dict(request["arguments"])
        if "progress" in inspect.signature(function).parameters:
            arguments["progress"] = progress
        _limit(float(request["seconds"]), int(request["memory"]))
        return {"answer": "result", "value": function(**arguments)}
    except BrieferError as error:
        return {"answer": "error", "class": type(error).__name__, "sentence": error.sentence, "hint": error.hint}
    except MemoryError:
        return {"answer": "memory"}
    except Exception as error:  # noqa: BLE001 - one of the four places: a job may fail in any way, the child answers
        return _crash(error)
    finally:
        _limit(None, None)


def _pack_answer(answer: dict[str, Any]) -> list[bytes]:
    try:
        return _pack(answer)
    except (TypeError, ValueError, RecursionError) as error:  # not plain data
        return _pack(_crash(error))


def _crash(error: Exception) -> dict[str, Any]:
    places = traceback.extract_tb(error.__traceback__)[-6:]
    where = [f"{Path(place.filename).name}:{place.lineno} {place.name}" for place in places]
    return {"answer": "crash", "class": type(error).__name__, "where": where}


def _find(job: str) -> Callable[..., object]:
    module, _, name = job.partition(":")
    # The parent is trusted, but one rule beats none: only our own public functions are jobs.
    if not module.startswith("briefer.") or not name.isidentifier() or name.startswith("_"):
        raise ValueError("not a job of ours")
    return cast("Callable[..., object]", getattr(importlib.import_module(module), name))


_FORBIDDEN = frozenset({
    "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname",
    "subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile",
    "webbrowser.open",
})  # fmt: skip


def _refuse(event: str, _arguments: object) -> None:
    if event in _FORBIDDEN:
        raise PermissionError("the worker has no network and starts no programs")


def _limit_files() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the article
    # Room for Python's own compiled modules, not for filling a disk.
    for kind, ceiling in ((resource.RLIMIT_FSIZE, 16 << 20), (resource.RLIMIT_NOFILE, 256)):
        hard = resource.getrlimit(kind)[1]
        value = ceiling if hard == resource.RLIM_INFINITY else min(ceiling, hard)
        resource.setrlimit(kind, (value, value))
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _limit(seconds: float | None, memory: int | None) -> None:
    """Set the soft limits for a job, counted from what the child holds now; None lifts them."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    # If the parent is gone, nobody watches the clock: then processor time, of all threads, is what ends a loop.
    processor = resource.RLIM_INFINITY if seconds is None else used + (int(seconds) + 2) * (os.cpu_count() or 1)
    _soft(resource.RLIMIT_CPU, processor)
    if sys.platform == "linux":  # macOS takes the limit and does not keep it: there the parent watches
        space = resource.RLIM_INFINITY
        if memory is not None:
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
            space = pages * os.sysconf("SC_PAGE_SIZE") + memory
        _soft(resource.RLIMIT_AS, space)


def _soft(kind: int, value: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY and (value == resource.RLIM_INFINITY or value > hard):
        value = hard
    resource.setrlimit(kind, (value, hard))
