"""Keeps the ends of a selection from standing inside a character."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit


def leave_halves(editor: QTextEdit) -> bool:
    """Put an end of the selection behind the character that it stands inside of; say whether one did.

    Outside the basic plane a character is two for Qt. No key leads in between, but who drives the text from outside, as
    a screen reader does, counts as Qt does, and what is typed there would tear it.
    """
    cursor, document = editor.textCursor(), editor.document()
    ends = cursor.anchor(), cursor.position()
    wanted = [
        end + ("\ud800" <= document.characterAt(end - 1) <= "\udbff" < document.characterAt(end) <= "\udfff")
        for end in ends
    ]
    if (*wanted,) == ends:
        return False
    cursor.setPosition(wanted[0])
    cursor.setPosition(wanted[1], QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    return True
