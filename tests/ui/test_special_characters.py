"""Characters by name."""

from __future__ import annotations

import unicodedata

import pytest

from briefer.ui.special_characters import FOUND, search, usual


@pytest.mark.parametrize(
    ("words", "sign"),
    [("em dash", "—"), ("2014", "—"), ("u+2014", "—"), ("narrow space", "\u202f"), ("greek omega small", "ω"),
     ("arabic letter alef", "ا"), ("Hryvnia", "₴")],
)  # fmt: skip
def test_a_character_is_found_by_words_of_its_name_and_by_its_code(words: str, sign: str) -> None:
    assert sign in [each.sign for each in search(words)]


def test_without_words_the_usual_ones_are_offered_each_once() -> None:
    signs = [each.sign for each in search(" ")]
    assert signs == [each.sign for each in usual()]
    assert len(signs) == len(set(signs))


def test_no_search_finds_a_control_or_more_than_can_be_looked_through() -> None:
    found = search("letter")
    assert len(found) == FOUND
    assert not [each for each in search("control") if unicodedata.category(each.sign) == "Cc"]
    assert search("no such character anywhere") == []
