"""The bottom line of the window: whether everything is saved, how long the briefing is, what is being collected."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from briefer.core.briefing import Block, BlockId, Briefing, citations, printed
from briefer.core.support import Known, Tally
from briefer.core.text import count_words
from briefer.errors import BrieferError
from briefer.ui import wording
from briefer.ui.document import Document
from briefer.ui.message_bar import announce
from briefer.ui.steady_label import SteadyLabel

if TYPE_CHECKING:
    from briefer.workspace.workspace import Changes

_PAUSE = 200  # milliseconds: words are counted when the hand rests, not at every key
_SAVED = {"saved": "Saved", "saving": "Saving…", "read-only": "Read only"}


class Status(QObject):
    """Fills a QStatusBar from the document."""

    def __init__(self, bar: QStatusBar, document: Document, stop: QToolButton) -> None:
        super().__init__(bar)
        self._document = document
        self.saved = SteadyLabel(tuple(_SAVED.values()), bar)
        self.saved.setAccessibleName("Save state")
        self.figures = QLabel(bar)
        self.figures.setAccessibleName("Length of the briefing")
        self.figures.setProperty("muted", True)
        self.stop = stop
        self._lost = False
        self._selected: Callable[[], str] = str
        self._had_selection = False
        self._target: tuple[tuple[str, str], int, float] | None = None
        self.support = QToolButton(bar)
        self.support.setAccessibleName("Sentences of your own")
        self.support.setProperty("muted", True)
        self._sentences = Known()
        self._counted: dict[BlockId, tuple[Block, int, int]] = {}
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(12, 0, 8, 0)
        spacer = QWidget(bar)
        spacer.setFixedWidth(16)
        bar.addWidget(self.saved)
        bar.addWidget(spacer)
        bar.addWidget(self.figures)
        bar.addWidget(self.support)
        bar.addWidget(QWidget(bar), 1)
        bar.addPermanentWidget(stop)
        stop.hide()
        self._timer = QTimer(bar)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.show_figures)
        self._timer.timeout.connect(self.show_support)
        document.changed.connect(self._on_changed)
        document.savedChanged.connect(self.show_saved)
        document.librarySwapped.connect(self._on_swapped)
        self._on_swapped()

    def count_selection(self, selected: Callable[[], str]) -> None:
        """Count the words that `selected` returns, too, from now on; it is asked when the hand rests."""
        self._selected = selected

    def on_caret(self, has_selection: bool) -> None:
        """Count what is selected when the hand rests, and once more when nothing is any longer."""
        if has_selection or self._had_selection:
            self._timer.start()
        self._had_selection = has_selection

    def show_saved(self, state: str, problem: str) -> None:
        """Say whether everything is on the disk.

        A screen reader hears at once that something is not, and when it is again; every other *Saved* would talk into
        the typing.
        """
        words = _SAVED.get(state, f"Not saved: {problem}")
        self.saved.say(words)
        if state not in _SAVED or (self._lost and state == "saved"):
            announce(self.saved, words)
            self._lost = state != "saved"

    def show_figures(self) -> None:
        """Say how long the open briefing is."""
        briefing = self._document.briefing
        if briefing is None:
            self.figures.setText("")
            return
        words, figures = self._count(briefing)
        selected = count_words(self._selected())
        of_them = f"{selected:,} of " if selected else ""
        parts = [of_them + wording.counted(words, "word", "words"), wording.counted(figures, "citation", "citations")]
        target = self._pages(briefing)
        if target is not None:
            parts.append(pages(words, *target))
        self.figures.setText(" · ".join(parts))

    def show_support(self) -> None:
        """Say what stands behind the sentences of the analyst's own; a press goes to the next that has nothing."""
        briefing = self._document.briefing
        counts = self._sentences.tally(briefing) if briefing is not None else Tally()
        said = wording.tally(counts)
        self.support.setText(said)
        self.support.setAccessibleName(f"Sentences of your own: {said}")
        self.support.setEnabled(counts.unsupported > 0)
        self.support.setVisible(bool(said))

    def _count(self, briefing: Briefing) -> tuple[int, int]:
        """Return words and figures; a block that is still the same value is not counted again."""
        kept: dict[BlockId, tuple[Block, int, int]] = {}
        for section in briefing.sections:
            for block in section.blocks:
                known = self._counted.get(block.id)
                if known is None or known[0] is not block:
                    known = block, count_words(printed(block)), sum(1 for _ in citations(block))
                kept[block.id] = known
        self._counted = kept
        return sum(words for _, words, _ in kept.values()), sum(figures for _, _, figures in kept.values())

    def _pages(self, briefing: Briefing) -> tuple[int, float] | None:
        """Return the pack's words a page and target pages; None where its pack is not installed here."""
        made_with = briefing.pack, briefing.pack_version
        if self._target is None or self._target[0] != made_with:
            try:
                pack = self._document.workspace.pack(briefing)
            except BrieferError:
                return None
            self._target = made_with, pack.words_per_page, pack.target_pages
        return self._target[1], self._target[2]

    def _on_changed(self, changes: Changes) -> None:
        if changes.act == "open":
            self._show_opened()
        elif changes.sections:
            self._timer.start()

    def _on_swapped(self) -> None:
        state = self._document.workspace.save_state
        self.show_saved(state.name, state.problem)
        self._show_opened()

    def _show_opened(self) -> None:
        """Begin with a briefing that was just opened; it is counted when its text is painted already."""
        self.support.hide()
        self.figures.setText("")
        self._timer.start()


def pages(words: int, words_per_page: int, target: float) -> str:
    """Return "about 2 of 3 pages"; nothing written is no page."""
    about = -(-words // max(1, words_per_page))
    if not target:
        return f"about {wording.counted(about, 'page', 'pages')}"
    return f"about {about} of {wording.counted(round(target), 'page', 'pages')}"
