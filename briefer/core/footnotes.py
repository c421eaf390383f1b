"""Footnotes of the analyst's own: put behind words, changed, taken away. They cite nothing and support nothing."""

from __future__ import annotations

from dataclasses import replace

from briefer.core.briefing import (
    BlockId,
    Briefing,
    Footnote,
    InlineId,
    ProseBlock,
    Text,
    WholeBlock,
    atom_flow,
    flow,
    new_id,
    normalised,
)
from briefer.core.change import Caret, Edit, ReplaceBlocks
from briefer.core.edits import own_line, spliced
from briefer.core.slices import outside_atoms
from briefer.core.text import OBJECT
from briefer.errors import EditRefused, NotFound

_OWN = "A footnote stands in your own words."
_HINT = "Put the caret into a paragraph, heading or list item of your own, then try again."


def add(briefing: Briefing, block: BlockId, offset: int, words: str) -> Edit:
    """Put a footnote at `offset` (in the block's `flow`), behind a figure where it stands before that.

    Raises:
        NotFound: the block is not in the briefing.
        EditRefused: it is a quotation, figure or table, `offset` lies in a quotation's words, or no words are given.
    """
    runs = own_line(words)
    if not runs:
        raise EditRefused("A footnote has words.", "Write what it is to say.")
    section, index, before = _prose(briefing, block)
    note = Footnote(id=InlineId(new_id()), words=runs)
    at = place(briefing, block, offset)
    return _edit(section, index, before, replace(before, inlines=spliced(before, at, at, (note,))), "footnote", at + 1)


def place(briefing: Briefing, block: BlockId, offset: int) -> int:
    """Return where a footnote that is wanted at `offset` goes; raises as `add` does where there can be none."""
    return outside_atoms(_prose(briefing, block)[2], offset)


def change(briefing: Briefing, block: BlockId, note: InlineId, words: str) -> Edit:
    """Give a footnote other words; with none it goes. An edit without changes where they are what they were.

    Raises:
        NotFound: there is no such footnote in the block.
    """
    section, index, before = _prose(briefing, block)
    at = 0
    for inline in before.inlines:
        if isinstance(inline, Footnote) and inline.id == note:
            break
        at += len(inline.text) if isinstance(inline, Text) else len(atom_flow(inline))
    else:
        raise NotFound("This footnote is no longer in the briefing.", "")
    runs = own_line(words, inline.words)
    if runs == inline.words:
        return Edit(changes=(), label="change of footnote")
    made = (replace(inline, words=runs),) if runs else ()
    after = replace(before, inlines=spliced(before, at, at + 1, made))
    return _edit(section, index, before, after, "change of footnote" if runs else "removal of footnote", at + len(made))


def at(briefing: Briefing, block: BlockId, offset: int) -> Footnote | None:
    """Return the footnote whose figure stands before the caret, else that behind it; None where neither is one."""
    return _starting(briefing, block, offset - 1) or _starting(briefing, block, offset)


def behind(briefing: Briefing, block: BlockId, offset: int) -> Footnote | None:
    """Return the footnote among the figures that follow on `offset` with nothing between; None where none does."""
    found = briefing.find(block)
    words = flow(briefing.blocks(found[0])[found[1]]) if found is not None else ""
    while offset < len(words) and words[offset] == OBJECT:
        note = _starting(briefing, block, offset)
        if note is not None:
            return note
        offset += 1
    return None


def _starting(briefing: Briefing, block: BlockId, offset: int) -> Footnote | None:
    found = briefing.find(block)
    here = briefing.blocks(found[0])[found[1]] if found is not None else None
    start = 0
    for inline in here.inlines if isinstance(here, ProseBlock) else ():
        if start == offset and isinstance(inline, Footnote):
            return inline
        start += len(inline.text) if isinstance(inline, Text) else len(atom_flow(inline))
    return None


def find(briefing: Briefing, note: str) -> tuple[BlockId, Footnote] | None:
    """Return the footnote with an id and the block that it stands in; None where it is not in the briefing."""
    for _, blocks in briefing.parts():
        for block in blocks:
            for inline in block.inlines if isinstance(block, ProseBlock) else ():
                if isinstance(inline, Footnote) and inline.id == note:
                    return block.id, inline
    return None


def _prose(briefing: Briefing, block: BlockId) -> tuple[str, int, ProseBlock]:
    found = briefing.find(block)
    if found is None:
        raise NotFound("The block at the caret is not in the briefing.", "")
    before = briefing.blocks(found[0])[found[1]]
    if isinstance(before, WholeBlock):
        raise EditRefused(_OWN, _HINT)
    return *found, before


def _edit(section: str, index: int, before: ProseBlock, after: ProseBlock, label: str, offset: int) -> Edit:
    after = replace(after, inlines=normalised(after.inlines))
    return Edit(
        changes=(ReplaceBlocks(section=section, at=index, before=(before,), after=(after,)),),
        label=label,
        caret_after=Caret(section=section, block=after.id, offset=offset),
    )
