"""Looking after a library from outside, without opening it as a workspace: whether it is whole, and a copy of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from briefer.core.found import Check
from briefer.errors import BadRequest, LibraryReadOnly
from briefer.workspace import opening

_PLACE = "backups"


def doctor(location: str | Path | None) -> tuple[Check, ...]:
    """Look at every original, text and picture of a library against its hash, at its log and at its file.

    Raises:
        LibraryMissing, LibraryNotOurs, LibraryNewer: it is not a library that can be opened.
        LibraryReadOnly: an older briefer wrote it.
        LibraryError: it cannot be read at all.
    """
    from briefer.store import checking

    return checking.checks(_checkable(location))


def backup(location: str | Path | None, to: Path | None) -> tuple[Path, tuple[Check, ...]]:
    """Copy a library, also while a window writes to it, and say where the copy is and whether it is whole.

    Without `to` it goes into a folder ``backups`` beside the library; a folder gets it under a name with the time.

    Raises:
        BadRequest: there is a file of that name already.
        LibraryMissing, LibraryNotOurs, LibraryNewer: it is not a library that can be opened.
        LibraryReadOnly: an older briefer wrote it.
        LibraryDamaged: the copy was not whole, and was not kept.
        LibraryError: the library cannot be read, or the disk failed.
    """
    from briefer.store import backup, checking

    library = _checkable(location)
    target = library.parent / _PLACE if to is None else to.expanduser().absolute()
    if to is None:
        target.mkdir(exist_ok=True)
    if target.is_dir():
        target /= f"{library.stem}.{datetime.now().astimezone():%Y-%m-%d-%H%M%S}{library.suffix}"
    if target.exists():
        raise BadRequest(f"There is a file {target} already.", "Name another one; no backup is written over.")
    backup.backup(library, target)
    return target, checking.checks(target)


def _checkable(location: str | Path | None) -> Path:
    """Return the file of a library of this version."""
    from briefer.store import header, schema

    library = opening.located(location)
    if header.check(library).version < schema.VERSION:
        raise LibraryReadOnly(
            f"“{library.name}” was written by an older briefer.", "Open it once for writing; a backup is kept."
        )
    return library
