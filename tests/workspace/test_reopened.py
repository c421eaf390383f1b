"""What was done is there tomorrow: any sequence of acts, undone and redone, in a library closed and opened again."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from briefer.core.briefing import TRAY, Briefing
from briefer.core.history import History
from briefer.core.passage import Passage
from briefer.core.source import SourceId
from briefer.workspace.workspace import Workspace
from tests.strategies import Pool, acts, pools, references
from tests.workspace.conftest import stocked


def _as_kept(history: History) -> History:
    """Return the undo list as it comes back: the run of typing is over."""
    return history.closed()


class AcrossRestarts(RuleBasedStateMachine):
    """An analyst at work in one library, closing it at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.workspace = Workspace.open(self.folder / "library.briefer")
        self.pool: Pool | None = None

    def teardown(self) -> None:
        self.workspace.close()
        shutil.rmtree(self.folder)

    @property
    def briefing(self) -> Briefing:
        assert self.workspace.briefing is not None
        return self.workspace.briefing

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        drawn = data.draw(pools())
        self.pool = stocked(self.workspace, drawn)
        self.workspace.new_briefing("Movements")

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        assert self.pool is not None
        self.workspace.do(data.draw(acts(self.briefing, self.pool)))

    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        assert self.pool is not None
        source = data.draw(st.sampled_from(self.pool.sources))
        reference = data.draw(references())
        self.workspace.correct(source.id, title=reference.title, authors=reference.authors)
        assert self.workspace.source(source.id).reference.title == reference.title

    @rule()
    def undo(self) -> None:
        before, history = self.briefing, self.workspace.history
        if self.workspace.undo() is not None:
            assert len(self.workspace.history.done) == len(history.done) - 1
        else:
            assert self.briefing == before

    @rule()
    def redo(self) -> None:
        self.workspace.redo()

    @rule()
    def pause(self) -> None:
        self.workspace.close_step()

    @precondition(lambda self: self.pool is not None)
    @rule()
    def reopen(self) -> None:
        briefing, history = self.briefing, _as_kept(self.workspace.history)
        sources, passages = self.workspace.sources, self._passages()
        assert self.workspace.close().name == "saved"
        self.workspace = Workspace.open(self.folder / "library.briefer")
        assert self.workspace.open_briefing(briefing.handle) == briefing
        assert self.workspace.history == history
        assert self.workspace.sources == sources
        assert self._passages() == passages

    @precondition(lambda self: self.pool is not None)
    @rule()
    def undo_everything_and_redo_it(self) -> None:
        after = self.briefing
        steps = 0
        while self.workspace.undo() is not None:
            steps += 1
        assert not any(blocks for _, blocks in self.briefing.parts())
        for _ in range(steps):
            self.workspace.redo()
        assert self.briefing.sections == after.sections
        assert self.briefing.blocks(TRAY) == after.blocks(TRAY)
        assert self.briefing.facts == after.facts

    @invariant()
    def every_passage_has_a_handle_of_its_own(self) -> None:
        handles = [passage.handle for passages in self._passages().values() for passage in passages]
        assert len(set(handles)) == len(handles)

    def _passages(self) -> dict[SourceId, tuple[Passage, ...]]:
        return {source.id: self.workspace.passages_of(source.id) for source in self.workspace.sources}


AcrossRestarts.TestCase.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
TestAcrossRestarts = AcrossRestarts.TestCase
