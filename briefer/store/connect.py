"""Opening the database file: the settings of a connection, and a new library made whole before it has its name.

The settings lose no acknowledged write in a power cut and keep clear of WAL, which old SQLite versions corrupt.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from briefer.errors import LibraryError
from briefer.store import header, search, tables

_PRAGMAS = (
    "busy_timeout=5000",
    "journal_mode=TRUNCATE",
    "synchronous=FULL",
    "fullfsync=ON",  # on macOS fsync alone does not reach the disk
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
)


def engine(path: Path, *, write: bool) -> Engine:
    """Return an engine on the library file at `path`, which must be there; each connection is fresh."""
    mode = "rw" if write else "ro"
    uri = f"{path.absolute().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        for pragma in _PRAGMAS:
            if write or not pragma.startswith(("journal_mode", "synchronous")):
                connection.execute(f"PRAGMA {pragma}")
        if not write:
            connection.execute("PRAGMA query_only=ON")
        return connection

    return create_engine(
        "sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True, isolation_level="AUTOCOMMIT"
    )


def create(path: Path) -> None:
    """Make an empty library at `path`, where nothing is: under another name first, so that it is whole or not there.

    Raises:
        LibraryError: the place cannot be written.
    """
    unfinished = path.with_name(f"{path.name}.new-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.touch()
        made = engine(unfinished, write=True)
        with made.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql(f"PRAGMA application_id={tables.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={tables.VERSION}")
            tables.metadata.create_all(connection)
            search.create(connection)
            connection.exec_driver_sql("COMMIT")
        made.dispose()
        os.replace(unfinished, path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise LibraryError(
            f"A library cannot be made at {path}: {error.strerror}.", "Choose a folder that you may write to."
        ) from error


def check(path: Path) -> None:
    """Refuse a file that is not a whole library of this or an earlier version; see `header.check`."""
    header.check(path, application_id=tables.APPLICATION_ID, version=tables.VERSION)
