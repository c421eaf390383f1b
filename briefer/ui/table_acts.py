"""Tables of the briefing: put one in at the caret, and change the one that the caret stands beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.core import grid
from briefer.core.briefing import Table, passages
from briefer.errors import BrieferError
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.core.passage import Passage
    from briefer.ui.window import MainWindow

ROWS, COLUMNS = 4, 3


class TableActs(QObject):
    """The act, by its command and by a double click on a table."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.briefing.editor.tableActivated.connect(self.edit)

    def commands(self) -> list[Command]:
        """Return the acts."""
        return [
            Command(
                id="table.edit", title="Table…", run=self.edit_at_caret, enabled=self._window.passage_acts.can_write,
                keys=("Ctrl+Shift+G",), mnemonic="T", also="insert grid cells rows columns header spreadsheet",
            ),
        ]  # fmt: skip

    def edit_at_caret(self) -> None:
        """Open the table at the caret, or a new one to be put in there."""
        editor = self._window.briefing.editor
        editor.close_step()
        table = editor.block_at_caret()
        if isinstance(table, Table):
            self._open(table, new=False)
        elif editor.spot() is not None:
            self._open(grid.blank(ROWS, COLUMNS), new=True)

    def edit(self, id_: str) -> None:
        """Open a table of the briefing."""
        briefing = self._window.document.briefing
        if briefing is None or not self._window.passage_acts.can_write():
            return
        for _, blocks in briefing.parts():
            for block in blocks:
                if block.id == id_ and isinstance(block, Table):
                    self._window.briefing.editor.close_step()
                    self._open(block, new=False)

    def _open(self, table: Table, *, new: bool) -> None:
        from briefer.ui.dialogs.table import TableDialog

        found = self._selected()
        passage = found[0] if found is not None else None
        dialog = TableDialog(self._window.document, table, passage, self._window, new=new)

        def finish(after: Table) -> None:
            self._finish(after, found, new=new)

        dialog.finished_with.connect(finish)
        dialog.open()

    def _selected(self) -> tuple[Passage, bool] | None:
        """Return the passage that is selected in the article, and whether it is new to the library."""
        article = self._window.article
        selection = article.view.selection()
        if selection is None or article.source is None:
            return None
        try:
            return self._window.document.workspace.passage(article.source.id, *selection)
        except BrieferError:
            return None

    def _finish(self, table: Table, found: tuple[Passage, bool] | None, *, new: bool) -> None:
        editor = self._window.briefing.editor
        used = found is not None and found[0].id in {passage.id for passage in passages(table)}
        added = [found[0]] if found is not None and found[1] and used else []
        if new:
            done = editor.put_blocks([table], "insert table", added=added)
        else:
            done = editor.attempt(lambda: grid.edited(editor.briefing, table, added=added))
        if done and used:
            self._window.article.take_bar.hide()
            self._window.article.view.clear_selection()
        editor.setFocus()
