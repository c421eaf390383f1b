"""Runs of blocks: what lies between two places of a section, what is left without it, what comes in at a place.

Quotations and marks are atoms here as everywhere: whole or not at all. The one exception is `copied`, which turns a
part of a quotation into a quotation of that part, cited like the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from briefer.core import grid
from briefer.core.briefing import (
    Block,
    BlockId,
    BlockQuotation,
    CitationMark,
    Footnote,
    Inline,
    InlineId,
    InlineQuotation,
    OwnFigure,
    Paragraph,
    ProseBlock,
    Table,
    Text,
    WholeBlock,
    flow,
    flow_length,
    new_id,
    normalised,
)
from briefer.core.edits import spliced
from briefer.core.passage import Quotation, Trim
from briefer.errors import EditRefused, QuotationLocked

WORDS_ONLY = "A quotation holds its source's words only."
WORDS_HINT = "Write beside it, or select all of it to take it out with its citation."


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a section: the block's index, and code points into its `flow`."""

    index: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """``blocks[at : at + count]`` of a section become ``after``.

    ``start`` and ``end`` are places in the section as it is afterwards: where what came in begins and ends, or where
    what is left before and behind a removal meets (``start.index`` may lie behind the last block when none is left).
    """

    at: int
    count: int
    after: tuple[Block, ...]
    start: Place
    end: Place


def copied(blocks: Sequence[Block], start: Place, end: Place) -> tuple[Block, ...]:
    """Return what lies between two places, ids kept; a part of a quotation becomes a quotation of that part."""
    result: list[Block] = []
    for index in range(start.index, end.index + 1):
        block = blocks[index]
        length = len(flow(block))
        first = start.offset if index == start.index else 0
        last = end.offset if index == end.index else length
        if isinstance(block, Table | OwnFigure):
            if first == 0 and last >= length:
                result.append(block)
        elif isinstance(block, BlockQuotation):
            if first == 0 and last >= length - 1:
                result.append(block)
            else:
                part = quotation_part(block.quotation, first, last)
                if part is not None:
                    result.append(replace(block, quotation=part))
        elif first < last or not (index == end.index and start.index != end.index):
            result.append(replace(block, inlines=_copied_inlines(block, first, last)))
    return tuple(result)


def removed(blocks: Sequence[Block], start: Place, end: Place) -> Splice:
    """Return the section without what lies between two places; prose at both ends grows together.

    Raises:
        EditRefused: a part of a quotation, or the figure behind it, would go alone.
    """
    first, last = blocks[start.index], blocks[end.index]
    count = end.index - start.index + 1
    begin = start.offset
    stop = end.offset
    if start.index == end.index:
        if isinstance(first, WholeBlock):
            if begin == stop or not _covers(first, begin, stop):
                raise _in_part(first)
            return Splice(at=start.index, count=1, after=(), start=Place(start.index, 0), end=Place(start.index, 0))
        begin, stop = whole_atoms(first, begin, stop)
        kept = replace(first, inlines=spliced(first, begin, stop, ()))
        place = Place(start.index, begin)
        return Splice(at=start.index, count=1, after=(kept,), start=place, end=place)
    begin, _ = whole_atoms(first, begin, len(flow(first)))
    _, stop = whole_atoms(last, 0, stop)
    head, tail = _head(first, begin), _tail(last, stop)
    at = Place(start.index, begin)
    if isinstance(head, ProseBlock) and isinstance(tail, ProseBlock):
        if begin == 0:  # nothing of the first is left: what stays is the last, of its own kind
            return Splice(at=at.index, count=count, after=(tail,), start=at, end=at)
        together = replace(head, inlines=normalised((*head.inlines, *tail.inlines)))
        return Splice(at=at.index, count=count, after=(together,), start=at, end=at)
    after = tuple(block for block in (head, tail) if block is not None)
    if head is None:
        at = Place(start.index, 0)
    behind = Place(at.index + 1, 0) if head is not None and tail is not None else at
    return Splice(at=at.index, count=count, after=after, start=at, end=behind)


