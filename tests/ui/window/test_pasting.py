"""A picture on the clipboard, such as a screenshot, becomes a source that says what it shows and when it was read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from briefer.core.reference import is_date
from briefer.core.source import Source
from briefer.ui.dialogs.screenshot import ScreenshotDialog
from briefer.ui.window import MainWindow

LONG = 30_000


@pytest.fixture(autouse=True)
def _cleared(window: MainWindow) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def screenshot() -> QImage:
    image = QImage(640, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    return image


def copy(*, image: QImage | None = None, text: str = "", page: str = "") -> None:
    """Put on the clipboard what a program or a browser would."""
    data = QMimeData()
    if image is not None:
        data.setImageData(image)
    if text:
        data.setText(text)
    if page:
        data.setHtml('<img src="https://example.org/a.png">')
        data.setData("chromium/x-source-url", page.encode())
    QGuiApplication.clipboard().setMimeData(data)


def paste(window: MainWindow) -> ScreenshotDialog:
    """Paste as article, and return the dialog that asks about the picture."""
    assert window.commands.run("sources.paste")
    return next(dialog for dialog in window.findChildren(ScreenshotDialog) if dialog.isVisible())


def last(window: MainWindow) -> Source:
    return window.document.workspace.sources[-1]


def test_a_pasted_screenshot_becomes_a_source_with_its_address_and_time(window: MainWindow, qtbot: QtBot) -> None:
    copy(image=screenshot())
    dialog = paste(window)
    assert dialog.address_field.text() == ""
    assert is_date(dialog.read_field.text())  # now, to be corrected
    dialog.address_field.setText("https://example.org/gates")
    dialog.read_field.setText("2026-04-16T09:30+02:00")
    with qtbot.waitSignal(window.adding.idle, timeout=LONG):
        dialog.accept_button.click()
    source = last(window)
    assert source.handle == "S3"
    assert source.kind == "image"
    assert source.reference.url == "https://example.org/gates"
    assert source.reference.accessed == "2026-04-16T09:30+02:00"
    assert {each.place for each in source.origins if each.fact in ("url", "accessed")} == {"analyst"}
    (shown,) = window.document.workspace.article(source.id).pictures
    assert (shown.width, shown.height) == (640, 400)


def test_what_is_not_known_of_a_screenshot_stays_unknown(window: MainWindow, qtbot: QtBot) -> None:
    copy(image=screenshot())
    dialog = paste(window)
    dialog.read_field.clear()
    with qtbot.waitSignal(window.adding.idle, timeout=LONG):
        dialog.accept_button.click()
    assert last(window).reference.url is None
    assert last(window).reference.accessed is None


@pytest.mark.parametrize(
    ("address", "read", "sentence"),
    [
        ("gates", "2026", "“gates” is not an address. Write it whole, beginning with https://."),
        ("", "yesterday", "“yesterday” is not a date. Write it as 2024-10-18, or 2024-10, or 2024."),
    ],
)
def test_what_is_no_address_or_time_is_said_in_the_dialog(
    window: MainWindow, address: str, read: str, sentence: str
) -> None:
    copy(image=screenshot())
    dialog = paste(window)
    dialog.address_field.setText(address)
    dialog.read_field.setText(read)
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert dialog.problem.text() == sentence
    assert not window.adding.busy
    dialog.reject()
    assert len(window.document.workspace.sources) == 2


def test_a_picture_copied_in_a_browser_brings_the_address_of_its_page(window: MainWindow) -> None:
    copy(image=screenshot(), page="https://example.org/gates")
    dialog = paste(window)
    assert dialog.address_field.text() == "https://example.org/gates"
    dialog.reject()


def test_a_picture_that_only_draws_the_words_copied_is_left_aside(window: MainWindow, qtbot: QtBot) -> None:
    copy(image=screenshot(), text="Two more gates closed on Tuesday, and nobody said why.")
    with qtbot.waitSignal(window.adding.idle, timeout=LONG):
        assert window.commands.run("sources.paste")
    assert last(window).kind == "text"
    assert not any(dialog.isVisible() for dialog in window.findChildren(ScreenshotDialog))


def test_an_empty_clipboard_is_told(window: MainWindow) -> None:
    QGuiApplication.clipboard().clear()
    assert window.commands.run("sources.paste")
    assert "holds neither words nor a picture" in window.messages.words.text()
