"""The verb that puts other words in place of some of the analyst's own."""

from __future__ import annotations

import argparse

from briefer.cli.answer import Answer
from briefer.cli.opened import writing
from briefer.core import seeking
from briefer.core.seeking import Sought
from briefer.errors import NotFound


def replace(options: argparse.Namespace, answer: Answer) -> int:
    """Replace words everywhere but in quotations, as one act."""
    with writing(options) as workspace:
        briefing = workspace.open_briefing(options.briefing)
        found = seeking.find(briefing, Sought(words=options.words, case=options.case, whole=options.whole))
        if not found:
            raise NotFound(f"“{options.words}” stands nowhere in {briefing.handle}.", "")
        workspace.do(seeking.replace_all(briefing, found, options.others))
    own = sum(match.own for match in found)
    left = len(found) - own
    said = [f"{own} replaced." + (f" {left} in quotations left as they are." if left else "")]
    answer.give({"replaced": own, "in_quotations": left}, said)
    return 0
