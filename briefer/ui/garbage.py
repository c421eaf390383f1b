"""Python's collector of cycles, kept to the window's thread.

Left to itself it runs on whatever thread allocates, and a Qt object in a cycle would then be destroyed on the wrong
one: a family of crashes that several large PyQt and PySide programs have met.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 5_000  # milliseconds


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
