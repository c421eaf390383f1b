"""Moving what stands at the caret of the editor up and down: blocks, and whole sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.core import order, spans
from briefer.core.change import Edit
from briefer.errors import BrieferError

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefer.ui.editor import BriefingEditor


def move(editor: BriefingEditor, by: int) -> bool:
    """Move the blocks that are selected, or the one at the caret, one place up (-1) or down (1).

    With the caret on a title, its section. False where nothing moved.
    """
    if editor.paper.briefing is None:
        return False
    row, _ = editor.paper.place(editor.textCursor().position())
    if row.part == "title" and not editor.textCursor().hasSelection():
        return move_section(editor, by)
    selection = editor.selection()
    chosen = {block.id for block in spans.touched(editor.briefing, selection)}
    block = editor.current_block()
    if not chosen and block is not None:
        chosen = {block}
    if not chosen:
        return False
    return _send(editor, lambda: order.stepped(editor.briefing, chosen, by, caret=editor.caret()))


def move_section(editor: BriefingEditor, by: int) -> bool:
    """Move the section at the caret one place up (-1) or down (1); False where nothing moved."""
    key = editor.current_section()
    if key is None:
        return False
    return _send(editor, lambda: order.section_stepped(editor.briefing, key, by, caret=editor.caret()))


def _send(editor: BriefingEditor, make: Callable[[], Edit | None]) -> bool:
    if editor.isReadOnly():
        return False
    try:
        edit = make()
    except BrieferError as error:
        editor.say(error)
        return False
    if edit is None or not editor.submit(edit):
        return False
    editor.ensureCursorVisible()
    return True
