"""With which template the open briefing goes, and what another one, or the version that is installed, would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QListWidget

from briefer.errors import BrieferError
from briefer.ui.dialogs.frame import FormDialog
from briefer.ui.message_bar import announce

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow
    from briefer.workspace.reframing import Reframing

_ROWS = 6  # sentences that are seen at once


class TemplateDialog(FormDialog):
    """Lists what changes for the template chosen; changing is one step of the undo list."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Change template", window)
        self._document = window.document
        self._found: Reframing | None = None
        briefing = self._document.briefing
        assert briefing is not None
        version = f", version {briefing.pack_version}" if briefing.pack_version else ""
        packs = self._document.workspace.packs()
        titles = {pack.name: pack.title for pack in packs}
        told = QLabel(f"“{briefing.title}” goes with “{titles.get(briefing.pack, briefing.pack)}”{version}.", self)
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        self.template_field = QComboBox(self)
        for pack in packs:
            self.template_field.addItem(f"{pack.title}, version {pack.version}", pack.name)
        self.template_field.setCurrentIndex(max(0, self.template_field.findData(briefing.pack)))
        self.list = QListWidget(self)
        self.list.setAccessibleName("What changes")
        self.list.setWordWrap(True)
        self.list.setSpacing(3)  # pixels: a sentence of two lines is told from two sentences
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setMinimumHeight(_ROWS * 2 * self.list.fontMetrics().lineSpacing())
        self.form.addRow(told)
        self.form.addRow("&Template", self.template_field)
        self.column.insertWidget(1, self.list, 1)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.change_button = self.add_button("Change", primary=True)
        self.change_button.clicked.connect(self.change)
        self.template_field.currentIndexChanged.connect(self._show_differences)
        self._show_differences()

    def change(self) -> None:
        """Have the briefing go with the template chosen, and close."""
        if self._found is None or self._found.edit is None:
            return
        try:
            self._document.workspace.do(self._found.edit)
        except BrieferError as error:
            self.complain(f"{error.sentence} {error.hint}".strip())
            return
        announce(self, f"The briefing goes with {self._found.title} now")
        self.accept()

    def _show_differences(self) -> None:
        from briefer.workspace.reframing import reframing

        self.list.clear()
        self._found = None
        briefing = self._document.briefing
        if briefing is None:
            return
        try:
            self._found = reframing(briefing, self.template_field.currentData())
            self.complain("")
        except BrieferError as error:
            self.complain(f"{error.sentence} {error.hint}".strip())
        if self._found is not None:
            same = "The briefing goes with this template already."
            nothing = same if self._found.edit is None else "Nothing in what is printed."
            self.list.addItems(list(self._found.differences or (nothing,)))
        self.change_button.setEnabled(self._found is not None and self._found.edit is not None)
