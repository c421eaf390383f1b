"""Everybody reaches everything: names for who hears the window, room for who enlarges it, and right to left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from briefer.core import edits
from briefer.ui import status_bar
from briefer.ui.palette import Palette
from briefer.ui.window import MainWindow
from tests.support.accessible import walk
from tests.ui.window.conftest import FIRST

Role = QAccessible.Role
# What a person acts on or reads by itself; layout, scroll bars and separators need no name of their own.
NAMED = (
    Role.PushButton, Role.ButtonMenu, Role.CheckBox, Role.RadioButton, Role.ComboBox, Role.EditableText, Role.List,
    Role.ListItem, Role.Tree, Role.TreeItem, Role.MenuItem, Role.PageTab, Role.Table, Role.Cell, Role.Slider,
    Role.SpinBox, Role.Graphic, Role.Link, Role.Dialog, Role.ToolBar,
)  # fmt: skip
DIALOGS = (
    "briefing.new", "briefing.open", "briefing.export", "prose.link", "help.about", "help.help", "help.keys",
    "quotation.translate", "sources.paste", "table.edit", "edit.palette", "prose.characters", "template.fields",
    "template.check", "template.change", "briefing.issue", "prose.footnote", "citation.edit",
)  # fmt: skip
ROWS = (Role.ListItem, Role.TreeItem)
SCALED = QSize(960, 540)
"""What a screen of 1920 by 1080 pixels holds at 200%."""


def nameless(widget: QWidget) -> list[str]:
    """Return what a person could act on in a window, and would hear no name of."""
    found: list[str] = []
    for each in walk(QAccessible.queryAccessibleInterface(widget)):
        if each.role() not in NAMED or each.text(QAccessible.Text.Name).strip():
            continue
        made = each.object()
        if made is not None and (made.objectName().startswith("qt_") or isinstance(made.parent(), QComboBox)):
            continue  # parts that Qt makes inside its own controls
        found.append(f"{each.role().name}: {type(made).__name__} {made.objectName() if made is not None else ''}")
    return found


@pytest.fixture
def busy(window: MainWindow) -> MainWindow:
    """A window with something of each kind in it: passages, own words, something set aside, both side pages."""
    window.article.view.select(0, 10)
    assert window.commands.run("passage.aside")
    window.article.view.select(FIRST.index("Nobody"), len(FIRST))
    assert window.commands.run("take.situation")
    briefing = window.document.briefing
    assert briefing is not None
    window.document.do(edits.write(briefing, "risks", "Words of one's own."), initiator=None)
    return window


def opened(window: MainWindow, act: str, qtbot: QtBot) -> QWidget:
    """Run the act and return the window that it opens over the main one."""
    if act == "sources.paste":
        data = QMimeData()
        data.setImageData(QImage(64, 48, QImage.Format.Format_RGB32))
        QGuiApplication.clipboard().setMimeData(data)
    place = {"quotation.translate": "situation", "citation.edit": "situation", "prose.footnote": "risks"}.get(act)
    if place is not None:
        briefing = window.document.briefing
        assert briefing is not None
        window.briefing.editor.go_to(briefing.blocks(place)[0].id)

    def over() -> list[QWidget]:
        return [*QApplication.topLevelWidgets(), *window.findChildren(QDialog), *window.findChildren(Palette)]

    before = over()
    assert window.commands.run(act)

    def new() -> list[QWidget]:
        return [each for each in over() if each not in before and each.isVisible()]

    qtbot.waitUntil(lambda: bool(new()))
    return new()[0]


@pytest.mark.parametrize("page", ["Outline", "Set aside"])
def test_whatever_a_screen_reader_finds_in_the_window_has_a_name(busy: MainWindow, page: str, qtbot: QtBot) -> None:
    busy.side.open_page(page)
    rows = busy.outline if page == "Outline" else busy.tray.list
    qtbot.waitUntil(lambda: any(each.role() in ROWS for each in walk(QAccessible.queryAccessibleInterface(rows))))
    assert nameless(busy) == []


@pytest.mark.parametrize("act", DIALOGS)
def test_whatever_a_screen_reader_finds_in_a_dialog_has_a_name(busy: MainWindow, act: str, qtbot: QtBot) -> None:
    dialog = opened(busy, act, qtbot)
    assert dialog.windowTitle() or dialog.accessibleName() or isinstance(dialog, Palette)
    assert nameless(dialog) == []
    dialog.close()
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("act", DIALOGS)
def test_every_dialog_fits_a_screen_at_200_percent(busy: MainWindow, act: str, qtbot: QtBot) -> None:
    busy.resize(SCALED)
    dialog = opened(busy, act, qtbot)
    needed = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    assert needed.width() <= SCALED.width()
    assert needed.height() <= SCALED.height()
    dialog.close()
    QGuiApplication.clipboard().clear()


def clipped(window: QWidget) -> list[str]:
    """Return the words of buttons and labels of one line that have less room than they need."""
    found: list[str] = []
    for each in window.findChildren(QWidget):
        if not each.isVisible() or not isinstance(each, QAbstractButton | QLabel):
            continue
        wraps = isinstance(each, QLabel) and (each.wordWrap() or each.textFormat() == Qt.TextFormat.RichText)
        if wraps or not each.text() or each.property("elided"):
            continue
        if isinstance(each.parent(), QLineEdit):
            continue
        if each.width() < each.minimumSizeHint().width() or each.height() < each.minimumSizeHint().height():
            found.append(f"{type(each).__name__} “{each.text()}” {each.size()} < {each.minimumSizeHint()}")
    return found


def test_the_window_fits_a_screen_at_200_percent_and_clips_nothing(busy: MainWindow, qtbot: QtBot) -> None:
    busy.resize(SCALED)
    qtbot.waitUntil(lambda: busy.size() == SCALED)
    assert busy.minimumSizeHint().width() <= SCALED.width()
    assert busy.minimumSizeHint().height() <= SCALED.height()
    assert clipped(busy) == []


def test_right_to_left_the_panes_stand_the_other_way_round(busy: MainWindow, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:

        def left(widget: QWidget) -> int:
            return widget.mapTo(busy, widget.rect().topLeft()).x()

        qtbot.waitUntil(lambda: left(busy.sources) > left(busy.article) > left(busy.briefing_side))
        assert clipped(busy) == []
    finally:
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is made to say about the save state."""
    said: list[str] = []

    def note(_widget: Any, words: str) -> None:
        said.append(words)

    monkeypatch.setattr(status_bar, "announce", note)
    return said


def test_that_something_is_not_saved_is_spoken_and_that_it_is_again(busy: MainWindow, spoken: list[str]) -> None:
    tell: Callable[[str, str], None] = busy.document.savedChanged.emit
    tell("saving", "")
    tell("saved", "")
    assert spoken == []
    tell("failed", "The disk is full.")
    tell("saving", "")
    tell("saved", "")
    tell("saved", "")
    assert spoken == ["Not saved: The disk is full.", "Saved"]


def test_ctrl_s_is_answered(busy: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: busy.document.workspace.save_state.name == "saved")
    assert busy.commands["edit.saved"].keys == ("Ctrl+S",)
    assert busy.commands.run("edit.saved")
    assert busy.messages.words.text() == "Everything is saved. briefer saves each edit by itself."
