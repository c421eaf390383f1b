"""Copies of a library, made while it is in use, and opened after they are made: a copy nobody opened is no backup."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from briefer.errors import LibraryDamaged
from briefer.store import engine, header


def backup(library: Path, target: Path) -> None:
    """Write a copy of `library` to `target`, which is not there yet, whole or not at all.

    Never by copying the file: under a writer that gave a damaged copy 25 times of 25 (reliability.md, finding 10).

    Raises:
        LibraryMissing, LibraryNotOurs, LibraryNewer: the library is not one.
        LibraryDamaged: the copy is not whole.
        NotSaved: the disk failed.
    """
    header.check(library)
    half = target.with_name(f"{target.name}.part")
    engine.discard(half)
    try:
        with closing(engine.connect(library, write=False).connect()) as connection:
            # VACUUM refuses to be part of a transaction, and to write anywhere where only queries are allowed.
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA query_only=OFF")
            connection.exec_driver_sql("VACUUM INTO ?", (str(half),))
        found = problems(half)
    except DBAPIError as error:
        raise engine.told(error) from error
    if found:
        raise LibraryDamaged("The copy of the library is not whole, so it was not kept.", "Check the library.")
    with half.open("rb+") as file:
        os.fsync(file.fileno())
    engine.put_in_place(half, target)


def problems(path: Path) -> list[str]:
    """Return what SQLite finds wrong with a library file: its pages, its indexes, its references."""
    header.check(path)
    with closing(engine.connect(path, write=False).connect()) as connection:
        pages = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        references = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [page for page in pages if page != "ok"] + [f"a row of {row[0]} points nowhere" for row in references]
