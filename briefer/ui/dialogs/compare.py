"""What became of passages in a later capture: each with the words that differ, and moved only when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QTextEdit, QWidget

from briefer.core.briefing import named_passages
from briefer.core.text import OBJECT
from briefer.errors import BrieferError
from briefer.ui import wording
from briefer.ui.dialogs.frame import FormDialog
from briefer.ui.document import Document
from briefer.ui.theme import Theme

if TYPE_CHECKING:
    from briefer.core.passage import PassageId
    from briefer.core.source import Certainty
    from briefer.workspace.captures import Became, Comparison

STATES: dict[Certainty, str] = {"same": "Same", "moved": "Moved", "changed": "Changed", "lost": "Lost"}
_EXPLAINED: dict[Certainty, str] = {
    "same": "The same words stand at the same place.",
    "moved": "The same words stand at another place.",
    "changed": "Other words stand there. Gone words are struck through, new ones are underlined.",
    "lost": "These words are not there any more.",
}
_ROW = 60  # characters of a passage in its row


class CompareDialog(FormDialog):
    """The passages of the earlier capture. ``passageWanted`` carries a source's id, start and end of words to show."""

    passageWanted = Signal(object, int, int)

    def __init__(self, document: Document, comparison: Comparison, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Compare captures", parent)
        self.resize(760, 560)
        self._document = document
        self._comparison = comparison
        self._theme = theme
        self.summary = QLabel(_summary(comparison), self)
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Passages")
        self.difference = QTextEdit(self)
        self.difference.setReadOnly(True)
        self.difference.setAccessibleName("Difference")
        self.difference.setMaximumHeight(200)
        self.explained = QLabel(self)
        self.explained.setProperty("muted", True)
        self.explained.setWordWrap(True)
        for number, (widget, stretch) in enumerate(
            ((self.summary, 0), (self.list, 2), (self.explained, 0), (self.difference, 1))
        ):
            self.column.insertWidget(number, widget, stretch)
        self.show_button = self.add_button("Show it there")
        self.show_button.clicked.connect(self._on_show)
        self.all_button = self.add_button("Move all that are the same")
        self.all_button.clicked.connect(self._on_all)
        self.move_button = self.add_button("Move to new capture", primary=True)
        self.move_button.clicked.connect(self._on_move)
        self.add_button("Close").clicked.connect(self.reject)
        self.list.currentRowChanged.connect(self._on_row)
        document.changed.connect(self._fill)
        self._fill()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        """Show each passage with what became of it, and whether the briefing uses it."""
        row = max(0, self.list.currentRow())
        self.list.clear()
        used = self._used()
        for each in self._comparison.passages:
            item = QListWidgetItem(_row(each, used=each.passage.id in used), self.list)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.text())
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._allow()

    def _used(self) -> set[PassageId]:
        briefing = self._document.briefing
        if briefing is None:
            return set()
        return {passage.id for _, blocks in briefing.parts() for block in blocks for passage in named_passages(block)}

    def _chosen(self) -> Became | None:
        row = self.list.currentRow()
        return self._comparison.passages[row] if 0 <= row < len(self._comparison.passages) else None

    def _same(self) -> list[PassageId]:
        used = self._used()
        passages = self._comparison.passages
        return [each.passage.id for each in passages if each.certainty == "same" and each.passage.id in used]

    def _on_row(self) -> None:
        self.complain("")
        self._allow()
        self._show_difference()

    def _allow(self) -> None:
        chosen, writable = self._chosen(), not self._document.read_only
        found = chosen is not None and chosen.certainty != "lost"
        self.show_button.setEnabled(found)
        self.move_button.setEnabled(
            writable and chosen is not None and found and chosen.passage.id in self._used() and chosen.words != OBJECT
        )
        self.all_button.setEnabled(writable and bool(self._same()))

    def _show_difference(self) -> None:
        self.difference.clear()
        chosen = self._chosen()
        self.explained.setText(_EXPLAINED[chosen.certainty] if chosen is not None else "")
        if chosen is None:
            return
        cursor = QTextCursor(self.difference.document())
        for run in chosen.difference:
            look = QTextCharFormat()
            if run.kind == "gone":
                look.setFontStrikeOut(True)
                look.setForeground(QColor(self._theme.muted))
            elif run.kind == "new":
                look.setFontUnderline(True)
                look.setFontWeight(QFont.Weight.DemiBold)
                look.setForeground(QColor(self._theme.accent))
            cursor.insertText(run.text.replace(OBJECT, "[picture]"), look)
        self.difference.moveCursor(QTextCursor.MoveOperation.Start)
        self.difference.setAccessibleDescription(spoken(chosen))

    def _on_show(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.passageWanted.emit(self._comparison.new.id, chosen.start, chosen.end)

    def _on_move(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._move([chosen.passage.id])

    def _on_all(self) -> None:
        self._move(self._same())

    def _move(self, passages: list[PassageId]) -> None:
        try:
            self._document.do(self._document.workspace.moved(self._comparison, passages))
        except BrieferError as error:
            self.complain(f"{error.sentence} {error.hint}".strip())
            return
        moved = wording.counted(len(passages), "passage was", "passages were")
        self.complain(f"{moved} moved to {self._comparison.new.handle}. Undo puts the old words back.")


def spoken(became: Became) -> str:
    """Return the difference for one who does not see it."""
    said = {"same": "{}", "gone": "[gone: {}]", "new": "[new: {}]"}
    return " ".join(said[run.kind].format(run.text.strip()) for run in became.difference if run.text.strip())


def _row(became: Became, *, used: bool) -> str:
    words = " ".join(became.passage.exact.replace(OBJECT, "[picture]").split())
    cut = words if len(words) <= _ROW else f"{words[:_ROW].rstrip()}…"
    return f"{STATES[became.certainty]} · {became.passage.handle} · “{cut}”{'' if used else ' · not in this briefing'}"


def _summary(comparison: Comparison) -> str:
    old, new = comparison.old, comparison.new
    if not comparison.passages:
        return f"No passage was taken from {old.handle}; there is nothing to compare."
    counts = comparison.counts()
    parts = ", ".join(f"{number} {STATES[name].lower()}" for name, number in counts.items() if number)
    what = wording.counted(len(comparison.passages), "passage", "passages")
    if old.id == new.id:
        return f"{what} of {old.handle} as it was read before, in its text of now: {parts}."
    return (
        f"{what} of {old.handle} ({wording.moment(old.captured)}) in {new.handle} "
        f"({wording.moment(new.captured)}): {parts}. Nothing moves by itself."
    )
