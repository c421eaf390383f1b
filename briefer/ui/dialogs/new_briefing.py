"""Begin a briefing: its title, and the template it is made with."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from briefer.errors import BrieferError
from briefer.ui.dialogs.frame import FormDialog
from briefer.ui.document import Document


class NewBriefingDialog(FormDialog):
    """Asks for a title; the template is chosen already where there is only one."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__("New briefing", parent)
        self._document = document
        self.title_field = QLineEdit(self)
        self.title_field.setPlaceholderText("What it is about, in a few words")
        self.title_field.textChanged.connect(self._on_typed)
        self.template_field = QComboBox(self)
        for pack in document.workspace.packs():
            self.template_field.addItem(pack.title, pack.name)
        self.form.addRow("&Title", self.title_field)
        self.form.addRow("T&emplate", self.template_field)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.begin_button = self.add_button("Begin", primary=True)
        self.begin_button.clicked.connect(self.begin)
        self._on_typed()

    def begin(self) -> None:
        """Begin the briefing and close."""
        try:
            self._document.workspace.new_briefing(self.title_field.text(), self.template_field.currentData())
        except BrieferError as error:
            self.complain(f"{error.sentence} {error.hint}".strip())
            return
        self.accept()

    def _on_typed(self) -> None:
        self.begin_button.setEnabled(bool(self.title_field.text().strip()) and self.template_field.count() > 0)