def inserted(blocks: Sequence[Block], place: Place, new: Sequence[Block]) -> Splice:
    """Return the section with `new` at a place; a paragraph at either end of `new` joins the prose it lands in.

    Raises:
        EditRefused: the place lies inside a quotation.
    """
    if not blocks:
        return Splice(at=0, count=0, after=tuple(new), start=Place(0, 0), end=_behind(new, 0))
    target = blocks[place.index]
    at = place.index
    if isinstance(target, WholeBlock):
        if place.offset == 0:
            return Splice(at=at, count=0, after=tuple(new), start=Place(at, 0), end=_behind(new, at))
        if place.offset < len(flow(target)) - 1:
            raise QuotationLocked(WORDS_ONLY, WORDS_HINT)
        return Splice(at=at + 1, count=0, after=tuple(new), start=Place(at + 1, 0), end=_behind(new, at + 1))
    offset = outside_atoms(target, place.offset)
    if len(new) == 1 and isinstance(new[0], Paragraph):
        length = len(flow(new[0]))
        joined = replace(target, inlines=spliced(target, offset, offset, new[0].inlines))
        return Splice(at=at, count=1, after=(joined,), start=Place(at, offset), end=Place(at, offset + length))
    if isinstance(target, Paragraph) and not target.inlines:
        return Splice(at=at, count=1, after=tuple(new), start=Place(at, 0), end=_behind(new, at))
    return _inserted_blocks(target, at, offset, new)


def _inserted_blocks(target: ProseBlock, at: int, offset: int, new: Sequence[Block]) -> Splice:
    length = len(flow(target))
    middle = list(new)
    head: list[Block] = []
    tail: list[Block] = []
    if offset > 0:
        left = spliced(target, offset, length, ())
        if middle and isinstance(middle[0], Paragraph):
            left = normalised((*left, *middle.pop(0).inlines))  # type: ignore[union-attr]
        head = [replace(target, inlines=left)]
    end = _behind([*head, *middle], at)
    if offset < length or not offset:
        right = spliced(target, 0, offset, ())
        id_ = target.id if not head else BlockId(new_id())
        if middle and isinstance(middle[-1], Paragraph):
            last = middle.pop()
            assert isinstance(last, Paragraph)
            end = Place(at + len(head) + len(middle), len(flow(last)))
            right = normalised((*last.inlines, *right))
        tail = [replace(target, id=id_, inlines=right)]
    return Splice(at=at, count=1, after=(*head, *middle, *tail), start=Place(at, offset), end=end)


def marked(block: ProseBlock, start: int, end: int, change: Callable[[Text], Text]) -> ProseBlock:
    """Return the block with `change` applied to its own words in ``flow[start:end]``; atoms stay as they are."""
    result: list[Inline] = []
    at = 0
    for inline in block.inlines:
        stop = at + flow_length(inline)
        if isinstance(inline, Text):
            low, high = max(start - at, 0), min(end, stop) - at
            if low < high:
                result.append(replace(inline, text=inline.text[:low]))
                result.append(change(replace(inline, text=inline.text[low:high])))
                result.append(replace(inline, text=inline.text[high:]))
            else:
                result.append(inline)
        else:
            result.append(inline)
        at = stop
    return replace(block, inlines=normalised(tuple(result)))


