"""The verb footnote: a note of one's own behind some words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE, Briefer


@pytest.fixture
def begun(briefer: Briefer, tmp_path: Path) -> Briefer:
    (tmp_path / "troops.md").write_text(ARTICLE, "utf-8")
    briefer("import", tmp_path / "troops.md")
    briefer("new", "Movements")
    briefer("take", "B1", "S1", "--section", "situation", "--quote", "No comment.")
    briefer("write", "B1", "--section", "situation", "--text", "The count is low. The count may rise.")
    return briefer


def _inlines(briefer: Briefer) -> list[tuple[str, str]]:
    block = briefer("read", "B1").json["briefing"]["sections"][0]["blocks"][1]
    return [(each["type"], each["text"] or "".join(run["text"] for run in each["words"])) for each in block["inlines"]]


def test_a_footnote_is_put_changed_printed_and_taken_away(begun: Briefer, tmp_path: Path) -> None:
    told = begun("footnote", "B1", "The count", "--nth", "1", "--text", "To  noon.")
    assert told.json == {"words": "The count", "footnote": "To noon."}
    assert _inlines(begun) == [
        ("text", "The count"), ("footnote", "To noon."), ("text", " is low. The count may rise."),
    ]  # fmt: skip
    assert "The count [To noon.] is low." in begun("read", "B1", plain=True).out
    begun("footnote", "B1", "The count", "--nth", "1", "--text", "To night.")
    assert begun("export", "B1", "--to", tmp_path / "b.md").code == 0
    markdown = (tmp_path / "b.md").read_text("utf-8")
    assert "The count[^2] is low." in markdown
    assert "[^2]: To night." in markdown
    told = begun("footnote", "B1", "The count", "--nth", "1", "--text", "\u200b")
    assert told.json == {"words": "The count", "footnote": ""}
    assert _inlines(begun) == [("text", "The count is low. The count may rise.")]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["The count", "--text", "x"], "--nth"),
        (["The count", "--text", "x", "--nth", "3"], "stands 2 times"),
        (["No comment", "--text", "x"], "nowhere among your own words"),
        (["Nothing", "--text", "x"], "nowhere"),
        (["is low", "--text", " "], "A footnote has words"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(begun: Briefer, words: list[str], says: str) -> None:
    before = _inlines(begun)
    told = begun("footnote", "B1", *words)
    assert told.code == 2
    assert says in told.err
    assert _inlines(begun) == before
