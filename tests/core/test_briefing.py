"""Looking at a briefing: its blocks, what they print, what they cite, and its figures."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core.briefing import (
    TRAY,
    BlockId,
    BlockQuotation,
    Briefing,
    Facts,
    FigureBlock,
    Footnote,
    Heading,
    Inline,
    ListItem,
    OwnFigure,
    Paragraph,
    Table,
    Text,
    citations,
    count,
    flow,
    inlines_of,
    kind,
    new_id,
    normalised,
    passages,
    printed,
    quotations,
    uses,
)
from briefer.core.source import SourceId
from briefer.core.text import OBJECT, count_words
from tests import strategies
from tests.strategies import empty_briefing


@st.composite
def drawn_briefings(draw: st.DrawFn) -> Briefing:
    return draw(strategies.briefings(draw(strategies.pools())))


@given(drawn_briefings())
def test_every_block_is_found_where_it_stands(briefing: Briefing) -> None:
    for key, part in briefing.parts():
        assert briefing.has_section(key)
        assert briefing.blocks(key) == part
        for index, block in enumerate(part):
            assert briefing.find(block.id) == (key, index)
    assert briefing.find(BlockId("gone")) is None


def test_a_section_that_is_not_there_is_said_not_to_be() -> None:
    assert not empty_briefing().has_section("nowhere")
    with pytest.raises(KeyError):
        empty_briefing().blocks("nowhere")


def test_names() -> None:
    briefing = empty_briefing()
    assert (briefing.handle, briefing.title) == ("B1", "Reported movements")
    assert replace(briefing, facts=Facts()).title == "Untitled briefing"


def test_a_sources_number_is_its_place_among_those_that_entered() -> None:
    briefing = replace(empty_briefing(), numbered=(SourceId("s5"), SourceId("s2")))
    assert [briefing.number_of(SourceId(name)) for name in ("s5", "s2", "s9")] == [1, 2, None]


@given(drawn_briefings())
def test_a_block_as_the_editor_counts_it_is_what_it_prints_with_a_place_for_each_figure(briefing: Briefing) -> None:
    for _, part in briefing.parts():
        for block in part:
            if isinstance(block, FigureBlock):
                assert flow(block) == OBJECT + OBJECT  # the picture, and the figure of its note
                continue
            if isinstance(block, Table | OwnFigure):
                assert flow(block) == OBJECT  # one thing, its figures inside
                continue
            assert flow(block).replace(OBJECT, "") == printed(block).replace(OBJECT, "")
            notes = sum(isinstance(inline, Footnote) for inline in inlines_of(block))
            assert flow(block).count(OBJECT) == len(list(citations(block))) + notes


@given(drawn_briefings())
def test_what_a_block_cites_is_each_passage_once_its_quotations_among_them(briefing: Briefing) -> None:
    for _, part in briefing.parts():
        for block in part:
            cited = passages(block)
            assert len({passage.id for passage in cited}) == len(cited)
            assert {item.passage for citation in citations(block) for item in citation} == set(cited)
            assert {quotation.passage for quotation in quotations(block)} <= set(cited)


@given(drawn_briefings())
def test_every_use_of_a_passage_is_told_with_its_section_and_block(briefing: Briefing) -> None:
    expected = [(p, key, block.id) for key, part in briefing.parts() for block in part for p in passages(block)]
    assert list(uses(briefing)) == expected


@given(drawn_briefings())
def test_the_figures_of_the_status_bar_leave_out_the_tray(briefing: Briefing) -> None:
    blocks = [block for key, part in briefing.parts() if key != TRAY for block in part]
    figures = count(briefing)
    assert figures.words == sum(count_words(printed(block)) for block in blocks)
    assert figures.citations == sum(1 for block in blocks for _ in citations(block))
    assert count(replace(briefing, tray=())) == figures


@st.composite
def loose_runs(draw: st.DrawFn) -> tuple[Inline, ...]:
    """Draw inlines as an editor reads them: runs cut anywhere, some empty."""
    loose: list[Inline] = []
    for inline in draw(strategies.inlines(draw(strategies.pools()))):
        if isinstance(inline, Text):
            cut = draw(st.integers(0, len(inline.text)))
            loose += [replace(inline, text=inline.text[:cut]), replace(inline, text=inline.text[cut:])]
        else:
            loose.append(inline)
    return tuple(loose)


@given(loose_runs())
def test_runs_are_joined_without_a_change_to_what_they_say(loose: tuple[Inline, ...]) -> None:
    joined = normalised(loose)
    block = Paragraph(id=BlockId("b"))
    assert flow(replace(block, inlines=joined)) == flow(replace(block, inlines=loose))
    assert [i for i in joined if not isinstance(i, Text)] == [i for i in loose if not isinstance(i, Text)]
    assert normalised(joined) == joined
    for first, second in itertools.pairwise(joined):
        if isinstance(first, Text) and isinstance(second, Text):
            assert replace(first, text="") != replace(second, text="")
    assert all(inline.text for inline in joined if isinstance(inline, Text))


def test_a_run_without_words_is_dropped() -> None:
    assert normalised((Text(text=""), Text(text="a", bold=True), Text(text=""))) == (Text(text="a", bold=True),)


def test_a_new_id_is_never_one_that_was_given() -> None:
    assert len({new_id() for _ in range(100)}) == 100


@given(drawn_briefings())
def test_kinds_are_spelled_as_on_the_command_line(briefing: Briefing) -> None:
    names = {Paragraph: "paragraph", Heading: "heading", ListItem: "list-item"}
    names |= {BlockQuotation: "quotation", FigureBlock: "figure", OwnFigure: "figure", Table: "table"}
    for _, part in briefing.parts():
        for block in part:
            assert kind(block) == names[type(block)]
