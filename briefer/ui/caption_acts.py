"""The caption and the description of the figure at the caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.core import edits
from briefer.core.briefing import FigureBlock, Text
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
                keys=("Ctrl+Shift+D",), mnemonic="a", also="figure picture description alt text legend",
            )
        ]  # fmt: skip

    def ask(self) -> None:
        """Ask for the caption and the description of the figure at the caret."""
        from briefer.ui.dialogs.caption import CaptionDialog

        editor = self._window.briefing.editor
        figure = editor.block_at_caret()
        if not isinstance(figure, FigureBlock):
            self._window.say("Only a figure has a caption. Put the caret beside one, then try again.")
            return
        before = "".join(run.text for run in figure.caption)

        def describe(caption: str, alt: str) -> None:
            # Marks in a caption stay where its words do.
            runs = figure.caption if caption == before else (Text(text=caption),) if caption else ()
            editor.attempt(lambda: edits.describe(editor.briefing, figure.id, runs, alt))
            editor.setFocus()

        dialog = CaptionDialog(before, figure.alt, self._window)
        dialog.described.connect(describe)
        dialog.open()

    def _is_possible(self) -> bool:
        return self._window.passage_acts.can_write()
