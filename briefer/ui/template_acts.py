"""Acts on templates: install what a colleague built, chosen or dropped; read elsewhere, for it comes from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from briefer.errors import BrieferError
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.ui.background import Task
    from briefer.ui.window import MainWindow
    from briefer.workspace.template_packs import Installed

SUFFIX = ".brieferpack"


class TemplateActs(QObject):
    """The acts on templates."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def commands(self) -> list[Command]:
        """Return the acts."""
        return [
            Command(
                id="template.install", title="Install template…", run=self.choose,
                mnemonic="t", also="pack brieferpack team look word layout",
            ),
            Command(
                id="template.fields", title="Template fields…", run=self.fields, mnemonic="f",
                also="variables tags placeholders word jinja",
            ),
        ]  # fmt: skip

    def choose(self) -> None:
        """Ask for the file of a pack."""
        dialog = QFileDialog(self._window, "Install template", self._window.memory.text("folder"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"Templates (*{SUFFIX});;All files (*)")
        dialog.fileSelected.connect(lambda file: self.install([Path(file)]))
        dialog.open()

    def fields(self) -> None:
        """List all that a template can print."""
        from briefer.ui.dialogs.fields import FieldsDialog

        FieldsDialog.open_over(self._window)

    def install(self, files: Sequence[Path]) -> None:
        """Install the packs in files, and say what became of each; one that is refused does not stop the others."""
        for file in files:
            self._window.background.start(_reading(file), done=self._on_installed, failed=self._on_refused)

    def _on_installed(self, installed: Installed) -> None:
        pack = installed.pack
        instead = f" in place of version {installed.former}" if installed.former not in (None, pack.version) else ""
        self._window.say(
            f"Installed the template “{pack.title}”, version {pack.version}{instead}. "
            "Choose it for a new briefing, or when you export."
        )

    def _on_refused(self, error: BrieferError) -> None:
        self._window.show_error(error)


def _reading(file: Path) -> Callable[[Task], Installed]:
    def read(task: Task) -> Installed:
        from briefer.workspace import template_packs

        return template_packs.install(file)

    return read
