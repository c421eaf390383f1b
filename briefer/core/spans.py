"""Acts on what is selected in a briefing, which may reach over several blocks and sections; each returns its Edit.

A selection is an ordered tuple of spans, at most one a section. Titles lie between sections and are never part of one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from briefer.core.briefing import (
    Block,
    BlockId,
    Briefing,
    Paragraph,
    ProseBlock,
    Text,
    WholeBlock,
    flow,
    new_id,
)
from briefer.core.change import Caret, Change, Edit, ReplaceBlocks, apply
from briefer.core.edits import arrival
from briefer.core.passage import Passage
from briefer.core.slices import Place, Splice, copied, inserted, marked, removed


@dataclass(frozen=True, slots=True)
class Span:
    """What is selected of one section, from `start` to `end`."""

    section: str
    start: Place
    end: Place


Selection = tuple[Span, ...]


def content(briefing: Briefing, selection: Selection) -> tuple[Block, ...]:
    """Return what is selected, ids kept; see `slices.copied`."""
    return tuple(block for span in selection for block in copied(briefing.blocks(span.section), span.start, span.end))


def erase(briefing: Briefing, selection: Selection, *, label: str, caret: Caret | None = None) -> Edit:
    """Take what is selected out.

    Raises:
        EditRefused: a part of a quotation, or the figure behind it, would go alone.
    """
    changes: list[Change] = []
    after: Caret | None = None
    for span in selection:
        blocks = briefing.blocks(span.section)
        splice = removed(blocks, span.start, span.end)
        changes.append(_change(span.section, blocks, splice))
        after = after or caret_at(span.section, _spliced(blocks, splice), splice.start)
    return Edit(changes=tuple(changes), label=label, caret_before=caret, caret_after=after)


def put(
    briefing: Briefing,
    section: str,
    place: Place,
    blocks: Sequence[Block],
    *,
    label: str,
    instead: Selection = (),
    added: Sequence[Passage] = (),
    caret: Caret | None = None,
) -> Edit:
    """Put `blocks` in at a place of a section, in place of what is selected, if anything is: typing over, or a move.

    Where `instead` is given, `place` lies outside it or at one of its ends.

    Raises:
        EditRefused: the place lies inside a quotation, or a part of one would go.
    """
    changes: tuple[Change, ...] = ()
    for span in instead:
        held = briefing.blocks(span.section)
        splice = removed(held, span.start, span.end)
        if span.section == section:
            place = _moved(place, span, splice)
        change = _change(span.section, held, splice)
        changes = (*changes, change)
        briefing = apply(briefing, Edit(changes=(change,), label=label))
    held = briefing.blocks(section)
    # A paragraph that is moved in part leaves the rest behind under its id.
    standing = {block.id for _, part in briefing.parts() for block in part}
    blocks = [replace(block, id=BlockId(new_id())) if block.id in standing else block for block in blocks]
    if place.index >= len(held):
        # What stood there is gone, and with it the last block: what comes in is a block of its own at the end.
        end = Place(len(held) + len(blocks) - 1, len(flow(blocks[-1])))
        splice = Splice(at=len(held), count=0, after=tuple(blocks), start=Place(len(held), 0), end=end)
    else:
        splice = inserted(held, place, blocks)
    after = caret_at(section, _spliced(held, splice), splice.end)
    changes = (*changes, *arrival(briefing, blocks, added), _change(section, held, splice))
    return Edit(changes=changes, label=label, caret_before=caret, caret_after=after)


def mark(
    briefing: Briefing, selection: Selection, change: Callable[[Text], Text], *, label: str, caret: Caret | None = None
) -> Edit:
    """Apply `change` to the analyst's own words that are selected; quotations stay as they are."""

    def one(block: Block, start: int, end: int) -> Block:
        return block if isinstance(block, WholeBlock) else marked(block, start, end, change)

    return _each(briefing, selection, one, label, caret)


def reshape(
    briefing: Briefing,
    selection: Selection,
    change: Callable[[ProseBlock], ProseBlock],
    *,
    label: str,
    caret: Caret | None = None,
) -> Edit:
    """Apply `change` to each block of prose that the selection touches; quotations stay as they are."""

    def one(block: Block, start: int, end: int) -> Block:
        return block if isinstance(block, WholeBlock) else change(block)

    return _each(briefing, selection, one, label, caret)


def touched(briefing: Briefing, selection: Selection) -> tuple[Block, ...]:
    """Return the blocks that a selection touches."""
    return tuple(
        block for span in selection for block in briefing.blocks(span.section)[span.start.index : span.end.index + 1]
    )


def own_words(briefing: Briefing, selection: Selection) -> tuple[Text, ...]:
    """Return the analyst's own words that are selected."""
    return tuple(
        inline
        for block in content(briefing, selection)
        if not isinstance(block, WholeBlock)
        for inline in block.inlines
        if isinstance(inline, Text)
    )


def caret_at(section: str, blocks: Sequence[Block], place: Place) -> Caret:
    """Return the caret at a place, or at the nearest one before it where its block is gone."""
    if not blocks:
        return Caret(section=section)
    if place.index >= len(blocks):
        return Caret(section=section, block=blocks[-1].id, offset=len(flow(blocks[-1])))
    return Caret(section=section, block=blocks[place.index].id, offset=place.offset)


def _each(
    briefing: Briefing,
    selection: Selection,
    change: Callable[[Block, int, int], Block],
    label: str,
    caret: Caret | None,
) -> Edit:
    changes: list[Change] = []
    for span in selection:
        first, stop = span.start.index, span.end.index + 1
        before = briefing.blocks(span.section)[first:stop]
        after = tuple(
            change(
                block,
                span.start.offset if number == 0 else 0,
                span.end.offset if number == len(before) - 1 else len(flow(block)),
            )
            for number, block in enumerate(before)
        )
        if after != before:
            changes.append(ReplaceBlocks(section=span.section, at=first, before=before, after=after))
    return Edit(changes=tuple(changes), label=label, caret_before=caret, caret_after=caret)


def _change(section: str, blocks: Sequence[Block], splice: Splice) -> ReplaceBlocks:
    before = tuple(blocks[splice.at : splice.at + splice.count])
    return ReplaceBlocks(section=section, at=splice.at, before=before, after=_kept(blocks, splice))


def _kept(blocks: Sequence[Block], splice: Splice) -> tuple[Block, ...]:
    """Return what a splice leaves, nothing where that is one empty paragraph in a section of nothing else."""
    if splice.count == len(blocks) and len(splice.after) == 1:
        only = splice.after[0]
        if isinstance(only, Paragraph) and not only.inlines:
            return ()
    return splice.after


def _spliced(blocks: Sequence[Block], splice: Splice) -> tuple[Block, ...]:
    return (*blocks[: splice.at], *_kept(blocks, splice), *blocks[splice.at + splice.count :])


def _moved(place: Place, span: Span, splice: Splice) -> Place:
    """Return where a place lies after what is selected before it was taken out."""
    if place <= span.start:
        return place if place < span.start else splice.start
    if place.index > span.end.index:
        return Place(place.index - splice.count + len(splice.after), place.offset)
    return Place(splice.end.index, splice.end.offset + max(0, place.offset - span.end.offset))
