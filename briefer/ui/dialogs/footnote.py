"""The words of a footnote of the analyst's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from briefer.core import edits
from briefer.ui.dialogs.frame import FormDialog

_LINES = 4


class FootnoteDialog(FormDialog):
    """Asks for the words; ``wordsWanted`` carries them, none to take the footnote away. `former` None: a new one."""

    wordsWanted = Signal(str)

    def __init__(self, former: str | None, parent: QWidget | None = None) -> None:
        super().__init__("Footnote", parent)
        told = QLabel("Words of your own, printed among the notes. What rests on an article is cited instead.", self)
        told.setWordWrap(True)
        self.words_field = self.words_area(former or "", "Words of the footnote", _LINES)
        self.words_field.selectAll()
        self.words_field.textChanged.connect(self._on_typed)
        self.form.addRow(told)
        self.form.addRow("&Words", self.words_field)
        self.remove_button = self.add_button("Remove footnote")
        self.remove_button.setVisible(former is not None)
        self.remove_button.clicked.connect(self._on_remove)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.save_button = self.add_button("Insert" if former is None else "Change", primary=True)
        self.save_button.clicked.connect(self.save)
        self._on_typed()

    def save(self) -> None:
        """Close, and say which words are wanted."""
        self._give(self.words_field.toPlainText())

    def _on_remove(self) -> None:
        self._give("")

    def _give(self, words: str) -> None:
        self.accept()
        self.wordsWanted.emit(words)

    def _on_typed(self) -> None:
        self.save_button.setEnabled(bool(edits.own_line(self.words_field.toPlainText())))
