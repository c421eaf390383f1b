"""The open briefing as a tree: sections with their blocks, the tray at the end. Dragging tells what is to be moved."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from briefer.core import issues
from briefer.core.briefing import (
    TRAY,
    Block,
    BlockId,
    BlockQuotation,
    Briefing,
    FigureBlock,
    Heading,
    OwnFigure,
    Table,
    passages,
    printed,
)
from briefer.core.issues import Standing
from briefer.core.passage import PassageId
from briefer.ui.tips import tip

SECTION_KEY = Qt.ItemDataRole.UserRole + 1
BLOCK_ID = Qt.ItemDataRole.UserRole + 2
MARK = Qt.ItemDataRole.UserRole + 3
"""What is said of a block's passages in a later issue, such as "still cited, 45 days old"; empty for none."""
_MIME = "application/x-briefer-outline"
_SECTION_MIME = "application/x-briefer-section"
_SHOWN = 90  # characters of a block
_MARKS = tuple("“„«»”\"'‘")  # words that begin with one need no second
_TOP = 0xFFFFFFFF
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class OutlineModel(QAbstractItemModel):
    """Rows of `Briefing.parts`; ``moveWanted`` carries block ids, the section they go to and the block behind them.

    ``sectionMoveWanted`` carries a section's key and that of the section it is to stand before, None for the end.
    """

    moveWanted = Signal(list, str, object)
    sectionMoveWanted = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._briefing: Briefing | None = None
        self._parts: tuple[tuple[str, tuple[Block, ...]], ...] = ()
        self._titles: dict[str, str] = {}
        self._writable = True
        self._standings: dict[PassageId, Standing] = {}

    def show(self, briefing: Briefing | None, *, writable: bool = True, standings: Sequence[Standing] = ()) -> None:
        """Show a briefing; `standings` are those of the passages of a later issue."""
        self.beginResetModel()
        self._standings = {each.passage.id: each for each in standings}
        self._briefing = briefing
        self._writable = writable
        self._parts = tuple(briefing.parts()) if briefing else ()
        self._titles = {section.key: section.title for section in briefing.sections} if briefing else {}
        self._titles[TRAY] = "Set aside"
        self.endResetModel()

    def section_index(self, key: str) -> QModelIndex:
        """Return the row of a section or of the tray."""
        for number, (other, _) in enumerate(self._parts):
            if other == key:
                return self.index(number, 0)
        return QModelIndex()

    def block_index(self, block: BlockId) -> QModelIndex:
        """Return the row of a block; an invalid index where it is not in the briefing."""
        for part, (_, blocks) in enumerate(self._parts):
            for number, candidate in enumerate(blocks):
                if candidate.id == block:
                    return self.index(number, 0, self.index(part, 0))
        return QModelIndex()

    # --- what Qt asks ------------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: _Index = _ROOT) -> QModelIndex:
        """Return the index of a section (`parent` invalid) or of a block in it."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() if parent.isValid() else _TOP)

    def parent(self, child: _Index = _ROOT) -> QModelIndex:  # type: ignore[override]
        """Return the section of a block."""
        if not child.isValid() or child.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(child.internalId(), 0, _TOP)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many sections there are, or blocks in one."""
        if not parent.isValid():
            return len(self._parts)
        return len(self._parts[parent.row()][1]) if parent.internalId() == _TOP else 0

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return 1."""
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row says."""
        if not index.isValid():
            return None
        if index.internalId() == _TOP:
            key, blocks = self._parts[index.row()]
            match role:
                case Qt.ItemDataRole.DisplayRole:
                    return self._titles[key]
                case Qt.ItemDataRole.AccessibleTextRole:
                    return f"{self._titles[key]}, {len(blocks)}"
                case _:
                    return key if role == SECTION_KEY else None
        key, blocks = self._parts[index.internalId()]
        block = blocks[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return said(block)
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in (said(block), self._mark(block)) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return tip("\n".join(part for part in (printed(block), self._mark(block)) if part))
            case _ if role == MARK:
                return self._mark(block)
            case _ if role == SECTION_KEY:
                return key
            case _:
                return block.id if role == BLOCK_ID else None

    def _mark(self, block: Block) -> str:
        return issues.together(standing for each in passages(block) if (standing := self._standings.get(each.id)))

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Return what can be done with a row: all but the tray are dragged, and dropped on titles and between rows."""
        flags = super().flags(index)
        if not self._writable:
            return flags
        if not index.isValid() or index.internalId() == _TOP:
            flags |= Qt.ItemFlag.ItemIsDropEnabled  # the root too: the edges of a title belong to it
            if not index.isValid() or self._parts[index.row()][0] == TRAY:
                return flags
        return flags | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Return that rows are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return the two kinds that this tree gives and takes."""
        return [_MIME, _SECTION_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the ids of the blocks that are dragged, or the key of the section where no block is among them."""
        blocks = [id_ for index in indexes if (id_ := index.data(BLOCK_ID)) is not None]
        data = QMimeData()
        if blocks:
            data.setData(_MIME, json.dumps(blocks).encode())
        elif indexes:
            data.setData(_SECTION_MIME, json.dumps(indexes[0].data(SECTION_KEY)).encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index) -> bool:
        """Ask for the move; never let the view take rows away itself."""
        if data.hasFormat(_SECTION_MIME):
            self._drop_section(json.loads(bytes(data.data(_SECTION_MIME).data())), row, parent)
            return False
        if not data.hasFormat(_MIME) or (row < 0 and not parent.isValid()):
            return False
        if not parent.isValid():  # the edge between two sections is the end of the one above
            parent, row = self.index(max(row - 1, 0), 0), 0 if row == 0 else -1
        part = parent.row() if parent.internalId() == _TOP else parent.internalId()
        key, blocks = self._parts[part]
        before = blocks[row].id if parent.internalId() == _TOP and 0 <= row < len(blocks) else None
        self.moveWanted.emit(json.loads(bytes(data.data(_MIME).data())), key, before)
        return False

    def _drop_section(self, key: str, row: int, parent: _Index) -> None:
        """Ask for a section's move: between titles where the line shows it, beside the section dropped into."""
        keys = [other for other, _ in self._parts if other != TRAY]
        if not parent.isValid():
            at = len(keys) if row < 0 else row
        else:
            part = parent.row() if parent.internalId() == _TOP else parent.internalId()
            # Coming from above it goes behind, from below before, so that every place can be reached.
            at = part + 1 if self._parts[part][0] != key and keys.index(key) < part else part
        self.sectionMoveWanted.emit(key, keys[at] if at < len(keys) else None)


def said(block: Block) -> str:
    """Return a block in one short line."""
    words = " ".join(printed(block).split())
    cut = words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
    if isinstance(block, OwnFigure):
        return f"Figure: {cut or block.alt}" if cut or block.alt else "Figure"
    if isinstance(block, FigureBlock):
        return f"Figure{': ' if cut or block.alt else ''}{cut or block.alt} {block.quotation.passage.handle}"
    if isinstance(block, Table):
        named = " ".join("".join(run.text for run in block.caption).split()) or cut
        return f"Table: {named}" if len(named) <= _SHOWN else f"Table: {named[: _SHOWN - 1].rstrip()}…"
    if isinstance(block, BlockQuotation):
        marked = cut if cut[:1] in _MARKS else f"“{cut}”"
        return f"{marked} {block.quotation.passage.handle}"
    if isinstance(block, Heading):
        return cut or "Heading without words"
    handles = ", ".join(passage.handle for passage in passages(block)[:3])
    return f"{cut or 'Empty paragraph'} {handles}".strip()
