"""Acts on a selection: what goes, what stays, what comes in, and that all of it can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from briefer.core import spans
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
    WholeBlock,
    citations,
    flow,
    inlines_of,
    new_id,
    normalised,
    printed,
)
from briefer.core.change import apply, inverse
from briefer.core.passage import CitationItem, Omit, Passage, PassageId, Quotation, Trim
from briefer.core.slices import Place, fresh, inserted, quotation_part
from briefer.core.source import SourceId
from briefer.core.spans import Selection, Span
from briefer.errors import EditRefused
from tests import strategies
from tests.strategies import SECTIONS

WORDS = "The minister said no."


def passage(exact: str = WORDS) -> Passage:
    return Passage(
        id=PassageId("p"), source=SourceId("s"), source_number=1, number=1, exact=exact, start=0, end=len(exact),
        text_sha256="",
    )  # fmt: skip


def quoted() -> BlockQuotation:
    return BlockQuotation(id=BlockId(new_id()), quotation=Quotation(passage=passage()))


def prose(*parts: str | Inline) -> Paragraph:
    inlines = tuple(Text(text=part) if isinstance(part, str) else part for part in parts)
    return Paragraph(id=BlockId(new_id()), inlines=inlines)


def said() -> InlineQuotation:
    return InlineQuotation(id=InlineId(new_id()), quotation=Quotation(passage=passage()))


def mark() -> CitationMark:
    return CitationMark(id=InlineId(new_id()), citation=(CitationItem(passage=passage()),))


def briefing_of(*blocks: Block) -> Briefing:
    empty = strategies.empty_briefing()
    return apply(empty, spans.put(empty, "actors", Place(0, 0), blocks, label="set up"))


def select(start: tuple[int, int], end: tuple[int, int]) -> Selection:
    return (Span("actors", Place(*start), Place(*end)),)


def erased(briefing: Briefing, start: tuple[int, int], end: tuple[int, int]) -> list[str]:
    edit = spans.erase(briefing, select(start, end), label="delete")
    after = apply(briefing, edit)
    assert apply(after, inverse(edit)).sections == briefing.sections
    return [flow(block).replace("\ufffc", "^") for block in after.blocks("actors")]


LENGTH = len(WORDS)


@pytest.mark.parametrize(
    ("blocks", "start", "end", "left"),
    [
        ([prose("alpha")], (0, 1), (0, 3), ["aha"]),
        ([prose("alpha"), prose("beta")], (0, 3), (1, 2), ["alpta"]),
        ([prose("alpha"), prose("beta")], (0, 0), (1, 2), ["ta"]),
        ([prose("alpha"), prose("beta")], (0, 0), (1, 4), []),
        ([prose("a", mark(), "b")], (0, 1), (0, 2), ["ab"]),
        ([prose("a", said(), "b")], (0, 1), (0, 1 + LENGTH), ["ab"]),
        ([prose("a", said(), "b")], (0, 0), (0, 2 + LENGTH), ["b"]),
        ([quoted()], (0, 0), (0, LENGTH), []),
        ([prose("a"), quoted(), prose("b")], (0, 1), (2, 0), ["ab"]),
        ([prose("a"), quoted(), prose("b")], (0, 1), (1, LENGTH + 1), ["a", "b"]),
        ([prose("ab"), quoted()], (0, 1), (1, 0), ["a", WORDS + "^"]),
        ([quoted(), prose("ab")], (0, LENGTH + 1), (1, 1), [WORDS + "^", "b"]),
        ([quoted(), prose("ab")], (0, 0), (1, 1), ["b"]),
        ([quoted(), prose("x"), quoted()], (0, LENGTH + 1), (2, 0), [WORDS + "^", WORDS + "^"]),
    ],
)
def test_what_is_selected_goes_and_the_rest_meets(blocks, start, end, left):
    assert erased(briefing_of(*blocks), start, end) == left


@pytest.mark.parametrize(
    ("blocks", "start", "end"),
    [
        ([prose("a", said())], (0, 0), (0, 5)),
        ([prose("a", said())], (0, 3), (0, LENGTH + 1)),
        ([prose("a", said())], (0, LENGTH + 1), (0, LENGTH + 2)),
        ([quoted()], (0, 1), (0, LENGTH + 1)),
        ([quoted()], (0, LENGTH), (0, LENGTH + 1)),
        ([prose("a"), quoted()], (0, 0), (1, 3)),
        ([quoted(), prose("a")], (0, 3), (1, 1)),
    ],
)
def test_a_part_of_a_quotation_or_its_figure_alone_never_goes(blocks, start, end):
    with pytest.raises(EditRefused):
        spans.erase(briefing_of(*blocks), select(start, end), label="delete")


def test_what_is_left_of_a_heading_taken_whole_is_the_paragraph_behind():
    heading = Heading(id=BlockId("h"), inlines=(Text(text="Head"),))
    briefing = briefing_of(heading, replace(prose("body"), id=BlockId("b")))
    after = apply(briefing, spans.erase(briefing, select((0, 0), (1, 2)), label="delete"))
    assert after.blocks("actors") == (Paragraph(id=BlockId("b"), inlines=(Text(text="dy"),)),)


def test_an_item_split_by_what_comes_in_stays_an_item_on_both_sides():
    item = ListItem(id=BlockId("i"), inlines=(Text(text="onetwo"),))
    splice = inserted((item,), Place(0, 3), (quoted(),))
    assert [type(block) for block in splice.after] == [ListItem, BlockQuotation, ListItem]
    assert [printed(block) for block in splice.after] == ["one", WORDS, "two"]
    assert splice.after[0].id == "i" != splice.after[2].id


def test_nothing_comes_into_a_quotation():
    for block, offset in ((quoted(), 5), (prose(said()), 5)):
        with pytest.raises(EditRefused):
            inserted((block,), Place(0, offset), (prose("x"),))


def test_a_part_of_a_quotation_is_trimmed_and_keeps_its_other_edits():
    quotation = Quotation(passage=passage(), edits=(Omit(start=4, end=13),))  # The [...]said no.
    part = quotation_part(quotation, 4, 13)
    assert part is not None
    assert part.text == "[...]said"
    assert part.edits == (Omit(start=4, end=13), Trim(start=4, end=17))
    assert quotation_part(quotation, 5, 7) is None  # nothing of the source's words


@st.composite
def selections(draw: st.DrawFn, briefing: Briefing) -> Selection:
    """Draw a selection within one section that has blocks."""
    key = draw(st.sampled_from([key for key in SECTIONS if briefing.blocks(key)]))
    blocks = briefing.blocks(key)
    ends = []
    for _ in range(2):
        index = draw(st.integers(0, len(blocks) - 1))
        ends.append(Place(index, draw(st.integers(0, len(flow(blocks[index]))))))
    return (Span(key, min(ends), max(ends)),)


def cited(briefing: Briefing) -> list[object]:
    return [citation for _, blocks in briefing.parts() for block in blocks for citation in citations(block)]


def own_words(briefing: Briefing) -> str:
    return "".join(
        inline.text
        for _, blocks in briefing.parts()
        for block in blocks
        for inline in inlines_of(block)
        if isinstance(inline, Text)
    )


def sound(briefing: Briefing) -> None:
    for _, blocks in briefing.parts():
        for block in blocks:
            if not isinstance(block, WholeBlock):
                assert block.inlines == normalised(block.inlines)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_erasing_takes_whole_citations_only_and_can_be_taken_back(data):
    pool = data.draw(strategies.pools())
    briefing = data.draw(strategies.briefings(pool))
    assume(any(section.blocks for section in briefing.sections))
    selection = data.draw(selections(briefing))
    gone = spans.content(briefing, selection)
    try:
        edit = spans.erase(briefing, selection, label="delete")
    except EditRefused:
        return
    after = apply(briefing, edit)
    sound(after)
    assert len(cited(after)) == len(cited(briefing)) - sum(1 for block in gone for _ in citations(block))
    assert all(citation in cited(briefing) for citation in cited(after))
    assert apply(after, inverse(edit)).sections == briefing.sections


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_moved_arrives_whole_wherever_it_is_dropped(data):
    pool = data.draw(strategies.pools())
    briefing = data.draw(strategies.briefings(pool))
    assume(any(section.blocks for section in briefing.sections))
    selection = data.draw(selections(briefing))
    key = data.draw(st.sampled_from(SECTIONS))
    blocks = briefing.blocks(key)
    index = data.draw(st.integers(0, max(0, len(blocks) - 1)))
    place = Place(index, data.draw(st.integers(0, len(flow(blocks[index]))))) if blocks else Place(0, 0)
    (span,) = selection
    assume(span.section != key or not span.start <= place <= span.end)
    assume(span.start != span.end)
    content = spans.content(briefing, selection)
    assume(content)
    try:
        edit = spans.put(briefing, key, place, content, label="move", instead=selection)
    except EditRefused:
        return
    after = apply(briefing, edit)
    sound(after)
    assert sorted(map(repr, cited(after))) == sorted(map(repr, cited(briefing)))
    assert sorted(own_words(after)) == sorted(own_words(briefing))
    assert apply(after, inverse(edit)).sections == briefing.sections


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_copy_put_in_elsewhere_cites_the_same_under_new_ids(data):
    pool = data.draw(strategies.pools())
    briefing = data.draw(strategies.briefings(pool))
    assume(any(section.blocks for section in briefing.sections))
    content = fresh(spans.content(briefing, data.draw(selections(briefing))))
    assume(any(flow(block) for block in content))
    empty = strategies.empty_briefing()
    edit = spans.put(empty, "risks", Place(0, 0), content, label="paste")
    after = apply(empty, edit)
    assert [printed(block) for block in after.blocks("risks")] == [printed(block) for block in content]
    assert not {block.id for block in content} & {block.id for _, part in briefing.parts() for block in part}
