"""Begin the next issue of the open briefing: its number, its date, and when an article is old."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from briefer.core import issues
from briefer.errors import BrieferError
from briefer.ui.choices import Choices
from briefer.ui.dialogs.frame import FormDialog
from briefer.ui.document import Document


class NewIssueDialog(FormDialog):
    """Fills in the next number and today; what was chosen for old articles is offered again."""

    def __init__(self, document: Document, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__("New issue from this one", parent)
        self._document = document
        self._choices = choices
        briefing = document.briefing
        assert briefing is not None
        told = QLabel(f"“{briefing.title}” is carried over with its words and citations, and stays as it is.", self)
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        self.number_field = QLineEdit(issues.next_number(briefing.facts.number), self)
        self.number_field.setPlaceholderText("The former issue has no number")
        self.date_field = QLineEdit(QDate.currentDate().toString(Qt.DateFormat.ISODate), self)
        self.days_field = self.count_field(1, 36500, round(choices.now.old_after), "days")
        self.form.addRow(told)
        self.form.addRow("&Number", self.number_field)
        self.form.addRow("&Date", self.date_field)
        self.form.addRow("&Mark passages older than", self.days_field)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.begin_button = self.add_button("Begin", primary=True)
        self.begin_button.clicked.connect(self.begin)

    def begin(self) -> None:
        """Carry the briefing over and close."""
        briefing = self._document.briefing
        if briefing is None:
            return
        self._choices.choose("old_after", self.days_field.value())
        number, day = self.number_field.text().strip(), self.date_field.text().strip()
        try:
            self._document.workspace.new_issue(briefing.id, number=number, date=day)
        except BrieferError as error:
            self.complain(f"{error.sentence} {error.hint}".strip())
            return
        self.accept()
