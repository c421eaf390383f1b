"""How an article was read: what is said about it, the whole page when the article is not what was wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefer.core import edits
from briefer.core.source import Source
from briefer.ui.window import MainWindow

FILES = Path(__file__).parents[2] / "sources" / "files"
SENTENCE = (
    "The harbour office said on Monday that the ferries would stay in harbour for another day, whatever was said. "
)
PAGE = f"""<html lang="en"><head><title>Ferries stay</title></head><body><nav>Menu of the Courier</nav>
<article><h1>Ferries stay</h1><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}Nobody was hurt.</p></article>
<footer>Imprint of the Courier</footer></body></html>"""

Add = Callable[[Path], Source]


@pytest.fixture
def add(window: MainWindow) -> Add:
    """Add a file and open it."""

    def added(path: Path) -> Source:
        workspace = window.document.workspace
        (incoming,) = workspace.read_file(path).articles
        source = workspace.add(incoming)
        window.open_source(source.id)
        return source

    return added


@pytest.fixture
def page(add: Add, tmp_path: Path) -> Source:
    (tmp_path / "ferries.html").write_text(PAGE, encoding="utf-8")
    return add(tmp_path / "ferries.html")


def _text(window: MainWindow) -> str:
    article = window.article.reader.article
    assert article is not None
    return article.text


def test_a_scan_is_said_to_be_one_until_that_is_put_away(window: MainWindow, add: Add) -> None:
    scan = add(FILES / "scan.pdf")
    notes = window.article.notes
    assert notes.isVisible()
    assert notes.words.text().startswith("This PDF is pictures of pages, as a scanner makes them")
    assert not notes.whole.isVisible()
    notes.close_button.click()
    assert not notes.isVisible()
    window.open_source(window.document.workspace.source("S1").id)
    window.open_source(scan.id)
    assert not notes.isVisible()


def test_an_article_of_which_there_is_nothing_to_say_has_no_notes(window: MainWindow) -> None:
    assert not window.article.notes.isVisible()


def _press(window: MainWindow, words: str) -> None:
    button = window.article.bar.whole
    assert button.isVisible()
    assert button.text() == button.accessibleName() == words
    assert button.toolTip() == button.accessibleDescription() != ""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_whole_page_is_one_click_away_and_the_article_one_more(
    window: MainWindow, page: Source, qtbot: QtBot
) -> None:
    assert "Imprint of the Courier" not in _text(window)
    _press(window, "Show whole page")
    qtbot.waitUntil(lambda: "Imprint of the Courier" in _text(window), timeout=20_000)
    assert window.reading_acts.is_whole()
    _press(window, "Show article")
    qtbot.waitUntil(lambda: "Imprint of the Courier" not in _text(window), timeout=20_000)
    assert window.article.bar.whole.text() == "Show whole page"


def test_the_whole_page_is_reached_by_keys_too(window: MainWindow, page: Source, qtbot: QtBot) -> None:
    assert window.commands.run("article.whole")
    qtbot.waitUntil(window.reading_acts.is_whole, timeout=20_000)
    assert window.commands.action("article.whole").isChecked()


def test_a_page_saved_as_one_file_a_page_of_a_zip_and_no_other_kind_offers_the_whole_page(
    window: MainWindow, add: Add, tmp_path: Path
) -> None:
    offered = window.article.bar.whole
    assert not offered.isVisible(), "a text file is open"
    (tmp_path / "page.mhtml").write_text(
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://courier.example/ferries\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: text/html\n\n{PAGE}\n--x--\n',
        encoding="utf-8",
    )
    add(tmp_path / "page.mhtml")
    assert offered.isVisible()
    add(FILES / "scan.pdf")
    assert not offered.isVisible()
    with ZipFile(tmp_path / "pages.zip", "w") as box:
        box.writestr("pages/ferries.html", PAGE)
    add(tmp_path / "pages.zip")
    assert offered.isVisible()
    workspace = window.document.workspace
    window.open_source(workspace.add(workspace.read_paste(PAGE.replace("Ferries", "Boats"), None)).id)
    assert not offered.isVisible(), "all that was pasted is shown"


def test_a_page_without_menus_is_shown_whole_and_back_all_the_same(
    window: MainWindow, add: Add, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "bare.html").write_text(f"<title>Bare</title><h1>Bare</h1><p>{SENTENCE * 3}</p>", encoding="utf-8")
    add(tmp_path / "bare.html")
    before = _text(window)
    _press(window, "Show whole page")
    qtbot.waitUntil(window.reading_acts.is_whole, timeout=20_000)
    assert _text(window) == before
    _press(window, "Show article")
    qtbot.waitUntil(lambda: not window.reading_acts.is_whole(), timeout=20_000)


def test_a_page_on_which_no_article_is_found_says_so(
    window: MainWindow, page: Source, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.document.workspace, "take_up_text", lambda *_: None)
    _press(window, "Show whole page")
    qtbot.waitUntil(window.messages.isVisible, timeout=20_000)
    assert window.messages.words.text() == "No article is found on this page, so everything on it is shown."


def test_an_answer_that_comes_when_another_source_is_read_leaves_that_one_alone(
    window: MainWindow, page: Source, qtbot: QtBot
) -> None:
    workspace = window.document.workspace
    _press(window, "Show whole page")
    first = workspace.source("S1")
    window.open_source(first.id)
    shown = _text(window)
    qtbot.waitUntil(lambda: workspace.article(page.id).whole, timeout=20_000)
    assert window.article.source is not None
    assert window.article.source.id == first.id
    assert _text(window) == shown
    assert not window.article.bar.whole.isVisible()
    window.open_source(page.id)
    assert window.article.bar.whole.text() == "Show article"


def test_the_words_in_sight_stay_in_sight_when_the_whole_page_is_shown(
    window: MainWindow, add: Add, tmp_path: Path, qtbot: QtBot
) -> None:
    menu = "".join(f"<li><a href='/{n}'>Department {n} of the Courier</a></li>" for n in range(60))
    told = "".join(f"<p>Paragraph {n}. {SENTENCE}</p>" for n in range(60))
    (tmp_path / "long.html").write_text(PAGE.replace("Menu of", f"<ul>{menu}</ul>").replace("</h1>", f"</h1>{told}"))
    add(tmp_path / "long.html")
    reader = window.article.reader
    reader.show_place(_text(window).index("Paragraph 40."))
    _press(window, "Show whole page")
    qtbot.waitUntil(window.reading_acts.is_whole, timeout=20_000)
    assert _text(window)[reader.place() :].startswith("Paragraph 40.")


def test_a_passage_stands_out_at_its_words_when_the_whole_page_is_shown(
    window: MainWindow, page: Source, qtbot: QtBot
) -> None:
    workspace, briefing = window.document.workspace, window.document.briefing
    assert briefing is not None
    start = _text(window).index("Nobody was hurt")
    passage, new = workspace.passage(page.id, start, start + len("Nobody was hurt"))
    window.document.do(edits.take(briefing, passage, briefing.sections[0].key, new=new))
    assert window.commands.run("article.whole")
    qtbot.waitUntil(lambda: window.reading_acts.is_whole(), timeout=20_000)
    placed = window.article.place_of(passage)
    assert placed is not None
    assert placed.start != passage.start
    assert _text(window)[placed.start : placed.end] == passage.exact == "Nobody was hurt"
    window.open_passage(passage)
    reader = window.article.reader
    assert reader.passage_at(reader.cursorRect().center()) is not None


def test_a_passage_whose_words_are_gone_is_said_to_be(window: MainWindow, page: Source, qtbot: QtBot) -> None:
    workspace = window.document.workspace
    passage, _ = workspace.passage(page.id, 0, 12)
    window.open_passage(replace(passage, exact="Words that never were in there, anywhere", text_sha256="0" * 64))
    assert window.messages.words.text() == f"The words of {passage.handle} are not in the text as it is read now."


def test_a_flagged_page_offers_the_whole_of_it(window: MainWindow, page: Source) -> None:
    flagged = replace(page, flags=("login-wall",), warnings=("This page asks to log in.",))
    window.article.notes.show_source(flagged, offers_whole=True)
    assert window.article.notes.whole.isVisible()


def test_a_pdf_has_no_whole_page(window: MainWindow, add: Add) -> None:
    add(FILES / "scan.pdf")
    assert not window.commands.run("article.whole")


def test_a_source_of_another_briefing_is_the_one_that_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    workspace = window.document.workspace
    workspace.new_briefing("Empty")
    window.article.close_source()
    window.sources.add_button.setFocus()
    qtbot.waitUntil(window.sources.add_button.hasFocus)
    for handle in ("S2", "S1"):
        window.open_source(workspace.source(handle).id)
        assert window.article.source is not None
        assert window.article.source.handle == handle
        assert window.sources.current() == window.article.source.id
