"""The keys of the number row, told by where they are and not by what they print.

On a French keyboard Ctrl and the sixth key mean "smaller", and the first key prints "&". So a ShortcutOverride is
claimed here before Qt looks for a shortcut, on whatever widget has the focus.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

# Keys 1 to 9 and 0 in the order of the row. X11 and Wayland count evdev codes plus 8, Windows has scan codes, macOS
# the kVK_ANSI_ codes of Carbon's Events.h, which are not in order.
_X11 = {10 + index: (index + 1) % 10 for index in range(10)}
_WINDOWS = {2 + index: (index + 1) % 10 for index in range(10)}
_MACOS = {0x12: 1, 0x13: 2, 0x14: 3, 0x15: 4, 0x17: 5, 0x16: 6, 0x1A: 7, 0x1C: 8, 0x19: 9, 0x1D: 0}

_CLAIMED = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


def number_of(event: QKeyEvent, platform: str = sys.platform) -> int | None:
    """Return which key of the number row was pressed with Ctrl (Command on macOS) alone; None for any other."""
    if event.modifiers() & ~Qt.KeyboardModifier.GroupSwitchModifier != Qt.KeyboardModifier.ControlModifier:
        return None
    if platform == "darwin":
        native, row = event.nativeVirtualKey(), _MACOS
    else:
        native, row = event.nativeScanCode(), _WINDOWS if platform == "win32" else _X11
    if native:
        return row.get(native)
    # Without a native code (on-screen keyboards, tests) what it prints is all there is.
    number = event.key() - Qt.Key.Key_0
    return number if 0 <= number <= 9 else None


class NumberRow(QObject):
    """Hands Ctrl + a key of the number row to `pressed`, and to nobody else.

    It watches the widget that has the focus, and no other: a filter over the whole application would cost every event.
    """

    def __init__(self, window: QWidget, pressed: Callable[[int], object]) -> None:
        super().__init__(window)
        self._window = window
        self._pressed = pressed
        self._watched: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, QApplication.focusWidget())

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._on_destroyed)
            self._watched = None
        if new is not None and new.window() is self._window:
            new.installEventFilter(self)
            new.destroyed.connect(self._on_destroyed)
            self._watched = new

    def _on_destroyed(self) -> None:
        self._watched = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim the key before shortcuts are looked for, and act when it comes."""
        if event.type() not in _CLAIMED or not isinstance(event, QKeyEvent):
            return False
        number = number_of(event)
        if number is None:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if not event.isAutoRepeat():
            self._pressed(number)
        return True
