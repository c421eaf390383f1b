"""Which marks of a block share one figure: those that end the same sentence, with no word between them.

One rule for the window and for every export, so that "note 7" is the same note for the analyst and the supervisor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefer.core.briefing import (
    Block,
    BlockQuotation,
    CitationMark,
    Footnote,
    Inline,
    InlineQuotation,
    OwnFigure,
    Table,
    Text,
)
from briefer.core.passage import Citation
from briefer.core.text import LINE_BREAK

BLOCK = -1
"""The position of the figure behind a block quotation; other positions are those in `briefing.inlines_of`."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation where it stands: the position and id of what holds it, and whether emphasis was added to its words.

    A footnote cites nothing and has ``own`` words instead.
    """

    position: int
    holder: str
    citation: Citation
    emphasised: bool = False
    own: tuple[Text, ...] = ()


def groups(block: Block) -> Iterator[tuple[Cited, ...]]:
    """Yield the citations of each figure of `block`, in order; the figure is printed behind the last of them."""
    if isinstance(block, BlockQuotation):
        yield (Cited(BLOCK, block.id, block.quotation.citation, block.quotation.emphasis_added),)
        return
    if isinstance(block, OwnFigure):
        return
    if isinstance(block, Table):
        first = 0
        for cell in block.cells:  # what stands in another cell is never the same sentence
            yield from _line(cell, first)
            first += len(cell)
        return
    yield from _line(block.inlines, 0)


def _line(inlines: tuple[Inline, ...], first: int) -> Iterator[tuple[Cited, ...]]:
    group: list[Cited] = []
    for position, inline in enumerate(inlines, first):
        if group and _has_words(inline):
            yield tuple(group)
            group = []
        match inline:
            case CitationMark(id=holder, citation=citation):
                group.append(Cited(position, holder, citation))
            case InlineQuotation(id=holder, quotation=quotation):
                group.append(Cited(position, holder, quotation.citation, quotation.emphasis_added))
            case Footnote(id=holder, words=words):
                group.append(Cited(position, holder, (), own=words))
            case Text():
                pass
    if group:
        yield tuple(group)


def _has_words(inline: Inline) -> bool:
    if isinstance(inline, Text):
        return LINE_BREAK in inline.text or any(character.isalnum() for character in inline.text)
    return isinstance(inline, InlineQuotation)
