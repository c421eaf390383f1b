"""The caption of a figure or table, and the words that stand for a figure where it cannot be seen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from briefer.ui.dialogs.frame import FormDialog


class CaptionDialog(FormDialog):
    """Asks for both; ``described`` carries them. A table (`alt` is None) is read as it is and needs no description."""

    described = Signal(str, str)

    def __init__(self, caption: str, alt: str | None, parent: QWidget | None = None) -> None:
        super().__init__("Caption", parent)
        self.caption_field = QLineEdit(caption, self)
        self.caption_field.setPlaceholderText(
            "What is printed above the table" if alt is None else "What is printed below the figure"
        )
        self.alt_field = QLineEdit(alt or "", self)
        self.alt_field.setPlaceholderText("What it shows, for whoever cannot see it")
        self.form.addRow("&Caption", self.caption_field)
        self.form.addRow("&Description", self.alt_field)
        self.form.setRowVisible(self.alt_field, alt is not None)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.add_button("Change", primary=True).clicked.connect(self.change)

    def change(self) -> None:
        """Close, and say what is wanted."""
        self.accept()
        self.described.emit(self.caption_field.text().strip(), self.alt_field.text().strip())
