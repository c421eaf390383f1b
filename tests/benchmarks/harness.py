"""Measures two ways of doing one thing side by side, so that a busy or slow machine is slow for both.

A *subject* is a callable that does its job once and returns the seconds that count: `wall`, `cpu` and `until` make one.
"""

from __future__ import annotations

import gc
import importlib.util
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Subject = Callable[[], float]


class NotYet(Exception):
    """The row cannot be measured: a room it needs is not built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The median seconds of both subjects, and what a reader has to know beside them."""

    ours: float
    theirs: float
    note: str = ""

    @property
    def ratio(self) -> float:
        """Return how many times as long ours takes."""
        return self.ours / self.theirs


def side_by_side(ours: Subject, theirs: Subject, *, rounds: int = 9, note: str = "") -> Measured:
    """Run both by turns (A, B, A, B ...) after one round that does not count, and return the medians."""
    ours()
    theirs()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for subject, seconds in zip((ours, theirs), taken, strict=True):
            gc.collect()  # or one subject pays for what the other left
            seconds.append(subject())
    return Measured(ours=statistics.median(taken[0]), theirs=statistics.median(taken[1]), note=note)


def wall(job: Callable[[], object]) -> Subject:
    """Count the seconds that pass."""

    def subject() -> float:
        start = time.perf_counter()
        job()
        return time.perf_counter() - start

    return subject


def cpu(job: Callable[[], object]) -> Subject:
    """Count the user seconds of this process and of the children it waited for."""

    def subject() -> float:
        start = _user_seconds()
        job()
        return _user_seconds() - start

    return subject


def command(words: Sequence[str | Path], env: Mapping[str, str] | None = None) -> Callable[[], object]:
    """Make a job of a program that is run to its end and must end well."""
    return lambda: subprocess.run(
        words, env=environment(env), check=True, capture_output=True, stdin=subprocess.DEVNULL
    )


def until(said: str, words: Sequence[str | Path], env: Mapping[str, str] | None = None) -> Subject:
    """Count the seconds from the start of a program until it prints a line that begins with `said`."""

    def subject() -> float:
        start = time.perf_counter()
        with subprocess.Popen(
            words, env=environment(env), stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
        ) as program:
            assert program.stdout is not None
            seconds = next((time.perf_counter() - start for line in program.stdout if line.startswith(said)), None)
        if seconds is None:
            raise RuntimeError(f"{words} ended with {program.returncode} and never said {said!r}")
        return seconds

    return subject


def need(*modules: str) -> None:
    """Raise NotYet for the first of our modules that is not written."""
    for module in modules:
        try:
            found = importlib.util.find_spec(module)
        except ModuleNotFoundError:
            found = None
        if found is None:
            raise NotYet(f"{module} is not there")


def briefer(*words: str) -> list[str | Path]:
    """Return the command line of `briefer WORDS`, as it is installed beside this Python."""
    installed = Path(sys.executable).parent / "briefer"
    return [installed, *words] if installed.exists() else [sys.executable, "-m", "briefer", *words]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a program to be measured: ours and `more`, with compiled modules kept as usual."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(more or {})}


def _user_seconds() -> float:
    return sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
