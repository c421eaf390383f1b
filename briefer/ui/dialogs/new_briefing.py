"""Begin a briefing: its title, who writes it, and the template it is made with."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from briefer.errors import BrieferError
from briefer.ui.choices import Choices
from briefer.ui.dialogs.frame import FormDialog
from briefer.ui.document import Document

_PLAINEST = "standard"


class NewBriefingDialog(FormDialog):
    """Asks for a title; who wrote the last one is filled in, the template is that of the open briefing."""

    def __init__(self, document: Document, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__("New briefing", parent)
        self._document = document
        self._choices = choices
        self.title_field = QLineEdit(self)
        self.title_field.setPlaceholderText("What it is about, in a few words")
        self.title_field.textChanged.connect(self._on_typed)
        self.author_field = QLineEdit(choices.now.author, self)
        self.author_field.setPlaceholderText("Who writes it; offered again next time")
        self.template_field = QComboBox(self)
        for pack in document.workspace.packs():
            self.template_field.addItem(pack.title, pack.name)
        # That of the briefing one comes from goes on; a first one begins with the plainest.
        own = document.briefing.pack if document.briefing is not None else _PLAINEST
        self.template_field.setCurrentIndex(max(0, self.template_field.findData(own)))
        self.form.addRow("&Title", self.title_field)
        self.form.addRow("&From", self.author_field)
        self.form.addRow("T&emplate", self.template_field)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.begin_button = self.add_button("Begin", primary=True)
        self.begin_button.clicked.connect(self.begin)
        self._on_typed()

    def begin(self) -> None:
        """Begin the briefing and close."""
        author = self.author_field.text().strip()
        try:
            self._document.workspace.new_briefing(
                self.title_field.text(), self.template_field.currentData(), author=author
            )
        except BrieferError as error:
            self.complain(f"{error.sentence} {error.hint}".strip())
            return
        self._choices.choose("author", author)
        self.accept()

    def _on_typed(self) -> None:
        self.begin_button.setEnabled(bool(self.title_field.text().strip()) and self.template_field.count() > 0)
