"""Tells from an edit what a pane need not look at: a key pressed must not walk through a whole briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.core.briefing import Block, citations
from briefer.core.change import ReplaceBlocks
from briefer.core.passage import PassageId

if TYPE_CHECKING:
    from briefer.workspace.workspace import Changes


def takes_passages(changes: Changes) -> bool:
    """Say whether passages came, went or changed places; typing beside a citation does not."""
    if changes.edit is None:
        return changes.act == "open" or changes.structure
    if changes.structure:
        return True
    return any(
        isinstance(change, ReplaceBlocks) and _cited(change.before) != _cited(change.after)
        for change in changes.edit.changes
    )


def is_typing(changes: Changes) -> bool:
    """Say whether this is a key among others, so that what can wait for a pause may wait."""
    return changes.act == "do" and changes.edit is not None and changes.edit.kind == "typing"


def _cited(blocks: tuple[Block, ...]) -> list[tuple[str, PassageId]]:
    return [(block.id, item.passage.id) for block in blocks for citation in citations(block) for item in citation]
