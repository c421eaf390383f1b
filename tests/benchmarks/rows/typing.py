"""A key pressed in a briefing of 300 pages until it is painted, against the same document in a bare QTextEdit.

The window is the real one, with its panes, its undo list and a library on the disk that every key is saved to. Both
windows are open at once and are typed into by turns.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from briefer.core.briefing import Paragraph
from briefer.core.change import Caret
from briefer.ui.window import MainWindow
from tests.benchmarks.harness import Measured
from tests.benchmarks.rows._long import write
from tests.benchmarks.rows._window import Painted, settle, wait_for, window_on

_RUNS = 3
_KEYS = "and then the talks went on without a word about restraint, " * 4


def measure() -> Measured:
    """Return the 99th percentile of both."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library.briefer"
        middle = write(library)
        with window_on(library) as window:
            runs = _type_into(window, middle)
    return Measured(
        ours=_worst(run[0] for run in runs),
        theirs=_worst(run[1] for run in runs),
        note=f"medians {_middle(runs, 0):.2f} and {_middle(runs, 1):.2f} ms",
    )


def _type_into(window: MainWindow, middle: Paragraph) -> list[tuple[list[float], ...]]:
    window.document.workspace.open_briefing("B1")
    ours = window.briefing.editor
    theirs = QTextEdit()
    # The same text in the same look; of the figures it knows nothing.
    theirs.setDocument(ours.document().clone(theirs))
    theirs.resize(ours.size())
    theirs.show()
    # A text field lays its document out bit by bit while nobody types, all of it in a quarter of a second. Before that
    # a key moves nothing below it, so that the two would not do the same work: in a laid out document of 300 pages,
    # most of a key's time is Qt's moving every paragraph below.
    wait_for(lambda: _is_laid_out(ours) and _is_laid_out(theirs))
    assert ours.set_caret(Caret(section="situation", block=middle.id, offset=100))
    cursor = theirs.textCursor()
    cursor.setPosition(ours.textCursor().position(), QTextCursor.MoveMode.MoveAnchor)
    theirs.setTextCursor(cursor)
    settle()
    runs = [_type_by_turns(ours, theirs, between=window.document.workspace.wait_saved) for _ in range(_RUNS)]
    theirs.close()
    return runs


def _is_laid_out(editor: QTextEdit) -> bool:
    return editor.document().lastBlock().layout().lineCount() > 0


def _worst(runs: Iterable[list[float]]) -> float:
    """Return the 99th percentile, as the median over the runs: one hiccup of the machine spoils one run alone."""
    return statistics.median(statistics.quantiles(seconds, n=100)[98] for seconds in runs)


def _middle(runs: list[tuple[list[float], ...]], which: int) -> float:
    return statistics.median(seconds for run in runs for seconds in run[which]) * 1000


def _type_by_turns(*editors: QTextEdit, between: Callable[[], object]) -> tuple[list[float], ...]:
    watchers = [Painted(editor.viewport()) for editor in editors]
    times: tuple[list[float], ...] = tuple([] for _ in editors)
    for letter in _KEYS:
        for editor, watcher, seconds in zip(editors, watchers, times, strict=True):
            before = watcher.count
            start = time.perf_counter()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(editor, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
            while watcher.count == before:
                settle()
            seconds.append(time.perf_counter() - start)
            # What follows the paint (timers of a pause, the writing) is not a part of the next key, least of all of
            # one in the other window.
            settle()
            between()
    return times
