"""What the reader paints beside its text: bars and numbers of the passages taken, signs of list items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCursor

from briefer.ui import reader_text
from briefer.ui.theme import Theme

if TYPE_CHECKING:
    from briefer.ui.reader import Highlight, Reader

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def paint(painter: QPainter, reader: Reader, highlights: Sequence[Highlight], theme: Theme, gutter: int) -> None:
    """Paint the signs beside what is in sight of `reader`, in a margin `gutter` pixels wide."""
    viewport = reader.viewport().rect()
    first = reader.cursorForPosition(QPoint(0, 0)).block()
    last = reader.cursorForPosition(viewport.bottomRight()).block()
    _bullets(painter, reader, theme)
    # Only what can be in sight is asked where it stands: the answer makes Qt lay out all that is above.
    start, end = first.position(), last.position() + last.length()
    _bars(painter, reader, [mark for mark in highlights if reader.spans(mark.passage, start, end)], theme, gutter)


def _bars(painter: QPainter, reader: Reader, highlights: Sequence[Highlight], theme: Theme, gutter: int) -> None:
    """Paint a two-pixel bar beside each passage, its section's number at the first line."""
    numbers: dict[int, int] = {}
    for mark in highlights:
        top, bottom, line = reader.heights(mark.passage)
        color = QColor(theme.muted) if mark.section is None else theme.section_color(mark.section)
        painter.fillRect(QRectF(gutter - 12, top, 2, bottom - top), color)
        if mark.section is None:
            continue
        # Two passages that begin in the same line have their numbers side by side.
        beside = numbers.get(top, 0)
        numbers[top] = beside + 1
        painter.setPen(color)
        small = QFont(reader.document().defaultFont())
        small.setPixelSize(round(reader.pixels * 0.75))  # two side by side are two, and no larger number
        painter.setFont(small)
        box = QRectF(gutter - 28 - 10 * beside, top, 12, line)
        painter.drawText(box, _RIGHT, str(mark.section + 1))


def _bullets(painter: QPainter, reader: Reader, theme: Theme) -> None:
    block = reader.cursorForPosition(QPoint(0, 0)).block()
    height = reader.viewport().height()
    painter.setPen(QColor(theme.muted))
    painter.setFont(reader.document().defaultFont())
    while block.isValid():
        rect = reader.cursorRect(QTextCursor(block))
        if rect.top() > height:
            break
        sign = block.blockFormat().property(reader_text.BULLET)
        if sign:
            painter.drawText(QRectF(rect.left() - 36, rect.top(), 30, rect.height()), _RIGHT, str(sign))
        block = block.next()
