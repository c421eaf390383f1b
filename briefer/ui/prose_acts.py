"""Acts on the analyst's own words: bold, italic, lists, headings, links. What they do is the editor's."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.ui.commands import Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefer.ui.window import MainWindow


class ProseActs(QObject):
    """The acts; each leaves the keyboard in the briefing, where one goes on writing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def commands(self) -> list[Command]:
        """Return the acts."""
        editor = self._window.briefing.editor
        return [
            self._command("bold", "Bold", editor.toggle_bold, "B", "Ctrl+B", icon="bold"),
            self._command("italic", "Italic", editor.toggle_italic, "I", "Ctrl+I", icon="italic"),
            self._command("bullets", "Bulleted list", editor.toggle_list, "u", "Ctrl+Shift+8", icon="list"),
            self._command("numbers", "Numbered list", partial(editor.toggle_list, ordered=True), "N", "Ctrl+Shift+7"),
            self._command("heading", "Heading", partial(editor.set_heading, 1), "H"),
            self._command("subheading", "Smaller heading", partial(editor.set_heading, 2), "S"),
            self._command("paragraph", "Paragraph", partial(editor.set_heading, None), "P"),
            Command(
                id="prose.link", title="Link…", run=self.link, enabled=self._can_write, keys=("Ctrl+L",),
                mnemonic="L", also="address web mail hyperlink",
            ),
            Command(
                id="prose.characters", title="Special characters…", run=self.characters, enabled=self._can_write,
                keys=("Ctrl+Shift+M",), mnemonic="c", also="symbol dash space accent unicode insert sign",
            ),
        ]  # fmt: skip

    def link(self) -> None:
        """Ask for the address of the selected words."""
        from briefer.ui.dialogs.link import LinkDialog

        LinkDialog(self._window.briefing.editor, self._window).open()

    def characters(self) -> None:
        """Offer characters that the keyboard has not."""
        from briefer.ui.dialogs.characters import CharactersDialog

        for other in self._window.findChildren(CharactersDialog):
            other.close()
        CharactersDialog(self._window).show()

    def _command(
        self, name: str, title: str, act: Callable[[], object], mnemonic: str, *keys: str, icon: str = ""
    ) -> Command:
        return Command(
            id=f"prose.{name}",
            title=title,
            run=partial(self._write, act),
            enabled=self._can_write,
            keys=keys,
            icon=icon,
            mnemonic=mnemonic,
            also="format text",
        )

    def _write(self, act: Callable[[], object]) -> None:
        act()
        self._window.briefing.editor.setFocus()

    def _can_write(self) -> bool:
        return self._window.document.briefing is not None and not self._window.document.read_only
