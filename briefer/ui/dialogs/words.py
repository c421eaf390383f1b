"""Words of the analyst's to put into a quotation, where they stand in brackets."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from briefer.ui.dialogs.frame import FormDialog


class WordsDialog(FormDialog):
    """Asks for the words; ``wordsWanted`` carries them."""

    wordsWanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Insert words in brackets", parent)
        self.words_field = QLineEdit(self)
        self.words_field.setPlaceholderText("Words that explain; they are printed in brackets")
        self.words_field.textChanged.connect(self._on_typed)
        self.form.addRow("&Words", self.words_field)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.insert_button = self.add_button("Insert", primary=True)
        self.insert_button.clicked.connect(self.insert)
        self._on_typed()

    def insert(self) -> None:
        """Close, and say which words are wanted."""
        self.accept()
        self.wordsWanted.emit(self.words_field.text())

    def _on_typed(self) -> None:
        self.insert_button.setEnabled(bool(self.words_field.text().strip()))
