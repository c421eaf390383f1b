"""Open one of the briefings of the library: a list, the one worked on last first; or one from a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QTreeWidgetItem, QWidget

from briefer.core.briefing import Briefing
from briefer.errors import BrieferError
from briefer.ui import briefing_file, wording
from briefer.ui.background import Background, Task
from briefer.ui.dialogs.frame import FormDialog
from briefer.ui.document import Document
from briefer.ui.lists import column_list, search_field
from briefer.ui.memory import Memory

_ID = Qt.ItemDataRole.UserRole


class OpenBriefingDialog(FormDialog):
    """Lists title, status and when a briefing was changed; typing narrows the list.

    ``fileOpened`` carries the briefing that was taken from a colleague's file, and what there is to say of it. Where
    the library is read only, nothing is offered that would write in it.
    """

    fileOpened = Signal(object, str)

    def __init__(
        self, document: Document, background: Background, memory: Memory, parent: QWidget | None = None
    ) -> None:
        super().__init__("Open briefing", parent)
        self._document = document
        self._background = background
        self._memory = memory
        self._task: Task | None = None
        self._deleting = ""
        self.resize(640, 480)
        self.filter = search_field(self, "Search briefings")
        self.filter.textChanged.connect(self._on_typed)
        self.list = column_list(self, "Briefings", ("", "Title", "Status", "Changed"), stretched=(1,))
        self.list.itemActivated.connect(self.open_chosen)
        self.list.itemSelectionChanged.connect(self._on_selected)
        self.empty = QLabel("There is no briefing in this library yet.", self)
        self.empty.setProperty("muted", True)
        self.column.insertWidget(0, self.filter)
        self.column.insertWidget(1, self.list, 1)
        self.column.insertWidget(2, self.empty)
        self.delete_button = self.add_button("Delete…")
        self.delete_button.clicked.connect(self.delete_chosen)
        self.row.removeWidget(self.delete_button)
        self.row.insertWidget(0, self.delete_button)
        self.file_button = self.add_button("From a file…")
        self.file_button.clicked.connect(self.choose_file)
        self.row.removeWidget(self.file_button)
        self.row.insertWidget(1, self.file_button)
        for button in (self.delete_button, self.file_button):
            button.setVisible(not document.read_only)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.open_button = self.add_button("Open", primary=True)
        self.open_button.clicked.connect(self.open_chosen)
        self._fill()
        self.list.setFocus()

    def open_chosen(self) -> None:
        """Open the briefing chosen and close."""
        item = self.list.currentItem()
        if item is None or item.isHidden() or self._task is not None:
            return
        try:
            self._document.workspace.open_briefing(item.data(0, _ID))
        except BrieferError as error:
            self.complain(error.sentence)
            return
        self.accept()

    def delete_chosen(self) -> None:
        """Take the briefing chosen out of the library; the first press asks, the second does it."""
        item = self.list.currentItem()
        if item is None:
            return
        id_ = item.data(0, _ID)
        if self._deleting != id_:
            self._deleting = id_
            self.delete_button.setText("Delete for good")
            self.complain(f"“{item.text(1)}” would be gone for good. Its sources stay in the library.")
            return
        try:
            self._document.workspace.delete_briefing(id_)
        except BrieferError as error:
            self.complain(error.sentence)
            return
        self._fill()

    def choose_file(self) -> None:
        """Ask for a file that a colleague's briefer made."""
        dialog = briefing_file.chooser(self._memory, self)
        dialog.fileSelected.connect(self.open_file)
        dialog.open()

    def open_file(self, file: str) -> None:
        """Take the briefing in a file into the library and open it; where that fails, say why here."""
        path = Path(file)
        self._memory.keep_text("folder", str(path.parent))
        self.complain(f"Reading {path.name}…")
        self._task = briefing_file.open_file(
            self._document, self._background, path, done=self._on_opened, failed=self._on_refused
        )
        self._offer()

    def done(self, result: int) -> None:
        """Let go of a file that is still being read."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        super().done(result)

    def _on_opened(self, briefing: Briefing, said: str) -> None:
        self._task = None
        self.accept()
        self.fileOpened.emit(briefing, said)

    def _on_refused(self, error: BrieferError) -> None:
        self._task = None
        self._offer()
        self.complain(f"{error.sentence} {error.hint}".strip())

    def _fill(self) -> None:
        self.list.clear()
        for info in self._document.workspace.briefings():
            status = info.status[:1].upper() + info.status[1:]
            changed = wording.moment(info.modified)
            item = QTreeWidgetItem(self.list, [info.handle, info.title or "Untitled briefing", status, changed])
            item.setData(0, _ID, info.id)
        filled = self.list.topLevelItemCount() > 0
        self.list.setVisible(filled)
        self.filter.setVisible(filled)
        self.empty.setVisible(not filled)
        for item in self._items()[:1]:
            self.list.setCurrentItem(item)
        self._on_selected()

    def _on_typed(self, words: str) -> None:
        wanted = words.casefold().split()
        self.list.clearSelection()
        for item in reversed(self._items()):
            shown = all(word in f"{item.text(0)} {item.text(1)}".casefold() for word in wanted)
            item.setHidden(not shown)
            if shown:
                self.list.setCurrentItem(item)
        self._on_selected()

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.list.topLevelItem(number) for number in range(self.list.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _offer(self) -> None:
        item = self.list.currentItem()
        chosen = item is not None and item.isSelected() and not item.isHidden() and self._task is None
        self.open_button.setEnabled(chosen)
        self.delete_button.setEnabled(chosen)
        self.file_button.setEnabled(self._task is None)

    def _on_selected(self) -> None:
        self._offer()
        self._deleting = ""
        self.delete_button.setText("Delete…")
        if self._task is None:
            self.complain("")
