"""The order of the briefing, changed from the text and from the outline, and sections folded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefer.core import edits, grid
from briefer.core.briefing import Table
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import words

ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


def _write(window: MainWindow, section: str, *paragraphs: str) -> None:
    for text in paragraphs:
        briefing = window.document.briefing
        assert briefing is not None
        window.document.do(edits.write(briefing, section, text))


def _focus_editor(window: MainWindow, qtbot: QtBot) -> None:
    window.briefing.editor.setFocus()
    qtbot.waitUntil(window.briefing.editor.hasFocus)


def _titles(window: MainWindow) -> list[str]:
    assert window.document.briefing is not None
    return [section.key for section in window.document.briefing.sections]


def test_the_block_at_the_caret_moves_by_keys_with_the_caret_in_it(window: MainWindow, qtbot: QtBot) -> None:
    _write(window, "situation", "One.", "Two.")
    _focus_editor(window, qtbot)
    editor = window.briefing.editor
    window.open_use(window.document.briefing.blocks("situation")[1].id)
    QTest.keyClick(editor, Qt.Key.Key_Right)
    QTest.keyClick(editor, Qt.Key.Key_Up, ALT_SHIFT)
    assert words(window, "situation") == ["Two.", "One."]
    assert editor.caret().offset == 1
    QTest.keyClick(editor, Qt.Key.Key_Down, ALT_SHIFT)
    QTest.keyClick(editor, Qt.Key.Key_Down, ALT_SHIFT)
    assert (words(window, "situation"), words(window, "actors")) == (["One."], ["Two."])
    assert editor.textCursor().block().text() == "Two."
    for _ in range(3):
        window.commands.run("edit.undo")
    assert words(window, "situation") == ["One.", "Two."]


def test_the_section_whose_title_holds_the_caret_moves_and_its_key_with_it(window: MainWindow, qtbot: QtBot) -> None:
    _focus_editor(window, qtbot)
    editor = window.briefing.editor
    first = _titles(window)
    editor._show_at_third(0)
    QTest.keyClick(editor, Qt.Key.Key_Down, ALT_SHIFT)
    assert _titles(window) == [first[1], first[0], *first[2:]]
    assert window.commands["take.actors"].keys == ("Ctrl+1",)
    window.commands.run("edit.undo")
    assert _titles(window) == first
    assert window.commands["take.situation"].keys == ("Ctrl+1",)


def test_the_outline_moves_what_is_current_in_it(window: MainWindow, qtbot: QtBot) -> None:
    _write(window, "situation", "One.", "Two.", "Three.")
    window.side.open_page("Outline")
    outline = window.outline
    outline.setFocus()
    qtbot.waitUntil(outline.hasFocus)
    blocks = [block.id for block in window.document.briefing.blocks("situation")]
    outline._select(blocks[:2], blocks[0])
    QTest.keyClick(outline, Qt.Key.Key_Down, ALT_SHIFT)
    assert words(window, "situation") == ["Three.", "One.", "Two."]
    assert len(outline.selectedIndexes()) == 2
    outline.setCurrentIndex(outline.model().index(0, 0))
    window.commands.run("order.section-down")
    assert _titles(window)[:2] == ["actors", "situation"]
    assert outline.currentIndex().row() == 1


def test_a_section_dropped_in_the_outline_goes_there_as_one_step(window: MainWindow) -> None:
    window.side.open_page("Outline")
    model = window.outline.model()
    data = model.mimeData([model.index(3, 0)])
    model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert _titles(window)[0] == "restraint"
    assert window.commands.action("edit.undo").text().replace("&", "") == "Undo move section"


def test_the_keys_do_nothing_where_another_window_writes(window: MainWindow, monkeypatch) -> None:
    _write(window, "situation", "One.", "Two.")
    monkeypatch.setattr(type(window.document), "read_only", property(lambda _: True))
    assert not window.commands.run("order.up")


def _visible(window: MainWindow) -> list[str]:
    block = window.briefing.editor.document().firstBlock()
    found = []
    while block.isValid():
        if block.isVisible():
            found.append(block.text())
        block = block.next()
    return found


def _fold(window: MainWindow, qtbot: QtBot, section: str, key: Qt.Key) -> None:
    _focus_editor(window, qtbot)
    window.briefing.editor.go_to_section(section)
    QTest.keyClick(window.briefing.editor, key, ALT_SHIFT)


def test_a_folded_section_shows_its_title_alone_until_it_is_unfolded(window: MainWindow, qtbot: QtBot) -> None:
    _write(window, "situation", "One.", "Two.")
    _write(window, "actors", "Three.")
    before = _visible(window)
    height = window.briefing.editor.document().size().height()
    _fold(window, qtbot, "situation", Qt.Key.Key_Left)
    assert _visible(window)[:3] == ["Situation", "Actors", "Three."]
    assert window.briefing.editor.document().size().height() < height
    assert window.briefing.editor.current_block() is None
    assert words(window, "situation") == ["One.", "Two."]
    window.grab()
    QTest.keyClick(window.briefing.editor, Qt.Key.Key_Right, ALT_SHIFT)
    assert _visible(window) == before
    assert window.briefing.editor.document().size().height() == height


def test_what_leads_into_a_folded_section_unfolds_it(window: MainWindow, qtbot: QtBot) -> None:
    _write(window, "situation", "One.")
    window.commands.run("fold.fold-all")
    assert len(_visible(window)) == 4
    window.open_use(window.document.briefing.blocks("situation")[0].id)
    assert _visible(window)[:2] == ["Situation", "One."]
    window.article.reader.select(0, 8)
    window.passage_acts.take("risks")
    assert "Two more\ufffc" in _visible(window)
    window.commands.run("fold.fold-all")
    window.commands.run("edit.undo")
    assert len(_visible(window)) >= 4
    assert words(window, "risks") == []
    _fold(window, qtbot, "situation", Qt.Key.Key_Left)
    QTest.keyClicks(window.briefing.editor, "New")
    assert words(window, "situation") == ["New", "One."]
    assert "New" in _visible(window)


def test_what_is_selected_is_never_folded(window: MainWindow, qtbot: QtBot) -> None:
    _write(window, "situation", "One.")
    _write(window, "actors", "Two.")
    window.commands.run("fold.fold-all")
    _focus_editor(window, qtbot)
    QTest.keyClick(window.briefing.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert {"One.", "Two."} <= set(_visible(window))
    assert window.briefing.editor.textCursor().hasSelection()
    window.structure_acts._folding.fold("situation")
    assert not window.briefing.editor.textCursor().hasSelection()
    assert "One." not in _visible(window)


def test_what_others_change_in_a_folded_section_stays_folded(window: MainWindow, qtbot: QtBot) -> None:
    _write(window, "situation", "One.", "Two.")
    _fold(window, qtbot, "situation", Qt.Key.Key_Left)
    briefing = window.document.briefing
    window.document.do(edits.remove(briefing, [briefing.blocks("situation")[0].id]))
    window.document.do(edits.reorder_sections(window.document.briefing, list(reversed(_titles(window)))))
    window.set_theme_choice("dark")
    assert "Two." not in _visible(window)
    window.set_theme_choice("light")


def test_a_click_beside_a_title_folds_and_unfolds(window: MainWindow) -> None:
    _write(window, "situation", "One.")
    editor = window.briefing.editor
    rect = editor.cursorRect(QTextCursor(editor.document().firstBlock()))
    beside = rect.center() - QPoint(8, 0)
    before = _visible(window)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert "One." not in _visible(window)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert _visible(window) == before


def test_folded_sections_are_folded_again_after_a_restart(
    window: MainWindow, qtbot: QtBot, open_window: Callable[[Path], MainWindow], library: Path
) -> None:
    _write(window, "actors", "One.")
    _fold(window, qtbot, "actors", Qt.Key.Key_Left)
    window.close()
    again = open_window(library)
    again.document.workspace.open_briefing("B1")
    assert "One." not in _visible(again)
    again.commands.run("fold.unfold-all")
    assert "One." in _visible(again)


def test_the_keys_fold_the_tree_where_the_outline_has_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    _write(window, "situation", "One.")
    window.side.open_page("Outline")
    outline = window.outline
    outline.setFocus()
    qtbot.waitUntil(outline.hasFocus)
    outline.select_block(window.document.briefing.blocks("situation")[0].id)
    QTest.keyClick(outline, Qt.Key.Key_Left, ALT_SHIFT)
    assert not outline.isExpanded(outline.model().index(0, 0))
    assert "One." in _visible(window)


def test_another_dress_leaves_the_caret_on_the_title_of_a_folded_empty_section(
    window: MainWindow, qtbot: QtBot
) -> None:
    _fold(window, qtbot, "risks", Qt.Key.Key_Left)
    editor = window.briefing.editor
    editor.set_zoom(1.5)
    assert editor.textCursor().block().text() == "Risks"
    editor.set_zoom(1.0)


def test_selecting_all_from_the_very_end_unfolds_too(window: MainWindow, qtbot: QtBot) -> None:
    _write(window, "situation", "One.")
    _write(window, "restraint", "Last.")
    _fold(window, qtbot, "situation", Qt.Key.Key_Left)
    editor = window.briefing.editor
    QTest.keyClick(editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert "One." not in _visible(window)
    editor.selectAll()
    assert "One." in _visible(window)


def test_words_composed_where_a_folded_title_was_not_to_go_are_seen(window: MainWindow, qtbot: QtBot) -> None:
    window.document.do(edits.insert(window.document.briefing, "situation", 0, [_cells()], label="table"))
    _fold(window, qtbot, "actors", Qt.Key.Key_Left)
    editor = window.briefing.editor
    QTest.keyClick(editor, Qt.Key.Key_Home)
    QTest.keyClick(editor, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    for _ in range(2):  # the first is refused: the title stays
        composed = QInputMethodEvent()
        composed.setCommitString("New")
        QApplication.sendEvent(editor, composed)
    assert words(window, "situation")[1:] == ["New"]
    assert "New" in _visible(window)
    assert editor.textCursor().block().text() == "New"


def _cells() -> Table:
    return grid.of_words([["Side", "Killed"], ["North", "1,234"]])
