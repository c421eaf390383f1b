"""The speed table that briefer promises, and how it is printed. How a row is measured stands in `rows/<name>.py`."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass

from tests.benchmarks.harness import Measured, NotYet


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One row: what is measured, against what, and how many times as long it may take."""

    name: str
    what: str
    against: str
    goal: float


PROMISES = (
    Promise(name="first_paint", what="start to first paint", against="a bare PySide6 window", goal=1.5),
    Promise(name="help", what="briefer --help", against="python -c pass", goal=4),
    Promise(name="word_docxtpl", what="Word export, 1,000 passages, CPU", against="docxtpl 0.20.2", goal=1 / 3),
    Promise(name="word_lxml", what="Word export, 1,000 passages", against="lxml parse and serialise", goal=4),
    Promise(name="pdf", what="PDF export, about 30 pages", against="bare typst.compile", goal=1.3),
    Promise(name="preview", what="edit to new preview, about 36 pages", against="the cold export", goal=1 / 5),
    Promise(name="typing", what="key press to painted, 300 pages, p99", against="a bare QTextEdit", goal=2),
    Promise(name="open_briefing", what="open 300 pages to first text", against="a bare QTextEdit, HTML", goal=2),
    Promise(name="take_painted", what="passage taken: key to painted", against="a bare SQLite commit", goal=10),
    Promise(name="take_saved", what="passage taken: key to Saved", against="a bare SQLite commit", goal=15),
    Promise(name="intake", what="import of 100 saved web pages, CPU", against="the extraction in a loop", goal=1.5),
    Promise(name="search", what="search, 100,000 paragraphs", against="the bare FTS5 query", goal=2),
    Promise(name="open_library", what="open 10,000 sources to first rows", against="open an empty one", goal=1.5),
    Promise(name="checks", what="checks, 30 pages, after one edit", against="checks over the whole", goal=1 / 10),
)

_WIDTHS = (37, 25, 10, 10, 7, 7)


def measure(promise: Promise) -> Measured:
    """Measure one row, or raise NotYet."""
    row = f"tests.benchmarks.rows.{promise.name}"
    if importlib.util.find_spec(row) is None:
        raise NotYet("nobody has written how to measure it")
    return importlib.import_module(row).measure()


def heading() -> str:
    """Return the table's first line."""
    return _line("what", "against", "ours", "theirs", "ratio", "goal", "")


def line(promise: Promise, result: Measured | NotYet) -> str:
    """Return one row as it is printed."""
    goal = f"{promise.goal:.2g}x"
    if isinstance(result, NotYet):
        return _line(promise.what, promise.against, "-", "-", "-", goal, f"not yet: {result}")
    verdict = "met" if result.ratio <= promise.goal else "MISSED"
    note = f"{verdict}; {result.note}" if result.note else verdict
    return _line(
        promise.what, promise.against, _time(result.ours), _time(result.theirs), f"{result.ratio:.2f}x", goal, note
    )


def _line(*cells: str) -> str:
    *fixed, last = cells
    return "  ".join([*(cell.ljust(width) for cell, width in zip(fixed, _WIDTHS, strict=True)), last]).rstrip()


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms"
