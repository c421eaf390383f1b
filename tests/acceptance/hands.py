"""A person at the real window: sees it through accessible names, touches it by key and mouse events only, and counts.

One action is what a person would call one: a press of a key with its modifiers, a click, a drag. Typing words is
counted apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

Kind = TypeVar("Kind", bound=QWidget)

LEFT = Qt.MouseButton.LeftButton


@dataclass
class Count:
    """How many actions were made inside a `Hands.counted` block."""

    actions: int = 0


class Hands:
    """What a person does at a window."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self.qtbot = qtbot
        self.window = window
        self._actions = 0

    @contextmanager
    def counted(self) -> Iterator[Count]:
        """Count the actions made inside the block."""
        count, before = Count(), self._actions
        yield count
        count.actions = self._actions - before

    # --- seeing ------------------------------------------------------------------------------------------------------

    def see(self, kind: type[Kind], name: str) -> Kind:
        """Return the widget with this accessible name, or on its face, as soon as it is visible; a dialog's first."""
        found: list[Kind] = []

        def seen() -> bool:
            found[:] = self._visible(kind, name)
            return bool(found)

        self.wait(seen)
        return found[0]

    def _visible(self, kind: type[Kind], name: str) -> list[Kind]:
        places = [QApplication.activeModalWidget(), QApplication.activeWindow(), self.window]
        for place in places:
            if place is not None:
                for widget in place.findChildren(kind):
                    if widget.isVisible() and name in (widget.accessibleName(), _plain(widget)):
                        return [widget]
        return []

    def wait(self, condition: Callable[[], bool], timeout: int = 30_000) -> None:
        """Wait for something that happens elsewhere; the count stays."""
        self.qtbot.waitUntil(condition, timeout=timeout)

    # --- touching ----------------------------------------------------------------------------------------------------

    def press(self, keys: str) -> None:
        """Press one combination of keys, where the focus is."""
        combination = QKeySequence(keys)[0]
        self._actions += 1
        QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())
        QApplication.processEvents()

    def type(self, words: str) -> None:
        """Type words where the focus is."""
        QTest.keyClicks(self._focus(), words)
        QApplication.processEvents()

    def click(self, name: str, kind: type[QWidget] = QAbstractButton) -> None:
        """Click what has this name."""
        widget = self.see(kind, name)
        self._actions += 1
        QTest.mouseClick(widget, LEFT)
        QApplication.processEvents()

    def click_behind(self, text: QTextEdit, words: str) -> None:
        """Click right behind words in a text."""
        self._actions += 1
        QTest.mouseClick(text.viewport(), LEFT, pos=self._at(text, words, end=True))
        QApplication.processEvents()

    def drag_over(self, text: QTextEdit, words: str) -> None:
        """Select words in a text with the mouse."""
        self._actions += 1
        start, end = self._at(text, words, end=False), self._at(text, words, end=True)
        viewport = text.viewport()
        QTest.mousePress(viewport, LEFT, pos=start)
        QTest.mouseMove(viewport, (start + end) / 2)
        QTest.mouseMove(viewport, end)
        QTest.mouseRelease(viewport, LEFT, pos=end)
        QApplication.processEvents()

    # --- inside ------------------------------------------------------------------------------------------------------

    def _focus(self) -> QWidget:
        if QApplication.activeWindow() is None:
            # What a window manager does when a dialog is closed; there is none offscreen.
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)
        return QApplication.focusWidget() or QApplication.activeWindow() or self.window

    def _at(self, text: QTextEdit, words: str, *, end: bool) -> QPoint:
        found = QTextCursor(text.document().find(words, 0))
        assert not found.isNull(), f"{text.accessibleName()} does not show {words!r}"
        place = QTextCursor(text.document())
        place.setPosition(found.selectionEnd() if end else found.selectionStart())
        line = text.cursorRect(place)
        assert text.viewport().rect().contains(line.center()), f"{words!r} is not in view"
        # A hair to the inside of the letter, as a hand that aims at the gap between two.
        return (QPointF(line.center()) + QPointF(0.5, 0)).toPoint()


def _plain(widget: QWidget) -> str:
    return widget.text().replace("&", "") if isinstance(widget, QAbstractButton) else ""
