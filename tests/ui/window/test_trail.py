"""Finding one's way: back and forward between article and briefing, and jumps from the palette."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefer.core import edits
from briefer.core.briefing import BlockId, Heading, Text
from briefer.ui.palette import Palette
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import FIRST

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def _take(window: MainWindow, words: str, section: str) -> None:
    start = FIRST.index(words)
    window.open_source(window.document.workspace.source("S1").id)
    window.article.reader.select(start, start + len(words))
    window.passage_acts.take(section)


def _jump(window: MainWindow, typed: str, row: int = 0) -> list[str]:
    """Type into the palette, choose a row, and return the details of what was found."""
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_K, CONTROL)
    [palette] = [found for found in window.findChildren(Palette) if found.isVisible()]
    QTest.keyClicks(palette.field, typed)
    model = palette.model
    found = [model.index(each).data(Qt.ItemDataRole.UserRole) for each in range(model.rowCount())]
    for _ in range(row):
        QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    return found


def _press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window.focusWidget(), key, ALT)


def test_alt_left_goes_back_to_the_sentence_one_came_from_and_alt_right_forward(
    window: MainWindow, qtbot: QtBot
) -> None:
    _take(window, "Nobody else", "risks")
    editor = window.briefing.editor
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    editor.go_to_section("risks")
    caret = editor.caret()
    window.open_source(window.document.workspace.source("S2").id)
    assert window.article.source.handle == "S2"
    editor.go_to_section("situation")
    _press(window, Qt.Key.Key_Left)
    assert editor.caret() == caret
    assert window.focusWidget() is editor
    _press(window, Qt.Key.Key_Right)
    assert window.article.source.handle == "S2"
    assert window.focusWidget() is window.article.reader
    assert not window.commands.action("view.forward").isEnabled()


def test_back_leads_from_article_to_article_and_past_what_is_deleted(window: MainWindow, qtbot: QtBot) -> None:
    _take(window, "Nobody else", "risks")
    block = window.document.briefing.blocks("risks")[0].id
    window.open_use(block)
    window.read(window.document.workspace.source("S2").id)
    window.document.do(edits.remove(window.document.briefing, [block]))
    _press(window, Qt.Key.Key_Left)
    assert window.article.source.handle == "S1"
    assert not window.commands.action("view.back").isEnabled()


def test_a_heading_is_found_by_its_words_and_written_on_at(window: MainWindow) -> None:
    heading = Heading(id=BlockId("h"), inlines=(Text(text="Water levels"),))
    window.document.do(edits.insert(window.document.briefing, "actors", 0, [heading], label="heading"))
    assert _jump(window, "water lev")[0] == "Heading in Actors"
    assert window.briefing.editor.current_block() == "h"
    assert window.focusWidget() is window.briefing.editor


def test_a_handle_leads_to_the_passage_in_its_article_and_to_each_use(window: MainWindow) -> None:
    _take(window, "Nobody else", "risks")
    window.open_source(window.document.workspace.source("S2").id)
    assert _jump(window, "S1:1")[:2] == ["S1:1", "Used in Risks"]
    assert window.article.source.handle == "S1"
    assert window.focusWidget() is window.article.reader
    _jump(window, "s1:1", row=1)
    assert window.briefing.editor.current_section() == "risks"
    assert window.focusWidget() is window.briefing.editor
    assert _jump(window, "S1:99")[:1] != ["S1:99"]


def test_another_briefing_is_opened_from_the_palette(window: MainWindow) -> None:
    window.document.workspace.new_briefing("Other matters")
    assert _jump(window, "halmen")[0] == "Briefing B1"
    assert window.document.briefing.title == "Gates at Halmen"
