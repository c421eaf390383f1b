"""Promise 1: what was called saved is there after the program was killed in the middle of anything, 20 times over."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefer.store import backup
from briefer.store.checking import damages
from briefer.workspace.workspace import Workspace
from tests.reliability.digest import state

RUNS = int(os.environ.get("BRIEFER_KILLS", "20"))
"""More in the night: the variable says how many."""

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.slow,
    pytest.mark.timeout(60 + 6 * RUNS),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL"),
]


def _killed(library: Path, seed: int, chance: random.Random) -> list[tuple[str, str]]:
    """Let an analyst work for a random while, kill the process, and return what it had said."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.writer", str(library), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None
    try:
        first = child.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.8))  # when it dies is the point of the test
        assert child.poll() is None, "the analyst stopped by itself"
    finally:
        child.send_signal(signal.SIGKILL)
        said, _ = child.communicate()
    said = first + said
    # The last line may be cut off in the middle: then nobody read it.
    lines = said[: said.rfind("\n") + 1].splitlines()
    return [(what, told) for what, told in (line.split() for line in lines)]


def test_what_was_called_saved_survives_being_killed(tmp_path: Path) -> None:
    chance = random.Random(20240501)
    acknowledged = 0
    for seed in range(RUNS):
        library = tmp_path / f"{seed // 4}.briefer"  # some runs go on where one was killed
        said = _killed(library, seed, chance)
        last = max(index for index, (what, _) in enumerate(said) if what == "saved")
        acknowledged += last
        workspace = Workspace.open(library)
        try:
            found = workspace.open_briefing("B1")
            # As it was when it was called saved, or as one of the acts made it that were begun after that.
            assert state(found, workspace.history) in {told for _, told in said[last:]}
            _undo_and_redo_everything(workspace)
            assert workspace.briefing == found
        finally:
            assert workspace.close().name == "saved"
        assert backup.problems(library) == []
        assert damages(library) == []
    assert acknowledged > 10 * RUNS


def _undo_and_redo_everything(workspace: Workspace) -> None:
    steps = 0
    while workspace.undo() is not None:
        steps += 1
    assert workspace.briefing is not None
    assert not any(blocks for _, blocks in workspace.briefing.parts()), "undo leads back to the beginning"
    for _ in range(steps):
        workspace.redo()
