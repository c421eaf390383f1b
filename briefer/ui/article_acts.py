"""How the article that is read stands to other sources, said above it: what it came with, captures, near copies."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.core.likeness import Likeness
from briefer.errors import BrieferError
from briefer.ui import relations, wording
from briefer.ui.article_banner import Note
from briefer.ui.commands import Command
from briefer.ui.dialogs.compare import CompareDialog
from briefer.ui.echo import takes_passages

if TYPE_CHECKING:
    from briefer.core.source import Source, SourceId
    from briefer.ui.background import Task
    from briefer.ui.window import MainWindow
    from briefer.workspace.workspace import Changes, Workspace


class ArticleActs(QObject):
    """Fills the banner above the article, and does what its buttons say."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._likeness: dict[SourceId, Likeness] = {}
        self._asked: set[SourceId] = set()
        self._told_former = 0
        window.article.shown.connect(self.show_notes)
        window.document.changed.connect(self._on_changed)

    def commands(self) -> list[Command]:
        """Return the acts on the article that is read."""
        return [
            Command(
                id="article.compare", title="Compare captures…", run=self.compare, enabled=self._can_compare,
                mnemonic="m", also="earlier later version difference passages moved lost",
            ),
        ]  # fmt: skip

    # --- what is said ------------------------------------------------------------------------------------------------

    def show_notes(self) -> None:
        """Say what there is to say about the article that is shown."""
        source = self._window.article.source
        notes = self._notes(source) if source is not None else []
        self._window.article.banner.show_notes(notes)
        self._window.commands.refresh()

    def _notes(self, source: Source) -> list[Note]:
        workspace = self._window.document.workspace
        notes: list[Note] = []
        words, offered = relations.together(source, workspace.together(source.id))
        if words:
            notes.append(Note(words, {f"{each.handle} {each.name}": partial(self._read, each.id) for each in offered}))
        words, other = relations.capture(source, workspace.captures(source.id))
        if other is not None:
            acts = {"Compare…": self.compare, f"Open {other.handle}": partial(self._read, other.id)}
            notes.append(Note(words, acts))
        if source.duplicate_of is not None:
            notes.append(self._near(source))
        former = self._told_former = self._former(source)
        if former:
            one = "passage keeps the words that it had"
            many = "passages keep the words that they had"
            words = f"{wording.counted(former, one, many)} in this file as it was read before."
            notes.append(Note(words, {"Compare…": partial(self._open_compare, source.id, source.id)}))
        return notes

    def _near(self, source: Source) -> Note:
        assert source.duplicate_of is not None
        other = self._window.document.workspace.source(source.duplicate_of)
        found = self._likeness.get(source.id)
        acts = {f"Open {other.handle}": partial(self._read, other.id)}
        if found is None:
            if source.id not in self._asked:
                self._asked.add(source.id)
                job = partial(_likeness, self._window.document.workspace, source.id)
                self._window.background.start(job, done=self._on_likeness, failed=self._window.show_error)
            return Note(relations.near(None, other), acts)
        return Note(relations.near(found.share, other), {"Show shared run": partial(self._show_run, found), **acts})

    def _on_likeness(self, answer: tuple[SourceId, Likeness | None]) -> None:
        id_, found = answer
        if found is not None:
            self._likeness[id_] = found
            self.show_notes()

    def _show_run(self, found: Likeness) -> None:
        """Select the words that both have, with the way to where they stand in the other."""
        window = self._window
        window.article.view.choose(False)
        window.article.view.select(found.start, found.end)
        other = window.document.workspace.source(found.other)
        article = window.article.reader.article
        words = len(article.text[found.start : found.end].split()) if article is not None else 0
        window.messages.say(
            f"The longest run that both have is selected: {wording.counted(words, 'word', 'words')}.",
            acts={f"Show it in {other.handle}": partial(window.read, other.id, found.other_start, found.other_end)},
        )

    def _former(self, source: Source) -> int:
        """Return how many passages were taken from an earlier text of the same file."""
        return sum(mark.passage.text_sha256 != source.text_sha256 for mark in self._window.article.used())

    def _on_changed(self, changes: Changes) -> None:
        source = self._window.article.source
        if source is not None and takes_passages(changes) and self._former(source) != self._told_former:
            self.show_notes()

    def _read(self, id_: SourceId) -> None:
        self._window.read(id_)

    # --- captures ----------------------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Show what became of the passages of the earlier capture in the later one."""
        source = self._window.article.source
        if source is None:
            return
        captures = self._window.document.workspace.captures(source.id)
        _, other = relations.capture(source, captures)
        if other is not None:
            old, new = sorted((source, other), key=lambda each: each.number)
            self._open_compare(old.id, new.id)

    def _open_compare(self, old: SourceId, new: SourceId) -> None:
        try:
            comparison = self._window.document.workspace.compare(old, new)
        except BrieferError as error:
            self._window.show_error(error)
            return
        dialog = CompareDialog(self._window.document, comparison, self._window.theme, self._window)
        dialog.passageWanted.connect(self._on_passage_wanted)
        dialog.open()

    def _on_passage_wanted(self, id_: SourceId, start: int, end: int) -> None:
        self._window.open_source(id_, start, end)

    def _can_compare(self) -> bool:
        source = self._window.article.source
        return source is not None and len(self._window.document.workspace.captures(source.id)) > 1


def _likeness(workspace: Workspace, id_: SourceId, _task: Task) -> tuple[SourceId, Likeness | None]:
    return id_, workspace.likeness(id_)
