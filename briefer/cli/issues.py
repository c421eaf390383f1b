"""The verb over issues of a briefing: new-issue."""

from __future__ import annotations

import argparse
from typing import Any

from briefer import settings
from briefer.cli.answer import Answer, shortened, table
from briefer.cli.opened import writing
from briefer.core import issues
from briefer.core.briefing import Briefing
from briefer.errors import BadRequest
from briefer.workspace.workspace import Workspace


def new_issue(options: argparse.Namespace, answer: Answer) -> int:
    """Carry a briefing over into its next issue."""
    after = old_after() if options.old_after is None else options.old_after
    if after < 1:
        raise BadRequest("An article is old after one day at least.", "Give the days as a whole number from 1.")
    with writing(options) as workspace:
        made = workspace.new_issue(options.briefing, number=options.number)
        view = issue_view(workspace, made, after)
        found = workspace.standings(made, after)
    named = {"id": made.id, "handle": made.handle, "title": made.title, "pack": made.pack}
    facts = made.facts
    if not facts.number:
        answer.warn("The former issue has no number; give this one its own with --number.")
    answer.give(
        {"briefing": {**named, "number": facts.number, "supersedes": facts.supersedes, "issue": view}},
        [
            f"{made.handle}  {made.title}{f', no. {facts.number}' if facts.number else ''}",
            issues.summed_up(found, after),
            *table((f"  {each.passage.handle}", each.words, shortened(each.passage.shown, 60)) for each in found),
        ],
    )
    return 0


def old_after() -> int:
    """Return after how many days an article is old, as the person's settings have it."""
    return round(settings.load().old_after)


def issue_view(workspace: Workspace, briefing: Briefing, after: int) -> dict[str, Any] | None:
    """Return how the passages of a later issue stand; None for a briefing that is none."""
    if briefing.issue is None:
        return None
    return {
        "former": briefing.issue.former,
        "old_after": after,
        "passages": [
            {
                "passage": each.passage.handle,
                "standing": "new" if each.is_new else "still cited",
                "days": each.days,
                "old": each.is_old,
            }
            for each in workspace.standings(briefing, after)
        ],
        "no_longer_cited": list(issues.gone(briefing)),
    }
