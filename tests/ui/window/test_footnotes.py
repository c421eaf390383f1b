"""Footnotes of the analyst's own, from the window: by key, by a click on the figure, back again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefer.core.briefing import Footnote, inlines_of
from briefer.ui.dialogs.footnote import FootnoteDialog
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import FIRST, drag
from tests.ui.window.test_window import _nameless

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _dialog(window: MainWindow) -> FootnoteDialog:
    return next(found for found in window.findChildren(FootnoteDialog) if found.isVisible())


def _notes(window: MainWindow) -> list[str]:
    briefing = window.document.briefing
    assert briefing is not None
    return [
        inline.text
        for block in briefing.blocks("situation")
        for inline in inlines_of(block)
        if isinstance(inline, Footnote)
    ]


def _written(window: MainWindow) -> None:
    """Write a sentence, put a footnote behind its third word, and leave the caret behind the figure."""
    editor = window.briefing.editor
    editor.go_to_section("situation")
    QTest.keyClicks(editor, "Four gates closed")
    QTest.keyClick(editor, Qt.Key.Key_N, CONTROL | SHIFT)
    dialog = _dialog(window)
    assert not dialog.save_button.isEnabled()
    QTest.keyClicks(dialog.words_field, "Of fourteen.")
    QTest.keyClick(dialog.words_field, Qt.Key.Key_Tab)
    dialog.save_button.click()
    QTest.keyClicks(editor, " on Friday.")


def test_a_footnote_is_put_in_by_keys_and_one_goes_on_writing(window: MainWindow) -> None:
    _written(window)
    assert _notes(window) == ["Of fourteen."]
    assert "Four gates closed\ufffc on Friday." in window.briefing.editor.toPlainText()
    window.commands.run("edit.undo")
    window.commands.run("edit.undo")
    assert _notes(window) == []


@pytest.mark.parametrize("words", ["\u0007\ufffc", " \n ", "\u200b", "\u200e\u00ad"])
def test_words_of_which_nothing_is_seen_make_no_footnote(window: MainWindow, words: str) -> None:
    window.briefing.editor.go_to_section("situation")
    QTest.keyClicks(window.briefing.editor, "Four gates closed")
    window.commands.run("prose.footnote")
    dialog = _dialog(window)
    dialog.words_field.setPlainText(words)
    assert not dialog.save_button.isEnabled()
    dialog.words_field.insertPlainText("By noon.")
    assert dialog.save_button.isEnabled()
    dialog.reject()


def test_its_figure_says_its_words_and_a_click_opens_it(window: MainWindow, qtbot: QtBot) -> None:
    _written(window)
    editor = window.briefing.editor
    cursor = editor.document().find("\ufffc")
    cursor.setPosition(cursor.selectionStart())
    point = editor.cursorRect(cursor).center()
    point.setX(point.x() + 3)
    assert editor.said_at(point) == "Of fourteen."
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=point)
    dialog = _dialog(window)
    assert dialog.words_field.toPlainText() == "Of fourteen."
    dialog.words_field.setPlainText("Of fifteen.")
    dialog.save_button.click()
    assert _notes(window) == ["Of fifteen."]
    assert window.document.history.undo_label == "change of footnote"


def test_at_its_figure_the_key_changes_it_and_it_can_be_removed(window: MainWindow) -> None:
    _written(window)
    editor = window.briefing.editor
    cursor = editor.document().find("\ufffc")
    cursor.setPosition(cursor.selectionEnd())
    editor.setTextCursor(cursor)
    window.commands.run("prose.footnote")
    dialog = _dialog(window)
    assert _nameless(dialog) == []
    dialog.remove_button.click()
    assert _notes(window) == []
    assert "Four gates closed on Friday." in editor.toPlainText()


def test_in_a_quotation_there_is_none(window: MainWindow) -> None:
    drag(window, FIRST.index("Reports"), FIRST.index(" of the capital"))
    window.commands.run("take.1")
    window.commands.run("prose.footnote")
    assert "own words" in window.messages.words.text()
    assert not [found for found in window.findChildren(FootnoteDialog) if found.isVisible()]


def test_it_is_copied_and_goes_to_other_programs_as_words(window: MainWindow) -> None:
    _written(window)
    editor = window.briefing.editor
    QTest.keyClick(editor, Qt.Key.Key_Home, SHIFT)
    QTest.keyClick(editor, Qt.Key.Key_C, CONTROL)
    assert "Four gates closed [Of fourteen.] on Friday." in QApplication.clipboard().text()
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(editor, Qt.Key.Key_V, CONTROL)
    assert _notes(window) == ["Of fourteen.", "Of fourteen."]
