"""Connections to a library file, each with the settings that keep "Saved" true, and new library files.

TRUNCATE with FULL lost nothing in a simulated power cut, which DELETE with FULL and write-ahead logging did
(reference/reliability.md, section 2.3). Nobody else may make a connection.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from briefer.core.briefing import new_id
from briefer.errors import LibraryError, LibraryNotOurs, NotSaved
from briefer.store import schema, search

PRAGMAS = (
    "journal_mode=TRUNCATE",
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
)
"""Set on every connection; all but the journal's mode are forgotten by the file."""

BUSY = 5.0
"""Seconds that a connection waits for another one's lock."""


def connect(path: Path, *, write: bool) -> Engine:
    """Return an engine on a library that is there; `write` False: whoever tries to change anything fails.

    Each connection is new: what is kept open is the caller's to decide. Writers say BEGIN IMMEDIATE, since a lock that
    is only wanted at the first write can be refused without waiting.
    """
    mode = "rw" if write or os.access(path, os.W_OK) else "ro"
    address = f"file:{quote(path.absolute().as_posix())}?mode={mode}"

    def open_file() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY, check_same_thread=False)
        # A reader may have to roll back what a crash left, so the file itself is opened for writing where it can be.
        for pragma in PRAGMAS if mode == "rw" else PRAGMAS[2:]:
            connection.execute(f"PRAGMA {pragma}")
        if not write:
            connection.execute("PRAGMA query_only=ON")
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=open_file, poolclass=NullPool, hide_parameters=True)

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    event.listen(engine, "begin", begin)
    return engine


def create(path: Path) -> None:
    """Make a new, empty library at `path`, whole or not at all.

    Raises:
        LibraryNotOurs: the place cannot be written to.
        NotSaved: the disk failed.
    """
    half = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        discard(half)
        half.touch()
        engine = connect(half, write=True)
        with engine.begin() as connection:
            schema.metadata.create_all(connection)
            search.create(connection)
            for guard in schema.GUARDS:
                connection.exec_driver_sql(guard)
            connection.execute(schema.counters.insert().values(name="id", value=new_id()))
            connection.exec_driver_sql(f"PRAGMA application_id={schema.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={schema.VERSION}")
        put_in_place(half, path)
    except OSError as error:
        raise LibraryNotOurs(
            f"No library can be made at {path}: {(error.strerror or 'no reason given').lower()}.",
            "Choose another place.",
        ) from error
    except DBAPIError as error:
        raise told(error) from error


def put_in_place(made: Path, path: Path) -> None:
    """Give a library file that nobody has open the name `path`, so that a power cut does not undo it."""
    made.with_name(f"{made.name}-journal").unlink(missing_ok=True)  # TRUNCATE leaves an empty one
    made.replace(path)
    sync_folder(path.parent)


def discard(half: Path) -> None:
    """Take away a library file that nobody has open, with the journal of whoever was killed while writing to it.

    SQLite would put the pages in such a journal back into the next file of that name.
    """
    for each in (half.with_name(f"{half.name}-journal"), half):
        each.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a name that was just put into `folder` survive a power cut. Windows does so by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_SENTENCES = {
    "SQLITE_FULL": ("The disk is full.", "Make room on the disk; what you wrote is kept and saved then."),
    "SQLITE_BUSY": ("Another program holds the library's file.", "Close the program that copies or scans it."),
    "SQLITE_READONLY": ("The library's file may not be written.", "Look who may write it."),
    "SQLITE_READONLY_DBMOVED": (
        "The library's file was moved or replaced by another program.",
        "Export the briefing as a .briefing file, then open the library again.",
    ),
    "SQLITE_CORRUPT": ("The library's file is damaged.", "Open a backup of the library."),
    "SQLITE_NOTADB": ("The library's file is damaged.", "Open a backup of the library."),
    "SQLITE_CANTOPEN": ("The library's file cannot be opened.", "Look whether its disk is there."),
}


def told(error: DBAPIError) -> NotSaved:
    """Return what a person is told of a write that failed."""
    return NotSaved(*_words(error, "The disk reported an error."))


def unreadable(error: DBAPIError) -> LibraryError:
    """Return what a person is told of a read that failed."""
    return LibraryError(*_words(error, "The library cannot be read: the disk reported an error."))


def _words(error: DBAPIError, otherwise: str) -> tuple[str, str]:
    name: str = getattr(error.orig, "sqlite_errorname", "")
    short = "_".join(name.split("_")[:2])
    return _SENTENCES.get(name) or _SENTENCES.get(short) or (otherwise, "Look at the disk, then try again.")
