"""A Word file of 1,000 passages with notes against docxtpl, with the same template, context and filters, in CPU time.

Ours is the job that the worker does, from the template's bytes to the proved file. docxtpl carries out the tags and
nothing else: it writes no notes, numbers no anchors, sets neither paper nor language, and looks at nothing afterwards.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from docxtpl import DocxTemplate

from briefer.export.word import job
from briefer.export.word.runs import block, chip, contents_line, heading, runs
from briefer.packs.render import xml
from tests.benchmarks.harness import Measured, cpu, side_by_side
from tests.benchmarks.rows._word import PASSAGES, template_and_context


def measure() -> Measured:
    """Count the user seconds of both, in this process."""
    template, context = template_and_context()
    filters = {"runs": runs, "paragraph": block, "heading": heading, "chip": chip, "contents_line": contents_line}

    def theirs() -> bytes:
        environment = xml(filters)
        # What stands in {{r }} is runs: ours asks for the filter by itself, docxtpl prints the value as it is.
        environment.finalize = lambda value: runs(value) if isinstance(value, Mapping | list) else value
        document = DocxTemplate(io.BytesIO(template))
        document.render(context, environment)
        out = io.BytesIO()
        document.save(out)
        made.append(document)
        return out.getvalue()

    made: list[DocxTemplate] = []
    theirs()
    assert made.pop().get_xml().count("<w:footnoteReference ") == PASSAGES
    return side_by_side(
        cpu(lambda: job.make(template, context)),
        cpu(theirs),
        rounds=9,
        note="docxtpl writes no notes and proves nothing",
    )