def fresh(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with new ids for all of them and for their quotations and marks."""
    return tuple(
        replace(block, id=BlockId(new_id()))
        if isinstance(block, BlockQuotation | OwnFigure)
        else replace(block, id=BlockId(new_id()), rows=grid.fresh_rows(block.rows))
        if isinstance(block, Table)
        else replace(block, id=BlockId(new_id()), inlines=tuple(_fresh_inline(inline) for inline in block.inlines))
        for block in blocks
    )


def quotation_part(quotation: Quotation, start: int, end: int) -> Quotation | None:
    """Return the quotation trimmed to the printed words ``text[start:end]``; None where they hold no source's word."""
    low: int | None = None
    high = 0
    at = 0
    for piece in quotation.pieces:
        stop = at + len(piece.text)
        if stop > start and at < end:
            split = piece.kind == "source"
            first = piece.start + max(start - at, 0) if split else piece.start
            last = piece.start + min(end, stop) - at if split else piece.end
            low = first if low is None else min(low, first)
            high = max(high, last)
        at = stop
    if low is None or low >= high:
        return None
    try:
        return quotation.edited(Trim(start=low, end=high))
    except EditRefused:
        return None


def whole_atoms(block: Block, start: int, end: int) -> tuple[int, int]:
    """Return the span grown over the figures of quotations whose words it covers.

    Raises:
        EditRefused: it covers a part of a quotation, or the figure without the words.
    """
    if isinstance(block, WholeBlock):
        if start >= end or end <= 0 or start >= len(flow(block)):
            return start, end
        if not _covers(block, start, end):
            raise _in_part(block)
        return 0, len(flow(block))
    at = 0
    for inline in block.inlines:
        stop = at + flow_length(inline)
        if isinstance(inline, InlineQuotation) and max(start, at) < min(end, stop):
            if start > at or end < stop - 1:
                raise QuotationLocked(WORDS_ONLY, WORDS_HINT)
            end = max(end, stop)
        at = stop
    return start, end


def outside_atoms(block: ProseBlock, offset: int) -> int:
    """Return `offset`, moved behind the figure where it stands between a quotation's words and that.

    Raises:
        EditRefused: it stands inside the words.
    """
    at = 0
    for inline in block.inlines:
        stop = at + flow_length(inline)
        if isinstance(inline, InlineQuotation) and at < offset < stop:
            if offset < stop - 1:
                raise QuotationLocked(WORDS_ONLY, WORDS_HINT)
            return stop
        at = stop
    return offset


def _covers(block: WholeBlock, start: int, end: int) -> bool:
    """Say whether a span has all of a block; of a quotation, its words."""
    return start <= 0 and end >= len(flow(block)) - isinstance(block, BlockQuotation)


def _in_part(block: WholeBlock) -> EditRefused:
    if isinstance(block, BlockQuotation):
        return QuotationLocked(WORDS_ONLY, WORDS_HINT)
    what = "table" if isinstance(block, Table) else "figure"
    return EditRefused(f"A {what} is taken out whole.", "Select all of it first.")


def _head(block: Block, offset: int) -> Block | None:
    if isinstance(block, WholeBlock):
        return block if offset > 0 else None
    return replace(block, inlines=spliced(block, offset, len(flow(block)), ()))


def _tail(block: Block, offset: int) -> Block | None:
    if isinstance(block, WholeBlock):
        return block if offset <= 0 else None
    return replace(block, inlines=spliced(block, 0, offset, ()))


def _behind(blocks: Sequence[Block], at: int) -> Place:
    return Place(at + len(blocks) - 1, len(flow(blocks[-1]))) if blocks else Place(at, 0)


def _copied_inlines(block: ProseBlock, start: int, end: int) -> tuple[Inline, ...]:
    result: list[Inline] = []
    at = 0
    for inline in block.inlines:
        stop = at + flow_length(inline)
        low, high = max(start, at), min(end, stop)
        if low < high:
            match inline:
                case Text(text=text):
                    result.append(replace(inline, text=text[low - at : high - at]))
                case InlineQuotation(quotation=quotation):
                    whole = low == at and high >= stop - 1
                    part = quotation if whole else quotation_part(quotation, low - at, high - at)
                    if part is not None:
                        result.append(replace(inline, quotation=part))
                case CitationMark() | Footnote():
                    result.append(inline)
        at = stop
    return normalised(tuple(result))


def _fresh_inline(inline: Inline) -> Inline:
    return inline if isinstance(inline, Text) else replace(inline, id=InlineId(new_id()))
