"""What both rows of a passage taken share: the window, the key, and the bare commit it is measured against."""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from briefer.store.engine import PRAGMAS
from briefer.ui.window import MainWindow
from briefer.workspace.workspace import Workspace
from tests.benchmarks.harness import Measured, Subject, side_by_side
from tests.benchmarks.rows._articles import incoming
from tests.benchmarks.rows._window import Painted, settle, wait_for, window_on

_BUILD = Path(__file__).resolve().parents[3] / "build"
_LINE = "Reports about a presence have entered the wider conversation, and two ministers were asked about it. "
_ROUNDS = 40
_REAL_DISK = 0.0005  # seconds: a faster commit did not wait for any disk, and is counted as one that did

Done = Callable[[], bool]


def measure(done: Callable[[MainWindow, Painted], Done]) -> Measured:
    """Count from the key to what `done` tells of, in a window whose library lies in the checkout's build folder.

    There it is on a real disk: in memory a commit costs nothing, and the ratio says nothing.
    """
    _BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=_BUILD) as folder:
        library = Path(folder) / "library.briefer"
        workspace = Workspace.open(library)
        workspace.new_briefing("Speed")
        workspace.add(incoming("A report", [_LINE * 3] * 60))
        workspace.close()
        bare = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
        with window_on(library) as window:
            window.document.workspace.open_briefing("B1")
            window.open_source(window.document.workspace.source("S1").id)
            settle()
            result = side_by_side(_take(window, done), _commit(bare), rounds=_ROUNDS)
        bare.close()
    if result.theirs < _REAL_DISK:
        return replace(result, theirs=_REAL_DISK, note="a commit waits for no disk here; counted as 0.5 ms")
    return result


def _take(window: MainWindow, done: Callable[[MainWindow, Painted], Done]) -> Subject:
    starts = itertools.count(step=len(_LINE))
    reader = window.article.reader
    painted = Painted(window.briefing.editor.viewport())

    def take() -> float:
        start = next(starts)
        reader.select(start, start + len(_LINE) - 1)
        reader.setFocus()
        window.document.workspace.wait_saved()
        settle()
        finished = done(window, painted)
        began = time.perf_counter()
        QTest.keyClick(reader, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        wait_for(finished)
        return time.perf_counter() - began

    return take


def _commit(bare: sqlite3.Connection) -> Subject:
    for pragma in PRAGMAS:
        bare.execute(f"PRAGMA {pragma}")
    bare.execute("CREATE TABLE passage (id INTEGER PRIMARY KEY, words TEXT) STRICT")

    def commit() -> float:
        start = time.perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO passage(words) VALUES (?)", (_LINE,))
        bare.execute("COMMIT")
        return time.perf_counter() - start

    return commit
