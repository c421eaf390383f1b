"""Tables in the briefing's text, painted over the one U+FFFC that a table is there: rules above and below, no grid."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPainter,
    QPalette,
    QPyTextObject,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableCellFormat,
    QTextTableFormat,
)

from briefer.core import grid
from briefer.core.briefing import CellInline, CitationMark, Table, Text, inlines_of
from briefer.ui.editor_figures import Figures
from briefer.ui.editor_look import ATOM, Look, shown
from briefer.ui.theme import Theme

_SIDE, _ABOVE = 8, 4
_BESIDE = 8  # pixels at its end, so that a caret stands beside it
_MOST = 40  # laid out tables that are kept

_Solid = QTextFrameFormat.BorderStyle.BorderStyle_Solid


class TableObjects(QPyTextObject):
    """Paints the tables that the editor's look has written, each laid out once for a width."""

    def __init__(self, look: Look, figures: Figures, parent: QObject) -> None:
        super().__init__(parent)
        self._figures = figures
        self._made: dict[str, tuple[Table, int, list[int | None], QTextDocument]] = {}
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take other colours or another size."""
        self._look = look
        self._font = QFont(look.font)
        self._font.setPixelSize(max(9, round(look.pixels * 0.9)))
        self._made.clear()

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        """Return the room of a table: the width of the column, and the height of its rows."""
        width = self.width(doc, posInDocument)
        laid_out = self._laid_out(str(format.property(ATOM)), width)
        return QSizeF(width, laid_out.size().height() if laid_out is not None else 2 * self._look.pixels)

    def width(self, doc: QTextDocument, position: int) -> float:
        """Return how wide a table at a position of the text is: the column."""
        block = doc.findBlock(position).blockFormat()
        return max(80.0, doc.textWidth() - 2 * doc.documentMargin() - block.leftMargin() - _BESIDE)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, posInDocument: int, format: QTextFormat
    ) -> None:
        """Paint a table; a tint over it says that it is selected."""
        rect = QRectF(rect)
        laid_out = self._laid_out(str(format.property(ATOM)), rect.width())
        if laid_out is None:
            return
        painter.save()
        painter.translate(rect.topLeft())
        context = QAbstractTextDocumentLayout.PaintContext()
        colors = QPalette()
        colors.setColor(QPalette.ColorRole.Text, QColor(self._look.theme.ink))
        context.palette = colors  # pyright: ignore[reportAttributeAccessIssue] - a property in Python
        laid_out.documentLayout().draw(painter, context)
        painter.restore()
        if format.background().style() != Qt.BrushStyle.NoBrush:
            over = QColor(self._look.theme.accent)
            over.setAlphaF(0.35)
            painter.fillRect(rect, over)

    def cell_at(self, id_: str, width: float, point: QPointF) -> tuple[int, int, QRectF] | None:
        """Return row, column and place of the cell at a point of a table that is `width` wide; None where none is.

        The point and the place count from the table's upper left.
        """
        document = self._laid_out(id_, width)
        if document is None:
            return None
        layout = document.documentLayout()
        cursor = QTextCursor(document)
        cursor.setPosition(max(0, layout.hitTest(point, Qt.HitTestAccuracy.FuzzyHit)))
        table = cursor.currentTable()
        if table is None:  # the caption
            return None
        cell = table.cellAt(cursor)
        first, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
        place = layout.blockBoundingRect(first).united(layout.blockBoundingRect(last))
        return cell.row(), cell.column(), place

    def _laid_out(self, id_: str, width: float) -> QTextDocument | None:
        table = self._look.tables.get(id_)
        if table is None:
            return None
        numbers = [self._figures.number(mark.id) for mark in inlines_of(table) if isinstance(mark, CitationMark)]
        held = self._made.get(id_)
        if held is not None and held[0] is table and held[1:3] == (round(width), numbers):
            return held[3]
        if len(self._made) >= _MOST:
            self._made.clear()
        made = laid_out(table, self._look.theme, self._font, self._figures)
        made.setTextWidth(width)
        self._made[id_] = table, round(width), numbers, made
        return made


def laid_out(table: Table, theme: Theme, font: QFont, figures: Figures) -> QTextDocument:
    """Return a document that shows a table, its caption above it."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    cursor = QTextCursor(document)
    if table.caption:
        _write(cursor, table.caption, theme, figures, QColor(theme.muted))
    columns = len(table.rows[0])
    form = QTextTableFormat()
    form.setCellSpacing(0)
    form.setCellPadding(0)
    form.setBorder(0)
    form.setBorderCollapse(True)
    form.setTopMargin(_ABOVE)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    if not table.caption:  # the empty line before a table is Qt's own
        _flatten(cursor)
    made = cursor.insertTable(len(table.rows), columns, form)
    aligned = grid.sides(table)
    for row, cells in enumerate(table.rows):
        header, last = row < table.header_rows, row + 1 == len(table.rows)
        ruled = row + 1 == table.header_rows or last
        look = _cell(theme, top=row == 0, ruled=ruled)
        for column, cell in enumerate(cells):
            at = made.cellAt(row, column)
            at.setFormat(look)
            inside = at.firstCursorPosition()
            block = QTextBlockFormat()
            if aligned[column] == "right":
                block.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
            inside.setBlockFormat(block)
            _write(inside, cell, theme, figures, QColor(theme.ink), bold=header)
    _flatten(QTextCursor(document.lastBlock()))
    return document


def _write(
    cursor: QTextCursor,
    inlines: tuple[CellInline, ...] | tuple[Text, ...],
    theme: Theme,
    figures: Figures,
    ink: QColor,
    *,
    bold: bool = False,
) -> None:
    number: int | None = None
    for inline in inlines:
        made = QTextCharFormat()
        made.setForeground(ink)
        if isinstance(inline, Text):
            made.setFontWeight(QFont.Weight.DemiBold if bold or inline.bold else QFont.Weight.Normal)
            made.setFontItalic(inline.italic)
            if inline.href is not None:
                made.setForeground(QColor(theme.accent))
                made.setFontUnderline(True)
            cursor.insertText(shown(inline.text), made)
        else:
            made.setForeground(QColor(theme.accent))
            made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            if figures.number(inline.id) != number:  # marks that share a figure show it once
                number = figures.number(inline.id)
                cursor.insertText(str(number or ""), made)


def _flatten(cursor: QTextCursor) -> None:
    """Make a line that Qt must have next to a table as low as it can be."""
    flat = QTextBlockFormat()
    flat.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    cursor.setBlockFormat(flat)


def _cell(theme: Theme, *, top: bool, ruled: bool) -> QTextTableCellFormat:
    form = QTextTableCellFormat()
    form.setLeftPadding(_SIDE)
    form.setRightPadding(_SIDE)
    form.setTopPadding(_ABOVE)
    form.setBottomPadding(_ABOVE)
    if top:
        form.setTopBorder(1)
        form.setTopBorderStyle(_Solid)
        form.setTopBorderBrush(QColor(theme.muted))
    form.setBottomBorder(1)
    form.setBottomBorderStyle(_Solid)
    form.setBottomBorderBrush(QColor(theme.muted if ruled else theme.line))
    return form
