"""The article in the window: links that lead out only when one says so."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from briefer.core.briefing import BlockQuotation
from briefer.core.reference import Reference
from briefer.core.source import Article, FactOrigin, Picture, TextBlock, TextMark
from briefer.ui.window import MainWindow
from briefer.workspace.workspace import Incoming

TEXT = "See this page, that file and the desk."
LINKS = {"this page": "https://example.org/a", "that file": "file:///etc/passwd", "the desk": "mailto:d@example.org"}


@pytest.fixture
def linked(window: MainWindow) -> MainWindow:
    """The window on an article with three links."""
    marks = tuple(
        TextMark(kind="link", start=TEXT.index(words), end=TEXT.index(words) + len(words), href=href)
        for words, href in LINKS.items()
    )
    block = TextBlock(kind="paragraph", start=0, end=len(TEXT))
    article = Article(kind="html", text=TEXT, blocks=(block,), marks=marks)
    source = window.document.workspace.add(Incoming(name="links.html", data=TEXT.encode(), article=article))
    window.open_source(source.id)
    return window


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system was asked to open."""
    asked: list[str] = []

    def open_url(url: object) -> bool:
        asked.append(url.toString())  # type: ignore[attr-defined]
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return asked


def _follow(window: MainWindow, words: str) -> None:
    at = TEXT.index(words) + 1
    window.article.reader.select(at, at)
    assert window.commands.run("article.link")


def _buttons(window: MainWindow) -> dict[str, QPushButton]:
    return {button.text(): button for button in window.messages.findChildren(QPushButton) if button.isVisible()}


def test_a_link_is_opened_only_after_its_host_was_shown(linked: MainWindow, opened: list[str]) -> None:
    _follow(linked, "this page")
    assert linked.messages.words.text() == "This link leads to example.org."
    assert linked.messages.lines.text() == "https://example.org/a"
    assert opened == []
    _buttons(linked)["Open in the browser"].click()
    assert opened == ["https://example.org/a"]


def test_a_mail_address_goes_to_the_mail_program(linked: MainWindow, opened: list[str]) -> None:
    _follow(linked, "the desk")
    _buttons(linked)["Write a mail"].click()
    assert opened == ["mailto:d@example.org"]


def test_a_link_to_a_file_is_never_opened(linked: MainWindow, opened: list[str]) -> None:
    _follow(linked, "that file")
    assert "does not open it" in linked.messages.words.text()
    assert _buttons(linked) == {}
    assert opened == []


def test_the_address_of_a_link_can_be_copied(linked: MainWindow, opened: list[str]) -> None:
    _follow(linked, "this page")
    _buttons(linked)["Copy address"].click()
    assert QGuiApplication.clipboard().text() == "https://example.org/a"
    assert opened == []
    QGuiApplication.clipboard().clear()


def test_the_pictures_of_an_article_are_shown_out_of_the_library(window: MainWindow) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (120, 80), "#b02040").save(stream, "PNG")
    data = stream.getvalue()
    sha256 = hashlib.sha256(data).hexdigest()
    article = Article(
        kind="html", text="Before.\n\ufffc\nBehind.",
        blocks=(
            TextBlock(kind="paragraph", start=0, end=7), TextBlock(kind="image", start=8, end=9),
            TextBlock(kind="paragraph", start=10, end=17),
        ),
        pictures=(Picture(at=8, sha256=sha256, width=120, height=80, alt="A gate"),),
    )  # fmt: skip
    source = window.document.workspace.add(
        Incoming(name="gate.html", data=b"<p>", article=article, pictures={sha256: data})
    )
    window.open_source(source.id)
    image = window.article.reader.viewport().grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(0, image.width(), 8) for y in range(0, image.height(), 8)}
    assert "#b02040" in colors


def test_there_is_no_link_to_open_beside_one(linked: MainWindow) -> None:
    linked.article.reader.select(0, 0)
    assert not linked.commands.run("article.link")


def test_a_title_that_is_markup_is_no_markup_on_hover(window: MainWindow) -> None:

    window.document.workspace.correct(window.document.workspace.source("S1").id, title="<img src='file:///etc/passwd'>")
    tips = [
        window.sources.model.index(row).data(Qt.ItemDataRole.ToolTipRole)
        for row in range(window.sources.model.rowCount())
    ]
    assert not any("<img" in tip for tip in tips)


