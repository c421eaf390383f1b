"""Link words of one's own to a web or mail address, or take a link off."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from briefer.ui.dialogs.frame import FormDialog
from briefer.ui.editor import BriefingEditor


class LinkDialog(FormDialog):
    """Asks for an address; an empty one takes the link off. What is wrong with an address the editor says."""

    def __init__(self, editor: BriefingEditor, parent: QWidget | None = None) -> None:
        super().__init__("Link", parent)
        self._editor = editor
        self.address_field = QLineEdit(self)
        self.address_field.setPlaceholderText("https://… (empty takes the link off)")
        self.form.addRow("&Address", self.address_field)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.link_button = self.add_button("Link", primary=True)
        self.link_button.clicked.connect(self.link)

    def link(self) -> None:
        """Link what is selected in the briefing, and close."""
        self.accept()
        self._editor.insert_link(self.address_field.text().strip())
        self._editor.setFocus()
