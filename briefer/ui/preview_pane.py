"""The live preview: the open briefing's PDF beside the text, made anew a moment after an edit, and following the caret.

Everything slow is done by workers: while one set of pages is made, the next waits, and only the newest is made then.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from briefer.core.briefing import BlockId, Briefing
from briefer.errors import BrieferError
from briefer.ui.background import Background, Task
from briefer.ui.document import Document
from briefer.ui.page_drawer import PageSource
from briefer.ui.preview_view import PreviewView
from briefer.ui.theme import Theme

if TYPE_CHECKING:
    from briefer.workspace.pages import Box, Cancel, PagePicture
    from briefer.workspace.previewing import Previewed
    from briefer.workspace.workspace import Changes, Workspace

TITLE = "Preview (PDF; Word may break pages differently)"
WIDTH = 400
MAKING = "Making the pages…"
EMPTY = "Open a briefing, and its pages stand here while you write."
_PAUSE = 80  # milliseconds from an edit until pages are made: keys that follow at once are taken together


class PreviewPane(QWidget):
    """Shows the pages of the open briefing as its template makes them; works only while it is seen.

    ``made`` comes when new pages are shown, or a sentence why there are none; ``blockChosen`` carries the block that a
    double click on its page means.
    """

    made = Signal()
    blockChosen = Signal(object)

    def __init__(self, document: Document, background: Background, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._background = background
        self._task: Task | None = None
        self._stale = True
        self._shown: Previewed | None = None
        self._of: str | None = None  # the id of the briefing whose pages are shown
        self._block: BlockId | None = None
        self._follows = False  # whether the caret came to another block than the one in sight
        self.view = PreviewView(background, theme, self)
        self.view.placeChosen.connect(self._on_place)
        self.problem = QLabel(self)
        self.problem.setProperty("banner", True)
        self.problem.setContentsMargins(16, 8, 12, 8)
        self.hint = QLabel(EMPTY, self)
        self.hint.setProperty("muted", True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.hint.setContentsMargins(16, 8, 12, 8)
        for label, name in ((self.problem, "Preview problem"), (self.hint, "Preview hint")):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAccessibleName(name)
        self.problem.hide()
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.hint)
        self.stack.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.problem)
        column.addWidget(self.stack, 1)
        self.setFocusProxy(self.view)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._make)
        document.changed.connect(self._on_changed)
        document.librarySwapped.connect(self._on_swapped)

    @property
    def busy(self) -> bool:
        """Whether pages are being made, or are about to be."""
        return self._task is not None or self._pause.isActive()

    def follow(self, block: BlockId | None) -> None:
        """Show the page on which a block stands, the one that the caret is in; None: stay."""
        if block is None or block == self._block:
            return
        self._block = block
        self._follows = True
        self._reveal()

    def set_theme(self, theme: Theme) -> None:
        """Show the pages on the canvas of `theme`."""
        self.view.set_theme(theme)

    # --- events ------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Make the pages that were not made while nobody saw them."""
        super().showEvent(event)
        if self._stale:
            self._pause.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Make no more pages."""
        super().hideEvent(event)
        self._pause.stop()

    # --- inside ------------------------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if changes.edit is None and changes.act not in ("open", "undo", "redo") and not changes.library:
            return
        self._stale = True
        self._follows = self._follows or changes.edit is not None
        # A timer that runs goes on: while one types without a pause, pages come all the same.
        if self.isVisible() and self._task is None and not self._pause.isActive():
            self._pause.start(0 if changes.act == "open" else _PAUSE)

    def _on_swapped(self) -> None:
        self._stale = True
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._show(None, None)
        if self.isVisible():
            self._pause.start(0)

    def _make(self) -> None:
        if self._task is not None or not self.isVisible():
            return
        self._stale = False
        briefing = self._document.briefing
        if briefing is None:
            self._show(None, None)
            self.made.emit()
            return
        if briefing.id != self._of:
            self._show(None, None)
            self.hint.setText(MAKING)
        self._task = self._background.start(
            partial(_made, self._document.workspace, briefing),
            done=partial(self._on_made, self._document.workspace, briefing.id),
            failed=partial(self._on_failed, briefing.id),
        )

    def _on_made(self, workspace: Workspace, briefing: str, made: Previewed) -> None:
        self._task = None
        self._tell("")
        self._show(made, briefing, workspace)
        self.made.emit()
        self._next()

    def _on_failed(self, briefing: str, error: BrieferError) -> None:
        self._task = None
        if briefing != self._of:
            self._show(None, briefing)
        self._tell(error.sentence)
        self.problem.setToolTip(error.hint)
        self.made.emit()
        self._next()

    def _next(self) -> None:
        """Make pages of what was edited meanwhile."""
        if self._stale and self.isVisible():
            self._pause.start(_PAUSE)

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _show(self, made: Previewed | None, briefing: str | None, workspace: Workspace | None = None) -> None:
        self._shown, self._of = made, briefing
        self.hint.setText(EMPTY if briefing is None else "")
        self.stack.setCurrentWidget(self.hint if made is None else self.view)
        if made is None or workspace is None:
            self._tell("")
            self.view.show_pages(None, ())
        else:
            self.view.show_pages(_source(workspace, made.key), made.sizes)
        self._reveal()

    def _reveal(self) -> None:
        """Bring the caret's block into sight, once for each block that the caret comes to."""
        if not self._follows or self._shown is None or self._block is None:
            return
        place = self._shown.places.get(self._block)
        if place is not None:
            self._follows = False
            self.view.reveal(*place)

    def _on_place(self, page: int, down: float) -> None:
        if self._shown is None:
            return
        above = [(place, block) for block, place in self._shown.places.items() if place <= (page, down + 6)]
        if above:
            self.blockChosen.emit(max(above)[1])


def _made(workspace: Workspace, briefing: Briefing, task: Task) -> Previewed:
    return workspace.preview(briefing, cancelled=task.cancelled)


def _source(workspace: Workspace, key: str) -> PageSource:
    return PageSource(picture=partial(_picture, workspace, key), boxes=_no_boxes)


def _picture(workspace: Workspace, key: str, page: int, scale: float, cancelled: Cancel) -> PagePicture:
    # A page that is wanted no more is drawn to its end: a new worker would cost more.
    return workspace.preview_page(key, page, scale)


def _no_boxes(_page: int, _cancelled: Cancel) -> tuple[Box, ...]:
    return ()
