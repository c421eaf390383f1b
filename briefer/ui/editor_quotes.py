"""Typographic quotation marks while one types: a step of its own, so that undo brings the plain mark back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefer.core import edits, typography
from briefer.core.briefing import (
    ProseBlock,
    Text,
    WholeBlock,
    flow,
    flow_length,
)
from briefer.core.change import Caret

if TYPE_CHECKING:
    from briefer.ui.editor import BriefingEditor


def set_mark(editor: BriefingEditor, typed: str, language: str) -> bool:
    """Make of the plain mark that was just typed before the caret what `language` prints; False where none was."""
    mark = typed[-1:]
    cursor = editor.textCursor()
    if not mark or mark not in typography.PLAIN or editor.paper.briefing is None or cursor.hasSelection():
        return False
    row, offset = editor.paper.place(cursor.position())
    block = row.block
    if block is None or isinstance(block, WholeBlock) or offset == 0:
        return False
    words = flow(block)
    run = _own_run(block, offset - 1)
    if run is None or words[offset - 1] != mark:
        return False
    made = typography.typed(words[: offset - 1], mark, language)
    after = replace(block, inlines=edits.spliced(block, offset - 1, offset, (replace(run, text=made),)))
    section = editor.paper.briefing.sections[row.section].key
    caret = Caret(section=section, block=block.id, offset=offset - 1 + len(made))
    return editor.attempt(
        lambda: edits.replace_blocks(
            editor.briefing, section, row.index, 1, [after], label="quotation mark", caret_before=editor.caret(),
            caret_after=caret,
        )
    )  # fmt: skip


def _own_run(block: ProseBlock, offset: int) -> Text | None:
    """Return the run of own words that the character at `offset` belongs to; None where it is no own word."""
    at = 0
    for inline in block.inlines:
        at += flow_length(inline)
        if offset < at:
            return inline if isinstance(inline, Text) else None
    return None
