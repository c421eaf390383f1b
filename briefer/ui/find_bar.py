"""Find in the pane at hand: a row under the text, opened by Ctrl+F and closed by Esc."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QTextEdit, QToolButton, QWidget

from briefer.ui import icons
from briefer.ui.theme import Theme


class FindBar(QWidget):
    """Walks through the places where some words stand in a text; ``placed`` comes when one was gone to."""

    closed = Signal()
    placed = Signal()

    def __init__(self, text: QTextEdit, where: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setProperty("banner", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(f"Find in the {where}")
        self.field.setAccessibleName(f"Find in the {where}")
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self.next)
        self.found = QLabel(self)
        self.found.setProperty("muted", True)
        self._buttons: list[tuple[QToolButton, str]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.found)
        for name, icon, act in (
            ("Previous", "up", self.previous),
            ("Next", "down", self.next),
            ("Close", "close", self.close_bar),
        ):
            button = QToolButton(self)
            button.setAccessibleName(f"{name} place found" if name != "Close" else "Close the search")
            button.setToolTip(name)
            button.clicked.connect(act)
            row.addWidget(button)
            self._buttons.append((button, icon))
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the ink of `theme`."""
        for button, icon in self._buttons:
            button.setIcon(icons.icon(icon, theme))

    def open_bar(self) -> None:
        """Show the row, with what is selected as the words to find."""
        selected = self._text.textCursor().selectedText()
        self.show()
        if selected and "\u2029" not in selected:
            self.field.setText(selected)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_bar(self) -> None:
        """Put the row away and go back to the text."""
        self.hide()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def next(self) -> None:
        """Go to the next place, from the end on to the beginning."""
        self._find()

    def previous(self) -> None:
        """Go to the place before, from the beginning on to the end."""
        self._find(backward=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; walk by the arrows."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_bar()
            case Qt.Key.Key_Down:
                self.next()
            case Qt.Key.Key_Up:
                self.previous()
            case _:
                super().keyPressEvent(event)

    def _on_typed(self, words: str) -> None:
        cursor = self._text.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self._text.setTextCursor(cursor)
        if words:
            self._find()
        else:
            self.found.setText("")

    def _find(self, *, backward: bool = False) -> None:
        words = self.field.text()
        if not words:
            return
        flags = QTextDocument.FindFlag.FindBackward if backward else QTextDocument.FindFlag(0)
        document = self._text.document()
        found = document.find(words, self._text.textCursor(), flags)
        if found.isNull():
            edge = QTextCursor(document)
            if backward:
                edge.movePosition(QTextCursor.MoveOperation.End)
            found = document.find(words, edge, flags)
        self.found.setText("Not found" if found.isNull() else "")
        if not found.isNull():
            self._text.setTextCursor(found)
            self._text.ensureCursorVisible()
            self.placed.emit()
