"""Acts on the briefing as a whole: begin one, open one, export, take back and do again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog

from briefer.core.briefing import Briefing
from briefer.errors import BrieferError
from briefer.ui import briefing_file
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefer.ui.window import MainWindow


class BriefingActs(QObject):
    """Dialogs are imported when they are opened, and opened without a loop of their own."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def commands(self) -> list[Command]:
        """Return the acts."""
        return [
            Command(
                id="briefing.new", title="New briefing…", run=self.new, enabled=self._can_write, icon="new",
                keys=("Ctrl+N",), mnemonic="N", also="begin start create",
            ),
            Command(
                id="briefing.open", title="Open briefing…", run=self.open, icon="open", keys=("Ctrl+Shift+O",),
                mnemonic="O", also="list recent",
            ),
            Command(
                id="briefing.file", title="Open a briefing file…", run=self.choose_file, enabled=self._can_write,
                mnemonic="b", also="colleague travel .briefing import",
            ),
            Command(
                id="briefing.close", title="Close briefing", run=self.close, enabled=self._is_open, mnemonic="C",
            ),
            Command(
                id="briefing.sample", title="Open the sample", run=self.sample, enabled=self._can_write,
                icon="sample", mnemonic="s", also="demo example first",
            ),
            Command(
                id="briefing.export", title="Export…", run=self.export, enabled=self._is_open, icon="export",
                keys=("Ctrl+E",), mnemonic="E", also="word pdf docx print save as",
            ),
            Command(
                id="edit.undo", title=self._undo_words, run=self._undo, enabled=self._can_undo, icon="undo",
                keys=("Ctrl+Z",), mnemonic="U", also="take back",
            ),
            Command(
                id="edit.redo", title=self._redo_words, run=self._redo, enabled=self._can_redo, icon="redo",
                keys=("Ctrl+Shift+Z", "Ctrl+Y"), mnemonic="R", also="do again",
            ),
        ]  # fmt: skip

    # --- acts --------------------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Ask for a title and a template."""
        from briefer.ui.dialogs.new_briefing import NewBriefingDialog

        dialog = NewBriefingDialog(self._window.document, self._window.choices, self._window)
        dialog.accepted.connect(self._write)
        self._show(dialog)

    def open(self) -> None:
        """Show the list of briefings."""
        from briefer.ui.dialogs.open_briefing import OpenBriefingDialog

        window = self._window
        dialog = OpenBriefingDialog(window.document, window.background, window.memory, window)
        dialog.fileOpened.connect(self._show_opened)
        self._show(dialog)

    def choose_file(self) -> None:
        """Ask for a file that a colleague's briefer made."""
        dialog = briefing_file.chooser(self._window.memory, self._window)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    def open_files(self, files: Sequence[Path], *, then: Callable[[], object] | None = None) -> None:
        """Take colleagues' briefings into the library one after the other; the last one stays open.

        `then` is called behind the last one, whether or not it could be opened.
        """
        if not files:
            if then is not None:
                then()
            return
        following = partial(self.open_files, files[1:], then=then)
        briefing_file.open_file(
            self._window.document,
            self._window.background,
            files[0],
            done=partial(self._on_opened, following),
            failed=partial(self._on_refused, following),
        )

    def close(self) -> None:
        """Put the briefing away."""
        self._window.document.workspace.close_briefing()

    def sample(self) -> None:
        """Make the sample in this library, or open it where it is."""
        workspace = self._window.document.workspace
        QApplication.setOverrideCursor(self._window.busy_cursor)
        try:
            from briefer.workspace import sample

            briefing = sample.build(workspace)
        except BrieferError as error:
            self._window.show_error(error)
            return
        finally:
            QApplication.restoreOverrideCursor()
        if briefing.joined:
            self._window.open_source(briefing.joined[0])

    def export(self) -> None:
        """Ask for the format and the place, and make the file."""
        if self._window.document.briefing is None:
            return
        from briefer.ui.dialogs.export import ExportDialog

        self._window.document.close_step()
        self._show(ExportDialog(self._window.document, self._window.background, self._window.memory, self._window))

    # --- inside ------------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        """Put the caret into the first section of a briefing just begun."""
        editor, briefing = self._window.briefing.editor, self._window.document.briefing
        if briefing is not None and briefing.sections:
            editor.go_to_section(briefing.sections[0].key)
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, file: str) -> None:
        self._window.memory.keep_text("folder", str(Path(file).parent))
        self.open_files([Path(file)])

    def _on_opened(self, following: Callable[[], object], briefing: Briefing, said: str) -> None:
        self._show_opened(briefing, said)
        following()

    def _on_refused(self, following: Callable[[], object], error: BrieferError) -> None:
        self._window.show_error(error)
        following()

    def _show_opened(self, briefing: Briefing, said: str) -> None:
        if said:
            self._window.say(said)
        if briefing.joined:
            self._window.open_source(briefing.joined[0])

    def _show(self, dialog: QDialog) -> None:
        dialog.open()

    def _can_write(self) -> bool:
        return not self._window.document.read_only

    def _is_open(self) -> bool:
        return self._window.document.briefing is not None

    def _can_undo(self) -> bool:
        return self._can_write() and self._window.document.history.undo_label is not None

    def _can_redo(self) -> bool:
        return self._can_write() and self._window.document.history.redo_label is not None

    def _undo_words(self) -> str:
        return f"Undo {self._window.document.history.undo_label or ''}".strip()

    def _redo_words(self) -> str:
        return f"Redo {self._window.document.history.redo_label or ''}".strip()

    def _undo(self) -> None:
        try:
            self._window.document.undo()
        except BrieferError as error:
            self._window.show_error(error)

    def _redo(self) -> None:
        try:
            self._window.document.redo()
        except BrieferError as error:
            self._window.show_error(error)
