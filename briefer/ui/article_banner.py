"""How the article below stands to other sources: a sentence a row, each with the acts that lead there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefer.ui.tips import tip

_LONGEST = 32  # characters of a button, beyond which a title is cut


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence, and acts by the words of their buttons."""

    words: str
    acts: Mapping[str, Callable[[], object]] = field(default_factory=dict[str, Callable[[], object]])


class ArticleBanner(QWidget):
    """Shows notes; hidden where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("banner", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Related sources")
        self.notes: tuple[Note, ...] = ()
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 6, 12, 6)
        self._column.setSpacing(2)
        self.hide()

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show these notes in place of others."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self.notes = tuple(notes)
        self._rows = [self._row(note) for note in self.notes]
        self.setVisible(bool(self._rows))

    def buttons(self) -> dict[str, QPushButton]:
        """Return the buttons by their whole words."""
        found = [button for row in self._rows for button in row.findChildren(QPushButton)]
        return {button.accessibleName(): button for button in found}

    def _row(self, note: Note) -> QWidget:
        row = QWidget(self)
        words = QLabel(note.words, row)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(words, 1)
        for label, act in note.acts.items():
            cut = label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"
            button = QPushButton(cut.replace("&", "&&"), row)
            button.setProperty("quiet", True)
            button.setAutoDefault(True)
            button.setAccessibleName(label)
            if cut != label:
                button.setToolTip(tip(label))
            button.clicked.connect(act)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(row)
        return row
