"""How Python shares the time with the window: when it collects cycles, and how soon another thread gives way.

Left to itself the collector runs on whatever thread allocates, and a Qt object in a cycle would then be destroyed on
the wrong one: a family of crashes that several large PyQt and PySide programs have met.
"""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, QTimer

_EVERY = 5_000  # milliseconds
_TURN = 0.0005  # seconds


def share(parent: QObject) -> Collector:
    """Let the window's thread collect, as long as `parent` is there, and have every other thread give way soon.

    PySide gives Python up around most calls to Qt. The storage thread, at work on the last key, would keep it for
    5 ms (Python's own interval) before what that key changed can be painted.
    """
    sys.setswitchinterval(_TURN)
    return Collector(parent)


class Collector(QObject):
    """Collects now and then, as many generations as Python's own thresholds ask for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > self._thresholds[generation] > 0:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
