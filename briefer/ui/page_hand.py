"""The mouse on the pages of an article: a selection, a passage clicked, a rectangle drawn around a region."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent

from briefer.ui import passage_drag
from briefer.ui.page_caret import paragraph_at, word_at

if TYPE_CHECKING:
    from briefer.ui.page_view import PageView

_NEAR = 4  # pixels that the mouse may move in a click
_SCROLL = 40  # milliseconds between two steps when a selection is drawn beyond the edge
_STEP = 8.0  # pixels that a key moves the rectangle

_Mode = str  # "character", "word", "paragraph"


class PageHand:
    """Follows the mouse; ``band`` is the rectangle being drawn, where the pages stand in their column."""

    def __init__(self, view: PageView) -> None:
        self._view = view
        self.band: QRectF | None = None
        self.region_mode = False
        self._pressed: QPoint | None = None
        self._page = 0
        self._mode: _Mode = "character"
        self._fixed = (0, 0)  # the word or paragraph that a drag began in
        self._last = QPoint()
        self._holds = False  # words that were selected before were pressed: they can be dragged away
        self._doubled: tuple[QPoint, int] | None = None
        self._timer = QTimer(view)
        self._timer.setInterval(_SCROLL)
        self._timer.timeout.connect(self._on_timer)

    # --- the mouse ---------------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """Begin a selection, or a region: where one is asked for, with Alt, and on pages without words."""
        view = self._view
        if event.button() != Qt.MouseButton.LeftButton or view.article is None:
            return
        point = event.position().toPoint()
        self._pressed = self._last = point
        if self.draws(point, event.modifiers()):
            self._page = view.page_under(point)
            self.band = QRectF(view.in_column(point), QSizeF(0, 0))
            return
        self.band = None
        self._holds = False
        doubled, self._doubled = self._doubled, None
        soon = (
            doubled is not None
            and event.timestamp() - doubled[1] < QGuiApplication.styleHints().mouseDoubleClickInterval()
        )
        if doubled is not None and soon and (point - doubled[0]).manhattanLength() < _NEAR:
            self._take_unit("paragraph", point)
            return
        self._mode = "character"
        under = view.character_under(point)
        first, last = view.caret.span
        if under is not None and first <= under < last and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._holds = True
            return
        offset = view.offset_at(point)
        if offset is not None:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            view.caret.place(view.caret.anchor if extend else offset, offset)

    def double_click(self, event: QMouseEvent) -> None:
        """Select a word; a third click at the same place selects its paragraph."""
        if event.button() != Qt.MouseButton.LeftButton or self.draws(event.position().toPoint(), event.modifiers()):
            return
        point = event.position().toPoint()
        self._pressed = self._last = point
        self._doubled = point, event.timestamp()
        self._take_unit("word", point)

    def move(self, event: QMouseEvent) -> None:
        """Go on with what was begun; otherwise show what a press would do."""
        point = event.position().toPoint()
        self._last = point
        if self._pressed is None:
            self.show_shape(point, event.modifiers())
            return
        if self.band is None and (point - self._pressed).manhattanLength() < _NEAR:
            return
        if self._holds:
            if (point - self._pressed).manhattanLength() >= QGuiApplication.styleHints().startDragDistance():
                self._pressed, self._holds = None, False  # the drag gets the release
                self._drag_away()
            return
        self._drag(point)
        height = self._view.viewport().height()
        if 0 <= point.y() <= height:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def release(self, event: QMouseEvent) -> None:
        """Tell of a region drawn, a selection made, or a passage clicked."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._timer.stop()
        point, pressed, view = event.position().toPoint(), self._pressed, self._view
        self._pressed = None
        if self._holds:
            self._holds = False
            offset = view.offset_at(point)
            if offset is not None:
                view.caret.place(offset, offset)
        if self.band is not None:
            band, self.band = self.band, None
            view.viewport().update()
            if min(band.normalized().width(), band.normalized().height()) >= _NEAR:
                self._tell(band)
            else:
                self._click(point)
        elif view.has_selection():
            view.selectionMade.emit()
        elif (point - pressed).manhattanLength() < _NEAR:
            self._click(point)

    def draws(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> bool:
        """Say whether the mouse draws a region there rather than selects words."""
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        return self.region_mode or alt or not self._view.text.has_words(self._view.page_under(point))

    def show_shape(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """Show a hand over a passage, a cross where a region would be drawn."""
        if self._view.passage_at(point) is not None and not self.region_mode:
            shape = Qt.CursorShape.PointingHandCursor
        else:
            shape = Qt.CursorShape.CrossCursor if self.draws(point, modifiers) else Qt.CursorShape.IBeamCursor
        self._view.viewport().setCursor(shape)

    # --- a region by keys --------------------------------------------------------------------------------------------

    def set_region_mode(self, on: bool) -> None:
        """Have a region drawn next: by the mouse, or by arrows, Shift with arrows, and Enter; Esc leaves that."""
        if on == self.region_mode:
            return
        view = self._view
        self.region_mode = on
        self.band = None
        if on and view.pages:
            self._page = view.shown_page()
            whole = view.column.rect(self._page)
            top = max(whole.top(), float(view.verticalScrollBar().value()))
            bottom = min(whole.bottom(), float(view.verticalScrollBar().value() + view.viewport().height()))
            width, height = whole.width() / 2, (bottom - top) / 2
            self.band = QRectF(whole.left() + width / 2, top + height / 2, width, height)
        view.viewport().setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.IBeamCursor)
        view.viewport().update()
        view.regionModeChanged.emit(on)

    def key(self, event: QKeyEvent) -> bool:
        """Move, size, take or leave the rectangle; say whether that is what the key did."""
        if not self.region_mode:
            return False
        key, step = event.key(), {
            Qt.Key.Key_Left: (-_STEP, 0.0), Qt.Key.Key_Right: (_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, -_STEP), Qt.Key.Key_Down: (0.0, _STEP),
        }  # fmt: skip
        if key == Qt.Key.Key_Escape:
            self.set_region_mode(False)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.band is not None:
            self._tell(self.band)
        elif key in step and self.band is not None:
            across, down = step[Qt.Key(key)]
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.band.setWidth(max(self.band.width() + across, _STEP))
                self.band.setHeight(max(self.band.height() + down, _STEP))
            else:
                self.band.translate(across, down)
            self._keep_on_page()
            self._view.reveal_band(self.band)
        else:
            return False
        return True

    # --- inside ------------------------------------------------------------------------------------------------------

    def _drag(self, point: QPoint) -> None:
        view = self._view
        if self.band is not None:
            corner = view.in_column(point)
            self.band = QRectF(self.band.topLeft(), corner)
            view.viewport().update()
            return
        if self._mode == "character":
            offset = view.offset_at(point)
            if offset is not None:
                view.caret.place(view.caret.anchor, offset)
            return
        first, last = self._unit(self._mode, point)
        start, end = self._fixed
        if first < start:
            view.caret.place(end, first)
        else:
            view.caret.place(start, max(end, last))

    def _drag_away(self) -> None:
        """Let the mouse carry the words that are selected to another widget."""
        view, span = self._view, self._view.selection()
        if span is not None and view.article is not None and view.source_id is not None:
            passage_drag.start(view, passage_drag.Dragged(view.source_id, *span), view.article.text[slice(*span)])

    def _take_unit(self, mode: _Mode, point: QPoint) -> None:
        self._mode = mode
        self._fixed = self._unit(mode, point)
        self._view.caret.place(*self._fixed)

    def _unit(self, mode: _Mode, point: QPoint) -> tuple[int, int]:
        view, article = self._view, self._view.article
        offset = view.character_under(point)
        if offset is None:
            offset = view.offset_at(point)
        if article is None or offset is None:
            return view.caret.span
        return word_at(article, offset) if mode == "word" else paragraph_at(article, offset)

    def _click(self, point: QPoint) -> None:
        passage = self._view.passage_at(point)
        if passage is not None:
            self._view.passageActivated.emit(passage)

    def _keep_on_page(self) -> None:
        whole = self._view.column.rect(self._page)
        assert self.band is not None
        self.band.setSize(QSizeF(min(self.band.width(), whole.width()), min(self.band.height(), whole.height())))
        left = min(max(self.band.left(), whole.left()), whole.right() - self.band.width())
        top = min(max(self.band.top(), whole.top()), whole.bottom() - self.band.height())
        self.band.moveTo(QPointF(left, top))

    def _tell(self, band: QRectF) -> None:
        view = self._view
        region = view.column.region(self._page, band)
        self.set_region_mode(False)
        if region is not None and view.article is not None:
            # A picture that stands alone is no page.
            alone = view.article.kind == "image" and view.pages == 1
            view.regionSelected.emit(replace(region, page=None) if alone else region)

    def _on_timer(self) -> None:
        height, bar = self._view.viewport().height(), self._view.verticalScrollBar()
        beyond = self._last.y() - height if self._last.y() > height else min(self._last.y(), 0)
        bar.setValue(bar.value() + beyond // 2)
        self._drag(QPoint(self._last.x(), min(max(self._last.y(), 0), height)))
