"""What a figure stands for, changed: passages come and go, the words quoted keep theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefer.core import citations, edits
from briefer.core.briefing import (
    Block,
    BlockId,
    BlockQuotation,
    Briefing,
    CitationMark,
    InlineId,
    Paragraph,
    Text,
    flow,
    new_id,
    passages,
)
from briefer.core.change import apply, inverse
from briefer.core.passage import CitationItem, Passage, PassageId, Quotation
from briefer.core.source import SourceId
from briefer.errors import EditRefused
from tests.strategies import empty_briefing


def _passage(number: int, words: str) -> Passage:
    return Passage(
        id=PassageId(f"p{number}"), source=SourceId(f"s{number}"), source_number=number, number=1, exact=words, start=0,
        end=len(words), text_sha256="",
    )  # fmt: skip


FIRST, SECOND, THIRD, BOTH = (_passage(number, "The troops left.") for number in range(1, 5))


def prose(*parts: str | tuple[Passage]) -> Paragraph:
    """Make a paragraph: words, a passage in a tuple for a mark."""
    inlines = tuple(
        Text(text=part)
        if isinstance(part, str)
        else CitationMark(id=InlineId(new_id()), citation=(CitationItem(passage=part[0]),))
        for part in parts
    )
    return Paragraph(id=BlockId(new_id()), inlines=inlines)


def quoted(passage: Passage) -> BlockQuotation:
    return BlockQuotation(id=BlockId(new_id()), quotation=Quotation(passage=passage))


def _briefing(*blocks: Block) -> Briefing:
    briefing = empty_briefing()
    return apply(briefing, edits.insert(briefing, "situation", 0, blocks, label="set up"))


def _handles(slots: citations.Slots) -> list[str]:
    return [slot.item.passage.handle for slot in slots]


def _after(briefing: Briefing, edit) -> Block:
    return apply(briefing, edit).blocks("situation")[0]


def test_the_figure_before_the_caret_is_meant_then_the_one_behind_then_that_of_the_sentence() -> None:
    block = prose("One.", (FIRST,), " Two", (BOTH,), " and three.", (SECOND,), " Four.")
    briefing = _briefing(block)
    for words, offset, expected in (
        ("behind the first", 5, FIRST), ("before the first", 4, FIRST), ("in the first sentence", 1, FIRST),
        ("behind the second", 10, BOTH), ("in the second sentence", 15, SECOND), ("at its figure", 21, SECOND),
    ):  # fmt: skip
        assert _handles(citations.slots_at(briefing, block.id, offset)) == [expected.handle], words
    with pytest.raises(EditRefused, match="no citation"):
        citations.slots_at(briefing, block.id, len(flow(block)))


def test_a_passage_joins_the_figure_and_undo_takes_it_out_again() -> None:
    block = prose("One.", (FIRST,))
    briefing = _briefing(block)
    edit = citations.add(briefing, SECOND, block.id, 2, new=False)
    after = apply(briefing, edit)
    made = after.blocks("situation")[0]
    assert isinstance(made, Paragraph)
    mark = made.inlines[-1]
    assert isinstance(mark, CitationMark)
    assert [item.passage.id for item in mark.citation] == [FIRST.id, SECOND.id]
    assert SECOND.source in after.numbered
    assert edit.caret_after is not None
    assert edit.caret_after.offset == len(flow(block))
    assert apply(after, inverse(edit)).sections == briefing.sections


def test_a_passage_cited_there_already_is_not_added_twice() -> None:
    block = quoted(FIRST)
    with pytest.raises(EditRefused, match="cited there already"):
        citations.add(_briefing(block), FIRST, block.id, 0, new=False)


def test_the_marks_that_share_a_figure_are_revised_together() -> None:
    block = prose("One.", (FIRST,), (SECOND,), ", ", (THIRD,))
    briefing = _briefing(block)
    slots = citations.slots_at(briefing, block.id, 5)
    assert _handles(slots) == [FIRST.handle, SECOND.handle, THIRD.handle]
    turned = citations.moved(citations.moved(slots, 0, 1), 1, 1)
    made = _after(briefing, citations.revise(briefing, block.id, slots, turned))
    assert flow(made) == flow(block)
    assert [passage.id for passage in passages(made)] == [SECOND.id, THIRD.id, FIRST.id]
    fewer = citations.without(slots, 1)
    made = _after(briefing, citations.revise(briefing, block.id, slots, fewer))
    assert flow(made) == "One.\ufffc, \ufffc"


def test_the_passage_whose_words_stand_there_keeps_its_place() -> None:
    quotation = Quotation(passage=FIRST, citation=(CitationItem(passage=FIRST), CitationItem(passage=SECOND)))
    block = BlockQuotation(id=BlockId("b"), quotation=quotation)
    briefing = _briefing(block)
    slots = citations.slots_at(briefing, block.id, 3)
    assert [slot.fixed for slot in slots] == [True, False]
    assert citations.moved(slots, 1, -1) == slots
    with pytest.raises(EditRefused, match="stays cited"):
        citations.without(slots, 0)
    with pytest.raises(EditRefused, match="stays cited"):
        citations.revise(briefing, block.id, slots, slots[1:])
    made = _after(briefing, citations.revise(briefing, block.id, slots, slots[:1]))
    assert isinstance(made, BlockQuotation)
    assert made.quotation.citation == (CitationItem(passage=FIRST),)


def test_prose_that_paraphrases_a_passage_goes_on_citing_it() -> None:
    origin = Quotation(passage=FIRST)
    items = (CitationItem(passage=FIRST), CitationItem(passage=SECOND))
    mark = CitationMark(id=InlineId("m"), citation=items, origin=origin)
    block = replace(prose("Said otherwise."), inlines=(*prose("Said otherwise.").inlines, mark))
    slots = citations.slots_at(_briefing(block), block.id, 3)
    assert [slot.fixed for slot in slots] == [True, False]


def test_words_around_a_passage_stand_on_one_line_and_empty_means_none() -> None:
    item = citations.worded(
        CitationItem(passage=FIRST), locator=" 4\u20135 ", prefix="see\n also\ufffc", suffix=" \n"
    )  # fmt: skip
    assert (item.locator, item.prefix, item.suffix) == ("4–5", "see also", None)


def test_a_figure_is_never_emptied_or_given_what_it_had_not() -> None:
    block = prose("One.", (FIRST,))
    briefing = _briefing(block)
    slots = citations.slots_at(briefing, block.id, 1)
    with pytest.raises(EditRefused, match="at least one"):
        citations.without(slots, 0)
    for other in ((), (*slots, *slots), (citations.Slot(holder=slots[0].holder, item=CitationItem(passage=SECOND)),)):
        with pytest.raises(EditRefused, match="what it had"):
            citations.revise(briefing, block.id, slots, other)
    changed = citations.with_item(slots, 0, citations.worded(slots[0].item, locator="4", prefix="", suffix=""))
    later = apply(briefing, citations.revise(briefing, block.id, slots, changed))
    with pytest.raises(EditRefused, match="meanwhile"):
        citations.revise(later, block.id, slots, ())
    assert not citations.revise(later, block.id, slots, slots).changes
