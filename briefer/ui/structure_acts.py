"""Acts on the order of the briefing: what stands at the caret, or is current in the outline, is moved or folded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.ui import editor_order
from briefer.ui.commands import Command
from briefer.ui.folding import Folding

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow


class StructureActs(QObject):
    """The acts; each does in the outline what it does in the text, whichever has the keyboard."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._folding = Folding(window.briefing.editor, window.memory)

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
            Command(
                id="fold.fold", title="Fold section", run=self.fold, enabled=self._is_open, keys=("Alt+Shift+Left",),
                mnemonic="c", also="collapse hide",
            ),
            Command(
                id="fold.unfold", title="Unfold section", run=self.unfold, enabled=self._is_open,
                keys=("Alt+Shift+Right",), mnemonic="t", also="expand show",
            ),
            Command(
                id="fold.fold-all", title="Fold every section", run=self._folding.fold_all, enabled=self._is_open,
                mnemonic="v", also="collapse hide all",
            ),
            Command(
                id="fold.unfold-all", title="Unfold every section", run=self._folding.unfold_all,
                enabled=self._is_open, mnemonic="r", also="expand show all",
            ),
        ]  # fmt: skip

    def fold(self) -> None:
        """Fold the section at the caret, or the current one of the outline in its tree."""
        self._fold(True)

    def unfold(self) -> None:
        """Unfold the section at the caret, or the current one of the outline in its tree."""
        self._fold(False)

    def _fold(self, folded: bool) -> None:
        if self._in_outline():
            self._window.outline.fold_current(folded)
            return
        key = self._window.briefing.editor.current_section()
        if key is not None:
            (self._folding.fold if folded else self._folding.unfold)(key)

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

    def _is_open(self) -> bool:
        return self._window.document.briefing is not None

    def _can_write(self) -> bool:
        return self._window.document.briefing is not None and not self._window.document.read_only
