"""The main job from the first start to the Word file, by key and mouse events alone, counted against the contract."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog, QLineEdit, QTextEdit, QTreeView
from pytestqt.qtbot import QtBot

from briefer.core.briefing import BlockQuotation, Briefing, Paragraph, citations, printed
from briefer.ui import opening
from briefer.ui import theme as themes
from briefer.ui.window import MainWindow
from tests.acceptance.hands import Hands

ARTICLE = """Ferry line closes after inspection

The ferry line across the Brede sound closed on Tuesday. Inspectors had found cracks in two of its three hulls.

The operator expects repairs to take six weeks. It has asked the coast guard for a relief boat.

Mayors on both shores asked for calm and for a joint timetable. Nobody should promise a date that nobody can keep.
"""

CLOSED = "The ferry line across the Brede sound closed on Tuesday."
OPERATOR = "The operator expects repairs to take six weeks."
CRACKS = "Inspectors had found cracks in two of its three hulls."
CALM = "Mayors on both shores asked for calm and for a joint timetable."

OpenWindow = Callable[[], tuple[MainWindow, Hands]]


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenWindow]:
    """Open a window on one library, as the program does; again for another start of the program."""
    windows: list[MainWindow] = []

    def opened() -> tuple[MainWindow, Hands]:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        window = MainWindow()
        window.theme = themes.apply(app, "light")
        window.resize(1280, 800)
        with qtbot.waitExposed(window):
            window.show()
        opening.open_library(window, str(tmp_path / "library.briefer"))
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        windows.append(window)
        return window, Hands(qtbot, window)

    yield opened
    for window in windows:
        window.close()
        window.deleteLater()


def _briefing(window: MainWindow) -> Briefing:
    briefing = window.document.briefing
    assert briefing is not None
    return briefing


def _texts(window: MainWindow, key: str) -> list[str]:
    return [printed(block) for block in _briefing(window).blocks(key)]


def _begin(hands: Hands, tmp_path: Path) -> tuple[QTextEdit, QTextEdit]:
    """Begin a briefing, add the article and open it."""
    article = tmp_path / "ferry.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    hands.click("New briefing…")
    hands.type("Ferry line closure")
    hands.press("Return")
    hands.press("Ctrl+O")
    hands.wait(lambda: isinstance(QApplication.activeModalWidget() or QApplication.activeWindow(), QFileDialog))
    field = (QApplication.activeModalWidget() or QApplication.activeWindow()).findChild(QLineEdit)
    field.setFocus()
    hands.type(str(article))
    hands.press("Return")
    sources = hands.see(QAbstractItemView, "Sources")
    hands.wait(lambda: sources.model().rowCount() == 1)
    text = hands.see(QTextEdit, "Article")
    if CLOSED not in text.toPlainText():
        sources.setFocus()
        hands.press("Alt+Down")
        hands.wait(lambda: CLOSED in text.toPlainText())
    return text, hands.see(QTextEdit, "Briefing")


def test_the_main_job_by_hand(open_window: OpenWindow, tmp_path: Path) -> None:
    window, hands = open_window()
    article, paper = _begin(hands, tmp_path)

    with hands.counted() as taking:
        hands.drag_over(article, CLOSED)
        hands.press("Ctrl+1")
    assert taking.actions == 2
    assert _texts(window, "situation") == [CLOSED]

    with hands.counted() as taking:
        hands.drag_over(article, OPERATOR)
        hands.click("Take into Actors")
    assert taking.actions == 2
    assert _texts(window, "actors") == [OPERATOR]

    article.setFocus()
    hands.click_behind(article, "timetable.")
    hands.press("Ctrl+4")
    with hands.counted() as collecting:
        hands.drag_over(article, CALM)
    assert collecting.actions == 1
    hands.press("Esc")
    assert _texts(window, "restraint") == [CALM]

    # A sentence of one's own beside the quotation, cited by two actions; the quotation stays what it was.
    hands.click_behind(paper, CLOSED)
    hands.press("End")
    hands.press("Return")
    hands.type("Nobody crosses by boat for now.")
    with hands.counted() as citing:
        hands.drag_over(article, CRACKS)
        hands.press("Ctrl+Return")
    assert citing.actions == 2
    quotation, own = _briefing(window).blocks("situation")
    assert isinstance(quotation, BlockQuotation)
    assert isinstance(own, Paragraph)
    assert quotation.quotation.text == CLOSED
    assert printed(own) == "Nobody crosses by boat for now."
    assert [item.passage.exact for citation in citations(own) for item in citation] == [CRACKS]

    cited = _briefing(window)
    hands.press("Ctrl+Z")
    assert not list(citations(_briefing(window).blocks("situation")[1]))
    hands.press("Ctrl+Shift+Z")
    assert _briefing(window) == cited

    # Reorder in the outline, and between sections.
    hands.click("Show Outline")
    outline = hands.see(QTreeView, "Outline")
    outline.setFocus()
    outline.expandAll()
    situation = outline.model().index(0, 0)
    outline.setCurrentIndex(outline.model().index(1, 0, situation))
    hands.press("Alt+Up")
    assert _texts(window, "situation") == ["Nobody crosses by boat for now.", CLOSED]

    before = _briefing(window)
    assert window.close()
    window, hands = open_window()
    assert _briefing(window) == before
    hands.press("Ctrl+Z")
    assert _texts(window, "situation") == [CLOSED, "Nobody crosses by boat for now."]

    _export_by_hand(window, hands, tmp_path)


def _export_by_hand(window: MainWindow, hands: Hands, tmp_path: Path) -> None:
    hands.press("Ctrl+E")
    place = hands.see(QLineEdit, "Save as")
    place.setFocus()
    hands.press("Ctrl+A")
    hands.type(str(tmp_path / "out" / "first.docx"))
    (tmp_path / "out").mkdir()
    hands.press("Return")
    hands.wait(lambda: (tmp_path / "out" / "first.docx").exists())
    hands.wait(lambda: hands.see(QLineEdit, "Save as").isEnabled())
    hands.click("Close")

    with hands.counted() as exporting:
        hands.press("Ctrl+E")
        hands.press("Return")
    assert exporting.actions == 2
    hands.wait(lambda: len(list((tmp_path / "out").glob("*.docx"))) == 2)
    made = next(path for path in (tmp_path / "out").glob("*.docx") if path.name != "first.docx")
    with zipfile.ZipFile(made) as package:
        document = package.read("word/document.xml").decode()
    words = re.sub(r"<[^>]+>", "", document)
    for words_taken in (CLOSED, OPERATOR, CALM):
        assert words_taken in words
    assert document.count("<w:footnoteReference ") == 4
    hands.wait(lambda: hands.see(QLineEdit, "Save as").isEnabled())
    hands.click("Close")


def test_a_passage_is_taken_by_keyboard_alone_in_two_actions(open_window: OpenWindow, tmp_path: Path) -> None:
    window, hands = open_window()
    article, _ = _begin(hands, tmp_path)
    article.setFocus()
    hands.click_behind(article, "The ferry line")
    hands.press("Home")
    with hands.counted() as taking:
        hands.press("Ctrl+Shift+Right")
        hands.press("Ctrl+2")
    assert taking.actions == 2
    assert _texts(window, "actors") == ["The"]
