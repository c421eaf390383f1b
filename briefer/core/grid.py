"""What is done to a table: cells written, rows and columns put in and taken out; each returns another table.

Numbers stay the text that they were: nothing here reads one as a value or writes it anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from briefer.core.briefing import (
    TABLE_COLUMNS,
    TABLE_ROWS,
    BlockId,
    Briefing,
    Cell,
    CitationMark,
    InlineId,
    Table,
    Text,
    new_id,
    normalised,
)
from briefer.core.change import Caret, Edit, ReplaceBlocks
from briefer.core.edits import arrival
from briefer.core.passage import CitationItem, Passage
from briefer.core.text import LINE_BREAK, OBJECT, clean
from briefer.errors import EditRefused, NotFound

Rows = tuple[tuple[Cell, ...], ...]
Side = Literal["left", "right"]
TableChange = Callable[[Table], Table]

_NUMBER = re.compile(
    r"[(\[]?[-–−+±~≈<>≤≥]?\s*[$€£¥₽]?\s*\d[\d.,'’\s\u00a0\u202f]*\s*(?:[%‰]|[^\W\d]{1,3}|[$€£¥₽])?[)\]]?"
)
_NARROWEST, _WIDEST = 4, 40  # characters by which a column's share of the width is told
_NONE = frozenset(("", "-", "–", "—", "…", "n/a", "n.a.", ".."))  # what stands where there is no number


def blank(rows: int, columns: int) -> Table:
    """Return an empty table whose first row is a header.

    Raises:
        EditRefused: it would be too large, or have no cell.
    """
    return Table(id=BlockId(new_id()), rows=tuple(((),) * columns for _ in range(rows)))


def of_words(rows: Sequence[Sequence[str]], *, header_rows: int | None = None) -> Table:
    """Return a table of plain words; short rows are filled up, and None lets `headers` tell the header rows.

    Raises:
        EditRefused: it would be too large, or have no cell.
    """
    return of_cells([[words_cell(text) for text in row] for row in rows], header_rows=header_rows)


def of_cells(
    rows: Sequence[Sequence[Cell]], *, header_rows: int | None = None, caption: tuple[Text, ...] = ()
) -> Table:
    """Return a table of cells; short rows are filled up, and None lets `headers` tell the header rows.

    Raises:
        EditRefused: it would be too large, or have no cell.
    """
    columns = max((len(row) for row in rows), default=0)
    filled = tuple((*row, *((),) * (columns - len(row))) for row in rows)
    count = headers(filled) if header_rows is None else header_rows
    return Table(id=BlockId(new_id()), rows=filled, header_rows=count, caption=caption)


def from_lines(text: str) -> Table | None:
    """Return the table that a spreadsheet puts on the clipboard as lines with tabs; None where it is none.

    A cell with a line end or tab in it stands in quotation marks, which are doubled inside.
    """
    rows = _lines(text)
    columns = {len(row) for row in rows}
    if len(rows) < 2 or columns == {1} or len(columns) != 1:
        return None
    try:
        return of_words(rows)
    except EditRefused:
        return None


def rows_of_lines(text: str) -> Rows:
    """Return lines with tabs as rows of cells, whatever their number: what is pasted over cells."""
    return tuple(tuple(words_cell(cell) for cell in row) for row in _lines(text))


def fresh_rows(rows: Rows) -> Rows:
    """Return the rows with new ids for their marks."""
    return tuple(
        tuple(
            tuple(inline if isinstance(inline, Text) else replace(inline, id=InlineId(new_id())) for inline in cell)
            for cell in row
        )
        for row in rows
    )


def headers(rows: Rows) -> int:
    """Return how many rows seem to name the columns: the first, where it has words only and others have numbers."""
    if len(rows) < 2 or any(is_number(cell_text(cell)) for cell in rows[0]):
        return 0
    return int(any(is_number(cell_text(cell)) for row in rows[1:] for cell in row))


def is_number(text: str) -> bool:
    """Say whether a cell holds a number, with its sign, currency, per cent or unit."""
    return _NUMBER.fullmatch(text.strip()) is not None


def sides(table: Table) -> tuple[Side, ...]:
    """Return the side that the words of each column keep to: a column of numbers to the right."""
    body = table.rows[table.header_rows :]
    found: list[Side] = []
    for column in range(len(table.rows[0])):
        words = [cell_text(row[column]).strip() for row in body]
        told = [word for word in words if word.lower() not in _NONE]
        found.append("right" if told and all(map(is_number, told)) else "left")
    return tuple(found)


def shares(table: Table) -> tuple[int, ...]:
    """Return the share that each column has of the table's width: as long as its longest cell, within reason."""
    columns = range(len(table.rows[0]))
    return tuple(min(_WIDEST, max(_NARROWEST, *(len(cell_text(row[at])) for row in table.rows))) for at in columns)


def words_cell(text: str) -> Cell:
    """Return a cell of plain words; a line end in them begins a line inside the cell."""
    words = clean(text).replace(OBJECT, "").replace("\u2029", "\n").strip().replace("\n", LINE_BREAK)
    return (Text(text=words),) if words else ()


def cell_text(cell: Cell) -> str:
    """Return the words of a cell, marks left out."""
    return "".join(inline.text for inline in cell if isinstance(inline, Text))


# --- changes ----------------------------------------------------------------------------------------------------------


