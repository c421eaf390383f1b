"""The custody log grows and nothing else; whoever changes it from outside is found out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from briefer.store.checking import damages
from briefer.store.library import Library
from briefer.workspace.workspace import Workspace
from tests.workspace.conftest import TEXT, incoming


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a library into which two articles came, one of them twice, and one was corrected."""
    file = tmp_path / "library.briefer"
    workspace = Workspace.open(file)
    source = workspace.add(incoming(TEXT))
    workspace.add(incoming("Another matter.", name="other.txt"))
    workspace.add(incoming(TEXT, name="again.txt"))
    workspace.correct(source.id, title="Stir", publisher="The Wire")
    assert workspace.close().name == "saved"
    return file


def test_what_happened_to_a_source_is_written_down_in_order(library: Path) -> None:
    workspace = Workspace.open(library, write=False)
    source = workspace.source("S1")
    added, again, corrected = workspace.custody(source.id)
    assert (added.event, again.event, corrected.event) == ("added", "met-again", "corrected")
    assert added.detail["file"] == "stir.txt"
    assert added.detail["sha256"] == source.sha256
    assert added.detail["text_sha256"] == source.text_sha256
    assert again.detail["file"] == "again.txt"
    assert corrected.detail == {"title": "Stir", "publisher": "The Wire"}
    assert added.at <= again.at <= corrected.at
    assert [entry.event for entry in workspace.custody(workspace.source("S2").id)] == ["added"]
    workspace.close()


@pytest.mark.parametrize("statement", ["UPDATE custody SET at = 'x'", "DELETE FROM custody WHERE seq = 2"])
def test_no_statement_changes_a_line(library: Path, statement: str) -> None:
    with closing(sqlite3.connect(library)) as connection, pytest.raises(sqlite3.IntegrityError, match="only added to"):
        connection.execute(statement)


def _without_guards(change: str) -> Callable[[sqlite3.Connection], None]:
    def meddle(connection: sqlite3.Connection) -> None:
        connection.execute("DROP TRIGGER custody_update")
        connection.execute("DROP TRIGGER custody_delete")
        connection.execute(change)

    return meddle


@pytest.mark.parametrize(
    ("meddle", "line"),
    [
        (_without_guards("UPDATE custody SET at = '2020-01-01T00:00:00Z' WHERE seq = 2"), 2),
        (_without_guards("UPDATE custody SET detail = '{}' WHERE seq = 1"), 1),
        (_without_guards("DELETE FROM custody WHERE seq = 2"), 3),
        (_without_guards("UPDATE custody SET source = 'nobody' WHERE seq = 4"), 4),
    ],
)
def test_a_line_changed_from_outside_is_found(
    library: Path, meddle: Callable[[sqlite3.Connection], None], line: int
) -> None:
    assert damages(library) == []
    with closing(sqlite3.connect(library)) as connection:
        meddle(connection)
        connection.commit()
    assert damages(library) == [f"Line {line} of the custody log is not what was written."]


def test_a_line_written_once_more_after_a_failed_commit_is_no_second_one(library: Path) -> None:
    opened = Library.open(library, write=True, create=False)
    source = opened.sources()[0].id
    before = opened.custody(source)
    for _ in range(2):
        with opened.transaction() as writer:
            writer.note(source, "met-again", {"file": "stir.txt"}, "2026-01-01T00:00:00.000Z")
            writer.note(source, "met-again", {"file": "other.txt"}, "2026-01-01T00:00:00.000Z")
    assert len(opened.custody(source)) == len(before) + 2
    opened.close()
    assert damages(library) == []
