"""What stands behind the sentence at the caret: carried on while one types, painted anew, told to screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect

from briefer.core import support
from briefer.ui import wording
from briefer.ui.editor_look import ATOM, JUDGED, MARKS
from briefer.ui.support_signs import ROOM

if TYPE_CHECKING:
    from briefer.ui.editor import BriefingEditor


def carry(editor: BriefingEditor, typed: str) -> None:
    """See to it that what is typed inside a judgement is one, and what begins a new sentence behind it is none."""
    here = editor.currentCharFormat()
    wanted = _carries(editor, typed)
    marks = int(here.property(MARKS) or 0)
    if wanted is None or bool(marks & JUDGED) == wanted or here.property(ATOM) is not None:
        return
    if editor.textCursor().hasSelection():
        return  # what is typed over takes its marks from `marks_of_typed`
    href = here.anchorHref() or None
    editor.setCurrentCharFormat(editor.look.char(editor.role_here(), marks=marks ^ JUDGED, href=href))


def marks_of_typed(editor: BriefingEditor, typed: str) -> int:
    """Return the marks of what is typed over a selection."""
    return JUDGED if _carries(editor, typed) else 0


def _carries(editor: BriefingEditor, typed: str) -> bool | None:
    if editor.isReadOnly() or editor.paper.briefing is None or not typed:
        return None
    cursor = editor.textCursor()
    row, start = editor.paper.place(cursor.selectionStart())
    last, end = editor.paper.place(cursor.selectionEnd())
    if row.block is None or last.block is not row.block:
        return False
    return support.carries_on(row.block, start, end, typed)


class Shown(QObject):
    """Keeps the signs beside the row at the caret, and what a screen reader is told of it, as the text says."""

    def __init__(self, editor: BriefingEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._shown: object = None
        editor.caretMoved.connect(self._on_moved)

    def _on_moved(self) -> None:
        editor = self._editor
        if editor.paper.briefing is None:
            return
        cursor = editor.textCursor()
        row, offset = editor.paper.place(cursor.position())
        if row.block is None:
            self._say("")
            return
        below = editor.paper.below(row)
        begun = [each for each in editor.painting.signs.known.of(row.block, below) if each.start <= offset]
        self._say(f"The sentence at the caret: {wording.supported(begun[-1]).lower()}" if begun else "")
        text_block = cursor.block()
        lines = editor.painting.signs.lines(text_block, row.block, below)
        shown = row.block.id, tuple((line, each.support) for line, all_ in lines.items() for each in all_)
        if self._shown != shown:
            self._shown = shown
            rect = editor.document().documentLayout().blockBoundingRect(text_block).toAlignedRect()
            rect.translate(-editor.horizontalScrollBar().value(), -editor.verticalScrollBar().value())
            # Only the margins: Qt paints a row that is typed into by itself, but nothing beside it.
            editor.viewport().update(QRect(rect.left() - ROOM, rect.top(), ROOM, rect.height()))
            editor.viewport().update(QRect(rect.right(), rect.top(), ROOM, rect.height()))

    def _say(self, words: str) -> None:
        if self._editor.accessibleDescription() != words:
            self._editor.setAccessibleDescription(words)
