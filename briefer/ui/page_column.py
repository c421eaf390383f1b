"""The pages of an article one below the other, at a scale: where each stands. Sizes in pixels."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QRectF

from briefer.core.source import Article, Region, Sheet

GUTTER = 32
"""Pixels at either side of the widest page, where the bars and numbers of sections stand."""
GAP = 32
"""Pixels between pages, where the label of the upper one stands."""
_TOP = 16
_LARGEST = 2.0  # pixels a point; a small page is not blown up to the width of a large window
_SMALLEST = 0.1
_USUAL = (595.0, 842.0)  # points, A4: of a page whose size is not known before it is drawn
_PIXEL = 0.75  # points


def sheets_of(article: Article) -> tuple[Sheet, ...]:
    """Return the pages of an article; a picture is one, of a scan with several each is."""
    if article.kind == "image":
        alone = len(article.pictures) == 1
        return tuple(
            Sheet(
                label="" if alone else str(number),
                width=picture.width * _PIXEL or _USUAL[0],
                height=picture.height * _PIXEL or _USUAL[1],
            )
            for number, picture in enumerate(article.pictures, 1)
        )
    if article.sheets:
        return article.sheets
    labels = {run.page: run.label for run in article.pages}
    count = 1 + max(labels, default=-1)
    return tuple(Sheet(label=labels.get(n, str(n + 1)), width=_USUAL[0], height=_USUAL[1]) for n in range(count))


class Column:
    """Sheets at a scale that fits most of them into `width` pixels, times `zoom`."""

    def __init__(self, sheets: Sequence[Sheet], width: int, zoom: float, gutter: int = GUTTER) -> None:
        self.sheets = sheets
        room = max(width - 2 * gutter, 80)
        widths = sorted(sheet.width for sheet in sheets)
        # One fold-out among many pages is scrolled over; it does not make all the others small.
        usual = widths[int(0.8 * (len(widths) - 1))] if widths else 1.0
        self.scale = max(min(room / usual, _LARGEST) * zoom, _SMALLEST)
        self._sizes = [(round(sheet.width * self.scale), round(sheet.height * self.scale)) for sheet in sheets]
        self.width = max(width, max((size[0] for size in self._sizes), default=0) + 2 * gutter)
        self._tops: list[int] = []
        top = _TOP
        for _, height in self._sizes:
            self._tops.append(top)
            top += height + GAP
        self.height = top if sheets else 0

    def rect(self, page: int) -> QRectF:
        """Return where a page stands in the column."""
        width, height = self._sizes[page]
        return QRectF((self.width - width) // 2, self._tops[page], width, height)

    def page_at(self, y: float) -> int:
        """Return the page at a height of the column, or the one above it."""
        return max(bisect_right(self._tops, y) - 1, 0)

    def between(self, top: float, bottom: float) -> range:
        """Return the pages that have anything between two heights."""
        first, last = self.page_at(top), self.page_at(bottom)
        return range(first, min(last + 1, len(self.sheets)))

    def region(self, page: int, box: QRectF) -> Region | None:
        """Return a rectangle of the column as a region of a page; None where it is empty there."""
        whole = self.rect(page)
        cut = box.normalized().intersected(whole)
        if cut.width() < 1 or cut.height() < 1:
            return None
        left, top = (cut.left() - whole.left()) / whole.width(), (cut.top() - whole.top()) / whole.height()
        right, bottom = left + cut.width() / whole.width(), top + cut.height() / whole.height()
        return Region(left=left, top=top, right=min(right, 1.0), bottom=min(bottom, 1.0), page=page)
