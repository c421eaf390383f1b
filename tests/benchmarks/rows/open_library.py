"""A library of 10,000 sources opened until its first rows are painted, against an empty one until its window is.

Each in a new process, as at every start: the clock runs from the window's first, empty paint, so that what both need
to get there does not make them alike.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from briefer.workspace.workspace import Workspace
from tests.benchmarks.harness import Measured, Subject, environment, side_by_side
from tests.benchmarks.rows._articles import incoming

_SOURCES = 10_000

_OPEN = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from briefer.ui import theme
from briefer.ui.window import MainWindow

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.tell)
        return False

    def tell(self):
        print("opened", time.perf_counter() - began, flush=True)
        app.exit()

def load():
    global began
    began = time.perf_counter()
    from briefer.ui import opening
    opening.open_library(window, sys.argv[1])
    rows = window.sources.model.rowCount()
    assert rows == int(sys.argv[2]), rows
    (window.sources.list.viewport() if rows else window.welcome).installEventFilter(watch)

app = QApplication([])
watch = Watch()
window = MainWindow()
window.theme = theme.apply(app, "light")
window.painted.connect(lambda: QTimer.singleShot(0, load))
window.show()
app.exec()
window.close()
"""


def measure() -> Measured:
    """Count the seconds that the window itself measures."""
    with tempfile.TemporaryDirectory() as name:
        full, empty = Path(name) / "full.briefer", Path(name) / "empty.briefer"
        _fill(full)
        Workspace.open(empty).close()
        return side_by_side(_opening(full, _SOURCES), _opening(empty, 0), rounds=5, note="from the first paint on")


def _fill(library: Path) -> None:
    workspace = Workspace.open(library)
    for number in range(_SOURCES):
        name = f"Report {number} on the border"
        workspace.add(incoming(name, [f"{name} has entered the conversation."], publisher="Agency"))
    workspace.close()


def _opening(library: Path, rows: int) -> Subject:
    words = [sys.executable, "-c", _OPEN, str(library), str(rows)]

    def subject() -> float:
        done = subprocess.run(
            words, env=environment(), check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        return float(done.stdout.split()[-1])

    return subject
