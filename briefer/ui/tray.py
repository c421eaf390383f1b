"""What was set aside: a list from which passages go into a section after all. Never exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefer.core import edits
from briefer.core.briefing import TRAY, BlockId, passages, printed
from briefer.errors import BrieferError
from briefer.ui.document import Document
from briefer.ui.outline_model import said
from briefer.ui.tips import tip

if TYPE_CHECKING:
    from briefer.workspace.workspace import Changes


class Tray(QWidget):
    """Lists the blocks of the tray. ``passageChosen`` carries the passage whose article is wanted."""

    passageChosen = Signal(object)
    messageWanted = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.list = QListWidget(self)
        self.list.setAccessibleName("Set aside")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        self.list.itemActivated.connect(self._on_activated)
        self.list.itemSelectionChanged.connect(self._on_selected)
        self._empty = QLabel("Nothing is set aside. Ctrl+0 sets the selected passage aside.", self)
        self._empty.setWordWrap(True)
        self._empty.setMargin(16)
        self._empty.setProperty("muted", True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._menu = QMenu(self)
        self.take_button = QPushButton("Take into…", self)
        self.take_button.setMenu(self._menu)
        self.delete_button = QPushButton("Delete", self)
        for button in (self.take_button, self.delete_button):
            button.setAutoDefault(True)
        self.delete_button.clicked.connect(self._delete)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 12)
        row.addWidget(self.take_button)
        row.addWidget(self.delete_button)
        row.addStretch()
        self.setFocusProxy(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        column.addStretch()
        self.setFocusProxy(self.list)
        document.changed.connect(self._on_changed)
        document.librarySwapped.connect(self._show)
        self._show()

    def _on_changed(self, changes: Changes) -> None:
        if TRAY in changes.sections or changes.structure or changes.act == "open":
            self._show()

    def _show(self) -> None:
        briefing = self._document.briefing
        self.list.clear()
        for block in briefing.tray if briefing else ():
            item = QListWidgetItem(said(block), self.list)
            item.setData(Qt.ItemDataRole.UserRole, block.id)
            item.setToolTip(tip(printed(block)))
        filled = self.list.count() > 0
        self.list.setVisible(filled)
        self._empty.setVisible(not filled)
        self.take_button.setVisible(filled)
        self.delete_button.setVisible(filled)
        self._menu.clear()
        for section in briefing.sections if briefing else ():
            action = self._menu.addAction(section.title.replace("&", "&&"))
            action.setData(section.key)
            action.triggered.connect(self._on_take)
        self._on_selected()

    def _on_selected(self) -> None:
        chosen = bool(self.list.selectedItems()) and not self._document.read_only
        self.take_button.setEnabled(chosen)
        self.delete_button.setEnabled(chosen)

    def _chosen(self) -> list[BlockId]:
        return [item.data(Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()]

    def _on_take(self) -> None:
        briefing, action = self._document.briefing, self.sender()
        if briefing is None or not isinstance(action, QAction):
            return
        try:
            self._document.do(edits.move(briefing, self._chosen(), action.data(), None), initiator=self)
        except BrieferError as error:
            self.messageWanted.emit(error.sentence)

    def _delete(self) -> None:
        briefing = self._document.briefing
        if briefing is None or not self._chosen():
            return
        try:
            self._document.do(edits.remove(briefing, self._chosen()), initiator=self)
        except BrieferError as error:
            self.messageWanted.emit(error.sentence)

    def _on_activated(self, item: QListWidgetItem) -> None:
        briefing = self._document.briefing
        for block in briefing.tray if briefing else ():
            if block.id == item.data(Qt.ItemDataRole.UserRole) and (found := passages(block)):
                self.passageChosen.emit(found[0])
