"""The true pages of a PDF in the window: seen, selected in and taken from as from the text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefer.core.source import Region, SourceId
from briefer.ui.page_view import PageView
from briefer.ui.window import MainWindow
from tests.sources.pdfs import scanned
from tests.ui.window.conftest import words

TALKS = b"""#set page(width: 300pt, height: 200pt, numbering: "i")
#set par(justify: true)
Reports about a presence have entered the wider conversation of the capital. A newspaper circulated a story on it.

Nobody else has said anything about it so far, and two ministers answered.
#pagebreak()
The second page goes on with other words, which nobody has read.
#pagebreak()
#set page(numbering: "1")
#counter(page).update(2)
The third one ends it.
"""

Add = Callable[[bytes], SourceId]


@pytest.fixture
def add(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> Add:
    """Add a PDF, and open it."""

    def added(data: bytes) -> SourceId:
        path = tmp_path / f"{hashlib.sha256(data).hexdigest()[:8]}.pdf"
        path.write_bytes(data)
        workspace = window.document.workspace
        (incoming,) = workspace.read_file(path).articles
        source = workspace.add(incoming)
        window.open_source(source.id)
        return source.id

    return added


@pytest.fixture
def pages(window: MainWindow, add: Add, qtbot: QtBot) -> PageView:
    """The pages of the talks, the first two drawn."""
    add(typst.compile(TALKS))
    window.article.bar.switch.page.click()
    shown = window.article.view.pages
    shown.setFocus()
    drawn(qtbot, shown, 0, 1)
    return shown


def drawn(qtbot: QtBot, pages: PageView, *numbers: int) -> None:
    """Wait until pages are drawn."""
    qtbot.waitUntil(lambda: all(pages.pictures.of(page).characters is not None for page in numbers), timeout=20_000)
    qtbot.waitUntil(lambda: not pages.pictures.busy, timeout=20_000)


def text_of(pages: PageView) -> str:
    assert pages.article is not None
    return pages.article.text


def place(pages: PageView, word: str, end: bool = False) -> QPoint:
    """Return where a word begins (or ends) in the viewport, a little inside it."""
    at = text_of(pages).index(word)
    rect = pages.caret_rect(at + len(word) if end else at)
    return QPoint(rect.center().x() + (-1 if end else 1), rect.center().y())


def drag(pages: PageView, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier | None = None) -> None:
    held = modifier or Qt.KeyboardModifier.NoModifier
    QTest.mousePress(pages.viewport(), Qt.MouseButton.LeftButton, held, start)
    for step in (1, 2):
        QTest.mouseMove(pages.viewport(), start + (end - start) * step / 2)
    QTest.mouseRelease(pages.viewport(), Qt.MouseButton.LeftButton, held, end)


def selected(pages: PageView) -> str:
    span = pages.selection()
    return text_of(pages)[span[0] : span[1]] if span is not None else ""


def test_words_are_selected_on_the_page_by_the_mouse(pages: PageView) -> None:
    drag(pages, place(pages, "entered"), place(pages, "wider", end=True))
    assert selected(pages) == "entered the wider"


def test_two_clicks_select_a_word_and_three_its_paragraph(pages: PageView) -> None:
    point = place(pages, "ministers") + QPoint(8, 0)
    QTest.mouseDClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert selected(pages) == "ministers"
    QTest.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert selected(pages).startswith("Nobody else")
    assert selected(pages).endswith("answered.")


def test_keys_walk_and_select(pages: PageView, qtbot: QtBot) -> None:
    start = text_of(pages).index("conversation")
    pages.caret.place(start, start)
    qtbot.keyClick(pages, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert selected(pages) == "c"
    qtbot.keyClick(pages, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
    assert selected(pages) == "conversation"
    qtbot.keyClick(pages, Qt.Key.Key_Left)
    assert selected(pages) == ""
    assert pages.caret.position == start
    qtbot.keyClick(pages, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert pages.caret.position == len(text_of(pages))
    qtbot.keyClick(pages, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert pages.caret.position == 0


def test_a_line_down_is_the_next_line_and_at_the_end_of_a_page_the_next_page(pages: PageView, qtbot: QtBot) -> None:
    pages.caret.place(0, 0)
    before = pages.caret_rect(0)
    qtbot.keyClick(pages, Qt.Key.Key_Down)
    after = pages.caret_rect(pages.caret.position)
    assert after.top() > before.top()
    assert abs(after.left() - before.left()) < 12
    for _ in range(8):
        qtbot.keyClick(pages, Qt.Key.Key_Down)
    assert pages.page_of(pages.caret.position) >= 1
    for _ in range(12):
        qtbot.keyClick(pages, Qt.Key.Key_Up)
    assert pages.page_of(pages.caret.position) == 0


def test_what_is_selected_is_copied(pages: PageView, qtbot: QtBot) -> None:
    drag(pages, place(pages, "Nobody"), place(pages, "else", end=True))
    qtbot.keyClick(pages, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Nobody else"
    QGuiApplication.clipboard().clear()


def test_a_passage_is_taken_from_the_page_with_its_label_and_stands_out_there(
    window: MainWindow, pages: PageView
) -> None:
    briefing = window.document.briefing
    assert briefing is not None
    key = briefing.sections[0].key
    drag(pages, place(pages, "entered"), place(pages, "wider", end=True))
    before = pages.grab().toImage()
    assert window.article.take_bar.isVisible()
    assert window.commands.run(f"take.{key}")
    assert any("entered the wider" in words_ for words_ in words(window, key))
    assert not pages.has_selection()
    assert pages.grab().toImage() != before
    passage = pages.passage_at(place(pages, "the wider") + QPoint(4, 0))
    assert passage is not None
    assert passage.exact == "entered the wider"
    assert passage.page == "i"


def test_a_passage_clicked_on_the_page_leads_to_its_use(window: MainWindow, pages: PageView, qtbot: QtBot) -> None:
    briefing = window.document.briefing
    assert briefing is not None
    drag(pages, place(pages, "entered"), place(pages, "wider", end=True))
    assert window.commands.run(f"take.{briefing.sections[0].key}")
    point = place(pages, "the wider") + QPoint(4, 0)
    with qtbot.waitSignal(window.article.useWanted):
        QTest.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_text_and_page_keep_the_words_selected_and_the_place(window: MainWindow, pages: PageView, qtbot: QtBot) -> None:
    view, switch = window.article.view, window.article.bar.switch
    start = text_of(pages).index("third")
    view.select(start, start + 5)
    switch.text.click()
    assert not view.shows_pages
    assert view.selection() == (start, start + 5)
    assert view.reader.isVisible()
    switch.page.click()
    assert view.selection() == (start, start + 5)
    assert window.commands.run("article.pages")
    assert not view.shows_pages


def test_the_label_of_the_page_in_sight_is_shown(window: MainWindow, pages: PageView, qtbot: QtBot) -> None:
    assert window.article.bar.page.text() == "page i"
    pages.go_to_page(2)
    assert window.article.bar.page.text() == "page 2"


def test_a_place_found_is_shown_on_the_page(window: MainWindow, pages: PageView, qtbot: QtBot) -> None:
    window.view_acts.find()
    bar = window.article.find_bar
    assert bar.isVisible()
    bar.field.setText("third one")
    assert selected(pages) == "third one"
    drawn(qtbot, pages, 2)
    assert pages.viewport().rect().contains(place(pages, "third"))
    bar.close_bar()
    assert pages.hasFocus()


def test_pages_are_drawn_as_sharp_as_they_are_shown(window: MainWindow, pages: PageView, qtbot: QtBot) -> None:
    window.article.view.set_zoom(2.0)
    drawn(qtbot, pages, 0)
    wanted = pages.column.rect(0).width() * pages.devicePixelRatioF()
    qtbot.waitUntil(lambda: abs(_width(pages, 0) - wanted) < 2, timeout=20_000)


def test_only_pages_near_the_view_are_held_in_memory(window: MainWindow, add: Add, qtbot: QtBot) -> None:
    add(typst.compile(b"#set page(width: 300pt, height: 300pt)\n" + b"#pagebreak()\n".join([b"Words\n"] * 60)))
    window.article.view.choose(True)
    pages = window.article.view.pages
    for page in (0, 10, 20, 30, 40, 50, 59):
        pages.go_to_page(page)
        drawn(qtbot, pages, page)
    assert pages.pictures.held <= 14


def test_a_region_is_drawn_with_the_mouse(window: MainWindow, pages: PageView, qtbot: QtBot) -> None:
    rect = pages.page_rect(0)
    window.article.bar.switch.region.click()
    start, end = QPoint(rect.left(), rect.top()), QPoint(rect.center().x(), rect.center().y())
    with qtbot.waitSignal(window.article.view.regionSelected) as told:
        drag(pages, start + QPoint(1, 1), end)
    region = told.args[0]
    assert isinstance(region, Region)
    assert region.page == 0
    assert (region.left, region.top) == (pytest.approx(0, abs=0.02), pytest.approx(0, abs=0.02))
    assert (region.right, region.bottom) == (pytest.approx(0.5, abs=0.02), pytest.approx(0.5, abs=0.02))
    assert not window.article.bar.switch.region.isChecked()


def test_a_region_drawn_is_copied_as_a_picture(window: MainWindow, pages: PageView, qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    page = pages.page_rect(0)
    window.article.bar.switch.region.click()
    drag(pages, page.topLeft() + QPoint(2, 2), page.center())
    qtbot.waitUntil(lambda: not clipboard.image().isNull(), timeout=20_000)
    # Half of 300 by 200 points, at 150 dots an inch.
    assert clipboard.image().width() == pytest.approx(312, abs=8)
    assert clipboard.image().height() == pytest.approx(208, abs=8)
    assert window.messages.words.text().startswith("The region was copied as a picture.")
    clipboard.clear()


def test_a_region_is_drawn_with_keys_alone(window: MainWindow, pages: PageView, qtbot: QtBot) -> None:
    assert window.commands.run("article.region")
    qtbot.keyClick(pages, Qt.Key.Key_Left)
    qtbot.keyClick(pages, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(window.article.view.regionSelected) as told:
        qtbot.keyClick(pages, Qt.Key.Key_Return)
    assert told.args[0].right > told.args[0].left


def test_a_scan_is_shown_as_pages_at_once_and_a_drag_draws_a_region(window: MainWindow, add: Add, qtbot: QtBot) -> None:
    add(scanned())
    view = window.article.view
    assert view.shows_pages
    assert not window.article.bar.switch.text.isVisible()  # there is none
    drawn(qtbot, view.pages, 0)
    rect = view.pages.page_rect(0)
    with qtbot.waitSignal(view.regionSelected):
        drag(view.pages, rect.topLeft() + QPoint(20, 20), rect.topLeft() + QPoint(90, 80))
    assert not view.has_selection()


def test_a_page_that_cannot_be_drawn_says_so(window: MainWindow, add: Add, qtbot: QtBot) -> None:
    id_ = add(typst.compile(TALKS))
    workspace = window.document.workspace

    def broken(*_: object, **__: object) -> object:
        from briefer.errors import SourceUnreadable

        raise SourceUnreadable("This page cannot be drawn and is not shown.", "")

    workspace.page_picture = broken  # type: ignore[method-assign]
    assert workspace.source(id_)
    window.article.view.choose(True)
    pages = window.article.view.pages
    qtbot.waitUntil(lambda: bool(pages.pictures.of(0).problem), timeout=20_000)
    assert pages.pictures.of(0).problem == "This page cannot be drawn and is not shown."


def test_an_article_without_pages_offers_none(window: MainWindow) -> None:
    assert not window.article.bar.switch.isVisible()
    assert not window.commands.run("article.pages")


def _width(pages: PageView, page: int) -> int:
    pixmap = pages.pictures.of(page).pixmap
    return pixmap.width() if pixmap is not None else 0
