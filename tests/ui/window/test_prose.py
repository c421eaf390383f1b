"""Bold, italic, lists, headings and links, from the window and by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefer.core.briefing import Heading, ListItem, Paragraph, Text
from briefer.ui.dialogs.link import LinkDialog
from briefer.ui.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def _written(window: MainWindow) -> Paragraph | Heading | ListItem:
    briefing = window.document.briefing
    assert briefing is not None
    (block,) = briefing.blocks("situation")
    assert isinstance(block, Paragraph | Heading | ListItem)
    return block


def _write(window: MainWindow, qtbot: QtBot) -> None:
    editor = window.briefing.editor
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    editor.go_to_section("situation")
    QTest.keyClicks(editor, "calm")
    QTest.keyClick(editor, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)


def test_selected_words_become_bold_by_key_once_and_italic_by_the_menu(window: MainWindow, qtbot: QtBot) -> None:
    _write(window, qtbot)
    QTest.keyClick(window.briefing.editor, Qt.Key.Key_B, CONTROL)
    assert _written(window).inlines == (Text(text="calm", bold=True),)
    window.commands.action("prose.italic").trigger()
    assert _written(window).inlines == (Text(text="calm", bold=True, italic=True),)


def test_a_paragraph_becomes_a_list_item_a_heading_and_a_paragraph_again(window: MainWindow, qtbot: QtBot) -> None:
    _write(window, qtbot)
    window.commands.action("prose.bullets").trigger()
    block = _written(window)
    assert isinstance(block, ListItem)
    assert not block.ordered
    window.commands.action("prose.numbers").trigger()
    block = _written(window)
    assert isinstance(block, ListItem)
    assert block.ordered
    window.commands.action("prose.heading").trigger()
    assert isinstance(_written(window), Heading)
    window.commands.action("prose.paragraph").trigger()
    assert isinstance(_written(window), Paragraph)


def test_selected_words_are_linked_and_an_unsafe_address_is_refused(window: MainWindow, qtbot: QtBot) -> None:
    _write(window, qtbot)
    for address in ("javascript:alert(1)", "https://example.org/a"):
        window.commands.action("prose.link").trigger()
        dialog = next(found for found in window.findChildren(LinkDialog) if found.isVisible())
        dialog.address_field.setText(address)
        dialog.link_button.click()
        QApplication.processEvents()
        if address.startswith("javascript"):
            assert "web or mail address" in window.messages.words.text()
            assert _written(window).inlines == (Text(text="calm"),)
    assert _written(window).inlines == (Text(text="calm", href="https://example.org/a"),)
