"""What is known about the article that is read, and the row in which the analyst fills in what it does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefer.core.reference import read_fact
from briefer.errors import BrieferError
from briefer.ui import icons, wording
from briefer.ui.elided import ElidedLabel, ElidedLineEdit
from briefer.ui.theme import Theme

if TYPE_CHECKING:
    from briefer.core.source import Source

_FIELDS = (
    ("title", "Title", "Not said", 5),
    ("publisher", "Publisher", "Not said", 3),
    ("published", "Date", "YYYY-MM-DD", 0),
    ("url", "Address", "https://…", 4),
)


class ArticleBar(QWidget):
    """Title and facts of a source, and four fields that open by themselves where one of them is unknown.

    ``corrected`` carries the name of a fact and its new value; ``messageWanted`` a sentence about one that was refused.
    """

    corrected = Signal(str, object)
    messageWanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Source | None = None
        self.title = ElidedLabel(self)
        self.title.setProperty("heading", True)
        self.facts = ElidedLabel(self)
        self.facts.setProperty("muted", True)
        self.page = QLabel(self)
        self.page.setTextFormat(Qt.TextFormat.PlainText)
        self.page.setProperty("muted", True)
        self.page.setAccessibleName("Page")
        self.toggle = QToolButton(self)
        self.toggle.setCheckable(True)
        self.toggle.setAccessibleName("Correct the facts")
        self.toggle.setToolTip("Correct the facts")
        self.toggle.toggled.connect(self._on_toggled)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.facts)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(words, 1)
        top.addWidget(self.page, 0, Qt.AlignmentFlag.AlignBottom)
        top.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignTop)
        self.fields: dict[str, QLineEdit] = {}
        self._row = QWidget(self)
        grid = QGridLayout(self._row)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for column, (name, label, hint, stretch) in enumerate(_FIELDS):
            grid.addWidget(self._label(label), 0, column)
            grid.addWidget(self._field(name, label, hint), 1, column)
            grid.setColumnStretch(column, stretch)
            whole = self.fields[name].fontMetrics().horizontalAdvance("YYYY-MM-DD") + 32
            grid.setColumnMinimumWidth(column, whole if name == "published" else 64)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 12, 12)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._row)
        self.set_theme(theme)
        self.show_source(None)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icon in the ink of `theme`."""
        self.toggle.setIcon(icons.icon("pencil", theme))

    def show_source(self, source: Source | None, *, writable: bool = True) -> None:
        """Show what is known about a source; the fields open where one of the four facts is unknown."""
        other = source is None or self._source is None or source.id != self._source.id
        self._source = source
        self.setVisible(source is not None)
        if source is None:
            return
        self.title.set_words(source.name)
        self.facts.set_words(wording.source_facts(source))
        for name, field in self.fields.items():
            if other or not field.isModified():
                field.setText(getattr(source.reference, name) or "")
                field.setCursorPosition(0)
            field.setReadOnly(not writable)
        self.toggle.setVisible(writable)
        if other:
            missing = any(getattr(source.reference, name) is None for name in self.fields)
            self.toggle.setChecked(missing and writable)
            self._row.setVisible(self.toggle.isChecked())

    def show_page(self, label: str) -> None:
        """Show the label of the page at the caret."""
        self.page.setText(f"page {label}" if label else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give up what was typed in a field on Esc."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            for name, field in self.fields.items():
                if field is watched and self._source is not None and field.isModified():
                    field.setText(getattr(self._source.reference, name) or "")
                    return True
        return super().eventFilter(watched, event)

    def _label(self, words: str) -> QLabel:
        label = QLabel(words, self._row)
        label.setProperty("muted", True)
        return label

    def _field(self, name: str, label: str, hint: str) -> QLineEdit:
        field = ElidedLineEdit(self._row)
        field.setObjectName(name)
        field.setAccessibleName(label)
        field.setPlaceholderText(hint)
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        field.editingFinished.connect(self._on_edited)
        field.installEventFilter(self)
        self.fields[name] = field
        return field

    def _on_toggled(self, on: bool) -> None:
        self._row.setVisible(on)
        if on and self.toggle.hasFocus():
            self.fields["title"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self) -> None:
        field = self.sender()
        if not isinstance(field, QLineEdit) or self._source is None or not field.isModified():
            return
        field.setModified(False)
        name = field.objectName()
        try:
            value = read_fact(name, field.text())
        except BrieferError as error:
            field.setModified(True)
            self.messageWanted.emit(f"{error.sentence} {error.hint}".strip())
            return
        if value != getattr(self._source.reference, name):
            self.corrected.emit(name, value)
