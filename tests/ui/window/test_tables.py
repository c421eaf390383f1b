"""Tables from the window: put in, written cell by cell, cited in, changed and undone as one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefer.core import grid
from briefer.core.briefing import CitationMark, Table, citations
from briefer.ui import editor_drop, passage_drag
from briefer.ui.dialogs.caption import CaptionDialog
from briefer.ui.dialogs.citation import CitationDialog
from briefer.ui.dialogs.table import TableDialog
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import FIRST, drag
from tests.ui.window.test_window import _nameless

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
STORY = FIRST.index("A newspaper"), FIRST.index(", and two")


def _dialog(window: MainWindow) -> TableDialog:
    assert window.commands.run("table.edit")
    return next(found for found in window.findChildren(TableDialog) if found.isVisible())


def _tables(window: MainWindow) -> list[Table]:
    briefing = window.document.briefing
    assert briefing is not None
    return [block for block in briefing.blocks("situation") if isinstance(block, Table)]


def _words(table: Table) -> list[list[str]]:
    return [[grid.cell_text(cell) for cell in row] for row in table.rows]


def _write(dialog: TableDialog, words: str) -> None:
    """Type into the current cell by keys alone, and go on to the next."""
    QTest.keyClick(dialog.view, Key.Key_Return)
    QTest.keyClicks(dialog.cell_field, words)
    QTest.keyClick(dialog.cell_field, Key.Key_Tab)


def _filled(window: MainWindow) -> Table:
    window.briefing.editor.go_to_section("situation")
    QApplication.clipboard().setText("Side\tKilled\nNorth\t1,234\nSouth\t12 %")
    window.briefing.editor.setFocus()
    QTest.keyClick(window.briefing.editor, Key.Key_V, CONTROL)
    return _tables(window)[0]


def test_a_table_is_put_in_and_written_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    window.briefing.editor.go_to_section("situation")
    dialog = _dialog(window)
    for words in ("Side", "Killed", "", "North", "1,234"):
        _write(dialog, words)
    dialog.caption_field.setText("Losses")
    dialog.done_button.click()
    (table,) = _tables(window)
    assert _words(table)[:2] == [["Side", "Killed", ""], ["North", "1,234", ""]]
    assert "".join(run.text for run in table.caption) == "Losses"
    assert window.document.history.undo_label == "insert table"
    window.commands.run("edit.undo")
    assert _tables(window) == []


def test_the_caption_of_a_table_is_changed_beside_it(window: MainWindow) -> None:
    table = _filled(window)
    window.briefing.editor.go_to(table.id)
    assert window.commands.run("figure.caption")
    [dialog] = window.findChildren(CaptionDialog)
    assert not dialog.alt_field.isVisible()
    dialog.caption_field.setText("Losses in 2026")
    dialog.change()
    assert "".join(run.text for run in _tables(window)[0].caption) == "Losses in 2026"
    window.commands.run("edit.undo")
    assert _tables(window) == [table]


def test_a_passage_selected_in_the_article_is_cited_in_a_cell(window: MainWindow) -> None:
    _filled(window)
    drag(window, *STORY)
    dialog = _dialog(window)
    dialog.view.go(1, 1)
    dialog.cite_button.click()
    dialog.done_button.click()
    (table,) = _tables(window)
    assert [[item.passage.handle for item in citation] for citation in citations(table)] == [["S1:1"]]
    assert grid.cell_text(table.rows[1][1]) == "1,234"
    assert window.document.briefing is not None
    assert len(window.document.briefing.numbered) == 1
    window.commands.run("edit.undo")
    assert list(citations(_tables(window)[0])) == []


def test_words_written_in_a_cell_leave_its_citation_where_it_is(window: MainWindow) -> None:
    _filled(window)
    drag(window, *STORY)
    dialog = _dialog(window)
    dialog.view.go(1, 1)
    dialog.cite_button.click()
    _write(dialog, " dead")
    dialog.done_button.click()
    (table,) = _tables(window)
    assert len(list(citations(table))) == 1
    assert grid.cell_text(table.rows[1][1]) == "1,234 dead"


def test_a_citation_in_a_cell_goes_whole_by_backspace(window: MainWindow) -> None:
    _filled(window)
    drag(window, *STORY)
    dialog = _dialog(window)
    dialog.view.go(1, 1)
    dialog.cite_button.click()
    QTest.keyClick(dialog.view, Key.Key_F2)
    QTest.keyClick(dialog.cell_field, Key.Key_Backspace)
    QTest.keyClick(dialog.cell_field, Key.Key_Return)
    assert list(citations(dialog.model.table)) == []
    assert grid.cell_text(dialog.model.table.rows[1][1]) == "1,234"
    QTest.keyClick(dialog.view, Key.Key_Z, CONTROL)
    assert len(list(citations(dialog.model.table))) == 1


def test_a_character_of_two_halves_stays_whole_in_a_cell(window: MainWindow) -> None:
    """A screen reader's client may put the caret inside of it, and an input method may replace a half of it."""
    _filled(window)
    dialog = _dialog(window)
    dialog.view.go(1, 0)
    QTest.keyClick(dialog.view, Key.Key_F2)
    field = dialog.cell_field
    field.setPlainText("a😀b")
    cursor = field.textCursor()
    cursor.setPosition(2)
    field.setTextCursor(cursor)
    QTest.keyClicks(field, "x")
    assert field.toPlainText() == "a😀xb"
    event = QInputMethodEvent()
    event.setCommitString("y", -2, 1)
    QApplication.sendEvent(field, event)
    QTest.keyClick(field, Key.Key_Return)
    assert grid.cell_text(dialog.model.table.rows[1][0]) == "ayxb"


