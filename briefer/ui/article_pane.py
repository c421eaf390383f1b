"""The pane of the article: its facts, its text, the card beside a selection; while none is open, what to do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from briefer.core.briefing import TRAY, Briefing, uses
from briefer.core.passage import Passage, PassageId
from briefer.ui.article_banner import ArticleBanner
from briefer.ui.article_bar import ArticleBar
from briefer.ui.article_notes import ArticleNotes
from briefer.ui.article_view import PAGED, ArticleView
from briefer.ui.background import Background
from briefer.ui.document import Document
from briefer.ui.echo import takes_passages
from briefer.ui.find_bar import FindBar
from briefer.ui.page_drawer import PageSource
from briefer.ui.placing import Placing
from briefer.ui.reader import Highlight
from briefer.ui.take_bar import TakeBar
from briefer.ui.theme import Theme

if TYPE_CHECKING:
    from briefer.core.source import Article, Source, SourceId
    from briefer.workspace.workspace import Changes

_SEEN = 80  # characters from the upper edge on by which a place is known again in another text


class ArticlePane(QWidget):
    """Shows the source that is read. ``shown`` comes when another is, or when the library has changed.

    ``useWanted`` carries the block of the briefing in which a passage clicked is used, ``messageWanted`` a sentence,
    ``correctionWanted`` a source's id, the name of a fact and its value.
    """

    shown = Signal()
    useWanted = Signal(object)
    messageWanted = Signal(str)
    correctionWanted = Signal(object, str, object)

    def __init__(self, document: Document, background: Background, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.source: Source | None = None
        self.setProperty("paper", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = ArticleBar(theme, self)
        self.view = ArticleView(background, theme, self)
        self.reader = self.view.reader
        self.notes = ArticleNotes(theme, self)
        self.banner = ArticleBanner(self)
        self._placing = Placing(document)
        self.find_bar = FindBar(self.reader, "article", theme, self)
        self.take_bar = TakeBar(self)
        self._used: tuple[Highlight, ...] = ()
        self._used_in: Briefing | None = None
        self._used_of: SourceId | None = None
        self._open = QWidget(self)
        column = QVBoxLayout(self._open)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((self.bar, 0), (self.notes, 0), (self.banner, 0), (self.view, 1), (self.find_bar, 0)):
            column.addWidget(widget, stretch)
        self._empty = QLabel("Choose a source to read it here.", self)
        self._empty.setProperty("muted", True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._open)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setFocusProxy(self.view)
        self.view.pageChanged.connect(self.bar.show_page)
        self.view.passageActivated.connect(self._on_passage)
        self.view.selectionChanged.connect(self._on_selection_changed)
        self.view.scrolled.connect(self.take_bar.hide)
        self.view.modeChanged.connect(self._on_mode)
        self.view.pages.regionModeChanged.connect(self.bar.switch.show_region_mode)
        for widget in (self.view.reader, self.view.pages):
            widget.installEventFilter(self)
        self.bar.switch.pagesChosen.connect(self.view.choose)
        self.bar.switch.regionWanted.connect(self._on_region_wanted)
        self.find_bar.placed.connect(self._on_found)
        self.find_bar.closed.connect(self._on_find_closed)
        self.bar.corrected.connect(self._on_corrected)
        self.bar.messageWanted.connect(self.messageWanted)
        document.changed.connect(self._on_changed)
        document.librarySwapped.connect(self.close_source)

    def set_theme(self, theme: Theme) -> None:
        """Show the pane in the colours of `theme`."""
        self.bar.set_theme(theme)
        self.notes.set_theme(theme)
        self.find_bar.set_theme(theme)
        self.view.set_theme(theme)

    def show_source(self, id_: SourceId) -> None:
        """Open a source to read.

        Raises:
            NotFound: the library has no such source.
        """
        workspace = self._document.workspace
        source = workspace.source(id_)
        if self.source is None or self.source.id != source.id:
            self._open_text(source, workspace.article(source.id))
        self._stack.setCurrentIndex(1)

    def close_source(self) -> None:
        """Show no source."""
        self.source = None
        self.take_bar.hide()
        self.view.show_article(None)
        self.bar.show_source(None)
        self.notes.show_source(None)
        self._stack.setCurrentIndex(0)
        self.shown.emit()

    def offer(self) -> None:
        """Show the card beside the selection."""
        below, above = self.view.selection_rect()
        self.take_bar.show_at(self.view.mapTo(self, below), self.view.mapTo(self, above))

    def open_find(self) -> None:
        """Open the row that finds words, from the place that is read."""
        if self.view.shows_pages:
            chosen = self.view.selection()
            self.reader.select(*(chosen or (self.view.pages.place(),) * 2))
        self.find_bar.open_bar()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put the card away when the reader loses the focus or is left by Esc."""
        if event.type() == QEvent.Type.FocusOut:
            self.take_bar.hide()
        return super().eventFilter(watched, event)

    def place_of(self, passage: Passage) -> Passage | None:
        """Return a passage as it stands in the text that is read now; None where its words are not in there."""
        return self._placing.placed(passage)

    def _open_text(self, source: Source, article: Article) -> None:
        self.source = source
        self.take_bar.hide()
        writable = not self._document.read_only
        self.bar.show_source(source, article, writable=writable)
        offered = writable and has_more(source)
        self.bar.show_whole(offered=offered, on=article.whole)
        self.notes.show_source(source, offers_whole=offered and not article.whole)
        self.bar.switch.setVisible(article.kind in PAGED)
        self.view.show_article(article, partial(self._document.workspace.picture, source.id), self._pages_of(source.id))
        self.view.source_id = source.id
        self.bar.switch.offer_text(self.view.pages.has_words())
        self._highlight()
        self.shown.emit()

    def _open_other_text(self, source: Source) -> None:
        """Open another text of the source that is read, at the words that were in sight."""
        former, article = self.reader.article, self._document.workspace.article(source.id)
        place = self.reader.place()
        self._open_text(source, article)
        if former is not None and place:
            found = article.text.find(former.text[place : place + _SEEN])
            if found > 0:
                self.view.show_place(found)

    def _on_selection_changed(self) -> None:
        if not self.view.has_selection():
            self.take_bar.hide()

    def _pages_of(self, id_: SourceId) -> PageSource:
        workspace = self._document.workspace
        return PageSource(
            picture=lambda page, scale, cancelled: workspace.page_picture(id_, page, scale, cancelled=cancelled),
            boxes=lambda page, cancelled: workspace.page_boxes(id_, page, cancelled=cancelled),
        )

    def _on_mode(self, pages: bool) -> None:
        self.take_bar.hide()
        self.bar.switch.show_mode(pages=pages)

    def _on_region_wanted(self, on: bool) -> None:
        self.view.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.pages.hand.set_region_mode(on)

    def _on_found(self) -> None:
        """Show on the page what was found in the text."""
        chosen = self.reader.selection()
        if self.view.shows_pages and chosen is not None:
            self.view.select(*chosen)

    def _on_find_closed(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_corrected(self, name: str, value: object) -> None:
        if self.source is not None:
            self.correctionWanted.emit(self.source.id, name, value)

    def _on_passage(self, passage: Passage) -> None:
        briefing = self._document.briefing
        if briefing is None:
            return
        used = [(key, block) for other, key, block in uses(briefing) if other.id == passage.id]
        shown = next((block for key, block in used if key != TRAY), None)
        if shown is not None:
            self.useWanted.emit(shown)
        else:
            self.messageWanted.emit(f"{passage.handle} was set aside." if used else f"{passage.handle} is not in use.")

    def _on_changed(self, changes: Changes) -> None:
        if self.source is None:
            return
        if self.source.id in changes.sources or changes.library:
            source = self._document.workspace.source(self.source.id)
            if changes.act == "text":
                self._open_other_text(source)
            elif source != self.source:  # a key pressed beside its citation touches a source and changes nothing of it
                self.source = source
                self.bar.show_source(source, self.reader.article, writable=not self._document.read_only)
        if changes.library:
            self.shown.emit()
        if takes_passages(changes):
            self._highlight()

    def used(self) -> tuple[Highlight, ...]:
        """Return the passages of the article shown that the briefing uses; looked for once for each state of both."""
        briefing, source = self._document.briefing, self.source.id if self.source is not None else None
        if self._used_in is not briefing or self._used_of != source:
            self._used = highlights(briefing, source) if briefing is not None and source is not None else ()
            self._used_in, self._used_of = briefing, source
        return self._used

    def _highlight(self) -> None:
        found = [(mark, self._placing.placed(mark.passage)) for mark in self.used()]
        self.view.set_highlights(
            tuple(Highlight(passage, mark.section) for mark, passage in found if passage is not None)
        )


def has_more(source: Source) -> bool:
    """Say whether a source is a saved web page, of which the article is a part; of what was pasted all is shown."""
    return source.kind in ("html", "mhtml") and source.origin != "paste"


def highlights(briefing: Briefing, source: SourceId) -> tuple[Highlight, ...]:
    """Return the passages of a source that a briefing uses, each with the first section that does, in reading order."""
    order = {section.key: index for index, section in enumerate(briefing.sections)}
    found: dict[PassageId, Highlight] = {}
    for passage, key, _block in uses(briefing):
        if passage.source == source:
            found.setdefault(passage.id, Highlight(passage, order.get(key)))
    return tuple(sorted(found.values(), key=lambda mark: (mark.passage.start, mark.passage.end)))
