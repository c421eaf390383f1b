"""A later issue of a briefing in a library, after a restart and on its way to a colleague."""

from __future__ import annotations

from pathlib import Path

from briefer.core import edits
from briefer.core.briefing import Issue
from briefer.workspace.workspace import Workspace
from tests.workspace.conftest import Open, incoming

TEXT = "One thing was said. Another was not."


def _issue(workspace: Workspace) -> Issue:
    source = workspace.add(incoming(TEXT))
    former = workspace.new_briefing("Movements")
    passage, new = workspace.passage(source.id, 0, 19)
    workspace.do(edits.take(former, passage, "risks", new=new))
    made = workspace.new_issue("B1", number="2")
    assert made.issue == Issue(former=former.id, carried=(passage.id,))
    assert workspace.briefing == made
    return made.issue


def test_a_later_issue_is_there_after_a_restart(workspace: Workspace, opened: Open) -> None:
    issue = _issue(workspace)
    made = workspace.briefing
    workspace.close()
    again = opened()
    assert again.open_briefing("B2") == made
    assert again.briefing.issue == issue
    (standing,) = again.standings(again.briefing)
    assert not standing.is_new


def test_a_colleague_sees_what_was_carried_over(workspace: Workspace, opened: Open, tmp_path: Path) -> None:
    _issue(workspace)
    sent = workspace.export_briefing_file(tmp_path / "issue.briefing").files[0].path
    assert workspace.open_briefing_file(sent) == workspace.briefing, "it is the one that is here"
    away = opened(tmp_path / "away.briefer")
    came = away.open_briefing_file(sent)
    (standing,) = away.standings(came)
    assert not standing.is_new
