"""Above the article: what it came with, what it is like, which capture it is; and captures compared."""

from __future__ import annotations

import hashlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefer.core.source import Container
from briefer.ui.dialogs.compare import CompareDialog
from briefer.ui.window import MainWindow
from briefer.workspace.workspace import Incoming
from tests.ui.window.conftest import FIRST, article, incoming, words

LONG = 30_000
URL = "https://courier.example/gates"
AGAIN = (
    "Two more gates closed\n"
    "An opening that was not there before.\n"
    "Reports about a presence have entered the wider conversation of the capital.\n"
    "A newspaper circulated a report on the 😀 topic, and two ministers answered it.\n"
    "The office of the harbour stayed closed until Thursday."
)


def _said(window: MainWindow) -> list[str]:
    return [note.words for note in window.article.banner.notes]


def _press(window: MainWindow, label: str) -> None:
    QTest.mouseClick(window.article.banner.buttons()[label], Qt.MouseButton.LeftButton)


def test_a_mail_names_what_came_with_it_and_each_leads_to_the_other(window: MainWindow) -> None:
    workspace = window.document.workspace
    mail = workspace.add(
        Incoming(name="mail.eml", data=b"mail", article=article("Hello\nSee the file.", title="Hello"))
    )
    inside = Container(file="mail.eml", sha256=hashlib.sha256(b"mail").hexdigest(), member="1")
    report = article("Report\nWater is low.", title="Report")
    attached = workspace.add(Incoming(name="report.txt", data=b"report", article=report, container=inside))
    window.open_source(mail.id)
    assert _said(window) == ["From mail.eml, with 1 attachment."]
    _press(window, f"{attached.handle} Report")
    assert window.article.source == workspace.source(attached.id)
    assert _said(window) == [f"Attached to {mail.handle}, “Hello”."]
    _press(window, f"{mail.handle} Hello")
    assert window.article.source is not None
    assert window.article.source.id == mail.id


def test_an_article_out_of_a_zip_file_names_it(window: MainWindow) -> None:
    box = Container(file="saved.zip", sha256="0" * 64, member="pages/a.txt")
    source = window.document.workspace.add(Incoming(name="a.txt", data=b"a", article=article("A\nB."), container=box))
    window.open_source(source.id)
    assert _said(window) == ["From saved.zip, pages/a.txt."]


def test_a_near_copy_says_how_much_it_shares_and_shows_the_run(window: MainWindow, qtbot: QtBot) -> None:
    workspace = window.document.workspace
    shared = " ".join(f"word{number} of the harbour report" for number in range(60)) + "."
    first = workspace.add(incoming(f"First\n{shared}", "first.txt", title="First"))
    second = workspace.add(incoming(f"Second\nIn its own words. {shared} And more besides.", "second.txt"))
    assert second.duplicate_of == first.id
    window.open_source(second.id)
    qtbot.waitUntil(lambda: "Show shared run" in window.article.banner.buttons(), timeout=LONG)
    [said] = _said(window)
    assert said.endswith(f"% of these words stand in {first.handle}, “First”.")
    _press(window, "Show shared run")
    chosen = window.article.reader.selection()
    assert chosen is not None
    assert "word0 of the harbour report" in window.article.reader.article.text[slice(*chosen)]
    assert window.messages.words.text() == "The longest run that both have is selected: 300 words."


@pytest.fixture
def captured(window: MainWindow) -> MainWindow:
    """The window with three passages taken of a capture, and a later capture open."""
    workspace = window.document.workspace
    first = article(FIRST, title="Gates", url=URL)
    old = workspace.add(Incoming(name="gates.html", data=b"saved first", article=first))
    window.open_source(old.id)
    second = "A newspaper circulated a story on the 😀 topic, and two ministers answered it."
    for part in ("Reports about a presence", second, "Nobody else has said anything"):
        start = FIRST.index(part)
        window.article.reader.select(start, start + len(part))
        window.passage_acts.take("risks")
    new = workspace.add(incoming(AGAIN, "gates-later.html", title="Gates", url=URL))
    window.open_source(new.id)
    return window


def _compare(window: MainWindow) -> CompareDialog:
    _press(window, "Compare…")
    [dialog] = [each for each in window.findChildren(CompareDialog) if each.isVisible()]
    return dialog


def test_a_later_capture_says_which_it_is_of_and_compares_its_passages(captured: MainWindow) -> None:
    assert _said(captured)[0].startswith("A later capture of S3, which came ")
    dialog = _compare(captured)
    rows = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert [row.split(" · ")[0] for row in rows] == ["Moved", "Changed", "Lost"]
    dialog.list.setCurrentRow(1)
    assert dialog.difference.accessibleDescription().startswith(
        "A newspaper circulated a [gone: story] [new: report] on the"
    )
    assert "struck through" in dialog.explained.text()
    dialog.list.setCurrentRow(2)
    assert not dialog.move_button.isEnabled()
    dialog.reject()


def test_a_passage_is_moved_to_the_later_capture_by_the_analyst_alone_and_back(captured: MainWindow) -> None:
    before = words(captured, "risks")
    dialog = _compare(captured)
    assert words(captured, "risks") == before
    dialog.list.setCurrentRow(1)
    QTest.mouseClick(dialog.move_button, Qt.MouseButton.LeftButton)
    assert words(captured, "risks")[1] == before[1].replace("story", "report")
    assert "1 passage was moved to S4" in dialog.problem.text()
    dialog.reject()
    captured.document.undo()
    assert words(captured, "risks") == before
