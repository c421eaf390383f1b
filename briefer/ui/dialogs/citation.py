"""What a figure of the briefing stands for: its passages in their order, where in the source, words around each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from briefer.core import citations
from briefer.core.briefing import Briefing
from briefer.core.citations import Slots
from briefer.errors import BrieferError
from briefer.ui.dialogs.frame import FormDialog
from briefer.ui.document import Document

_ROW = 60  # characters of a passage in its row


class CitationDialog(FormDialog):
    """Shows a figure's passages. ``revised`` carries what `revise` makes of them at the end."""

    revised = Signal(object)

    def __init__(
        self, document: Document, slots: Slots, revise: Callable[[Slots], object], parent: QWidget | None = None
    ) -> None:
        super().__init__("Citation", parent)
        assert document.briefing is not None
        self._document = document
        self._briefing: Briefing = document.briefing
        self._revise = revise
        self.slots_now = slots
        self._filling = False
        self.list = QListWidget(self)
        self.list.setAccessibleName("Passages cited")
        self.list.setMinimumHeight(96)
        self.up_button = self._small("Move &up")
        self.down_button = self._small("Move &down")
        self.out_button = self._small("&Take out")
        self.prefix_field = QLineEdit(self)
        self.prefix_field.setPlaceholderText("such as: see, compare")
        self.locator_field = QLineEdit(self)
        self.suffix_field = QLineEdit(self)
        self.suffix_field.setPlaceholderText("such as: with other figures")
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setProperty("muted", True)
        self.note.setAccessibleName("The note as it is printed")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.up_button, self.down_button, self.out_button):
            buttons.addWidget(button)
        buttons.addStretch()
        self.form.addRow(self.list)
        self.form.addRow(buttons)
        self.form.addRow("&Before it", self.prefix_field)
        self.form.addRow("&Where in it", self.locator_field)
        self.form.addRow("&After it", self.suffix_field)
        self.form.addRow("Note", self.note)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.save_button = self.add_button("Change", primary=True)
        self.save_button.clicked.connect(self.save)
        self.up_button.clicked.connect(self._on_up)
        self.down_button.clicked.connect(self._on_down)
        self.out_button.clicked.connect(self._on_out)
        self.list.currentRowChanged.connect(self._on_row)
        for field in (self.prefix_field, self.locator_field, self.suffix_field):
            field.textEdited.connect(self._on_words)
        self._fill(0)
        self.locator_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Hand over what the person wants, and close."""
        try:
            made = self._revise(self.slots_now)
        except BrieferError as error:
            self.complain(f"{error.sentence} {error.hint}".strip())
            return
        self.accept()
        self.revised.emit(made)

    def _small(self, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        return button

    def _fill(self, row: int) -> None:
        self._filling = True
        self.list.clear()
        for slot in self.slots_now:
            item = QListWidgetItem(self._words(slot), self.list)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.text())
        self._filling = False
        self.list.setCurrentRow(row)

    def _words(self, slot: citations.Slot) -> str:
        passage = slot.item.passage
        words = " ".join(passage.shown.split())
        cut = words if len(words) <= _ROW else f"{words[:_ROW].rstrip()}…"
        try:
            name = self._document.workspace.source(passage.source).name
        except BrieferError:
            name = passage.handle.partition(":")[0]
        return f"{passage.handle} · {name} · “{cut}”"

    def _on_row(self, row: int) -> None:
        if self._filling or row < 0:
            return
        item = self.slots_now[row].item
        self.complain("")
        self.prefix_field.setText(item.prefix or "")
        self.locator_field.setText(item.locator or "")
        self.locator_field.setPlaceholderText(citations.automatic_place(item.passage))
        self.suffix_field.setText(item.suffix or "")
        self._show()

    def _show(self) -> None:
        """Say what would be printed, and what can be done with the chosen passage."""
        row, slots = self.list.currentRow(), self.slots_now
        self.up_button.setEnabled(citations.moved(slots, row, -1) != slots)
        self.down_button.setEnabled(citations.moved(slots, row, 1) != slots)
        self.out_button.setEnabled(len(slots) > 1 and not slots[row].fixed)
        self.note.setText(self._document.workspace.citation_note(tuple(slot.item for slot in slots), self._briefing))

    def _on_words(self) -> None:
        row = self.list.currentRow()
        item = citations.worded(
            self.slots_now[row].item,
            locator=self.locator_field.text(),
            prefix=self.prefix_field.text(),
            suffix=self.suffix_field.text(),
        )
        self.slots_now = citations.with_item(self.slots_now, row, item)
        self._show()

    def _on_up(self) -> None:
        self._move(-1)

    def _on_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        self.slots_now = citations.moved(self.slots_now, row, by)
        self._fill(row + by)

    def _on_out(self) -> None:
        row = self.list.currentRow()
        self.slots_now = citations.without(self.slots_now, row)
        self._fill(min(row, len(self.slots_now) - 1))
