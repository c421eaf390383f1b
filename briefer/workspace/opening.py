"""Which library is meant, the lock of its one writer, and opening it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

from briefer import paths
from briefer.errors import LibraryError, LibraryLocked, LibraryMissing, LibraryNotOurs

if TYPE_CHECKING:
    from briefer.store.library import Library

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")


def located(location: str | Path | None) -> Path:
    """Return the library file that is meant; None: the person's own.

    Raises:
        LibraryError: it is an address; libraries on a server are not made yet.
    """
    if location is None:
        return paths.default_library()
    if isinstance(location, str) and (address := _ADDRESS.match(location)):
        raise LibraryError(
            f"This version cannot open a library on a server ({address.group(1)}).", "Name a library file instead."
        )
    return Path(location).expanduser().absolute()


class Lock:
    """Marks the one writer of a library, by a lock of the operating system on ``<library>.lock``.

    The system lets go of it when the process ends, however that ends. The file itself stays: taking it away would let
    two writers lock two files of the same name.
    """

    def __init__(self, library: Path) -> None:
        """Take the lock.

        Raises:
            LibraryLocked: another window or command holds it.
            LibraryNotOurs: no file can be made beside the library.
        """
        self._path = library.with_name(f"{library.name}.lock")
        try:
            library.parent.mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] = self._path.open("ab")
        except OSError as error:
            raise LibraryNotOurs(
                f"{library} cannot be written to: {(error.strerror or 'no reason given').lower()}.",
                "Choose another place, or open the library to read only.",
            ) from error
        try:
            _lock(self._file)
        except OSError:
            self._file.close()
            raise LibraryLocked(f"Another window or command holds the library “{library.name}”.") from None

    def release(self) -> None:
        """Let go of the library."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        # flock, not lockf: it belongs to the open file, so that two windows of one process exclude each other too.
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def opened(path: Path, *, write: bool, create: bool) -> tuple[Library, Lock | None]:
    """Open a library, with its lock where it is to be written.

    Raises:
        LibraryError: its subclasses; see `Library.open` and `Lock`. No file was touched.
    """
    if not path.exists() and not (write and create):
        raise LibraryMissing(
            f"There is no library at {path}.", "Look at how its name is written; adding an article there begins one."
        )
    # Loads the database, which a window that only paints does not need.
    from briefer.store import header
    from briefer.store.library import Library

    if path.exists():
        header.check(path)  # before a lock file is put beside something that is not ours
    lock = Lock(path) if write else None
    try:
        return Library.open(path, write=write, create=create), lock
    except BaseException:
        if lock is not None:
            lock.release()
        raise