def test_rows_and_columns_come_and_go_and_come_back(window: MainWindow) -> None:
    _filled(window)
    dialog = _dialog(window)
    dialog.view.go(2, 0)
    dialog.buttons["Row below"].click()
    dialog.buttons["Column right"].click()
    assert (len(dialog.model.table.rows), len(dialog.model.table.rows[0])) == (4, 3)
    dialog.view.go(1, 0)
    dialog.buttons["Delete rows"].click()
    assert _words(dialog.model.table)[1][0] == "South"
    for _ in range(3):
        QTest.keyClick(dialog.view, Key.Key_Z, CONTROL)
    dialog.header_field.setValue(0)
    dialog.done_button.click()
    (table,) = _tables(window)
    assert _words(table) == [["Side", "Killed"], ["North", "1,234"], ["South", "12 %"]]
    assert table.header_rows == 0


def test_the_last_row_is_not_deleted_and_the_dialog_says_why(window: MainWindow) -> None:
    _filled(window)
    dialog = _dialog(window)
    dialog.view.selectAll()
    dialog.buttons["Delete rows"].click()
    assert "Nothing of the table would be left" in dialog.problem.text()
    dialog.reject()


def test_cells_copied_inside_a_table_keep_their_citations(window: MainWindow) -> None:
    _filled(window)
    drag(window, *STORY)
    dialog = _dialog(window)
    dialog.view.go(1, 1)
    dialog.cite_button.click()
    QTest.keyClick(dialog.view, Key.Key_C, CONTROL)
    dialog.view.go(2, 1)
    QTest.keyClick(dialog.view, Key.Key_V, CONTROL)
    cited = list(citations(dialog.model.table))
    assert len(cited) == 2
    assert cited[0] == cited[1]
    dialog.reject()


def test_an_empty_clipboard_leaves_the_cells_as_they_are(window: MainWindow) -> None:
    _filled(window)
    dialog = _dialog(window)
    before = dialog.model.table
    QApplication.clipboard().clear()
    QTest.keyClick(dialog.view, Key.Key_V, CONTROL)
    assert dialog.model.table == before
    dialog.reject()


