"""A line of words that is cut with an ellipsis where there is no room for it; the whole is said on hover."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionFrame,
    QStylePainter,
    QWidget,
)

from briefer.ui.tips import tip


class ElidedLabel(QLabel):
    """A label that never asks for more room than it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_words(self, words: str) -> None:
        """Show `words`, whole to a screen reader."""
        self._words = words
        self.setAccessibleName(words)
        self._cut()

    def minimumSizeHint(self) -> QSize:
        """Return a width of nothing: the layout decides."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        cut = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(0, self.width()))
        if cut != self.text():
            self.setText(cut)
        self.setToolTip(tip(self._words) if cut != self._words else "")


class ElidedLineEdit(QLineEdit):
    """A field whose words end in an ellipsis where there is no room for them, until one writes in it.

    The whole is said on hover.
    """

    _MARGIN = 2  # what Qt keeps free at each side of a field's words

    def shown(self) -> str:
        """Return its words as they stand in the room there is."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        room = inside.width() - 2 * self._MARGIN
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words cut, where they are too long and nobody writes in them."""
        shown = self.shown()
        cut = shown != self.text()
        whole = tip(self.text()) if cut else ""
        if self.toolTip() != whole:
            self.setToolTip(whole)
        if self.hasFocus() or not cut:
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        inside.adjust(self._MARGIN, 0, -self._MARGIN, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
