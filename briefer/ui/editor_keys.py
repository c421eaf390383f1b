"""What keys do in the editor beyond what a text field does by itself.

A locked place is left in peace here already, but it is held in `paper_reading`: input methods never come by here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor

from briefer.core.briefing import (
    Heading,
    InlineQuotation,
    ListItem,
    Paragraph,
    WholeBlock,
    flow,
    flow_length,
)
from briefer.core.slices import Place
from briefer.ui.paper import Row

if TYPE_CHECKING:
    from briefer.ui.editor import BriefingEditor

_Standard = QKeySequence.StandardKey
LEFT_TO_WINDOW = (_Standard.Undo, _Standard.Redo, _Standard.DeleteEndOfLine, _Standard.DeleteCompleteLine)
"""Qt's text field would take these for itself; they are the window's: its one undo list, its palette."""

_STEPS = (
    (_Standard.MoveToNextChar, True, False),
    (_Standard.MoveToNextWord, True, False),
    (_Standard.MoveToPreviousChar, False, False),
    (_Standard.MoveToPreviousWord, False, False),
    (_Standard.SelectNextChar, True, True),
    (_Standard.SelectNextWord, True, True),
    (_Standard.SelectPreviousChar, False, True),
    (_Standard.SelectPreviousWord, False, True),
)
"""Steps to the side: the keys, whether they lead to the right, and whether they select."""

_NONE = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def belongs_to_window(event: QKeyEvent) -> bool:
    """Say whether a key is the window's although a text field would take it."""
    if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return True
    return any(event.matches(sequence) for sequence in LEFT_TO_WINDOW)


def handle(editor: BriefingEditor, event: QKeyEvent) -> bool:
    """Do what a key stands for; False where the text field does it by itself."""
    if event.matches(_Standard.Copy) or event.matches(_Standard.SelectAll):
        return False
    if editor.paper.folded and _over_fold(editor, event):
        return True
    if editor.isReadOnly():
        return False
    plain = event.modifiers() & ~_KEYPAD == _NONE
    key = event.key()
    if event.matches(_Standard.Cut):
        editor.cut()
    elif event.matches(_Standard.Bold):
        editor.toggle_bold()
    elif event.matches(_Standard.Italic):
        editor.toggle_italic()
    elif key == Qt.Key.Key_V and event.modifiers() == (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    ):
        editor.paste_plain()
    elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and editor.textCursor().hasSelection():
        editor.erase_selection("delete")
    elif key == Qt.Key.Key_Backspace and plain:
        return _backspace(editor)
    elif key == Qt.Key.Key_Delete and plain:
        return _delete(editor)
    elif key in _ENTER and plain and not editor.textCursor().hasSelection():
        return _enter(editor)
    elif key == Qt.Key.Key_Space and plain:
        return _space(editor)
    elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return editor.change_level(1 if key == Qt.Key.Key_Tab else -1)
    else:
        return False
    return True


def _over_fold(editor: BriefingEditor, event: QKeyEvent) -> bool:
    """Step over hidden rows; False where the next step leads to none.

    Qt goes through them step by step, and for ever between one that runs to the right and one that runs to the left.
    """
    step = next(((right, selects) for keys, right, selects in _STEPS if event.matches(keys)), None)
    if step is None:
        return False
    cursor = editor.textCursor()
    row = cursor.block()
    onward = step[0] != (row.textDirection() == Qt.LayoutDirection.RightToLeft)
    if not (cursor.atBlockEnd() if onward else cursor.atBlockStart()):
        return False
    beside = row.next() if onward else row.previous()
    if beside.isVisible():
        return False
    while beside.isValid() and not beside.isVisible():
        beside = beside.next() if onward else beside.previous()
    if beside.isValid():
        mode = QTextCursor.MoveMode.KeepAnchor if step[1] else QTextCursor.MoveMode.MoveAnchor
        cursor.setPosition(beside.position() if onward else beside.position() + beside.length() - 1, mode)
        editor.setTextCursor(cursor)
    return True


