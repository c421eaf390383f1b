"""A briefing's uses of a passage moved to where the passage stands in another text: an act that somebody asked for.

The citation goes with its words, and what was edited in a quotation stays where it was in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefer.core.briefing import (
    Block,
    BlockQuotation,
    Briefing,
    Cell,
    CitationMark,
    Inline,
    InlineQuotation,
    OwnFigure,
    Table,
    named_passages,
)
from briefer.core.change import Edit, ReplaceBlocks
from briefer.core.difference import Offsets
from briefer.core.edits import arrival
from briefer.core.passage import (
    Citation,
    Emphasise,
    Insert,
    Omit,
    Passage,
    PassageId,
    Quotation,
    QuotationEdit,
    Recase,
    Trim,
)
from briefer.errors import EditRefused

Places = Mapping[PassageId, Passage]
"""What each passage that is to be moved becomes."""


def moved(briefing: Briefing, places: Places, *, label: str, added: Sequence[Passage] = ()) -> Edit:
    """Put other passages in place of those that `places` names, wherever the briefing uses them; `added` are new.

    Raises:
        EditRefused: the briefing uses none of them, or edits of a quotation do not fit the words that it would have.
    """
    changes: list[ReplaceBlocks] = []
    for key, blocks in briefing.parts():
        for index, block in enumerate(blocks):
            if any(passage.id in places for passage in named_passages(block)):
                changes.append(ReplaceBlocks(section=key, at=index, before=(block,), after=(_block(block, places),)))
    if not changes:
        raise EditRefused("Nothing in this briefing uses these passages.", "")
    entering = [change.after[0] for change in changes]
    return Edit(changes=(*arrival(briefing, entering, added), *changes), label=label)


def _block(block: Block, places: Places) -> Block:
    if isinstance(block, BlockQuotation):
        return replace(block, quotation=_quotation(block.quotation, places))
    if isinstance(block, OwnFigure):
        return block
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(_cell(cell, places) for cell in row) for row in block.rows))
    return replace(block, inlines=tuple(_inline(inline, places) for inline in block.inlines))


def _cell(cell: Cell, places: Places) -> Cell:
    return tuple(_mark(inline, places) if isinstance(inline, CitationMark) else inline for inline in cell)


def _inline(inline: Inline, places: Places) -> Inline:
    if isinstance(inline, InlineQuotation):
        return replace(inline, quotation=_quotation(inline.quotation, places))
    return _mark(inline, places) if isinstance(inline, CitationMark) else inline


def _mark(mark: CitationMark, places: Places) -> CitationMark:
    origin = _quotation(mark.origin, places) if mark.origin is not None else None
    return replace(mark, citation=_citation(mark.citation, places), origin=origin)


def _citation(citation: Citation, places: Places) -> Citation:
    return tuple(replace(item, passage=places.get(item.passage.id, item.passage)) for item in citation)


def _quotation(quotation: Quotation, places: Places) -> Quotation:
    citation = _citation(quotation.citation, places)
    former, passage = quotation.passage, places.get(quotation.passage.id)
    if passage is None:
        return replace(quotation, citation=citation)
    made = quotation.edits if former.exact == passage.exact else _edits(quotation, passage)
    try:
        return replace(quotation, passage=passage, edits=made, citation=citation)
    except EditRefused as error:
        raise EditRefused(
            f"What was edited in the quotation of {former.handle} does not fit its words in the other text.",
            "Undo these edits first, or take the passage from the other text.",
        ) from error


def _edits(quotation: Quotation, passage: Passage) -> tuple[QuotationEdit, ...]:
    """Return the edits of a quotation as they stand in other words; what has nothing left to stand on is left out."""
    former, words = quotation.passage.exact, passage.exact
    offsets = Offsets(former, words)
    found: list[QuotationEdit] = []
    for edit in quotation.edits:
        match edit:
            case Trim(start=start, end=end) | Omit(start=start, end=end) | Emphasise(start=start, end=end):
                begin = 0 if start == 0 else offsets.start(start)
                stop = len(words) if end == len(former) else offsets.end(end)
                if begin < stop:
                    found.append(replace(edit, start=begin, end=stop))
                elif isinstance(edit, Trim):
                    raise EditRefused("Nothing of the words kept is left.", "")
            case Insert(at=at):
                found.append(replace(edit, at=len(words) if at == len(former) else offsets.start(at)))
            case Recase(at=at):
                place = offsets.start(at)
                if words[place : place + 1] == former[at]:
                    found.append(replace(edit, at=place))
    return tuple(found)
