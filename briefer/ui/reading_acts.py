"""How the file of a source is read: the article on a web page, or the whole of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.core.source import SourceId
from briefer.errors import BrieferError
from briefer.ui.article_notes import WEB
from briefer.ui.background import Task
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow
    from briefer.workspace.workspace import Incoming


class ReadingActs(QObject):
    """Reads a source once more, elsewhere, and takes up the text; passages keep the words they were taken with."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._task: Task | None = None

    def commands(self) -> list[Command]:
        """Return the acts."""
        return [
            Command(
                id="article.whole", title="Show the whole page", run=self.toggle, enabled=self.can_toggle,
                mnemonic="w", checked=self.is_whole, also="extraction wrong missing menus article",
            ),
        ]  # fmt: skip

    def is_whole(self) -> bool:
        """Say whether all of a web page is shown, not the article alone."""
        article = self._window.article.reader.article
        return article is not None and article.whole

    def can_toggle(self) -> bool:
        """Say whether a web page is open whose reading may be changed."""
        source = self._window.article.source
        return source is not None and source.kind in WEB and not self._window.document.read_only

    def toggle(self) -> None:
        """Read all of the page, or the article on it again."""
        source = self._window.article.source
        if source is None or self._task is not None:
            return
        workspace, id_, whole = self._window.document.workspace, source.id, not self.is_whole()

        def read(task: Task) -> Incoming:
            return workspace.read_again(id_, whole=whole, cancelled=task.cancelled)

        self._task = self._window.background.start(read, done=partial(self._on_read, id_), failed=self._on_failed)

    def _on_read(self, id_: SourceId, again: Incoming) -> None:
        self._task = None
        try:
            self._window.document.workspace.take_up_text(id_, again)
        except BrieferError as error:
            self._window.show_error(error)
        self._window.commands.refresh()

    def _on_failed(self, error: BrieferError) -> None:
        self._task = None
        self._window.show_error(error)
