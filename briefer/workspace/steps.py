"""What an edit of the open briefing comes to in the library: the rows of the blocks it touched, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefer.core.briefing import Block, BlockId, Briefing
from briefer.core.change import Edit, ReplaceBlocks

if TYPE_CHECKING:
    from briefer.store.writing import Writer

Places = dict[str, list[int]]
"""The places of the blocks of each section, in their order."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What has to be written of a briefing after an edit."""

    briefing: Briefing
    head: bool
    put: Mapping[str, Mapping[int, Block]]
    dropped: frozenset[BlockId]

    def write(self, writer: Writer, modified: str) -> None:
        """Write it."""
        if self.head:
            writer.put_head(self.briefing, modified)
        else:
            writer.touch(self.briefing.id, modified)
        writer.drop_blocks(self.briefing.id, self.dropped)
        for section, blocks in self.put.items():
            writer.put_blocks(self.briefing.id, section, blocks)


def rows(edit: Edit, before: Briefing, after: Briefing, places: Places) -> Rows:
    """Return what to write when `edit` made `after` of `before`, and bring `places` up to date."""
    from briefer.store.places import replaced

    touched: set[BlockId] = set()
    sections: set[str] = set()
    anew: set[str] = set()
    for change in edit.changes:
        if not isinstance(change, ReplaceBlocks):
            continue
        held = places.get(change.section, [])
        places[change.section], all_new = replaced(held, change.at, len(change.before), len(change.after))
        sections.add(change.section)
        if all_new:
            anew.add(change.section)
        touched.update(block.id for block in (*change.before, *change.after))
    # Where a block ends up is looked up, not followed: a move may put it down before it picks it up. A single change,
    # as of a key pressed in a long section, says itself where its blocks are.
    put: dict[str, dict[int, Block]] = {}
    for section in sections:
        blocks = after.blocks(section)
        mine = [change for change in edit.changes if isinstance(change, ReplaceBlocks) and change.section == section]
        at = range(len(blocks))
        if len(mine) == 1 and section not in anew:
            at = range(mine[0].at, mine[0].at + len(mine[0].after))
        put[section] = {
            places[section][index]: blocks[index] for index in at if section in anew or blocks[index].id in touched
        }
    dropped = frozenset(touched.difference(block.id for blocks in put.values() for block in blocks.values()))
    return Rows(after, _head(before) != _head(after), put, dropped)


def whole(briefing: Briefing) -> tuple[Rows, Places]:
    """Return what to write of a briefing that is new to the library, and its places."""
    from briefer.store.places import respaced

    places = {section: respaced(len(blocks)) for section, blocks in briefing.parts()}
    put = {section: dict(zip(places[section], blocks, strict=True)) for section, blocks in briefing.parts()}
    return Rows(briefing, True, put, frozenset()), places


def _head(briefing: Briefing) -> tuple[object, ...]:
    sections = tuple((section.key, section.title, section.hint) for section in briefing.sections)
    return briefing.facts, briefing.joined, briefing.numbered, briefing.pack, briefing.pack_version, sections
