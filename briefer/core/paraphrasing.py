"""From a quotation to prose that cites it, and back: the mark remembers what it came from."""

from __future__ import annotations

from dataclasses import replace

from briefer.core import holding
from briefer.core.briefing import (
    Block,
    BlockId,
    BlockQuotation,
    Briefing,
    CitationMark,
    Inline,
    InlineId,
    InlineQuotation,
    Paragraph,
    ProseBlock,
    Text,
    WholeBlock,
    flow,
    flow_length,
    new_id,
    normalised,
)
from briefer.core.change import Caret, Edit, ReplaceBlocks
from briefer.errors import NotFound

_GONE = "That paraphrase is not in this briefing."
_PERHAPS = "It may have been deleted."


def paraphrase(briefing: Briefing, holder: str) -> Edit:
    """Turn a quotation into prose that cites it: its words, now the analyst's to rewrite, and a mark that knows it.

    The caret selects the words, so that what is typed next takes their place.

    Raises:
        NotFound: `holder` holds no quotation of words in this briefing.
    """
    section, index, block, quotation = holding.find(briefing, holder)
    words = " ".join(quotation.text.split())
    alone = isinstance(block, BlockQuotation)
    mark = CitationMark(id=InlineId(new_id()), citation=quotation.citation, origin=quotation, stood_alone=alone)
    own = (Text(text=words), mark)
    after: Block = block
    start = 0
    if isinstance(block, BlockQuotation):
        after = Paragraph(id=BlockId(new_id()), inlines=own)
    elif isinstance(block, ProseBlock):
        at = next(
            number
            for number, inline in enumerate(block.inlines)
            if isinstance(inline, InlineQuotation) and inline.id == holder
        )
        start = _length(block.inlines[:at])
        after = replace(block, inlines=normalised((*block.inlines[:at], *own, *block.inlines[at + 1 :])))
    caret = Caret(
        section=section, block=after.id, offset=start + len(words), anchor_block=after.id, anchor_offset=start
    )
    return _edit(section, index, block, after, f"paraphrase {quotation.passage.handle}", caret)


def paraphrased_at(briefing: Briefing, block: BlockId, offset: int) -> InlineId | None:
    """Return the mark of a paraphrase that a caret means: the next one behind it in its block."""
    found = briefing.find(block)
    here = briefing.blocks(found[0])[found[1]] if found is not None else None
    if here is None or isinstance(here, WholeBlock):
        return None
    for number, inline in enumerate(here.inlines):
        if isinstance(inline, CitationMark) and inline.origin is not None:
            behind = _length(here.inlines[: number + 1])
            if behind >= offset:
                return inline.id
    return None


def quote_again(briefing: Briefing, block: BlockId, mark: InlineId) -> Edit:
    """Bring the words of a paraphrased quotation back from the source.

    Prose that a block quotation became, with nothing else cited in it, is that block again. In a sentence the quotation
    takes the place of its mark, behind the analyst's own words, which stay.

    Raises:
        NotFound: there is no such mark of a paraphrase.
    """
    found = briefing.find(block)
    before = briefing.blocks(found[0])[found[1]] if found is not None else None
    if found is None or before is None or isinstance(before, WholeBlock):
        raise NotFound(_GONE, _PERHAPS)
    at = next((number for number, inline in enumerate(before.inlines) if _is(inline, mark)), None)
    held = before.inlines[at] if at is not None else None
    if at is None or not isinstance(held, CitationMark) or held.origin is None:
        raise NotFound(_GONE, _PERHAPS)
    label = f"quote {held.origin.passage.handle} again"
    alone = isinstance(before, Paragraph) and all(isinstance(each, Text) or each is held for each in before.inlines)
    if held.stood_alone and alone:
        after = BlockQuotation(id=BlockId(new_id()), quotation=held.origin)
        return _edit(*found, before, after, label, Caret(section=found[0], block=after.id, offset=len(flow(after))))
    left = before.inlines[:at]
    text = left[-1].text if left and isinstance(left[-1], Text) else ""
    space = (Text(text=" "),) if text and not text[-1].isspace() else ()
    begun = (*left, *space, InlineQuotation(id=InlineId(new_id()), quotation=held.origin))
    prose = replace(before, inlines=normalised((*begun, *before.inlines[at + 1 :])))
    return _edit(*found, before, prose, label, Caret(section=found[0], block=prose.id, offset=_length(begun)))


def _is(inline: Inline, mark: InlineId) -> bool:
    return isinstance(inline, CitationMark) and inline.id == mark


def _length(inlines: tuple[Inline, ...]) -> int:
    return sum(map(flow_length, inlines))


def _edit(section: str, index: int, before: Block, after: Block, label: str, caret: Caret) -> Edit:
    change = ReplaceBlocks(section=section, at=index, before=(before,), after=(after,))
    return Edit(changes=(change,), label=label, caret_after=caret)
