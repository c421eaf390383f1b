"""What a quotation says in another language: the words, whose they are, and never in place of the source's own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from briefer.core import holding
from briefer.core.translation import Translation
from briefer.errors import BrieferError
from briefer.ui.dialogs.frame import FormDialog
from briefer.ui.document import Document

_LINES = 5


class TranslationDialog(FormDialog):
    """Asks for the translation of the quotation that `holder` holds, and writes it into the briefing."""

    def __init__(self, document: Document, holder: str, parent: QWidget | None = None) -> None:
        super().__init__("Translation", parent)
        self._document = document
        self._holder = holder
        briefing = document.briefing
        quotation = holding.quotation_of(briefing, holder) if briefing is not None else None
        made = quotation.translation if quotation is not None else None
        self.original = self.words_area(quotation.text if quotation is not None else "", "Quotation", _LINES)
        self.original.setReadOnly(True)
        self.original.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text_field = self.words_area(made.text if made else "", "Translation", _LINES)
        self.language_field = QLineEdit(made.language if made else _language(document), self)
        self.language_field.setPlaceholderText("en, fr, pt-BR")
        self.translator_field = QLineEdit(made.translator if made else "", self)
        self.translator_field.setPlaceholderText("Who or what translated it; may stay empty")
        self.method_field = QComboBox(self)
        self.method_field.addItem("By a person", "own")
        self.method_field.addItem("By a machine", "machine")
        self.method_field.setCurrentIndex(1 if made is not None and made.method == "machine" else 0)
        self.form.addRow("Quotation", self.original)
        self.form.addRow("&Translation", self.text_field)
        self.form.addRow("&Language", self.language_field)
        self.form.addRow("T&ranslator", self.translator_field)
        self.form.addRow("&Made", self.method_field)
        if quotation is not None and made is not None and quotation.translated is None:
            self.complain("The quotation was edited since it was translated. Look whether the translation still fits.")
        self.remove_button = self.add_button("Remove translation")
        self.remove_button.setEnabled(made is not None)
        self.remove_button.clicked.connect(self.remove)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.save_button = self.add_button("Save translation", primary=True)
        self.save_button.clicked.connect(self.save)
        self.text_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Write the translation into the briefing and close; what is wrong with it is said."""
        try:
            made = Translation(
                text=self.text_field.toPlainText().strip(),
                language=self.language_field.text().strip(),
                of=self.original_words(),
                translator=" ".join(self.translator_field.text().split()),
                method=self.method_field.currentData(),
            )
        except BrieferError as error:
            self.complain(f"{error.sentence} {error.hint}".strip())
            return
        self._write(made)

    def remove(self) -> None:
        """Take the translation away and close."""
        self._write(None)

    def original_words(self) -> str:
        """Return the words of the quotation as they are printed now."""
        briefing = self._document.briefing
        quotation = holding.quotation_of(briefing, self._holder) if briefing is not None else None
        return quotation.text if quotation is not None else ""

    def _write(self, made: Translation | None) -> None:
        briefing = self._document.briefing
        if briefing is None:
            self.reject()
            return
        quotation = holding.quotation_of(briefing, self._holder)
        if quotation is None or made != quotation.translation:
            try:
                self._document.do(holding.translate(briefing, self._holder, made), initiator=self)
            except BrieferError as error:
                self.complain(f"{error.sentence} {error.hint}".strip())
                return
        self.accept()


def _language(document: Document) -> str:
    """Return the language that a translation most likely is in: the briefing's own, where it is said."""
    return document.briefing.facts.language if document.briefing is not None else ""
