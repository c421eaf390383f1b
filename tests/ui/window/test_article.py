"""The article in the window: links that lead out only when one says so."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton

from briefer.core.source import Article, TextBlock, TextMark
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
