"""The main job through the accessibility tree alone: found by name and role, acted on as assistive technology does."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefer.core.briefing import citations, printed
from briefer.ui.window import MainWindow
from tests.acceptance.hands import Hands
from tests.acceptance.test_main_job import ARTICLE, CLOSED, CRACKS, open_window
from tests.support.accessible import walk

__all__ = ["open_window"]

Role = QAccessible.Role
OWN = "Nobody crosses by boat for now."


class Ears:
    """Knows the window by what a screen reader is told of it."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def find(self, role: QAccessible.Role, name: str) -> QAccessibleInterface:
        """Return what has this role and name, in whichever window, as soon as it is there."""
        found: list[QAccessibleInterface] = []

        def there() -> bool:
            found[:] = [each for each in self._all() if each.role() == role and _name(each) == name]
            return bool(found)

        self._qtbot.waitUntil(there, timeout=30_000)
        return found[0]

    def press(self, name: str, role: QAccessible.Role = Role.PushButton) -> None:
        """Press a button."""
        self.act(self.find(role, name), "Press")

    def choose(self, menu: str, act: str) -> None:
        """Open a menu of the window, press one of its acts, and close it."""
        self.act(self.find(Role.MenuItem, menu), "ShowMenu")
        self.act(self.find(Role.MenuItem, act), "Press")
        self.act(self.find(Role.MenuItem, menu), "ShowMenu")

    def act(self, found: QAccessibleInterface, action: str) -> None:
        """Do an action that something offers."""
        interface = found.actionInterface()
        assert action in interface.actionNames(), interface.actionNames()
        interface.doAction(action)
        QApplication.processEvents()

    def write(self, name: str, words: str) -> None:
        """Put words into a field in place of those there."""
        self.find(Role.EditableText, name).setText(QAccessible.Text.Value, words)
        QApplication.processEvents()

    def select(self, name: str, words: str) -> None:
        """Select words of a text."""
        text = self.find(Role.EditableText, name).textInterface()
        start = text.text(0, text.characterCount()).index(words)
        text.setSelection(0, start, start + len(words))
        QApplication.processEvents()

    def _all(self) -> Iterator[QAccessibleInterface]:
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                yield from walk(QAccessible.queryAccessibleInterface(window))


def _name(found: QAccessibleInterface) -> str:
    return found.text(QAccessible.Text.Name).replace("&", "")


def test_from_the_first_start_to_the_file(
    open_window: Callable[[], tuple[MainWindow, Hands]], qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "ferry.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    window, _ = open_window()
    ears = Ears(qtbot)

    ears.press("New briefing…")
    ears.write("Title", "Ferry line closure")
    ears.press("Begin")
    ears.press("Add sources…")
    ears.write("File name:", str(file))
    ears.press("Open")
    qtbot.waitUntil(lambda: window.article.source is not None, timeout=30_000)

    ears.select("Article", CLOSED)
    ears.choose("Passage", "Take into Situation")
    paper = ears.find(Role.EditableText, "Briefing")
    text = paper.textInterface()
    below = text.text(0, text.characterCount()).index("Actors") + len("Actors\n")
    paper.editableTextInterface().insertText(below, OWN)
    text.setCursorPosition(below + len(OWN))
    ears.select("Article", CRACKS)
    ears.choose("Passage", "Cite at the caret")

    briefing = window.document.briefing
    assert briefing is not None
    [quotation], [own] = briefing.blocks("situation"), briefing.blocks("actors")
    assert (printed(quotation), printed(own)) == (CLOSED, OWN)
    assert [item.passage.exact for citation in citations(own) for item in citation] == [CRACKS]

    ears.press("Export…")
    ears.write("Save as", str(tmp_path / "ferry.docx"))
    ears.press("Export")
    qtbot.waitUntil((tmp_path / "ferry.docx").exists, timeout=30_000)
    with zipfile.ZipFile(tmp_path / "ferry.docx") as package:
        assert CLOSED in package.read("word/document.xml").decode()
    ears.press("Close")
