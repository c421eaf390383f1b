"""The list of template fields: every variable with an example from the open briefing, copied by a click or Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefer.ui.dialogs.fields import HINT, FieldsDialog
from briefer.ui.window import MainWindow


def listed(window: MainWindow, qtbot: QtBot) -> FieldsDialog:
    window.commands.run("template.fields")
    dialog = window.findChildren(FieldsDialog)[-1]
    qtbot.waitUntil(lambda: bool(dialog.tags()), timeout=20_000)
    return dialog


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> FieldsDialog:
    """The list beside the window with B1 open."""
    return listed(window, qtbot)


def example(dialog: FieldsDialog, tag: str) -> str:
    return next(row.text(2) for row in dialog._rows() if row.text(0) == tag)


def test_each_field_has_its_example_from_the_open_briefing(dialog: FieldsDialog) -> None:
    assert example(dialog, "{{ briefing.title }}") == "Gates at Halmen"
    assert example(dialog, "{{ section.key }}") == "situation"
    assert "{{ body }}" in dialog.tags()
    assert dialog.problem.text() == HINT


def test_a_click_copies_the_tag_and_the_list_stays(dialog: FieldsDialog) -> None:
    row = next(row for row in dialog._rows() if row.text(0) == "{{ briefing.date }}")
    dialog.list.scrollToItem(row)
    place = dialog.list.visualItemRect(row).center()
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert QApplication.clipboard().text() == "{{ briefing.date }}"
    assert dialog.problem.text() == "Copied {{ briefing.date }}"
    assert dialog.isVisible()


def test_typing_narrows_the_list_and_enter_copies_the_first(dialog: FieldsDialog) -> None:
    QTest.keyClicks(dialog.filter, "handling mark")
    assert dialog.tags() == ["{{ briefing.marking }}"]
    QTest.keyClick(dialog.filter, Qt.Key.Key_Return)
    assert QApplication.clipboard().text() == "{{ briefing.marking }}"
    assert dialog.isVisible()


def test_without_a_briefing_the_fields_are_listed_without_examples(window: MainWindow, qtbot: QtBot) -> None:
    window.document.workspace.close_briefing()
    dialog = listed(window, qtbot)
    assert example(dialog, "{{ briefing.title }}") == ""


def test_the_list_is_of_the_briefing_that_is_open_now(dialog: FieldsDialog, window: MainWindow, qtbot: QtBot) -> None:
    window.document.workspace.new_briefing("Another")
    again = listed(window, qtbot)
    assert example(again, "{{ briefing.title }}") == "Another"
