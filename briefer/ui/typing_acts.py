"""Acts on how what one types is set: typographic quotation marks, on or off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.errors import BrieferError
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow


class TypingActs(QObject):
    """The acts."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.briefing.editor.quotes_language = self.language

    def commands(self) -> list[Command]:
        """Return the acts."""
        return [
            Command(
                id="prose.quotes", title="Typographic quotation marks", run=self.toggle, checked=self.is_on,
                mnemonic="T", also="curly smart quotes apostrophe straight",
            )
        ]  # fmt: skip

    def toggle(self) -> None:
        """Set what is typed from now on as the briefing's language prints it, or leave it as it is typed."""
        self._window.choices.choose("quotes", "plain" if self.is_on() else "typographic")
        self._window.commands.refresh()

    def is_on(self) -> bool:
        """Say whether plain marks become typographic ones."""
        return self._window.choices.now.quotes == "typographic"

    def language(self) -> str | None:
        """Return the language of the open briefing, or of its pack; None where marks stay as they are typed."""
        document = self._window.document
        briefing = document.briefing
        if briefing is None or not self.is_on():
            return None
        if briefing.facts.language.strip():
            return briefing.facts.language
        try:
            return document.workspace.pack(briefing).language
        except BrieferError:
            return ""
