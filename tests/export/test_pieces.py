"""A context that is sent to a worker in pieces: it arrives whole, or it is said that something is not at hand."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from briefer.export.pieces import AtHand, Sent


def context(*blocks: dict[str, Any], notes: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    half = len(blocks) // 2
    sections = [{"key": "a", "blocks": list(blocks[:half])}, {"key": "b", "blocks": list(blocks[half:])}]
    return {"briefing": {"title": "x"}, "sections": sections, "notes": list(notes), "passages": []}


STORE: list[dict[str, Any]] = [{"text": str(number % 4)} for number in range(6)]  # some alike and not the same


@given(walk=st.lists(st.tuples(st.lists(st.sampled_from(STORE)), st.lists(st.sampled_from(STORE)), st.booleans())))
def test_every_context_arrives_whole_also_at_a_receiver_that_is_new(walk: list[tuple[Any, Any, bool]]) -> None:
    sent, at_hand = Sent(), AtHand()
    for blocks, notes, replaced in walk:
        whole = context(*blocks, notes=tuple(notes))
        if replaced:
            at_hand = AtHand()
        arrived = at_hand.whole(*sent.parted(whole))
        if arrived is None:
            assert replaced
            sent.forget()
            arrived = at_hand.whole(*sent.parted(whole))
        assert arrived == whole


def test_what_the_receiver_has_is_not_sent_again_and_what_is_let_go_is() -> None:
    sent = Sent()
    one, two = {"text": "one"}, {"text": "two"}
    assert list(sent.parted(context(one, two))[1].values()) == [one, two]
    assert list(sent.parted(context(two))[1].values()) == []
    assert list(sent.parted(context(one, two))[1].values()) == [one]


def test_contexts_that_overtake_each_other_are_asked_for_whole_and_never_mixed() -> None:
    sent, at_hand = Sent(), AtHand()
    first = sent.parted(context({"text": "one"}))
    second = sent.parted(context({"text": "two"}))
    last = context(*(piece for piece in ({"text": "three"}, {"text": "four"})))
    third, fourth = sent.parted(last), sent.parted(last)
    assert at_hand.whole(*second) == context({"text": "two"})
    assert at_hand.whole(*fourth) is None
    assert at_hand.whole(*first) == context({"text": "one"})
    assert at_hand.whole(*third) == last
    assert at_hand.whole(*fourth) == last
