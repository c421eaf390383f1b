"""Blocks and sections a step up or down, and what that leaves as it was."""

from __future__ import annotations

import pytest

from briefer.core import edits, order
from briefer.core.briefing import TRAY, Block, BlockId, Briefing, Paragraph, Text
from briefer.core.change import Caret, Edit, apply, inverse
from briefer.errors import EditRefused, NotFound
from tests.strategies import empty_briefing


def _briefing(**sections: str) -> Briefing:
    briefing = empty_briefing()
    for key, names in sections.items():
        blocks: list[Block] = [Paragraph(id=BlockId(name), inlines=(Text(text=name),)) for name in names]
        briefing = apply(briefing, edits.insert(briefing, key, 0, blocks, label="set up"))
    return briefing


def _after(briefing: Briefing, edit: Edit | None) -> dict[str, str]:
    assert edit is not None
    after = apply(briefing, edit)
    assert apply(after, inverse(edit)) == briefing
    return {key: "".join(block.id for block in blocks) for key, blocks in after.parts() if blocks}


def _ids(names: str) -> set[BlockId]:
    return {BlockId(name) for name in names}


@pytest.mark.parametrize(
    ("chosen", "by", "situation"),
    [("b", -1, "bacd"), ("b", 1, "acbd"), ("bc", 1, "adbc"), ("bc", -1, "bcad"), ("bd", -1, "bdac"), ("c", 1, "abdc")],
)
def test_blocks_go_one_place_up_or_down_together(chosen: str, by: int, situation: str) -> None:
    briefing = _briefing(situation="abcd")
    assert _after(briefing, order.stepped(briefing, _ids(chosen), by)) == {"situation": situation}


def test_at_the_edge_of_a_section_a_block_goes_into_the_next() -> None:
    briefing = _briefing(situation="ab", actors="cd")
    assert _after(briefing, order.stepped(briefing, _ids("b"), 1)) == {"situation": "a", "actors": "bcd"}
    assert _after(briefing, order.stepped(briefing, _ids("c"), -1)) == {"situation": "abc", "actors": "d"}
    assert order.stepped(briefing, _ids("a"), -1) is None


def test_the_last_section_leads_into_the_tray_only_where_the_tray_is_shown() -> None:
    briefing = _briefing(restraint="ab")
    assert order.stepped(briefing, _ids("b"), 1) is None
    assert _after(briefing, order.stepped(briefing, _ids("b"), 1, tray=True)) == {"restraint": "a", TRAY: "b"}


def test_the_caret_stays_in_its_words() -> None:
    briefing = _briefing(situation="ab")
    caret = Caret(section="situation", block=BlockId("b"), offset=1)
    edit = order.stepped(briefing, _ids("b"), 1, caret=caret)
    assert edit is not None
    assert (edit.caret_before, edit.caret_after) == (caret, Caret(section="actors", block=BlockId("b"), offset=1))


def test_blocks_of_two_sections_and_none_at_all_are_refused() -> None:
    briefing = _briefing(situation="a", actors="b")
    with pytest.raises(EditRefused, match="one section at a time"):
        order.stepped(briefing, _ids("ab"), 1)
    with pytest.raises(NotFound):
        order.stepped(briefing, _ids("x"), 1)


def test_sections_change_places_and_stop_at_the_ends() -> None:
    briefing = empty_briefing()
    keys = [section.key for section in briefing.sections]
    edit = order.section_stepped(briefing, keys[0], 1)
    assert edit is not None
    assert [section.key for section in apply(briefing, edit).sections] == [keys[1], keys[0], *keys[2:]]
    assert order.section_stepped(briefing, keys[0], -1) is None
    assert order.section_stepped(briefing, keys[-1], 1) is None
    edit = order.section_moved(briefing, keys[0], None)
    assert edit is not None
    assert [section.key for section in apply(briefing, edit).sections] == [*keys[1:], keys[0]]
    assert order.section_moved(briefing, keys[0], keys[1]) is None
    assert order.section_moved(briefing, keys[0], keys[0]) is None
    with pytest.raises(EditRefused):
        order.section_stepped(briefing, "elsewhere", 1)
