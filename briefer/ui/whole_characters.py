"""Keeps what is selected, or replaced by an input method, from beginning or ending inside a character.

Outside the basic plane a character is two for Qt. No key leads in between, but who drives the text from outside, as a
screen reader or a keyboard on glass does, counts as Qt does, and what is written there would tear it.
"""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit


def leave_halves(editor: QTextEdit) -> bool:
    """Put an end of the selection behind the character that it stands inside of; say whether one did."""
    cursor, document = editor.textCursor(), editor.document()
    ends = cursor.anchor(), cursor.position()
    wanted = [end + _is_inside(document, end) for end in ends]
    if (*wanted,) == ends:
        return False
    cursor.setPosition(wanted[0])
    cursor.setPosition(wanted[1], QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    return True


def whole_replacement(editor: QTextEdit, event: QInputMethodEvent) -> QInputMethodEvent:
    """Return the event, its replacement grown over the characters that it has a half of; a mere place goes behind."""
    cursor, document = editor.textCursor(), editor.document()
    if cursor.hasSelection():
        return event
    start = cursor.position() + event.replacementStart()
    end = start + event.replacementLength()
    first = start - _is_inside(document, start) if end > start else start + _is_inside(document, start)
    last = max(first, end + _is_inside(document, end))
    if (first, last) == (start, end):
        return event
    whole = QInputMethodEvent(event.preeditString(), event.attributes())
    whole.setCommitString(event.commitString(), first - cursor.position(), last - first)
    return whole


def _is_inside(document: QTextDocument, position: int) -> bool:
    before, behind = document.characterAt(position - 1), document.characterAt(position)
    return "\ud800" <= before <= "\udbff" < behind <= "\udfff"
