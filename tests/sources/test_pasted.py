"""What was copied in a browser and pasted: all of it, with its pictures and its address where it carries one."""

import base64
import io

from PIL import Image

from briefer.sources import pasted
from briefer.sources.reading import read_answer
from tests.sources.checks import article, shape


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
