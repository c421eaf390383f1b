"""Two windows on one library: one writes, the other reads and says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefer.core import edits
from briefer.core.briefing import Briefing
from briefer.errors import LibraryLocked, LibraryReadOnly
from briefer.workspace.workspace import Workspace
from tests.workspace.conftest import TEXT, Open, incoming


def test_a_second_window_may_read_and_is_told_so(workspace: Workspace, briefing: Briefing, opened: Open) -> None:
    workspace.wait_saved()
    with pytest.raises(LibraryLocked):
        opened()
    second = opened(write=False)
    assert second.read_only
    assert second.save_state.name == second.wait_saved().name == "read-only"
    assert second.open_briefing("B1") == briefing
    assert second.search("minister").total == 1
    assert second.article(second.source("S1").id).text == TEXT
    assert second.original(second.source("S1").id) == TEXT.encode()


@pytest.mark.parametrize(
    "act",
    [
        lambda window: window.do(edits.write(window.briefing, "risks", "A risk.")),
        lambda window: window.undo(),
        lambda window: window.redo(),
        lambda window: window.add(incoming("Other words.")),
        lambda window: window.correct(window.source("S1").id, title="Stir"),
        lambda window: window.set_reading(window.source("S1").id, "read"),
        lambda window: window.new_briefing("Another"),
        lambda window: window.delete_briefing("B1"),
        lambda window: window.open_briefing_file(window.location),
    ],
)
def test_a_window_that_reads_changes_nothing(
    workspace: Workspace, briefing: Briefing, opened: Open, act: Callable[[Workspace], object]
) -> None:
    workspace.wait_saved()
    second = opened(write=False)
    second.open_briefing("B1")
    with pytest.raises(LibraryReadOnly):
        act(second)
    assert second.briefing == briefing
    assert workspace.briefings() == second.briefings()


def test_when_the_writer_closes_another_may_write(workspace: Workspace, briefing: Briefing, opened: Open) -> None:
    workspace.close()
    second = opened()
    second.open_briefing(briefing.id)
    second.do(edits.write(briefing, "risks", "A risk."))
    assert second.wait_saved().name == "saved"
