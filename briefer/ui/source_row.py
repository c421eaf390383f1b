"""Paints a row of the list of sources: title in ink, facts in muted ink, the sections that took passages in colour."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefer.core.found import Hit
from briefer.core.text import direction
from briefer.ui import icons, wording
from briefer.ui.sources_model import ROW, HitRow, SourceRow
from briefer.ui.theme import Theme

_SIDE = 20
_ABOVE = 8
_BETWEEN = 3
_DOT = 7
_SIGN = 16


class SourceDelegate(QStyledItemDelegate):
    """Two lines a row, a hairline below, a tint under the one selected; turned round where the window is."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._turned: QRectF | None = None  # the row that is painted, in a window that runs to the left

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return room for two lines with 8 pixels above and below."""
        return QSize(120, 2 * QFontMetrics(option.font).height() + _BETWEEN + 2 * _ABOVE + 1)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        self._turned = rect if option.direction == Qt.LayoutDirection.RightToLeft else None
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self.theme.selection)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self.theme.tint(self.theme.ink, 0.04))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(self.theme.line))
        line = QFontMetrics(option.font).height()
        left = rect.adjusted(_SIDE, _ABOVE, -12, 0)
        title = QRectF(left.left(), left.top(), left.width(), line)
        below = QRectF(left.left(), title.bottom() + _BETWEEN, left.width(), line)
        if isinstance(row, SourceRow):
            self._source(painter, option.font, row, title, below)
        elif isinstance(row, HitRow):
            self._hit(painter, option.font, row, title, below)
        painter.restore()

    def _source(self, painter: QPainter, font: QFont, row: SourceRow, title: QRectF, below: QRectF) -> None:
        state = row.source.reading
        strong = QFont(font)
        if state == "unread":
            strong.setWeight(QFont.Weight.DemiBold)
            painter.setBrush(QColor(self.theme.accent))
            painter.setPen(Qt.PenStyle.NoPen)
            dot = QRectF(title.left() - 13, title.center().y() - _DOT / 2, _DOT, _DOT)
            painter.drawEllipse(self._placed(dot))
        ink = self.theme.muted if state == "set-aside" else self.theme.ink
        if row.source.flags:
            sign = QRectF(title.right() - _SIGN, title.center().y() - _SIGN / 2, _SIGN, _SIGN)
            icons.icon("warning", self.theme).paint(painter, self._placed(sign).toRect())
            title = title.adjusted(0, 0, -_SIGN - 4, 0)
        self._write(painter, strong, ink, title, row.source.name)
        right = self._taken(painter, font, row, below)
        facts = wording.source_facts(row.source)
        if state == "set-aside":
            facts = f"Set aside · {facts}"
        self._write(
            painter,
            font,
            self.theme.muted,
            QRectF(below.left(), below.top(), right - below.left(), below.height()),
            facts,
        )

    def _taken(self, painter: QPainter, font: QFont, row: SourceRow, below: QRectF) -> float:
        """Paint, from the right, each section's count on its tint; return where the facts have to end."""
        small = QFont(font)
        small.setPointSizeF(max(6.0, font.pointSizeF() * 0.85) if font.pointSizeF() > 0 else 8.0)
        metrics = QFontMetrics(small)
        right = below.right()
        for section, count in reversed(row.taken):
            color = self.theme.section_color(section)
            words = f"{section + 1}·{count}"
            width = metrics.horizontalAdvance(words) + 10
            chip = self._placed(QRectF(right - width, below.top() + 1, width, below.height() - 2))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.tint(color))
            painter.drawRoundedRect(chip, 4, 4)
            painter.setPen(color)
            painter.setFont(small)
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # figures
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
            right -= width + 4
        return right - 4

    def _hit(self, painter: QPainter, font: QFont, row: HitRow, title: QRectF, below: QRectF) -> None:
        self._write(painter, font, self.theme.ink, title, around(row.hit, QFontMetrics(font), title.width()))
        self._write(painter, font, self.theme.muted, below, f"{row.source.handle} · {row.source.name}")

    def _placed(self, rect: QRectF) -> QRectF:
        """Return where something of a row stands: on the other side where the row is turned round."""
        if self._turned is None:
            return rect
        return rect.translated(self._turned.left() + self._turned.right() - rect.left() - rect.right(), 0)

    def _write(self, painter: QPainter, font: QFont, color: str, rect: QRectF, words: str) -> None:
        """Write words in the direction that is their own, from the side where the row begins."""
        painter.setFont(font)
        painter.setPen(QColor(color))
        cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()))
        right_to_left = direction(words) == "rtl"
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
        side = Qt.AlignmentFlag.AlignLeft if self._turned is None else Qt.AlignmentFlag.AlignRight
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._placed(rect), flags, cut)


def around(hit: Hit, metrics: QFontMetrics, width: float) -> str:
    """Return a hit's words from where the first word found is in sight: near the start of a row `width` wide."""
    whole = " ".join(hit.snippet.split())
    if not hit.ranges:
        return whole
    start, end = hit.ranges[0]
    if metrics.horizontalAdvance(" ".join(hit.snippet[:end].split())) <= width * 0.7:
        return whole
    before = hit.snippet[:start].rstrip()
    return f"…{before[before.rfind(' ') + 1 :]} {' '.join(hit.snippet[start:].split())}"
