"""The act that puts a footnote of the analyst's own at the caret, or changes the one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.core import footnotes
from briefer.errors import BrieferError
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefer.core.briefing import BlockId, Footnote
    from briefer.core.change import Edit
    from briefer.ui.window import MainWindow

_NO_CARET = "Put the caret into your own words, then try again."


class FootnoteActs(QObject):
    """The act."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.briefing.editor.footnoteActivated.connect(self.open)

    def commands(self) -> list[Command]:
        """Return the act."""
        return [
            Command(
                id="prose.footnote", title="Footnote…", run=self.ask, enabled=self._window.passage_acts.can_write,
                keys=("Ctrl+Shift+N",), mnemonic="o", also="note endnote remark own words",
            )
        ]  # fmt: skip

    def ask(self) -> None:
        """Ask for the words of a footnote at the caret; one whose figure is beside the caret is changed."""
        editor = self._window.briefing.editor
        caret = editor.caret()
        if caret is None or caret.block is None:
            self._window.say(_NO_CARET)
            return
        block, offset = caret.block, caret.offset
        editor.close_step()
        note = footnotes.at(editor.briefing, block, offset)
        if note is not None:
            self._change(block, note)
            return
        try:
            footnotes.place(editor.briefing, block, offset)
        except BrieferError as error:
            self._window.show_error(error)
            return
        self._show(None, lambda words: footnotes.add(editor.briefing, block, offset, words))

    def open(self, id_: str) -> None:
        """Show the words of a footnote, to be changed."""
        found = footnotes.find(self._window.briefing.editor.briefing, id_)
        if found is not None and self._window.passage_acts.can_write():
            self._change(*found)

    def _change(self, block: BlockId, note: Footnote) -> None:
        editor = self._window.briefing.editor
        self._show(note.text, lambda words: footnotes.change(editor.briefing, block, note.id, words))

    def _show(self, former: str | None, make: Callable[[str], Edit]) -> None:
        from briefer.ui.dialogs.footnote import FootnoteDialog

        editor = self._window.briefing.editor

        def write(words: str) -> None:
            editor.attempt(lambda: make(words))
            editor.setFocus()

        dialog = FootnoteDialog(former, self._window)
        dialog.wordsWanted.connect(write)
        dialog.open()
