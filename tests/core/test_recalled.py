"""A picture that lay beside a page is known again in another text of the page, or left out, and never mistaken."""

from __future__ import annotations

import pytest

from briefer.core.recalled import with_pictures
from briefer.core.source import Article, Picture
from briefer.core.text import OBJECT

ONE, TWO = "1" * 64, "2" * 64
LEAD = "The ferry line across the sound closed on Tuesday."
LAST = "Buses run instead, the harbour office said, and nobody knows for how long."


def _article(text: str, *hashes: str | None, alt: str = "") -> Article:
    """Return an article with a picture at each * of `text`."""
    places = [at for at, character in enumerate(text) if character == "*"]
    pictures = tuple(
        Picture(at=at, sha256=sha256, width=400 if sha256 else 0, height=300 if sha256 else 0, alt=alt)
        for at, sha256 in zip(places, hashes, strict=True)
    )
    return Article(kind="html", text=text.replace("*", OBJECT), blocks=(), pictures=pictures)


@pytest.mark.parametrize(
    ("again", "held", "expected"),
    [
        pytest.param(f"{LEAD}\n*\n{LAST}", f"{LEAD}\n*\n{LAST}", [ONE], id="the same text"),
        pytest.param(f"Menu\n{LEAD}\n*\n{LAST}\nImprint", f"{LEAD}\n*\n{LAST}", [ONE], id="more around it"),
        pytest.param(f"Menu of the paper\n*\n{LAST}\nImprint", f"*\n{LAST}", [ONE], id="nothing before it"),
        pytest.param(f"*\nMenu of the paper\n{LEAD}", f"*\n{LAST}", [None], id="another at the beginning"),
        pytest.param(f"Menu\n{LEAD}\n{LAST}\n*", f"{LEAD}\n*\n{LAST}", [None], id="at another place"),
        pytest.param(f"{LEAD}\n*\n{LAST}\nMore\n{LEAD}\n*\n{LAST}", f"{LEAD}\n*\n{LAST}", [None, None], id="twice"),
        pytest.param(f"{LEAD}\n*\n{LAST}", "Other words altogether\n*\nand others yet", [None], id="other words"),
    ],
)
def test_a_picture_is_known_by_what_stands_around_it(again: str, held: str, expected: list[str | None]) -> None:
    found = with_pictures(_article(again, *[None] * again.count("*")), [_article(held, *[ONE] * held.count("*"))])
    assert [picture.sha256 for picture in found.pictures] == expected


def test_pictures_side_by_side_keep_their_order() -> None:
    found = with_pictures(
        _article(f"Menu\n{LEAD}\n*\n*\n{LAST}", None, None), [_article(f"{LEAD}\n*\n*\n{LAST}", ONE, TWO)]
    )
    assert [picture.sha256 for picture in found.pictures] == [ONE, TWO]
    assert (found.pictures[0].width, found.pictures[0].height) == (400, 300)


def test_a_picture_with_other_words_is_another() -> None:
    again, held = _article(f"{LEAD}\n*", None, alt="A bus"), _article(f"{LEAD}\n*\n{LAST}", ONE, alt="A ferry")
    assert with_pictures(again, [held]).pictures[0].sha256 is None


def test_a_picture_that_its_file_holds_stays_as_it_is() -> None:
    again, held = _article(f"{LEAD}\n*", TWO), _article(f"{LEAD}\n*", ONE)
    assert with_pictures(again, [held]).pictures[0].sha256 == TWO
