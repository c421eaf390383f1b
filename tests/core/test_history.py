"""The one undo list: everything can be taken back and done again, and runs of typing are one step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core.briefing import BlockId, Paragraph, Text
from briefer.core.change import Edit, ReplaceBlocks, apply
from briefer.core.history import History
from tests import strategies


def key(before: str, after: str) -> Edit:
    def block(words: str) -> Paragraph:
        return Paragraph(id=BlockId("a"), inlines=(Text(text=words),))

    change = ReplaceBlocks(section="risks", at=0, before=(block(before),), after=(block(after),))
    return Edit(changes=(change,), label="typing", kind="typing")


def act(label: str) -> Edit:
    return Edit(changes=(), label=label)


@given(st.data())
def test_everything_undone_and_done_again_is_everything_done(data: st.DataObject) -> None:
    pool = data.draw(strategies.pools())
    briefing = first = data.draw(strategies.briefings(pool))
    history = History()
    for _ in range(data.draw(st.integers(0, 5))):
        edit = data.draw(strategies.acts(briefing, pool))
        briefing = apply(briefing, edit)
        history = history.recorded(edit)
    last, recorded = briefing, history
    while step := history.undo():
        edit, history = step
        briefing = apply(briefing, edit)
    assert replace(briefing, numbered=()) == replace(first, numbered=())
    while step := history.redo():
        edit, history = step
        briefing = apply(briefing, edit)
    assert briefing == last
    assert [step.edit for step in history.done] == [step.edit for step in recorded.done]
    assert history.undone == ()


def test_keys_in_a_row_are_one_step_until_it_is_closed() -> None:
    history = History().recorded(key("a", "ab"), "t1").recorded(key("ab", "abc"), "t2")
    assert len(history.done) == 1
    assert history.done[0].open
    assert history.done[0].at == "t2"
    assert history.done[0].edit.changes == key("a", "abc").changes
    history = history.closed().recorded(key("abc", "abcd"))
    assert [step.seq for step in history.done] == [1, 2]
    assert [step.open for step in history.done] == [False, True]


def test_another_act_closes_the_run() -> None:
    history = History().recorded(key("a", "ab")).recorded(act("take S1:1")).recorded(key("ab", "abc"))
    assert [step.open for step in history.done] == [False, False, True]


def test_a_key_after_undo_joins_nothing_and_gives_up_what_was_undone() -> None:
    history = History().recorded(key("a", "ab")).recorded(act("take S1:1"))
    undone = history.undo()
    assert undone is not None
    _, history = undone
    history = history.recorded(key("ab", "abc"))
    assert [step.seq for step in history.done] == [1, 3]
    assert history.undone == ()
    assert history.last_seq == 3


def test_a_joining_key_keeps_its_steps_number_and_gives_up_what_was_undone() -> None:
    open_step = History().recorded(key("a", "ab"))
    with_undone = replace(open_step, undone=History().recorded(act("x")).done)
    joined = with_undone.recorded(key("ab", "abc"))
    assert [step.seq for step in joined.done] == [1]
    assert joined.undone == ()


def test_labels_say_what_would_be_taken_back_or_done_again() -> None:
    history = History()
    assert (history.undo_label, history.redo_label) == (None, None)
    assert history.undo() is None
    assert history.redo() is None
    history = history.recorded(act("take S1:1")).recorded(act("move"))
    assert history.undo_label == "move"
    undone = history.undo()
    assert undone is not None
    assert (undone[1].undo_label, undone[1].redo_label) == ("take S1:1", "move")


@pytest.mark.parametrize("edits", [[], [act("take")], [key("a", "ab")]])
def test_closing_a_list_twice_is_closing_it_once(edits: list[Edit]) -> None:
    history = History()
    for edit in edits:
        history = history.recorded(edit)
    assert history.closed().closed() == history.closed()
    assert not any(step.open for step in history.closed().done)


def test_the_way_to_a_step_is_told_in_steps_undone_or_done_again() -> None:
    history = History()
    for text in "abc":
        history = history.recorded(act(text))
    undone = history.undo()
    assert undone is not None
    _, history = undone
    assert [history.way_to(seq) for seq in (0, 1, 2, 3, 4)] == [-2, -1, 0, 1, None]
