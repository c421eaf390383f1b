"""The window by keyboard alone: what has the focus does on Enter what a click would do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from briefer import paths
from briefer.ui.dialogs.new_briefing import NewBriefingDialog
from briefer.ui.help import keys_page
from briefer.ui.window import MainWindow

# "*Caption…* (Ctrl+Shift+D)": an act and its keys, as the help and the README say them.
_SAID = re.compile(r"\*([^*]{2,60})\*\s+\(((?:Ctrl|Alt|Shift)\+[^),]+|F\d+)")

# What the switch above a page calls two acts, and what the editor's own menu has besides the acts.
_ALSO_CALLED = {"Page": "Show the article as pages", "Select region": "Copy a region of the page"}
_OF_THE_EDITOR = {"Paste without format"}


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


def test_the_page_of_keys_has_every_act_that_has_one(window: MainWindow) -> None:
    rows = dict(line.strip("| ").rsplit(" | ", 1) for line in keys_page(window.commands).splitlines() if " | " in line)
    told = {keys for listed in rows.values() for keys in listed.split(", ")}
    native = QKeySequence.SequenceFormat.NativeText
    missing = [
        (command.words, key)
        for command in window.commands
        for key in command.keys
        if QKeySequence(key).toString(native) not in told
    ]
    assert missing == []


def test_the_keys_that_the_help_names_are_those_of_the_acts(window: MainWindow, pytestconfig: pytest.Config) -> None:
    pages = [*sorted((paths.resources() / "help").glob("*.md")), pytestconfig.rootpath / "README.md"]
    acts = {command.words: command.keys for command in window.commands}
    said = [
        (page.name, _ALSO_CALLED.get(title, title), keys)
        for page in pages
        for title, keys in _SAID.findall(page.read_text("utf-8"))
        if title not in _OF_THE_EDITOR
    ]
    assert len(said) > 15
    wrong = [
        (page, title, keys)
        for page, title, keys in said
        if QKeySequence(keys) not in [QKeySequence(key) for key in acts.get(title, ())]
    ]
    assert wrong == []
