"""The card beside a selection in the article: what the mouse can do with it. It never takes the focus."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QToolButton, QWidget

from briefer.ui.commands import Commands
from briefer.ui.theme import Theme


class TakeBar(QFrame):
    """One row for each act: the section's number in its colour, the act, its key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("floating", True)
        self.setAccessibleName("What to do with the selection")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(6, 6, 10, 6)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(0)
        self._actions: list[QAction] = []
        self.buttons: list[QToolButton] = []
        self.hide()

    def fill(self, commands: Commands, ids: list[str], theme: Theme) -> None:
        """Show the acts `ids`; the first of them, while they begin with ``take.``, are sections in their order."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons.clear()
        numbered = any(id_.startswith("take.") for id_ in ids)
        for row, id_ in enumerate(ids):
            command, action = commands[id_], commands.action(id_)
            chip = QLabel(str(row + 1) if id_.startswith("take.") else "", self)
            chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
            chip.setFixedWidth(20 if numbered else 0)
            if id_.startswith("take."):
                chip.setStyleSheet(f"color: {theme.section_color(row).name()}; font-weight: 600;")
            button = QToolButton(self)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setText(command.words.replace("&", "&&"))
            button.setAccessibleName(command.words)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setEnabled(action.isEnabled())
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            key = QLabel(command.key_text, self)
            key.setProperty("muted", True)
            self._grid.addWidget(chip, row, 0)
            self._grid.addWidget(button, row, 1, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(key, row, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.buttons.append(button)
        self.adjustSize()

    def show_at(self, below: QPoint, above: QPoint) -> None:
        """Show the card under the point `below`, or over the point `above` where there is no room (of the parent)."""
        parent = self.parentWidget()
        if not self.buttons or parent is None:
            return
        self.adjustSize()
        top = below.y() + 6
        if top + self.height() > parent.height() - 8:
            top = max(8, above.y() - self.height() - 6)
        left = max(8, min(below.x() - self.width() // 2, parent.width() - self.width() - 16))
        self.move(left, top)
        self.show()
        self.raise_()
