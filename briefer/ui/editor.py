"""The editor of the briefing: what a person does to its text by keys, mouse and clipboard, each as one edit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QWidget

from briefer.core.text import OBJECT
from briefer.ui import editor_clipboard, editor_keys, editor_quotes, editor_support
from briefer.ui.document import Document
from briefer.ui.editor_look import ATOM, FIGURE
from briefer.ui.editor_mouse import BriefingMouse
from briefer.ui.theme import Theme
from briefer.ui.whole_characters import whole_replacement


def _as_typed() -> str | None:
    return None


class BriefingEditor(BriefingMouse):
    """The text of the briefing, to be written in."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, parent)
        self.quotes_language: Callable[[], str | None] = _as_typed
        self.signs = editor_support.Shown(self)
        self.setAccessibleName("Briefing")
        self.setTabChangesFocus(True)
        self.setAcceptRichText(True)
        self.viewport().setMouseTracking(True)
        application = QGuiApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(editor_clipboard.let_go)

    # --- events -----------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Let the window have its own keys, and tell what a figure stands for."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if editor_keys.belongs_to_window(event):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key stands for here, else what it does in any text."""
        if editor_keys.belongs_to_window(event):
            if event.matches(QKeySequence.StandardKey.Undo):
                self.source.undo(initiator=None)
            elif event.matches(QKeySequence.StandardKey.Redo):
                self.source.redo(initiator=None)
            else:
                event.ignore()
            return
        if editor_keys.handle(self, event):
            event.accept()
            return
        typed = event.text()
        control = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier)
        altgr = control and event.modifiers() & Qt.KeyboardModifier.AltModifier
        writes = bool(typed) and typed.isprintable() and (not control or bool(altgr)) and not self.isReadOnly()
        if writes:
            self._leave_title()
        with self.one_act():
            self._before_input()
            if writes:
                editor_support.carry(self, typed)
            if writes and self.textCursor().hasSelection():
                marks = editor_support.marks_of_typed(self, typed)
                self.textCursor().insertText(typed, self.look.char(self.role_here(), marks=marks))
                self.ensureCursorVisible()
            else:
                super().keyPressEvent(event)
        self._set_marks(typed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what an input method has composed."""
        if (event.commitString() or event.preeditString()) and not self.isReadOnly():
            self._leave_title()
        with self.one_act():
            self._before_input()
            editor_support.carry(self, event.commitString())
            super().inputMethodEvent(whole_replacement(self, event))
        self._set_marks(event.commitString())

    def type_words(self, words: str) -> bool:
        """Write words at the caret as if they were typed; False where nothing can be written there."""
        if self.isReadOnly():
            return False
        before = self.paper.briefing
        event = QInputMethodEvent()
        event.setCommitString(words)
        self.inputMethodEvent(event)
        return self.paper.briefing is not before

    def selected_words(self) -> str:
        """Return the words selected, figures left out; empty where nothing is selected."""
        return self.textCursor().selectedText().replace(OBJECT, " ")

    def _set_marks(self, typed: str) -> None:
        """Set a plain quotation mark that was just typed as the language prints it, where that is wanted."""
        if typed[-1:] in ("'", '"') and not self.isReadOnly():
            language = self.quotes_language()
            if language is not None:
                editor_quotes.set_mark(self, typed, language)

    def _leave_title(self) -> None:
        """Put a caret in a title where its section begins: what is typed there is meant for the section."""
        cursor = self.textCursor()
        if self.paper.briefing is None or cursor.hasSelection():
            return
        row, _ = self.paper.place(cursor.position())
        if row.part == "title":
            self.begin_section(row.section)

    def _before_input(self) -> None:
        """Make sure that what is typed now takes nothing over from an atom or a link beside it."""
        cursor = self.textCursor()
        if self.isReadOnly() or cursor.hasSelection() or self.paper.briefing is None:
            return
        here = cursor.charFormat()
        atom = here.property(ATOM)
        if atom is None and not here.isAnchor():
            return
        after = QTextCursor(cursor)
        if not cursor.atBlockEnd():
            after.movePosition(QTextCursor.MoveOperation.NextCharacter)
        behind = after.charFormat() if not cursor.atBlockEnd() else None
        if atom is None:
            if behind is not None and behind.anchorHref() == here.anchorHref():
                return
        elif (
            behind is not None and behind.property(ATOM) == atom and behind.objectType() == FIGURE != here.objectType()
        ):
            self.setTextCursor(after)  # from between the words and their figure to behind that
        self.setCurrentCharFormat(self.look.char(self.role_here()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the acts on what is selected."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        selected, writable = self.textCursor().hasSelection(), not self.isReadOnly()
        standard = QKeySequence.StandardKey
        for words, key, act, enabled in (
            ("Cu&t", standard.Cut, self.cut, selected and writable),
            ("&Copy", standard.Copy, self.copy, selected),
            ("&Paste", standard.Paste, self.paste, writable and self.canPaste()),
            ("Paste without format", None, self.paste_plain, writable and self.canPaste()),
            ("&Delete", standard.Delete, self.erase_selection, selected and writable),
            ("Select &all", standard.SelectAll, self.selectAll, True),
        ):
            action = menu.addAction(words)
            if key is not None:
                action.setShortcut(QKeySequence(key))
            action.setEnabled(enabled)
            action.triggered.connect(act)
        menu.popup(event.globalPos())
