"""The verb that gives a figure its caption and its description."""

from __future__ import annotations

import argparse

from briefer.cli.answer import Answer
from briefer.cli.briefings import named_passage
from briefer.cli.opened import writing
from briefer.core import edits
from briefer.core.briefing import FigureBlock, Text
from briefer.errors import BadRequest, NotFound


def caption(options: argparse.Namespace, answer: Answer) -> int:
    """Give the figure of a passage another caption or description; what is not said stays."""
    if options.text is None and options.alt is None:
        raise BadRequest("Nothing is said of the figure.", "Add --text WORDS, --alt WORDS or both.")
    with writing(options) as workspace:
        briefing = workspace.open_briefing(options.briefing)
        passage = named_passage(workspace, options.passage)
        figures = [
            block
            for section in briefing.sections
            for block in section.blocks
            if isinstance(block, FigureBlock) and block.quotation.passage.id == passage.id
        ]
        if not figures:
            raise NotFound(f"{passage.handle} is no figure of {briefing.handle}.", "")
        for figure in figures:
            workspace.do(edits.describe(workspace.briefing or briefing, figure.id, *_wanted(figure, options)))
        runs, alt = _wanted(figures[0], options)
    said = "".join(run.text for run in runs)
    answer.give({"passage": passage.handle, "caption": said, "alt": alt}, [f"{passage.handle}: {said or 'no caption'}"])
    return 0


def _wanted(figure: FigureBlock, options: argparse.Namespace) -> tuple[tuple[Text, ...], str]:
    runs = figure.caption
    if options.text is not None:
        runs = edits.own_line(options.text)
    return runs, figure.alt if options.alt is None else options.alt
