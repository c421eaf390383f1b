"""The article as it is read: passages taken stand out, a selection becomes offsets, the caret walks by keys."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import partial
from itertools import islice, takewhile

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from briefer.core.passage import Passage
from briefer.core.source import Article, Picture, SourceId
from briefer.ui import links, passage_drag, picture_object, reader_signs, reader_table, reader_text
from briefer.ui.message_bar import announce
from briefer.ui.picture_object import PictureObject
from briefer.ui.safe_document import Pictures, SafeDocument
from briefer.ui.theme import Theme
from briefer.ui.tips import tip

MEASURE = 72
"""Characters in a line at most."""
GUTTER = 36
"""Pixels beside the text, where the bars and numbers of sections stand."""
_FLASH = 150  # milliseconds that the place jumped to stands out


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage taken, and the section that uses it first: its index, or None in the tray."""

    passage: Passage
    section: int | None


class Reader(QTextEdit):
    """Shows one article, read only.

    ``passageActivated`` carries the `Passage` that was clicked, ``selectionMade`` comes when the mouse lets go of a
    selection, ``pageChanged`` carries the label of the page at the caret ("" where the article has no pages),
    ``linkWanted`` the address of a link that somebody wants to follow. The reader itself follows none.
    """

    passageActivated = Signal(object)
    linkWanted = Signal(str)
    selectionMade = Signal()
    pageChanged = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._article: Article | None = None
        self._positions = reader_text.Positions("")
        self._highlights: tuple[Highlight, ...] = ()
        self._found: tuple[tuple[int, int], ...] = ()
        self._flashed: tuple[int, int] | None = None
        self._pixels = reader_text.BASE_PIXELS
        self._pressed: QPoint | None = None
        self._told: Picture | None = None
        self.source_id: SourceId | None = None
        self._dragging = False
        self._safe = SafeDocument(self)
        self._pictures = PictureObject(self._safe)
        self._safe.documentLayout().registerHandler(picture_object.PICTURE, self._pictures)
        self.setDocument(self._safe)
        self._clear_flash = QTimer(self)
        self._clear_flash.setSingleShot(True)
        self._clear_flash.timeout.connect(self._on_flash_over)
        self.setAccessibleName("Article")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(False)
        self.viewport().setMouseTracking(True)
        self.document().setDocumentMargin(GUTTER)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self._dress()

    # --- what is shown -----------------------------------------------------------------------------------------------

    @property
    def article(self) -> Article | None:
        """The article shown."""
        return self._article

    def show_article(self, article: Article | None, pictures: Pictures | None = None) -> None:
        """Show an article from its beginning, its pictures by `pictures`; or none."""
        self._article = article
        self._safe.album.open(pictures)
        self._highlights = ()
        self._found = ()
        self._flashed = None
        self._fill()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)
        self._on_cursor_moved()

    def set_highlights(self, highlights: tuple[Highlight, ...]) -> None:
        """Show which passages are taken."""
        self._highlights = highlights
        self._show_highlights()

    def set_found(self, found: tuple[tuple[int, int], ...]) -> None:
        """Let words that a search found stand out, until others do or none."""
        if found != self._found:
            self._found = found
            self._show_highlights()

    def set_theme(self, theme: Theme) -> None:
        """Show the article in the colours of `theme`."""
        self._theme = theme
        self._again()

    @property
    def pixels(self) -> int:
        """The size of the text."""
        return self._pixels

    def set_zoom(self, zoom: float) -> None:
        """Show the text so many times its own size."""
        pixels = round(reader_text.BASE_PIXELS * zoom)
        if pixels != self._pixels:
            self._pixels = pixels
            self._again()

    # --- selection and offsets ---------------------------------------------------------------------------------------

    def has_selection(self) -> bool:
        """Say whether anything is selected."""
        return self.textCursor().hasSelection()

    def selection(self) -> tuple[int, int] | None:
        """Return what is selected as offsets into the article's text, white space at its ends left out.

        Of several rows of a table Qt selects a rectangle, which is no run of the text: it stands for the whole rows.
        """
        cursor = self.textCursor()
        if self._article is None or not cursor.hasSelection():
            return None
        first, last = reader_table.selected(cursor)
        start, end = self._positions.to_text(first), self._positions.to_text(last)
        text = self._article.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return (start, end) if start < end else None

    def select(self, start: int, end: int) -> None:
        """Select ``text[start:end]`` of the article and bring it into sight."""
        cursor = self.textCursor()
        cursor.setPosition(self._positions.to_document(start))
        cursor.setPosition(self._positions.to_document(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._reveal(start)

    def clear_selection(self) -> None:
        """Leave the caret where the selection ended."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def go_to(self, start: int, end: int) -> None:
        """Bring ``text[start:end]`` into sight, the caret before it, and let it stand out for a moment."""
        cursor = self.textCursor()
        cursor.setPosition(self._positions.to_document(start))
        self.setTextCursor(cursor)
        self._reveal(start)
        self._flashed = (start, end)
        self._show_highlights()
        self._clear_flash.start(_FLASH * 6)

    def place(self) -> int:
        """Return the offset of the first words in sight."""
        return self._positions.to_text(self.cursorForPosition(QPoint(GUTTER, 4)).position())

    def show_place(self, offset: int) -> None:
        """Bring the words at `offset` to the upper edge."""
        self._reveal(offset, at_top=True)

    def selection_rect(self) -> tuple[QPoint, QPoint]:
        """Return the points below the selection's end and above its start, in the viewport."""
        cursor = self.textCursor()
        first, last = QTextCursor(cursor), QTextCursor(cursor)
        first.setPosition(cursor.selectionStart())
        last.setPosition(cursor.selectionEnd())
        return self.cursorRect(last).bottomLeft(), self.cursorRect(first).topLeft()

    def passage_at(self, point: QPoint) -> Passage | None:
        """Return the passage under a point of the viewport; the shortest where several overlap."""
        cursor = self.cursorForPosition(point)
        if not self.cursorRect(cursor).adjusted(-24, -4, 24, 4).contains(point):
            return None
        offset = self._positions.to_text(cursor.position())
        found = [mark.passage for mark in self._highlights if mark.passage.start <= offset < mark.passage.end]
        return min(found, key=lambda passage: passage.end - passage.start, default=None)

    def heights(self, passage: Passage) -> tuple[int, int, int]:
        """Return where a passage begins and ends in the viewport, from its top, and how high its first line is."""
        first = self.cursorRect(self._span(passage.start, passage.start))
        last = self.cursorRect(self._span(passage.end, passage.end))
        return first.top(), last.bottom(), first.height()

    def spans(self, passage: Passage, start: int, end: int) -> bool:
        """Say whether a passage has anything between two positions of the document."""
        to_document = self._positions.to_document
        return to_document(passage.start) < end and to_document(passage.end) >= start

    def link_at(self, offset: int) -> str | None:
        """Return the address of the link at an offset of the article's text."""
        for mark in self._article.marks if self._article is not None else ():
            if mark.kind == "link" and mark.start <= offset < mark.end:
                return mark.href
        return None

    def link_at_caret(self) -> str | None:
        """Return the address of the link that the caret stands in or directly behind."""
        offset = self._positions.to_text(self.textCursor().position())
        return self.link_at(offset) or (self.link_at(offset - 1) if offset else None)

    def picture_under(self, point: QPoint) -> Picture | None:
        """Return the picture under a point of the viewport."""
        if self._article is None:
            return None
        there = QPoint(point.x(), point.y() + self.verticalScrollBar().value())
        for position, place in self._pictures.places.items():
            if place.contains(there.toPointF()):
                return self._article.picture_at(self._positions.to_text(position))
        return None

    def _offset_under(self, point: QPoint) -> int | None:
        """Return the offset of the character under a point of the viewport; None beside the words."""
        cursor = self.cursorForPosition(point)
        if not self.cursorRect(cursor).adjusted(-24, -4, 24, 4).contains(point):
            return None
        # A point in the right half of a character is nearer to the position behind it.
        behind = self.cursorRect(cursor).left() > point.x()
        return self._positions.to_text(cursor.position() - 1 if behind else cursor.position())

    def _link_under(self, point: QPoint) -> str | None:
        offset = self._offset_under(point)
        return self.link_at(offset) if offset is not None else None

    # --- events ------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a selection made, or of a passage clicked."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        near = (event.position().toPoint() - self._pressed).manhattanLength() < 4
        link = self._link_under(event.position().toPoint()) if near and _control(event) else None
        if link is not None:
            self.linkWanted.emit(link)
        elif self.textCursor().hasSelection():
            self.selectionMade.emit()
        elif near:
            passage = self.passage_at(event.position().toPoint())
            if passage is not None:
                self.passageActivated.emit(passage)
        self._pressed = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over a passage, and with Ctrl over a link; drag what is selected."""
        self._dragging = True
        super().mouseMoveEvent(event)
        self._dragging = False
        if not event.buttons():
            point = event.position().toPoint()
            over = self.passage_at(point) is not None or (_control(event) and self._link_under(point) is not None)
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return what is selected: for the clipboard its words, for a drag where they stand."""
        span = self.selection() if self._dragging else None
        if span is None or self._article is None or self.source_id is None:
            return super().createMimeDataFromSelection()
        return passage_drag.mime_data(passage_drag.Dragged(self.source_id, *span), self._article.text[slice(*span)])

    def viewportEvent(self, event: QEvent) -> bool:
        """Say on hover where a link leads and what a picture shows, as plain words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            picture = self.picture_under(event.pos())
            words = picture_object.words_of(picture) if picture is not None else self._link_under(event.pos())
            QToolTip.showText(event.globalPos(), tip(words or ""), self.viewport())
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy and, at a link, to follow it or to copy its address."""
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        link = self.link_at_caret() if keyboard else self._link_under(event.pos())
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if link is not None:
            menu.addSeparator()
            followed = links.followed(link)
            words = f"Open link to {followed.host}…" if followed is not None else "Open link…"
            menu.addAction(words.replace("&", "&&"), partial(self.linkWanted.emit, link))
            menu.addAction("Copy link address", partial(QGuiApplication.clipboard().setText, link))
        menu.popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Leave the window its own keys: Ctrl+Enter, and what a text field would take for editing."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _windows_own(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by keys; Enter on a passage jumps to its use."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            offset = self._positions.to_text(self.textCursor().position())
            for mark in self._highlights:
                if mark.passage.start <= offset <= mark.passage.end:
                    self.passageActivated.emit(mark.passage)
                    return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        self._centre()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, then the signs beside it."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        reader_signs.paint(painter, self, self._highlights, self._theme, GUTTER)
        painter.end()

    # --- how it looks ------------------------------------------------------------------------------------------------

    def _again(self) -> None:
        self._dress()
        if self._article is None:
            return
        top = self.place()
        caret = self._positions.to_text(self.textCursor().position())
        self._fill()
        cursor = self.textCursor()
        cursor.setPosition(self._positions.to_document(caret))
        self.setTextCursor(cursor)
        self.show_place(top)
        self._show_highlights()

    def _fill(self) -> None:
        if self._article is None:
            self.document().clear()
            self._positions = reader_text.Positions("")
            return
        self._positions = reader_text.fill(self.document(), self._article, self._theme, self._pixels)

    def _dress(self) -> None:
        font = self.font()
        font.setPixelSize(self._pixels)
        self.document().setDefaultFont(font)
        self._pictures.dress(self._theme, font, self._pixels / reader_text.BASE_PIXELS, 2 * GUTTER)
        colors = self.palette()
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            colors.setColor(role, QColor(self._theme.paper))
        colors.setColor(QPalette.ColorRole.Text, QColor(self._theme.ink))
        colors.setColor(QPalette.ColorRole.Highlight, self._theme.selection)
        colors.setColor(QPalette.ColorRole.HighlightedText, QColor(self._theme.ink))
        self.setPalette(colors)
        self.setAutoFillBackground(True)
        self._centre()

    def _centre(self) -> None:
        width = QFontMetricsF(self.document().defaultFont()).averageCharWidth() * MEASURE + 2 * GUTTER
        bar = self.verticalScrollBar().sizeHint().width()
        beside = max(0, round((self.width() - bar - width) / 2))
        self.setViewportMargins(beside, 0, beside, 0)

    def _reveal(self, offset: int, *, at_top: bool = False) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self._positions.to_document(offset))
        rect = self.cursorRect(cursor)
        height = self.viewport().height()
        if at_top or rect.top() < 0 or rect.bottom() > height * 3 // 4:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - (0 if at_top else height // 3))

    def _span(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._positions.to_document(start))
        cursor.setPosition(self._positions.to_document(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _show_highlights(self) -> None:
        shown: list[QTextEdit.ExtraSelection] = []
        for mark in self._highlights:
            color = self._theme.muted if mark.section is None else self._theme.section_color(mark.section)
            for start, end in self._parts(mark.passage.start, mark.passage.end):
                shown.append(self._extra(start, end, self._theme.tint(color)))
        for start, end in self._found:
            made = self._extra(start, end, self._theme.tint(self._theme.accent, 0.24))
            made.format.setFontUnderline(True)  # pyright: ignore[reportAttributeAccessIssue]
            made.format.setUnderlineColor(QColor(self._theme.accent))  # pyright: ignore[reportAttributeAccessIssue]
            shown.append(made)
        if self._flashed is not None:
            shown.append(self._extra(*self._flashed, self._theme.tint(self._theme.accent, 0.36)))
        self.setExtraSelections(shown)
        self.viewport().update()

    def _parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return a span cut at the cells of tables, since Qt would show a rectangle of them."""
        blocks = self._article.blocks if self._article is not None else ()
        index = max(0, bisect_right(blocks, start, key=lambda block: block.start) - 1)
        touched = list(takewhile(lambda block: block.start < end, islice(blocks, index, None)))
        if all(block.kind != "cell" for block in touched):
            return [(start, end)]
        return [
            (max(start, block.start), min(end, block.end))
            for block in touched
            if max(start, block.start) < min(end, block.end)
        ]

    def _extra(self, start: int, end: int, color: QColor) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        form = QTextCharFormat()
        form.setBackground(color)
        # PySide's stub names the fields of this plain struct only as attributes of an instance.
        made.cursor, made.format = self._span(start, end), form  # pyright: ignore[reportAttributeAccessIssue]
        return made

    def _on_flash_over(self) -> None:
        self._flashed = None
        self._show_highlights()

    def _on_cursor_moved(self) -> None:
        self._say_picture()
        if self._article is None or not self._article.pages:
            self.pageChanged.emit("")
            return
        offset = self._positions.to_text(self.textCursor().position())
        self.pageChanged.emit(self._article.page_label_at(offset) or "")

    def _say_picture(self) -> None:
        """Have a screen reader say what a picture shows when the caret comes to it."""
        offset = self._positions.to_text(self.textCursor().position())
        picture = self._article.picture_at(offset) if self._article is not None else None
        if picture is not None and picture != self._told:
            announce(self, picture_object.words_of(picture))
        self._told = picture


def _control(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _windows_own(event: QKeyEvent) -> bool:
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return bool(control) and event.key() in (
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Z,
        Qt.Key.Key_K,
        Qt.Key.Key_E,
        Qt.Key.Key_Y,
    )
