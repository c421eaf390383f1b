"""What one figure stands for, and how a person changes it: passages added and taken out, their order, words around.

A figure may stand for several marks that end one sentence (`core.figures`). Each passage has its slot in one of them.
The first slot of a quotation, and of prose that paraphrases one, belongs to the passage whose words stand there: it
keeps its place and cannot be taken out while they do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefer.core.briefing import (
    Block,
    BlockId,
    BlockQuotation,
    Briefing,
    CitationMark,
    Footnote,
    Inline,
    InlineQuotation,
    OwnFigure,
    ProseBlock,
    Table,
    Text,
    WholeBlock,
    flow,
    flow_length,
    inlines_of,
    normalised,
)
from briefer.core.change import Caret, Edit, ReplaceBlocks
from briefer.core.edits import arrival, behind_sentence, located
from briefer.core.figures import groups
from briefer.core.passage import Citation, CitationItem, Passage
from briefer.core.text import OBJECT, clean
from briefer.errors import EditRefused

_WHITE_SPACE = re.compile("[ \t\n\u2028\u2029]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The place of one passage in a figure: ``holder`` is the id of the mark or quotation; ``fixed`` ones stay."""

    holder: str
    item: CitationItem
    fixed: bool = False


Slots = tuple[Slot, ...]


def figures(block: Block) -> Iterator[Slots]:
    """Yield what each figure of a block stands for, in order."""
    quoting = _quoting(block)
    for group in groups(block):
        slots = tuple(
            Slot(holder=cited.holder, item=item, fixed=number == 0 and cited.holder in quoting)
            for cited in group
            for number, item in enumerate(cited.citation)
        )
        if slots:  # a footnote alone cites nothing
            yield slots


def slots_at(briefing: Briefing, block: BlockId, offset: int) -> Slots:
    """Return what the figure at `offset` (in the block's `flow`) stands for, else that of the sentence there.

    Raises:
        NotFound: the block is not in the briefing.
        EditRefused: there is no citation.
    """
    _, _, found = located(briefing, block)
    chosen: Slots = ()
    if isinstance(found, BlockQuotation):
        chosen = next(figures(found), ())
    elif isinstance(found, OwnFigure):
        raise EditRefused("A figure of your own cites nothing.", "Put the caret behind a figure, then try again.")
    elif isinstance(found, Table):
        raise EditRefused("The citations of a table stand in its cells.", "Open the table, then choose a cell.")
    else:
        behind = behind_sentence(found, offset) if flow(found) else 0
        spans = _spans(found)
        for figure in figures(found):
            start, end = spans[figure[0].holder][0], spans[figure[-1].holder][1]
            if start <= offset <= end:
                chosen = figure
                if start < offset:
                    break
            elif end == behind and not chosen:
                chosen = figure
    if not chosen:
        raise EditRefused("There is no citation at the caret.", "Put the caret behind a figure, then try again.")
    return chosen


def moved(slots: Slots, index: int, by: int) -> Slots:
    """Return `slots` with the passage at `index` one place on (1) or back (-1); the same where that cannot be."""
    other = index + by
    if not 0 <= other < len(slots) or slots[index].fixed or slots[other].fixed:
        return slots
    result = list(slots)
    result[index] = replace(slots[index], item=slots[other].item)
    result[other] = replace(slots[other], item=slots[index].item)
    return tuple(result)


def without(slots: Slots, index: int) -> Slots:
    """Return `slots` without the passage at `index`.

    Raises:
        EditRefused: the words there are that passage's, or nothing would be left.
    """
    if slots[index].fixed:
        raise EditRefused("The words there are this passage's own, so it stays cited.", "Delete the words instead.")
    if len(slots) == 1:
        raise EditRefused("A figure stands for at least one passage.", "Delete the figure itself instead.")
    return (*slots[:index], *slots[index + 1 :])


def with_item(slots: Slots, index: int, item: CitationItem) -> Slots:
    """Return `slots` with `item` in the slot at `index`."""
    return (*slots[:index], replace(slots[index], item=item), *slots[index + 1 :])


def worded(item: CitationItem, *, locator: str, prefix: str, suffix: str) -> CitationItem:
    """Return `item` with these words on one line each; empty means none (for the place: its own page)."""
    return replace(item, locator=_line(locator), prefix=_line(prefix), suffix=_line(suffix))


def add(briefing: Briefing, passage: Passage, block: BlockId, offset: int, *, new: bool = True) -> Edit:
    """Let the figure at `offset`, or behind the sentence there, stand for one more passage.

    Raises:
        EditRefused: there is no citation, or it names the passage already.
    """
    former = slots_at(briefing, block, offset)
    if any(slot.item.passage.id == passage.id for slot in former):
        raise EditRefused(f"{passage.handle} is cited there already.", "")
    after = (*former, Slot(holder=former[-1].holder, item=CitationItem(passage=passage)))
    return _edit(briefing, block, after, former, f"add {passage.handle} to citation", [passage] if new else [])


