"""The verb that declares a sentence of the analyst's own as judgement."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from briefer.cli.answer import Answer
from briefer.cli.opened import writing
from briefer.core import support
from briefer.core.briefing import flow
from briefer.core.slices import Place
from briefer.core.spans import Span
from briefer.core.text import OBJECT
from briefer.errors import BadRequest, NotFound


def declare(options: argparse.Namespace, answer: Answer) -> int:
    """Declare the sentence in which some words stand as judgement, or take that back."""
    with writing(options) as workspace:
        briefing = workspace.open_briefing(options.briefing)
        found: list[tuple[Span, str]] = []
        for section in briefing.sections:
            for index, block in enumerate(section.blocks):
                for each in support.sentences_of(block, support.below(section.blocks, index)):
                    words = flow(block)[each.start : each.end].replace(OBJECT, "")
                    if each.own and options.words in words:
                        place = Place(index, each.start)
                        found.append((Span(section.key, place, place), words))
        if not found:
            raise NotFound(f"“{options.words}” stands in no sentence of your own in {briefing.handle}.", "")
        if options.nth is None and len(found) > 1:
            listed = "\n  ".join(f"{number}: {words}" for number, (_, words) in enumerate(found, start=1))
            raise BadRequest(f"{len(found)} sentences hold “{options.words}”.", f"Say which with --nth:\n  {listed}")
        if options.nth is not None and not 1 <= options.nth <= len(found):
            raise BadRequest(f"“{options.words}” stands in {len(found)} sentences of {briefing.handle}.", "")
        span, words = found[(options.nth or 1) - 1]
        edit = support.declare(briefing, (span,), not options.back)
        if edit.changes:
            workspace.do(edit)
        counts = support.Known().tally(workspace.read_briefing(briefing.id))
    said = "no longer a judgement" if options.back else "a judgement"
    answer.give({"sentence": words, "support": asdict(counts)}, [f"“{words}” is {said}."])
    return 0
