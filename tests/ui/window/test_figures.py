"""A region of a page, taken into the briefing as a figure that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefer.core.briefing import FigureBlock
from briefer.core.text import OBJECT
from briefer.ui.dialogs.caption import CaptionDialog
from briefer.ui.editor_look import SHOWN
from briefer.ui.page_view import PageView
from briefer.ui.window import MainWindow

PAGE = b"""#set page(width: 300pt, height: 200pt, numbering: "i")
Reports about a presence have entered the wider conversation.
#rect(fill: red, width: 100pt, height: 60pt)
"""


@pytest.fixture
def pages(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> PageView:
    """The page of a PDF, drawn."""
    (tmp_path / "page.pdf").write_bytes(typst.compile(PAGE))
    workspace = window.document.workspace
    (incoming,) = workspace.read_file(tmp_path / "page.pdf").articles
    window.open_source(workspace.add(incoming).id)
    window.article.bar.switch.page.click()
    shown = window.article.view.pages
    qtbot.waitUntil(lambda: shown.page_rect(0).height() > 100, timeout=20_000)
    return shown


def draw(window: MainWindow, pages: PageView) -> None:
    """Draw a region over the upper left of the page with the mouse."""
    window.article.bar.switch.region.click()
    viewport, rect = pages.viewport(), pages.page_rect(0)
    first, last = rect.topLeft() + QPoint(4, 4), rect.center()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(viewport, (first + last) / 2)
    QTest.mouseMove(viewport, last)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=last)


def figures(window: MainWindow, key: str) -> list[FigureBlock]:
    """Return the figures of a section."""
    briefing = window.document.briefing
    assert briefing is not None
    return [block for block in briefing.blocks(key) if isinstance(block, FigureBlock)]


def test_a_region_drawn_is_taken_with_the_key_of_a_section(window: MainWindow, pages: PageView, qtbot: QtBot) -> None:
    assert not window.passage_acts.can_take()
    draw(window, pages)
    assert window.passage_acts.can_take()
    assert window.commands.run("take.risks")
    (figure,) = figures(window, "risks")
    passage = figure.quotation.passage
    assert passage.region is not None
    assert passage.page == "i"
    assert not window.passage_acts.can_take()
    window.article.bar.switch.text.click()  # a passage without words is no trouble there


def test_a_figure_in_the_briefing_shows_its_picture_and_goes_whole(
    window: MainWindow, pages: PageView, qtbot: QtBot
) -> None:
    draw(window, pages)
    assert window.commands.run("take.risks")
    (figure,) = figures(window, "risks")
    editor = window.briefing.editor
    qtbot.waitUntil(lambda: editor.pictures.has(figure), timeout=20_000)
    editor.setFocus()
    cursor = editor.textCursor()
    at = editor.toPlainText().index(OBJECT)
    cursor.setPosition(at)
    cursor.setPosition(at + 1, cursor.MoveMode.KeepAnchor)
    assert cursor.charFormat().objectType() == SHOWN
    editor.setTextCursor(cursor)
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert figures(window, "risks") == []
    window.document.undo(initiator=None)
    assert figures(window, "risks") == [figure]


def test_a_region_is_taken_at_once_while_passages_are_collected(window: MainWindow, pages: PageView) -> None:
    assert window.commands.run("collect.actors")
    draw(window, pages)
    assert len(figures(window, "actors")) == 1


def test_a_figure_is_given_a_caption_and_a_description_as_one_act(window: MainWindow, pages: PageView) -> None:
    draw(window, pages)
    assert window.commands.run("take.risks")
    [figure] = figures(window, "risks")
    window.briefing.editor.go_to(figure.id)
    assert window.commands.run("figure.caption")
    [dialog] = window.findChildren(CaptionDialog)
    dialog.caption_field.setText("The flow at Brenn")
    dialog.alt_field.setText("A red bar")
    dialog.change()
    [described] = figures(window, "risks")
    assert ("".join(run.text for run in described.caption), described.alt) == ("The flow at Brenn", "A red bar")
    window.commands.run("edit.undo")
    assert figures(window, "risks") == [figure]


def test_beside_neither_figure_nor_table_a_sentence_says_what_to_do(window: MainWindow) -> None:
    window.briefing.editor.setFocus()
    assert window.commands.run("figure.caption")
    assert "Figures and tables have captions" in window.messages.words.text()
