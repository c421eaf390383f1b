"""Acts on words found in the briefing: others in their place, the next one, the one before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow


class SeekActs(QObject):
    """The acts. Finding itself is *Find in this pane*."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def commands(self) -> list[Command]:
        """Return the acts."""
        find = self._window.briefing_find
        return [
            Command(
                id="edit.replace", title="Replace in the briefing…", run=partial(find.open_bar, replacing=True),
                enabled=self._can_write, keys=("Ctrl+H",), mnemonic="e", also="find substitute change words",
            ),
            Command(
                id="edit.again", title="Next place found", run=find.next, enabled=self._has_briefing, keys=("F3",),
                mnemonic="x", also="find again",
            ),
            Command(
                id="edit.before", title="Place found before", run=find.previous, enabled=self._has_briefing,
                keys=("Shift+F3",), mnemonic="b", also="find again previous backward",
            ),
        ]  # fmt: skip

    def _has_briefing(self) -> bool:
        return self._window.document.briefing is not None

    def _can_write(self) -> bool:
        return self._has_briefing() and not self._window.document.read_only
