"""Which briefer this is, and what it is made with."""

from __future__ import annotations

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QLabel, QWidget

from briefer import __version__
from briefer.ui.dialogs.frame import FormDialog


class AboutDialog(FormDialog):
    """Version, licence, and the notice that Qt's licence asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("About briefer", parent)
        words = QLabel(
            f"briefer {__version__}\n\n"
            "Turns articles into a short briefing in which every passage carries its citation. "
            "It does not go online.\n\n"
            "Licence: Apache 2.0.\n"
            f"Uses Qt {qVersion()} and PySide6 under the GNU Lesser General Public License, version 3.",
            self,
        )
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.insertWidget(0, words)
        self.add_button("Close", primary=True).clicked.connect(self.reject)
