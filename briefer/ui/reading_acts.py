"""How the file of a source is read: the article on a web page, or the whole of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.core.source import SourceId
from briefer.errors import BrieferError
from briefer.ui.article_bar import WHOLE
from briefer.ui.article_pane import has_more
from briefer.ui.background import Task
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow
    from briefer.workspace.workspace import Incoming, Workspace

_SAME = "No article is found on this page, so everything on it is shown."


class ReadingActs(QObject):
    """Reads a source once more, elsewhere, and takes up the text; passages keep the words they were taken with."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._read: set[SourceId] = set()  # what is being read again

    def commands(self) -> list[Command]:
        """Return the acts."""
        return [
            Command(
                id="article.whole", title=WHOLE, run=self.toggle, enabled=self.can_toggle,
                mnemonic="w", checked=self.is_whole, also="the extraction wrong missing menus show article",
            ),
        ]  # fmt: skip

    def is_whole(self) -> bool:
        """Say whether all of a web page is shown, not the article alone."""
        article = self._window.article.reader.article
        return article is not None and article.whole

    def can_toggle(self) -> bool:
        """Say whether a web page is open whose reading may be changed."""
        source = self._window.article.source
        return source is not None and has_more(source) and not self._window.document.read_only

    def toggle(self) -> None:
        """Read all of the page, or the article on it again."""
        source = self._window.article.source
        if source is None or source.id in self._read or not self.can_toggle():
            return
        self._read.add(source.id)
        workspace, id_ = self._window.document.workspace, source.id
        self._window.background.start(
            partial(_read_again, workspace, id_, not self.is_whole()),
            done=partial(self._on_read, workspace, id_),
            failed=partial(self._on_failed, id_),
        )

    def _on_read(self, workspace: Workspace, id_: SourceId, again: Incoming) -> None:
        self._read.discard(id_)
        try:
            if workspace.take_up_text(id_, again) is None:
                self._window.say(_SAME)
        except BrieferError as error:
            self._window.show_error(error)
        self._window.commands.refresh()

    def _on_failed(self, id_: SourceId, error: BrieferError) -> None:
        self._read.discard(id_)
        self._window.show_error(error)


def _read_again(workspace: Workspace, id_: SourceId, whole: bool, task: Task) -> Incoming:
    return workspace.read_again(id_, whole=whole, cancelled=task.cancelled)
