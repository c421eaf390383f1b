"""The caption of the figure or table at the caret, and the description of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.core import edits
from briefer.core.briefing import Captioned, Table
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow


class CaptionActs(QObject):
    """The act."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def commands(self) -> list[Command]:
        """Return the act."""
        return [
            Command(
                id="figure.caption", title="Caption…", run=self.ask, enabled=self._is_possible,
                keys=("Ctrl+Shift+D",), mnemonic="a", also="figure table picture description alt text legend",
            )
        ]  # fmt: skip

    def ask(self) -> None:
        """Ask for the caption of what is at the caret, and of a figure for its description."""
        from briefer.ui.dialogs.caption import CaptionDialog

        editor = self._window.briefing.editor
        block = editor.block_at_caret()
        if not isinstance(block, Captioned):
            self._window.say("Figures and tables have captions. Put the caret beside one, then try again.")
            return
        before = "".join(run.text for run in block.caption)

        def describe(caption: str, alt: str) -> None:
            runs = edits.own_line(caption, block.caption)
            editor.attempt(lambda: edits.describe(editor.briefing, block.id, runs, alt))
            editor.setFocus()

        dialog = CaptionDialog(before, None if isinstance(block, Table) else block.alt, self._window)
        dialog.described.connect(describe)
        dialog.open()

    def _is_possible(self) -> bool:
        return self._window.passage_acts.can_write()
