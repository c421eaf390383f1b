"""The pane of the briefing: its facts above, its text below; while none is open, what one can do about that."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from briefer.core.passage import Passage
from briefer.ui.briefing_facts import FactsBar
from briefer.ui.document import Document
from briefer.ui.editor import BriefingEditor
from briefer.ui.theme import Theme


class BriefingPane(QWidget):
    """Facts and text of the open briefing.

    ``citationActivated`` carries the `Passage` whose article is wanted, ``messageWanted`` a sentence for the window;
    the other three are the acts of the empty state.
    """

    newBriefingWanted = Signal()
    openBriefingWanted = Signal()
    sampleWanted = Signal()
    citationActivated = Signal(object)
    messageWanted = Signal(str)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setProperty("paper", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.facts = FactsBar(document, self)
        self.editor = BriefingEditor(document, theme, self)
        self._header = QWidget(self)
        self._over_text = QHBoxLayout(self._header)
        self._over_text.addWidget(self.facts)
        self._open = QWidget(self)
        column = QVBoxLayout(self._open)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self.editor, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._open)
        self._stack.addWidget(self._make_empty())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setFocusProxy(self.editor)
        self.editor.columnMoved.connect(self._align)
        self.editor.citationActivated.connect(self._on_citation)
        self.editor.messageWanted.connect(self.messageWanted)
        self.facts.messageWanted.connect(self.messageWanted)
        document.changed.connect(self._on_changed)
        document.librarySwapped.connect(self._show)
        self._show()
        self._align()

    def set_theme(self, theme: Theme) -> None:
        """Show the pane in the colours of `theme`."""
        self.editor.set_theme(theme)

    def _make_empty(self) -> QWidget:
        empty = QWidget(self)
        column = QVBoxLayout(empty)
        column.setSpacing(16)
        sentence = QLabel("Start a briefing here, or open one.", empty)
        sentence.setProperty("muted", True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sentence.setWordWrap(True)
        column.addStretch(2)
        column.addWidget(sentence)
        self.new_button = QPushButton("New briefing…", empty)
        self.new_button.setProperty("primary", True)
        self.open_button = QPushButton("Open briefing…", empty)
        self.sample_button = QPushButton("Open the sample", empty)
        self.sample_button.setProperty("quiet", True)
        # One below the other: a narrow pane has no room for three beside one another.
        row = QVBoxLayout()
        row.setSpacing(8)
        for button, wanted in (
            (self.new_button, self.newBriefingWanted),
            (self.open_button, self.openBriefingWanted),
            (self.sample_button, self.sampleWanted),
        ):
            button.setAutoDefault(True)  # Enter presses it; outside dialogs Qt leaves that to the platform
            button.clicked.connect(wanted)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row)
        column.addStretch(3)
        return empty

    def _on_changed(self, changes: object) -> None:
        if getattr(changes, "act", "") == "open" or getattr(changes, "structure", False):
            self._show()

    def _on_citation(self, passage: Passage) -> None:
        self.citationActivated.emit(passage)

    def _show(self) -> None:
        for button in (self.new_button, self.sample_button):
            button.setEnabled(not self._document.read_only)
        self._stack.setCurrentIndex(1 if self._document.briefing is None else 0)

    def _align(self) -> None:
        """Keep the facts over the column of the text."""
        left, right = self.editor.column()
        # The quiet field and button have a frame of their own around their words.
        self._over_text.setContentsMargins(max(0, left - _FRAME), 0, max(0, right - _FRAME), 0)


_FRAME = 12
