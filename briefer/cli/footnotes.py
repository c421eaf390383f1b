"""The verb that puts a footnote of the analyst's own behind some words."""

from __future__ import annotations

import argparse

from briefer.cli.answer import Answer, shortened
from briefer.cli.opened import writing
from briefer.core import edits, footnotes, seeking
from briefer.core.briefing import Briefing, printed
from briefer.core.seeking import Match, Sought
from briefer.errors import BadRequest, NotFound


def footnote(options: argparse.Namespace, answer: Answer) -> int:
    """Put a footnote behind words of one's own, give the one that stands there other words, or take it away."""
    with writing(options) as workspace:
        briefing = workspace.open_briefing(options.briefing)
        match = _place(briefing, options.words, options.nth)
        note = footnotes.behind(briefing, match.block, match.end)
        if note is None:
            edit = footnotes.add(briefing, match.block, match.end, options.text)
        else:
            edit = footnotes.change(briefing, match.block, note.id, options.text)
        if edit.changes:
            workspace.do(edit)
    text = "".join(run.text for run in edits.own_line(options.text))
    said = f"“{options.words}” has the footnote: {text}" if text else f"“{options.words}” has no footnote now."
    answer.give({"words": options.words, "footnote": text}, [said])
    return 0


def _place(briefing: Briefing, words: str, nth: int | None) -> Match:
    found = [
        match for match in seeking.find(briefing, Sought(words=words, case=True)) if match.own and match.inside is None
    ]
    if not found:
        raise NotFound(f"“{words}” stands nowhere among your own words in {briefing.handle}.", "")
    if nth is None and len(found) > 1:
        blocks = {block.id: block for section in briefing.sections for block in section.blocks}
        around = [shortened(printed(blocks[match.block]), 80) for match in found]
        listed = "".join(f"\n  {number}: {line}" for number, line in enumerate(around, start=1))
        raise BadRequest(f"“{words}” stands {len(found)} times.", f"Say which with --nth:{listed}")
    if nth is not None and not 1 <= nth <= len(found):
        raise BadRequest(f"“{words}” stands {len(found)} times in {briefing.handle}.", "")
    return found[(nth or 1) - 1]
