"""The job of the live preview, in a warm worker: a PDF made anew after an edit, and the page each block stands on.

One compiler is kept, and the context that came last: what an edit did not touch is neither laid out nor sent again.
What it makes is the PDF that an export makes of the same briefing, byte by byte; the marks that tell where blocks stand
print nothing.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import typst

from briefer.export import pdf
from briefer.export.pieces import AtHand
from briefer.export.typst_runs import PLACE
from briefer.packs import render
from briefer.packs.problem import TemplateProblems
from briefer.worker import Plain

_MAIN = "main.typ"
_PLACES = """query(<briefer-at>).map(it => {
  let place = it.location().position()
  (it.value, place.page, place.y.pt())
})"""


class _Press:
    """The compilers of this process, the one folder that they may read, and what is at hand of the last context."""

    def __init__(self) -> None:
        self.at_hand = AtHand()
        # Inside the worker's own folder, which is removed with it.
        self.folder = Path(tempfile.mkdtemp())
        self._main = self.folder / _MAIN
        self._compilers: dict[bool, typst.Compiler] = {}
        self._last: typst.Compiler | None = None

    def lay_out(self, pictures: Mapping[str, bytes]) -> None:
        """Have these pictures and no others in the folder."""
        wanted = {Path(name).name: data for name, data in pictures.items()}
        for there in os.listdir(self.folder):
            if there not in wanted and there != _MAIN:
                (self.folder / there).unlink()
        for name, data in wanted.items():
            file = self.folder / name
            if not file.exists():  # they are named after what is in them
                file.write_bytes(data)

    def compile(self, markup: bytes, system_fonts: bool, stamp: int, standards: pdf.Standards) -> bytes:
        """Return a PDF of `markup`."""
        self._main.write_bytes(markup)
        compiler = self._compilers.get(system_fonts)
        if compiler is None:
            compiler = typst.Compiler(str(self._main), root=str(self.folder), ignore_system_fonts=not system_fonts)
            self._compilers[system_fonts] = compiler
        self._last = compiler
        return cast("bytes", compiler.compile(format="pdf", pdf_standards=list(standards), timestamp=stamp))

    def places(self) -> dict[str, Plain]:
        """Return where the blocks of what was compiled last stand: page from 0, and points from its top."""
        if self._last is None:
            return {}
        try:
            found = json.loads(self._last.eval(_PLACES))
            # What stands in a heading stands in the contents too, and there first.
            return {str(anchor): [int(page) - 1, float(down)] for anchor, page, down in found}
        except (typst.TypstError, RuntimeError, ValueError, TypeError):  # a template with marks of the same name
            return {}


_press: list[_Press] = []


def _the_press() -> _Press:
    if not _press:
        _press.append(_Press())
    return _press[0]


def make(template: bytes, context: dict[str, Any], pictures: dict[str, bytes] | None = None) -> dict[str, Plain]:
    """Return ``{"file": bytes, "warnings": [sentence], "places": {anchor of a block: [page, points from its top]}}``.

    Raises:
        TemplateError: the template cannot be carried out or compiled.
        ExportError: its characters cannot be printed however often it is tried.
    """
    press = _the_press()
    press.lay_out(pictures or {})
    try:
        made = pdf.compiled(render.text_of(template), marked(context), press.compile)
    except TemplateProblems as error:
        raise error.told() from error
    return {**made, "places": cast("Plain", press.places())}


def make_again(
    template: bytes, context: dict[str, Any], pieces: dict[str, Any], pictures: dict[str, bytes] | None = None
) -> dict[str, Plain] | None:
    """Return what `make` does, of a context in `pieces` (see `AtHand`). None: send all of it. Raises as `make`."""
    whole = _the_press().at_hand.whole(context, pieces)
    return None if whole is None else make(template, whole, pictures)


def marked(context: dict[str, Any]) -> dict[str, Any]:
    """Return a context in which each block begins with a run that prints nothing and tells where it stands."""
    sections = [
        {**section, "blocks": [_marked(block) for block in section.get("blocks", [])]}
        for section in context.get("sections", [])
    ]
    return {**context, "sections": sections}


def _marked(block: dict[str, Any]) -> dict[str, Any]:
    mark = {
        "kind": PLACE, "text": "", "anchor": block["anchor"], "bold": False, "italic": False, "href": None,
        "language": None, "rtl": False, "proof": True, "note": None,
    }  # fmt: skip

    def begun(paragraph: dict[str, Any]) -> dict[str, Any]:
        return {**paragraph, "runs": [mark, *paragraph["runs"]]}

    paragraphs = block["paragraphs"]
    if paragraphs:
        block = {**block, "paragraphs": [begun(paragraphs[0]), *paragraphs[1:]]}
    table = block["table"]
    if table is not None:
        rows = table["rows"]
        row = min(table["header_rows"], len(rows) - 1)  # a header may stand on each page
        body = [[begun(cell) if (at, column) == (row, 0) else cell for column, cell in enumerate(cells)]
                for at, cells in enumerate(rows)]  # fmt: skip
        block = {**block, "table": {**table, "rows": body}}
    return block
