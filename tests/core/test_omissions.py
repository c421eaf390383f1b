"""Words left out that change what a quotation says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core import omissions, quoting
from tests import strategies
from tests.core.test_quoting import quotation, select


def left_out(exact: str, words: str) -> list[tuple[str, str]]:
    """Return the cues and words that are missed when `words` are omitted."""
    held = quotation(exact)
    return [(each.cue, each.word) for each in omissions.dropped(quoting.omit(held, *select(words, held)))]


@pytest.mark.parametrize(
    ("exact", "omitted", "missed"),
    [
        ("The gates were not closed on purpose.", "not", [("negation", "not")]),
        ("The gates weren’t closed on purpose.", "weren’t", [("negation", "weren’t")]),
        ("Troops may have crossed the river.", "may", [("hedge", "may")]),
        ("Troops, the ministry said, have crossed.", ", the ministry said,", [("attribution", "said")]),
        ("Some 31 of 40 districts ration water.", "31 of", [("number", "31")]),
        ("Die Tore wurden nicht geschlossen.", "nicht", [("negation", "nicht")]),
        ("Selon la police, les portes sont fermées.", "Selon la police,", [("attribution", "Selon")]),
        ("The old gates were closed.", "old", []),
        ("On 3 May and again 3 days later it fell.", "and again 3", []),
    ],
)
def test_what_an_omission_drops_is_told(exact: str, omitted: str, missed: list[tuple[str, str]]) -> None:
    assert left_out(exact, omitted) == missed


def test_one_word_of_each_kind_is_told_for_each_omission() -> None:
    missed = left_out(
        "It was not, said nobody, never over 40 or 50 metres high.", "not, said nobody, never over 40 or 50"
    )
    assert missed == [("negation", "not"), ("attribution", "said"), ("number", "40")]


def test_a_trim_counts_only_within_the_sentence_that_is_printed() -> None:
    held = quotation("He denied it. Officials said that the gates may be closed. Nobody answered.")
    made = quoting.shorten(held, *select("the gates", held))
    assert [(each.cue, each.word, each.trimmed) for each in omissions.dropped(made)] == [
        ("attribution", "said", True),
        ("hedge", "may", True),
    ]
    whole = quoting.shorten(held, *select("Officials said that the gates may be closed.", held))
    assert omissions.dropped(whole) == ()


def test_a_quotation_that_is_whole_drops_nothing() -> None:
    assert omissions.dropped(quotation("It was not 40.")) == ()


@given(st.data())
def test_whatever_is_missed_stands_in_the_source_and_is_not_printed_from_there(data: st.DataObject) -> None:
    held = data.draw(strategies.quotations(data.draw(strategies.pools())))
    for each in omissions.dropped(held):
        assert held.edits
        assert each.word in held.passage.exact[each.start : each.end]
        assert all(
            piece.end <= each.start or piece.start >= each.end for piece in held.pieces if piece.kind == "source"
        )


@given(st.data())
def test_what_is_missed_is_flagged_in_the_printed_words(data: st.DataObject) -> None:
    held = data.draw(strategies.quotations(data.draw(strategies.pools())))
    spans = omissions.flagged(held)
    assert all(0 <= start < end <= len(held.text) for start, end in spans)
    if held.text.strip():
        assert bool(spans) == bool(omissions.dropped(held))


def test_the_word_on_the_side_of_a_trim_is_flagged() -> None:
    held = quotation("Officials said that the gates may be closed.")
    made = quoting.shorten(held, *select("the gates", held))
    assert [made.text[start:end] for start, end in omissions.flagged(made)] == ["the", "gates"]
    cut = quoting.omit(held, *select("may", held))
    assert [cut.text[start:end] for start, end in omissions.flagged(cut)] == ["[...]"]
