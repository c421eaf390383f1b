"""The facts that tell one issue of a briefing from another, in one line; each is changed where it stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from briefer.core.briefing import STATUSES, Facts
from briefer.ui.flow_layout import FlowLayout

_NAMES = {
    "number": "Number",
    "version": "Version",
    "cutoff": "Information cut-off",
    "marking": "Handling mark",
    "status": "Status",
}
_EXAMPLES = {"cutoff": "2024-10-20T18:00+02:00"}
_LEAST = 12  # characters of average width that a field has room for at least


class FactsLine(QWidget):
    """A button for each fact that is said; pressed, it becomes a field: Enter keeps, Esc leaves it as it was.

    `keep` is called with the name of a fact and what it is to be.
    """

    def __init__(self, keep: Callable[[str, str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keep = keep
        self._facts = Facts()
        self._writable = True
        self.field: QLineEdit | None = None
        self._buttons: dict[str, QToolButton] = {}
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self._row = FlowLayout(self, spacing=0)
        for name in _NAMES:
            button = QToolButton(self)
            button.setObjectName(f"fact-{name}")
            button.setAutoRaise(True)
            button.setProperty("fact", True)
            self._buttons[name] = button
            self._row.addWidget(button)
            button.clicked.connect(partial(self.write, name))
        self._menu = QMenu(self)
        for status in STATUSES:
            self._menu.addAction(status.capitalize()).setData(status)
        self._menu.triggered.connect(self._on_status)

    def button(self, name: str) -> QToolButton:
        """Return the button of a fact."""
        return self._buttons[name]

    def show_facts(self, facts: Facts, *, writable: bool) -> None:
        """Show facts; one that is being written in is left alone."""
        self._facts, self._writable = facts, writable
        for name, words in shown(facts).items():
            button = self._buttons[name]
            button.setText(words)
            button.setAccessibleName(f"{_NAMES[name]}: {words}" if words else _NAMES[name])
            button.setToolTip(f"Change: {_NAMES[name].lower()}" if writable else _NAMES[name])
            button.setVisible(bool(words) and not (self.field is not None and self.field.objectName() == name))
        self._row.invalidate()
        self.updateGeometry()

    def write(self, name: str) -> None:
        """Let a fact be written in its place, or chosen where there are only a few."""
        if not self._writable:
            return
        button = self._buttons[name]
        if name == "status":
            self._menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
            return
        self._end(keep=True)
        field = QLineEdit(getattr(self._facts, name), self)
        field.setObjectName(name)
        field.setAccessibleName(_NAMES[name])
        field.setPlaceholderText(_EXAMPLES.get(name, ""))
        metrics = field.fontMetrics()
        words = metrics.horizontalAdvance(field.text()) + 4 * metrics.averageCharWidth()
        field.setFixedWidth(max(_LEAST * metrics.averageCharWidth(), min(words, max(120, self.width()))))
        field.selectAll()
        field.installEventFilter(self)
        field.returnPressed.connect(partial(self._end, keep=True, back=True))
        self.field = field
        self._row.put_behind(button, field)
        button.hide()
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what is written when the caret leaves the field, and leave it as it was on Esc."""
        if watched is self.field:
            escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
            if event.type() == QEvent.Type.ShortcutOverride and escape:
                event.accept()  # Esc ends nothing but the writing here
                return True
            if event.type() == QEvent.Type.KeyPress and escape:
                self._end(keep=False, back=True)
                return True
            if event.type() == QEvent.Type.FocusOut:
                self._end(keep=True)
        return super().eventFilter(watched, event)

    def _end(self, *, keep: bool, back: bool = False) -> None:
        """Put the button back in place of the field; `back`: with the keyboard on it."""
        field, self.field = self.field, None
        if field is None:
            return
        name = field.objectName()
        button = self._buttons[name]
        self._row.removeWidget(field)
        field.removeEventFilter(self)
        field.hide()
        field.deleteLater()
        if keep:
            self._keep(name, field.text().strip())
        self.show_facts(self._facts, writable=self._writable)
        if back:
            shown_one = button if button.isVisible() else self._buttons["status"]
            shown_one.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_status(self, action: QAction) -> None:
        self._keep("status", action.data())


def shown(facts: Facts) -> dict[str, str]:
    """Return the words for each fact of the line, empty where it is not said; the first version goes without saying."""
    return {
        "number": f"No. {facts.number}" if facts.number else "",
        "version": f"version {facts.version}" if facts.version not in ("", "1") else "",
        "cutoff": f"cut-off {readable_date(facts.cutoff)}" if facts.cutoff else "",
        "marking": facts.marking,
        "status": facts.status.capitalize(),
    }


def readable_date(text: str) -> str:
    """Return an ISO date as "20 Oct 2024", with its time where it has one; anything else as it is."""
    date = QDate.fromString(text[:10], Qt.DateFormat.ISODate)
    if not date.isValid():
        return text
    day = QLocale(QLocale.Language.English).toString(date, "d MMM yyyy")
    clock = text[11:16]
    return f"{day}, {clock}" if len(clock) == len("18:00") else day
