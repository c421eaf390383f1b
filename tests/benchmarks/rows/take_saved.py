"""A passage taken with a key until the window says *Saved* again, against one bare SQLite commit."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from briefer.ui.window import MainWindow
from tests.benchmarks.harness import Measured
from tests.benchmarks.rows import _take
from tests.benchmarks.rows._take import Done
from tests.benchmarks.rows._window import Painted


def measure() -> Measured:
    """Return the medians of both."""
    return _take.measure(_saved)


def _saved(window: MainWindow, _painted: Painted) -> Done:
    label = next(each for each in window.statusBar().findChildren(QLabel) if each.accessibleName() == "Save state")
    said: list[str] = []
    connection = window.document.savedChanged.connect(lambda state, _problem: said.append(state))

    def done() -> bool:
        if "saving" not in said or label.text() != "Saved":
            return False
        window.document.savedChanged.disconnect(connection)
        return True

    return done
