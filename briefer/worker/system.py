"""What the systems do differently: how a child is started, what it finds around it, who watches its memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

DEAD_PROXY = "http://127.0.0.1:9"
"""Where a library that wants the network is sent: the discard port, where nobody listens."""


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
        values["PYTHONPATH"] = str(Path(__file__).resolve().parent.parent.parent)
    return values | {name: os.environ[name] for name in needed if name in os.environ}


def resident(pid: int) -> int | None:
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


def windows_job(process: subprocess.Popen[bytes]) -> object:
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
