"""The start of the window: it paints first; the library, and everything heavy with it, is loaded after that."""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from briefer.ui import theme as themes
from briefer.ui.window import MainWindow


def main(argv: list[str] | None = None) -> int:
    """Open the window and return the exit code when it is closed.

    ``--library PLACE`` opens another library than the person's own (as ``BRIEFER_LIBRARY`` does), ``--sample`` the
    sample. With ``BRIEFER_PAINT_PROBE=1`` it prints ``painted NANOSECONDS`` when it has painted first, and ends.
    """
    began = time.perf_counter_ns()
    words = sys.argv[1:] if argv is None else argv
    QApplication.setStyle("Fusion")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("briefer")
    app.setApplicationDisplayName("briefer")
    app.setDesktopFileName("briefer")
    window = MainWindow()
    window.theme = themes.apply(app, window.choices.now.theme)
    starting = _Starting(window, library=_library(words), sample="--sample" in words, began=began)
    probe = os.environ.get("BRIEFER_PAINT_PROBE") == "1"
    window.painted.connect(starting.tell if probe else starting.schedule)
    window.show()
    return app.exec()


def _library(words: list[str]) -> str | None:
    for number, word in enumerate(words):
        if word.startswith("--library="):
            return word.partition("=")[2]
        if word == "--library" and number + 1 < len(words):
            return words[number + 1]
    return os.environ.get("BRIEFER_LIBRARY") or None


class _Starting(QObject):
    """What comes after the first paint."""

    def __init__(self, window: MainWindow, *, library: str | None, sample: bool, began: int) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._sample = sample
        self._began = began

    def tell(self) -> None:
        """Print how long the first paint took, and end."""
        print(f"painted {time.perf_counter_ns() - self._began}", flush=True)  # noqa: T201 - what the benchmark reads
        QTimer.singleShot(0, self._window, QApplication.quit)

    def schedule(self) -> None:
        """Go on when the paint is on the screen."""
        QTimer.singleShot(0, self, self.load)

    def load(self) -> None:
        """Open the library and put the panes in."""
        from briefer.ui import crash, opening, pace

        crash.install()
        pace.share(self)
        opening.open_library(self._window, self._library, sample=self._sample)
