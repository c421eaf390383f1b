"""A workspace of one briefing in memory: what the panes need of the real one, without a library or a thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from briefer.core import edits
from briefer.core.briefing import Briefing
from briefer.core.change import Edit, ReplaceBlocks, apply, touched_sources
from briefer.core.history import History
from briefer.core.passage import Citation, Passage
from briefer.core.source import Source, SourceId
from briefer.errors import LibraryReadOnly, NotFound


@dataclass(frozen=True)
class FakeChanges:
    """As `workspace.Changes`."""

    edit: Edit | None
    act: str
    before: Briefing | None
    briefing: Briefing | None
    initiator: object | None = None
    library: bool = False
    sources: frozenset[SourceId] = frozenset()
    sections: frozenset[str] = frozenset()
    facts: bool = False
    structure: bool = False


@dataclass
class FakeWorkspace:
    """Does, undoes and redoes through the real core."""

    briefing: Briefing | None = None
    sources: tuple[Source, ...] = ()
    passages: tuple[Passage, ...] = ()
    read_only: bool = False
    history: History = field(default_factory=History)
    callbacks: list[Callable[[Any], None]] = field(default_factory=list)
    saved_callbacks: list[Callable[[Any], None]] = field(default_factory=list)
    show: Callable[[], None] | None = None
    times_shown: int = 0
    closed_steps: int = 0
    has_earlier_steps: bool = False

    def subscribe(self, callback: Callable[[Any], None]) -> Callable[[], None]:
        self.callbacks.append(callback)
        return lambda: self.callbacks.remove(callback)

    def subscribe_saved(self, callback: Callable[[Any], None]) -> Callable[[], None]:
        self.saved_callbacks.append(callback)
        return lambda: self.saved_callbacks.remove(callback)

    def show_first(self, show: Callable[[], None] | None) -> None:
        self.show = show

    def shown(self) -> None:
        self.times_shown += 1

    def do(self, edit: Edit, *, initiator: object | None = None) -> FakeChanges:
        if self.read_only:
            raise LibraryReadOnly("Another window holds this library.")
        assert self.briefing is not None
        after = apply(self.briefing, edit)
        self.history = self.history.recorded(edit)
        return self._tell(edit, "do", after, initiator)

    def undo(self, *, initiator: object | None = None) -> FakeChanges | None:
        return self._travel(self.history.undo(), "undo", initiator)

    def redo(self, *, initiator: object | None = None) -> FakeChanges | None:
        return self._travel(self.history.redo(), "redo", initiator)

    def close_step(self) -> None:
        self.closed_steps += 1
        self.history = self.history.closed()

    def open(self, briefing: Briefing | None) -> None:
        self.history = History()
        before, self.briefing = self.briefing, briefing
        for callback in list(self.callbacks):
            callback(FakeChanges(None, "open", before, briefing, structure=True))

    def source(self, key: str) -> Source:
        for source in self.sources:
            if key in (source.id, source.handle):
                return source
        raise NotFound(f"There is no source {key}.")

    def has_picture(self, sha256: str) -> bool:
        return True

    def passages_of(self, source: SourceId) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.passages if passage.source == source)

    def citation_note(self, citation: Citation, briefing: Briefing) -> str:
        return "; ".join(self.source(item.passage.source).name for item in citation)

    def set_fact(self, name: str, value: str) -> None:
        assert self.briefing is not None
        self.do(edits.set_fact(self.briefing, name, value))

    def _travel(self, step: tuple[Edit, History] | None, act: str, initiator: object | None) -> FakeChanges | None:
        if step is None:
            return None
        assert self.briefing is not None
        edit, self.history = step
        return self._tell(edit, act, apply(self.briefing, edit), initiator)

    def _tell(self, edit: Edit, act: str, after: Briefing, initiator: object | None) -> FakeChanges:
        before, self.briefing = self.briefing, after
        sections = frozenset(change.section for change in edit.changes if isinstance(change, ReplaceBlocks))
        changes = FakeChanges(
            edit, act, before, after, initiator, sections=sections, sources=touched_sources(edit), facts=not sections
        )
        for callback in list(self.callbacks):
            callback(changes)
        return changes
