"""Acts on what stands behind sentences of the analyst's own: declare a judgement, go to the next without support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.core import support
from briefer.ui.commands import Command
from briefer.ui.message_bar import announce

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow

DECLARE, TAKE_BACK = "Declare as judgement", "No longer a judgement"


class SupportActs(QObject):
    """The acts; each leaves the keyboard in the briefing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def commands(self) -> list[Command]:
        """Return the acts."""
        return [
            Command(
                id="support.judgement", title=self._title, run=self.declare,
                enabled=self._window.passage_acts.can_write, keys=("Ctrl+Shift+J",), mnemonic="j",
                also="assessment opinion own sentence support declare judgement no longer",
            ),
            Command(
                id="support.next", title="Next sentence without support", run=self.next, enabled=self._is_open,
                keys=("F8",), mnemonic="x", also="unsupported uncited own judgement find",
            ),
        ]  # fmt: skip

    def declare(self) -> bool:
        """Declare the selected sentences, or the one at the caret, as judgement; take it back where all are."""
        editor = self._window.briefing.editor
        if self._window.document.briefing is None:
            return False
        declared = self._declared()
        selection = editor.at_hand()
        done = editor.attempt(lambda: support.declare(editor.briefing, selection, not declared, caret=editor.caret()))
        if done:
            announce(editor, "No longer a judgement" if declared else "Declared as judgement")
            self._window.commands.refresh()
        editor.setFocus()
        return done

    def next(self) -> bool:
        """Select the next sentence without support; from the beginning again behind the last."""
        editor, briefing = self._window.briefing.editor, self._window.document.briefing
        if briefing is None:
            return False
        found = support.next_unsupported(briefing, editor.caret(), editor.painting.signs.known)
        if found is None:
            self._window.say("Every sentence of your own is supported by a passage or declared as judgement.")
            return False
        editor.set_caret(found)
        editor.ensureCursorVisible()
        editor.setFocus()
        announce(editor, "Sentence without support")
        return True

    def _declared(self) -> bool:
        editor = self._window.briefing.editor
        # What the editor shows: while another briefing is being opened, its caret still stands in the former one.
        briefing, known = editor.paper.briefing, editor.painting.signs.known
        return briefing is not None and support.is_judgement(support.at_hand(briefing, editor.at_hand(), known))

    def _title(self) -> str:
        return TAKE_BACK if self._declared() else DECLARE

    def _is_open(self) -> bool:
        return self._window.document.briefing is not None
