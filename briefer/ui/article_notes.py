"""What there is to say about an article as it was read: a strip above it, which can be put away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from briefer.core.source import Source, SourceId
from briefer.ui import icons
from briefer.ui.article_bar import WHOLE
from briefer.ui.message_bar import announce
from briefer.ui.theme import Theme


class ArticleNotes(QWidget):
    """The warnings of a source, and for a web page that is flagged the way to all of it: ``wholeWanted``."""

    wholeWanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._put_away: set[tuple[SourceId, tuple[str, ...]]] = set()
        self._shown: tuple[SourceId, tuple[str, ...]] | None = None
        self.setProperty("banner", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Notes on the article")
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.whole = QPushButton(WHOLE, self)
        self.whole.setAutoDefault(True)
        self.whole.clicked.connect(self.wholeWanted)
        self.close_button = QToolButton(self)
        self.close_button.setAccessibleName("Close the notes")
        self.close_button.setToolTip("Close the notes")
        self.close_button.clicked.connect(self._on_closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icon in the ink of `theme`."""
        self.close_button.setIcon(icons.icon("close", theme))

    def show_source(self, source: Source | None, *, offers_whole: bool = False) -> None:
        """Show what there is to say about a source, unless it was put away; nothing where there is nothing."""
        self._shown = (source.id, source.warnings) if source is not None else None
        if source is None or not source.warnings or self._shown in self._put_away:
            self.hide()
            return
        self.words.setText("\n".join(source.warnings))
        self.whole.setVisible(offers_whole and bool(source.flags))
        self.show()
        announce(self, source.warnings[0])

    def _on_closed(self) -> None:
        if self._shown is not None:
            self._put_away.add(self._shown)
        self.hide()
