"""The verb new-issue."""

from __future__ import annotations

from pathlib import Path

from briefer.workspace.workspace import Workspace
from tests.cli.conftest import Briefer


def _numbered(library: Path, number: str) -> None:
    from briefer.core import edits

    workspace = Workspace.open(library)
    workspace.do(edits.set_fact(workspace.open_briefing("B1"), "number", number))
    workspace.close()


def test_the_next_issue_carries_everything_over_and_marks_each_passage(started: Briefer, library: Path) -> None:
    started("take", "B1", "S1", "--section", "situation", "--quote", "the river on Friday")
    started("source", "S1", "--set", "published=2020-01-01")
    _numbered(library, "12")
    told = started("new-issue", "B1")
    assert told.code == 0
    made = told.json["briefing"]
    assert (made["handle"], made["number"], made["supersedes"]) == ("B2", "13", "12")
    started("take", "B2", "S1", "--section", "risks", "--quote", "Nobody else spoke.")
    issue = started("read", "B2").json["briefing"]["issue"]
    assert [(each["passage"], each["standing"], each["old"]) for each in issue["passages"]] == [
        ("S1:1", "still cited", True),
        ("S1:2", "new", True),
    ]
    assert (issue["old_after"], issue["no_longer_cited"]) == (30, [])
    first = started("read", "B1").json["briefing"]
    assert first["issue"] is None
    assert issue["former"] == first["id"]


def test_a_person_is_told_in_lines_and_a_missing_number_is_asked_for(started: Briefer) -> None:
    started("take", "B1", "S1", "--section", "situation", "--quote", "the river on Friday")
    told = started("new-issue", "B1", "--old-after", "5", plain=True)
    assert "0 new, 1 still cited" in told.out
    assert "--number" in told.err
    told = started("new-issue", "B1", "--number", "7")
    assert told.json["briefing"]["number"] == "7"
    assert started("new-issue", "B1", "--old-after", "0").code == 2
    assert started("new-issue", "B9").code == 2
