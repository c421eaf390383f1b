"""The undo list as a panel: what it says, going back in it, and that it is there after a restart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefer.core import edits
from briefer.store import library as store
from briefer.ui.history_panel import BEGINNING, readable_moment
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import words


def _write(window: MainWindow, *paragraphs: str) -> None:
    for text in paragraphs:
        assert window.document.briefing is not None
        window.document.do(edits.write(window.document.briefing, "situation", text))


def _rows(window: MainWindow) -> list[str]:
    model = window.history.model
    return [model.index(row).data() for row in range(model.rowCount())]


@pytest.fixture
def shown(window: MainWindow) -> MainWindow:
    """The window with the list open and three paragraphs written."""
    _write(window, "One.", "Two.", "Three.")
    window.commands.run("view.history")
    return window


def test_the_list_names_every_step_the_newest_first_and_the_beginning_last(shown: MainWindow) -> None:
    assert _rows(shown)[:3] == ["Write", "Write", "Write"]
    assert _rows(shown)[-1] == BEGINNING
    index = shown.history.list.currentIndex()
    assert index.row() == 0
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Three."
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("now")


def test_enter_on_a_step_goes_back_to_it_and_forward_again(shown: MainWindow, qtbot: QtBot) -> None:
    view = shown.history.list
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.setCurrentIndex(shown.history.model.index(2))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert words(shown, "situation") == ["One."]
    assert shown.commands["edit.redo"].words == "Redo write"
    assert shown.history.list.currentIndex().row() == 2
    assert "undone" in shown.history.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    view.setCurrentIndex(shown.history.model.index(0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert words(shown, "situation") == ["One.", "Two.", "Three."]


def test_a_click_on_the_beginning_takes_everything_back_and_a_new_act_gives_it_up(shown: MainWindow) -> None:
    view = shown.history.list
    last = shown.history.model.index(shown.history.model.rowCount() - 1)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(last).center())
    assert words(shown, "situation") == []
    _write(shown, "Anew.")
    assert _rows(shown) == ["Write", BEGINNING]


def test_typing_shows_as_one_step(shown: MainWindow, qtbot: QtBot) -> None:
    editor = shown.briefing.editor
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    count = len(_rows(shown))
    editor.go_to_section("situation")
    QTest.keyClicks(editor, " More")
    assert _rows(shown)[0] == "Typing"
    assert len(_rows(shown)) == count + 1


def test_after_a_restart_the_list_is_there_and_older_steps_when_asked_for(
    shown: MainWindow, open_window: Callable[[Path], MainWindow], library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _rows(shown)
    shown.close()
    monkeypatch.setattr(store, "STEPS", 2)
    again = open_window(library)
    again.document.workspace.open_briefing("B1")
    again.side.open_page("Undo list")
    panel = again.history
    assert _rows(again) == ["Write", "Write", "Earlier steps…"]
    while _rows(again)[-1] != BEGINNING:
        panel._on_chosen(panel.model.index(panel.model.rowCount() - 1))
    assert _rows(again) == before
    assert panel.go_to(0)
    assert words(again, "situation") == []


def test_moments_are_told_by_the_clock_of_this_place() -> None:
    assert readable_moment("") == ""
    assert readable_moment("2020-06-01T12:00:00.000Z").split(", ")[0] in ("31 May 2020", "1 Jun 2020", "2 Jun 2020")
