"""Whether the person asked their system for less motion, as far as Qt tells."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyle, QWidget


def reduced(widget: QWidget) -> bool:
    """Say whether nothing should fade or slide in `widget`.

    Styles say so by a duration of nothing. On Windows Qt passes the system's own switch on as effects of menus; on
    other systems those are off whatever the person wants, and say nothing.
    """
    duration = widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget)
    if duration == 0:
        return True
    return sys.platform == "win32" and not QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
