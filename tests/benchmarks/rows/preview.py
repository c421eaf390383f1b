"""An edit of a briefing of about 36 pages until its new page is drawn, against the export of it in a new process.

Ours begins with the edited briefing and ends with the picture of the page that the edit is on: context, template,
compiler, places of blocks, and the drawing, in workers that are warm, as they are while one writes.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from itertools import count
from pathlib import Path

from briefer.core.briefing import Briefing, Paragraph, Text
from briefer.core.passage import Passage
from briefer.export.export import export
from briefer.packs import shelf
from briefer.workspace.pages import PagePicture
from briefer.workspace.previewing import Preview
from tests.benchmarks.harness import Measured, side_by_side, wall
from tests.export.briefings import sample

_ROUNDS = 43  # of less than a page each
_SCALE = 0.6  # pixels a point: about 360 pixels for a page


def measure() -> Measured:
    """Count the seconds that pass."""
    desk, briefing = sample(_ROUNDS)
    pack = shelf.find("standard")
    numbers = count(1)
    with tempfile.TemporaryDirectory() as name, Preview() as preview:
        file = Path(name) / "cold.pdf"

        def export_anew() -> None:
            file.unlink(missing_ok=True)
            export(briefing, desk.sources, pack, file)

        def edit_and_look() -> int:
            edited, block = _edited(briefing, next(numbers))
            made = preview.make(edited, desk.sources, _no_picture)
            preview.picture(made.key, made.places[block.id][0], _SCALE)
            return len(made.sizes)

        pages = edit_and_look()
        return side_by_side(wall(edit_and_look), wall(export_anew), rounds=7, note=f"{pages} pages")


def _no_picture(_passage: Passage) -> PagePicture:
    raise AssertionError("the sample has no figures")


def _edited(briefing: Briefing, number: int) -> tuple[Briefing, Paragraph]:
    """Return the briefing with other words in a paragraph in the middle of its first section, and that paragraph."""
    first, *others = briefing.sections
    prose = [at for at, block in enumerate(first.blocks) if isinstance(block, Paragraph)]
    at = prose[len(prose) // 2]
    old = first.blocks[at]
    assert isinstance(old, Paragraph)
    block = replace(old, inlines=(*old.inlines, Text(text=f" Edit {number}.")))
    blocks = (*first.blocks[:at], block, *first.blocks[at + 1 :])
    return replace(briefing, sections=(replace(first, blocks=blocks), *others)), block
