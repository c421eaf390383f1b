"""`briefer --help` against a Python that does nothing: what the command line adds to every call from a script."""

from __future__ import annotations

import sys

from tests.benchmarks.harness import Measured, briefer, command, need, side_by_side, wall


def measure() -> Measured:
    """Count the seconds of the whole process."""
    need("briefer.cli")
    return side_by_side(wall(command(briefer("--help"))), wall(command([sys.executable, "-c", "pass"])), rounds=15)
