"""What can be done with a place that a search found: its sentence is taken by one key, from the list itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.core.found import Hit
from briefer.core.source import Article
from briefer.core.text import sentences
from briefer.errors import BrieferError

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow
    from briefer.workspace.workspace import Changes


class HitActs(QObject):
    """Takes the sentence of a hit into the section where one writes, and says beforehand which that is."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._unplaced = 0
        window.document.changed.connect(self._on_changed)
        self._note_caret()

    def target(self) -> str | None:
        """Return the section a sentence goes to: the caret's, else the one collected into, else the first."""
        window = self._window
        briefing = window.document.briefing
        if briefing is None or window.document.read_only or not briefing.sections:
            return None
        editor = window.briefing.editor
        placed = editor.textCursor().position() != self._unplaced
        here = editor.current_section() if placed else window.passage_acts.collecting
        keys = [section.key for section in briefing.sections]
        return here if here in keys else keys[0]

    def hint(self) -> str:
        """Say what Enter does with a hit."""
        key = self.target()
        if key is None:
            return "Enter opens it."
        return f"Enter takes the sentence into {self._title(key)}, Shift+Enter opens it."

    def take(self, hit: Hit) -> bool:
        """Take the sentence of a hit; say whether it was taken."""
        key = self.target()
        if key is None:
            return False
        try:
            article = self._window.document.workspace.article(hit.source)
        except BrieferError as error:
            self._window.show_error(error)
            return False
        return self._window.passage_acts.take_span(hit.source, *sentence_of(article, hit.start, hit.end), key)

    def _on_changed(self, changes: Changes) -> None:
        if changes.act == "open":
            self._note_caret()

    def _note_caret(self) -> None:
        """Remember where the caret stands before anybody has put it anywhere."""
        self._unplaced = self._window.briefing.editor.textCursor().position()

    def _title(self, key: str) -> str:
        briefing = self._window.document.briefing
        return next((section.title for section in briefing.sections if section.key == key), key) if briefing else key


def sentence_of(article: Article, start: int, end: int) -> tuple[int, int]:
    """Return the span of the sentences that ``text[start:end]`` stands in, never beyond its block."""
    block = next((block for block in article.blocks if block.start <= start < block.end), None)
    if block is None:
        return start, end
    found = [
        (block.start + first, block.start + last)
        for first, last in sentences(article.text[block.start : block.end])
        if block.start + first < end and start < block.start + last
    ]
    return (found[0][0], max(end, found[-1][1])) if found else (start, end)


def words_found(hit: Hit) -> tuple[tuple[int, int], ...]:
    """Return where the words found stand in the text of the source."""
    if not hit.ranges or hit.start >= hit.end:
        return ()
    first = hit.ranges[0][0]
    return tuple((hit.start + start - first, hit.start + end - first) for start, end in hit.ranges)
