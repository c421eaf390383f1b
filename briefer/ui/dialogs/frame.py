"""What all dialogs share: a form, a line for what is wrong, a row of buttons; gone when closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefer.errors import BrieferError
    from briefer.ui.background import Background, Task


class FormDialog(QDialog):
    """A dialog with ``form`` above and ``row`` (for buttons) below; ``problem`` shows one sentence."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(12)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.row.addStretch()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 24, 24, 24)
        self.column.setSpacing(16)
        self.column.addLayout(self.form)
        self.column.addWidget(self.problem)
        self.column.addStretch()
        self.column.addLayout(self.row)

    def count_field(self, least: int, most: int, value: int, unit: str = "") -> QSpinBox:
        """Return a field for a whole number, with its `unit` behind it."""
        field = QSpinBox(self)
        field.setRange(least, most)
        field.setSuffix(f" {unit}" if unit else "")
        field.setValue(value)
        # The style sheet's padding goes around the field and its arrows, not around the figures.
        field.lineEdit().setTextMargins(8, 0, 8, 0)
        return field

    def words_area(self, words: str, name: str, lines: int) -> QPlainTextEdit:
        """Return a field for words that run over `lines` lines; Tab leaves it."""
        field = QPlainTextEdit(words, self)
        field.setProperty("field", True)
        field.setAccessibleName(name)
        field.setTabChangesFocus(True)
        field.setFixedHeight(QFontMetrics(field.font()).lineSpacing() * lines + 16)
        return field

    def add_button(self, words: str, *, primary: bool = False) -> QPushButton:
        """Add a button to the row at the bottom; the primary one answers to Enter."""
        button = QPushButton(words, self)
        button.setProperty("primary", primary)
        button.setAutoDefault(primary)
        button.setDefault(primary)
        self.row.addWidget(button)
        return button

    def start(
        self,
        background: Background,
        job: Callable[[Task], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[BrieferError], None],
    ) -> Task:
        """Do something elsewhere; what it comes to is not asked for any more when the dialog is closed before."""
        task = background.start(job, done=done, failed=failed)
        self.finished.connect(lambda _code: task.cancel())
        return task

    def complain(self, sentence: str) -> None:
        """Show what is wrong, or nothing."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
