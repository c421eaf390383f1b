"""The pages of the preview in a column, each as wide as the pane. A new set of pages takes the place of the old one.

Until a page is drawn anew, its former picture stands there, so that nothing flickers; the place one looks at stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from briefer.core.source import Sheet
from briefer.ui import page_painting
from briefer.ui.background import Background
from briefer.ui.page_column import Column
from briefer.ui.page_drawer import Drawn, PageDrawer, PageSource, Wanted
from briefer.ui.theme import Theme

_GUTTER = 12
_PAUSE = 30  # milliseconds that the view must stand still before pages are drawn
_KEPT = 4  # pages on either side of those in sight
_LINE = 40  # pixels that are in sight below a place
_STALE = 0.0  # the scale of a picture of former pages


class PreviewView(QAbstractScrollArea):
    """Shows pages, read only. ``placeChosen`` carries the page and the points from its top of a double click."""

    placeChosen = Signal(int, float)
    drawn = Signal(int)

    def __init__(self, background: Background, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheets: tuple[Sheet, ...] = ()
        self._column = Column((), 0, 1.0, _GUTTER)
        self._shown: dict[int, page_painting.Sheet] = {}
        self._drawer = PageDrawer(background, self)
        self._drawer.drawn.connect(self._on_drawn)
        self._drawer.failed.connect(self._on_failed)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._want)
        self.setAccessibleName("Preview")
        self.setAccessibleDescription("The pages of the briefing as a PDF. Their words can be read in the briefing.")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # --- what is shown -----------------------------------------------------------------------------------------------

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._sheets)

    def picture(self, page: int) -> QPixmap | None:
        """Return the picture of a page as it is now; None before it is drawn."""
        shown = self._shown.get(page)
        return shown.pixmap if shown is not None and shown.scale != _STALE else None

    def seen(self) -> range:
        """Return the pages (from 0) that are in sight."""
        return self._column.between(*self._heights()) if self._sheets else range(0)

    def show_pages(self, source: PageSource | None, sizes: Sequence[tuple[float, float]]) -> None:
        """Show other pages of these sizes in points, at the place that is looked at now; none where there are none."""
        top = self._top()
        self._sheets = tuple(
            Sheet(label=str(number), width=width, height=height) for number, (width, height) in enumerate(sizes, 1)
        )
        self._drawer.open(source, "")
        self._shown = {page: shown for page, shown in self._shown.items() if page < len(sizes)}
        for shown in self._shown.values():
            shown.scale, shown.problem = _STALE, ""
        self._lay_out()
        self._scroll_to(*top)

    def reveal(self, page: int, down: float) -> None:
        """Bring a place into sight, so many points from the top of a page; where it is in sight, nothing moves."""
        if page >= len(self._sheets):
            return
        rect = self._column.rect(page)
        at = rect.top() + down * self._column.scale
        top, bottom = self._heights()
        if not top <= at <= bottom - _LINE:
            self.verticalScrollBar().setValue(round(at - (bottom - top) / 3))

    def set_theme(self, theme: Theme) -> None:
        """Show the pages on the canvas of `theme`."""
        self._theme = theme
        self.viewport().update()

    # --- events ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages into the new width, at the same place."""
        top = self._top()
        self._lay_out()
        self._scroll_to(*top)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tell which place was chosen."""
        at = event.position() + QPointF(0, self.verticalScrollBar().value())
        for page in self.seen():
            rect = self._column.rect(page)
            if rect.contains(at):
                self.placeChosen.emit(page, (at.y() - rect.top()) / self._column.scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(self._theme.canvas))
        for page in self.seen():
            rect = self._column.rect(page).translated(0, -self.verticalScrollBar().value())
            page_painting.page(painter, rect, self._shown.get(page, page_painting.Sheet()), self._theme)
            page_painting.frame(painter, rect, self._sheets[page].label, self._theme)
        if self.hasFocus():
            page_painting.ring(painter, QRectF(self.viewport().rect()), self._theme)
        painter.end()

    # --- inside ------------------------------------------------------------------------------------------------------

    def _heights(self) -> tuple[int, int]:
        top = self.verticalScrollBar().value()
        return top, top + self.viewport().height()

    def _top(self) -> tuple[int, float]:
        """Return the page at the upper edge, and the points of it that are above."""
        if not self._sheets:
            return 0, -_GUTTER
        value = self.verticalScrollBar().value()
        page = self._column.page_at(value)
        return page, (value - self._column.rect(page).top()) / self._column.scale

    def _scroll_to(self, page: int, down: float) -> None:
        if self._sheets:
            page = min(page, len(self._sheets) - 1)
            self.verticalScrollBar().setValue(round(self._column.rect(page).top() + down * self._column.scale))

    def _lay_out(self) -> None:
        self._column = Column(self._sheets, self.viewport().width(), 1.0, _GUTTER)
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._column.height - height))
        bar.setPageStep(height)
        bar.setSingleStep(_LINE)
        self._on_scrolled()

    def _on_scrolled(self) -> None:
        self._pause.start()
        self.viewport().update()

    def _want(self) -> None:
        """Have the pages in sight drawn, then the next and the one before."""
        if not self.isVisible() or not self._sheets:
            self._drawer.want([])
            return
        seen = self.seen()
        for page in [page for page in self._shown if not seen.start - _KEPT <= page < seen.stop + _KEPT]:
            del self._shown[page]
        scale = self._column.scale * self.devicePixelRatioF()
        self._drawer.want([
            Wanted(page, scale, (self._sheets[page].width, self._sheets[page].height), None)
            for page in (*seen, seen.stop, seen.start - 1)
            if 0 <= page < len(self._sheets) and self._lacks(page, scale)
        ])  # fmt: skip

    def _lacks(self, page: int, scale: float) -> bool:
        shown = self._shown.get(page)
        return shown is None or (not shown.problem and abs(shown.scale - scale) > 1e-3)

    def _on_drawn(self, drawn: Drawn) -> None:
        pixmap = QPixmap.fromImage(QImage.fromData(drawn.picture.data))
        self._shown[drawn.page] = page_painting.Sheet(pixmap=pixmap, scale=drawn.scale)
        self.viewport().update()
        self.drawn.emit(drawn.page)

    def _on_failed(self, page: int, sentence: str) -> None:
        self._shown[page] = page_painting.Sheet(problem=sentence)
        self.viewport().update()
