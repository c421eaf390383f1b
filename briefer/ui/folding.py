"""Sections folded to their titles: a state of the view, remembered for each briefing.

Nothing is ever kept from a caret: where one comes to stand in a folded section, or selects over one, it unfolds.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QTextCursor

from briefer.ui.editor_painting import FOLD_ROOM
from briefer.ui.memory import Memory

if TYPE_CHECKING:
    from briefer.ui.editor import BriefingEditor


class Folding(QObject):
    """Folds and unfolds the sections of one editor, by acts and by a click on the mark beside a title."""

    changed = Signal()

    def __init__(self, editor: BriefingEditor, memory: Memory | None = None) -> None:
        super().__init__(editor)
        self._editor = editor
        self._memory = memory
        editor.caretMoved.connect(self._on_caret_moved)
        editor.source.changed.connect(self._on_changed)
        editor.source.librarySwapped.connect(self._recall)
        editor.viewport().installEventFilter(self)
        self._recall()

    @property
    def folded(self) -> frozenset[str]:
        """The keys of the sections that are folded."""
        return self._editor.paper.folded

    def fold(self, *keys: str) -> None:
        """Fold sections; a caret in one, or what is selected of one, goes to its title."""
        self._withdraw(keys)
        self._show(self.folded.union(keys))

    def unfold(self, *keys: str) -> None:
        """Unfold sections."""
        self._show(self.folded.difference(keys))

    def fold_all(self) -> None:
        """Fold every section."""
        self.fold(*self._keys())

    def unfold_all(self) -> None:
        """Unfold every section."""
        self.unfold(*self.folded)

    def toggle(self, key: str) -> None:
        """Fold a section, or unfold it where it is folded."""
        if key in self.folded:
            self.unfold(key)
        else:
            self.fold(key)

    def title_at(self, point: QPoint) -> str | None:
        """Return the section whose mark lies under a point of the viewport."""
        editor = self._editor
        block = editor.cursorForPosition(point).block()
        if editor.paper.briefing is None or not block.isValid() or block.blockNumber() >= editor.paper.row_count:
            return None
        row = editor.paper.row(block.blockNumber())
        shift = QPointF(-editor.horizontalScrollBar().value(), -editor.verticalScrollBar().value())
        rect = editor.document().documentLayout().blockBoundingRect(block).translated(shift)
        inside = rect.left() - FOLD_ROOM <= point.x() < rect.left() and rect.top() <= point.y() < rect.bottom()
        return editor.paper.briefing.sections[row.section].key if row.part == "title" and inside else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a click on the mark beside a title, and show a hand over it."""
        if event.type() not in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove):
            return False
        if not isinstance(event, QMouseEvent):
            return False
        moving = event.type() == QEvent.Type.MouseMove
        if moving and event.buttons() != Qt.MouseButton.NoButton:
            return False
        key = self.title_at(event.position().toPoint())
        if key is None:
            return False
        if moving:
            self._editor.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.toggle(key)
        return True

    def _keys(self) -> tuple[str, ...]:
        briefing = self._editor.paper.briefing
        return tuple(section.key for section in briefing.sections) if briefing is not None else ()

    def _withdraw(self, folded: Collection[str]) -> None:
        """Take the caret, and what it selects, out of sections that are about to be folded."""
        editor = self._editor
        here = editor.current_section()
        reached = [span.section for span in editor.selection()]
        if here in folded or not set(reached).isdisjoint(folded):
            first = next((key for key in reached if key in folded), None)
            self._leave(first or here or "")

    def _leave(self, key: str) -> None:
        editor = self._editor
        keys = self._keys()
        title = editor.document().findBlockByNumber(editor.paper.number_of(keys.index(key), -1))
        cursor = QTextCursor(title)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        editor.setTextCursor(cursor)

    def _show(self, folded: frozenset[str]) -> None:
        editor = self._editor
        if folded == self.folded:
            return
        editor.fold(folded)
        briefing = editor.paper.briefing
        if self._memory is not None and briefing is not None:
            self._memory.keep_text(f"folded/{briefing.id}", " ".join(sorted(folded)))
        self.changed.emit()

    def _on_caret_moved(self) -> None:
        editor = self._editor
        if not self.folded:
            return
        # What is selected is seen too: nobody is to delete what they do not see.
        reached = {span.section for span in editor.selection()}
        here = editor.current_section()
        if here is not None and not editor.textCursor().block().isVisible():
            reached.add(here)
        if reached & self.folded:
            self.unfold(*reached)
            editor.ensureCursorVisible()

    def _on_changed(self, changes: object) -> None:
        if getattr(changes, "act", "") == "open":
            self._recall()

    def _recall(self) -> None:
        briefing = self._editor.paper.briefing
        kept = self._memory.text(f"folded/{briefing.id}") if self._memory is not None and briefing is not None else ""
        folded = frozenset(kept.split()).intersection(self._keys())
        self._withdraw(folded)  # the caret stands in the first section when a briefing opens
        self._editor.fold(folded)
        self.changed.emit()
