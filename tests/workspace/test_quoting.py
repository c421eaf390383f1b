"""Words typed from an article are found where they stand, and otherwise said to be somewhere near."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefer.core import anchor
from briefer.errors import BadRequest, PassageAmbiguous, PassageNotFound
from briefer.workspace import quoting
from tests.strategies import articles

TEXT = "Troops moved to the river on Friday.\nThe minister said: “No comment.” Troops moved to the river on Sunday."


def _found(words: str, nth: int | None = None) -> str:
    start, end = quoting.find(TEXT, words, nth, "S1")
    return TEXT[start:end]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the river on Friday", "the river on Friday"),
        ("  river on Friday. ", "river on Friday."),
        ('the MINISTER  said: "no comment."', "The minister said: “No comment.”"),
        ("friday. the minister", "Friday.\nThe minister"),
    ],
)
def test_words_are_found_whatever_their_form(words: str, found: str) -> None:
    assert _found(words) == found


def test_words_there_twice_are_listed_with_what_stands_around_them() -> None:
    with pytest.raises(PassageAmbiguous) as refusal:
        _found("moved to the river")
    assert "2 times" in refusal.value.sentence
    assert all(word in refusal.value.hint for word in ("Friday", "Sunday", "--nth"))
    assert quoting.find(TEXT, "moved to the river", 2, "S1")[0] > 60


def test_words_that_are_not_there_are_answered_with_the_closest() -> None:
    with pytest.raises(PassageNotFound, match="the river on Friday"):
        _found("Troops marched to the river on Friday")
    with pytest.raises(PassageNotFound) as refusal:
        _found("zzz qqq xxx")
    assert "closest" not in refusal.value.sentence


@pytest.mark.parametrize(("words", "nth"), [("", None), (" “” ", None), ("river", 0)])
def test_a_question_without_sense_is_refused(words: str, nth: int | None) -> None:
    with pytest.raises(BadRequest):
        _found(words, nth)


def test_a_place_beyond_the_last_is_not_there() -> None:
    with pytest.raises(PassageNotFound, match="only 2 times"):
        _found("moved to the river", 3)


@given(st.data())
def test_any_words_of_an_article_are_found_in_it(data: st.DataObject) -> None:
    text = data.draw(articles()).text
    start = data.draw(st.integers(0, len(text)))
    start, end = anchor.tightened(text, start, data.draw(st.integers(start, len(text))))
    words = text[start:end]
    assume(any(character.isalnum() for character in words))
    found_start, found_end = quoting.find(text, words, 1, "S1")
    assert text[found_start:found_end] == words
