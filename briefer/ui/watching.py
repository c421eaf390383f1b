"""A watched folder: what the browser saves there becomes a source, without anybody asking. It survives a restart."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from briefer.ui.commands import Command
from briefer.ui.saved_files import Known, Look, look

if TYPE_CHECKING:
    from briefer.errors import BrieferError
    from briefer.ui.background import Task
    from briefer.ui.window import MainWindow


class Watching(QObject):
    """Looks at one folder while its window is open. ``changed`` comes when it begins or stops.

    What was saved there before it was told to watch is left alone; what is saved while briefer is closed comes in when
    it opens again.
    """

    changed = Signal()
    settle = 1000  # milliseconds between two looks at a file that is being written
    rest = 5000  # and between looks that nothing asked for: some drives tell of no change

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._folder: Path | None = None
        self._since = 0
        self._known = Known()
        self._looking = False
        self._began = self._looked_at = 0.0
        self._told_missing = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_noticed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        window.adding.idle.connect(self._keep_place)
        window.document.librarySwapped.connect(self._on_swapped)

    def commands(self) -> list[Command]:
        """Return the acts."""
        return [
            Command(
                id="sources.watch", title="Watch a folder…", run=self.choose, enabled=self._can_write, mnemonic="W",
                also="downloads automatic import browser save",
            ),
            Command(
                id="sources.unwatch", title=self._stop_title, run=self.stop, enabled=self._is_on, mnemonic="t",
                also="watched folder downloads",
            ),
        ]  # fmt: skip

    @property
    def folder(self) -> Path | None:
        """The folder that is watched."""
        return self._folder

    def resume(self) -> None:
        """Go on with the folder that was watched when briefer was closed."""
        now = self._window.choices.now
        if now.watched_folder and self._can_write():
            self._begin(Path(now.watched_folder), since=int(now.watched_since * 1e9))

    def choose(self) -> None:
        """Ask which folder."""
        window = self._window
        dialog = QFileDialog(window, "Watch a folder", str(self._folder or window.memory.text("folder")))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def start(self, folder: Path) -> None:
        """Watch `folder` from now on, also when briefer is opened again."""
        since = time.time()
        self._window.choices.choose("watched_folder", str(folder))
        self._window.choices.choose("watched_since", since)
        self._begin(folder, since=int(since * 1e9), fresh=True)
        if not self._told_missing:
            self._window.say(f"What is saved into {folder.name or folder} from now on becomes a source.")

    def stop(self) -> None:
        """Watch no folder."""
        folder = self._folder
        if folder is None:
            return
        self._end()
        self._window.choices.choose("watched_folder", "")
        self._window.messages.say(
            f"{folder.name or folder} is not watched any more.", acts={"Watch it again": partial(self.start, folder)}
        )

    def pause(self) -> None:
        """Look no more in this window; the next one goes on."""
        self._end()

    def _begin(self, folder: Path, *, since: int, fresh: bool = False) -> None:
        self._end()
        self._folder, self._since, self._told_missing = folder, since, False
        # What lies there when one begins is old, however lately it was saved.
        self._known = Known()
        if fresh:
            first = look(folder, self._suffixes(), Known(), time.time_ns() * 2)
            self._known = first.known
            self._tell_missing(first)
        if folder.is_dir():
            self._watcher.addPath(str(folder))
        self._timer.start(0)
        self._shown()

    def _end(self) -> None:
        self._timer.stop()
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._folder = None
        self._shown()

    def _shown(self) -> None:
        self._window.commands.refresh()
        self.changed.emit()

    def _look(self) -> None:
        if self._folder is None or self._looking:
            return
        self._looking = True
        self._began = time.time()
        job = partial(_job, self._folder, self._suffixes(), self._known, self._since)
        self._window.background.start(job, done=self._on_looked, failed=self._on_failed)

    def _on_looked(self, answer: tuple[Path, Look]) -> None:
        self._looking = False
        folder, found = answer
        if folder != self._folder:
            self._timer.start(0)
            return
        self._tell_missing(found)
        self._known = found.known
        self._looked_at = self._began
        if found.whole and self._can_write():
            self._window.adding.files(found.whole, watched=folder.name or str(folder))
        if not found.missing and not self._watcher.directories():
            self._watcher.addPath(str(folder))
        self._timer.start(self.settle if found.known.waiting else self.rest)

    def _on_failed(self, _error: BrieferError) -> None:
        self._looking = False
        self._timer.start(self.rest)

    def _on_noticed(self, _path: str) -> None:
        if self._folder is not None:
            self._timer.start(min(200, self.settle))

    def _tell_missing(self, found: Look) -> None:
        """Say once that the folder is not there; when it is back, it is watched as before."""
        if found.missing and not self._told_missing and self._folder is not None:
            self._told_missing = True
            self._window.say(f"The watched folder {self._folder} is not there. It is watched again when it is back.")

    def _keep_place(self) -> None:
        """Remember up to when everything was added, so that nothing is read twice after a restart."""
        if self._folder is not None and not self._known.waiting:
            self._window.choices.choose("watched_since", self._looked_at)

    def _on_chosen(self, folder: str) -> None:
        self.start(Path(folder))

    def _on_swapped(self) -> None:
        if not self._can_write():
            self._end()

    def _can_write(self) -> bool:
        return not self._window.document.read_only

    def _is_on(self) -> bool:
        return self._folder is not None

    def _stop_title(self) -> str:
        return f"Stop watching {self._folder.name or self._folder}" if self._folder else "Stop watching a folder"

    def _suffixes(self) -> frozenset[str]:
        return frozenset(self._window.document.workspace.suffixes())


def _job(folder: Path, suffixes: frozenset[str], known: Known, since: int, task: Task) -> tuple[Path, Look]:
    return folder, look(folder, suffixes, known, since)
