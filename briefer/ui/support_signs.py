"""The signs in the margin: what stands behind the sentences of the analyst's own that begin in a line.

A dot is a sentence that a passage supports, a filled diamond a judgement, an open ring one without support: told apart
by their shape alone. Where several begin in one line, its sign is that of the one that most needs looking at.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTextBlock

from briefer.core.briefing import Block, flow
from briefer.core.support import Known, Sentence, Support
from briefer.core.text import Utf16Map
from briefer.ui import wording
from briefer.ui.editor_look import STEP, Look

ROOM = 6 * STEP
"""Pixels of the margin beside the text in which a sign stands and answers the mouse."""
_AWAY = 2.5 * STEP
_NEED: tuple[Support, ...] = ("unsupported", "judgement", "supported")
_OPENING = 60  # characters of a sentence that a tip says


class SupportSigns:
    """Paints the signs of one text, and says what they mean."""

    def __init__(self) -> None:
        self.known = Known()

    def lines(self, text_block: QTextBlock, block: Block, below: Block | None) -> dict[int, list[Sentence]]:
        """Return the sentences that begin in each line of a row above another, by the number of the line."""
        sentences = self.known.of(block, below)
        if not sentences:
            return {}
        units = Utf16Map(text_block.text())
        found: dict[int, list[Sentence]] = {}
        for sentence in sentences:
            line = text_block.layout().lineForTextPosition(units.to_utf16(sentence.start))
            if line.isValid():
                found.setdefault(line.lineNumber(), []).append(sentence)
        return found

    def paint(
        self, painter: QPainter, text_block: QTextBlock, rect: QRectF, block: Block, below: Block | None, look: Look
    ) -> None:
        """Paint the signs of one row beside it; `rect` is where the row stands."""
        lines = self.lines(text_block, block, below)
        if not lines:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, muted = QColor(look.theme.ink), QColor(look.theme.muted)
        size = look.pixels / 16
        rtl = text_block.textDirection() == Qt.LayoutDirection.RightToLeft
        for number, sentences in lines.items():
            line = text_block.layout().lineAt(number)
            across = rect.right() + _AWAY if rtl else rect.left() - _AWAY
            # The middle of small letters, where the eye reads along.
            middle = QPointF(across, rect.top() + line.y() + line.ascent() - look.pixels * 0.27)
            match min((sentence.support for sentence in sentences), key=_NEED.index):
                case "supported":
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(muted)
                    painter.drawEllipse(middle, 1.75 * size, 1.75 * size)
                case "judgement":
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(ink)
                    reach = 4.0 * size
                    corners = ((0.0, -reach), (reach, 0.0), (0.0, reach), (-reach, 0.0))
                    painter.drawPolygon(QPolygonF([middle + QPointF(*corner) for corner in corners]))
                case "unsupported":
                    painter.setPen(QPen(ink, 1.5 * size))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawEllipse(middle, 3.25 * size, 3.25 * size)
        painter.restore()

    def said(self, text_block: QTextBlock, rect: QRectF, block: Block, below: Block | None, point: QPoint) -> str:
        """Return what the sign of a row at a point beside it means, a line for each sentence; empty beside none."""
        rtl = text_block.textDirection() == Qt.LayoutDirection.RightToLeft
        away = point.x() - rect.right() if rtl else rect.left() - point.x()
        if not 0 < away <= ROOM:
            return ""
        for number, sentences in self.lines(text_block, block, below).items():
            line = text_block.layout().lineAt(number)
            if line.y() <= point.y() - rect.top() <= line.y() + line.height():
                words = flow(block)
                return "\n".join(
                    f"{wording.supported(each)}: “{_opening(words[each.start : each.end])}”" for each in sentences
                )
        return ""


def _opening(words: str) -> str:
    words = " ".join(words.replace("\ufffc", "").split())
    return words if len(words) <= _OPENING else words[:_OPENING].rstrip() + "…"
