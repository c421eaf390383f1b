"""The caret on the pages of an article: where a selection begins and ends, and how keys move it.

It counts offsets into the article's text, as the reader does; the page only says what is above, below and beside.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTextBoundaryFinder
from PySide6.QtGui import QKeyEvent, QKeySequence

from briefer.core.source import Article
from briefer.core.text import Utf16Map
from briefer.ui.message_bar import announce

if TYPE_CHECKING:
    from briefer.ui.page_view import PageView

_SAID = 400  # characters that are read out at most

_Key = Qt.Key
_Kind = QTextBoundaryFinder.BoundaryType


class PageCaret:
    """An anchor and a position, both offsets into the text; what is between them is selected."""

    def __init__(self, view: PageView) -> None:
        self._view = view
        self.anchor = 0
        self.position = 0
        self._across: int | None = None  # the x, in the viewport, that the caret keeps on its way up and down

    @property
    def span(self) -> tuple[int, int]:
        """What is selected: first and last offset, equal where nothing is."""
        return min(self.anchor, self.position), max(self.anchor, self.position)

    def place(self, anchor: int, position: int) -> None:
        """Put both ends."""
        self._across = None
        self._put(anchor, position)

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; say whether it stood for anything."""
        view = self._view
        article = view.article
        if article is None:
            return False
        if event.matches(QKeySequence.StandardKey.Copy):
            view.copy()
            return True
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.place(0, len(article.text))
            return True
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        extend = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            return False
        if not view.has_words():
            return not extend and self._scroll(event.key())
        return self._move(event.key(), article, extend=extend, control=control)

    def _move(self, key: int, article: Article, *, extend: bool, control: bool) -> bool:
        match key:
            case _Key.Key_Left | _Key.Key_Right:
                forward = (key == _Key.Key_Right) != self._leftward()
                self._step(article, forward=forward, by=_Kind.Word if control else _Kind.Grapheme, extend=extend)
            case _Key.Key_Home | _Key.Key_End if control:
                self._go(0 if key == _Key.Key_Home else len(article.text), extend=extend)
            case _Key.Key_Home | _Key.Key_End:
                self._go(self._line_end(last=key == _Key.Key_End), extend=extend)
            case _Key.Key_Up | _Key.Key_Down if not control:
                self._climb(1 if key == _Key.Key_Down else -1, extend=extend)
            case _Key.Key_PageUp | _Key.Key_PageDown if control:
                view = self._view
                view.go_to_page(view.shown_page() + (1 if key == _Key.Key_PageDown else -1))
            case _Key.Key_PageUp | _Key.Key_PageDown:
                self._leaf(1 if key == _Key.Key_PageDown else -1, extend=extend)
            case _:
                return False
        return True

    # --- ways to move ------------------------------------------------------------------------------------------------

    def _step(self, article: Article, *, forward: bool, by: _Kind, extend: bool) -> None:
        start, end = self.span
        if start < end and not extend and by == _Kind.Grapheme:
            self._go(end if forward else start, extend=False)
            return
        self._go(_boundary(article, self.position, by, forward=forward), extend=extend)

    def _climb(self, by: int, *, extend: bool) -> None:
        """Go a line up or down: to the next line of this page in that direction, else to the page beyond."""
        view = self._view
        here = view.caret_rect(self.position)
        x = self._across if self._across is not None else here.center().x()
        step = max(here.height(), 6)
        page = view.page_of(self.position)
        height = view.page_rect(page).bottom() if by > 0 else view.page_rect(page).top()
        y = here.center().y()
        while (y < height) if by > 0 else (y > height):
            y += by * step / 2
            found = view.offset_on(page, QPoint(x, round(y)))
            rect = view.caret_rect(found) if found is not None else here
            if found is not None and by * (rect.center().y() - here.center().y()) > here.height() / 3:
                self._go(found, extend=extend, across=x)
                return
        beyond = page + by
        rect = view.page_rect(beyond)
        found = view.offset_on(beyond, QPoint(x, round(rect.top() if by > 0 else rect.bottom())))
        if found is None:
            found = view.text.span(beyond)[0] if 0 <= beyond < view.pages else self._edge(by)
        self._go(found, extend=extend, across=x)

    def _leaf(self, by: int, *, extend: bool) -> None:
        """Go a view up or down."""
        view = self._view
        here = view.caret_rect(self.position)
        x = self._across if self._across is not None else here.center().x()
        bar = view.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + by * (bar.pageStep() - 40))
        moved = bar.value() - before
        y = min(max(here.center().y(), 0), view.viewport().height()) if moved else by * view.viewport().height() * 2
        found = view.offset_at(QPoint(x, y)) if moved else self._edge(by)
        if found is not None:
            self._across = x
            self._put(found if not extend else self.anchor, found)

    def _line_end(self, *, last: bool) -> int:
        characters = self._view.characters(self._view.page_of(self.position))
        number = characters.line_at(self.position) if characters is not None else None
        if characters is None or number is None:
            return self.position
        line = characters.lines[number]
        return characters.offsets[line.end - 1] + 1 if last else characters.offsets[line.first]

    def _edge(self, by: int) -> int:
        article = self._view.article
        return len(article.text) if by > 0 and article is not None else 0

    def _leftward(self) -> bool:
        characters = self._view.characters(self._view.page_of(self.position))
        number = characters.line_at(self.position) if characters is not None else None
        return characters is not None and number is not None and characters.lines[number].turn == "left"

    def _scroll(self, key: int) -> bool:
        """Scroll where there are no words to walk along."""
        bar = self._view.verticalScrollBar()
        ways: dict[int, int] = {
            _Key.Key_Up: bar.value() - bar.singleStep(), _Key.Key_Down: bar.value() + bar.singleStep(),
            _Key.Key_PageUp: bar.value() - bar.pageStep(), _Key.Key_PageDown: bar.value() + bar.pageStep(),
            _Key.Key_Home: bar.minimum(), _Key.Key_End: bar.maximum(),
        }  # fmt: skip
        if key not in ways:
            return False
        bar.setValue(ways[key])
        return True

    # --- inside ------------------------------------------------------------------------------------------------------

    def _go(self, position: int, *, extend: bool, across: int | None = None) -> None:
        self._across = across
        self._put(self.anchor if extend else position, position)
        self._view.reveal(position)
        self._say()

    def _say(self) -> None:
        """Have a screen reader say what is selected, else the line that the caret stands in."""
        view = self._view
        start, end = self.span
        article, characters = view.article, view.characters(view.page_of(self.position))
        number = characters.line_at(self.position) if characters is not None else None
        if article is None or characters is None or number is None:
            return
        if start == end:
            line = characters.lines[number]
            start, end = characters.offsets[line.first], characters.offsets[line.end - 1] + 1
        announce(view, article.text[start : min(end, start + _SAID)])

    def _put(self, anchor: int, position: int) -> None:
        if (anchor, position) != (self.anchor, self.position):
            self.anchor, self.position = anchor, position
            self._view.selectionChanged.emit()
        self._view.viewport().update()


