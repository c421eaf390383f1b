"""The facts of the briefing: its title and one line of others, changed in place, and a form for all of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefer.core import edits
from briefer.core.briefing import STATUSES
from briefer.errors import BrieferError
from briefer.ui.document import Document
from briefer.ui.elided import ElidedLineEdit
from briefer.ui.facts_line import FactsLine

_DATE, _MOMENT = "2024-10-20", "2024-10-20T18:00+02:00"
# Name in `Facts`, label, example of what is expected. No mnemonics: Alt and a letter are the menus' in this window.
FIELDS = (
    ("number", "Number", "12"),
    ("version", "Version", "1"),
    ("date", "Date", _DATE),
    ("cutoff", "Information cut-off", _MOMENT),
    ("period_from", "Period from", _DATE),
    ("period_to", "Period until", _DATE),
    ("author", "From", ""),
    ("recipient", "To", ""),
    ("distribution", "Distribution", ""),
    ("marking", "Handling mark", "TLP:GREEN"),
    ("supersedes", "Supersedes", "11"),
    ("language", "Language", "en-GB"),
)
MORE_FIELDS = (
    ("status", "Status"),
    ("paper", "Paper size"),
    ("question", "Question asked"),
    ("bottom_line", "Bottom line"),
)
"""Those with a control of another kind or size, by name and label."""
_ROOMY = 80  # characters of average width that two fields and their labels in a row need


class FactsBar(QWidget):
    """Shows the facts of the open briefing and sets them, each change as one edit.

    ``messageWanted`` carries a sentence where a fact was refused.
    """

    messageWanted = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.title = ElidedLineEdit(self, placeholderText="Title of the briefing")
        self.title.setAccessibleName("Title")
        self.title.setProperty("quiet", True)
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setWeight(font.Weight.DemiBold)
        self.title.setFont(font)
        self.line = QToolButton(self)
        self.line.setCheckable(True)
        self.line.setAccessibleName("Facts of the briefing")
        self.line.setToolTip("Number, dates, people and marks of this briefing")
        self._point(False)
        self.line.toggled.connect(self._fold)
        self.told = FactsLine(self._set, self)
        self._fields: dict[str, QLineEdit] = {"title": self.title}
        self._status = QComboBox(self)
        self._question = QLineEdit(self)
        self._bottom_line = _Words(self)
        self._inner = QWidget(self)
        self._form = self._make_form()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 4)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.line, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.told, 1)
        layout.addLayout(row)
        layout.addWidget(self._form)
        for name, field in self._fields.items():
            field.setObjectName(name)
            field.editingFinished.connect(self._on_field_finished)
        self._status.activated.connect(self._on_status_chosen)
        self._bottom_line.finished.connect(self._on_bottom_line_finished)
        document.changed.connect(self._on_changed)
        document.librarySwapped.connect(self.show_facts)
        self.show_facts()

    def _make_form(self) -> QScrollArea:
        inner = self._inner
        inner.setProperty("paper", True)
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(11, 4, 12, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._rows: list[tuple[QLabel, QWidget, bool]] = []  # and whether it is as wide as the form
        for name, label, example in FIELDS:
            self._fields[name] = QLineEdit(inner, placeholderText=example)
            self._add(label, self._fields[name])
        self._status.addItems([status.capitalize() for status in STATUSES])
        self._status.view().setAccessibleName("Status")
        self._add("Status", self._status)
        self._fields["paper"] = QLineEdit(inner, placeholderText="a4")
        self._add("Paper size", self._fields["paper"])
        self._fields["question"] = self._question
        self._add("Question asked", self._question, wide=True)
        self._add("Bottom line", self._bottom_line, wide=True)
        self._arrange(2)
        form = QScrollArea(self)
        form.setFrameShape(QFrame.Shape.NoFrame)
        form.setWidgetResizable(True)
        form.setWidget(inner)
        form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        form.hide()
        return form

    def _add(self, label: str, field: QWidget, *, wide: bool = False) -> None:
        named = QLabel(label, self._inner)
        named.setProperty("muted", True)
        named.setBuddy(field)
        field.setAccessibleName(label)
        self._rows.append((named, field, wide))

    def _arrange(self, across: int) -> None:
        """Put `across` fields into a row."""
        self._across = across
        row = column = 0
        for named, field, wide in self._rows:
            if wide and column:
                row, column = row + 1, 0
            top = Qt.AlignmentFlag.AlignTop if isinstance(field, QPlainTextEdit) else Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(named, row, 2 * column, Qt.AlignmentFlag.AlignLeft | top)
            self._grid.addWidget(field, row, 2 * column + 1, 1, 2 * across - 1 if wide else 1)
            column += 1
            if wide or column == across:
                row, column = row + 1, 0
        for column in (0, 1):
            self._grid.setColumnStretch(2 * column + 1, 1 if column < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep fields wide enough to be read: one in a row where the pane is narrow."""
        super().resizeEvent(event)
        across = 2 if event.size().width() >= self.fontMetrics().averageCharWidth() * _ROOMY else 1
        if across != self._across:
            self._arrange(across)
            self._fit()

    def _fit(self) -> None:
        """Give the form its height, but at most half of the window's; what is more is scrolled to."""
        self._inner.adjustSize()
        wanted = self._grid.totalSizeHint().height() + 8
        self._form.setFixedHeight(min(wanted, max(160, self.window().height() // 2)))

    def show_facts(self) -> None:
        """Show the facts of the open briefing; a field that is being written in is left alone."""
        briefing = self._document.briefing
        if briefing is None:
            return
        facts = briefing.facts
        for name, field in self._fields.items():
            field.setReadOnly(self._document.read_only)
            if not (field.hasFocus() and field.isModified()):
                field.setText(getattr(facts, name))
                field.setCursorPosition(0)  # a long fact is read from its beginning
        self._status.setEnabled(not self._document.read_only)
        self._status.setCurrentIndex(STATUSES.index(facts.status))
        self._bottom_line.setReadOnly(self._document.read_only)
        self._bottom_line.show_words(facts.bottom_line)
        self.told.show_facts(facts, writable=not self._document.read_only)

    def open_form(self, name: str = "number") -> None:
        """Unfold the form and put the caret into the field of a fact, its first unless another is named."""
        self.line.setChecked(True)
        special: dict[str, QWidget] = {"status": self._status, "bottom_line": self._bottom_line}
        field = special.get(name) or self._fields.get(name) or self._question
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self, unfolded: bool) -> None:
        self._form.setVisible(unfolded)
        self._point(unfolded)
        if unfolded:
            self._fit()

    def _point(self, unfolded: bool) -> None:
        """Let the arrow point down to the facts, or to where the line runs."""
        aside = Qt.ArrowType.LeftArrow if self.isRightToLeft() else Qt.ArrowType.RightArrow
        self.line.setArrowType(Qt.ArrowType.DownArrow if unfolded else aside)

    def _on_changed(self, changes: object) -> None:
        if getattr(changes, "facts", False) or getattr(changes, "act", "") == "open":
            self.show_facts()

    def _on_field_finished(self) -> None:
        field = self.sender()
        assert isinstance(field, QLineEdit)
        self._set(field.objectName(), field.text().strip())
        field.setModified(False)

    def _on_status_chosen(self, index: int) -> None:
        self._set("status", STATUSES[index])

    def _on_bottom_line_finished(self) -> None:
        self._set("bottom_line", self._bottom_line.toPlainText().strip())

    def _set(self, name: str, value: str) -> None:
        briefing = self._document.briefing
        if briefing is None or getattr(briefing.facts, name) == value:
            return
        try:
            self._document.do(edits.set_fact(briefing, name, value), initiator=self)
        except BrieferError as error:
            self.messageWanted.emit(f"{error.sentence} {error.hint}".strip())
            self.show_facts()


class _Words(QPlainTextEdit):
    """A field of a few lines that tells when somebody has finished writing in it."""

    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__()
        if isinstance(parent, QWidget):
            self.setParent(parent)
        self.setProperty("field", True)
        self.setTabChangesFocus(True)
        self.setPlaceholderText("What the reader must know if they read one sentence")
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 20)

    def show_words(self, words: str) -> None:
        """Show `words`, unless somebody is writing here."""
        if not self.hasFocus() and self.toPlainText() != words:
            self.setPlainText(words)

    def event(self, event: QEvent) -> bool:
        """Finish when the caret leaves."""
        handled = super().event(event)
        if event.type() == QEvent.Type.FocusOut:
            self.finished.emit()
        return handled
