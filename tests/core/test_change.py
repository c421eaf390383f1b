"""Applying an edit and taking it back; what an edit may not do."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core import edits
from briefer.core.briefing import (
    TRAY,
    BlockId,
    BlockQuotation,
    Briefing,
    Paragraph,
    Text,
    citations,
)
from briefer.core.change import (
    AddPassage,
    Caret,
    Change,
    Edit,
    Join,
    NumberSource,
    ReorderSections,
    ReplaceBlocks,
    SetFact,
    SetReference,
    apply,
    inverse,
    joined,
    touched_sources,
)
from briefer.core.passage import Citation, Quotation
from briefer.core.reference import Reference
from briefer.core.source import SourceId
from briefer.errors import EditRefused
from tests import strategies
from tests.strategies import Pool, empty_briefing


def paragraph(id_: str, words: str = "Words.") -> Paragraph:
    return Paragraph(id=BlockId(id_), inlines=(Text(text=words),))


def one(change: Change) -> Edit:
    return Edit(changes=(change,), label="test")


def without_numbers(briefing: Briefing) -> Briefing:
    return replace(briefing, numbered=())


@st.composite
def situations(draw: st.DrawFn) -> tuple[Pool, Briefing, Edit]:
    pool = draw(strategies.pools())
    briefing = draw(strategies.briefings(pool))
    return pool, briefing, draw(strategies.acts(briefing, pool))


def all_citations(briefing: Briefing) -> Counter[Citation]:
    return Counter(citation for _, part in briefing.parts() for block in part for citation in citations(block))


# --- there and back ---------------------------------------------------------------------------------------------------


@given(situations())
def test_an_edit_taken_back_leaves_the_briefing_as_it_was(situation: tuple[Pool, Briefing, Edit]) -> None:
    _, briefing, edit = situation
    done = apply(briefing, edit)
    undone = apply(done, inverse(edit))
    assert without_numbers(undone) == without_numbers(briefing)
    assert apply(undone, edit) == done


@given(situations())
def test_source_numbers_only_grow_and_are_never_reused(situation: tuple[Pool, Briefing, Edit]) -> None:
    _, briefing, edit = situation
    done = apply(briefing, edit)
    undone = apply(done, inverse(edit))
    assert done.numbered[: len(briefing.numbered)] == briefing.numbered
    assert undone.numbered == done.numbered
    assert len(set(done.numbered)) == len(done.numbered)


@given(st.data())
def test_many_edits_undone_in_order_give_the_first_briefing_back(data: st.DataObject) -> None:
    pool = data.draw(strategies.pools())
    briefing = first = data.draw(strategies.briefings(pool))
    done: list[Edit] = []
    for _ in range(data.draw(st.integers(1, 5))):
        edit = data.draw(strategies.acts(briefing, pool))
        briefing = apply(briefing, edit)
        done.append(edit)
    for edit in reversed(done):
        briefing = apply(briefing, inverse(edit))
    assert without_numbers(briefing) == without_numbers(first)


@given(situations())
def test_the_inverse_of_the_inverse_does_the_same_again(situation: tuple[Pool, Briefing, Edit]) -> None:
    _, briefing, edit = situation
    again = inverse(inverse(edit))
    grows = tuple(change for change in edit.changes if isinstance(change, AddPassage | NumberSource))
    assert apply(apply(briefing, replace(edit, changes=grows)), again) == apply(briefing, edit)
    assert (again.caret_before, again.caret_after) == (edit.caret_before, edit.caret_after)


@given(situations())
def test_every_source_cited_has_a_number_and_every_block_stands_once(situation: tuple[Pool, Briefing, Edit]) -> None:
    _, briefing, edit = situation
    done = apply(briefing, edit)
    ids = [block.id for _, part in done.parts() for block in part]
    assert len(set(ids)) == len(ids)
    for citation in all_citations(done):
        for item in citation:
            assert done.number_of(item.passage.source) is not None


@given(situations())
def test_only_the_blocks_an_edit_names_lose_or_gain_citations(situation: tuple[Pool, Briefing, Edit]) -> None:
    _, briefing, edit = situation
    lost = gained = Counter[Citation]()
    for change in edit.changes:
        if isinstance(change, ReplaceBlocks):
            lost = lost + Counter(citation for block in change.before for citation in citations(block))
            gained = gained + Counter(citation for block in change.after for citation in citations(block))
    assert all_citations(apply(briefing, edit)) == all_citations(briefing) - lost + gained


# --- refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        ReplaceBlocks(section="nowhere", at=0, before=(), after=(paragraph("a"),)),
        ReplaceBlocks(section="risks", at=1, before=(), after=(paragraph("a"),)),
        ReplaceBlocks(section="risks", at=-1, before=(), after=(paragraph("a"),)),
        ReplaceBlocks(section="risks", at=0, before=(paragraph("a"),), after=()),
        ReplaceBlocks(section="actors", at=0, before=(paragraph("there", "Other words."),), after=()),
        ReplaceBlocks(section="risks", at=0, before=(), after=(paragraph("a"), paragraph("a"))),
        ReplaceBlocks(section="risks", at=0, before=(), after=(paragraph("there"),)),
        SetFact(name="colour", before="", after="red"),
        SetFact(name="title", before="Another title", after="red"),
        ReorderSections(before=("risks",), after=("risks",)),
        ReorderSections(before=strategies.SECTIONS, after=("risks", "risks", "actors", "situation")),
        Join(source=SourceId("s1"), before=True, after=False),
    ],
    ids=lambda change: type(change).__name__,
)
def test_an_edit_that_does_not_fit_the_briefing_is_refused(change: Change) -> None:
    there = ReplaceBlocks(section="actors", at=0, before=(), after=(paragraph("there"),))
    briefing = apply(empty_briefing(), one(there))
    with pytest.raises(EditRefused):
        apply(briefing, one(change))


@given(st.data())
def test_a_citation_of_a_source_without_a_number_is_refused(data: st.DataObject) -> None:
    pool = data.draw(strategies.pools())
    block = BlockQuotation(id=BlockId("b"), quotation=Quotation(passage=pool.passages[0]))
    with pytest.raises(EditRefused, match="no number"):
        apply(empty_briefing(), one(ReplaceBlocks(section=TRAY, at=0, before=(), after=(block,))))


def test_a_source_taken_off_the_reading_list_comes_back_to_its_place() -> None:
    briefing = replace(empty_briefing(), joined=(SourceId("s1"), SourceId("s2"), SourceId("s3")))
    off = edits.join(briefing, SourceId("s2"), on=False)
    shorter = apply(briefing, off)
    assert shorter.joined == ("s1", "s3")
    assert apply(shorter, inverse(off)) == briefing
    assert apply(briefing, edits.join(briefing, SourceId("s2"))) == briefing


def test_corrections_and_new_passages_are_the_librarys_and_leave_the_briefing_alone() -> None:
    briefing = empty_briefing()
    edit = edits.correct(SourceId("s1"), Reference(), Reference(title="A title"))
    assert apply(briefing, edit) == briefing
    assert inverse(edit).changes == (
        SetReference(source=SourceId("s1"), before=Reference(title="A title"), after=Reference()),
    )


# --- runs of typing ---------------------------------------------------------------------------------------------------


def typed(before: str, after: str, *, at: int = 0, section: str = "risks") -> Edit:
    changes = ReplaceBlocks(section=section, at=at, before=(paragraph("a", before),), after=(paragraph("a", after),))
    caret = Caret(section=section, block=BlockId("a"), offset=len(after))
    return Edit(changes=(changes,), label="typing", kind="typing", caret_after=caret)


def test_two_keys_in_the_same_place_are_one_run() -> None:
    run = joined(typed("a", "ab"), typed("ab", "abc"))
    assert run is not None
    assert run.changes == typed("a", "abc").changes
    assert run.caret_after == typed("ab", "abc").caret_after


@pytest.mark.parametrize(
    "second",
    [
        typed("xy", "xyz"),
        typed("ab", "abc", at=1),
        typed("ab", "abc", section="actors"),
        replace(typed("ab", "abc"), kind="act"),
        Edit(changes=(SetFact(name="title", before="", after="x"),), label="typing", kind="typing"),
        Edit(changes=(), label="typing", kind="typing"),
    ],
)
def test_keys_in_another_place_or_another_act_begin_a_new_step(second: Edit) -> None:
    assert joined(typed("a", "ab"), second) is None


# --- what an edit touches ---------------------------------------------------------------------------------------------


@given(situations())
def test_an_edit_touches_the_sources_it_cites_or_no_longer_cites(situation: tuple[Pool, Briefing, Edit]) -> None:
    pool, briefing, edit = situation
    after = apply(briefing, edit)
    changed = (all_citations(briefing) - all_citations(after)) + (all_citations(after) - all_citations(briefing))
    sources = {item.passage.source for citation in changed for item in citation}
    assert sources <= touched_sources(edit) <= {source.id for source in pool.sources}


def test_facts_and_the_order_of_sections_touch_no_source() -> None:
    briefing = empty_briefing()
    assert touched_sources(edits.set_fact(briefing, "title", "x")) == frozenset()
    assert touched_sources(edits.reorder_sections(briefing, strategies.SECTIONS[::-1])) == frozenset()
    assert touched_sources(edits.join(briefing, SourceId("s1"))) == {"s1"}
