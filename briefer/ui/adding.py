"""How what comes in is read: elsewhere, one batch at a time, each article added as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from briefer.core.source import Source, SourceId
from briefer.errors import BrieferError
from briefer.ui import wording
from briefer.ui.background import Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefer.ui.window import MainWindow
    from briefer.workspace.importing import Missed
    from briefer.workspace.workspace import Incoming, Workspace

Job = Callable[[Task], None]
"""Reads something elsewhere and hands over each article, or a sentence about one that could not be read."""


@dataclass
class Batch:
    """What is read in one go. ``watched`` is the name of the folder that it was saved into, if nobody asked for it."""

    job: Job
    watched: str = ""
    failed: list[str] = field(default_factory=list)
    added: list[SourceId] = field(default_factory=list)
    known: list[SourceId] = field(default_factory=list)


class Adding(QObject):
    """Reads batches one behind the other. ``idle`` comes when there is none any more."""

    idle = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._task: Task | None = None
        self._batch: Batch | None = None
        self._waiting: list[Batch] = []

    @property
    def busy(self) -> bool:
        """Whether something is being read."""
        return self._batch is not None

    def files(self, files: Sequence[Path], *, watched: str = "") -> None:
        """Read files, and those in folders among them."""
        self.start(partial(_read, self._window.document.workspace, tuple(files)), watched=watched)

    def start(self, job: Job, *, watched: str = "") -> None:
        """Read what `job` reads, now or behind what is being read."""
        self._waiting.append(Batch(job, watched))
        self._next()

    def cancel(self) -> None:
        """Stop reading; what was added stays."""
        if self._task is not None:
            self._task.cancel()
            self._waiting.clear()
            self._finish(cancelled=True)

    def _next(self) -> None:
        if self._batch is not None or not self._waiting:
            return
        batch = self._batch = self._waiting.pop(0)
        progress = self._window.progress
        if not batch.watched:
            progress.show_progress(0.0, "Reading…")
        self._task = self._window.background.start(
            batch.job,
            done=self._on_done,
            failed=self._on_error,
            progress=progress.show_progress if not batch.watched else None,
            arrived=partial(self._on_arrived, batch),
        )

    def _on_arrived(self, batch: Batch, what: Incoming | str) -> None:
        if batch is not self._batch:
            return  # handed over when its batch was being stopped, which has been told since
        if isinstance(what, str):
            batch.failed.append(what)
            return
        workspace = self._window.document.workspace
        before = len(workspace.sources)
        try:
            source = workspace.add(what)
        except BrieferError as error:
            batch.failed.append(f"{what.name or 'What was pasted'}: {error.sentence}")
            return
        (batch.added if len(workspace.sources) > before else batch.known).append(source.id)
        if self._window.article.source is None and not batch.watched:
            self._window.open_source(source.id)

    def _on_done(self, _answer: object) -> None:
        self._finish()

    def _on_error(self, error: BrieferError) -> None:
        if self._batch is not None:
            self._batch.failed.append(error.sentence)
        self._finish()

    def _finish(self, *, cancelled: bool = False) -> None:
        batch, self._batch, self._task = self._batch, None, None
        self._window.progress.hide()
        if batch is not None:
            self._tell(batch, cancelled=cancelled)
        self._next()
        if self._batch is None:
            self.idle.emit()

    def _tell(self, batch: Batch, *, cancelled: bool) -> None:
        """Say what came of a batch, and open what one is likely to read now."""
        if batch.watched:
            self._tell_watched(batch)
            return
        window = self._window
        first = (batch.added or batch.known or [None])[0]
        if cancelled:
            window.messages.say(f"Stopped. {_summary(batch)}.", lines=tuple(batch.failed))
        elif len(batch.failed) == 1 and first is None:
            window.say(batch.failed[0])
        elif batch.failed:
            window.messages.say(f"{_summary(batch)}.", lines=tuple(batch.failed))
        elif first is None:
            window.say("There is nothing in there that briefer reads.")
        elif not batch.added:
            window.open_source(first)
            window.say(known_words([window.document.workspace.source(id_) for id_ in batch.known]))
        elif len(batch.added) == 1 and not batch.known:
            window.open_source(first)
        else:
            window.say(f"{_summary(batch)}.")

    def _tell_watched(self, batch: Batch) -> None:
        """Say what came out of a watched folder; nothing is opened, for somebody may be reading."""
        window = self._window
        if batch.failed:
            missed = wording.counted(len(batch.failed), "file", "files")
            window.messages.say(f"{missed} from {batch.watched} could not be read.", lines=tuple(batch.failed))
        if not batch.added:
            return
        first = batch.added[0]
        name = window.document.workspace.source(first).name
        words = f"“{name}” was" if len(batch.added) == 1 else f"{len(batch.added):,} sources were"
        label = "Read it" if len(batch.added) == 1 else "Read the first"
        window.messages.say(
            f"{words} added from {batch.watched}.", lines=tuple(batch.failed), acts={label: partial(window.read, first)}
        )


def _summary(batch: Batch) -> str:
    """Return how many were added, were there already, could not be read."""
    parts = [wording.counted(len(batch.added), "source was added", "sources were added")]
    if batch.known:
        parts.append(wording.counted(len(batch.known), "was in the library already", "were in the library already"))
    if batch.failed:
        parts.append(wording.counted(len(batch.failed), "file could not be read", "files could not be read"))
    return "; ".join(parts)


def known_words(sources: Sequence[Source]) -> str:
    """Say that files were in the library before, as the same bytes."""
    handles = ", ".join(source.handle for source in sources[:3])
    if len(sources) == 1:
        return f"This is in the library already: {handles}, “{sources[0].name}”."
    more = f" and {len(sources) - 3:,} more" if len(sources) > 3 else ""
    return f"These are in the library already: {handles}{more}."


def _read(workspace: Workspace, files: tuple[Path, ...], task: Task) -> None:
    """Read files one by one; runs elsewhere."""
    found = workspace.expand(files).files
    for number, file in enumerate(found):
        if task.cancelled():
            return
        task.report(number / len(found), f"Reading {file.name} ({number + 1} of {len(found)})")
        try:
            arrival = workspace.read_file(file, cancelled=task.cancelled)
            for incoming in arrival.articles:
                task.hand_over(incoming)
            for missed in arrival.missed:
                task.hand_over(_failure(f"{file.name}, {missed.name}", missed.name, missed))
        except BrieferError as error:
            if task.cancelled():
                return
            task.hand_over(_failure(file.name, file.name, error))


def _failure(where: str, name: str, told: BrieferError | Missed) -> str:
    """Return a sentence about a file that could not be read, with the place where it does not name the file itself."""
    words = f"{told.sentence} {told.hint}".strip()
    return words if where == name and name in told.sentence else f"{where}: {words}"
