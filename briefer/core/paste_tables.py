"""Tables in foreign HTML: those of data become tables, those that only place things on a page stay what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefer.core import grid
from briefer.core.briefing import TABLE_COLUMNS, TABLE_ROWS, Block, Cell, CellInline, Paragraph, Table, Text, normalised
from briefer.core.text import LINE_BREAK
from briefer.errors import EditRefused

TAGS = frozenset(("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"))

_CELLS = ("td", "th", "caption")
_LONGEST = 1000
"""A cell of more characters is a part of a page and not of a table."""


@dataclass(slots=True)
class _Part:
    """A cell or caption: where its blocks begin, and what its tag says."""

    tag: str
    first: int
    columns: int = 1
    rows: int = 1
    hidden: bool = False


@dataclass(slots=True)
class _Held:
    """A table that is being read."""

    first: int
    taken: int = 0  # blocks that stand in a cell or caption
    sound: bool = True
    rows: list[list[tuple[Cell, bool]]] = field(default_factory=list["list[tuple[Cell, bool]]"])
    caption: tuple[Text, ...] = ()
    part: _Part | None = None
    reaching: dict[int, int] = field(default_factory=dict[int, int])
    head: bool = False


class TableReader:
    """Told of the tags of a fragment, it says which of the blocks read are a table."""

    def __init__(self) -> None:
        self._open: list[_Held] = []

    def start(self, tag: str, given: dict[str, str | None], blocks: Sequence[Block]) -> None:
        """Note that one of `TAGS` begins; `blocks` are those read before it."""
        if tag == "table":
            for outer in self._open:
                outer.sound = False  # a table in a table: the outer one only places it
            self._open.append(_Held(first=len(blocks)))
            return
        if not self._open:
            return
        held = self._open[-1]
        self._end_part(held, blocks)
        match tag:
            case "thead" | "tbody" | "tfoot":
                held.head = tag == "thead"
            case "tr":
                self._row(held)
            case "td" | "th" | "caption":
                if tag != "caption" and not held.rows:
                    self._row(held)
                style = (given.get("style") or "").replace(" ", "").lower()
                held.part = _Part(
                    tag="th" if held.head and tag == "td" else tag,
                    first=len(blocks),
                    columns=_span(given.get("colspan"), TABLE_COLUMNS),
                    rows=_span(given.get("rowspan"), TABLE_ROWS),
                    hidden="display:none" in style,
                )
            case _:
                pass

    def end(self, tag: str, blocks: list[Block]) -> None:
        """Note that one of `TAGS` ends; where it was a table of data, its blocks become one."""
        if not self._open:
            return
        held = self._open[-1]
        if tag in (*_CELLS, "tr", "table"):
            self._end_part(held, blocks)
        if tag == "thead":
            held.head = False
        if tag == "table":
            self._open.pop()
            made = _table(held) if held.taken == len(blocks) - held.first else None
            if made is not None:
                blocks[held.first :] = [made]

    def finish(self, blocks: list[Block]) -> None:
        """Read to its end what was never closed."""
        while self._open:
            self.end("table", blocks)

    def _row(self, held: _Held) -> None:
        held.rows.append([])
        if len(held.rows) > TABLE_ROWS:
            held.sound = False

    def _end_part(self, held: _Held, blocks: Sequence[Block]) -> None:
        part, held.part = held.part, None
        if part is None:
            return
        cell = _cell(blocks[part.first :])
        held.taken += len(blocks) - part.first
        if cell is None or (part.tag == "caption" and held.caption):
            held.sound = False
        elif part.tag == "caption":
            held.caption = tuple(inline for inline in cell if isinstance(inline, Text))
        elif not part.hidden:
            self._put(held, cell, part)

    def _put(self, held: _Held, cell: Cell, part: _Part) -> None:
        """Put a cell where there is room in its row, and empty ones where it reaches over others."""
        row = held.rows[-1]
        while held.reaching.get(len(row), 0) > 0:
            held.reaching[len(row)] -= 1
            row.append(((), False))
        for number in range(part.columns):
            if part.rows > 1:
                held.reaching[len(row)] = part.rows - 1
            row.append((cell if number == 0 else (), part.tag == "th"))


def _table(held: _Held) -> Table | None:
    if not held.sound:
        return None
    rows = [row for row in held.rows if row]
    while rows and not any(cell for cell, _ in rows[-1]):
        rows.pop()
    width = max((at + 1 for row in rows for at, (cell, _) in enumerate(row) if cell), default=0)
    if len(rows) < 2 or width < 2:
        return None
    named = 0
    while (
        named < len(rows)
        and all(header or not cell for cell, header in rows[named])
        and any(cell for cell, _ in rows[named])
    ):
        named += 1
    cells = [[cell for cell, _ in row[:width]] for row in rows]
    if not named and all(_bold(cell) for cell in cells[0]) and not all(_bold(cell) for cell in cells[1]):
        named = 1
    for row in cells[:named]:  # they are set apart by being headers
        row[:] = [_plain(cell) for cell in row]
    try:
        return grid.of_cells(cells, header_rows=named or None, caption=held.caption)
    except EditRefused:
        return None


def _cell(blocks: Sequence[Block]) -> Cell | None:
    """Return what stands in a cell as one line; None where it is more than a cell of data."""
    inlines: list[CellInline] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            return None
        if inlines:
            inlines.append(Text(text=LINE_BREAK))
        inlines += [inline for inline in block.inlines if isinstance(inline, Text)]
    if sum(len(inline.text) for inline in inlines if isinstance(inline, Text)) > _LONGEST:
        return None
    return tuple(inline for inline in normalised(tuple(inlines)) if isinstance(inline, Text))


def _bold(cell: Cell) -> bool:
    return all(isinstance(inline, Text) and inline.bold for inline in cell)


def _plain(cell: Cell) -> Cell:
    plain = normalised(tuple(replace(inline, bold=False) for inline in cell if isinstance(inline, Text)))
    return tuple(inline for inline in plain if isinstance(inline, Text))


def _span(text: str | None, most: int) -> int:
    told = (text or "").strip()
    return min(most, max(1, int(told))) if told.isascii() and told.isdigit() else 1
