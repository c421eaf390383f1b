"""The cells of a table as a grid that can be written in: a citation in a cell is one character, and stays that mark."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from briefer.core import grid
from briefer.core.briefing import Cell, CellInline, CitationMark, Table, Text, normalised
from briefer.core.paste import allowed_href
from briefer.core.text import LINE_BREAK, OBJECT, clean
from briefer.errors import BrieferError
from briefer.ui.editor_look import shown
from briefer.ui.whole_characters import leave_halves, whole_replacement

MARK = QTextFormat.ObjectTypes.UserObject.value + 8
_ID = QTextFormat.Property.UserProperty.value + 60
_SAID = _ID + 1

_Index = QModelIndex | QPersistentModelIndex


def words_of(cell: Cell) -> str:
    """Return a cell as its row shows it: citations by the handles of their passages."""
    return "".join(
        inline.text.replace(LINE_BREAK, "\n") if isinstance(inline, Text) else _said(inline) for inline in cell
    )


def _said(mark: CitationMark) -> str:
    return f" [{', '.join(item.passage.handle for item in mark.citation)}]"


class GridModel(QAbstractTableModel):
    """A table to be changed, with a list of undo of its own until the dialog is left."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self._done: list[Table] = []
        self._undone: list[Table] = []

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.table.rows[0])

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell: what it says, how it stands, or itself."""
        if not index.isValid():
            return None
        cell = self.table.rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words_of(cell)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{chr(ord('A') + index.column())}{index.row() + 1}: {words_of(cell) or 'empty'}"
            case Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setBold(index.row() < self.table.header_rows)
                return font
            case Qt.ItemDataRole.TextAlignmentRole:
                right = grid.sides(self.table)[index.column()] == "right"
                return int(
                    Qt.AlignmentFlag.AlignVCenter
                    | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
                )
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the letter of a column, as in a spreadsheet, or the number of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return str(section + 1) if orientation == Qt.Orientation.Vertical else chr(ord("A") + section)

    def write(self, row: int, column: int, cell: Cell) -> None:
        """Put another cell at a place."""
        self.set(grid.with_cell(self.table, row, column, cell))

    def set(self, table: Table) -> None:
        """Show another table; the former comes back by undo."""
        if table != self.table:
            self._done.append(self.table)
            self._undone.clear()
            self._show(table)

    def attempt(self, change: grid.TableChange) -> bool:
        """Change the table; what is refused is said."""
        try:
            self.set(change(self.table))
        except BrieferError as error:
            self.refused.emit(f"{error.sentence} {error.hint}".strip())
            return False
        return True

    def undo(self) -> None:
        """Take the last change back."""
        if self._done:
            self._undone.append(self.table)
            self._show(self._done.pop())

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._undone:
            self._done.append(self.table)
            self._show(self._undone.pop())

    def _show(self, table: Table) -> None:
        same = (len(table.rows), len(table.rows[0])) == (len(self.table.rows), len(self.table.rows[0]))
        if same:
            self.table = table
            self.dataChanged.emit(self.index(0, 0), self.index(len(table.rows) - 1, len(table.rows[0]) - 1))
        else:
            self.beginResetModel()
            self.table = table
            self.endResetModel()
        self.changed.emit()


class CellEdit(QTextEdit):
    """One cell being written in: words with bold and italic, and citations that go whole or not at all."""

    left = Signal(int)  # where to go from here: 1 the next cell, -1 the one before, 0 the one below
    given_up = Signal()
    written = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Words of the cell")
        self.setProperty("field", True)
        self.setTabChangesFocus(False)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 2 + 16)
        self._painter = _MarkObject(self.document())
        self.document().documentLayout().registerHandler(MARK, self._painter)
        self._marks: dict[str, CitationMark] = {}
        self.cursorPositionChanged.connect(self._stay_whole)
        self.selectionChanged.connect(self._stay_whole)

    def show_cell(self, cell: Cell) -> None:
        """Begin with what stands in a cell."""
        self.clear()
        self._marks = {inline.id: inline for inline in cell if isinstance(inline, CitationMark)}
        cursor = self.textCursor()
        for inline in cell:
            made = QTextCharFormat()
            if isinstance(inline, Text):
                made.setFontWeight(QFont.Weight.Bold if inline.bold else QFont.Weight.Normal)
                made.setFontItalic(inline.italic)
                if inline.href is not None:
                    made.setAnchor(True)
                    made.setAnchorHref(inline.href)
                cursor.insertText(shown(inline.text), made)
            else:
                made.setObjectType(MARK)
                made.setProperty(_ID, inline.id)
                made.setProperty(_SAID, _said(inline))
                cursor.insertText(OBJECT, made)
        self.document().clearUndoRedoStacks()

    def cell(self) -> Cell:
        """Return what stands here now; a citation is the very mark it was, once."""
        inlines: list[CellInline] = []
        left = dict(self._marks)
        block = self.document().begin()
        while block.isValid():
            if inlines and block.blockNumber():
                inlines.append(Text(text=LINE_BREAK))
            for text, form in _fragments(block.begin()):
                mark = left.pop(str(form.property(_ID)), None) if OBJECT in text else None
                words = clean(text).replace(OBJECT, "").replace("\u2029", LINE_BREAK).replace("\n", LINE_BREAK)
                if mark is not None:
                    inlines.append(mark)
                if words:
                    inlines.append(
                        Text(
                            text=words, bold=form.fontWeight() >= QFont.Weight.DemiBold, italic=form.fontItalic(),
                            href=allowed_href(form.anchorHref() or None),
                        )
                    )  # fmt: skip
            block = block.next()
        return tuple(inline for inline in normalised(tuple(inlines)) if isinstance(inline, Text | CitationMark))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the words alone, in one line: cells are pasted in the grid."""
        self.textCursor().insertText(" ".join(source.text().replace(OBJECT, "").split()), QTextCharFormat())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Tab leave the cell; Shift and Enter begins a line in it."""
        key, held = event.key(), event.modifiers()
        control = held == Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held & Qt.KeyboardModifier.ShiftModifier:
            self.left.emit(0)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.left.emit(1 if key == Qt.Key.Key_Tab else -1)
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif control and key == Qt.Key.Key_B:
            bold = self.fontWeight() >= QFont.Weight.DemiBold
            self.setFontWeight(QFont.Weight.Normal if bold else QFont.Weight.Bold)
        elif control and key == Qt.Key.Key_I:
            self.setFontItalic(not self.fontItalic())
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what an input method writes; a character is replaced whole or not at all."""
        super().inputMethodEvent(whole_replacement(self, event))

    def _stay_whole(self) -> None:
        leave_halves(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand over what was written when one goes elsewhere."""
        super().focusOutEvent(event)
        self.written.emit()


class _MarkObject(QPyTextObject):
    """Paints a citation in a cell as the handles of its passages."""

    def __init__(self, parent: QTextDocument) -> None:
        super().__init__(parent)
        self._document = parent

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        """Return the room of its words."""
        metrics = QFontMetricsF(self._document.defaultFont())
        return QSizeF(metrics.horizontalAdvance(str(format.property(_SAID))) + 2, metrics.ascent())

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, posInDocument: int, format: QTextFormat
    ) -> None:
        """Paint it."""
        painter.save()
        painter.setFont(self._document.defaultFont())
        painter.drawText(QRectF(rect).bottomLeft(), str(format.property(_SAID)))  # its room ends at the base line
        painter.restore()


def _fragments(at) -> Iterator[tuple[str, QTextCharFormat]]:
    while not at.atEnd():
        fragment = at.fragment()
        yield fragment.text(), fragment.charFormat()
        at += 1
