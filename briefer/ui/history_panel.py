"""The undo list to be seen: what was done and undone, the newest first, each a place that one can go back to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter, QShowEvent
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QVBoxLayout, QWidget

from briefer.core.briefing import printed
from briefer.core.change import Edit, ReplaceBlocks, SetFact
from briefer.core.history import History, Step
from briefer.errors import BrieferError
from briefer.ui.document import Document
from briefer.ui.echo import is_typing
from briefer.ui.palette_model import DetailDelegate
from briefer.ui.theme import Theme
from briefer.ui.tips import tip

if TYPE_CHECKING:
    from briefer.workspace.workspace import Changes

_UNDONE = Qt.ItemDataRole.UserRole + 1
_EARLIER = -1
BEGINNING = "The beginning"
_LONG = 200  # characters of what a step wrote that its tip shows
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class HistoryModel(QAbstractListModel):
    """Rows: what was undone, what was done, and the beginning; above each other as they lie in time, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self._undone = 0
        self._earlier = False

    def show(self, history: History, *, earlier: bool) -> None:
        """Show an undo list; `earlier` says that it may have older steps."""
        self.beginResetModel()
        self._steps = (*history.undone, *reversed(history.done))
        self._undone = len(history.undone)
        self._earlier = earlier
        self.endResetModel()

    @property
    def now(self) -> int:
        """The row of the newest step done: how the briefing is now."""
        return self._undone

    def seq(self, row: int) -> int:
        """Return the number of the step of a row; 0 for the beginning, below 0 for the row of older steps."""
        if row < len(self._steps):
            return self._steps[row].seq
        return _EARLIER if self._earlier else 0

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many steps there are, and one for the beginning."""
        return 0 if parent.isValid() else len(self._steps) + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row says."""
        if not index.isValid():
            return None
        row = index.row()
        step = self._steps[row] if row < len(self._steps) else None
        words = _label(step) if step else "Earlier steps…" if self._earlier else BEGINNING
        when = readable_moment(step.at) if step else ""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words
            case Qt.ItemDataRole.UserRole:
                return when
            case Qt.ItemDataRole.ToolTipRole:
                return tip(_wrote(step.edit)) if step else None
            case Qt.ItemDataRole.AccessibleTextRole:
                state = "undone" if row < self._undone else "now" if row == self.now else ""
                return ", ".join(part for part in (words, when, state) if part)
            case _:
                return row < self._undone if role == _UNDONE else None


class HistoryPanel(QWidget):
    """Lists the steps; choosing one goes back, or forward, to how the briefing was right after it.

    ``messageWanted`` carries a sentence where that is refused.
    """

    messageWanted = Signal(str)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._stale = True
        self.model = HistoryModel(self)
        self.list = QListView(self)
        self.list.setAccessibleName("Undo list")
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.activated.connect(self._on_chosen)
        self.list.clicked.connect(self._on_chosen)
        self.setFocusProxy(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.set_theme(theme)
        document.changed.connect(self._on_changed)
        document.librarySwapped.connect(self._show)

    def set_theme(self, theme: Theme) -> None:
        """Show the list in the colours of `theme`."""
        self._delegate = _Delegate(theme, self)
        self.list.setItemDelegate(self._delegate)

    def go_to(self, seq: int) -> bool:
        """Undo or do again all that lies between now and the step `seq` (0: the beginning); False where refused."""
        document = self._document
        document.close_step()
        way = document.history.way_to(seq)
        if way is None or document.read_only:
            return False
        try:
            for _ in range(abs(way)):
                if way < 0:
                    document.undo(initiator=self)
                else:
                    document.redo(initiator=self)
        except BrieferError as error:
            self.messageWanted.emit(f"{error.sentence} {error.hint}".strip())
            return False
        finally:
            self._show()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was done while nobody saw."""
        if self._stale:
            self._show()
        super().showEvent(event)

    def _on_chosen(self, index: QModelIndex) -> None:
        seq = self.model.seq(index.row())
        if seq == _EARLIER:
            self._read_earlier()
        else:
            self.go_to(seq)

    def _read_earlier(self) -> None:
        row = self.model.rowCount() - 1
        try:
            self._document.workspace.read_earlier_steps()
        except BrieferError as error:
            self.messageWanted.emit(f"{error.sentence} {error.hint}".strip())
            return
        self._show()
        self.list.setCurrentIndex(self.model.index(row))

    def _on_changed(self, changes: Changes) -> None:
        history = self._document.history
        if changes.edit is None and changes.act != "open":
            return
        if changes.initiator is self:
            return  # shown once, when it has arrived
        shown = self.model.seq(self.model.now)
        if not self.isVisible():
            self._stale = True
        elif not (is_typing(changes) and not history.undone and history.done and history.done[-1].seq == shown):
            self._show()

    def _show(self) -> None:
        self._stale = False
        document = self._document
        self.model.show(document.history, earlier=document.workspace.has_earlier_steps)
        now = self.model.index(self.model.now)
        self.list.setCurrentIndex(now)
        self.list.scrollTo(now)


class _Delegate(DetailDelegate):
    """Steps undone are struck out, so that they are told apart without colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        if index.data(_UNDONE):
            font = QFont(option.font)
            font.setStrikeOut(True)
            option.font = font  # pyright: ignore[reportAttributeAccessIssue]
        super().paint(painter, option, index)


def _label(step: Step) -> str:
    label = step.edit.label
    return label[:1].upper() + label[1:]


def _wrote(edit: Edit) -> str:
    """Return the words that a step wrote, or took out where it wrote none."""
    for words in (_words(edit, after=True), _words(edit, after=False)):
        if words:
            return words if len(words) <= _LONG else words[: _LONG - 1].rstrip() + "…"
    return edit.label


def _words(edit: Edit, *, after: bool) -> str:
    found: list[str] = []
    for change in edit.changes:
        if isinstance(change, ReplaceBlocks):
            found += [printed(block) for block in (change.after if after else change.before)]
        elif isinstance(change, SetFact):
            found.append(change.after if after else change.before)
    return " ".join(" ".join(found).split())


def readable_moment(at: str) -> str:
    """Return a moment of the library (ISO 8601, UTC) as this place's clock has it, with the day if it is not today."""
    moment = QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs)
    if not moment.isValid():
        return ""
    local = moment.toLocalTime()
    clock = local.toString("HH:mm")
    if local.date() == QDate.currentDate():
        return clock
    return f"{QLocale(QLocale.Language.English).toString(local.date(), 'd MMM yyyy')}, {clock}"
