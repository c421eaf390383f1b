"""The window by keyboard alone: what has the focus does on Enter what a click would do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from briefer.ui.dialogs.new_briefing import NewBriefingDialog
from briefer.ui.window import MainWindow


def test_enter_presses_every_button_of_the_window(window: MainWindow) -> None:
    window.messages.say("Something happened.", acts={"Mend it": lambda: None})
    deaf = [
        button.accessibleName() or button.text()
        for button in window.findChildren(QPushButton)
        if button.focusPolicy() & Qt.FocusPolicy.TabFocus and not button.autoDefault()
    ]
    assert deaf == []


def test_enter_on_the_first_run_begins_what_is_chosen(
    open_window: Callable[[Path], MainWindow], tmp_path: Path
) -> None:
    window = open_window(tmp_path / "fresh.briefer")
    button = next(each for each in window.welcome.buttons if "New" in each.text())
    QTest.keyClick(button, Qt.Key.Key_Return)
    [dialog] = window.findChildren(NewBriefingDialog)
    dialog.reject()
