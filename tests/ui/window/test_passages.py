"""Taking, collecting and citing passages with the keys and the mouse of a person, counted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from briefer.core.briefing import BlockQuotation, citations, flow
from briefer.core.slices import Place
from briefer.ui.editor_drop import Target
from briefer.ui.passage_drag import MIME, Dragged
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import FIRST, drag, words

CONTROL = Qt.KeyboardModifier.ControlModifier
STORY = FIRST.index("A newspaper"), FIRST.index(", and two")
PRESENCE = FIRST.index("Reports"), FIRST.index(" of the capital")


def test_a_drag_and_a_key_take_a_passage_with_its_citation(window: MainWindow) -> None:
    drag(window, *STORY)
    QTest.keyClick(window.article.reader, Qt.Key.Key_2, CONTROL)
    assert words(window, "actors") == ["A newspaper circulated a story on the 😀 topic"]
    block = window.document.briefing.blocks("actors")[0]
    assert [item.passage.handle for citation in citations(block) for item in citation] == ["S1:1"]


def test_a_drag_and_a_click_on_the_card_take_it_too(window: MainWindow) -> None:
    drag(window, *STORY)
    assert window.article.take_bar.isVisible()
    button = next(each for each in window.article.take_bar.buttons if each.accessibleName() == "Take into Risks")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert words(window, "risks") == ["A newspaper circulated a story on the 😀 topic"]
    assert not window.article.take_bar.isVisible()


def test_the_keyboard_alone_extends_and_takes(window: MainWindow) -> None:
    reader = window.article.reader
    reader.go_to(STORY[0], STORY[1])
    QTest.keyClick(reader, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(reader, Qt.Key.Key_1, CONTROL)
    [taken] = words(window, "situation")
    assert taken.startswith("A newspaper circulated")


def test_collecting_takes_what_the_mouse_lets_go_of_until_esc(window: MainWindow) -> None:
    QTest.keyClick(window.article.reader, Qt.Key.Key_3, CONTROL)
    assert "Collecting into Risks (Esc)" in _shown_in_status(window)
    drag(window, *STORY)
    drag(window, *PRESENCE)
    assert len(words(window, "risks")) == 2
    QTest.keyClick(window.article.reader, Qt.Key.Key_Escape)
    assert _shown_in_status(window) == ""
    drag(window, STORY[0], STORY[0] + 11)
    assert len(words(window, "risks")) == 2


def _shown_in_status(window: MainWindow) -> str:
    from PySide6.QtWidgets import QToolButton

    return "".join(each.text() for each in window.statusBar().findChildren(QToolButton) if each.isVisible())


@pytest.mark.parametrize(("code", "key", "section"), [(10, Qt.Key.Key_Ampersand, "situation"), (13, 0x27, "restraint")])
def test_the_number_row_is_told_by_its_place(window: MainWindow, code: int, key: int, section: str) -> None:
    """On a French keyboard the first key prints "&", the fourth an apostrophe."""
    drag(window, *STORY)
    _native(window, code, key)
    assert len(words(window, section)) == 1


def test_the_sixth_key_of_a_french_keyboard_is_no_shortcut_to_smaller_text(window: MainWindow) -> None:
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Minus, CONTROL, 15, 0, 0, "")
    override.ignore()
    QApplication.sendEvent(window.article.reader, override)
    assert override.isAccepted()  # and so Qt looks for no shortcut


def _native(window: MainWindow, code: int, key: int) -> None:
    press = QKeyEvent(QEvent.Type.KeyPress, key, CONTROL, code, 0, 0, "")
    QApplication.sendEvent(window.article.reader, press)


def test_a_passage_goes_behind_the_block_at_the_caret_of_its_section(window: MainWindow) -> None:
    for start, end in (STORY, PRESENCE):
        window.article.reader.select(start, end)
        window.passage_acts.take("situation")
    first = window.document.briefing.blocks("situation")[0]
    window.briefing.editor.go_to(first.id)
    window.article.reader.select(PRESENCE[0], PRESENCE[0] + 7)
    window.passage_acts.take("situation")
    assert words(window, "situation")[1] == "Reports"


def test_setting_aside_puts_it_in_the_tray_and_not_in_a_section(window: MainWindow) -> None:
    drag(window, *STORY)
    QTest.keyClick(window.article.reader, Qt.Key.Key_0, CONTROL)
    assert len(window.document.briefing.tray) == 1
    assert not any(section.blocks for section in window.document.briefing.sections)


def test_citing_puts_a_mark_behind_ones_own_sentence_in_two_actions(window: MainWindow) -> None:
    editor = window.briefing.editor
    editor.setFocus()
    editor.go_to_section("situation")
    QTest.keyClicks(editor, "It was said. And more.")
    cursor = editor.textCursor()
    cursor.setPosition(cursor.block().position() + 4)
    editor.setTextCursor(cursor)
    drag(window, *STORY)
    QTest.keyClick(window.article.reader, Qt.Key.Key_Return, CONTROL)
    [block] = window.document.briefing.blocks("situation")
    assert not isinstance(block, BlockQuotation)
    assert [inline.text if hasattr(inline, "text") else "*" for inline in block.inlines] == [
        "It was said.", "*", " And more.",
    ]  # fmt: skip


def test_citing_without_a_sentence_of_ones_own_says_what_to_do(window: MainWindow) -> None:
    drag(window, *STORY)
    QTest.keyClick(window.article.reader, Qt.Key.Key_Return, CONTROL)
    assert "sentence" in window.messages.words.text()
    assert not any(section.blocks for section in window.document.briefing.sections)


def test_undo_names_what_it_takes_back(window: MainWindow) -> None:
    drag(window, *STORY)
    QTest.keyClick(window.article.reader, Qt.Key.Key_1, CONTROL)
    assert window.commands.action("edit.undo").text().replace("&", "") == "Undo take S1:1"
    QTest.keyClick(window.article.reader, Qt.Key.Key_Z, CONTROL)
    assert words(window, "situation") == []
    QTest.keyClick(window.article.reader, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert len(words(window, "situation")) == 1


def test_a_click_on_a_passage_taken_shows_its_use(window: MainWindow) -> None:
    window.article.reader.select(*STORY)
    window.passage_acts.take("risks")
    window.briefing.editor.moveCursor(QTextCursor.MoveOperation.Start)
    from tests.ui.window.conftest import point_at

    spot = point_at(window, STORY[0] + 8)
    QTest.mouseClick(window.article.reader.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert window.briefing.editor.current_section() == "risks"


def test_a_read_only_briefing_takes_nothing(window: MainWindow, open_window, library) -> None:
    second = open_window(library)
    assert second.banner.isVisible()
    assert "read" in second.banner.text()
    second.document.workspace.open_briefing("B1")
    second.open_source(second.document.workspace.source("S1").id)
    drag(second, *STORY)
    QTest.keyClick(second.article.reader, Qt.Key.Key_1, CONTROL)
    assert words(second, "situation") == []
    assert not second.commands.action("take.situation").isEnabled()


def _let_go(window: MainWindow, offset: int, key: str, modifiers: Qt.KeyboardModifier) -> None:
    """Drag what is selected in the article over a place of the briefing and let go: one action."""
    reader, editor = window.article.reader, window.briefing.editor
    reader._dragging = True  # as Qt asks for it when the mouse begins to drag a selection
    data = reader.createMimeDataFromSelection()
    reader._dragging = False
    section = [part.key for part in window.document.briefing.sections].index(key)
    cursor = editor.textCursor()
    cursor.setPosition(editor.paper.position(section, Place(0, offset)))
    point = editor.cursorRect(cursor).center()
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    editor.dragEnterEvent(QDragEnterEvent(point, copy, data, left, modifiers))
    editor.dragMoveEvent(QDragMoveEvent(point, copy, data, left, modifiers))
    editor.dropEvent(QDropEvent(QPointF(point), copy, data, left, modifiers))


def test_a_selection_dragged_onto_the_briefing_is_taken_behind_the_block_there(window: MainWindow) -> None:
    editor = window.briefing.editor
    editor.go_to_section("risks")
    QTest.keyClicks(editor, "One.")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "Two.")
    drag(window, *STORY)
    _let_go(window, 1, "risks", Qt.KeyboardModifier.NoModifier)
    assert words(window, "risks") == ["One.", "A newspaper circulated a story on the 😀 topic", "Two."]
    assert isinstance(window.document.briefing.blocks("risks")[1], BlockQuotation)
    assert not window.article.view.has_selection()
    assert not window.article.take_bar.isVisible()
    assert window.document.workspace.history.undo_label == "take S1:1"


def test_dragged_with_alt_it_is_cited_there_and_nothing_quoted(window: MainWindow) -> None:
    editor = window.briefing.editor
    editor.go_to_section("risks")
    QTest.keyClicks(editor, "One is. Two is.")
    drag(window, *STORY)
    _let_go(window, 2, "risks", Qt.KeyboardModifier.AltModifier)
    (block,) = window.document.briefing.blocks("risks")
    assert flow(block) == "One is.\ufffc Two is."


def test_an_empty_section_takes_what_is_dropped_there(window: MainWindow) -> None:
    drag(window, *STORY)
    _let_go(window, 0, "actors", Qt.KeyboardModifier.NoModifier)
    assert words(window, "actors") == ["A newspaper circulated a story on the 😀 topic"]


def test_a_place_that_no_source_has_is_refused_with_a_sentence(window: MainWindow) -> None:
    target = Target(section="risks", block=None, offset=0, row=0)
    said: list[object] = []
    window.show_error = said.append  # type: ignore[method-assign]
    for source, start, end in (("nobody", 0, 3), (window.article.source.id, 10**9, 10**9 + 4)):
        window.passage_acts.dropped(Dragged(source, start, end), target)
    assert len(said) == 2
    assert words(window, "risks") == []


def test_what_is_copied_out_of_the_article_stays_plain_words(window: MainWindow) -> None:
    drag(window, *STORY)
    window.article.reader.copy()
    assert not QApplication.clipboard().mimeData().hasFormat(MIME)
