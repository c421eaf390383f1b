"""The pages as a widget: what is drawn around by the mouse are the words at its offsets, at every size and turn."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typst
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefer.core.passage import Passage, PassageId
from briefer.core.source import Article, Region, SourceId
from briefer.errors import SourceUnreadable
from briefer.sources import pdf, pdf_page
from briefer.ui import passage_drag
from briefer.ui.background import Background
from briefer.ui.page_drawer import PageSource
from briefer.ui.page_view import PageView
from briefer.ui.reader import Highlight
from briefer.ui.theme import DARK, LIGHT
from briefer.workspace.pages import Box, Cancel, PagePicture
from tests.sources.checks import article
from tests.sources.pdfs import scanned, turned

FILES = Path(__file__).parents[1] / "sources" / "files"
COLUMNS = (
    b"""#set page(width: 420pt, height: 300pt, columns: 2)
#set par(justify: true)
#set text(size: 9pt, hyphenate: true, lang: "en")
"""
    + b"Internationally recognised measurements of the water level are taken every eighteen hours. " * 24
)

Show = Callable[[bytes], PageView]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Show a PDF in a view of its own."""
    background = Background()

    def shown(data: bytes, broken: tuple[int, ...] = ()) -> PageView:
        key = hashlib.sha256(data).hexdigest()

        def picture(page: int, scale: float, _cancel: Cancel) -> PagePicture:
            if page in broken:
                raise SourceUnreadable("This page cannot be drawn and is not shown.", "")
            answer = pdf_page.draw(key, page, scale, data)
            assert answer is not None
            return PagePicture(answer["png"], answer["width"], answer["height"])

        def boxes(page: int, _cancel: Cancel) -> list[Box]:
            answer = pdf_page.boxes(key, page, data)
            assert answer is not None
            return [(int(box[0]), box[1], box[2], box[3], box[4]) for box in answer["boxes"]]

        view = PageView(background, LIGHT)
        qtbot.addWidget(view)
        view.resize(500, 1200)
        view.show()
        view.show_article(article(pdf.read(data, "x.pdf")), PageSource(picture, boxes))
        return view

    yield shown
    background.close()


def drawn(qtbot: QtBot, view: PageView, page: int) -> None:
    qtbot.waitUntil(lambda: view.characters(page) is not None and not view.pictures.busy, timeout=20_000)


def text_of(view: PageView) -> str:
    assert view.article is not None
    return view.article.text


def passage(article: Article, start: int, end: int, region: Region | None = None) -> Passage:
    return Passage(
        id=PassageId("p"), source=SourceId("s"), source_number=1, number=1, exact=article.text[start:end],
        start=start, end=end, text_sha256="", region=region,
    )  # fmt: skip


@pytest.mark.parametrize("zoom", [1.0, 1.5])
@pytest.mark.parametrize(
    "data",
    [
        (FILES / "writer.pdf").read_bytes(), (FILES / "chromium.pdf").read_bytes(), typst.compile(COLUMNS),
        turned((FILES / "writer.pdf").read_bytes(), 0, by=90), turned(typst.compile(COLUMNS), 0, by=180),
    ],
    ids=["writer", "browser", "columns", "turned", "upside down"],
)  # fmt: skip
def test_a_drag_from_one_place_to_another_selects_the_words_between(
    show: Show, qtbot: QtBot, data: bytes, zoom: float
) -> None:
    view = show(data)
    view.set_zoom(zoom)
    drawn(qtbot, view, 0)
    characters = view.characters(0)
    assert characters is not None
    chance = random.Random(7)
    seen = view.viewport().rect()
    offsets = [offset for offset in characters.offsets if seen.contains(view.caret_rect(offset).center())]
    for _ in range(12):
        start, end = sorted(chance.sample(offsets, 2))
        view.clear_selection()  # or a press on what is selected would carry it away
        _drag(view, view.caret_rect(start).center(), view.caret_rect(end).center())
        text = text_of(view)
        found = view.selection()
        assert found is not None
        # The edge between two characters is a pixel wide: letters thinner than that may fall to either side.
        assert abs(found[0] - start) <= 1 + len(text[start:]) - len(text[start:].lstrip())
        assert abs(found[1] - end) <= 1 + len(text[:end]) - len(text[:end].rstrip())
        view.select(start, end)
        chosen = view.selection()
        assert chosen is not None
        assert text[chosen[0] : chosen[1]] == text[start:end].strip()


