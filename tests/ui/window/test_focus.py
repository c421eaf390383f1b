"""Where the keyboard is: what one presses a key for next, without a walk through the toolbar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefer.ui.dialogs.new_briefing import NewBriefingDialog
from briefer.ui.palette import Palette
from briefer.ui.window import MainWindow
from briefer.workspace.workspace import Workspace
from tests.ui.window.conftest import FIRST, incoming, words

OpenWindow = Callable[[Path], MainWindow]


def _begin(window: MainWindow) -> None:
    window.commands.run("briefing.new")
    [dialog] = window.findChildren(NewBriefingDialog)
    QTest.keyClicks(dialog.title_field, "Low water")
    QTest.keyClick(dialog.title_field, Qt.Key.Key_Return)


def test_a_window_that_takes_up_a_briefing_begins_in_its_article(
    window: MainWindow, open_window: OpenWindow, library: Path, qtbot: QtBot
) -> None:
    window.close()
    again = open_window(library)
    assert again.focusWidget() is again.article.reader
    qtbot.waitUntil(again.article.reader.hasFocus)
    QTest.keyClick(again.focusWidget(), Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(again.focusWidget(), Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert words(again, "situation") == ["Two more gates closed"]


def test_a_window_without_a_briefing_begins_in_the_list_of_sources(open_window: OpenWindow, library: Path) -> None:
    window = open_window(library)
    assert window.focusWidget() is window.sources.list


def test_a_window_without_sources_begins_where_they_are_added(open_window: OpenWindow, tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "new.briefer")
    workspace.new_briefing("Nothing to read yet")
    workspace.close()
    window = open_window(tmp_path / "new.briefer")
    assert window.focusWidget() is window.sources.add_button
    window.document.workspace.add(incoming(FIRST, "gates.txt", title="Two more gates closed"))
    assert window.focusWidget() is window.sources.list


def test_the_first_run_begins_at_its_first_act(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window(tmp_path / "new.briefer")
    assert window.focusWidget() is window.welcome.buttons[0]


@pytest.mark.parametrize("first_run", [True, False])
def test_a_new_briefing_is_written_in_at_once(
    open_window: OpenWindow, library: Path, tmp_path: Path, first_run: bool
) -> None:
    window = open_window(tmp_path / "new.briefer" if first_run else library)
    _begin(window)
    assert window.focusWidget() is window.briefing.editor
    QTest.keyClicks(window.focusWidget(), "The river fell.")
    assert words(window, "situation") == ["The river fell."]


def test_the_first_source_can_be_chosen_by_keys(open_window: OpenWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "gates.txt"
    file.write_text(FIRST, "utf-8")
    window = open_window(tmp_path / "new.briefer")
    window.source_acts.add([file])
    qtbot.waitUntil(lambda: window.article.source is not None and not window.background.busy, timeout=30_000)
    assert window.focusWidget() is window.sources.list


def test_arrows_leaf_through_the_sources_and_enter_reads(window: MainWindow) -> None:
    window.sources.list.setFocus()
    QTest.keyClick(window.sources.list, Qt.Key.Key_Down)
    assert window.article.source.handle == "S2"
    assert window.focusWidget() is window.sources.list
    QTest.keyClick(window.sources.list, Qt.Key.Key_Return)
    reader = window.article.reader
    assert window.focusWidget() is reader
    assert reader.textCursor().position() == 0
    QTest.keyClick(reader, Qt.Key.Key_Down)
    assert reader.textCursor().block().text().startswith("The level fell")


def test_a_source_found_in_the_palette_is_read_at_once(window: MainWindow) -> None:
    window.briefing.editor.setFocus()
    QTest.keyClick(window.briefing.editor, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    [palette] = window.findChildren(Palette)
    QTest.keyClicks(palette.field, "Low water")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.article.source.handle == "S2"
    assert window.focusWidget() is window.article.reader
