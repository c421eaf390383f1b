"""The first run: what briefer is in one line, and three acts. Nothing is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefer.ui import icons
from briefer.ui.theme import Theme

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow

_ACTS = (
    ("briefing.sample", "Open the sample", "Three short articles and a finished briefing on them, to try things on."),
    ("briefing.new", "New briefing…", "Situation, actors, risks, recommended restraint: empty, for your own matter."),
    ("sources.add", "Add sources…", "Saved web pages, PDF, Word, text. Or drop files or a folder on this window."),
)


class Welcome(QWidget):
    """Shown while the library is empty."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("paper", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons: list[QPushButton] = []
        title = QLabel("briefer", self)
        font = QFont(title.font())
        font.setPixelSize(32)
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        line = QLabel("Turns articles into a short briefing in which every passage carries its citation.", self)
        line.setProperty("muted", True)
        line.setWordWrap(True)
        card = QWidget(self)
        card.setMaximumWidth(560)
        grid = QGridLayout(card)
        grid.setContentsMargins(24, 24, 24, 24)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(20)
        grid.addWidget(title, 0, 0, 1, 2)
        grid.addWidget(line, 1, 0, 1, 2)
        grid.setRowMinimumHeight(2, 12)
        grid.setColumnStretch(1, 1)
        for row, (id_, words, about) in enumerate(_ACTS, 3):
            button = QPushButton(words, card)
            button.setObjectName(id_)
            button.setMinimumSize(QSize(180, 40))
            button.setIconSize(QSize(20, 20))
            button.setProperty("primary", row == 3)
            button.setAutoDefault(True)  # Enter presses it; outside dialogs Qt leaves that to the platform
            button.clicked.connect(self._on_clicked)
            label = QLabel(about, card)
            label.setWordWrap(True)
            label.setProperty("muted", True)
            grid.addWidget(button, row, 0)
            grid.addWidget(label, row, 1, Qt.AlignmentFlag.AlignVCenter)
            self.buttons.append(button)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setFocusProxy(self.buttons[0])
        self.set_theme(window.theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the ink of `theme`."""
        for button, name in zip(self.buttons[1:], ("new", "add"), strict=True):
            button.setIcon(icons.icon(name, theme))

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self._window.commands.run(sender.objectName())
