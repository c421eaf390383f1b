"""Acts on the pages of an article: show them or its text, draw a region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow


class PageActs(QObject):
    """What the switch above an article does, for the keyboard and the palette."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def commands(self) -> list[Command]:
        """Return the acts."""
        return [
            Command(
                id="article.pages", title="Show the article as pages", run=self.toggle, enabled=self._has_pages,
                keys=("Ctrl+Shift+P",), mnemonic="p", checked=self._shows_pages, also="true page PDF text",
            ),
            Command(
                id="article.region", title="Select a region of the page", run=self.region, enabled=self._has_pages,
                keys=("Ctrl+Shift+R",), mnemonic="r", also="rectangle figure scan image part",
            ),
        ]  # fmt: skip

    def toggle(self) -> None:
        """Show pages instead of text, or text instead of pages."""
        view = self._window.article.view
        view.choose(not view.shows_pages)

    def region(self) -> None:
        """Have a region drawn on the page."""
        view = self._window.article.view
        view.choose(True)
        view.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        view.pages.hand.set_region_mode(True)

    def _has_pages(self) -> bool:
        return self._window.article.view.has_pages

    def _shows_pages(self) -> bool:
        return self._window.article.view.shows_pages
