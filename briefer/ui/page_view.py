"""The true pages of a PDF, or a picture, in a column: read, selected and taken from as from the text.

It speaks as `Reader` does: what is selected are offsets into the article's text. Pages are drawn elsewhere; until one
comes, paper of its size stands there.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QMenu, QWidget

from briefer.core.passage import Passage
from briefer.core.source import Article, Region, Sheet, SourceId
from briefer.ui import page_painting
from briefer.ui.background import Background
from briefer.ui.page_caret import PageCaret
from briefer.ui.page_column import Column, sheets_of
from briefer.ui.page_drawer import PageSource
from briefer.ui.page_hand import PageHand
from briefer.ui.page_pictures import PagePictures
from briefer.ui.page_text import Characters, PageText
from briefer.ui.reader import Highlight
from briefer.ui.theme import Theme

_PAUSE = 40  # milliseconds that the view must stand still before pages are drawn
_FLASH = 900  # milliseconds that the place jumped to stands out
_TURNED = 0.02  # how much another shape a page may have than was said, before it gets its own


class PageView(QAbstractScrollArea):
    """Shows the pages of one article, read only. Its signals are those of `Reader`, and of a region drawn."""

    passageActivated = Signal(object)
    selectionMade = Signal()
    selectionChanged = Signal()
    pageChanged = Signal(str)
    regionSelected = Signal(object)
    regionModeChanged = Signal(bool)

    def __init__(self, background: Background, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zoom = 1.0
        self._article: Article | None = None
        self.source_id: SourceId | None = None
        self._text = PageText(_NOTHING)
        self._sheets: list[Sheet] = []
        self._column = Column((), 0, 1.0)
        self._marks = page_painting.Marks()
        self._awaited: tuple[int, bool] | None = None
        self._label = ""
        self.pictures = PagePictures(background, self)
        self.pictures.arrived.connect(self._on_arrived)
        self.caret = PageCaret(self)
        self.hand = PageHand(self)
        self._pause = _timer(self, _PAUSE, self._want)
        self._clear_flash = _timer(self, _FLASH, self._on_flash_over)
        self.setAccessibleName("Article as pages")
        self.setAccessibleDescription("The pages as they were set. Their words can be read in the text.")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # --- what is shown -----------------------------------------------------------------------------------------------

    @property
    def article(self) -> Article | None:
        """The article shown."""
        return self._article

    @property
    def column(self) -> Column:
        """Where the pages stand."""
        return self._column

    @property
    def text(self) -> PageText:
        """Which words stand on which page."""
        return self._text

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._sheets)

    def has_words(self) -> bool:
        """Say whether the pages have words that can be selected; a scan has none."""
        return self._text.has_words()

    def show_article(self, article: Article | None, source: PageSource | None = None) -> None:
        """Show the pages of an article from the first one, drawn by `source`; or none."""
        self._article = article
        self._text = PageText(article or _NOTHING)
        self._sheets = list(sheets_of(article)) if article is not None else []
        self._marks = page_painting.Marks()
        self._awaited = None
        self.caret.place(0, 0)
        self.hand.set_region_mode(False)
        self.pictures.open(source, article.text if article is not None else "")
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def characters(self, page: int) -> Characters | None:
        """Return where the characters of a page stand; None: it was not drawn yet."""
        return self.pictures.of(page).characters

    def set_highlights(self, highlights: tuple[Highlight, ...]) -> None:
        """Show which passages are taken."""
        self._marks.highlights = highlights
        self.viewport().update()

    def set_found(self, found: tuple[tuple[int, int], ...]) -> None:
        """Let words that a search found stand out, until others do or none."""
        self._marks.found = found
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Show the pages on the canvas of `theme`."""
        self._theme = theme
        self.viewport().update()

    def set_zoom(self, zoom: float) -> None:
        """Show the pages so many times as large as fits into the view."""
        if zoom != self._zoom:
            top = self._top()
            self._zoom = zoom
            self._lay_out()
            self._scroll_to(*top)

    # --- selection and offsets ---------------------------------------------------------------------------------------

    def has_selection(self) -> bool:
        """Say whether anything is selected."""
        return self.selection() is not None

    def selection(self) -> tuple[int, int] | None:
        """Return what is selected as offsets into the article's text, white space at its ends left out."""
        if self._article is None:
            return None
        text = self._article.text
        start, end = self.caret.span
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return (start, end) if start < end else None

    def select(self, start: int, end: int) -> None:
        """Select ``text[start:end]`` of the article and bring it into sight."""
        self.caret.place(start, end)
        self.reveal(start)

    def clear_selection(self) -> None:
        """Leave the caret where the selection ended."""
        self.caret.place(self.caret.position, self.caret.position)

    def go_to(self, start: int, end: int) -> None:
        """Bring ``text[start:end]`` into sight, the caret before it, and let it stand out for a moment."""
        self.caret.place(start, start)
        self.reveal(start)
        self._marks.flashed = (start, end)
        self._clear_flash.start()
        self.viewport().update()

    def go_to_region(self, region: Region) -> None:
        """Bring a region of a page into sight."""
        page = region.page or 0
        if page < len(self._sheets):
            self._scroll_to(page, max(region.top - 0.05, 0.0))

    def selection_rect(self) -> tuple[QPoint, QPoint]:
        """Return the points below the selection's end and above its start, in the viewport."""
        start, end = self.caret.span
        first, last = self.caret_rect(start), self.caret_rect(end)
        return last.bottomLeft(), first.topLeft()

    def page_of(self, offset: int) -> int:
        """Return the page on which a caret before `offset` stands: at a selection's end, that of what is selected."""
        behind = offset and offset == self.caret.span[1] != self.caret.span[0]
        return self._text.page_at(offset - 1 if behind else offset)

    def page_rect(self, page: int) -> QRect:
        """Return where a page stands in the viewport."""
        return self._rect(page).toRect() if 0 <= page < len(self._sheets) else QRect()

    def caret_rect(self, offset: int) -> QRect:
        """Return where a caret before `offset` stands in the viewport; the top of its page before that is known."""
        page = self.page_of(offset)
        if page >= len(self._sheets):
            return QRect()
        characters, rect = self.characters(page), self._rect(page)
        edge = characters.caret(offset) if characters is not None else None
        return (page_painting.placed(rect, edge) if edge else QRectF(rect.topLeft(), rect.topLeft())).toRect()

    def in_column(self, point: QPoint) -> QPointF:
        """Return where a point of the viewport is in the column of pages."""
        return point.toPointF() - self._moved()

    def page_under(self, point: QPoint) -> int:
        """Return the page at the height of a point of the viewport."""
        return self._column.page_at(self.in_column(point).y())

    def offset_at(self, point: QPoint) -> int | None:
        """Return the offset between characters that is nearest to a point of the viewport."""
        if not self._sheets:
            return None
        page = self.page_under(point)
        found = self.offset_on(page, point)
        return found if found is not None else self._text.span(page)[0]

    def offset_on(self, page: int, point: QPoint) -> int | None:
        """Return the offset on one page that is nearest to a point of the viewport; None where it has none (yet)."""
        characters = self.characters(page) if 0 <= page < len(self._sheets) else None
        return characters.nearest(*self._part(page, point)) if characters is not None else None

    def character_under(self, point: QPoint) -> int | None:
        """Return the offset of the character under a point of the viewport."""
        if not self._sheets:
            return None
        page = self.page_under(point)
        characters = self.characters(page)
        return characters.character_at(*self._part(page, point)) if characters is not None else None

    def passage_at(self, point: QPoint) -> Passage | None:
        """Return the passage under a point of the viewport; the shortest where several overlap."""
        if not self._sheets:
            return None
        page = self.page_under(point)
        found = [mark.passage for mark in self._marks.highlights if self._covers(mark.passage, page, point)]
        return min(found, key=lambda passage: passage.end - passage.start, default=None)

    # --- the place that is read --------------------------------------------------------------------------------------

    def place(self) -> int:
        """Return the offset of the first words in sight."""
        if not self._sheets:
            return 0
        page = self._column.page_at(self.verticalScrollBar().value() + 1)
        characters = self.characters(page)
        start, end = self._text.span(page)
        if characters is None or not characters.lines:
            return start if self._rect(page).bottom() > 0 else end
        for line in characters.lines:
            if page_painting.placed(self._rect(page), line.box).top() >= 0:
                return characters.offsets[line.first]
        return end

    def show_place(self, offset: int) -> None:
        """Bring the words at `offset` to the upper edge; with the first ones of a page, its margin."""
        page = self._text.page_at(offset)
        if offset <= self._text.span(page)[0]:
            self._awaited = None
            self._scroll_to(page, 0.0)
        else:
            self.reveal(offset, at_top=True)

    def reveal(self, offset: int, *, at_top: bool = False) -> None:
        """Bring the words at `offset` into sight; where they stand on their page is learned when it is drawn."""
        page = self._text.page_at(offset)
        if page >= len(self._sheets):
            return
        characters = self.characters(page)
        edge = characters.caret(offset) if characters is not None else None
        if edge is None:
            self._awaited = (offset, at_top)
            if at_top or not self._column.between(*self._seen()).count(page):
                self._scroll_to(page, 0.0)
            return
        rect, height = page_painting.placed(self._rect(page), edge), self.viewport().height()
        bar = self.verticalScrollBar()
        if at_top or rect.top() < 0 or rect.bottom() > height:
            bar.setValue(round(bar.value() + rect.top() - (4 if at_top else height / 3)))
        across = self.horizontalScrollBar()
        if rect.left() < 0 or rect.left() > self.viewport().width() - 24:
            across.setValue(round(across.value() + rect.left() - self.viewport().width() / 3))

    def reveal_band(self, band: QRectF) -> None:
        """Bring a rectangle of the column into sight."""
        top, bottom = self._seen()
        if band.top() < top or band.bottom() > bottom:
            self.verticalScrollBar().setValue(
                round(band.top() - 24 if band.top() < top else band.bottom() + 24 - bottom + top)
            )
        self.viewport().update()

    def shown_page(self) -> int:
        """Return the page that fills most of the view."""
        top, bottom = self._seen()

        def seen(page: int) -> float:
            rect = self._column.rect(page)
            return min(rect.bottom(), bottom) - max(rect.top(), top)

        return max(self._column.between(top, bottom), key=seen, default=0)

    def go_to_page(self, page: int) -> None:
        """Bring a page into sight from its top."""
        if self._sheets:
            self._scroll_to(min(max(page, 0), len(self._sheets) - 1), 0.0)

    # --- events ------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, or a region."""
        self.hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with what was begun; show a hand over a passage."""
        self.hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a selection made, a region drawn, or a passage clicked."""
        self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        self.hand.double_click(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk and select by keys; Enter on a passage jumps to its use."""
        if self.hand.key(event) or self.caret.key(event):
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            for mark in self._marks.highlights:
                if mark.passage.start <= self.caret.position <= mark.passage.end:
                    self.passageActivated.emit(mark.passage)
                    return
        event.ignore()

    def event(self, event: QEvent) -> bool:
        """Draw anew where the screen's resolution has changed."""
        if event.type() in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.Show):
            self._pause.start()
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no caret."""
        super().focusOutEvent(event)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction("Copy", self.copy)
        copy.setEnabled(self.has_selection())
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages into the view, the same words at its top."""
        super().resizeEvent(event)
        top = self._top()
        self._lay_out()
        self._scroll_to(*top)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint anew: what stands beside the pages moves with them."""
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._theme.canvas))
        marks = self._marks
        marks.selected = self.caret.span if self.caret.span[0] < self.caret.span[1] else None
        marks.caret = self.caret.position if self.hasFocus() and self.has_words() else None
        for page in self._column.between(*self._seen()):
            rect, shown = self._rect(page), self.pictures.of(page)
            page_painting.page(painter, rect, shown, self._theme)
            page_painting.marks(painter, rect, page, shown.characters, marks, self._theme)
            page_painting.frame(painter, rect, self._sheets[page].label, self._theme)
            page_painting.bars(painter, rect, page, shown.characters, marks.highlights, self._theme)
        if self.hand.band is not None:
            page_painting.band(painter, self.hand.band.translated(self._moved()), self._theme)
        if self.hasFocus():
            page_painting.ring(painter, QRectF(self.viewport().rect()), self._theme)
        painter.end()

    def copy(self) -> None:
        """Copy the words that are selected."""
        span = self.selection()
        if span is not None and self._article is not None:
            QGuiApplication.clipboard().setText(self._article.text[span[0] : span[1]])

    # --- inside ------------------------------------------------------------------------------------------------------

    def _covers(self, passage: Passage, page: int, point: QPoint) -> bool:
        boxes = page_painting.boxes_of(passage, page, self.characters(page))
        return any(page_painting.placed(self._rect(page), box).contains(point.toPointF()) for box in boxes)

    def _moved(self) -> QPointF:
        return QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _rect(self, page: int) -> QRectF:
        return self._column.rect(page).translated(self._moved())

    def _part(self, page: int, point: QPoint) -> tuple[float, float]:
        rect = self._rect(page)
        return (point.x() - rect.left()) / rect.width(), (point.y() - rect.top()) / rect.height()

    def _seen(self) -> tuple[float, float]:
        top = self.verticalScrollBar().value()
        return top, top + self.viewport().height()

    def _top(self) -> tuple[int, float]:
        """Return the page at the upper edge, and how much of it is above."""
        value = self.verticalScrollBar().value()
        page = self._column.page_at(value)
        if page >= len(self._sheets):
            return 0, 0.0
        rect = self._column.rect(page)
        return page, (value - rect.top()) / rect.height()

    def _scroll_to(self, page: int, part: float) -> None:
        if page < len(self._sheets):
            rect = self._column.rect(page)
            above = 4 if part == 0.0 else 0
            self.verticalScrollBar().setValue(round(rect.top() + part * rect.height() - above))

    def _lay_out(self) -> None:
        self._column = Column(self._sheets, self.viewport().width(), self._zoom)
        width, height = self.viewport().width(), self.viewport().height()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, self._column.height - height))
        down.setPageStep(height)
        down.setSingleStep(40)
        across.setRange(0, max(0, self._column.width - width))
        across.setPageStep(width)
        self._on_scrolled()
        self.viewport().update()

    def _on_scrolled(self) -> None:
        self._pause.start()
        label = self._sheets[self.shown_page()].label if self._sheets else ""
        if label != self._label:
            self._label = label
            self.pageChanged.emit(label)

    def _want(self) -> None:
        """Have the pages in sight drawn."""
        if not self.isVisible() or not self._sheets:
            self.pictures.pause()
            return
        seen = self._column.between(*self._seen())
        scale = self._column.scale * self.devicePixelRatioF()
        self.pictures.want(seen, self.shown_page(), self._sheets, self._text, scale)

    def _on_arrived(self, page: int, width: int, height: int) -> None:
        self._fit(page, width, height)
        awaited, characters = self._awaited, self.characters(page)
        if awaited is not None and self._text.page_at(awaited[0]) == page:
            self._awaited = None
            if characters is not None and characters.lines:
                self.reveal(awaited[0], at_top=awaited[1])
        self.viewport().update()

    def _fit(self, page: int, width: int, height: int) -> None:
        """Give a page the shape that it turned out to have, where that was not known."""
        sheet = self._sheets[page]
        if not width or not height or abs(width / height / (sheet.width / sheet.height) - 1) < _TURNED:
            return
        top = self._top()
        self._sheets[page] = Sheet(label=sheet.label, width=sheet.width, height=sheet.width * height / width)
        self._lay_out()
        self._scroll_to(*top)

    def _on_flash_over(self) -> None:
        self._marks.flashed = None
        self.viewport().update()


_NOTHING = Article(kind="pdf", text="", blocks=())


def _timer(parent: PageView, pause: int, run: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(pause)
    timer.timeout.connect(run)
    return timer
