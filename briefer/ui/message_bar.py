"""Sentences for the person, in the window and never in a box of their own: what happened, what is safe, what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from briefer.ui import icons
from briefer.ui.theme import Theme


class MessageBar(QWidget):
    """One message at a time, with acts as buttons; further lines (files that failed) stand below it."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("banner", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Message")
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lines = QLabel(self)
        self.lines.setWordWrap(True)
        self.lines.setTextFormat(Qt.TextFormat.PlainText)
        self.lines.setProperty("muted", True)
        self.close_button = QToolButton(self)
        self.close_button.setAccessibleName("Close the message")
        self.close_button.setToolTip("Close the message")
        self.close_button.clicked.connect(self.clear)
        self._buttons: list[QPushButton] = []
        self._acts: dict[str, Callable[[], object]] = {}
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(4)
        column.addLayout(self._row)
        column.addWidget(self.lines)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icon in the ink of `theme`."""
        self.close_button.setIcon(icons.icon("close", theme))

    def say(
        self, sentence: str, *, lines: tuple[str, ...] = (), acts: dict[str, Callable[[], object]] | None = None
    ) -> None:
        """Show a sentence until it is closed, another takes its place, or `pass_by` says that it has had its time."""
        self._drop_buttons()
        self.words.setText(sentence)
        self.lines.setText("\n".join(lines))
        self.lines.setVisible(bool(lines))
        self._acts = dict(acts or {})
        for number, words in enumerate(self._acts):
            button = QPushButton(words, self)
            button.setAutoDefault(True)
            button.clicked.connect(self._on_act)
            self._row.insertWidget(1 + number, button, 0, Qt.AlignmentFlag.AlignTop)
            self._buttons.append(button)
        self.show()
        announce(self, sentence)

    def pass_by(self) -> None:
        """Put away a sentence that the person has moved on from; one with acts or further lines stays."""
        if not self._acts and not self.lines.text():
            self.clear()

    def clear(self) -> None:
        """Put the message away."""
        if self.isHidden():
            return
        self._drop_buttons()
        self.words.clear()
        self.hide()
        self.closed.emit()

    def _on_act(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            act = self._acts.get(sender.text())
            self.clear()
            if act is not None:
                act()

    def _drop_buttons(self) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons.clear()


class ProgressRow(QWidget):
    """How far a long job is, and a button that stops it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("banner", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        self.bar.setMaximumWidth(240)
        self.cancel_button = QPushButton("Cancel", self)
        self.cancel_button.setAutoDefault(True)
        self.cancel_button.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.bar)
        row.addWidget(self.cancel_button)
        self.hide()

    def show_progress(self, done: float, words: str) -> None:
        """Show how far the job is (0 to 1) and what it is doing."""
        self.bar.setValue(round(done * 1000))
        self.words.setText(words)
        self.show()


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say `words`."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
