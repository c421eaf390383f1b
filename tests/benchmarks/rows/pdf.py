"""A PDF of about 30 pages against the bare compiler with the same source, each in a process of its own.

Ours is the whole export: context, a new worker, template, compiler, file. Theirs reads the finished Typst source,
compiles it with the same options, and writes the file.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pypdfium2

from briefer.export import pdf
from briefer.export.context import context
from briefer.export.export import export
from briefer.packs import shelf
from tests.benchmarks.harness import Measured, command, side_by_side, wall
from tests.export.briefings import sample

_ROUNDS = 36  # of less than a page each

_STANDARDS = [pdf._ARCHIVAL, pdf._ACCESSIBLE]
_BARE = f"""
import sys, typst
source = open(sys.argv[1], "rb").read()
made = typst.compile(
    source, ignore_system_fonts=True, format="pdf", pdf_standards={_STANDARDS}, timestamp=1729468800
)
open(sys.argv[2], "wb").write(made)
"""


def measure() -> Measured:
    """Count the seconds that pass."""
    pack = shelf.find("standard")
    desk, briefing = sample(_ROUNDS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, theirs, source = folder / "ours.pdf", folder / "theirs.pdf", folder / "source.typ"
        view = context(briefing, desk.sources, pack)
        source.write_text(pdf._markup(pack.template(".pdf").decode(), view), encoding="utf-8")

        def export_anew() -> None:
            ours.unlink(missing_ok=True)  # what is there already would not be written over
            export(briefing, desk.sources, pack, ours)

        bare = command([sys.executable, "-c", _BARE, source, theirs])
        export_anew()
        bare()
        pages = len(pypdfium2.PdfDocument(ours))
        assert len(pypdfium2.PdfDocument(theirs)) == pages
        return side_by_side(wall(export_anew), wall(bare), rounds=5, note=f"{pages} pages")
