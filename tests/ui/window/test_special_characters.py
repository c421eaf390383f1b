"""Special characters in the window: searched, put in at the caret, kept out of quotations, remembered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from briefer.core.briefing import printed
from briefer.ui.dialogs.characters import CharactersDialog
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import FIRST


def offered(window: MainWindow) -> CharactersDialog:
    window.commands.run("prose.characters")
    return window.findChildren(CharactersDialog)[-1]


def written(window: MainWindow) -> str:
    briefing = window.document.briefing
    assert briefing is not None
    return "".join(printed(block) for section in briefing.sections for block in section.blocks)


def test_a_name_and_enter_put_a_character_in_as_one_step_that_can_be_undone(window: MainWindow, qtbot: QtBot) -> None:
    editor = window.briefing.editor
    editor.setFocus()
    QTest.keyClicks(editor, "1914")
    dialog = offered(window)
    QTest.keyClicks(dialog.filter, "en dash")
    QTest.keyClick(dialog.filter, Qt.Key.Key_Return)
    assert written(window) == "1914–"
    window.commands.run("edit.undo")
    assert "–" not in written(window)
    dialog.close()


def test_those_used_last_stand_first_the_next_time(window: MainWindow, qtbot: QtBot) -> None:
    window.briefing.editor.setFocus()
    dialog = offered(window)
    QTest.keyClicks(dialog.filter, "euro sign")
    dialog.insert()
    dialog.close()
    again = offered(window)
    assert again.list.topLevelItem(0).text(0) == "€"
    again.close()


def test_nothing_is_put_into_a_quotation(window: MainWindow, qtbot: QtBot) -> None:
    reader = window.article.reader
    reader.go_to(FIRST.index("A newspaper"), FIRST.index(", and two"))
    QTest.keyClick(reader, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(reader, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    editor = window.briefing.editor
    before = written(window)
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().find(before[3:9]).position())
    editor.setTextCursor(cursor)
    dialog = offered(window)
    dialog.insert()
    assert written(window) == before
    assert "Nothing can be written" in dialog.problem.text()
    dialog.close()


def test_the_words_selected_are_counted_beside_all(window: MainWindow, qtbot: QtBot) -> None:
    editor = window.briefing.editor
    editor.setFocus()
    QTest.keyClicks(editor, "three words here and two")
    for _ in range(2):
        QTest.keyClick(editor, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
    said = next(each for each in window.findChildren(QLabel) if each.accessibleName() == "Length of the briefing")
    qtbot.waitUntil(lambda: said.text().startswith("2 of 5 words"))
    QTest.keyClick(editor, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: said.text().startswith("5 words"))
