"""Rules for citations that stand in the briefing: a figure gets or loses passages, its words and order change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import rule

from briefer.core import citations
from briefer.core.briefing import Briefing, Footnote, OwnFigure, Table, Text, flow, inlines_of
from briefer.errors import BrieferError
from briefer.ui.paper_reading import Atom, atoms
from tests.ui.conftest import BOTH, FIRST, SECOND

if TYPE_CHECKING:
    from briefer.core.passage import Passage
    from briefer.ui.editor import BriefingEditor


class CiteRules:
    """To be inherited by the machine, which has the editor and the briefing."""

    editor: BriefingEditor
    briefing: Briefing

    @rule(passage=st.sampled_from((FIRST, BOTH, SECOND)))
    def add_to_citation(self, passage: Passage) -> None:
        caret, before = self.editor.caret(), self.briefing
        if caret is None or caret.block is None:
            return
        try:
            slots = citations.slots_at(before, caret.block, caret.offset)
        except BrieferError:
            return
        block, offset = caret.block, caret.offset
        done = self.editor.attempt(lambda: citations.add(self.briefing, passage, block, offset, new=False))
        was, now = _held(before), _held(self.briefing)
        if done:
            was[slots[-1].holder] += (passage.id,)
        assert now == was

    @rule(
        index=st.integers(0, 30),
        place=st.integers(0, 3),
        by=st.sampled_from([-1, 1]),
        words=st.sampled_from(["", "see"]),
    )
    def revise_citation(self, index: int, place: int, by: int, words: str) -> None:
        before = self.briefing
        figures = [
            (block, slots) for part in before.sections for block in part.blocks for slots in citations.figures(block)
        ]
        if not figures:
            return
        block, former = figures[index % len(figures)]
        place %= len(former)
        after = citations.moved(former, place, by)
        item = citations.worded(after[place].item, locator=words, prefix=words, suffix="")
        after = citations.with_item(after, place, item)
        self.editor.attempt(lambda: citations.revise(self.briefing, block.id, former, after))
        assert _cited(self.briefing) == _cited(before)
        assert _words(self.briefing) == _words(before)

    @rule(index=st.integers(0, 30), place=st.integers(0, 3))
    def take_out_of_citation(self, index: int, place: int) -> None:
        before = self.briefing
        figures = [
            (block, slots) for part in before.sections for block in part.blocks for slots in citations.figures(block)
        ]
        if not figures:
            return
        block, former = figures[index % len(figures)]
        gone = former[place % len(former)]
        try:
            after = citations.without(former, place % len(former))
        except BrieferError:
            return
        assert self.editor.attempt(lambda: citations.revise(self.briefing, block.id, former, after))
        assert _cited(before) - _cited(self.briefing) == Counter([gone.item.passage.id])
        assert not _cited(self.briefing) - _cited(before)
        assert _words(self.briefing) == _words(before)


def _atoms(briefing: Briefing) -> list[Atom]:
    return [
        atom
        for _, blocks in briefing.parts()
        for block in blocks
        for atom in (inlines_of(block) if isinstance(block, Table) else atoms(block))
        if not isinstance(atom, Text | Footnote | OwnFigure)
    ]


def _items(atom: Atom) -> tuple[str, ...]:
    citation = getattr(atom, "citation", None)
    citation = citation if citation is not None else atom.quotation.citation  # type: ignore[union-attr]
    return tuple(item.passage.id for item in citation)


def _held(briefing: Briefing) -> dict[str, tuple[str, ...]]:
    return {atom.id: _items(atom) for atom in _atoms(briefing)}


def _cited(briefing: Briefing) -> Counter[str]:
    return Counter(id_ for atom in _atoms(briefing) for id_ in _items(atom))


def _words(briefing: Briefing) -> list[str]:
    return [flow(block).replace("\ufffc", "") for _, blocks in briefing.parts() for block in blocks]
