"""A passage taken with a key until the briefing has painted it, against one bare SQLite commit."""

from __future__ import annotations

from briefer.ui.window import MainWindow
from tests.benchmarks.harness import Measured
from tests.benchmarks.rows import _take
from tests.benchmarks.rows._take import Done
from tests.benchmarks.rows._window import Painted


def measure() -> Measured:
    """Return the medians of both."""
    return _take.measure(_painted)


def _painted(window: MainWindow, painted: Painted) -> Done:
    before, briefing = painted.count, window.document.briefing
    return lambda: painted.count > before and window.document.briefing is not briefing
