"""The tree of the briefing: jumps, and moves blocks and sections by drag and by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QDropEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from briefer.core import edits, order
from briefer.core.briefing import TRAY, BlockId
from briefer.core.change import Edit
from briefer.core.issues import OLD_AFTER
from briefer.errors import BrieferError
from briefer.ui.document import Document
from briefer.ui.echo import is_typing
from briefer.ui.outline_model import BLOCK_ID, MARK, SECTION_KEY, OutlineModel
from briefer.ui.theme import Theme

if TYPE_CHECKING:
    from briefer.workspace.workspace import Changes


_PAUSE = 250  # milliseconds after the last key before words typed show in the tree


class Outline(QTreeView):
    """``blockChosen`` and ``sectionChosen`` carry where to go; ``messageWanted`` a sentence about a move refused."""

    blockChosen = Signal(object)
    sectionChosen = Signal(str)
    messageWanted = Signal(str)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._model = OutlineModel(self)
        self._delegate = _Delegate(theme, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Outline")
        self.setHeaderHidden(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIndentation(16)
        self.setTabKeyNavigation(False)
        self.activated.connect(self._on_activated)
        self.clicked.connect(self._on_activated)
        self._model.moveWanted.connect(self._move)
        self._model.sectionMoveWanted.connect(self._move_section)
        document.changed.connect(self._on_changed)
        document.librarySwapped.connect(self._show)
        self.old_after: Callable[[], int] = lambda: OLD_AFTER  # days, as the person chose them
        self._stale = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._show)
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Paint the sections in the colours of `theme`."""
        self._delegate.theme = theme
        self.viewport().update()

    def select_block(self, block: BlockId) -> None:
        """Make a block's row the current one."""
        index = self._model.block_index(block)
        if index.isValid():
            self.setCurrentIndex(index)

    def move_by(self, by: int) -> None:
        """Move the selected blocks one place up (-1) or down (1), past the edge of a section into the next.

        With a section current, move that section.
        """
        briefing, index = self._document.briefing, self.currentIndex()
        if briefing is None or not index.isValid():
            return
        current = index.data(BLOCK_ID)  # told before the move: the rows are made anew by it
        if current is None:
            self.move_section_by(by)
            return
        blocks = self._selected() or [current]
        if self._do(lambda: order.stepped(briefing, blocks, by, tray=True)):
            self._select(blocks, current)

    def move_section_by(self, by: int) -> None:
        """Move the current section, or that of the current block, one place up (-1) or down (1)."""
        briefing, index = self._document.briefing, self.currentIndex()
        key, titled = index.data(SECTION_KEY), index.data(BLOCK_ID) is None
        if briefing is None or key is None or key == TRAY:
            return
        if self._do(lambda: order.section_stepped(briefing, key, by)) and titled:
            self.setCurrentIndex(self._model.section_index(key))

    def fold_current(self, folded: bool) -> None:
        """Fold or unfold the current section, or that of the current block, in the tree."""
        index = self.currentIndex()
        section = index.parent() if index.data(BLOCK_ID) is not None else index
        if section.isValid():
            if folded:
                self.setCurrentIndex(section)
            self.setExpanded(section, not folded)

    def event(self, event: QEvent) -> bool:
        """Claim Alt and the arrows, which elsewhere in the window open the next source."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _moves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by Alt and the arrows, take away by Delete."""
        alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if _moves(event):
            self.move_by(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete and not alone:
            self._delete()
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the line under a title for the beginning of its section, where it is drawn."""
        title = self.indexAt(event.position().toPoint())
        below = self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.BelowItem
        if below and title.isValid() and title.data(BLOCK_ID) is None:
            self._model.dropMimeData(event.mimeData(), event.dropAction(), 0, 0, title)
            self.stopAutoScroll()
            self.setState(QAbstractItemView.State.NoState)
            self.viewport().update()
            return
        super().dropEvent(event)

    def _selected(self) -> list[BlockId]:
        return [id_ for index in self.selectedIndexes() if (id_ := index.data(BLOCK_ID)) is not None]

    def _delete(self) -> None:
        briefing, blocks = self._document.briefing, self._selected()
        if briefing is not None and blocks:
            self._do(lambda: edits.remove(briefing, blocks))

    def _move(self, blocks: list[BlockId], section: str, before: BlockId | None) -> None:
        briefing = self._document.briefing
        if briefing is not None and blocks and self._do(lambda: edits.move(briefing, blocks, section, before)):
            self._select(blocks, blocks[0])

    def _move_section(self, key: str, before: str | None) -> None:
        briefing = self._document.briefing
        if briefing is not None and self._do(lambda: order.section_moved(briefing, key, before)):
            self.setCurrentIndex(self._model.section_index(key))

    def _do(self, make: Callable[[], Edit | None]) -> bool:
        """Do an act; say whether it changed anything. What is refused becomes a sentence for the window."""
        try:
            edit = make()
            if edit is None or not edit.changes:
                return False
            self._document.do(edit, initiator=self)
        except BrieferError as error:
            self.messageWanted.emit(f"{error.sentence} {error.hint}".strip())
            return False
        return True

    def _select(self, blocks: list[BlockId], current: BlockId) -> None:
        """Select rows again after they moved."""
        self.select_block(current)
        for block in blocks:
            self.selectionModel().select(self._model.block_index(block), QItemSelectionModel.SelectionFlag.Select)

    def _on_activated(self, index: QModelIndex) -> None:
        block, key = index.data(BLOCK_ID), index.data(SECTION_KEY)
        if key == TRAY or key is None:
            return
        if block is not None:
            self.blockChosen.emit(block)
        else:
            self.sectionChosen.emit(key)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while nobody saw."""
        if self._stale:
            self._show()
        super().showEvent(event)

    def _on_changed(self, changes: Changes) -> None:
        if not (changes.sections or changes.structure or changes.act == "open"):
            return
        if not self.isVisible():
            self._stale = True
        elif is_typing(changes):
            self._pause.start()
        else:
            self._show()

    def _show(self) -> None:
        """Show the briefing anew; what was folded stays folded and the current row current."""
        self._stale = False
        self._pause.stop()
        folded = {
            index.data(SECTION_KEY)
            for row in range(self._model.rowCount())
            if not self.isExpanded(index := self._model.index(row, 0))
        }
        current = self.currentIndex()
        block, key = current.data(BLOCK_ID), current.data(SECTION_KEY)
        scrolled = self.verticalScrollBar().value()
        briefing = self._document.briefing
        later = briefing is not None and briefing.issue is not None
        standings = self._document.workspace.standings(briefing, self.old_after()) if briefing and later else ()
        self._model.show(briefing, writable=not self._document.read_only, standings=standings)
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            self.setExpanded(index, index.data(SECTION_KEY) not in folded)
        if block is not None and (index := self._model.block_index(block)).isValid():
            self.setCurrentIndex(index)
        elif key is not None:
            self.setCurrentIndex(self._model.section_index(key))
        self.verticalScrollBar().setValue(scrolled)


def _moves(event: QKeyEvent) -> bool:
    alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return alone == Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)


