"""How sources come in, chosen, dropped or pasted, and what can be done with the one that is read."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QMenu

from briefer.core import edits
from briefer.core.source import SourceId
from briefer.ui import briefing_file, clipping, template_acts
from briefer.ui.background import Task
from briefer.ui.commands import Command
from briefer.ui.dialogs.screenshot import ScreenshotDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefer.ui.window import MainWindow
    from briefer.workspace.workspace import Workspace

OFFLINE = "briefer does not go online. Save the page in your browser, then drop the file."


class SourceActs(QObject):
    """The acts on sources."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def commands(self) -> list[Command]:
        """Return the acts on sources."""
        return [
            Command(
                id="sources.add", title="Add sources…", run=self.choose_files, enabled=self.can_write, icon="add",
                keys=("Ctrl+O",), mnemonic="A", also="import article file open pdf",
            ),
            Command(
                id="sources.folder", title="Add a folder…", run=self.choose_folder, enabled=self.can_write,
                mnemonic="f", also="import articles directory",
            ),
            Command(
                id="sources.paste", title="Paste as article", run=self.paste, enabled=self.can_write, icon="paste",
                keys=("Ctrl+Shift+V",), mnemonic="P", also="clipboard import screenshot picture",
            ),
            Command(
                id="sources.next", title="Next unread source", run=self._next_unread, keys=("Alt+Down",),
                mnemonic="N", also="read",
            ),
            Command(
                id="sources.unread", title="Mark as unread", run=partial(self._mark, "unread"),
                enabled=self._has_source, mnemonic="u",
            ),
            Command(
                id="sources.aside", title="Set source aside", run=partial(self._mark, "set-aside"),
                enabled=self._has_source, mnemonic="d", also="not needed",
            ),
            Command(
                id="sources.back", title="Take source up again", run=partial(self._mark, "read"),
                enabled=self._has_source, mnemonic="g",
            ),
            Command(
                id="sources.join", title="Add source to this briefing", run=self._join, enabled=self._can_join,
                mnemonic="b", also="reading list",
            ),
        ]  # fmt: skip

    def can_write(self) -> bool:
        """Say whether the library can be written."""
        return not self._window.document.read_only

    # --- coming in ---------------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for files."""
        dialog = self._dialog("Add sources", QFileDialog.FileMode.ExistingFiles)
        kinds = " ".join(f"*{suffix}" for suffix in self._window.document.workspace.suffixes())
        dialog.setNameFilter(f"Articles ({kinds});;All files (*)")
        dialog.open()

    def choose_folder(self) -> None:
        """Ask for a folder; what it holds is found by its kind."""
        self._dialog("Add a folder", QFileDialog.FileMode.Directory).open()

    def add(self, files: Sequence[Path]) -> None:
        """Read files, and those in folders among them, and add each as soon as it is read."""
        self._window.adding.files(files)

    def drop(self, data: QMimeData) -> bool:
        """Add what was dropped on the window; a link gets a sentence. Say whether it was anything of ours."""
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        packs = [file for file in files if file.suffix.lower() == template_acts.SUFFIX]
        files = [file for file in files if file not in packs]
        self._window.template_acts.install(packs)
        if packs and not files:
            return True
        if files and not self.can_write():
            self._window.say("This library is open to read only: nothing can be added here.")
            return True
        if files:
            travelled = [file for file in files if file.suffix.lower() == briefing_file.SUFFIX]
            articles = [file for file in files if file not in travelled]
            # Articles dropped together with a briefing belong to it, and so come when it is open.
            self._window.briefing_acts.open_files(travelled, then=partial(self.add, articles) if articles else None)
            return True
        if clipping.is_link(data):
            self._window.say(OFFLINE)
            return True
        return False

    def paste(self) -> None:
        """Make an article of what the clipboard holds: files, a picture, a copied part of a page, or plain text."""
        data = clipping.held()
        if data.hasUrls() and any(url.isLocalFile() for url in data.urls()):
            self.drop(data)
            return
        image = clipping.picture(data)
        if image is not None:
            self._ask_about(image, clipping.origin(data))
            return
        clip = clipping.clip(data)
        if clip is None:
            self._window.say(
                "The clipboard holds neither words nor a picture. Copy the article's text in your browser, then paste "
                "it here."
            )
            return
        if clip.link_only:
            self._window.say(OFFLINE)
            return
        self._window.adding.start(partial(_read_clip, self._window.document.workspace, clip))

    def _ask_about(self, image: QImage, url: str | None) -> None:
        def add(address: str | None, seen: str | None) -> None:
            self._window.adding.start(partial(_read_picture, self._window.document.workspace, image, address, seen))

        dialog = ScreenshotDialog(image, url, self._window)
        dialog.wanted.connect(add)
        dialog.open()

    def _dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self._window, title, self._window.memory.text("folder"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        if mode == QFileDialog.FileMode.Directory:
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.filesSelected.connect(self._on_chosen)
        return dialog

    def _on_chosen(self, files: list[str]) -> None:
        if files:
            self._window.memory.keep_text("folder", str(Path(files[0]).parent))
            self.add([Path(file) for file in files])

    # --- with the source that is read --------------------------------------------------------------------------------

    def menu(self, source: SourceId, where: QPoint) -> None:
        """Offer what can be done with a source."""
        self._window.open_source(source)
        self._window.commands.refresh()
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for id_ in ("sources.unread", "sources.aside", "sources.back", "sources.join"):
            action = self._window.commands.action(id_)
            if action.isEnabled():
                menu.addAction(action)
        menu.popup(where)

    def _has_source(self) -> bool:
        return self._window.article.source is not None and self.can_write()

    def _can_join(self) -> bool:
        briefing, source = self._window.document.briefing, self._window.article.source
        return self.can_write() and briefing is not None and source is not None and source.id not in briefing.joined

    def _mark(self, state: str) -> None:
        source = self._window.article.source
        if source is not None and state in ("unread", "read", "set-aside"):
            self._window.document.workspace.set_reading(source.id, state)

    def _join(self) -> None:
        briefing, source = self._window.document.briefing, self._window.article.source
        if briefing is not None and source is not None:
            self._window.attempt(edits.join(briefing, source.id))

    def _next_unread(self) -> None:
        if not self._window.sources.next_unread():
            self._window.say("Every source in this list has been read.")


def _read_clip(workspace: Workspace, clip: clipping.Clip, task: Task) -> None:
    task.hand_over(workspace.read_paste(clip.html, clip.text, clip.url))


def _read_picture(workspace: Workspace, image: QImage, url: str | None, seen: str | None, task: Task) -> None:
    task.hand_over(workspace.read_picture(clipping.as_png(image), url, seen))
