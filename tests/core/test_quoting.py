"""The five typed edits, made from what is selected of the printed words."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core import quoting
from briefer.core.passage import Emphasise, Omit, Passage, PassageId, Quotation
from briefer.core.source import SourceId
from briefer.errors import EditRefused
from tests import strategies

WORDS = "The gates were closed on Tuesday, and nobody said why."


def quotation(exact: str = WORDS) -> Quotation:
    return Quotation(
        passage=Passage(
            id=PassageId("p"), source=SourceId("s"), source_number=1, number=1, exact=exact, start=0, end=len(exact),
            text_sha256="",
        )
    )  # fmt: skip


def select(words: str, within: Quotation) -> tuple[int, int]:
    """Return the printed positions of `words`."""
    start = within.text.index(words)
    return start, start + len(words)


def after(act: Callable[[Quotation, int, int], Quotation], *selected: str) -> str:
    """Return what is printed after an act on each of `selected` in turn."""
    held = quotation()
    for words in selected:
        held = act(held, *select(words, held))
    return held.text


@pytest.mark.parametrize(
    ("selected", "printed"),
    [
        ("closed on Tuesday", "closed on Tuesday"),
        (" gates were ", "gates were"),
        ("ates wer", "gates were"),
    ],
)
def test_shortening_keeps_the_whole_words_selected(selected: str, printed: str) -> None:
    assert after(quoting.shorten, selected) == printed


@pytest.mark.parametrize(
    ("selected", "printed"),
    [
        (("on Tuesday",), "The gates were closed [...], and nobody said why."),
        ((" on Tues",), "The gates were closed [...], and nobody said why."),
        (("were", "closed"), "The gates [...] on Tuesday, and nobody said why."),
        (("closed", "were"), "The gates [...] on Tuesday, and nobody said why."),
        (("gates", "closed"), "The [...] were [...] on Tuesday, and nobody said why."),
        (("The",), "[...] gates were closed on Tuesday, and nobody said why."),
    ],
)
def test_omitting_prints_brackets_for_whole_words_and_joins_neighbours(selected: tuple[str, ...], printed: str) -> None:
    assert after(quoting.omit, *selected) == printed


def test_omitting_across_an_omission_makes_one() -> None:
    assert after(quoting.omit, "closed", "were [...] on") == "The gates [...] Tuesday, and nobody said why."


@pytest.mark.parametrize(
    ("behind", "printed"),
    [
        ("", "[of the dam] The gates were"),
        ("The gates", "The gates [of the dam] were"),
        ("The gates ", "The gates [of the dam] were"),
        ("The ga", "The [of the dam] gates were"),
        ("The gates were closed on Tuesday", "on Tuesday [of the dam], and"),
        (WORDS, "said why. [of the dam]"),
    ],
)
def test_words_are_inserted_between_whole_words_with_a_space(behind: str, printed: str) -> None:
    assert printed in quoting.insert(quotation(), len(behind), " of  the dam ").text


def test_the_first_letter_changes_its_case_and_back() -> None:
    changed = quoting.recase(quotation())
    assert changed.text.startswith("[t]he gates")
    assert quoting.recase(changed) == quotation()


def test_the_first_letter_is_that_of_the_first_words_printed() -> None:
    held = quoting.shorten(quotation(), *select("nobody said why", quotation()))
    assert quoting.recase(held).text == "[N]obody said why"
    quoted = quotation("“nobody said why")
    assert quoting.recase(quoted).text == "“[N]obody said why"


def test_words_are_emphasised_and_no_longer_where_all_are() -> None:
    held = quotation()
    some = quoting.emphasise(held, *select("were closed", held))
    more = quoting.emphasise(some, *select("gates were", held))
    assert [piece.text for piece in more.pieces if piece.emphasised] == ["gates were closed"]
    less = quoting.emphasise(more, *select("were", held))
    assert less.edits == (Emphasise(start=4, end=9), Emphasise(start=15, end=21))
    assert quoting.emphasise(some, *select("were closed", held)) == held


def test_the_sources_words_come_back_where_they_are_selected_or_all_of_them() -> None:
    held = quoting.omit(quotation(), *select("on Tuesday", quotation()))
    held = quoting.omit(held, *select("gates", held))
    some = quoting.restore(held, *select("gates" if "gates" in held.text else "[...] were", held))
    assert some.text == "The gates were closed [...], and nobody said why."
    assert quoting.restore(held) == quotation()


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda held: quoting.shorten(held, 0, len(WORDS)), "All of the quotation is selected."),
        (lambda held: quoting.omit(held, 3, 4), quoting.NOTHING),
        (lambda held: quoting.omit(held, 0, len(WORDS)), "Nothing of the source's words would be left."),
        (lambda held: quoting.insert(held, 3, "  "), "An insertion needs words of its own"),
        (lambda held: quoting.restore(held), "These are the source's words already."),
        (lambda held: quoting.recase(quotation("1 gate")), "has no other case"),
        (lambda held: quoting.emphasise(held, 4, 4), quoting.NOTHING),
    ],
)
def test_what_cannot_be_done_is_said(act: Callable[[Quotation], Quotation], sentence: str) -> None:
    with pytest.raises(EditRefused, match=sentence.replace("[", r"\[")):
        act(quotation())


@given(st.data())
def test_whatever_is_done_what_is_printed_is_the_sources_words_or_says_otherwise(data: st.DataObject) -> None:
    pool = data.draw(strategies.pools())
    held = data.draw(strategies.quotations(pool))
    for _ in range(data.draw(st.integers(1, 4))):
        start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(held.text))] * 2)))
        act = data.draw(
            st.sampled_from([
                quoting.shorten, quoting.omit, quoting.emphasise, quoting.restore,
                lambda held, start, _end: quoting.insert(held, start, "sic"),
                lambda held, _start, _end: quoting.recase(held),
            ])
        )  # fmt: skip
        with contextlib.suppress(EditRefused):
            held = act(held, start, end)
    exact = held.passage.exact
    for piece in held.pieces:
        if piece.kind == "source":
            assert piece.text == exact[piece.start : piece.end]
        elif piece.kind == "case":
            assert piece.text == f"[{exact[piece.start].swapcase()}]"
        else:
            assert piece.text.strip(" ").startswith("[")
            assert piece.text.strip(" ").endswith("]")
    with contextlib.suppress(EditRefused):
        assert quoting.restore(held).text == exact


@given(st.data())
def test_words_that_are_omitted_are_not_printed(data: st.DataObject) -> None:
    held = data.draw(strategies.quotations(data.draw(strategies.pools())))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(held.text))] * 2)))
    try:
        made = quoting.omit(held, start, end)
    except EditRefused:
        return
    gone = next(edit for edit in reversed(made.edits) if isinstance(edit, Omit))
    printed = [piece for piece in made.pieces if piece.kind in ("source", "case")]
    assert all(piece.end <= gone.start or piece.start >= gone.end for piece in printed)
