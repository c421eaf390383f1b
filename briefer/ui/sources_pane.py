"""The pane of the sources: a search field, *This briefing* or *All*, the list, and what to do while it is empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefer.core.text import fold
from briefer.ui.document import Document
from briefer.ui.echo import takes_passages
from briefer.ui.hit_acts import words_found
from briefer.ui.lists import search_field
from briefer.ui.source_row import SourceDelegate
from briefer.ui.sources_model import ROW, HitRow, Row, SourceRow, SourcesModel, source_rows
from briefer.ui.theme import Theme

if TYPE_CHECKING:
    from typing import Protocol

    from briefer.core.found import Hit
    from briefer.core.source import Source, SourceId
    from briefer.workspace.workspace import Changes

    class Taker(Protocol):
        """Who takes the sentence of a place found."""

        def target(self) -> str | None:
            """Return the section it goes to; None where it cannot be taken."""
            ...

        def hint(self) -> str:
            """Say what Enter does."""
            ...

        def take(self, hit: Hit) -> bool:
            """Take the sentence; say whether it was taken."""
            ...


_PAUSE = 120  # milliseconds after the last key before the texts are searched
_HITS = 50


class SourcesPane(QWidget):
    """Lists sources. ``sourceChosen`` carries the id of the one to read and, for a place found, its start and end.

    ``readingWanted`` comes behind it when the article is to have the keyboard, ``foundShown`` with the words found in
    it. `taker` is who takes the sentence of a place found.
    """

    sourceChosen = Signal(object, int, int)
    readingWanted = Signal()
    foundShown = Signal(object)
    addWanted = Signal()
    menuWanted = Signal(object, QPoint)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setProperty("paper", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = search_field(self, "Search sources")
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self._on_return)
        self.briefing_button = self._switch("This briefing")
        self.all_button = self._switch("All")
        self._group = QButtonGroup(self)
        self._group.addButton(self.briefing_button)
        self._group.addButton(self.all_button)
        self.all_button.setChecked(True)
        self._group.buttonClicked.connect(self.refresh)
        self.model = SourcesModel(self)
        self.delegate = SourceDelegate(theme, self)
        self.list = _List(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.delegate)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.clicked.connect(self._on_clicked)
        self.list.activated.connect(self._on_clicked)
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.count = QLabel(self)
        self.count.setProperty("muted", True)
        self.hint = QLabel(self)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.hint.setProperty("muted", True)
        self.hint.setContentsMargins(16, 6, 12, 8)
        self.hint.hide()
        self.taker: Taker | None = None
        self._empty_words = QLabel(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._make_empty())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.refresh)
        self._quiet = 0
        self._arrange()
        self.setFocusProxy(self.list)
        document.changed.connect(self._on_changed)
        document.librarySwapped.connect(self._on_swapped)
        self._on_swapped()

    # --- what is shown -----------------------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Paint the rows in the colours of `theme`."""
        self.delegate.theme = theme
        self.list.viewport().update()

    def refresh(self) -> None:
        """Show what the switch and the search field ask for."""
        briefing = self._document.briefing
        self.briefing_button.setEnabled(briefing is not None)
        only = briefing is not None and self.briefing_button.isChecked()
        sources = self._document.workspace.sources
        if only and briefing is not None:
            joined = set(briefing.joined)
            sources = tuple(source for source in sources if source.id in joined)
        titles = tuple(section.title for section in briefing.sections) if briefing else ()
        query = self.search.text().strip()
        rows: tuple[Row, ...] = source_rows(sources, briefing)
        if query:
            words = fold(query).text.split()
            rows = tuple(row for row in rows if _says(row.source, words))
            rows = (*rows, *self._hits(query, only))
        kept = self.current()
        with self._quietly():
            if self.model.show(rows, titles) and kept is not None:
                self._select(kept)
        self._show_empty(query, len(sources), only)
        self.show_hint()
        if not query:
            self.foundShown.emit(())

    def current(self) -> SourceId | None:
        """Return the source whose row is the current one."""
        row = self.list.currentIndex().data(ROW)
        return row.source.id if row is not None else None

    def choose(self, source: SourceId) -> None:
        """Make a source's row the current one, without opening it again; *All* where this briefing has it not.

        A place found in it that is the current row stays so: one walks through what a search found.
        """
        if self.current() == source:
            return
        # All of it: a list that comes in place of the button with the keyboard makes its first row the current one.
        with self._quietly():
            if self.model.row_of(source) is None:
                self.search.clear()
                if self.model.row_of(source) is None:
                    self.all_button.setChecked(True)
                self.refresh()
            self._select(source)

    def next_unread(self) -> bool:
        """Open the next unread source below the current one, else from the top; say whether there is one."""
        count = self.model.rowCount()
        start = self.list.currentIndex().row()
        for step in range(1, count + 1):
            number = (start + step) % count
            row = self.model.rows[number]
            if isinstance(row, SourceRow) and row.source.reading == "unread":
                self.list.setCurrentIndex(self.model.index(number))
                return True
        return False

    def entrance(self) -> QWidget:
        """Return the control that gets the keyboard when one comes here: the list, or what fills it."""
        if self.model.rowCount():
            return self.list
        return self.add_button if self.add_button.isVisible() and not self.search.text() else self.search

    def read_current(self) -> None:
        """Open what is current, and let it be read: what Enter does. Arrow keys only leaf through."""
        self._open(self.list.currentIndex())
        self.readingWanted.emit()

    def take_current(self) -> None:
        """Take the sentence of the place found that is current, or open a source: what Enter does."""
        row = self.list.currentIndex().data(ROW)
        if isinstance(row, HitRow) and self.taker is not None and self.taker.target() is not None:
            self.taker.take(row.hit)
        else:
            self.read_current()

    def show_hint(self) -> None:
        """Say below the list what Enter does with the place found that is current."""
        on_hit = isinstance(self.list.currentIndex().data(ROW), HitRow)
        self.hint.setText(self.taker.hint() if on_hit and self.taker is not None else "")
        self.hint.setVisible(on_hit)

    def search_library(self) -> None:
        """Search all sources: what Ctrl+Shift+F does."""
        self.all_button.setChecked(True)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        self.refresh()

    # --- inside ------------------------------------------------------------------------------------------------------

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Let the current row change meanwhile without opening anything."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1

    def _switch(self, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setCheckable(True)
        button.setAutoDefault(True)
        button.setProperty("quiet", True)
        return button

    def _arrange(self) -> None:
        switches = QHBoxLayout()
        switches.setSpacing(4)
        switches.addWidget(self.briefing_button)
        switches.addWidget(self.all_button)
        switches.addStretch()
        switches.addWidget(self.count)
        head = QVBoxLayout()
        head.setContentsMargins(12, 12, 12, 8)
        head.setSpacing(8)
        head.addWidget(self.search)
        head.addLayout(switches)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.hint)

    def _make_empty(self) -> QWidget:
        empty = QWidget(self)
        self._empty_words.setWordWrap(True)
        self._empty_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty_words.setProperty("muted", True)
        self.add_button = QPushButton("Add sources…", empty)
        self.add_button.setAutoDefault(True)
        self.add_button.clicked.connect(self.addWanted)
        column = QVBoxLayout(empty)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self._empty_words)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return empty

    def _show_empty(self, query: str, sources: int, only: bool) -> None:
        shown = self.model.rowCount()
        counted = shown if query else sources
        self.count.setText(f"{counted:,}" if counted else "")
        self._stack.setCurrentIndex(0 if shown else 1)
        self.add_button.setVisible(not query and not self._document.read_only)
        if query:
            self._empty_words.setText("Nothing found." if not only else "Nothing found in this briefing's sources.")
        elif only:
            self._empty_words.setText("No source belongs to this briefing yet. Drop articles here, or add them.")
        else:
            self._empty_words.setText("Drop articles here, or add them.")

    def _hits(self, query: str, only: bool) -> tuple[HitRow, ...]:
        found = self._document.workspace.search(query, limit=_HITS, briefing_only=only)
        sources = {source.id: source for source in self._document.workspace.sources}
        return tuple(
            HitRow(sources[hit.source], hit) for hit in found.hits if hit.source in sources and hit.start < hit.end
        )

    def _select(self, source: SourceId) -> None:
        number = self.model.row_of(source)
        if number is not None:
            index = self.model.index(number)
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollTo(index)

    def _on_typed(self) -> None:
        self._timer.start()

    def _on_return(self) -> None:
        self._timer.stop()
        self.refresh()
        if self.model.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.setCurrentIndex(self.model.index(0))

    def _on_current(self, index: QModelIndex) -> None:
        if not self._quiet:
            self._open(index)

    def _on_clicked(self, index: QModelIndex) -> None:
        # A row that is current already can be opened again: the place found, or the article after another was read.
        self._open(index)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        self.show_hint()
        if isinstance(row, HitRow):
            self.sourceChosen.emit(row.source.id, row.hit.start, row.hit.end)
            self.foundShown.emit(words_found(row.hit))
        elif isinstance(row, SourceRow):
            self.sourceChosen.emit(row.source.id, -1, -1)

    def _on_menu(self, point: QPoint) -> None:
        row = self.list.indexAt(point).data(ROW)
        if row is not None:
            self.menuWanted.emit(row.source.id, self.list.viewport().mapToGlobal(point))

    def _on_changed(self, changes: Changes) -> None:
        if changes.act == "open":
            self._on_opened()
        elif changes.library or changes.act in ("import", "reading") or takes_passages(changes):
            self.refresh()

    def _on_opened(self) -> None:
        self.briefing_button.setChecked(self._document.briefing is not None)
        self.all_button.setChecked(self._document.briefing is None)
        self.refresh()

    def _on_swapped(self) -> None:
        self.search.clear()
        self._timer.stop()
        self._on_opened()


class _List(QListView):
    """The list itself; Up in the first row goes back to the search field."""

    def __init__(self, pane: SourcesPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self.setAccessibleName("Sources")
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say what Enter does: the caret of the briefing may stand elsewhere by now."""
        super().focusInEvent(event)
        self._pane.show_hint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up into the search field from the first row; by Enter take a sentence found, or go into the article."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._pane.read_current()
            else:
                self._pane.take_current()
            return
        if event.key() == Qt.Key.Key_Up and not event.modifiers() and self.currentIndex().row() <= 0:
            self._pane.search.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)


def _says(source: Source, words: list[str]) -> bool:
    reference = source.reference
    parts = (source.name, reference.publisher or "", " ".join(reference.authors), source.handle, source.file or "")
    text = fold(" ".join(parts)).text
    return all(word in text for word in words)
