"""The quotations of a briefing by the id of what holds each: a block, or an inline quotation inside one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefer.core.briefing import (
    Block,
    BlockId,
    BlockQuotation,
    Briefing,
    FigureBlock,
    InlineQuotation,
    OwnFigure,
    ProseBlock,
    Table,
    flow,
    flow_length,
    inlines_of,
)
from briefer.core.change import Caret, Edit, ReplaceBlocks
from briefer.core.passage import Quotation
from briefer.core.translation import Translation
from briefer.errors import EditRefused, NotFound


@dataclass(frozen=True, slots=True)
class Selected:
    """What is selected of one quotation: printed positions, code points of `Quotation.text`; the caret if alike."""

    holder: str
    start: int
    end: int


def selected(briefing: Briefing, caret: Caret) -> Selected | None:
    """Return what is selected of one quotation of words; None where the selection reaches out of it, or is in none."""
    if caret.block is None or caret.anchor_block not in (None, caret.block):
        return None
    anchor = caret.anchor_offset if caret.anchor_block is not None else caret.offset
    low, high = sorted((caret.offset, anchor))
    holder = holder_at(briefing, caret.block, high)
    if holder is None or (low < high and holder_at(briefing, caret.block, low) != holder):
        return None
    *_, block, quotation = find(briefing, holder)
    begin = 0
    for inline in inlines_of(block):
        if isinstance(inline, InlineQuotation) and inline.id == holder:
            break
        begin += flow_length(inline)
    if low < begin:
        return None
    length = len(quotation.text)
    return Selected(holder, min(low - begin, length), min(high - begin, length))


def held(briefing: Briefing) -> Iterator[tuple[str, Quotation]]:
    """Yield the id of what holds each quotation of words, and the quotation, in the order of the briefing."""
    yield from ((holder, quotation) for holder, _, _, _, quotation in _walk(briefing))


def quotation_of(briefing: Briefing, holder: str) -> Quotation | None:
    """Return the quotation that the block or inline `holder` holds; None where it holds none, or is not there."""
    return next((quotation for id_, quotation in held(briefing) if id_ == holder), None)


def find(briefing: Briefing, holder: str) -> tuple[str, int, Block, Quotation]:
    """Return the section, the index in it and the block in which `holder` holds a quotation, and the quotation.

    Raises:
        NotFound: it holds none in this briefing.
    """
    for id_, section, index, block, quotation in _walk(briefing):
        if id_ == holder:
            return section, index, block, quotation
    raise NotFound("That quotation is not in this briefing.", "It may have been deleted.")


def holder_at(briefing: Briefing, block: BlockId, offset: int) -> str | None:
    """Return what holds the quotation of words at `offset` of a block's flow; None where there is none.

    Right behind a quotation, and behind its figure, still means that quotation.
    """
    found = briefing.find(block)
    if found is None:
        return None
    here = briefing.blocks(found[0])[found[1]]
    if isinstance(here, BlockQuotation):
        return None if isinstance(here, FigureBlock) else here.id
    if isinstance(here, Table | OwnFigure):
        return None
    at = 0
    for inline in here.inlines:
        stop = at + flow_length(inline)
        if isinstance(inline, InlineQuotation) and at <= offset <= stop:
            return inline.id
        at = stop
    return None


def requote(briefing: Briefing, holder: str, quotation: Quotation, *, label: str) -> Edit:
    """Put another use of the same passage in place of a quotation.

    Raises:
        NotFound: `holder` holds no quotation of words in this briefing.
    """
    section, index, block, _ = find(briefing, holder)
    after: Block = block
    if isinstance(block, BlockQuotation):
        after = replace(block, quotation=quotation)
    elif isinstance(block, ProseBlock):
        inlines = tuple(
            replace(inline, quotation=quotation)
            if isinstance(inline, InlineQuotation) and inline.id == holder
            else inline
            for inline in block.inlines
        )
        after = replace(block, inlines=inlines)
    caret = Caret(section=section, block=BlockId(block.id), offset=len(flow(after)))
    return Edit(
        changes=(ReplaceBlocks(section=section, at=index, before=(block,), after=(after,)),),
        label=label,
        caret_after=caret,
    )


def translate(briefing: Briefing, holder: str, translation: Translation | None) -> Edit:
    """Give a quotation a translation, or none.

    Raises:
        NotFound: `holder` holds no quotation of words in this briefing.
        EditRefused: it would change nothing, or the translation is not one of the words as they are printed.
    """
    *_, quotation = find(briefing, holder)
    if translation == quotation.translation:
        raise EditRefused("The translation is the same as before.", "")
    if translation is not None and translation.of != quotation.text:
        raise EditRefused("The translation is not one of these words.", "Translate the quotation as it is printed.")
    label = "translate quotation" if translation is not None else "remove translation"
    return requote(briefing, holder, replace(quotation, translation=translation), label=label)


def _walk(briefing: Briefing) -> Iterator[tuple[str, str, int, Block, Quotation]]:
    for section, blocks in briefing.parts():
        for index, block in enumerate(blocks):
            if isinstance(block, FigureBlock):
                continue
            if isinstance(block, BlockQuotation):
                yield block.id, section, index, block, block.quotation
                continue
            for inline in inlines_of(block):
                if isinstance(inline, InlineQuotation):
                    yield inline.id, section, index, block, inline.quotation
