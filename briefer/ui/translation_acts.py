"""The act that gives the quotation at the caret a translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.core import holding
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow


class TranslationActs(QObject):
    """The act on a quotation's translation."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def commands(self) -> list[Command]:
        """Return the act."""
        return [
            Command(
                id="quotation.translate", title="Translation…", run=self.ask, enabled=self._can_translate,
                keys=("Ctrl+Shift+T",), mnemonic="n", also="translate language quotation",
            )
        ]  # fmt: skip

    def ask(self) -> None:
        """Show the quotation at the caret, and ask what it says in another language."""
        from briefer.ui.dialogs.translation import TranslationDialog

        holder = self._holder()
        if holder is not None:
            TranslationDialog(self._window.document, holder, self._window).open()

    def _can_translate(self) -> bool:
        return not self._window.document.read_only and self._holder() is not None

    def _holder(self) -> str | None:
        briefing, caret = self._window.document.briefing, self._window.briefing.editor.caret()
        if briefing is None or caret is None or caret.block is None:
            return None
        return holding.holder_at(briefing, caret.block, caret.offset)
