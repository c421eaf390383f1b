"""What can be done with a citation that stands in the briefing: one more passage in it, order, words around each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.core import citations
from briefer.errors import BrieferError
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.core.change import Caret, Edit
    from briefer.core.passage import Passage
    from briefer.ui.window import MainWindow

NO_CARET = "Put the caret behind a figure of the briefing, then try again."


class CitationActs(QObject):
    """The acts."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def commands(self) -> list[Command]:
        """Return the acts."""
        return [
            Command(
                id="citation.add", title="Add to the citation at the caret", run=self.add,
                enabled=self._window.passage_acts.can_take, keys=("Alt+Enter", "Alt+Return"), mnemonic="A",
                also="several passages one figure note",
            ),
            Command(
                id="citation.edit", title="Citation…", run=self.edit, enabled=self._window.passage_acts.can_write,
                keys=("Ctrl+Shift+C",), mnemonic="i", also="locator page prefix suffix see compare order note",
            ),
        ]  # fmt: skip

    def add(self) -> bool:
        """Let the figure at the caret of the briefing stand for the selected passage too."""
        return self._window.passage_acts.at_caret(NO_CARET, self._adding)

    def edit(self) -> None:
        """Show what the figure at the caret of the briefing stands for, to be changed."""
        from briefer.ui.dialogs.citation import CitationDialog

        document, editor = self._window.document, self._window.briefing.editor
        caret = editor.caret()
        if document.briefing is None or caret is None or caret.block is None:
            self._window.say(NO_CARET)
            return
        editor.close_step()
        try:
            slots = citations.slots_at(document.briefing, caret.block, caret.offset)
        except BrieferError as error:
            self._window.show_error(error)
            return
        revise = partial(citations.revise, document.briefing, caret.block, slots)
        dialog = CitationDialog(document, slots, revise, self._window)
        dialog.revised.connect(self._on_revised)
        dialog.open()

    def _adding(self, caret: Caret, passage: Passage, new: bool) -> Edit:
        briefing = self._window.document.briefing
        assert briefing is not None
        assert caret.block is not None
        return citations.add(briefing, passage, caret.block, caret.offset, new=new)

    def _on_revised(self, edit: Edit) -> None:
        editor = self._window.briefing.editor
        editor.submit(edit)
        editor.setFocus()
