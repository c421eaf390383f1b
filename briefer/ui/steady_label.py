"""A label whose usual words all have the same room, so that one may stand for another without a new layout."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

_UNBOUNDED = QSize(16777215, 16777215)  # QWIDGETSIZE_MAX, which PySide does not name
_LOOKS = (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class SteadyLabel(QLabel):
    """Says one of its usual words in the room that the widest of them needs; any other words in their own.

    Qt asks for no layout where a label of a fixed size changes its words (QWidgetPrivate::updateGeometry_helper).
    Otherwise the whole window is laid out and what stands beside the label moves, twice for every key.
    """

    def __init__(self, usual: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._usual = tuple(usual)
        self._room = QSize()

    def say(self, words: str) -> None:
        """Show `words`."""
        if words in self._usual:
            self._keep_room()
        elif self._room.isValid():
            self._let_go()
        self.setText(words)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font or style."""
        super().changeEvent(event)
        if event.type() in _LOOKS and self._room.isValid():
            words = self.text()
            self._let_go()
            self.say(words)

    def _keep_room(self) -> None:
        if self._room.isValid():
            return
        room = QSize(0, 0)
        for words in self._usual:
            self.setText(words)
            room = room.expandedTo(self.sizeHint())
        self._room = room
        self.setFixedSize(room)

    def _let_go(self) -> None:
        self._room = QSize()
        self.setMinimumSize(0, 0)
        self.setMaximumSize(_UNBOUNDED)
