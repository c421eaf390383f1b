"""What was copied in a browser and pasted: all of it, with its pictures and its address where it carries one."""

import base64
import io

import pytest
from PIL import Image

from briefer.sources import html, page_pictures, pasted
from briefer.sources.reading import read_answer
from tests.sources.checks import article, marked, shape
from tests.sources.samples import sample


def test_a_picture_that_was_copied_with_the_words_comes_along() -> None:
    image = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(image, "PNG")
    address = f"data:image/png;base64,{base64.b64encode(image.getvalue()).decode()}"
    answer = pasted.read(f"<p>Words.</p><img src='{address}' alt='A map'>".encode(), markup=True)
    (picture,) = article(answer).pictures
    assert (picture.width, picture.height, picture.alt) == (60, 40, "A map")
    assert set(read_answer(answer).articles[0].pictures) == {picture.sha256}


def test_the_address_comes_from_the_clipboard_and_says_so() -> None:
    copied = (
        "Version:0.9\r\nStartHTML:1\r\nSourceURL:https://example.org/talks\r\n"
        "<html><body><nav>not copied</nav><!--StartFragment--><h1>Talks go on</h1>"
        "<p>Words and <a href='/more'>more</a>.</p>"
        "<!--EndFragment--></body></html>"
    )
    found = article(pasted.read(copied.encode(), markup=True))
    assert shape(found) == [("heading", "Talks go on"), ("paragraph", "Words and more.")]
    assert (found.reference.url, found.reference.title) == ("https://example.org/talks", "Talks go on")
    assert [mark.href for mark in found.marks] == ["https://example.org/more"]
    assert {origin.fact: origin.place for origin in found.origins} == {
        "title": "guessed from the page",
        "url": "clipboard",
    }


def test_plain_words_keep_the_address_they_are_given_with() -> None:
    found = article(pasted.read(b"Words\n\nMore words", markup=False, url="https://example.org/a"))
    assert found.reference.url == "https://example.org/a"
    assert [(origin.fact, origin.place) for origin in found.origins] == [("url", "clipboard")]


def test_rows_that_were_copied_out_of_a_table_stay_a_table() -> None:
    copied = (
        "<html><body><table><!--StartFragment--><col width=64><tr><td>Year</td><td>2024</td></tr><!--EndFragment-->"
    )
    assert shape(article(pasted.read(copied.encode(), markup=True))) == [("cell", "Year"), ("cell", "2024")]
    row = b"<meta charset='utf-8'><td>Year</td><td>2024</td>"
    assert shape(article(pasted.read(row, markup=True))) == [("cell", "Year"), ("cell", "2024")]


def test_a_list_copied_out_of_word_has_items_without_their_signs() -> None:
    item = (
        "<p class=MsoListParagraph style='mso-list:l0 level{} lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>{}\xa0\xa0</span><![endif]>{}<o:p></o:p></p>"
    )
    copied = "".join(item.format(*each) for each in ((1, "·", "First"), (2, "o", "Deeper"), (1, "2.", "Counted")))
    found = article(pasted.read(f"<!--StartFragment--><p>Words</p>{copied}<!--EndFragment-->".encode(), markup=True))
    assert shape(found) == [
        ("paragraph", "Words"), ("list-item", "First"), ("list-item", "Deeper"), ("list-item", "Counted"),
    ]  # fmt: skip
    assert [(block.level, block.ordered) for block in found.blocks[1:]] == [(1, False), (2, False), (1, True)]


def test_words_that_are_bold_by_their_style_are_bold_and_no_others() -> None:
    copied = (
        "<b style='font-weight:normal' id='docs-internal-guid'><p>Plain <span style='font-weight:700'>bold</span> and "
        "<span style='font-style:italic'>slanted</span></p></b>"
    )
    found = article(pasted.read(copied.encode(), markup=True))
    assert marked(found, "bold") == ["bold"]
    assert marked(found, "italic") == ["slanted"]


WORD = '<p>kept<span class=msoDel><del cite="mailto:X" datetime="2024-10-17T10:00"> SECRET</del></span>, and so on.</p>'


def test_words_that_word_copies_as_deleted_are_left_out_and_a_warning_says_so() -> None:
    found = article(pasted.read(f"{WORD}<p>Was <del>four</del> five.</p>".encode(), markup=True))
    assert found.text == "kept, and so on.\nWas four five."
    assert found.warnings == ("It holds deleted text of tracked changes, which was left out.",)


def test_a_page_saved_by_word_is_read_without_its_deleted_words() -> None:
    page = f"<html><body><h1>Talks</h1>{WORD}<p>{'More was said at the harbour. ' * 20}</p></body></html>"
    found = article(html.read(page.encode(), "x.htm"))
    assert "SECRET" not in found.text
    assert "It holds deleted text of tracked changes, which was left out." in found.warnings


def test_pictures_that_are_too_many_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_pictures, "MOST", 1)
    images = "".join(
        f"<img src='data:image/png;base64,{base64.b64encode(sample(name)).decode()}'>"
        for name in ("screenshot.png", "small.webp")
    )
    found = article(pasted.read(f"<p>Words.</p>{images}".encode(), markup=True))
    assert found.warnings == ("Only the first of its pictures were kept; there were too many.",)
