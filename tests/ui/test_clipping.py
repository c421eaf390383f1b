"""What a clipboard or a drop says about where its words come from."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QUrl

from briefer.ui import clipping


def _data(**formats: bytes) -> QMimeData:
    data = QMimeData()
    data.setHtml("<p>Words</p>")
    data.setText("Words")
    return data


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("text/x-moz-url-priv", "https://example.org/a".encode("utf-16-le")),
        ("chromium/x-source-url", b"https://example.org/a"),
        (
            'application/x-qt-windows-mime;value="HTML Format"',
            b"Version:0.9\r\nSourceURL:https://example.org/a\r\n<html>",
        ),
    ],
)
def test_every_browser_tells_the_address_in_its_own_way(form: str, content: bytes) -> None:
    data = _data()
    data.setData(form, content)
    found = clipping.clip(data)
    assert found is not None
    assert found.url == "https://example.org/a"


def test_an_address_that_is_no_page_is_not_believed() -> None:
    data = _data()
    data.setData("chromium/x-source-url", b"javascript:alert(1)")
    found = clipping.clip(data)
    assert found is not None
    assert found.url is None


def test_nothing_copied_is_nothing() -> None:
    assert clipping.clip(QMimeData()) is None


def test_a_link_is_told_from_a_file_and_from_words() -> None:
    link, file, words = QMimeData(), QMimeData(), QMimeData()
    link.setUrls([QUrl("https://example.org/")])
    file.setUrls([QUrl.fromLocalFile("/tmp/a.txt")])
    words.setText("see https://example.org/ for more")
    assert [clipping.is_link(each) for each in (link, file, words)] == [True, False, False]