def revise(briefing: Briefing, block: BlockId, former: Slots, after: Slots) -> Edit:
    """Let a figure that stands for `former` stand for `after`: the same passages or fewer, in any order that may be.

    Raises:
        EditRefused: the figure has changed meanwhile, a passage would come or be there twice, or one that is quoted go.
    """
    if former == after:
        return Edit(changes=(), label="change of citation")
    _, _, found = located(briefing, block)
    _check(found, former, after)
    return _edit(briefing, block, after, former, "change of citation", [])


def revised(block: Block, former: Slots, after: Slots) -> Block:
    """Return the block as `revise` makes it, for one that is not in the briefing yet."""
    _check(block, former, after)
    return _with_citations(block, _held(former, after))


def _check(block: Block, former: Slots, after: Slots) -> None:
    if former not in figures(block):
        raise EditRefused("The citation has changed meanwhile.", "Open it again.")
    coming = Counter(slot.item.passage.id for slot in after) - Counter(slot.item.passage.id for slot in former)
    kept = [(slot.holder, slot.item.passage.id) for slot in after if slot.fixed]
    order = [slot.holder for slot in former]
    if coming or not after or not _runs_through([slot.holder for slot in after], order):
        raise EditRefused("A citation can only be given what it had.", "Add a passage from its article.")
    if kept != [(slot.holder, slot.item.passage.id) for slot in former if slot.fixed]:
        raise EditRefused("The words there are a passage's own, so it stays cited.", "Delete the words instead.")


def in_cell(table: Table, row: int, column: int) -> tuple[Slots, ...]:
    """Return what each figure in a cell stands for, in order."""
    marks = {inline.id for inline in table.rows[row][column] if isinstance(inline, CitationMark)}
    return tuple(slots for slots in figures(table) if slots[0].holder in marks)


def automatic_place(passage: Passage) -> str:
    """Return where in its source a passage stands, as it is said where the analyst says nothing else."""
    if passage.page:
        return f"{'pp.' if '–' in passage.page else 'p.'} {passage.page}"
    return passage.cue or (f"para. {passage.paragraph}" if passage.paragraph else "")


def _line(words: str) -> str | None:
    return _WHITE_SPACE.sub(" ", clean(words).replace(OBJECT, "")).strip() or None


def _quoting(block: Block) -> set[str]:
    """Return the ids of what holds words of a passage, or says them in the analyst's own."""
    if isinstance(block, BlockQuotation):
        return {block.id}
    return {
        inline.id
        for inline in inlines_of(block)
        if isinstance(inline, InlineQuotation) or (isinstance(inline, CitationMark) and inline.origin is not None)
    }


def _spans(block: ProseBlock) -> dict[str, tuple[int, int]]:
    result: dict[str, tuple[int, int]] = {}
    at = 0
    for inline in block.inlines:
        length = flow_length(inline)
        if not isinstance(inline, Text):
            result[inline.id] = at, at + length
        at += length
    return result


def _runs_through(holders: list[str], former: list[str]) -> bool:
    """Say whether `holders` are some of `former`, in their order."""
    rest = iter(former)
    return all(holder in rest for holder in holders)


def _edit(
    briefing: Briefing, block: BlockId, after: Slots, former: Slots, label: str, added: Sequence[Passage]
) -> Edit:
    section, index, before = located(briefing, block)
    made = _with_citations(before, _held(former, after))
    last = after[-1].holder
    end = len(flow(made)) if isinstance(made, WholeBlock) else _spans(made)[last][1]
    return Edit(
        changes=(
            *arrival(briefing, [made], added),
            ReplaceBlocks(section=section, at=index, before=(before,), after=(made,)),
        ),
        label=label,
        caret_after=Caret(section=section, block=block, offset=end),
    )


def _held(former: Slots, after: Slots) -> dict[str, Citation]:
    """Return what each mark of a figure cites in `after`; one that nothing is left for cites nothing, and goes."""
    held: dict[str, list[CitationItem]] = {slot.holder: [] for slot in former}
    for slot in after:
        held[slot.holder].append(slot.item)
    return {holder: tuple(items) for holder, items in held.items()}


def _with_citations(block: Block, held: dict[str, Citation]) -> Block:
    if isinstance(block, BlockQuotation):
        return replace(block, quotation=replace(block.quotation, citation=held[block.id]))
    if isinstance(block, Table):
        rows = tuple(
            tuple(tuple(made for made in _cited(cell, held) if isinstance(made, Text | CitationMark)) for cell in row)
            for row in block.rows
        )
        return replace(block, rows=rows)
    if isinstance(block, OwnFigure):
        return block
    return replace(block, inlines=_cited(block.inlines, held))


def _cited(line: Sequence[Inline], held: dict[str, Citation]) -> tuple[Inline, ...]:
    inlines: list[Inline] = []
    for inline in line:
        if isinstance(inline, Text | Footnote) or inline.id not in held:
            inlines.append(inline)
        elif isinstance(inline, InlineQuotation):
            inlines.append(replace(inline, quotation=replace(inline.quotation, citation=held[inline.id])))
        elif held[inline.id]:
            inlines.append(replace(inline, citation=held[inline.id]))
    return normalised(tuple(inlines))
