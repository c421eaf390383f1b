"""The figures of citations: their numbers, their size and how they are painted over U+FFFC. Nothing of it is stored."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPyTextObject, QTextDocument, QTextFormat

from briefer.core.briefing import Briefing
from briefer.core.figures import Cited, groups
from briefer.core.passage import Citation
from briefer.ui.editor_look import ATOM, Look

_SHARED = "·"
_SMALL = 0.72  # of the text's size: the usual size of a superior figure


class Figures(QPyTextObject):
    """Numbers the figures of a briefing as they are printed, from 1 in the order of the sections, and paints them.

    Counted when somebody asks, so that typing costs nothing.
    """

    def __init__(self, look: Look, parent: QTextDocument) -> None:
        super().__init__(parent)
        self.set_look(look)
        self._numbers: dict[str, int] | None = None
        self._cited: dict[str, Cited] = {}
        self._leading: set[str] = set()

    def set_look(self, look: Look) -> None:
        """Take other colours or another size."""
        self._font = QFont(look.font)
        self._font.setPixelSize(max(8, round(look.pixels * _SMALL)))
        self._metrics = QFontMetricsF(self._font)
        self._ascent = QFontMetricsF(look.font).ascent()
        self._color = QColor(look.theme.accent)

    def count(self, briefing: Briefing | None) -> bool:
        """Number the citations of `briefing`; say whether any of what is painted now needs more or less room."""
        former, leading = self._numbers or {}, self._leading
        self._numbers = {}
        self._cited = {}
        self._leading = set()
        figure = 0
        for section in briefing.sections if briefing else ():
            for block in section.blocks:
                for group in groups(block):
                    figure += 1
                    self._leading.update(cited.holder for cited in group[:-1])
                    for cited in group:
                        self._numbers[cited.holder] = figure
                        self._cited[cited.holder] = cited
        return leading != self._leading or any(
            len(str(former.get(atom, number))) != len(str(number)) for atom, number in self._numbers.items()
        )

    def number(self, atom: str) -> int | None:
        """Return the figure shown for an atom."""
        return (self._numbers or {}).get(atom)

    def citation(self, atom: str) -> Citation | None:
        """Return what the figure of an atom stands for; None where it cites nothing."""
        cited = self._cited.get(atom)
        return cited.citation or None if cited is not None else None

    def footnote(self, atom: str) -> str:
        """Return the words of a footnote; empty for any other atom."""
        cited = self._cited.get(atom)
        return "".join(run.text for run in cited.own) if cited is not None else ""

    def said(self, atom: str) -> str:
        """Return what is painted for an atom: its figure, or a dot where it shares that of the one behind it.

        Two figures beside each other would be read as one number.
        """
        return _SHARED if atom in self._leading else str(self.number(atom) or "")

    def _text(self, text_format: QTextFormat) -> str:
        return self.said(str(text_format.property(ATOM)))

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        """Return the room that a figure takes in its line; never higher than the line."""
        return QSizeF(self._metrics.horizontalAdvance(self._text(format) or "0") + 2, self._ascent)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, posInDocument: int, format: QTextFormat
    ) -> None:
        """Paint a figure at the top of its line."""
        painter.save()
        painter.setFont(self._font)
        painter.setPen(self._color)
        painter.drawText(rect, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self._text(format))
        painter.restore()
