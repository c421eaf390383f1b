"""Write in a table of the briefing: a grid, with rows and columns put in and taken out, and passages cited in cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from briefer.core import citations, edits, grid, paste
from briefer.core.briefing import Cell, Table
from briefer.core.passage import Passage
from briefer.ui import clipping
from briefer.ui.dialogs.citation import CitationDialog
from briefer.ui.dialogs.frame import FormDialog
from briefer.ui.dialogs.table_cells import CellEdit, GridModel, words_of
from briefer.ui.document import Document

_Standard = QKeySequence.StandardKey
_SHIFTED = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class TableDialog(FormDialog):
    """Shows a table to be changed. ``finished_with`` carries the table as it is wanted."""

    finished_with = Signal(object)

    def __init__(
        self,
        document: Document,
        table: Table,
        passage: Passage | None,
        parent: QWidget | None = None,
        *,
        new: bool = False,
    ) -> None:
        super().__init__("Table", parent)
        self._document = document
        self._passage = passage
        self.model = GridModel(table, self)
        self.model.refused.connect(self.complain)
        self.model.changed.connect(self._on_changed)
        self.view = GridView(self.model, self)
        self.cell_field = CellEdit(self)
        self._cell = (0, 0)
        self._shown: Cell = ()
        self.view.went.connect(self._on_went)
        self.view.writing.connect(self._on_writing)
        self.cell_field.written.connect(self.write)
        self.cell_field.left.connect(self._on_left)
        self.cell_field.given_up.connect(self._on_given_up)
        self.caption_field = QLineEdit("".join(run.text for run in table.caption), self)
        self.caption_field.setPlaceholderText("What the table shows, its unit and date")
        self.header_field = self.count_field(0, len(table.rows), table.header_rows)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        for words, act in (
            ("Row &above", partial(self._grow, grid.with_row, "row", 0)),
            ("Row &below", partial(self._grow, grid.with_row, "row", 1)),
            ("Column &left", partial(self._grow, grid.with_column, "column", 0)),
            ("Column &right", partial(self._grow, grid.with_column, "column", 1)),
            ("Delete r&ows", partial(self._shrink, grid.without_rows, "row")),
            ("Delete col&umns", partial(self._shrink, grid.without_columns, "column")),
        ):
            button = QPushButton(words, self)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            buttons.addWidget(button)
            self.buttons[words.replace("&", "")] = button
        buttons.addStretch()
        self.cite_button = QPushButton(f"C&ite {passage.handle} in the cell" if passage else "C&ite in the cell", self)
        self.cite_button.setAutoDefault(False)
        self.cite_button.setEnabled(passage is not None)
        self.cite_button.setToolTip(
            "" if passage else "Select a passage in the article first, then open the table again."
        )
        self.cite_button.clicked.connect(self.cite)
        self.form.addRow("&Caption", self.caption_field)
        self.form.addRow(self.view)
        self.form.addRow("Wor&ds of the cell", self.cell_field)
        self.form.addRow(buttons)
        citing = QHBoxLayout()
        citing.setSpacing(8)
        self.citation_button = QPushButton("Citatio&n…", self)
        self.citation_button.setAutoDefault(False)
        self.citation_button.setToolTip("What the figure in the cell stands for: place, words around it, order")
        self.citation_button.clicked.connect(self.change_citation)
        citing.addWidget(self.cite_button)
        citing.addWidget(self.citation_button)
        citing.addStretch()
        self.form.addRow(citing)
        self.form.addRow("&Header rows", self.header_field)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.done_button = self.add_button("Insert" if new else "Change", primary=True)
        self.done_button.clicked.connect(self.save)
        self.header_field.valueChanged.connect(self._on_headers)
        self.resize(760, 560)
        self._show_cell()
        self.view.setCurrentIndex(self.model.index(0, 0))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Hand over the table as it is now, and close."""
        self.write()
        table = self.model.table
        table = replace(table, caption=edits.own_line(self.caption_field.text(), table.caption))
        self.accept()
        self.finished_with.emit(table)

    def write(self) -> None:
        """Put what is written in the field into its cell."""
        cell = self.cell_field.cell()
        if cell != self._shown:
            self._shown = cell
            self.model.set(grid.with_cell(self.model.table, *self._cell, cell))

    def cite(self) -> None:
        """Put the mark of the passage that is selected in the article behind what stands in the cell."""
        passage, here = self._passage, self.view.here
        if passage is not None:
            self.model.attempt(lambda table: grid.cited_in(table, *here, passage))
        self.view.setFocus()

    def change_citation(self) -> None:
        """Show what the figure in the cell stands for, the last one where there are several, to be changed."""
        self.write()
        table = self.model.table
        found = citations.in_cell(table, *self.view.here)
        if found:
            dialog = CitationDialog(self._document, found[-1], partial(citations.revised, table, found[-1]), self)
            dialog.revised.connect(self.model.set)
            dialog.finished.connect(lambda _code: self.view.setFocus())
            dialog.open()

    def _grow(self, change: Callable[[Table, int], Table], along: str, behind: int) -> None:
        first, last = self.view.reach(along)
        at = last + 1 if behind else first
        if self.model.attempt(lambda table: change(table, at)):
            here = self.view.here
            self.view.go(*((at, here[1]) if along == "row" else (here[0], at)))

    def _shrink(self, change: Callable[[Table, int, int], Table], along: str) -> None:
        first, last = self.view.reach(along)
        self.model.attempt(lambda table: change(table, first, last + 1))
        self.view.go(*self.view.here)

    def _on_went(self) -> None:
        self.write()
        self._show_cell()

    def _show_cell(self) -> None:
        rows = self.model.table.rows
        row, column = self._cell = min(self.view.here[0], len(rows) - 1), min(self.view.here[1], len(rows[0]) - 1)
        self.cell_field.show_cell(rows[row][column])
        self._shown = self.cell_field.cell()
        self.citation_button.setEnabled(bool(citations.in_cell(self.model.table, *self._cell)))

    def _on_writing(self, words: str) -> None:
        self.cell_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.cell_field.moveCursor(QTextCursor.MoveOperation.End)
        self.cell_field.insertPlainText(words)

    def _on_left(self, way: int) -> None:
        self.write()
        self.view.leave(way)

    def _on_given_up(self) -> None:
        self._show_cell()
        self.view.setFocus()

    def _on_headers(self, count: int) -> None:
        self.model.attempt(lambda table: replace(table, header_rows=count))

    def _on_changed(self) -> None:
        self.complain("")
        self._show_cell()
        self.header_field.blockSignals(True)
        self.header_field.setRange(0, len(self.model.table.rows))
        self.header_field.setValue(self.model.table.header_rows)
        self.header_field.blockSignals(False)


