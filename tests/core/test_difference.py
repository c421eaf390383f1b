"""What differs between two runs of text, word by word, and where a place in the one is in the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core.difference import Offsets, runs
from tests import strategies

texts = st.lists(strategies.words, max_size=6).map(" ".join)


def shown(one: str, other: str) -> str:
    """Write a difference in one line."""
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[run.kind].format(run.text) for run in runs(one, other))


@pytest.mark.parametrize(
    ("one", "other", "line"),
    [
        ("", "", ""),
        ("The army left.", "The army left.", "The army left."),
        ("Some 40 people died.", "Some 52 people died.", "Some [-40-]{+52+} people died."),
        ("The army has left.", "The army left.", "The army [-has -]left."),
        ("The army left.", "The army of the north left.", "The army {+of the north +}left."),
        ("A big red house.", "A small blue house.", "A [-big red-]{+small blue+} house."),
        ("“No,” he said.", '"No," he said.', '[-“-]{+"+}No,[-”-]{+"+} he said.'),
        (
            "He said re\u0301sume\u0301 twice.",
            "He said resume twice.",
            "He said [-re\u0301sume\u0301-]{+resume+} twice.",
        ),
        ("co\u00adoperate", "cooperate", "[-co\u00adoperate-]{+cooperate+}"),
        ("外交部は金曜日に発表。", "外交部は月曜日に発表。", "外交部は[-金-]{+月+}曜日に発表。"),
        ("All 😀 left.", "All 𝔘nits left.", "All [-😀-]{+𝔘nits+} left."),
    ],
)
def test_a_difference_reads_as_whole_words(one: str, other: str, line: str) -> None:
    assert shown(one, other) == line


@given(texts, texts)
def test_both_texts_can_be_read_out_of_their_difference(one: str, other: str) -> None:
    found = runs(one, other)
    assert "".join(run.text for run in found if run.kind != "new") == one
    assert "".join(run.text for run in found if run.kind != "gone") == other
    assert all(run.text for run in found)


@given(texts, texts, texts, texts)
def test_what_both_have_is_found_at_its_place(front: str, same: str, before: str, behind: str) -> None:
    one, other = f"{front} {same} end", f"{before}. {same} end{behind}"
    offsets = Offsets(one, other)
    for start in range(len(one)):
        begin, end = offsets.start(start), offsets.end(start + 1)
        assert 0 <= begin <= end <= len(other)
    assert offsets.end(len(one)) <= len(other)
    both = Offsets(same, same)
    assert [both.start(at) for at in range(len(same) + 1)] == list(range(len(same) + 1))


def test_places_inside_changed_words_are_taken_to_their_edges() -> None:
    offsets = Offsets("The army left on Friday evening.", "The convoy left early on Monday evening.")
    assert (offsets.start(4), offsets.end(8)) == (4, 10)
    assert (offsets.start(6), offsets.end(6)) == (4, 10)
    assert (offsets.start(9), offsets.end(13)) == (11, 15)
    assert (offsets.start(14), offsets.end(16)) == (22, 24)
    assert (offsets.start(17), offsets.end(23)) == (25, 31)


def test_a_long_text_is_compared_at_once() -> None:
    one = " ".join(f"word{number % 977} of" for number in range(20_000))
    other = one[:100_000].replace("word5 ", "sword ") + " and " + one[100_000:]
    found = runs(one, other)
    assert "".join(run.text for run in found if run.kind != "gone") == other
