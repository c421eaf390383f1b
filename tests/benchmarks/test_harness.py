"""A benchmark that measures wrongly is worse than none."""

from __future__ import annotations

import importlib
import importlib.util
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.benchmarks import table
from tests.benchmarks.harness import Measured, NotYet, command, cpu, need, side_by_side, until, wall


def test_both_run_by_turns_and_the_median_counts() -> None:
    order: list[str] = []
    seconds = {"ours": iter([99, 3.0, 1.0, 100.0]), "theirs": iter([99, 1.0, 2.0, 0.1])}

    def subject(name: str) -> float:
        order.append(name)
        return next(seconds[name])

    result = side_by_side(lambda: subject("ours"), lambda: subject("theirs"), rounds=3)
    assert order == ["ours", "theirs"] * 4
    assert (result.ours, result.theirs, result.ratio) == (3.0, 1.0, 3.0)


def test_cpu_counts_work_and_not_waiting() -> None:
    assert cpu(lambda: time.sleep(0.2))() < 0.1
    assert wall(lambda: time.sleep(0.2))() >= 0.2
    burn = command([sys.executable, "-c", "sum(range(20_000_000))"])
    assert cpu(burn)() > wall(burn)() / 3


def test_until_stops_at_the_line_and_not_at_the_end() -> None:
    slow = "import time; print('painted', flush=True); time.sleep(1)"
    assert until("painted", [sys.executable, "-c", slow])() < 1


def test_a_program_that_fails_is_no_measurement() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        command([sys.executable, "-c", "raise SystemExit(3)"])()
    with pytest.raises(RuntimeError, match="never said"):
        until("painted", [sys.executable, "-c", "pass"])()


def test_a_row_says_whether_its_goal_is_met() -> None:
    promise = table.Promise(name="x", what="what", against="against", goal=2)
    assert table.line(promise, Measured(ours=0.2, theirs=0.1)).endswith("met")
    assert table.line(promise, Measured(ours=0.21, theirs=0.1)).endswith("MISSED")
    assert "not yet: briefer.cellar is not there" in table.line(promise, NotYet("briefer.cellar is not there"))


def test_what_is_not_written_is_not_measured() -> None:
    need("briefer.core")
    with pytest.raises(NotYet, match=r"briefer\.cellar\.shelf"):
        need("briefer.cellar.shelf")


def test_every_way_to_measure_belongs_to_a_row() -> None:
    rows = {file.stem for file in (Path(__file__).parent / "rows").glob("[!_]*.py")}
    assert rows <= {promise.name for promise in table.PROMISES}


@pytest.mark.parametrize("promise", table.PROMISES, ids=lambda promise: promise.name)
def test_each_row_that_is_written_can_be_measured(promise: table.Promise) -> None:
    """A row names what it measures when it is loaded: what is gone by then is told here, not in the middle of a run."""
    row = f"tests.benchmarks.rows.{promise.name}"
    if importlib.util.find_spec(row) is not None:
        assert callable(importlib.import_module(row).measure)
