"""What a browser has saved into a folder since one began to look: which files are new, and which of them are whole.

Plain values in and out, so that it can run elsewhere: a folder may lie on a drive that answers slowly.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_PARTIAL = (".crdownload", ".part", ".partial", ".download", ".opdownload", ".tmp")
_COARSE = 2_000_000_000  # nanoseconds: some drives keep the time of a file no finer

_Print = tuple[int, ...]
"""Size, time, and the count, sizes and times of what lies in the folder saved with it: the same twice is whole."""


@dataclass(frozen=True, slots=True)
class Known:
    """Files by name: those ``done`` with, each with size and time, and those ``waiting`` to be whole."""

    done: Mapping[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    waiting: Mapping[str, _Print] = field(default_factory=dict[str, _Print])


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a folder came to; ``missing`` says that it could not be read."""

    known: Known
    whole: tuple[Path, ...] = ()
    missing: bool = False


def look(folder: Path, suffixes: Collection[str], known: Known, since: int) -> Look:
    """Look once at what lies in `folder` itself; what was saved before `since` (nanoseconds) is not new.

    A file is whole when two looks behind one another find it the same and nothing of it is on its way.
    """
    try:
        with os.scandir(folder) as entries:
            found = {entry.name: entry for entry in entries}
    except OSError:
        return Look(known, missing=True)
    done: dict[str, tuple[int, int]] = {}
    waiting: dict[str, _Print] = {}
    whole: list[Path] = []
    folders = [name for name, entry in found.items() if _is_folder(entry)]
    for name, entry in sorted(found.items()):
        if name.startswith((".", "~$")) or Path(name).suffix.lower() not in suffixes:
            continue
        try:
            if not entry.is_file():
                continue
            stat = entry.stat()
        except OSError:
            continue
        now = stat.st_size, stat.st_mtime_ns
        if known.done.get(name) == now:
            done[name] = now
            continue
        # A file moved here keeps the time of its writing, but not that of its name.
        if name not in known.waiting and max(stat.st_mtime_ns, stat.st_ctime_ns) < since - _COARSE:
            done[name] = now
            continue
        seen = (*now, *_companions(folder, Path(name).stem, folders))
        if not stat.st_size or any(f"{name}{suffix}" in found for suffix in _PARTIAL):
            waiting[name] = ()
        elif known.waiting.get(name) == seen:
            done[name] = now
            whole.append(folder / name)
        else:
            waiting[name] = seen
    return Look(Known(done, waiting), tuple(whole))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _companions(folder: Path, stem: str, folders: list[str]) -> _Print:
    """Return how much lies in folders saved with a page: ``page_files``, ``page-Dateien``, ``page.files``."""
    count = size = newest = 0
    for name in folders:
        if not (name.startswith(stem) and name[len(stem) : len(stem) + 1] in ("_", "-", ".")):
            continue
        try:
            with os.scandir(folder / name) as entries:
                for entry in entries:
                    stat = entry.stat(follow_symlinks=False)
                    count, size, newest = count + 1, size + stat.st_size, max(newest, stat.st_mtime_ns)
        except OSError:
            continue
    return count, size, newest
