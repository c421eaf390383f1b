"""The facts of a source as fields: what is known, where each was found, and the analyst's own word over it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from briefer.core.reference import read_fact
from briefer.errors import BrieferError
from briefer.ui import icons
from briefer.ui.elided import ElidedLabel, ElidedLineEdit
from briefer.ui.theme import Theme

if TYPE_CHECKING:
    from briefer.core.source import Article, Source

MAIN = ("title", "publisher", "published", "url")
"""The facts that a citation needs, in the first row."""

_NOT_SAID = "Not said"
# By column: in the one row a date is as wide as a date, the rest share what is left.
_STRETCH = (5, 3, 0, 4)
_WHOLE_STRETCH = (3, 2, 0, 0)
# Name, label, and what is written into the field, shown when one comes to write it.
_FIELDS = (
    ("title", "Title", "The title of the article"),
    ("publisher", "Publisher", "Newspaper, agency or institution"),
    ("published", "Date", "YYYY-MM-DD"),
    ("url", "Address", "https://…"),
    ("authors", "Authors", "Name; Name"),
    ("type", "Type", ""),
    ("accessed", "Read on", "YYYY-MM-DD"),
    ("language", "Language", "en, fr, pt-BR"),
)
_TYPES = (
    ("article", "Article"),
    ("article-newspaper", "Newspaper article"),
    ("article-magazine", "Magazine article"),
    ("article-journal", "Journal article"),
    ("webpage", "Web page"),
    ("post-weblog", "Blog post"),
    ("report", "Report"),
    ("document", "Document"),
    ("personal_communication", "Mail or letter"),
    ("broadcast", "Broadcast"),
    ("interview", "Interview"),
    ("speech", "Speech"),
    ("legislation", "Law"),
    ("book", "Book"),
    ("chapter", "Chapter of a book"),
    ("graphic", "Picture"),
    ("dataset", "Data"),
)


class FactsForm(QWidget):
    """The four facts of a citation in a row; all eight, each with where it was found, when they are wanted.

    ``corrected`` carries the name of a fact and its new value; ``messageWanted`` a sentence about one that was refused.
    """

    corrected = Signal(str, object)
    messageWanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Source | None = None
        self.fields: dict[str, QLineEdit] = {}
        self.labels: dict[str, ElidedLabel] = {}
        self._places: dict[str, str] = {}
        self._names = {name: label for name, label, _ in _FIELDS}
        self._hints = {name: hint for name, _, hint in _FIELDS}
        self.type_field = QComboBox(self)
        for value, words in _TYPES:
            self.type_field.addItem(words, value)
        self.type_field.activated.connect(self._on_type)
        self.more = QToolButton(self)
        self.more.setCheckable(True)
        self.more.setAccessibleName("More facts")
        self.more.setToolTip("Authors, type, when it was read, language")
        self.more.toggled.connect(self._on_more)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        for name, label, _ in _FIELDS:
            self.labels[name] = ElidedLabel(self)
            self.labels[name].setProperty("muted", True)
            self._field(name, label)
        row = [self._widget(name) for name, _, _ in _FIELDS] + [self.more]
        for before, after in pairwise(row):
            self.setTabOrder(before, after)
        self.set_theme(theme)
        self._on_more(False)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icon in the ink of `theme`."""
        self.more.setIcon(icons.icon("down", theme))

    def show_facts(self, source: Source, stated: Article | None, *, writable: bool, other: bool) -> None:
        """Show the facts of `source`, whose file states what `stated` says; `other` than the source shown before."""
        self._source = source
        for name, field in self.fields.items():
            if other or not field.isModified():
                field.setText(_words(source, name))
                field.setCursorPosition(0)
            field.setReadOnly(not writable)
        for name in self.labels:
            place = origin(source, stated, name)
            self._places[name] = place
            self._widget(name).setAccessibleDescription(place)
        self._show_type(source.reference.type)
        self.type_field.setEnabled(writable)
        self._name_fields()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say in a field what is written there while one is in it; give up what was typed on Esc."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) and isinstance(watched, QLineEdit):
            there = event.type() == QEvent.Type.FocusIn
            watched.setPlaceholderText(self._hints[watched.objectName()] if there else _NOT_SAID)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            for name, field in self.fields.items():
                if field is watched and self._source is not None and field.isModified():
                    field.setText(_words(self._source, name))
                    return True
        return super().eventFilter(watched, event)

    def _field(self, name: str, label: str) -> None:
        if name == "type":
            field: QWidget = self.type_field
        else:
            field = self.fields[name] = ElidedLineEdit(self)
            field.setPlaceholderText(_NOT_SAID)
            field.editingFinished.connect(self._on_edited)
            field.installEventFilter(self)
        field.setObjectName(name)
        field.setAccessibleName(label)
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def _show_type(self, value: str) -> None:
        with QSignalBlocker(self.type_field):
            at = self.type_field.findData(value)
            if at < 0:
                self.type_field.addItem(value, value)
                at = self.type_field.count() - 1
            self.type_field.setCurrentIndex(at)

    def _on_more(self, on: bool) -> None:
        """Set the fields anew: four in one row, or all in two columns, wide enough to say where each was found."""
        columns = 2 if on else len(MAIN)
        for number, (name, _, _) in enumerate(_FIELDS):
            row, column = divmod(number, columns)
            shown = on or name in MAIN
            for line, widget in enumerate((self.labels[name], self._widget(name))):
                self._grid.removeWidget(widget)
                if shown:
                    self._grid.addWidget(widget, 2 * row + line, column)
                widget.setVisible(shown)
        date = self.fields["published"].fontMetrics().horizontalAdvance("YYYY-MM-DD") + 32
        for column, stretch in enumerate(_WHOLE_STRETCH if on else _STRETCH):
            self._grid.setColumnStretch(column, stretch)
            self._grid.setColumnMinimumWidth(column, 0 if on else date if stretch == 0 else 64)
        self._grid.removeWidget(self.more)
        self._grid.addWidget(self.more, 1, columns)
        self._name_fields()

    def _name_fields(self) -> None:
        for name, label in self.labels.items():
            place = self._places.get(name) if self.more.isChecked() else ""
            label.set_words(f"{self._names[name]} · {place}" if place else self._names[name])

    def _widget(self, name: str) -> QWidget:
        return self.type_field if name == "type" else self.fields[name]

    def _on_type(self, index: int) -> None:
        value = self.type_field.itemData(index)
        if self._source is not None and value != self._source.reference.type:
            self.corrected.emit("type", value)

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


def origin(source: Source, stated: Article | None, name: str) -> str:
    """Return where a fact of a source was found: "from JSON-LD", "yours"; empty where it is not known, or unknown."""
    value = getattr(source.reference, name)
    if not value:
        return ""
    if stated is not None and value != getattr(stated.reference, name):
        return "yours"
    places = (*source.origins, *(stated.origins if stated is not None else ()))
    place = next((origin.place for origin in places if origin.fact == name), "")
    if place == "analyst":
        return "yours"
    return f"from {place}" if place else ""


def _words(source: Source, name: str) -> str:
    value = getattr(source.reference, name)
    return "; ".join(value) if name == "authors" else value or ""
