"""What stands behind sentences of the analyst's own, in the window: signs, the status bar, declaring, the next one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from briefer.core import support
from briefer.core.briefing import BlockId, CitationMark, InlineId, Paragraph, Text, uses
from briefer.core.change import Caret
from briefer.core.passage import CitationItem, Passage
from briefer.ui.support_signs import ROOM
from briefer.ui.theme import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Theme
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import FIRST, drag

STORY = FIRST.index("A newspaper"), FIRST.index(", and two")


@pytest.fixture
def written(window: MainWindow) -> MainWindow:
    """The window with three sentences of one's own, of which the first cites; the caret stands behind the last."""
    editor = window.briefing.editor
    editor.go_to_section("situation")
    QTest.keyClicks(editor, "Gates closed.")
    drag(window, *STORY)
    assert window.commands.run("passage.cite")
    _caret(window, len("Gates closed.") + 1)
    QTest.keyClicks(editor, " We think they open. Nobody knows.")
    return window


def _caret(window: MainWindow, offset: int, anchor: int | None = None) -> None:
    editor = window.briefing.editor
    cursor = QTextCursor(editor.textCursor().block())
    start = cursor.position()
    cursor.setPosition(start + (offset if anchor is None else anchor))
    cursor.setPosition(start + offset, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def _supports(window: MainWindow) -> list[str]:
    briefing = window.document.briefing
    assert briefing is not None
    blocks = briefing.blocks("situation")
    return [each.support for block in blocks for each in support.sentences_of(block)]


def _button(window: MainWindow) -> QToolButton:
    buttons = window.statusBar().findChildren(QToolButton)
    return next(button for button in buttons if button.accessibleName().startswith("Sentences of your own"))


def test_declaring_is_one_key_one_step_and_taken_back_by_the_same_key(written: MainWindow) -> None:
    assert _supports(written) == ["supported", "unsupported", "unsupported"]
    _caret(written, 20)
    editor = written.briefing.editor
    QTest.keyClick(editor, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert _supports(written) == ["supported", "judgement", "unsupported"]
    assert written.commands["support.judgement"].words == "No longer a judgement"
    assert written.document.history.undo_label == "declare as judgement"
    written.commands.run("edit.undo")
    assert _supports(written) == ["supported", "unsupported", "unsupported"]
    written.commands.run("edit.redo")
    written.commands.run("support.judgement")
    assert _supports(written) == ["supported", "unsupported", "unsupported"]


def test_a_selection_declares_each_sentence_that_it_touches(written: MainWindow) -> None:
    _caret(written, 40, 20)
    written.commands.run("support.judgement")
    assert _supports(written) == ["supported", "judgement", "judgement"]


def test_what_is_typed_inside_a_judgement_stays_one_and_a_new_sentence_behind_it_is_none(written: MainWindow) -> None:
    editor = written.briefing.editor
    _caret(written, 20)
    written.commands.run("support.judgement")
    _caret(written, 17)
    QTest.keyClicks(editor, " really do")
    assert _supports(written) == ["supported", "judgement", "unsupported"]
    _caret(written, len("Gates closed.x We really do think they open."))
    QTest.keyClicks(editor, " It may rain.")
    assert _supports(written) == ["supported", "judgement", "unsupported", "unsupported"]


def test_a_sentence_typed_on_behind_an_unfinished_judgement_is_none(window: MainWindow) -> None:
    editor = window.briefing.editor
    editor.go_to_section("situation")
    QTest.keyClicks(editor, "We think so")
    window.commands.run("support.judgement")
    QTest.keyClicks(editor, " now. Nobody knows.")
    assert _supports(window) == ["judgement", "unsupported"]
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "Another")
    assert _supports(window) == ["judgement", "unsupported", "unsupported"]


def test_words_typed_over_some_of_a_judgement_belong_to_it(written: MainWindow) -> None:
    _caret(written, 20)
    written.commands.run("support.judgement")
    _caret(written, 23, 18)
    QTest.keyClicks(written.briefing.editor, "hope")
    assert _supports(written) == ["supported", "judgement", "unsupported"]


def test_the_next_sentence_without_support_is_selected_and_it_goes_round(written: MainWindow) -> None:
    editor = written.briefing.editor
    QTest.keyClick(editor, Qt.Key.Key_F8)
    assert editor.textCursor().selectedText() == "We think they open."
    QTest.keyClick(editor, Qt.Key.Key_F8)
    assert editor.textCursor().selectedText() == "Nobody knows."
    QTest.keyClick(editor, Qt.Key.Key_F8)
    assert editor.textCursor().selectedText() == "We think they open."


def test_where_every_sentence_has_support_that_is_said(window: MainWindow) -> None:
    assert not window.commands["support.next"].run()
    assert "supported by a passage or declared" in window.messages.words.text()


def test_the_status_bar_counts_and_its_button_goes_to_the_next(written: MainWindow, qtbot: QtBot) -> None:
    _caret(written, 20)
    written.commands.run("support.judgement")
    button = _button(written)
    qtbot.waitUntil(lambda: button.text() == "1 supported · 1 judgement · 1 without support")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert written.briefing.editor.textCursor().selectedText() == "Nobody knows."
    written.commands.run("support.judgement")
    qtbot.waitUntil(lambda: button.text() == "1 supported · 2 judgements · 0 without support")
    assert not button.isEnabled()


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST_DARK, CONTRAST_LIGHT], ids=lambda theme: theme.name)
def test_the_three_signs_are_told_apart_by_their_shape(written: MainWindow, theme: Theme) -> None:
    editor = written.briefing.editor
    editor.set_theme(theme)
    shapes: list[bytes] = []
    for inlines in (
        (Text(text="It did."), CitationMark(id=InlineId("m"), citation=(CitationItem(passage=_passage(written)),))),
        (Text(text="It may", judgement=True),),
        (Text(text="It may"),),
    ):
        picture = QImage(ROOM, 2 * ROOM, QImage.Format.Format_RGB32)
        picture.fill(QColor(theme.paper))
        painter = QPainter(picture)
        row = editor.document().findBlockByNumber(1)
        rect = QRectF(ROOM, 0, 200, 2 * ROOM)
        block = Paragraph(id=BlockId("own"), inlines=inlines)
        editor.painting.signs.paint(painter, row, rect, block, None, editor.look)
        painter.end()
        # Which dots differ from paper, whatever their colour.
        shapes.append(bytes(picture.pixel(x, y) != QColor(theme.paper).rgb() for x in range(ROOM) for y in range(ROOM)))
    assert all(any(shape) for shape in shapes)
    assert len(set(shapes)) == 3


