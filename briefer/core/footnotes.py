"""Footnotes of the analyst's own: put behind words, changed, taken away. They cite nothing and support nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from briefer.core.briefing import (
    Block,
    BlockId,
    Briefing,
    Footnote,
    InlineId,
    ProseBlock,
    WholeBlock,
    flow,
    flow_length,
    new_id,
)
from briefer.core.change import Caret, Edit, ReplaceBlocks
from briefer.core.edits import located, own_line, spliced
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
    at = outside_atoms(before, offset)
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
    at, former = next(((at, each) for at, each in _placed(before).items() if each.id == note), (0, None))
    if former is None:
        raise NotFound("This footnote is no longer in the briefing.", "")
    runs = own_line(words, former.words)
    if runs == former.words:
        return Edit(changes=(), label="change of footnote")
    made = (replace(former, words=runs),) if runs else ()
    after = replace(before, inlines=spliced(before, at, at + 1, made))
    return _edit(section, index, before, after, "change of footnote" if runs else "removal of footnote", at + len(made))


def at(briefing: Briefing, block: BlockId, offset: int) -> Footnote | None:
    """Return the footnote whose figure stands before the caret, else that behind it; None where neither is one."""
    placed = _placed(located(briefing, block)[2])
    return placed.get(offset - 1) or placed.get(offset)


def behind(briefing: Briefing, block: BlockId, offset: int) -> Footnote | None:
    """Return the footnote among the figures that follow on `offset` with nothing between; None where none does."""
    here = located(briefing, block)[2]
    figures = takewhile(lambda at: flow(here)[at] == OBJECT, range(offset, len(flow(here))))
    placed = _placed(here)
    return next((placed[at] for at in figures if at in placed), None)


def find(briefing: Briefing, note: str) -> tuple[BlockId, Footnote] | None:
    """Return the footnote with an id and the block that it stands in; None where it is not in the briefing."""
    for _, blocks in briefing.parts():
        for block in blocks:
            for each in _placed(block).values():
                if each.id == note:
                    return block.id, each
    return None


def _placed(block: Block) -> dict[int, Footnote]:
    """Return the footnotes of a block by where they stand in its `flow`."""
    found: dict[int, Footnote] = {}
    at = 0
    for inline in block.inlines if isinstance(block, ProseBlock) else ():
        if isinstance(inline, Footnote):
            found[at] = inline
        at += flow_length(inline)
    return found


def _prose(briefing: Briefing, block: BlockId) -> tuple[str, int, ProseBlock]:
    section, index, before = located(briefing, block)
    if isinstance(before, WholeBlock):
        raise EditRefused(_OWN, _HINT)
    return section, index, before


def _edit(section: str, index: int, before: ProseBlock, after: ProseBlock, label: str, offset: int) -> Edit:
    return Edit(
        changes=(ReplaceBlocks(section=section, at=index, before=(before,), after=(after,)),),
        label=label,
        caret_after=Caret(section=section, block=after.id, offset=offset),
    )
