"""Which library a verb works in, and what happens when it is missing, held or not ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefer.workspace.changes import SaveState
from briefer.workspace.workspace import Workspace
from tests.cli.conftest import Briefer


@pytest.mark.parametrize(
    "words",
    [
        ("sources",),
        ("source", "S1"),
        ("search", "x"),
        ("briefings",),
        ("read", "B1"),
        ("export", "B1", "--to", "x.pdf"),
    ],
)
def test_a_reading_verb_makes_no_library(briefer: Briefer, library: Path, words: tuple[str, ...]) -> None:
    told = briefer(*words)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("briefer: ")
    assert not library.exists()


def test_a_writing_verb_makes_a_missing_library(briefer: Briefer, library: Path) -> None:
    assert briefer("new", "Movements").code == 0
    assert library.exists()


def test_the_library_named_counts_more_than_the_environment(briefer: Briefer, library: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.briefer"
    assert briefer("--library", other, "new", "Movements").code == 0
    assert other.exists()
    assert not library.exists()


def test_while_a_window_holds_the_library_it_can_be_read_and_not_written(started: Briefer, library: Path) -> None:
    window = Workspace.open(library)
    try:
        for words in (
            ("new", "Another"),
            ("import", library.parent / "stir.md"),
            ("take", "B1", "S1", "--section", "risks", "--quote", "engines"),
            ("write", "B1", "--section", "risks", "--text", "x"),
            ("source", "S1", "--set", "title=x"),
        ):
            told = started(*words)
            assert (told.code, told.out) == (2, "")
            assert len(told.err.splitlines()) == 2
        assert started("sources").code == 0
        assert started("source", "S1").code == 0
        assert started("read", "B1").code == 0
    finally:
        window.close()
    assert started("new", "Another").code == 0


@pytest.mark.parametrize("content", [b"", b"not a library at all", b"SQLite format 3\x00 and no more"])
def test_a_file_that_is_no_library_is_not_touched(briefer: Briefer, library: Path, content: bytes) -> None:
    library.write_bytes(content)
    for words in (("sources",), ("new", "Movements")):
        told = briefer(*words)
        assert (told.code, told.out) == (2, "")
        assert library.read_bytes() == content


def test_what_could_not_be_saved_is_told_and_not_called_done(
    briefer: Briefer, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = SaveState("failed", "The disk is full; what was written is still in memory.")
    monkeypatch.setattr(Workspace, "wait_saved", lambda *_: failed)
    told = briefer("import", article)
    assert (told.code, told.out) == (2, "")
    assert "The disk is full" in told.err