# --- facts -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def stated(window: MainWindow) -> MainWindow:
    """The window on an article that states its title and authors, and where."""
    reference = Reference(title="Two gates", authors=("A. Kell", "B. Orr"), language="en", type="article-newspaper")
    origins = (FactOrigin(fact="title", place="JSON-LD"), FactOrigin(fact="authors", place="OpenGraph"))
    block = TextBlock(kind="paragraph", start=0, end=len(TEXT))
    article = Article(kind="html", text=TEXT, blocks=(block,), reference=reference, origins=origins)
    source = window.document.workspace.add(Incoming(name="facts.html", data=b"facts", article=article))
    window.open_source(source.id)
    window.article.bar.form.more.setChecked(True)
    return window


def _write(window: MainWindow, name: str, words: str) -> None:
    field = window.article.bar.fields[name]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_each_fact_says_where_it_was_found(stated: MainWindow) -> None:
    form = stated.article.bar.form
    assert form.labels["title"].accessibleName() == "Title · from JSON-LD"
    assert form.labels["authors"].accessibleName() == "Authors · from OpenGraph"
    assert form.labels["publisher"].accessibleName() == "Publisher"
    assert form.fields["authors"].text() == "A. Kell; B. Orr"
    assert form.fields["publisher"].placeholderText() == "Not said"
    assert form.type_field.currentText() == "Newspaper article"


def test_a_fact_corrected_is_the_analysts_until_it_is_undone(stated: MainWindow) -> None:
    form = stated.article.bar.form
    _write(stated, "authors", "C. Vale")
    source = stated.article.source
    assert source is not None
    assert stated.document.workspace.source(source.id).reference.authors == ("C. Vale",)
    assert form.labels["authors"].accessibleName() == "Authors · yours"
    stated.commands.run("edit.undo")
    assert form.fields["authors"].text() == "A. Kell; B. Orr"
    assert form.labels["authors"].accessibleName() == "Authors · from OpenGraph"


def test_a_correction_mends_every_citation_of_the_source_at_once(stated: MainWindow, tmp_path: Path) -> None:
    window = stated
    for start, section in ((0, "situation"), (10, "risks")):
        window.article.reader.select(start, start + 8)
        window.passage_acts.take(section)

    def printed() -> str:
        briefing = window.document.briefing
        assert briefing is not None
        notes = [
            window.document.workspace.citation_note(block.quotation.citation, briefing)
            for key in ("situation", "risks")
            for block in briefing.blocks(key)
            if isinstance(block, BlockQuotation)
        ]
        assert len(notes) == 2
        file = window.document.workspace.export(tmp_path / "note.md", briefing=briefing).files[0].path
        return "\n".join([*notes, file.read_text("utf-8")])

    before = printed()
    assert before.count("Two gates") == 5  # two notes shown, two printed, and the list of sources
    _write(window, "title", "Three gates")
    after = printed()
    assert (after.count("Two gates"), after.count("Three gates")) == (0, 5)
    window.commands.run("edit.undo")
    assert printed().count("Two gates") == 5


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("accessed", "2026-04-15", "2026-04-15"),
        ("language", "pt-BR", "pt-BR"),
        ("url", "https://example.org/a", "https://example.org/a"),
        ("publisher", "Courier", "Courier"),
    ],
)
def test_every_fact_can_be_filled_in(stated: MainWindow, name: str, words: str, value: str) -> None:
    _write(stated, name, words)
    assert stated.article.source is not None
    assert getattr(stated.article.source.reference, name) == value


def test_the_type_is_chosen_from_a_list(stated: MainWindow) -> None:
    field = stated.article.bar.form.type_field
    field.setFocus()
    QTest.keyClicks(field, "Rep")
    field.activated.emit(field.currentIndex())
    assert stated.article.source is not None
    assert stated.article.source.reference.type == "report"


def test_the_facts_that_few_need_are_out_of_sight_until_they_are_wanted(window: MainWindow) -> None:
    form = window.article.bar.form
    assert form.fields["published"].isVisible()
    assert not form.fields["authors"].isVisible()
    form.more.click()
    assert form.fields["authors"].isVisible()