class GridView(QTableView):
    """The grid: keys move and write in it, and cells are copied and pasted as in a spreadsheet."""

    went = Signal()  # to another cell
    writing = Signal(str)  # in the current cell: the words that begin it, or none

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = model
        self._copied: tuple[str, grid.Rows] | None = None
        self.here = (0, 0)
        self.setAccessibleName("Cells")
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setWordWrap(True)
        self.setMinimumHeight(200)
        self.horizontalHeader().setAccessibleName("Columns")
        self.verticalHeader().setAccessibleName("Rows")
        self.horizontalHeader().setMinimumSectionSize(72)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setDefaultSectionSize(30)
        self.selectionModel().currentChanged.connect(self._on_current)

    def reach(self, along: str) -> tuple[int, int]:
        """Return the first and last selected row or column; those of the current cell where nothing is selected."""
        chosen = [
            (index.row() if along == "row" else index.column()) for index in self.selectionModel().selectedIndexes()
        ]
        here = self.here[0] if along == "row" else self.here[1]
        last = (self.grid.rowCount() if along == "row" else self.grid.columnCount()) - 1
        return min(last, min(chosen, default=here)), min(last, max(chosen, default=here))

    def go(self, row: int, column: int) -> None:
        """Make a cell the current one."""
        row, column = min(row, self.grid.rowCount() - 1), min(column, self.grid.columnCount() - 1)
        index = self.grid.index(max(0, row), max(0, column))
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, empty, undo; Enter opens a cell and does not close the dialog."""
        if event.matches(_Standard.Copy):
            self.copy()
        elif event.matches(_Standard.Cut):
            self.copy()
            self.clear()
        elif event.matches(_Standard.Paste):
            self.paste()
        elif event.matches(_Standard.Undo):
            self.grid.undo()
        elif event.matches(_Standard.Redo):
            self.grid.redo()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.writing.emit("")
        elif event.text() and event.text().isprintable() and not event.modifiers() & ~_SHIFTED:
            self.writing.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write in the cell under the mouse."""
        super().mouseDoubleClickEvent(event)
        self.writing.emit("")

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Write what an input method composes into the cell's field."""
        if event.commitString():
            self.writing.emit(event.commitString())

    def copy(self) -> None:
        """Put the selected cells on the clipboard; here they keep their citations."""
        (top, bottom), (first, last) = self.reach("row"), self.reach("column")
        cells = tuple(row[first : last + 1] for row in self.grid.table.rows[top : bottom + 1])
        text = "\n".join("\t".join(words_of(cell).replace("\n", " ") for cell in row) for row in cells)
        self._copied = text, cells
        QGuiApplication.clipboard().setText(text)

    def paste(self) -> None:
        """Put cells of this table, of a spreadsheet, or one piece of text in from the current cell on."""
        data = clipping.held()
        text = data.text()
        if self._copied is not None and text == self._copied[0]:
            rows = grid.fresh_rows(self._copied[1])
        else:
            found = next((block for block in paste.blocks_from_html(data.html()) if isinstance(block, Table)), None)
            rows = found.rows if found is not None else grid.rows_of_lines(text)
        if rows:
            self.grid.attempt(lambda table: grid.with_rows_at(table, *self.here, rows))

    def clear(self) -> None:
        """Empty the selected cells."""
        (top, bottom), (first, last) = self.reach("row"), self.reach("column")
        empty: tuple[tuple[Cell, ...], ...] = (((),) * (last - first + 1),) * (bottom - top + 1)
        self.grid.attempt(lambda table: grid.with_rows_at(table, top, first, empty))

    def _on_current(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.here = index.row(), index.column()
            self.went.emit()

    def leave(self, way: int) -> None:
        """Go on from a cell that was written; behind the last one a row begins."""
        row, column = self.here
        columns = self.grid.columnCount()
        if way == 0:
            row += 1
        else:
            row, column = divmod(row * columns + column + way, columns)
        if row >= self.grid.rowCount() and not self.grid.attempt(lambda table: grid.with_row(table, len(table.rows))):
            return
        self.go(max(0, row), column)
