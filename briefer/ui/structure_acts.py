"""Acts on the order of the briefing: what stands at the caret, or is current in the outline, goes up or down."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.ui import editor_order
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow


class StructureActs(QObject):
    """The acts; each does in the outline what it does in the text, whichever has the keyboard."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def commands(self) -> list[Command]:
        """Return the acts."""
        return [
            Command(
                id="order.up", title="Move up", run=partial(self.move, -1), enabled=self._can_write,
                keys=("Alt+Shift+Up",), mnemonic="M", also="block paragraph reorder order before",
            ),
            Command(
                id="order.down", title="Move down", run=partial(self.move, 1), enabled=self._can_write,
                keys=("Alt+Shift+Down",), mnemonic="d", also="block paragraph reorder order behind",
            ),
            Command(
                id="order.section-up", title="Move section up", run=partial(self.move_section, -1),
                enabled=self._can_write, mnemonic="c", also="reorder order before",
            ),
            Command(
                id="order.section-down", title="Move section down", run=partial(self.move_section, 1),
                enabled=self._can_write, mnemonic="n", also="reorder order behind",
            ),
        ]  # fmt: skip

    def move(self, by: int) -> None:
        """Move the current block or section one place up (-1) or down (1)."""
        if self._in_outline():
            self._window.outline.move_by(by)
        else:
            editor_order.move(self._window.briefing.editor, by)

    def move_section(self, by: int) -> None:
        """Move the current section one place up (-1) or down (1)."""
        if self._in_outline():
            self._window.outline.move_section_by(by)
        else:
            editor_order.move_section(self._window.briefing.editor, by)

    def _in_outline(self) -> bool:
        return self._window.focusWidget() is self._window.outline and self._window.outline.isVisible()

    def _can_write(self) -> bool:
        return self._window.document.briefing is not None and not self._window.document.read_only