def _passage(window: MainWindow) -> Passage:
    assert window.document.briefing is not None
    return next(passage for passage, _, _ in uses(window.document.briefing))


def test_the_margin_says_what_its_signs_mean(written: MainWindow) -> None:
    editor = written.briefing.editor
    _caret(written, 20)
    written.commands.run("support.judgement")
    rect = editor.cursorRect()
    left = round(editor.document().documentMargin())
    said = editor.said_at(QPoint(left - ROOM // 2, rect.center().y()))
    assert said.splitlines() == [
        "Supported by a passage: “Gates closed.”",
        "Declared as judgement: “We think they open.”",
        "Without support: “Nobody knows.”",
    ]
    assert editor.said_at(QPoint(left + 4, rect.center().y())) != said


def test_a_screen_reader_is_told_what_stands_behind_the_sentence_at_the_caret(written: MainWindow) -> None:
    editor = written.briefing.editor
    assert editor.accessibleDescription() == "The sentence at the caret: without support"
    _caret(written, 3)
    assert editor.accessibleDescription() == "The sentence at the caret: supported by a passage"
    editor.go_to_section("risks")
    assert editor.accessibleDescription() == ""


def test_a_sentence_above_a_quotation_says_that_this_supports_it(window: MainWindow, qtbot: QtBot) -> None:
    editor = window.briefing.editor
    editor.go_to_section("situation")
    QTest.keyClicks(editor, "The paper says:")
    assert editor.accessibleDescription() == "The sentence at the caret: without support"
    drag(window, *STORY)
    assert window.commands.run("take.situation")
    assert window.document.briefing is not None
    lead = window.document.briefing.blocks("situation")[0]
    editor.set_caret(Caret(section="situation", block=lead.id, offset=3))
    assert editor.accessibleDescription() == "The sentence at the caret: supported by the quotation below it"
    qtbot.waitUntil(lambda: "1 supported" in _button(window).text())


def test_another_briefing_is_opened_with_the_caret_where_that_has_no_block(window: MainWindow) -> None:
    editor = window.briefing.editor
    editor.go_to_section("situation")
    for words in ("One.", "Two.", "Three."):
        QTest.keyClicks(editor, words)
        QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "Four.")
    workspace = window.document.workspace
    window.open_source(workspace.source("S1").id)
    fresh = workspace.new_briefing("Ferries")
    assert window.document.briefing == fresh
    workspace.open_briefing("B1")
    assert "Four." in editor.toPlainText()