def test_a_page_that_is_damaged_says_so_and_the_others_are_shown(show: Callable[..., PageView], qtbot: QtBot) -> None:
    view = show((FILES / "writer.pdf").read_bytes(), broken=(0,))
    drawn(qtbot, view, 1)
    assert view.pictures.of(0).problem == "This page cannot be drawn and is not shown."
    assert view.pictures.of(0).pixmap is None
    assert view.pictures.of(1).pixmap is not None
    # Its words are in the text all the same.
    assert "affidavits" in text_of(view)


def test_a_passage_across_two_pages_stands_out_on_both(show: Show, qtbot: QtBot) -> None:
    view = show((FILES / "writer.pdf").read_bytes())
    view.resize(400, 1200)
    drawn(qtbot, view, 0)
    drawn(qtbot, view, 1)
    assert view.article is not None
    border = next(run.start for run in view.article.pages if run.page == 1)
    taken = passage(view.article, border - 20, border + 20)
    view.set_highlights((Highlight(taken, 0),))
    for offset in (border - 10, border + 10):
        point = view.caret_rect(offset).center() + QPoint(2, 0)
        assert view.passage_at(point) is taken or text_of(view)[offset].isspace()


def test_a_region_taken_stands_out_where_it_is_and_is_found_by_a_click(show: Show, qtbot: QtBot) -> None:
    view = show((FILES / "scan.pdf").read_bytes())
    drawn(qtbot, view, 0)
    assert view.article is not None
    taken = passage(view.article, 0, 1, Region(left=0.1, top=0.1, right=0.5, bottom=0.3, page=0))
    before = view.grab().toImage()
    view.set_highlights((Highlight(taken, 1),))
    assert view.grab().toImage() != before
    page = view.page_rect(0)
    inside = page.topLeft() + QPoint(page.width() * 3 // 10, page.height() // 5)
    with qtbot.waitSignal(view.passageActivated) as told:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    assert told.args == [taken]
    assert view.passage_at(page.topLeft() + QPoint(page.width() * 8 // 10, page.height() // 5)) is None


def test_a_word_selected_grows_by_words(show: Show, qtbot: QtBot) -> None:
    view = show((FILES / "writer.pdf").read_bytes())
    drawn(qtbot, view, 0)
    text = text_of(view)
    start = view.caret_rect(text.index("northern") + 3).center()
    end = view.caret_rect(text.index("closed") + 3).center()
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)  # the third press, of a paragraph
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    assert (view.selection() or (0, 0))[1] - (view.selection() or (0, 0))[0] > 200
    held = Qt.KeyboardModifier.ShiftModifier
    view.select(text.index("northern"), text.index("northern") + 8)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, end)
    span = view.selection()
    assert span is not None
    assert text[span[0] : span[1]] == text[text.index("northern") : text.index("closed") + 3]


def test_a_selection_past_the_edge_scrolls(show: Show, qtbot: QtBot) -> None:
    view = show((FILES / "writer.pdf").read_bytes())
    view.resize(400, 300)
    drawn(qtbot, view, 0)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(120, 150))
    QTest.mouseMove(view.viewport(), QPoint(200, 200))
    QTest.mouseMove(view.viewport(), QPoint(200, 420))
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 200)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 250))
    assert view.has_selection()


def test_the_page_stays_at_its_place_when_the_pane_changes_its_width(show: Show, qtbot: QtBot) -> None:
    view = show((FILES / "writer.pdf").read_bytes())
    view.resize(500, 400)
    drawn(qtbot, view, 0)
    view.go_to_page(1)
    view.resize(350, 400)
    assert view.shown_page() == 1


def test_pages_are_white_paper_in_the_dark_too(show: Show, qtbot: QtBot) -> None:
    view = show(scanned())
    drawn(qtbot, view, 0)
    view.set_theme(DARK)
    image = view.grab().toImage()
    page = view.page_rect(0)
    assert image.pixelColor(page.center()).lightness() > 120
    assert image.pixelColor(4, 4).lightness() < 60


def test_words_that_are_selected_can_be_carried_away(show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view = show((FILES / "writer.pdf").read_bytes())
    drawn(qtbot, view, 0)
    view.source_id = SourceId("source")
    text = text_of(view)
    at = text.index("northern")
    view.select(at, at + 8)
    carried: list[tuple[object, str]] = []
    monkeypatch.setattr(passage_drag, "start", lambda _widget, dragged, words: carried.append((dragged, words)))
    pressed = view.caret_rect(at + 3).center()
    _drag(view, pressed, pressed + QPoint(60, 40))
    assert carried == [(passage_drag.Dragged(SourceId("source"), at, at + 8), "northern")]
    assert view.selection() == (at, at + 8)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=pressed)
    assert not view.has_selection()


def _drag(view: PageView, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), (start + end) / 2)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
