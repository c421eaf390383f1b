"""What a library file says of itself in its first hundred bytes, read before anything opens it.

SQLite opens an empty file as an empty database, and one whose end is missing without a word: both are refused here,
and so is what some other program wrote. A file that is refused is never touched.
SQLite file format, https://www.sqlite.org/fileformat.html, section 1.3.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from briefer.errors import LibraryMissing, LibraryNewer, LibraryNotOurs
from briefer.store.schema import APPLICATION_ID, VERSION

_MAGIC = b"SQLite format 3\0"
_LENGTH = 100
_TRIES = 5
_PAUSE = 0.05  # seconds; another process may be in the middle of a commit


@dataclass(frozen=True, slots=True)
class Header:
    """The schema's number in a library file."""

    version: int


def check(path: Path) -> Header:
    """Return what the header of a library says.

    Raises:
        LibraryMissing: there is no such file.
        LibraryNotOurs: it is empty, cut, a folder, or some other program's.
        LibraryNewer: a newer briefer wrote it.
    """
    for _ in range(_TRIES):
        header, whole = _read(path)
        if whole:
            return header
        time.sleep(_PAUSE)
    raise LibraryNotOurs(
        f"“{path.name}” is not whole: its end is missing.",
        "Copy the file again, or open a backup. It was not touched.",
    )


def _read(path: Path) -> tuple[Header, bool]:
    """Return the header and whether the file is as long as it says."""
    if path.is_dir():
        raise LibraryNotOurs(f"“{path.name}” is a folder, not a library.", "Name the library file itself.")
    try:
        with path.open("rb") as file:
            head = file.read(_LENGTH)
            size = file.seek(0, 2)
    except FileNotFoundError:
        raise missing(path) from None
    except OSError as error:
        raise LibraryNotOurs(
            f"“{path.name}” cannot be read: {(error.strerror or 'no reason given').lower()}.",
            "Look who may read the file.",
        ) from error
    if not size:
        raise LibraryNotOurs(
            f"“{path.name}” is empty (0 bytes), so it is not a library.",
            "It may be a copy that failed, or a file that a cloud folder has not fetched yet. It was not touched.",
        )
    if not head.startswith(_MAGIC) or len(head) < _LENGTH or _number(head, 68) != APPLICATION_ID:
        raise LibraryNotOurs(
            f"“{path.name}” is not a library of briefer.", "Choose another file. This one was not touched."
        )
    version = _number(head, 60)
    if version > VERSION:
        raise LibraryNewer(f"“{path.name}” was written by a newer briefer; it was not touched.")
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    return Header(version), size == page * _number(head, 28) or _interrupted(path)


def _interrupted(path: Path) -> bool:
    """Say whether a commit was cut off: then SQLite puts the file right from its journal when it opens it."""
    try:
        return path.with_name(path.name + "-journal").stat().st_size > 0
    except OSError:
        return False


def _number(head: bytes, at: int) -> int:
    return int.from_bytes(head[at : at + 4], "big")


def missing(path: Path) -> LibraryMissing:
    """Return the error for a library that is not there."""
    return LibraryMissing(
        f"There is no library at {path}.", "Look at how its name is written, or add an article to begin one there."
    )
