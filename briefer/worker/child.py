"""The child's side: read a job, set its limits, run it, answer in plain data. Nothing a job does ends the loop."""

from __future__ import annotations

import importlib
import inspect
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, cast

from briefer.errors import BrieferError
from briefer.worker.frames import pack, read


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
    while (request := read(requests)) is not None:
        for piece in _pack_answer(_run(request, answers)):
            answers.write(piece)
        answers.flush()


def _run(request: dict[str, Any], answers: IO[bytes]) -> dict[str, Any]:
    def progress(fraction: float) -> None:
        for piece in pack({"answer": "progress", "fraction": fraction}):
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
        return pack(answer)
    except (TypeError, ValueError, RecursionError) as error:  # not plain data
        return pack(_crash(error))


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
    # Room for what libraries unpack beside themselves (a language model of 65 MB), not for filling a disk.
    for kind, ceiling in ((resource.RLIMIT_FSIZE, 128 << 20), (resource.RLIMIT_NOFILE, 256)):
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
