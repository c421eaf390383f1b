"""What a person chose comes back with the next window, and no settings file keeps a window from opening."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefer import paths, settings
from briefer.settings import LARGEST, SMALLEST, Settings
from briefer.ui.dialogs.new_briefing import NewBriefingDialog
from briefer.ui.window import MainWindow
from briefer.workspace.workspace import Workspace

OpenWindow = Callable[[Path], MainWindow]
CONTROL = Qt.KeyboardModifier.ControlModifier


def _begin(window: MainWindow, title: str, author: str | None = None) -> str:
    """Begin a briefing as a person does; return what was filled in as its author before."""
    window.commands.run("briefing.new")
    [dialog] = [each for each in window.findChildren(NewBriefingDialog) if each.isVisible()]
    offered = dialog.author_field.text()
    QTest.keyClicks(dialog.title_field, title)
    if author is not None:
        dialog.author_field.clear()
        QTest.keyClicks(dialog.author_field, author)
    QTest.mouseClick(dialog.begin_button, Qt.MouseButton.LeftButton)
    return offered


def test_size_and_colours_are_those_of_the_last_window(
    window: MainWindow, open_window: OpenWindow, library: Path
) -> None:
    QTest.keyClick(window.article.reader, Qt.Key.Key_Plus, CONTROL)
    window.commands.run("view.contrast-light")
    window.close()
    assert (settings.load().zoom, settings.load().theme) == (1.125, "contrast-light")
    again = open_window(library)
    assert again.choices.now.theme == "contrast-light"
    assert again.article.reader.pixels == again.briefing.editor.look.pixels == 18


def test_texts_grow_and_shrink_within_bounds_and_back_to_their_own_size(window: MainWindow) -> None:
    for _ in range(12):
        QTest.keyClick(window.article.reader, Qt.Key.Key_Plus, CONTROL)
    assert window.choices.now.zoom == LARGEST
    for _ in range(20):
        QTest.keyClick(window.article.reader, Qt.Key.Key_Minus, CONTROL)
    assert window.choices.now.zoom == SMALLEST
    assert window.article.reader.pixels == window.briefing.editor.look.pixels == 10
    window.commands.run("view.size")
    assert window.article.reader.pixels == window.briefing.editor.look.pixels == 16


def test_who_writes_is_asked_once(window: MainWindow) -> None:
    assert _begin(window, "Low water", "Ana Lu") == ""
    assert window.document.briefing.facts.author == "Ana Lu"
    assert window.document.history.undo_label is None
    window.close()
    assert settings.load().author == "Ana Lu"


def test_who_wrote_the_last_briefing_is_filled_in(window: MainWindow) -> None:
    _begin(window, "Low water", "Ana Lu")
    assert _begin(window, "High water") == "Ana Lu"
    assert window.document.briefing.facts.author == "Ana Lu"


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe\x00", b'theme = "mauve"\nlast_briefing = "B9"\nzoom = 99'])
def test_a_settings_file_that_makes_no_sense_stops_no_window(
    open_window: OpenWindow, library: Path, content: bytes
) -> None:
    paths.settings_file().parent.mkdir(parents=True, exist_ok=True)
    paths.settings_file().write_bytes(content)
    window = open_window(library)
    assert window.choices.now.theme == "system"
    assert window.article.reader.pixels == 16
    assert window.document.briefing is None


def test_settings_that_cannot_be_kept_are_said_to_be_and_hold_meanwhile(window: MainWindow, qtbot: QtBot) -> None:
    paths.settings_file().mkdir(parents=True)
    window.commands.run("view.dark")
    qtbot.waitUntil(window.messages.isVisible)
    assert "could not be kept" in window.messages.words.text()
    assert window.theme.name == "dark"
    window.commands.run("view.light")


def test_a_window_keeps_its_own_choices_and_leaves_those_of_another(window: MainWindow) -> None:
    settings.save(Settings(author="Ana Lu"))
    QTest.keyClick(window.article.reader, Qt.Key.Key_Plus, CONTROL)
    window.choices.keep()
    assert settings.load() == Settings(author="Ana Lu", zoom=1.125)


def test_the_last_briefing_of_one_library_is_not_looked_for_in_another(
    window: MainWindow, open_window: OpenWindow, tmp_path: Path
) -> None:
    window.close()
    other = tmp_path / "other.briefer"
    workspace = Workspace.open(other)
    workspace.new_briefing("Another B1")
    workspace.close()
    assert open_window(other).document.briefing is None