def test_a_double_click_opens_the_table(window: MainWindow, qtbot: QtBot) -> None:
    _filled(window)
    editor = window.briefing.editor
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().findBlockByNumber(1).position())
    middle = editor.cursorRect(cursor).center()
    middle.setX(middle.x() + 60)
    QTest.mouseDClick(editor.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    dialog = next(found for found in window.findChildren(TableDialog) if found.isVisible())
    assert dialog.done_button.text() == "Change"
    assert _nameless(dialog) == []
    dialog.reject()


def test_words_typed_in_a_cell_are_kept_by_the_button_and_given_up_by_escape(window: MainWindow) -> None:
    _filled(window)
    dialog = _dialog(window)
    dialog.view.go(1, 0)
    QTest.keyClicks(dialog.view, "x")
    QTest.keyClick(dialog.cell_field, Key.Key_Escape)
    assert _words(dialog.model.table)[1][0] == "North"
    QTest.keyClicks(dialog.view, "!")
    dialog.done_button.click()
    assert _words(_tables(window)[0]) == [["Side", "Killed"], ["North!", "1,234"], ["South", "12 %"]]


def _cited(window: MainWindow) -> Table:
    """Fill a table, and cite a passage in the cell of the second column of its second row."""
    _filled(window)
    drag(window, *STORY)
    dialog = _dialog(window)
    dialog.view.go(1, 1)
    dialog.cite_button.click()
    dialog.done_button.click()
    return _tables(window)[0]


def test_the_citation_of_a_cell_is_worded_from_the_table(window: MainWindow) -> None:
    _cited(window)
    dialog = _dialog(window)
    dialog.view.go(2, 1)
    assert not dialog.citation_button.isEnabled()
    dialog.view.go(1, 1)
    assert dialog.citation_button.isEnabled()
    assert _nameless(dialog) == []
    dialog.citation_button.click()
    [words] = dialog.findChildren(CitationDialog)
    QTest.keyClicks(words.prefix_field, "compare")
    QTest.keyClicks(words.locator_field, "12")
    words.save_button.click()
    QTest.keyClick(dialog.view, Key.Key_Z, CONTROL)
    QTest.keyClick(dialog.view, Key.Key_Y, CONTROL)
    dialog.done_button.click()
    [[item]] = [list(citation) for citation in citations(_tables(window)[0])]
    assert (item.prefix, item.locator, item.passage.handle) == ("compare", "12", "S1:1")
    window.commands.run("edit.undo")
    [[item]] = [list(citation) for citation in citations(_tables(window)[0])]
    assert item.prefix is None


def test_a_second_passage_in_a_cell_joins_the_figure_that_is_there(window: MainWindow) -> None:
    _cited(window)
    drag(window, FIRST.index("Reports"), FIRST.index(" of the capital"))
    dialog = _dialog(window)
    dialog.view.go(1, 1)
    dialog.cite_button.click()
    dialog.citation_button.click()
    [words] = dialog.findChildren(CitationDialog)
    assert words.list.count() == 2
    words.list.setCurrentRow(0)
    words.out_button.click()
    words.save_button.click()
    dialog.done_button.click()
    assert [[item.passage.handle for item in citation] for citation in citations(_tables(window)[0])] == [["S1:2"]]


def test_a_passage_dragged_onto_a_cell_is_cited_in_it(window: MainWindow) -> None:
    _filled(window)
    editor = window.briefing.editor
    drag(window, *STORY)
    dragged = passage_drag.Dragged(window.document.workspace.source("S1").id, *STORY)
    row = editor.paper.number_of(0, 0)
    whole = editor.document().documentLayout().blockBoundingRect(editor.document().findBlockByNumber(row)).toRect()
    points = [
        QPoint(x, y) for y in range(whole.top(), whole.bottom(), 3) for x in range(whole.left(), whole.right(), 9)
    ]
    aimed = [editor_drop.target(editor, point, cite=True) for point in points]
    cells = {found.cell: found for found in aimed if found is not None}
    assert set(cells) - {None} == {(row, column) for row in range(3) for column in range(2)}
    aim = cells[(2, 1)]
    assert aim.allowed
    editor.drop_target = aim
    editor.viewport().grab()
    window.passage_acts.dropped(dragged, aim)
    (table,) = _tables(window)
    assert [inline for inline in table.rows[2][1] if isinstance(inline, CitationMark)]
    assert len(list(citations(table))) == 1
    assert window.document.history.undo_label == "cite S1:1"
    window.commands.run("edit.undo")
    assert list(citations(_tables(window)[0])) == []