class _Delegate(QStyledItemDelegate):
    """Sections in their colour and stronger, the tray muted."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Set the ink and weight of a row."""
        super().initStyleOption(option, index)
        key = index.data(SECTION_KEY)
        top = index.data(BLOCK_ID) is None
        if key == TRAY:
            color = QColor(self.theme.muted)
        elif top:
            color = self.theme.section_color(index.row())
        else:
            color = QColor(self.theme.ink)
        # The fields of a style option are plain attributes in PySide that its stubs do not know.
        for role in (option.palette.ColorRole.Text, option.palette.ColorRole.HighlightedText):
            option.palette.setColor(role, color)  # pyright: ignore[reportAttributeAccessIssue]
        if top:
            font = QFont(option.font)
            font.setWeight(QFont.Weight.DemiBold)
            option.font = font  # pyright: ignore[reportAttributeAccessIssue]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a row; what is said of its passages stands muted at its right, and the words leave room for that."""
        mark = index.data(MARK)
        if not mark:
            super().paint(painter, option, index)
            return
        whole = option.rect
        metrics = QFontMetrics(option.font)
        shown = metrics.elidedText(mark, Qt.TextElideMode.ElideRight, whole.width() // 2)
        side = metrics.horizontalAdvance(shown) + 8
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, self.theme.selection)
        right_to_left = option.direction == Qt.LayoutDirection.RightToLeft
        left = QStyleOptionViewItem(option)
        room = whole.adjusted(side, 0, 0, 0) if right_to_left else whole.adjusted(0, 0, -side, 0)
        left.rect = room  # pyright: ignore[reportAttributeAccessIssue]
        super().paint(painter, left, index)
        painter.save()
        painter.setFont(option.font)
        painter.setPen(QColor(self.theme.muted))
        at_edge = Qt.AlignmentFlag.AlignLeft if right_to_left else Qt.AlignmentFlag.AlignRight
        painter.drawText(whole.adjusted(4, 0, -4, 0), at_edge | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
