from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.citing.language import load
from briefer.citing.marks import nested


@pytest.mark.parametrize(
    ("tag", "source", "printed"),
    [
        ("en", "he said “no” twice", "he said ‘no’ twice"),
        ("en", 'he said "no" twice', "he said ‘no’ twice"),
        ("en", "„nein“ sagte er", "‘nein’ sagte er"),
        ("en", "franchi « de nuit », dit-il", "franchi ‘de nuit’, dit-il"),
        ("en", "er sagte »nein« dazu", "er sagte ‘nein’ dazu"),
        ("de", 'the "so-called" plan', "the ‚so-called‘ plan"),
        ("fr", '"quoted"', "“quoted”"),
        ("en", "it's the minister's", "it's the minister's"),
        ("en", "(“inside”)", "(‘inside’)"),
    ],
)
def test_marks_inside_a_quotation_become_inner_ones(tag: str, source: str, printed: str) -> None:
    assert nested([source], load(tag)) == [printed]


def test_marks_are_seen_across_the_pieces_of_a_quotation() -> None:
    assert nested(["he said “", "[N]", "o”"], load("en")) == ["he said ‘", "[N]", "o’"]


@given(st.lists(st.text(alphabet="ab c“”\"«»„'.\u00a0", max_size=12), max_size=5), st.sampled_from(["en", "de", "fr"]))
def test_no_word_is_touched(pieces: list[str], tag: str) -> None:
    def words(texts: list[str]) -> list[str]:
        return ["".join(sign for sign in text if sign.isalnum() or sign in "'.") for text in texts]

    printed = nested(pieces, load(tag))
    assert words(printed) == words(pieces)
