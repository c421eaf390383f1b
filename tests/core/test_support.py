"""What stands behind each sentence of the analyst's own, and declaring one as judgement."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core import edits, support
from briefer.core.briefing import (
    Block,
    BlockId,
    BlockQuotation,
    Briefing,
    CitationMark,
    Heading,
    Inline,
    InlineId,
    InlineQuotation,
    ListItem,
    Paragraph,
    Text,
    citations,
    flow,
    normalised,
    printed,
)
from briefer.core.change import Caret, apply, inverse
from briefer.core.passage import CitationItem, Passage, PassageId, Quotation
from briefer.core.slices import Place
from briefer.core.source import SourceId
from briefer.core.spans import Span
from briefer.core.wire import block_from_json, block_to_json
from briefer.errors import EditRefused
from tests import strategies
from tests.strategies import empty_briefing

PASSAGE = Passage(
    id=PassageId("p"), source=SourceId("s"), source_number=1, number=1, exact="The gates. They shut.", start=0, end=21,
    text_sha256="",
)  # fmt: skip
MARK = CitationMark(id=InlineId("m"), citation=(CitationItem(passage=PASSAGE),))
QUOTED = InlineQuotation(id=InlineId("q"), quotation=Quotation(passage=PASSAGE))


def text(words: str, *, judgement: bool = False) -> Text:
    return Text(text=words, judgement=judgement)


def own(*inlines: Inline) -> Paragraph:
    return Paragraph(id=BlockId("own"), inlines=inlines)


def supports(block: Block) -> list[tuple[str, str]]:
    return [(flow(block)[each.start : each.end], each.support) for each in support.sentences_of(block)]


def with_blocks(*blocks: Block) -> Briefing:
    briefing = empty_briefing()
    first, *rest = briefing.sections
    return replace(briefing, sections=(replace(first, blocks=blocks), *rest))


def at(briefing: Briefing, start: Place, end: Place | None = None) -> tuple[Span, ...]:
    return (Span(briefing.sections[0].key, start, end or start),)


def declared(block: Paragraph, offset: int, *, on: bool | None = None) -> Paragraph:
    briefing = with_blocks(block)
    after = apply(briefing, support.declare(briefing, at(briefing, Place(0, offset)), on))
    made = after.sections[0].blocks[0]
    assert isinstance(made, Paragraph)
    return made


def test_a_sentence_is_supported_by_a_mark_in_it_or_directly_behind_its_stop() -> None:
    block = own(text("One holds"), MARK, text(", so. Two does."), replace(MARK, id=InlineId("n")), text(" Three not."))
    assert [said for _, said in supports(block)] == ["supported", "supported", "unsupported"]


def test_a_quotation_in_a_sentence_supports_it_and_its_stops_end_nothing() -> None:
    assert supports(own(text("They say "), QUOTED, text(" there. We do not.")))[1:] == [("We do not.", "unsupported")]
    assert supports(own(QUOTED)) == [("The gates. They shut.", "supported")]


def test_headings_and_what_says_nothing_are_no_sentences() -> None:
    assert support.sentences_of(Heading(id=BlockId("h"), inlines=(text("What we think."),))) == ()
    assert support.sentences_of(own(text("—"))) == ()
    assert support.sentences_of(own(MARK)) == ()
    assert len(support.sentences_of(ListItem(id=BlockId("i"), inlines=(text("An item"),)))) == 1


def test_a_sentence_is_a_judgement_when_all_of_its_own_words_are_declared() -> None:
    assert supports(own(text("We think so", judgement=True), text(". It rained."))) == [
        ("We think so.", "judgement"),
        ("It rained.", "unsupported"),
    ]
    assert supports(own(text("We think", judgement=True), text(" so.")))[0][1] == "unsupported"


def test_a_declared_sentence_that_cites_is_a_judgement_that_rests_on_something() -> None:
    (only,) = support.sentences_of(own(text("We think so", judgement=True), text("."), MARK))
    assert (only.support, only.cites) == ("judgement", True)


def test_the_sentence_at_the_caret_is_declared_and_taken_back() -> None:
    block = own(text("It rained. We think it stops. It may not."))
    made = declared(block, 14)
    assert [said for _, said in supports(made)] == ["unsupported", "judgement", "unsupported"]
    assert declared(made, 14) == block


def test_the_stop_behind_a_judgement_is_free_of_the_mark() -> None:
    assert declared(own(text("We think so.")), 3).inlines == (text("We think so", judgement=True), text("."))


def test_a_letter_is_not_parted_from_the_signs_over_it() -> None:
    assert declared(own(text("हम कहते.")), 3).inlines == (text("हम कहते", judgement=True), text("."))
    assert declared(own(text("ou\u0301.")), 1).inlines == (text("ou\u0301", judgement=True), text("."))


def test_a_selection_declares_what_it_touches_as_one_act_and_undoes_as_one() -> None:
    briefing = with_blocks(own(text("One. Two.")), replace(own(text("Three. Four.")), id=BlockId("other")))
    edit = support.declare(briefing, at(briefing, Place(0, 6), Place(1, 3)))
    after = apply(briefing, edit)
    said = [each.support for block in after.sections[0].blocks for each in support.sentences_of(block)]
    assert said == ["unsupported", "judgement", "judgement", "unsupported"]
    assert apply(after, inverse(edit)) == briefing
    assert edit.label == "declare as judgement"


def test_where_there_is_no_sentence_of_ones_own_nothing_is_declared() -> None:
    for block in (own(QUOTED), Heading(id=BlockId("h"), inlines=(text("Title"),)), own()):
        briefing = with_blocks(block)
        with pytest.raises(EditRefused, match="no sentence of your own"):
            support.declare(briefing, at(briefing, Place(0, 0)))


def test_the_next_sentence_without_support_is_selected_and_goes_round() -> None:
    briefing = with_blocks(own(text("One. Two."), MARK, text(" Three.")))
    key = briefing.sections[0].key
    first = support.next_unsupported(briefing, None)
    assert first == Caret(section=key, block=BlockId("own"), offset=4, anchor_block=BlockId("own"), anchor_offset=0)
    second = support.next_unsupported(briefing, first)
    assert second is not None
    assert (second.anchor_offset, second.offset) == (11, 17)
    assert support.next_unsupported(briefing, second) == first
    assert support.next_unsupported(with_blocks(own(text("Yes."), MARK)), None) is None


def test_the_tally_counts_and_looks_at_no_block_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    briefing = with_blocks(own(text("One. Two."), MARK), replace(own(text("We", judgement=True)), id=BlockId("other")))
    known = support.Known()
    assert known.tally(briefing) == support.Tally(supported=1, judgements=1, unsupported=1)
    looked: list[Block] = []
    monkeypatch.setattr(support, "sentences_of", lambda block, below: looked.append(block) or ())
    known.tally(briefing)
    assert looked == []
    assert known.tally(with_blocks()) == support.Tally()


def test_what_is_typed_inside_a_judgement_is_one_and_what_begins_a_sentence_is_none() -> None:
    block = own(text("It rained. We think so", judgement=False), text(" now", judgement=False))
    block = declared(block, 14)
    assert support.carries_on(block, 13, 13, "x") is True
    assert support.carries_on(block, 11, 11, "X") is True
    assert support.carries_on(block, 26, 26, "x") is True
    assert support.carries_on(block, 4, 4, "x") is False
    assert support.carries_on(block, 13, 13, ",") is None
    done = own(text("We think so.", judgement=True), text(" "))
    assert support.carries_on(done, 13, 13, "N") is False
    assert support.carries_on(own(), 0, 0, "N") is False


def test_the_mark_is_written_and_left_out_where_there_is_none() -> None:
    block = own(text("We", judgement=True), text(" do"))
    data = block_to_json(block)
    assert [inline.get("judgement") for inline in data["inlines"]] == [True, None]
    assert block_from_json(data, {}) == block


@given(st.data())
def test_sentences_lie_apart_in_order_and_hold_every_word(data: st.DataObject) -> None:
    block = data.draw(strategies.prose_blocks(data.draw(strategies.pools())))
    found = support.sentences_of(block)
    bounds = [0, *(bound for each in found for bound in (each.start, each.end)), len(flow(block))]
    assert bounds == sorted(bounds)
    if not isinstance(block, Heading):
        read = edits.as_read(block)
        held = {at for each in found for at in range(each.start, each.end)}
        assert all(at in held for at, letter in enumerate(read) if letter.isalnum())


@given(st.data())
def test_declaring_and_taking_back_is_the_identity_and_loses_nothing(data: st.DataObject) -> None:
    block = data.draw(strategies.prose_blocks(data.draw(strategies.pools())))
    inlines = (replace(each, judgement=False) if isinstance(each, Text) else each for each in block.inlines)
    block = replace(block, inlines=normalised(tuple(inlines)))
    briefing = with_blocks(block)
    ends = sorted(data.draw(st.tuples(st.integers(0, len(flow(block))), st.integers(0, len(flow(block))))))
    selection = at(briefing, Place(0, ends[0]), Place(0, ends[1]))
    try:
        there = apply(briefing, support.declare(briefing, selection, True))
    except EditRefused:
        return
    made = there.sections[0].blocks[0]
    assert printed(made) == printed(block)
    assert list(citations(made)) == list(citations(block))
    assert support.is_judgement(support.at_hand(there, selection))
    assert apply(there, support.declare(there, selection, False)) == briefing


QUOTATION = BlockQuotation(id=BlockId("below"), quotation=Quotation(passage=PASSAGE))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The ministry says:", ["supported"]),
        ("It denies all. The ministry says: ", ["unsupported", "supported"]),
        ("He wrote\u00a0:\u200f", ["supported"]),
        ("外交部说：", ["supported"]),
        ("The ministry says.", ["unsupported"]),
        ("Two things: one is known", ["unsupported"]),
    ],
)
def test_a_sentence_that_leads_in_to_the_quotation_below_rests_on_it(words: str, expected: list[str]) -> None:
    found = support.sentences_of(own(text(words)), QUOTATION)
    assert [each.support for each in found] == expected
    assert [each.leads for each in found] == [said == "supported" for said in expected]
    assert not any(each.cites for each in found)


@pytest.mark.parametrize("below", [None, own(text("Next.")), Heading(id=BlockId("h"), inlines=(text("Head"),))])
def test_a_colon_above_anything_else_supports_nothing(below: Block | None) -> None:
    (only,) = support.sentences_of(own(text("The ministry says:")), below)
    assert only.support == "unsupported"
    assert not only.leads


def test_a_sentence_that_holds_a_quotation_is_supported_by_it() -> None:
    assert supports(own(text("The ministry says: “"), QUOTED, text("”"))) == [
        ("The ministry says: “The gates. They shut.", "supported")
    ]


def test_a_judgement_that_leads_in_stays_one() -> None:
    (only,) = support.sentences_of(own(text("We read this so:", judgement=True)), QUOTATION)
    assert (only.support, only.leads) == ("judgement", True)


def test_when_the_quotation_goes_the_sentence_above_stands_alone() -> None:
    lead = own(text("The ministry says:"))
    known = support.Known()
    assert known.tally(with_blocks(lead, QUOTATION)).unsupported == 0
    assert known.tally(with_blocks(lead)).unsupported == 1
    assert known.tally(with_blocks(lead, QUOTATION)).supported == 1
    assert support.next_unsupported(with_blocks(lead, QUOTATION), None, known) is None
