"""The order of the briefing, changed from the text and from the outline."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefer.core import edits
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
