"""The report of a crash, to be read and copied. It is sent nowhere."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from briefer.ui.dialogs.frame import FormDialog


class ReportDialog(FormDialog):
    """Shows what the crash log says."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__("Crash report", parent)
        self.resize(720, 480)
        words = QLabel("This is what briefer noted. It may name files of yours; it is sent nowhere.", self)
        words.setWordWrap(True)
        self.text = QPlainTextEdit(report, self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Crash report")
        self.column.insertWidget(0, words)
        self.column.insertWidget(1, self.text, 1)
        self.add_button("Copy").clicked.connect(self._copy)
        self.add_button("Close", primary=True).clicked.connect(self.reject)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
