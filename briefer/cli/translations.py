"""The verb that gives a quotation a translation."""

from __future__ import annotations

import argparse

from briefer.cli.answer import Answer
from briefer.cli.briefings import named_passage
from briefer.cli.opened import writing
from briefer.core import holding
from briefer.core.block_view import translation_view
from briefer.core.translation import Translation
from briefer.errors import BadRequest, NotFound


def translate(options: argparse.Namespace, answer: Answer) -> int:
    """Give a quotation a translation, or take it away."""
    with writing(options) as workspace:
        briefing = workspace.open_briefing(options.briefing)
        passage = named_passage(workspace, options.passage)
        holders = [holder for holder, each in holding.held(briefing) if each.passage.id == passage.id]
        if not holders:
            raise NotFound(f"{passage.handle} is not quoted in {briefing.handle}.", "“briefer take” quotes it.")
        if len(holders) > 1 and options.nth is None:
            raise BadRequest(
                f"{passage.handle} is quoted {len(holders)} times in {briefing.handle}.", "Say which with --nth."
            )
        number = options.nth or 1
        if not 1 <= number <= len(holders):
            raise BadRequest(f"{passage.handle} is quoted {len(holders)} times, and not {number}.", "")
        holder = holders[number - 1]
        quotation = holding.quotation_of(briefing, holder)
        made = None
        if options.text is not None and quotation is not None:
            if options.language is None:
                raise BadRequest("A translation needs its language.", "Say it with --language, such as en.")
            made = Translation(
                text=options.text,
                language=options.language,
                of=quotation.text,
                translator=options.translator,
                method="machine" if options.machine else "own",
            )
        workspace.do(holding.translate(briefing, holder, made))
        after = holding.quotation_of(workspace.open_briefing(options.briefing), holder)
    view = translation_view(after) if after is not None else {}
    said = f"The quotation of {passage.handle} has a translation now." if made else "The translation was removed."
    answer.give({"passage": passage.handle, "translation": view.get("translation")}, [said])
    return 0
