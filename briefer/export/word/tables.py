"""The analyst's tables in a Word file: the lines that a template printed for one become rows, its header repeated.

Whatever paragraph a template gives such a line, its style stays that of the cells; no template need know of tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefer.export.word.looks import Asked, Looks

_WIDTH = 9000  # twentieths of a point: shares of it, since the table is as wide as the text
_LINE = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="5C5B57"/>'
_RULE, _HAIR = 8, 4  # eighths of a point
# Above and below, so that a table keeps apart from what follows: Word would make one of two tables that touch.
_APART = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/></w:pPr></w:p>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line of a table: `look` and what is `asked` of it are its paragraph's, the rest are the row's."""

    look: str
    asked: tuple[Asked, ...]
    cells: tuple[str, ...]
    header: bool
    sides: tuple[str, ...]
    shares: tuple[int, ...]
    of: str


def table(lines: Sequence[Line], looks: Looks, *, rtl: bool) -> str:
    """Return the table of these lines, and the low line that keeps it apart from what follows."""
    headers = [line.header for line in lines]
    rows: list[str] = []
    for line, below in zip(lines, [*headers[1:], True], strict=True):
        kept = "<w:cantSplit/><w:tblHeader/>" if line.header else "<w:cantSplit/>"
        # The last row of the header has a line under it, and that of the table the table's own.
        under = f"<w:tcBorders>{_LINE.format('bottom', _HAIR)}</w:tcBorders>" if line.header and not below else ""
        cells = "".join(
            f"<w:tc><w:tcPr>{under}</w:tcPr><w:p>{looks.of(line.look, _in_cell(line, side))}{content}</w:p></w:tc>"
            for content, side in zip(line.cells, line.sides, strict=True)
        )
        rows.append(f"<w:tr><w:trPr>{kept}</w:trPr>{cells}</w:tr>")
    shares = lines[0].shares
    grid = "".join(f'<w:gridCol w:w="{_WIDTH * share // sum(shares)}"/>' for share in shares)
    borders = _LINE.format("top", _RULE) + _LINE.format("bottom", _RULE)
    return (
        f"<w:tbl><w:tblPr>{'<w:bidiVisual/>' if rtl else ''}"
        f'<w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="autofit"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{_APART}"
    )


def _in_cell(line: Line, side: str) -> tuple[Asked, ...]:
    keep: tuple[Asked, ...] = (("keep",),) if line.header else ()
    return (*line.asked, *keep, ("cell", side))
