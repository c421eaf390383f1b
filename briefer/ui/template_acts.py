"""Acts on templates: install what a colleague built, make one of a Word file, look what is wrong with it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from briefer.errors import BrieferError
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.core.briefing import Briefing
    from briefer.ui.background import Task
    from briefer.ui.window import MainWindow
    from briefer.workspace.template_packs import Begun, Installed, Pack
    from briefer.workspace.workspace import Workspace

SUFFIX = ".brieferpack"


class TemplateActs(QObject):
    """The acts on templates."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._previews: Path | None = None
        self._told = ""

    def commands(self) -> list[Command]:
        """Return the acts."""
        return [
            Command(
                id="template.install", title="Install template…", run=self.choose,
                mnemonic="t", also="pack brieferpack team look word layout",
            ),
            Command(
                id="template.make", title="Make template from a Word file…", run=self.choose_word, mnemonic="M",
                also="new template letterhead docx dotx pack own look",
            ),
            Command(
                id="template.check", title="Check template…", run=self.check, mnemonic="k",
                also="lint template problems errors mistakes preview in word annotated",
            ),
            Command(
                id="template.change", title="Change template…", run=self.change, enabled=self._can_change,
                mnemonic="h", also="version move pack briefing sections newer",
            ),
            Command(
                id="template.fields", title="Template fields…", run=self.fields, mnemonic="f",
                also="variables tags placeholders word jinja",
            ),
        ]  # fmt: skip

    def change(self) -> None:
        """Show with which template the open briefing goes, and what another would change."""
        from briefer.ui.dialogs.template import TemplateDialog

        TemplateDialog(self._window).open()

    def briefing_opened(self) -> None:
        """Say so where another version of its template is installed than the one that the briefing was made with."""
        self.forget()
        QTimer.singleShot(0, self, self._tell_of_newer)

    def forget(self) -> None:
        """Put away what was said of the template of another briefing, or of the one that this had before."""
        if self._told and self._window.messages.words.text() == self._told:
            self._window.messages.clear()
        self._told = ""

    def _tell(self, sentence: str) -> None:
        self._told = sentence
        self._window.messages.say(sentence, acts={"See what changes": self.change})

    def _tell_of_newer(self) -> None:
        from briefer.workspace.reframing import newer

        briefing = self._window.document.briefing
        if briefing is None or not self._can_change() or self._window.messages.isVisible():
            return
        try:
            pack = newer(briefing)
        except BrieferError:
            return  # a template that cannot be read is spoken of when something is printed with it
        if pack is not None:
            self._tell(
                f"This briefing was made with version {briefing.pack_version} of the template “{pack.title}”. "
                f"Version {pack.version} is installed."
            )

    def _can_change(self) -> bool:
        document = self._window.document
        return document.briefing is not None and not document.read_only

    def choose(self) -> None:
        """Ask for the file of a pack."""
        self._ask("Install template", f"Templates (*{SUFFIX})", lambda file: self.install([file]))

    def choose_word(self) -> None:
        """Ask for the Word file that becomes a template."""
        self._ask("Make template from a Word file", "Word files (*.docx *.dotx)", self.make)

    def _ask(self, title: str, kind: str, chosen: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._window, title, self._window.memory.text("folder"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{kind};;All files (*)")
        dialog.fileSelected.connect(lambda file: chosen(Path(file)))
        dialog.open()

    def make(self, word: Path) -> None:
        """Make a template of a Word file, and show what is wrong with it."""
        self._window.background.start(partial(_making, word), done=self._on_made, failed=self._on_refused)

    def check(self, name: str = "") -> None:
        """Tell what is wrong with a template, that of the open briefing unless another is named."""
        from briefer.ui.dialogs.check_template import CheckDialog
        from briefer.workspace import printing

        briefing = self._window.document.briefing
        for other in self._window.findChildren(CheckDialog):
            other.close()
        chosen = name or (briefing.pack if briefing is not None else "")
        CheckDialog(self._window, printing.packs(), chosen, self.preview).show()

    def preview(self, pack: Pack) -> None:
        """Show in Word what a template makes of the open briefing, or of the sample: a copy to be thrown away."""
        if self._previews is None:
            self._previews = Path(tempfile.mkdtemp(prefix="briefer-preview-"))
            # Word may still have a file open then: what is left over is the system's to clear.
            atexit.register(shutil.rmtree, self._previews, ignore_errors=True)
        document = self._window.document
        folder = Path(tempfile.mkdtemp(dir=self._previews))
        self._window.background.start(
            partial(_previewing, document.workspace, document.briefing, pack, folder),
            done=self._on_previewed,
            failed=self._on_refused,
        )

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
        said = f"Installed the template “{pack.title}”, version {pack.version}{instead}."
        briefing = self._window.document.briefing
        if briefing is not None and briefing.pack == pack.name and briefing.pack_version not in ("", pack.version):
            self._tell(f"{said} The open briefing stays with version {briefing.pack_version}.")
        else:
            self._window.say(f"{said} Choose it for a new briefing, or when you export.")

    def _on_made(self, begun: Begun) -> None:
        placed = f" It had no tags; {', '.join(begun.placed)} were placed in it." if begun.placed else ""
        self._window.say(f"Made the template “{begun.pack.title}”.{placed} Open it from the list of its problems.")
        self.check(begun.pack.name)

    def _on_previewed(self, file: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            self._window.say(f"No program here opens Word files. The preview is {file}.")

    def _on_refused(self, error: BrieferError) -> None:
        self._window.show_error(error)


def _making(word: Path, task: Task) -> Begun:
    from briefer.workspace import template_packs

    return template_packs.make(word)


def _previewing(workspace: Workspace, briefing: Briefing | None, pack: Pack, folder: Path, task: Task) -> Path:
    from briefer.workspace import template_packs

    return template_packs.word_preview(pack, folder, workspace, briefing)


def _reading(file: Path) -> Callable[[Task], Installed]:
    def read(task: Task) -> Installed:
        from briefer.workspace import template_packs

        return template_packs.install(file)

    return read
