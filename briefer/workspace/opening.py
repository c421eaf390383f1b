"""Opening a library: where it is, whether it is whole, and who may write. An operating-system lock marks the one writer."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

from briefer import paths
from briefer.errors import LibraryError, LibraryLocked


class WriterLock:
    """Held by the one window or command that may write; the system lets go of it when the process ends, however."""

    def __init__(self, library: Path) -> None:
        self._path = library.with_name(library.name + ".lock")
        self._file: BinaryIO | None = None

    def take(self) -> None:
        """Take the lock.

        Raises:
            LibraryLocked: another process holds it.
            LibraryError: the lock file cannot be made beside the library.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = self._path.open("ab")
        except OSError as error:
            raise LibraryError(
                f"{self._path.parent} cannot be written: {error.strerror}.", "Open the library to read only."
            ) from error
        try:
            _lock(file)
        except OSError:
            file.close()
            raise LibraryLocked("Another window of briefer holds this library.") from None
        self._file = file

    def release(self) -> None:
        """Let go of the lock. The file stays: removing it would let two others hold one each."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _lock(file: BinaryIO) -> None:
    """Take the lock on an open file without waiting; an OSError says that somebody else has it."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def located(location: str | os.PathLike[str] | None) -> Path:
    """Return the file that a library's location names; None is the person's own.

    Raises:
        LibraryError: it is the address of a database server, which this version cannot use.
    """
    if location is None:
        return paths.default_library()
    name = os.fspath(location)
    if "://" in name:
        raise LibraryError("This version keeps libraries in files only.", "Name a file: --library FILE.")
    return Path(name).expanduser()