def _here(editor: BriefingEditor) -> tuple[Row, int]:
    return editor.paper.place(editor.textCursor().position())


def _backspace(editor: BriefingEditor) -> bool:
    row, offset = _here(editor)
    if row.block is None:
        return True
    if offset == 0:
        return _backspace_at_start(editor, row)
    return _at_atom(editor, row, offset, backward=True)


def _backspace_at_start(editor: BriefingEditor, row: Row) -> bool:
    assert row.block is not None
    assert editor.paper.briefing is not None
    if isinstance(row.block, ListItem):
        editor.change_level(-1)
        return True
    if isinstance(row.block, Heading):
        editor.set_heading(None)
        return True
    if row.index == 0:
        return True
    before = editor.paper.briefing.sections[row.section].blocks[row.index - 1]
    if isinstance(row.block, WholeBlock):
        if flow(before):
            _put_caret(editor, row.section, Place(row.index - 1, len(flow(before))))
        else:
            editor.remove_block(before.id)
        return True
    if isinstance(before, WholeBlock):
        if flow(row.block):
            _select(editor, row.section, Place(row.index - 1, 0), Place(row.index - 1, len(flow(before))))
        else:
            editor.remove_block(row.block.id)
        return True
    return False


def _delete(editor: BriefingEditor) -> bool:
    row, offset = _here(editor)
    if row.block is None:
        return True
    assert editor.paper.briefing is not None
    blocks = editor.paper.briefing.sections[row.section].blocks
    if offset < len(flow(row.block)):
        return _at_atom(editor, row, offset, backward=False)
    if row.index + 1 == len(blocks):
        return True
    after = blocks[row.index + 1]
    if isinstance(after, WholeBlock):
        if flow(row.block) or isinstance(row.block, WholeBlock):
            _select(editor, row.section, Place(row.index + 1, 0), Place(row.index + 1, len(flow(after))))
        else:
            editor.remove_block(row.block.id)
        return True
    if isinstance(row.block, WholeBlock):
        if flow(after):
            _put_caret(editor, row.section, Place(row.index + 1, 0))
        else:
            editor.remove_block(after.id)
        return True
    return False


def _at_atom(editor: BriefingEditor, row: Row, offset: int, *, backward: bool) -> bool:
    """Select the whole quotation that the next character to go belongs to: the key once more takes it out."""
    start, stop = 0, 0
    assert row.block is not None
    if isinstance(row.block, WholeBlock):
        stop = len(flow(row.block))
    else:
        gone = offset - 1 if backward else offset
        at = 0
        for inline in row.block.inlines:
            length = flow_length(inline)
            if isinstance(inline, InlineQuotation) and at <= gone < at + length:
                start, stop = at, at + length
            at += length
    if start == stop:
        return False
    _select(editor, row.section, Place(row.index, start), Place(row.index, stop))
    return True


def _enter(editor: BriefingEditor) -> bool:
    row, offset = _here(editor)
    if row.part == "title":
        editor.begin_section(row.section)
        return True
    if isinstance(row.block, ListItem) and not row.block.inlines:
        editor.change_level(-1)
        return True
    if isinstance(row.block, Heading) and 0 < offset == len(flow(row.block)):
        editor.insert_paragraph_after(row.block.id)
        return True
    return False


def _space(editor: BriefingEditor) -> bool:
    """Make a list item of a paragraph that begins with "-", "*" or "1." and a space."""
    row, offset = _here(editor)
    if not isinstance(row.block, Paragraph) or editor.textCursor().hasSelection() or not 0 < offset <= 2:
        return False
    sign = flow(row.block)[:offset]
    if sign not in ("-", "*", "1."):
        return False
    editor.list_from_sign(row.block, offset, ordered=sign == "1.")
    return True


def _select(editor: BriefingEditor, section: int, start: Place, end: Place) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(editor.paper.position(section, start))
    cursor.setPosition(editor.paper.position(section, end), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def _put_caret(editor: BriefingEditor, section: int, place: Place) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(editor.paper.position(section, place))
    editor.setTextCursor(cursor)
