"""The verb that moves a briefing to another template, or to the version of its own that is installed."""

from __future__ import annotations

import argparse

from briefer.cli.answer import Answer
from briefer.cli.briefings import named
from briefer.cli.opened import reading, writing
from briefer.core.briefing import Briefing
from briefer.workspace.reframing import Reframing, reframing


def template(options: argparse.Namespace, answer: Answer) -> int:
    """Say with which template a briefing goes and what another one, or its version here, would change; do it."""
    with (writing if options.apply else reading)(options) as workspace:
        briefing = workspace.read_briefing(options.briefing)
        # To apply is to move to what is installed: there has to be one, so that its own is named then, too.
        found = reframing(briefing, options.pack or (briefing.pack if options.apply else None))
        applied = bool(options.apply and found.edit is not None)
        if options.apply and found.edit is not None:
            workspace.open_briefing(briefing.id)
            workspace.do(found.edit)
    answer.give(
        {
            "briefing": {**named(briefing), "version": briefing.pack_version},
            "template": {
                "name": found.name,
                "version": found.version,
                "title": found.title,
                "installed": found.installed,
            },
            "differences": list(found.differences),
            "applied": applied,
        },
        _told(found, briefing, applied=applied),
    )
    return 0


def _told(found: Reframing, briefing: Briefing, *, applied: bool) -> list[str]:
    made_with = f"{briefing.pack} {briefing.pack_version}".strip()
    if not found.installed:
        return [f"{briefing.handle} goes with {made_with}, which is not installed here."]
    installed = f"“{found.title}”, version {found.version}"
    if found.edit is None:
        return [f"{briefing.handle} goes with {installed}."]
    said = f"{briefing.handle} goes with {made_with}. With {installed} this would change (--apply does it):"
    if applied:
        said = f"{briefing.handle} went with {made_with} and goes with {installed} now."
    return [said, *(f"  {sentence}" for sentence in found.differences or ("Nothing in what is printed.",))]
