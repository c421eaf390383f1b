"""The order of a briefing: blocks a step up or down, past the edge of a section into the next; sections likewise."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from briefer.core import edits
from briefer.core.briefing import TRAY, BlockId, Briefing
from briefer.core.change import Caret, Edit
from briefer.errors import EditRefused, NotFound


def stepped(
    briefing: Briefing, blocks: Collection[BlockId], by: int, *, tray: bool = False, caret: Caret | None = None
) -> Edit | None:
    """Move blocks of one section one place up (-1) or down (1); None where there is no further.

    At the edge of their section they go into the next one, the tray among them where `tray` says so. Blocks with
    others between them come together. `caret` stays where it stands in its words.

    Raises:
        NotFound: none of the blocks is in the briefing.
        EditRefused: they stand in several sections.
    """
    parts = [(key, held) for key, held in briefing.parts() if tray or key != TRAY]
    holding = [number for number, (_, held) in enumerate(parts) if any(block.id in blocks for block in held)]
    if not holding:
        raise NotFound("A block to be moved is not in the briefing.", "")
    if len(holding) > 1:
        raise EditRefused("Blocks of several sections are moved one section at a time.", "Select inside one section.")
    key, held = parts[holding[0]]
    places = [index for index, block in enumerate(held) if block.id in blocks]
    first, last = places[0], places[-1]
    before: BlockId | None
    if by < 0 and first > 0:
        before = held[first - 1].id
    elif by > 0 and last + 1 < len(held):
        before = held[last + 2].id if last + 2 < len(held) else None
    else:
        if not 0 <= holding[0] + by < len(parts):
            return None
        key, there = parts[holding[0] + by]
        before = there[0].id if by > 0 and there else None
    edit = edits.move(briefing, list(blocks), key, before)
    if caret is None or caret.block is None:
        return replace(edit, caret_before=caret)
    return replace(edit, caret_before=caret, caret_after=replace(caret, section=key))


def section_stepped(briefing: Briefing, section: str, by: int, *, caret: Caret | None = None) -> Edit | None:
    """Move a section one place up (-1) or down (1); None where there is no further.

    Raises:
        EditRefused: there is no such section.
    """
    keys = [each.key for each in briefing.sections]
    if section not in keys:
        raise EditRefused(f"The briefing has no section {section}.", "")
    at = keys.index(section) + by
    if not 0 <= at < len(keys):
        return None
    keys.remove(section)
    keys.insert(at, section)
    return replace(edits.reorder_sections(briefing, keys), caret_before=caret, caret_after=caret)


def section_moved(briefing: Briefing, section: str, before: str | None) -> Edit | None:
    """Move a section before another, or to the end for None; None where it stands there already.

    Raises:
        EditRefused: there is no such section.
    """
    keys = [each.key for each in briefing.sections]
    for key in (section, before):
        if key is not None and key not in keys:
            raise EditRefused(f"The briefing has no section {key}.", "")
    if before == section:
        return None
    order = [key for key in keys if key != section]
    order.insert(len(order) if before is None else order.index(before), section)
    return edits.reorder_sections(briefing, order) if order != keys else None
