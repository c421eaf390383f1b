"""Plain quotation marks are set while one types, undone at once, and left alone when that is wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from briefer import settings
from briefer.core import edits
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import words


def begin(window: MainWindow) -> None:
    """Put the caret behind a paragraph of own words."""
    assert window.document.briefing is not None
    window.document.do(edits.write(window.document.briefing, "situation", "So"), initiator=None)
    editor = window.briefing.editor
    editor.go_to_section("situation")
    editor.setFocus()


def test_marks_are_those_of_the_briefings_language(window: MainWindow) -> None:
    begin(window)
    QTest.keyClicks(window.briefing.editor, ' "x"')
    assert words(window, "situation") == ["So “x”"]
    assert window.document.briefing is not None
    window.document.do(edits.set_fact(window.document.briefing, "language", "de"), initiator=None)
    QTest.keyClicks(window.briefing.editor, ' "y"')
    assert words(window, "situation") == ["So “x” „y“"]


def test_undo_brings_the_plain_mark_back_and_one_types_on(window: MainWindow) -> None:
    begin(window)
    QTest.keyClicks(window.briefing.editor, ' "')
    assert window.commands["edit.undo"].words == "Undo quotation mark"
    QTest.keyClick(window.briefing.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window.briefing.editor, "12")
    assert words(window, "situation") == ['So "12']


def test_what_a_dead_key_composes_is_set_too(window: MainWindow) -> None:
    begin(window)
    event = QInputMethodEvent()
    event.setCommitString("'")
    QApplication.sendEvent(window.briefing.editor, event)
    QTest.keyClicks(window.briefing.editor, "s")
    assert words(window, "situation") == ["So’s"]


def test_turned_off_marks_stay_as_they_are_typed(window: MainWindow) -> None:
    begin(window)
    assert window.commands["prose.quotes"].checked is not None
    assert window.commands["prose.quotes"].checked()
    assert window.commands.run("prose.quotes")
    QTest.keyClicks(window.briefing.editor, ' "x"')
    assert words(window, "situation") == ['So "x"']
    window.choices.keep()
    assert settings.load().quotes == "plain"
