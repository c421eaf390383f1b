"""Tables of articles: a hairline under each row, a header that stands out; one too large for Qt as lines with stops."""

from __future__ import annotations

from typing import cast

from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextOption,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from briefer.core.source import TextBlock
from briefer.ui.theme import Theme

_LARGEST = 3000  # cells; Qt takes seconds to lay out one that is larger
_SIDE, _ABOVE = 8, 5
_WIDEST_STOP = 28  # characters of a column that is set at a tab stop
_MOST_STOPS = 24


def fits(cells: list[TextBlock]) -> bool:
    """Say whether cells make a grid in their order, one block a cell or several, of a size Qt lays out quickly."""
    places = [(cell.row, cell.column) for cell in cells]
    rows, columns = _size(cells)
    return places == sorted(places) and rows * columns <= _LARGEST


def insert(cursor: QTextCursor, cells: list[TextBlock], theme: Theme) -> QTextTable:
    """Put an empty table for `cells` at the cursor, its rows and headers dressed."""
    form = QTextTableFormat()
    form.setCellPadding(0)
    form.setCellSpacing(0)
    form.setBorder(0)
    form.setBorderCollapse(True)
    form.setTopMargin(8)
    form.setBottomMargin(16)
    rows, columns = _size(cells)
    table = cursor.insertTable(rows, columns, form)
    headers = {(cell.row, cell.column) for cell in cells if cell.header}
    plain, header = _cell(theme, header=False), _cell(theme, header=True)
    for row in range(rows):
        for column in range(columns):
            table.cellAt(row, column).setFormat(header if (row, column) in headers else plain)
    return table


def stops(cells: list[TextBlock]) -> list[QTextOption.Tab]:
    """Return tab stops for the columns of `cells`, as wide as their words, within reason."""
    widest: dict[int, int] = {}
    for cell in cells:
        widest[cell.column] = max(widest.get(cell.column, 0), min(_WIDEST_STOP, cell.end - cell.start))
    width = QFontMetricsF(QTextCharFormat().font()).averageCharWidth() * 1.25
    made: list[QTextOption.Tab] = []
    at = 0.0
    for column in sorted(widest)[:_MOST_STOPS]:
        at += (widest[column] + 2) * width
        made.append(QTextOption.Tab(at, QTextOption.TabType.LeftTab))
    return made


def _size(cells: list[TextBlock]) -> tuple[int, int]:
    return 1 + max(cell.row for cell in cells), 1 + max(cell.column for cell in cells)


def selected(cursor: QTextCursor) -> tuple[int, int]:
    """Return where a selection begins and ends; of cells in several rows: the whole rows."""
    table = cursor.currentTable()
    if not cursor.hasComplexSelection() or table is None:
        return cursor.selectionStart(), cursor.selectionEnd()
    row, rows, column, columns = cast("tuple[int, int, int, int]", cursor.selectedTableCells())
    if rows > 1:
        column, columns = 0, table.columns()
    first, last = table.cellAt(row, column), table.cellAt(row + rows - 1, column + columns - 1)
    return first.firstPosition(), last.lastPosition()


def _cell(theme: Theme, *, header: bool) -> QTextCharFormat:
    form = QTextTableCellFormat()
    form.setLeftPadding(_SIDE)
    form.setRightPadding(_SIDE)
    form.setTopPadding(_ABOVE)
    form.setBottomPadding(_ABOVE)
    form.setBottomBorder(1)
    form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBottomBorderBrush(QColor(theme.muted if header else theme.line))
    if header:
        form.setBackground(theme.tint(theme.ink, 0.05))
    return form
