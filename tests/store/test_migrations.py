"""A library that version 1 of the schema wrote comes along whole; the file was made by the briefer of that time."""

from __future__ import annotations

import gzip
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from briefer.core import edits
from briefer.store import engine
from briefer.store.checking import damages
from briefer.workspace.workspace import Workspace

FILES = Path(__file__).parent / "files"


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """Return a library of version 1: two articles, a briefing with a quotation and a paragraph that cites it."""
    library = tmp_path / "former.briefer"
    library.write_bytes(gzip.decompress((FILES / "version-1.briefer.gz").read_bytes()))
    return library


def _shape(library: Path) -> dict[str, Any]:
    """Return the columns, keys and indexes of each table, whatever the order of the columns."""
    with closing(sqlite3.connect(library)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        found: dict[str, Any] = {
            name: (
                # name, type, whether it may be null, its place in the key
                sorted((row[1], row[2], row[3], row[5]) for row in connection.execute(f"PRAGMA table_info({name})")),
                sorted(row[2:5] for row in connection.execute(f"PRAGMA foreign_key_list({name})")),
                sorted(
                    tuple(column for _, _, column in connection.execute(f"PRAGMA index_info({index[1]})"))
                    for index in connection.execute(f"PRAGMA index_list({name})")
                ),
            )
            for name in names
        }
        found["index"] = list(connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'words'"))
        found["triggers"] = sorted(connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'"))
    return found


def test_a_library_that_came_along_has_the_tables_of_a_new_one(former: Path, tmp_path: Path) -> None:
    Workspace.open(former).close()
    engine.create(tmp_path / "new.briefer")
    assert _shape(former) == _shape(tmp_path / "new.briefer")
    assert damages(former) == []


def test_a_library_that_came_along_holds_what_it_held_and_takes_more(former: Path) -> None:
    workspace = Workspace.open(former)
    briefing = workspace.open_briefing("B1")
    assert [block.id for block in briefing.blocks("situation")]
    (passage,) = workspace.passages_of(workspace.source("S1").id)
    assert passage.exact == "The ferry line across the sound closed on Tuesday."
    assert "Buses run" in workspace.article(workspace.source("S2").id).text
    assert workspace.search("harbour").hits
    assert workspace.undo() is not None
    other, new = workspace.passage(passage.source, *workspace.find_quote(passage.source, "Buses run"))
    assert workspace.briefing is not None
    workspace.do(edits.take(workspace.briefing, other, "actors", new=new))
    assert [entry.event for entry in workspace.custody(passage.source)] == ["held"]
    assert workspace.close().name == "saved"
    assert damages(former) == []
    assert (former.parent / "former.schema-1.briefer").exists(), "how it was stays beside it"


# --- killed on the way ------------------------------------------------------------------------------------------------


def _killed(library: Path, upto: str) -> None:
    """Bring a library to version 2 in a process that is killed when a statement begins with `upto`."""
    script = f"""
import os, signal
from pathlib import Path
from sqlalchemy import event
from briefer.store import engine, migrations
plain = engine.connect
def connect(path, *, write):
    made = plain(path, write=write)
    def look(connection, cursor, statement, *rest):
        if write and statement.startswith({upto!r}):
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(made, "before_cursor_execute", look)
    def small(connection):
        connection.exec_driver_sql("PRAGMA cache_size=1")  # so that pages are written before the end
    if write:
        event.listen(made, "begin", small)
    return made
engine.connect = connect
migrations.migrate(Path({str(library)!r}))
"""
    child = subprocess.run([sys.executable, "-c", script], cwd=FILES.parents[2], check=False, capture_output=True)
    assert child.returncode == -signal.SIGKILL, child.stderr.decode()


def _grown(library: Path) -> None:
    """Let the former briefer write to a library once more."""
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute("CREATE TABLE filler (words TEXT) STRICT")
        connection.executemany("INSERT INTO filler VALUES (?)", [("harbour " * 400,)] * 200)
        connection.execute("UPDATE briefings SET title = 'Written since'")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(
    "upto", ["ALTER TABLE articles", "DROP TABLE former", "CREATE TRIGGER", "PRAGMA user_version="]
)
def test_a_library_whose_way_was_cut_off_is_as_it_was_and_comes_along_the_next_time(former: Path, upto: str) -> None:
    before = former.read_bytes()
    _killed(former, upto)
    assert former.read_bytes() == before
    _grown(former)
    workspace = Workspace.open(former)
    assert [info.title for info in workspace.briefings()] == ["Written since"]
    assert workspace.search("harbour").hits
    workspace.close()
    assert damages(former) == []
    assert not list(former.parent.glob("*.migrating*")), "nothing half made is left"


def test_the_copy_that_stays_is_of_the_library_as_it_was_last(former: Path) -> None:
    first = former.with_name("former.schema-1.briefer")
    first.write_bytes(former.read_bytes())
    os.utime(first, (1, 1))  # of an attempt that was cut off; the former briefer was used since
    _grown(former)
    Workspace.open(former).close()
    with closing(sqlite3.connect(former.with_name("former.schema-1-2.briefer"))) as connection:
        assert connection.execute("SELECT title FROM briefings").fetchall() == [("Written since",)]
    assert first.exists()
