"""Is this file a library of ours, whole and not too new? Told from its first 100 bytes, before SQLite touches it.

The format of the header is that of https://www.sqlite.org/fileformat2.html section 1.3.
"""

from __future__ import annotations

import struct
from pathlib import Path

from briefer.errors import LibraryMissing, LibraryNewer, LibraryNotOurs

_MAGIC = b"SQLite format 3\0"
_SAFE = "The file was not touched."


def check(path: Path, *, application_id: int, version: int) -> int:
    """Return the schema version of the library at `path`.

    Raises:
        LibraryMissing: there is no file.
        LibraryNotOurs: it is empty, cut short, or another program's.
        LibraryNewer: it was written by a newer briefer.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(100)
    except (FileNotFoundError, NotADirectoryError):
        raise LibraryMissing(f"There is no library at {path}.", "Look at how its name is written.") from None
    except OSError as error:
        raise LibraryNotOurs(f"{path} cannot be read: {error.strerror}.", _SAFE) from None
    if size == 0:
        raise LibraryNotOurs(
            f"{path} has 0 bytes: a placeholder of a cloud folder, or a copy that failed.",
            "The file was not touched. Let the folder finish copying, or open a backup.",
        )
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise LibraryNotOurs(f"{path} is not a briefer library.", _SAFE)
    found_version, found_application = struct.unpack_from(">I", header, 60)[0], struct.unpack_from(">I", header, 68)[0]
    if found_application != application_id:
        raise LibraryNotOurs(f"{path} belongs to another program, not to briefer.", _SAFE)
    if found_version > version:
        raise LibraryNewer(f"{path} was written by a newer briefer.")
    page_size = struct.unpack_from(">H", header, 16)[0]
    page_size = 65536 if page_size == 1 else page_size
    changes, pages, valid_for = (struct.unpack_from(">I", header, at)[0] for at in (24, 28, 92))
    # The count of pages is good only where both counters agree (section 1.3.7 of the format).
    if changes == valid_for and size != page_size * pages and not _has_journal(path):
        raise LibraryNotOurs(
            f"{path} has {size} bytes and should have {page_size * pages}: it was cut, or is still being copied.",
            "The file was not touched. Let the copy finish, or open a backup.",
        )
    return found_version


def _has_journal(path: Path) -> bool:
    """Say whether a write was broken off: SQLite then puts the file right by its journal when it opens it."""
    journal = path.with_name(path.name + "-journal")
    try:
        return journal.stat().st_size > 0
    except OSError:
        return False
