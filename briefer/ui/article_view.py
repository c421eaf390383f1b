"""The article itself, as text or as its true pages: one thing to select in and to take from, whichever is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from briefer.core.passage import Passage
from briefer.core.source import Article, SourceId
from briefer.ui.background import Background
from briefer.ui.page_drawer import PageSource
from briefer.ui.page_view import PageView
from briefer.ui.reader import Highlight, Reader
from briefer.ui.theme import Theme

if TYPE_CHECKING:
    from briefer.ui.safe_document import Pictures

PAGED = ("pdf", "image")
"""The kinds of source that have pages to show."""


class ArticleView(QStackedWidget):
    """Shows an article as text (`reader`) or as pages (`pages`); its signals are those of the one that is shown.

    ``modeChanged`` says whether pages are shown, ``regionSelected`` carries the `Region` that was drawn.
    """

    passageActivated = Signal(object)
    selectionMade = Signal()
    selectionChanged = Signal()
    pageChanged = Signal(str)
    scrolled = Signal()
    modeChanged = Signal(bool)
    regionSelected = Signal(object)

    def __init__(self, background: Background, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reader = Reader(theme, self)
        self.pages = PageView(background, theme, self)
        self._chosen = False  # what was chosen last for a PDF with words
        self._labels = {False: "", True: ""}
        for number, widget in enumerate((self.reader, self.pages)):
            self.addWidget(widget)
            widget.passageActivated.connect(self.passageActivated)
            widget.selectionMade.connect(self.selectionMade)
            widget.selectionChanged.connect(self.selectionChanged)
            widget.pageChanged.connect(self._on_text_page if number == 0 else self._on_page)
            widget.verticalScrollBar().valueChanged.connect(self.scrolled)
        self.pages.regionSelected.connect(self.regionSelected)
        self.setFocusProxy(self.reader)

    @property
    def source_id(self) -> SourceId | None:
        """The source whose article is shown: words dragged out of it say where they stand by that."""
        return self.reader.source_id

    @source_id.setter
    def source_id(self, source: SourceId) -> None:
        self.reader.source_id = self.pages.source_id = source

    @property
    def shown(self) -> Reader | PageView:
        """What is shown, and gets the keyboard."""
        return self.pages if self.shows_pages else self.reader

    @property
    def shows_pages(self) -> bool:
        """Whether pages are shown."""
        return self.currentWidget() is self.pages

    @property
    def has_pages(self) -> bool:
        """Whether the article has pages to show."""
        article = self.reader.article
        return article is not None and article.kind in PAGED

    def show_article(
        self, article: Article | None, pictures: Pictures | None = None, source: PageSource | None = None
    ) -> None:
        """Show an article from its beginning; a scan or a picture as pages, a PDF as the last one was shown."""
        self.reader.show_article(article, pictures)
        paged = article is not None and article.kind in PAGED and source is not None
        self.pages.show_article(article if paged else None, source if paged else None)
        self._show(paged and (self._chosen or not self.pages.has_words()))

    def choose(self, pages: bool) -> None:
        """Show pages or text from now on, at the same words and with the same ones selected."""
        if pages == self.shows_pages or (pages and not self.has_pages):
            return
        self._chosen = pages
        former, place, chosen = self.shown, self.shown.place(), self.selection()
        focused = former.hasFocus()
        former.clear_selection()
        self.pages.hand.set_region_mode(False)
        self._show(pages)
        if chosen is not None:
            self.shown.select(*chosen)
        self.shown.show_place(place)
        if focused:
            self.shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectionChanged.emit()

    def set_theme(self, theme: Theme) -> None:
        """Show the article in the colours of `theme`."""
        self.reader.set_theme(theme)
        self.pages.set_theme(theme)

    def set_zoom(self, zoom: float) -> None:
        """Show text and pages so many times their size."""
        self.reader.set_zoom(zoom)
        self.pages.set_zoom(zoom)

    def set_highlights(self, highlights: tuple[Highlight, ...]) -> None:
        """Show which passages are taken."""
        self.reader.set_highlights(highlights)
        self.pages.set_highlights(highlights)

    def set_found(self, found: tuple[tuple[int, int], ...]) -> None:
        """Let words that a search found stand out, until others do or none."""
        self.reader.set_found(found)
        self.pages.set_found(found)

    # --- selection ---------------------------------------------------------------------------------------------------

    def has_selection(self) -> bool:
        """Say whether anything is selected."""
        return self.shown.has_selection()

    def selection(self) -> tuple[int, int] | None:
        """Return what is selected as offsets into the article's text, white space at its ends left out."""
        return self.shown.selection()

    def select(self, start: int, end: int) -> None:
        """Select ``text[start:end]`` and bring it into sight."""
        self.shown.select(start, end)

    def clear_selection(self) -> None:
        """Select nothing."""
        self.shown.clear_selection()

    def selection_rect(self) -> tuple[QPoint, QPoint]:
        """Return the points below the selection's end and above its start, in this widget."""
        viewport = self.shown.viewport()
        below, above = self.shown.selection_rect()
        return viewport.mapTo(self, below), viewport.mapTo(self, above)

    def go_to(self, start: int, end: int) -> None:
        """Bring ``text[start:end]`` into sight and let it stand out for a moment."""
        self.shown.go_to(start, end)

    def go_to_passage(self, passage: Passage) -> None:
        """Bring a passage into sight: its words, or the region of the page that it is."""
        if passage.region is not None and self.has_pages:
            self.choose(True)
            self.pages.go_to_region(passage.region)
        else:
            self.go_to(passage.start, passage.end)

    def show_place(self, offset: int) -> None:
        """Bring the words at `offset` to the upper edge."""
        self.shown.show_place(offset)

    def _show(self, pages: bool) -> None:
        self.setCurrentWidget(self.pages if pages else self.reader)
        self.setFocusProxy(self.shown)
        self.pageChanged.emit(self._labels[pages])
        self.modeChanged.emit(pages)

    def _on_text_page(self, label: str) -> None:
        self._tell_page(False, label)

    def _on_page(self, label: str) -> None:
        self._tell_page(True, label)

    def _tell_page(self, pages: bool, label: str) -> None:
        self._labels[pages] = label
        if self.shows_pages == pages:
            self.pageChanged.emit(label)