def word_at(article: Article, offset: int) -> tuple[int, int]:
    """Return the span of the word that the character at `offset` belongs to."""
    if not 0 <= offset < len(article.text):
        return offset, offset
    return (
        _boundary(article, offset + 1, _Kind.Word, forward=False, gaps=True),
        _boundary(article, offset, _Kind.Word, forward=True, gaps=True),
    )


def paragraph_at(article: Article, offset: int) -> tuple[int, int]:
    """Return the span of the block that `offset` stands in."""
    return next(((block.start, block.end) for block in article.blocks if block.start <= offset <= block.end),
                (offset, offset))  # fmt: skip


def _boundary(article: Article, offset: int, kind: _Kind, *, forward: bool, gaps: bool = False) -> int:
    """Return the next boundary of characters or words; of words those before white space only where `gaps` says so."""
    text = article.text
    # A window around the place: a block can be a book.
    first, last = max(0, offset - 400), min(len(text), offset + 400)
    piece = text[first:last]
    units = Utf16Map(piece)
    finder = QTextBoundaryFinder(kind, piece)
    finder.setPosition(units.to_utf16(offset - first))
    step: Callable[[], int] = finder.toNextBoundary if forward else finder.toPreviousBoundary
    while True:
        found = step()
        if found < 0:
            return last if forward else first
        at = first + units.to_code_points(found)
        # A word ends a step where the next one begins, as in every text field.
        if kind != _Kind.Word or gaps or at in (0, len(text)) or not text[at].isspace():
            return at
