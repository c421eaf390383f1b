"""Words with errors in them, aligned: the fewest errors, and exact ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core.aligning import align

letters = st.text("abc ", max_size=14)


def distance(one: str, other: str) -> int:
    """Return the edit distance, by the book."""
    row = list(range(len(other) + 1))
    for index, a in enumerate(one, start=1):
        before, row[0] = row[0], index
        for at, b in enumerate(other, start=1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (a != b))
    return row[-1]


@given(letters.filter(bool), letters)
def test_no_run_of_the_text_is_nearer_to_the_words(words: str, text: str) -> None:
    found = align(words, 0, len(words), text)
    runs = [text[start:end] for start in range(len(text) + 1) for end in range(start, len(text) + 1)]
    assert found.errors == min(distance(words, run) for run in runs)
    assert distance(words, text[found.start : found.end]) == found.errors


@given(letters, letters.filter(bool), letters)
def test_words_that_stand_there_with_all_around_them_have_no_errors(before: str, words: str, behind: str) -> None:
    around = before + words + behind
    found = align(around, len(before), len(before) + len(words), "xx" + around + "yy")
    assert (found.start, found.end, found.errors) == (2 + len(before), 2 + len(before) + len(words), 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("it said that forty were killed there", "forty were killed"),
        ("it said that forty civilians were killed there", "forty civilians were killed"),
        ("it said that forty were wounded there", "forty were wounded"),
    ],
)
def test_what_stands_around_the_words_says_where_they_end(text: str, found: str) -> None:
    before, words, behind = "it said that ", "forty were killed", " there"
    place = align(before + words + behind, len(before), len(before + words), text)
    assert text[place.start : place.end].strip() == found
