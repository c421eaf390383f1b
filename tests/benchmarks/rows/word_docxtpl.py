"""A Word file of 1,000 passages with notes against docxtpl, with the same template and data, in CPU time.

Ours is the job that the worker does, from the template's bytes to the proved file. docxtpl carries out the tags and
nothing else: it writes no notes, sets neither paper nor language, and looks at nothing afterwards. It is given its own
rich text where ours is given runs, and that is made of them before the clock runs.
"""

from __future__ import annotations

import io
from typing import Any

from docxtpl import DocxTemplate, RichText

from briefer.export.word import job
from tests.benchmarks.harness import Measured, cpu, side_by_side
from tests.benchmarks.rows._word import PASSAGES, printed, standard, template

_RUNS = ("runs", "full", "short", "again")
_EDITS = ("omission", "insertion")


def measure() -> Measured:
    """Count the user seconds of both, in this process."""
    written, context = template(), printed()
    rich = _rich(context)

    def theirs() -> DocxTemplate:
        document = DocxTemplate(io.BytesIO(written))
        document.render(rich, autoescape=True)
        document.save(io.BytesIO())
        return document

    assert theirs().get_xml().count("FootnoteReference") == PASSAGES
    own = side_by_side(cpu(lambda: job.make(standard(), context)), cpu(theirs), rounds=5)
    return side_by_side(
        cpu(lambda: job.make(written, context)),
        cpu(theirs),
        rounds=9,
        note=f"docxtpl writes no notes and proves nothing; the standard pack's own template: {own.ratio:.2f}x",
    )


def _rich(value: Any) -> Any:
    """Return a context with docxtpl's rich text in the place of runs."""
    if isinstance(value, list):
        return [_rich(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _rich_text(each) if name in _RUNS and isinstance(each, list) else _rich(each)
        for name, each in value.items()
    }


def _rich_text(runs: list[dict[str, Any]]) -> RichText:
    text = RichText()
    for run in runs:
        if run["kind"] == "note":
            text.add(str(run["note"]), style="FootnoteReference")
        else:
            color = "777777" if run["kind"] in _EDITS else None
            text.add(run["text"], bold=run["bold"], italic=run["italic"], color=color)
    return text
