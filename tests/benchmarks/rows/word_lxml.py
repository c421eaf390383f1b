"""A Word file of 1,000 passages with notes against lxml that reads the document it came to and writes it again."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from briefer.export.word import job
from tests.benchmarks.harness import Measured, cpu, side_by_side
from tests.benchmarks.rows._word import printed, template

_TIMES = 10  # once takes too little time to be counted


def measure() -> Measured:
    """Count the user seconds of both, in this process."""
    written, context = template(), printed()
    with zipfile.ZipFile(io.BytesIO(job.make(written, context))) as archive:
        document, notes = (archive.read(f"word/{part}.xml") for part in ("document", "footnotes"))

    def again(*parts: bytes) -> None:
        for _ in range(_TIMES):
            for part in parts:
                etree.tostring(etree.fromstring(part), xml_declaration=True, encoding="UTF-8", standalone=True)

    seconds = cpu(lambda: again(document))
    result = side_by_side(cpu(lambda: job.make(written, context)), lambda: seconds() / _TIMES)
    both = cpu(lambda: again(document, notes))() / _TIMES
    return Measured(
        ours=result.ours, theirs=result.theirs, note=f"{result.ours / both:.1f}x document.xml and footnotes.xml"
    )
