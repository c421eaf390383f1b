"""Paints pages: paper before they are drawn, their picture, what stands out on them, bars and numbers beside them.

A page is white in every theme, as it was set; what lies on it takes the colours that are made for white paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap

from briefer.core.passage import Passage
from briefer.ui.page_column import GAP
from briefer.ui.page_text import Box, Characters
from briefer.ui.reader import Highlight
from briefer.ui.theme import CONTRAST_LIGHT, LIGHT, Theme

_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_DIMMED = 30  # of 255: how much darker white paper is on a dark canvas
_NUMBER = 12  # pixels
_BAR = 10  # pixels left of the page


@dataclass(slots=True)
class Sheet:
    """What is known of a page that is shown: its picture and the scale that it was drawn at, or why there is none."""

    pixmap: QPixmap | None = None
    scale: float = 0.0
    characters: Characters | None = None
    problem: str = ""


@dataclass(slots=True)
class Marks:
    """What stands out on the pages, as ranges of the text."""

    highlights: Sequence[Highlight] = ()
    selected: tuple[int, int] | None = None
    flashed: tuple[int, int] | None = None
    found: Sequence[tuple[int, int]] = ()
    caret: int | None = None


def on_paper(theme: Theme) -> Theme:
    """Return the theme whose colours are read on white paper."""
    if not theme.dark:
        return theme
    return CONTRAST_LIGHT if theme.name.startswith("contrast") else LIGHT


def page(painter: QPainter, rect: QRectF, sheet: Sheet, theme: Theme) -> None:
    """Paint a page: its picture, or paper with what there is to say about it."""
    painter.fillRect(rect, QColor("white"))
    if sheet.pixmap is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(rect, sheet.pixmap, QRectF(sheet.pixmap.rect()))
    elif sheet.problem:
        painter.setPen(QColor(on_paper(theme).muted))
        inner = rect.adjusted(24, 24, -24, -24)
        painter.drawText(inner, int(_CENTRE) | int(Qt.TextFlag.TextWordWrap), sheet.problem)


def boxes_of(passage: Passage, page: int, characters: Characters | None) -> Sequence[Box]:
    """Return where a passage stands on a page: its region, or the boxes of its lines."""
    region = passage.region
    if region is not None:
        return ((region.left, region.top, region.right, region.bottom),) if (region.page or 0) == page else ()
    return characters.rects(passage.start, passage.end) if characters is not None else ()


def marks(
    painter: QPainter, rect: QRectF, page: int, characters: Characters | None, marks: Marks, theme: Theme
) -> None:
    """Paint what stands out on a page, its picture shining through."""
    paper = on_paper(theme)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    for mark in marks.highlights:
        color = paper.muted if mark.section is None else paper.section_color(mark.section)
        _fill(painter, rect, boxes_of(mark.passage, page, characters), paper.tint(color, 0.24))
    if characters is not None:
        _words(painter, rect, characters, marks, paper)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    for mark in marks.highlights:
        if mark.passage.region is not None:
            # A veil over a dark picture is not seen: its edge is.
            color = QColor(paper.muted) if mark.section is None else paper.section_color(mark.section)
            painter.setPen(QPen(color, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for box in boxes_of(mark.passage, page, characters):
                painter.drawRect(placed(rect, box))
    edge = characters.caret(marks.caret) if characters is not None and marks.caret is not None else None
    if edge is not None:
        where = placed(rect, edge)
        painter.fillRect(where.adjusted(0, 0, max(0.0, 2 - where.width()), max(0.0, 2 - where.height())), paper.accent)


def _words(painter: QPainter, rect: QRectF, characters: Characters, marks: Marks, paper: Theme) -> None:
    for start, end in marks.found:
        _fill(painter, rect, characters.rects(start, end), paper.tint(paper.accent, 0.24))
    for span in (marks.flashed, marks.selected):
        if span is not None:
            _fill(painter, rect, characters.rects(*span), paper.tint(paper.accent, 0.36))


def frame(painter: QPainter, rect: QRectF, label: str, theme: Theme) -> None:
    """Paint the edge of a page and, below it, what the page calls itself."""
    if theme.dark and not theme.name.startswith("contrast"):
        painter.fillRect(rect, QColor(0, 0, 0, _DIMMED))
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))
    if label:
        painter.setPen(QColor(theme.muted))
        painter.drawText(QRectF(rect.left(), rect.bottom(), rect.width(), GAP), _CENTRE, label)


def bars(
    painter: QPainter,
    rect: QRectF,
    page: int,
    characters: Characters | None,
    highlights: Iterable[Highlight],
    theme: Theme,
) -> None:
    """Paint a two-pixel bar left of a page beside each passage on it, its section's number at the first line."""
    taken: dict[int, int] = {}
    for mark in highlights:
        boxes = boxes_of(mark.passage, page, characters)
        if not boxes:
            continue
        color = QColor(theme.muted) if mark.section is None else theme.section_color(mark.section)
        lines = [placed(rect, box) for box in boxes]
        for top, bottom in _runs(lines):
            painter.fillRect(QRectF(rect.left() - _BAR, top, 2, bottom - top), color)
        goes_on = characters is not None and characters.offsets and mark.passage.start < characters.offsets[0]
        if mark.section is None or (goes_on and mark.passage.region is None):
            continue
        # Two passages that begin in the same line have their numbers side by side.
        top = round(lines[0].top())
        beside = taken.get(top, 0)
        taken[top] = beside + 1
        small = QFont(painter.font())
        small.setPixelSize(_NUMBER)
        painter.setFont(small)
        painter.setPen(color)
        height = max(lines[0].height(), float(_NUMBER + 2))
        left = rect.left() - _BAR - 4 - 12 - 9 * beside
        painter.drawText(QRectF(left, lines[0].center().y() - height / 2, 12, height), _RIGHT, str(mark.section + 1))


def band(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Paint the rectangle that is being drawn around a region."""
    paper = on_paper(theme)
    veil = QColor(paper.accent)
    veil.setAlpha(36)
    painter.fillRect(rect, veil)
    painter.setPen(QPen(QColor(paper.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)


def ring(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Paint the ring around what has the keyboard."""
    painter.setPen(QPen(QColor(theme.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))


def placed(rect: QRectF, box: Box) -> QRectF:
    """Return a box of a page, in parts of it, where the page stands."""
    upper = QPointF(rect.left() + box[0] * rect.width(), rect.top() + box[1] * rect.height())
    lower = QPointF(rect.left() + box[2] * rect.width(), rect.top() + box[3] * rect.height())
    return QRectF(upper, lower)


def _fill(painter: QPainter, rect: QRectF, boxes: Iterable[Box], color: QColor) -> None:
    for box in boxes:
        painter.fillRect(placed(rect, box).adjusted(-1, 0, 1, 0), color)


def _runs(lines: Sequence[QRectF]) -> list[tuple[float, float]]:
    """Return the heights that lines reach over, those of a second column apart."""
    found: list[tuple[float, float]] = []
    for line in lines:
        if found and line.top() <= found[-1][1] + line.height() and line.bottom() >= found[-1][0]:
            found[-1] = min(found[-1][0], line.top()), max(found[-1][1], line.bottom())
        else:
            found.append((line.top(), line.bottom()))
    return found
