"""The start of briefer's window against a bare window with a text editor, each from the start of its process.

With BRIEFER_PAINT_PROBE=1 in its environment briefer's window prints a line that begins with `painted`, flushed, when
the first paintEvent of the main window has ended, and then quits. The clock is ours: it stops when the line arrives.
"""

from __future__ import annotations

import sys

from tests.benchmarks.harness import Measured, briefer, need, side_by_side, until

_BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        QTimer.singleShot(0, QApplication.quit)

app = QApplication([])
window = Window()
window.setCentralWidget(QTextEdit())
window.resize(1200, 800)
window.show()
app.exec()
"""


def measure() -> Measured:
    """Count the seconds until the first line that says it is painted."""
    need("briefer.ui.app")
    ours = until("painted", briefer(), {"BRIEFER_PAINT_PROBE": "1"})
    return side_by_side(ours, until("painted", [sys.executable, "-c", _BARE]), rounds=11)
