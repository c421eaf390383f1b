"""The main job by keyboard alone: no mouse, no focus set by anybody but the window, from first start to file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QTextEdit, QWidget

from briefer.core.briefing import citations, printed
from briefer.ui.window import MainWindow
from tests.acceptance.hands import Hands
from tests.acceptance.test_main_job import ARTICLE, CLOSED, CRACKS, open_window

__all__ = ["open_window"]

OWN = "Nobody crosses by boat for now."


def _go_to(hands: Hands, name: str) -> None:
    """Press F6 until the pane is reached, as somebody who hears where the focus is."""
    for _ in range(6):
        focus = QApplication.focusWidget()
        if focus is not None and focus.accessibleName() == name:
            return
        hands.press("F6")
    raise AssertionError(f"F6 does not lead to {name}")


def _find(hands: Hands, words: str) -> None:
    hands.press("Ctrl+F")
    hands.type(words)
    hands.press("Return")
    hands.press("Esc")


def test_from_the_first_start_to_the_file(open_window: Callable[[], tuple[MainWindow, Hands]], tmp_path: Path) -> None:
    file = tmp_path / "ferry.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    window, hands = open_window()

    hands.press("Ctrl+N")
    hands.type("Ferry line closure")
    hands.press("Return")
    hands.press("Ctrl+O")
    hands.wait(lambda: any(isinstance(each, QFileDialog) and each.isVisible() for each in _windows(window)))
    hands.type(str(file))
    hands.press("Return")
    hands.wait(lambda: window.article.source is not None)
    article = hands.see(QTextEdit, "Article")
    hands.wait(lambda: CLOSED in article.toPlainText())

    _go_to(hands, "Article")
    _find(hands, CLOSED)
    hands.press("Ctrl+1")
    _go_to(hands, "Briefing")
    hands.press("Ctrl+Home")
    _find(hands, "on Tuesday.")
    hands.press("End")
    hands.press("Return")
    hands.type(OWN)
    _go_to(hands, "Article")
    _find(hands, CRACKS)
    hands.press("Ctrl+Return")

    briefing = window.document.briefing
    assert briefing is not None
    quotation, own = briefing.blocks("situation")
    assert (printed(quotation), printed(own)) == (CLOSED, OWN)
    assert [item.passage.exact for citation in citations(own) for item in citation] == [CRACKS]

    hands.press("Ctrl+E")
    hands.press("Alt+S")
    hands.press("Ctrl+A")
    hands.type(str(tmp_path / "ferry.docx"))
    hands.press("Return")
    hands.wait((tmp_path / "ferry.docx").exists)
    with zipfile.ZipFile(tmp_path / "ferry.docx") as package:
        document = package.read("word/document.xml").decode()
    assert CLOSED in document
    assert document.count("<w:footnoteReference ") == 2
    hands.press("Esc")


def _windows(window: MainWindow) -> list[QWidget]:
    return [*QApplication.topLevelWidgets(), *window.findChildren(QFileDialog)]
