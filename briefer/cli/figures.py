"""The verb that puts a picture of the analyst's own into a briefing."""

from __future__ import annotations

import argparse
from pathlib import Path

from briefer.cli.answer import Answer
from briefer.cli.briefings import check_section
from briefer.cli.opened import writing
from briefer.core import edits
from briefer.core.briefing import BlockId, OwnFigure, new_id


def figure(options: argparse.Namespace, answer: Answer) -> int:
    """Append a picture to a section; it cites nothing."""
    file = Path(options.file)
    with writing(options) as workspace:
        briefing = workspace.open_briefing(options.briefing)
        check_section(briefing, options.section)
        picture = workspace.keep_picture(workspace.read_own_picture(file, file.name))
        made = OwnFigure(
            id=BlockId(new_id()),
            picture=picture,
            caption=edits.own_line(options.caption),
            alt=edits.one_line(options.alt),
        )
        at = len(briefing.blocks(options.section))
        workspace.do(edits.insert(briefing, options.section, at, [made], label="insert picture"))
    answer.give({"block": {"id": made.id}}, [f"{file.name} stands in {options.section} of {briefing.handle}."])
    return 0
