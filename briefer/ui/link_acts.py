"""Following a link of an article: never by itself, only in the system's browser, and only after its host was shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QDesktopServices, QGuiApplication

from briefer.ui import links
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow

REFUSED = "This link leads to no web page and no mail address; briefer does not open it."


class LinkActs(QObject):
    """Shows where a link leads, and hands it to the system when that is what is wanted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def commands(self) -> list[Command]:
        """Return the acts on links."""
        return [
            Command(
                id="article.link", title="Open link…", run=self._open_at_caret, enabled=self._has_link, mnemonic="l",
                also="browser web address url follow",
            )
        ]  # fmt: skip

    def ask(self, href: str) -> None:
        """Show where a link leads, with the act that opens it."""
        link = links.followed(href)
        if link is None:
            self._window.messages.say(REFUSED, lines=(_shortened(href),))
            return
        mail = link.url.scheme().lower() == "mailto"
        act = "Write a mail" if mail else "Open in the browser"
        self._window.messages.say(
            f"This link leads to {link.host}.",
            lines=(link.address,),
            acts={act: partial(self._open, link), "Copy address": partial(_copy, link.address)},
        )

    def _open(self, link: links.Link) -> None:
        if not QDesktopServices.openUrl(link.url):
            self._window.say("The system did not open the link. Copy its address instead.")

    def _open_at_caret(self) -> None:
        href = self._window.article.reader.link_at_caret()
        if href is not None:
            self.ask(href)

    def _has_link(self) -> bool:
        view = self._window.article.view
        return not view.shows_pages and view.reader.link_at_caret() is not None


def _copy(address: str) -> None:
    QGuiApplication.clipboard().setText(address)


def _shortened(href: str) -> str:
    return href if len(href) <= 500 else f"{href[:500]}…"
