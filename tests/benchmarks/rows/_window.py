"""The real window on a real library, driven from outside: it is told events and asked what it has painted."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from briefer.ui import opening, pace
from briefer.ui import theme as themes
from briefer.ui.window import MainWindow

_NAP = 0.0001  # seconds


@contextmanager
def window_on(library: Path) -> Generator[MainWindow]:
    """Open the window on a library as the program does after its first paint."""
    app = application()
    window = MainWindow()
    window.theme = themes.apply(app, "light")
    window.show()
    pace.share(window)
    opening.open_library(window, str(library))
    settle()
    yield window
    window.document.workspace.wait_saved()
    window.close()
    window.deleteLater()
    settle()


def application() -> QApplication:
    """Return the one application, made where there is none."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return app


def settle() -> None:
    """Let everything happen that has been asked for."""
    QApplication.processEvents()


def wait_for(happened: Callable[[], bool]) -> None:
    """Handle events, with short sleeps between them so that the storage thread has the processor.

    Raises:
        RuntimeError: it has not happened after 10 seconds.
    """
    until = time.monotonic() + 10
    while not happened():
        QApplication.processEvents()
        time.sleep(_NAP)
        if time.monotonic() > until:
            raise RuntimeError("the window did not do what it was told")


class Painted(QObject):
    """Counts the paint events of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Count, and let every event go on."""
        self.count += event.type() == QEvent.Type.Paint
        return False
