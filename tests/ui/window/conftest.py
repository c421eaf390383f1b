"""The whole window on a real library with two articles and a briefing, driven by keys and the mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefer.core.reference import Reference
from briefer.core.source import Article, TextBlock
from briefer.ui import opening
from briefer.ui import theme as themes
from briefer.ui.window import MainWindow
from briefer.workspace.workspace import Incoming, Workspace

FIRST = (
    "Two more gates closed\n"
    "Reports about a presence have entered the wider conversation of the capital.\n"
    "A newspaper circulated a story on the 😀 topic, and two ministers answered it.\n"
    "Nobody else has said anything about it so far."
)
SECOND = "Low water\nThe level fell by 31 centimetres within eighteen hours."


def article(text: str, **facts: str) -> Article:
    """Return an article whose first line is a heading, the others paragraphs."""
    blocks: list[TextBlock] = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        kind = "heading" if number == 0 else "paragraph"
        blocks.append(TextBlock(kind=kind, start=at, end=at + len(line), level=1 if number == 0 else 0))
        at += len(line) + 1
    return Article(kind="text", text=text, blocks=tuple(blocks), reference=Reference(**facts))


def incoming(text: str, name: str, **facts: str) -> Incoming:
    return Incoming(name=name, data=text.encode(), article=article(text, **facts))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with two sources and the briefing B1."""
    path = tmp_path / "library.briefer"
    workspace = Workspace.open(path)
    workspace.new_briefing("Gates at Halmen")
    workspace.add(incoming(FIRST, "gates.txt", title="Two more gates closed", publisher="Courier"))
    workspace.add(incoming(SECOND, "water.txt", title="Low water", published="2026-04-15"))
    workspace.close()
    return path


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[[Path], MainWindow]]:
    """Open a window on a library as the program does after its first paint."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    opened: list[MainWindow] = []

    def open_on(place: Path) -> MainWindow:
        window = MainWindow()
        qtbot.addWidget(window)
        window.theme = themes.apply(app, "light")
        window.resize(1280, 800)
        window.show()
        opening.open_library(window, str(place))
        window.activateWindow()
        opened.append(window)
        return window

    yield open_on
    for window in opened:
        window.close()
    app.setStyleSheet("")


@pytest.fixture
def window(open_window: Callable[[Path], MainWindow], library: Path, qtbot: QtBot) -> MainWindow:
    """The window with B1 open and its first article shown."""
    made = open_window(library)
    made.document.workspace.open_briefing("B1")
    made.open_source(made.document.workspace.source("S1").id)
    made.article.reader.setFocus()
    qtbot.waitUntil(made.article.reader.hasFocus)
    return made


def point_at(window: MainWindow, offset: int) -> QPoint:
    """Return where a character of the article stands, in the reader's viewport."""
    reader = window.article.reader
    cursor = reader.textCursor()
    cursor.setPosition(reader._positions.to_document(offset))
    rect = reader.cursorRect(cursor)
    return QPoint(rect.left(), rect.center().y())


def drag(window: MainWindow, start: int, end: int) -> None:
    """Select words of the article with the mouse: one action."""
    viewport = window.article.reader.viewport()
    first, last = point_at(window, start), point_at(window, end)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(viewport, (first + last) / 2)
    QTest.mouseMove(viewport, last)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=last)


def words(window: MainWindow, key: str) -> list[str]:
    """Return the printed words of each block of a section."""
    from briefer.core.briefing import printed

    briefing = window.document.briefing
    assert briefing is not None
    return [printed(block) for block in briefing.blocks(key)]
