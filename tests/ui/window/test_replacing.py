"""Words of the briefing are found and replaced by keys; a quotation's stay."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefer.core import edits
from briefer.ui.briefing_find import BriefingFind
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import FIRST, words

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def written(window: MainWindow) -> MainWindow:
    """A briefing with own words, a quotation that says some of them, and the caret at its beginning."""
    document = window.document
    assert document.briefing is not None
    document.do(edits.write(document.briefing, "situation", "A gate and a gate."), initiator=None)
    window.article.view.select(0, FIRST.index("\n"))
    assert window.commands.run("take.situation")
    assert document.briefing is not None
    document.do(edits.write(document.briefing, "risks", "No gate is left, no Gate."), initiator=None)
    window.briefing.editor.go_to(document.briefing.blocks("situation")[0].id)
    window.briefing.editor.setFocus()
    return window


def search(window: MainWindow, sought: str, qtbot: QtBot) -> BriefingFind:
    """Open the rows by their act and type what is sought."""
    bar = window.briefing_find
    assert window.commands.run("edit.replace")
    qtbot.waitUntil(bar.field.hasFocus)
    QTest.keyClicks(bar.field, sought)
    return bar


def test_places_are_counted_and_walked_through_by_keys(written: MainWindow, qtbot: QtBot) -> None:
    bar = search(written, "gate", qtbot)
    said = [bar.found.text()]
    for key, held in [(Key.Key_Return, None), (Key.Key_Return, None), (Key.Key_Return, SHIFT), (Key.Key_Up, None)]:
        QTest.keyClick(bar.field, key, held or Qt.KeyboardModifier.NoModifier)
        said.append(bar.found.text())
    assert said == ["1 of 5", "2 of 5", "3 of 5, in a quotation", "2 of 5", "1 of 5"]
    assert written.briefing.editor.textCursor().selectedText() == "gate"
    assert len(written.briefing.editor.extraSelections()) == 5
    bar.case.setChecked(True)
    bar.whole.setChecked(True)
    assert bar.found.text() == "1 of 3"


def test_one_is_replaced_and_the_next_one_found(written: MainWindow, qtbot: QtBot) -> None:
    bar = search(written, "gate", qtbot)
    bar.field_with.setFocus()
    QTest.keyClicks(bar.field_with, "gateway")
    QTest.keyClick(bar.field_with, Key.Key_Return)
    assert words(written, "situation")[0] == "A gateway and a gate."
    assert bar.found.text() == "2 of 5"
    QTest.keyClick(bar.field_with, Key.Key_Return)
    assert words(written, "situation")[0] == "A gateway and a gateway."
    assert bar.found.text() == "3 of 5, in a quotation"
    QTest.keyClick(bar.field_with, Key.Key_Return)  # the quotation's words stay; what comes next is gone to
    assert words(written, "situation")[1] == "Two more gates closed"
    assert bar.found.text() == "4 of 5"


def test_all_are_replaced_at_once_and_taken_back_as_one(written: MainWindow, qtbot: QtBot) -> None:
    bar = search(written, "gate", qtbot)
    QTest.keyClicks(bar.field_with, "door")
    QTest.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert words(written, "situation") == ["A door and a door.", "Two more gates closed"]
    assert words(written, "risks") == ["No door is left, no door."]
    assert bar.found.text() == "4 replaced, 1 in quotations left"
    assert written.commands["edit.undo"].words == "Undo replace all"
    assert written.commands.run("edit.undo")
    assert words(written, "risks") == ["No gate is left, no Gate."]
    qtbot.waitUntil(lambda: "5" in bar.found.text())


def test_esc_closes_the_rows_and_goes_back_to_the_text(written: MainWindow, qtbot: QtBot) -> None:
    bar = search(written, "gate", qtbot)
    QTest.keyClick(bar.field, Key.Key_Escape)
    assert not bar.isVisible()
    qtbot.waitUntil(written.briefing.editor.hasFocus)
    assert written.briefing.editor.extraSelections() == []


def test_ctrl_f_finds_without_replacing_and_f3_goes_on(written: MainWindow, qtbot: QtBot) -> None:
    bar = written.briefing_find
    assert written.commands.run("edit.find")
    qtbot.waitUntil(bar.field.hasFocus)
    assert not bar.field_with.isVisible()
    QTest.keyClicks(bar.field, "nothing of the kind")
    assert bar.found.text() == "Not found"
    bar.field.setText("left")
    assert bar.found.text() == "1 of 1"
    assert written.commands.run("edit.again")
    assert bar.found.text() == "1 of 1"


def test_colours_may_change_while_the_search_is_open_and_the_briefing_is_not(written: MainWindow, qtbot: QtBot) -> None:
    bar = search(written, "gate", qtbot)
    assert written.commands.run("briefing.close")
    assert written.commands.run("view.dark")
    assert bar.found.text() == "Not found"