def with_cell(table: Table, row: int, column: int, cell: Cell) -> Table:
    """Return the table with another cell at a place."""
    kept = tuple(inline for inline in normalised(cell) if isinstance(inline, Text | CitationMark))
    line = table.rows[row]
    changed = (*line[:column], kept, *line[column + 1 :])
    return replace(table, rows=(*table.rows[:row], changed, *table.rows[row + 1 :]))


def with_row(table: Table, at: int) -> Table:
    """Return the table with an empty row before row `at`; one put among the header rows is one of them.

    Raises:
        EditRefused: there is no room for one.
    """
    empty: tuple[Cell, ...] = ((),) * len(table.rows[0])
    grown = table.header_rows + (at < table.header_rows)
    return replace(table, rows=(*table.rows[:at], empty, *table.rows[at:]), header_rows=grown)


def with_column(table: Table, at: int) -> Table:
    """Return the table with an empty column before column `at`.

    Raises:
        EditRefused: there is no room for one.
    """
    return replace(table, rows=tuple((*row[:at], (), *row[at:]) for row in table.rows))


def without_rows(table: Table, first: int, stop: int) -> Table:
    """Return the table without rows, the citations in them gone with their words.

    Raises:
        EditRefused: no row would be left.
    """
    rows = (*table.rows[:first], *table.rows[stop:])
    gone = len(range(first, min(stop, table.header_rows)))
    return replace(table, rows=rows, header_rows=min(table.header_rows - gone, len(rows))) if rows else _nothing_left()


def without_columns(table: Table, first: int, stop: int) -> Table:
    """Return the table without columns, the citations in them gone with their words.

    Raises:
        EditRefused: no column would be left.
    """
    rows = tuple((*row[:first], *row[stop:]) for row in table.rows)
    return replace(table, rows=rows) if rows[0] else _nothing_left()


def with_rows_at(table: Table, row: int, column: int, rows: Rows) -> Table:
    """Return the table with `rows` over what stands from a place on; it grows where they need more room.

    Raises:
        EditRefused: it would be too large.
    """
    height = max(len(table.rows), row + len(rows))
    width = max(len(table.rows[0]), column + max(len(line) for line in rows))
    if height > TABLE_ROWS or width > TABLE_COLUMNS:
        raise EditRefused("What is pasted makes the table too large.", "Paste the part of it that the briefing needs.")
    grid: list[list[Cell]] = [[*line, *((),) * (width - len(line))] for line in table.rows]
    grid += [[()] * width for _ in range(height - len(grid))]
    for down, line in enumerate(rows):
        for right, cell in enumerate(line):
            grid[row + down][column + right] = cell
    return replace(table, rows=tuple(map(tuple, grid)))


def cited_in(table: Table, row: int, column: int, passage: Passage) -> Table:
    """Return the table with a citation of a passage behind what stands in a cell.

    Raises:
        EditRefused: it is cited there.
    """
    marks = (inline for inline in table.rows[row][column] if isinstance(inline, CitationMark))
    if any(item.passage.id == passage.id for mark in marks for item in mark.citation):
        raise EditRefused(f"{passage.handle} is cited in this cell.", "Choose another passage, or another cell.")
    mark = CitationMark(id=InlineId(new_id()), citation=(CitationItem(passage=passage),))
    return with_cell(table, row, column, (*table.rows[row][column], mark))


def edited(briefing: Briefing, after: Table, *, label: str = "edit table", added: Sequence[Passage] = ()) -> Edit:
    """Put a table in place of the one with its id; `added` are passages new to the library.

    Raises:
        NotFound: it is not in the briefing.
        EditRefused: that block is no table.
    """
    found = briefing.find(after.id)
    if found is None:
        raise NotFound("The table is not in the briefing any more.", "Undo until it is there again.")
    section, index = found
    before = briefing.blocks(section)[index]
    if not isinstance(before, Table):
        raise EditRefused("This is no table.", "Put the caret beside a table, then try again.")
    caret = Caret(section=section, block=after.id, offset=1)
    change = ReplaceBlocks(section=section, at=index, before=(before,), after=(after,))
    changes = (*arrival(briefing, [after], added), change) if before != after else ()
    return Edit(changes=changes, label=label, caret_before=caret, caret_after=caret)


# --- inside -----------------------------------------------------------------------------------------------------------


def _nothing_left() -> Table:
    raise EditRefused("Nothing of the table would be left.", "Delete the table in the briefing instead.")


def _lines(text: str) -> list[list[str]]:
    """Return the cells of lines with tabs; empty lines at the end are none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        quoted = text.startswith('"', at)
        end = _quoted_end(text, at) if quoted else None
        if end is not None:
            rows[-1].append(text[at + 1 : end - 1].replace('""', '"'))
        else:
            end = min((found for found in (text.find("\t", at), text.find("\n", at)) if found >= 0), default=len(text))
            rows[-1].append(text[at:end])
        if text[end : end + 1] == "\n":
            rows.append([])
        at = end + 1
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def _quoted_end(text: str, at: int) -> int | None:
    """Return where a cell in quotation marks ends; None where they are part of its words."""
    end = at + 1
    while True:
        end = text.find('"', end)
        if end < 0:
            return None
        if text.startswith('""', end):
            end += 2
            continue
        end += 1
        return end if end == len(text) or text[end] in "\t\n" else None
