"""The window stays live while a file made to harm is read: one writes on, stops it, and is told in a sentence."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefer.sources import formats, intake
from briefer.ui.window import MainWindow
from briefer.worker import system
from tests.sources import hostile
from tests.ui.window.conftest import words

LONG = 30_000
LONGEST_STILL = 1_000
"""Milliseconds that the window may take no keys: far more than it needs, for machines that do much else."""


class Pulse:
    """The longest time in which the window did nothing, in milliseconds."""

    def __init__(self, window: MainWindow) -> None:
        self.longest = 0
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._beat)
        self._timer.start(10)

    def _beat(self) -> None:
        self.longest = max(self.longest, self._clock.restart())


@pytest.fixture
def stubborn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A file whose reader never comes to an end."""
    format_of = formats.format_of

    def found(name: str, data: bytes) -> formats.Format:
        form = format_of(name, data)
        return dataclasses.replace(form, job="briefer.jobs_for_tests:stubborn") if name == "stubborn.txt" else form

    child = Path(__file__).parents[2] / "worker" / "child.py"
    monkeypatch.setattr(system, "command", lambda: [sys.executable, "-P", "-s", str(child)])
    monkeypatch.setattr(formats, "format_of", found)
    file = tmp_path / "stubborn.txt"
    file.write_text("Words without end.", "utf-8")
    return file


@pytest.fixture
def writing(window: MainWindow, qtbot: QtBot) -> Callable[[str], None]:
    """Type into the briefing."""
    editor = window.briefing.editor
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    editor.go_to_section("situation")

    def write(text: str) -> None:
        for letter in text:
            QTest.keyClick(editor, letter)
            qtbot.wait(1)

    return write


def test_one_writes_on_while_a_reader_does_not_end_and_stops_it(
    window: MainWindow, writing: Callable[[str], None], stubborn: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window.source_acts.add([stubborn])
    qtbot.waitUntil(lambda: "stubborn.txt" in window.progress.words.text(), timeout=LONG)
    pulse = Pulse(window)
    writing("Calm at the gates.")
    assert words(window, "situation") == ["Calm at the gates."]
    assert window.briefing.editor.hasFocus()
    assert window.adding.busy
    QTest.mouseClick(window.progress.cancel_button, Qt.MouseButton.LeftButton)
    assert not window.adding.busy
    assert not window.progress.isVisible()
    assert window.messages.words.text() == "Stopped. 0 sources were added."
    (tmp_path / "after.txt").write_text("What is read afterwards.", "utf-8")
    with qtbot.waitSignal(window.adding.idle, timeout=LONG):
        window.source_acts.add([tmp_path / "after.txt"])
    assert window.document.workspace.sources[-1].file == "after.txt"
    assert pulse.longest < LONGEST_STILL


def test_a_reader_that_runs_to_its_limit_of_time_is_told_in_a_sentence(
    window: MainWindow,
    writing: Callable[[str], None],
    stubborn: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(intake, "SHORTEST", 2)
    with qtbot.waitSignal(window.adding.idle, timeout=LONG):
        window.source_acts.add([stubborn])
        writing("Still calm.")
        assert window.adding.busy
    said = window.messages.words.text()
    assert said.startswith("“stubborn.txt” took longer than 2 seconds to read and was left out.")
    assert not window.messages.lines.isVisible()
    assert words(window, "situation") == ["Still calm."]


def test_bombs_are_told_in_a_sentence_and_harm_nothing(
    window: MainWindow, writing: Callable[[str], None], qtbot: QtBot, tmp_path: Path
) -> None:
    bombs = dict(hostile.zips())
    for name in ("bomb.zip", "many.zip"):
        (tmp_path / name).write_bytes(bombs[name])
    pulse = Pulse(window)
    for name in ("bomb.zip", "many.zip"):
        with qtbot.waitSignal(window.adding.idle, timeout=LONG):
            window.source_acts.add([tmp_path / name])
            writing("Calm. ")
        said = window.messages.words.text()
        assert "bomb.txt” unpacks to more" in said if name == "bomb.zip" else said.startswith("“many.zip” holds")
        assert not window.messages.lines.isVisible()
    assert words(window, "situation") == ["Calm. Calm. "]
    assert len(window.document.workspace.sources) == 2
    assert pulse.longest < LONGEST_STILL


def test_a_folder_without_articles_is_told_so(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(window.adding.idle, timeout=LONG):
        window.source_acts.add([tmp_path / "empty"])
    assert window.messages.words.text() == "There is nothing in there that briefer reads."
