"""What a screen reader finds in a window."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessibleInterface


def walk(root: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Yield everything that a screen reader finds below `root`, in its order."""
    yield root
    for number in range(root.childCount()):
        child = root.child(number)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from walk(child)
