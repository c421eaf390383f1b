"""Acts on the order of the briefing: what stands at the caret, or is current in the outline, is moved or folded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.ui import editor_order
from briefer.ui.commands import Command
from briefer.ui.folding import Folding
from briefer.ui.message_bar import announce

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
        editor = self._window.briefing.editor
        key = editor.current_section()
        if key is not None:
            (self._folding.fold if folded else self._folding.unfold)(key)
            announce(editor, f"{self._title(key)} {'folded' if folded else 'unfolded'}")

    def move(self, by: int) -> None:
        """Move the current block or section one place up (-1) or down (1)."""
        editor = self._window.briefing.editor
        if self._in_outline():
            self._window.outline.move_by(by)
        elif editor_order.move(editor, by):
            announce(editor, self._place())

    def move_section(self, by: int) -> None:
        """Move the current section one place up (-1) or down (1)."""
        editor = self._window.briefing.editor
        if self._in_outline():
            self._window.outline.move_section_by(by)
        elif editor_order.move_section(editor, by):
            announce(editor, self._place(of_section=True))

    def _place(self, *, of_section: bool = False) -> str:
        """Say where what was moved stands now, for who does not see it."""
        briefing, caret = self._window.document.briefing, self._window.briefing.editor.caret()
        if briefing is None or caret is None:
            return ""
        title = self._title(caret.section)
        if of_section or caret.block is None:
            keys = [section.key for section in briefing.sections]
            return f"{title} is section {keys.index(caret.section) + 1} of {len(keys)}"
        found = briefing.find(caret.block)
        return f"Block {found[1] + 1} of {len(briefing.blocks(found[0]))} in {title}" if found is not None else ""

    def _title(self, key: str) -> str:
        briefing = self._window.document.briefing
        return next((section.title for section in briefing.sections if section.key == key), key) if briefing else key

    def _in_outline(self) -> bool:
        return self._window.focusWidget() is self._window.outline and self._window.outline.isVisible()

    def _is_open(self) -> bool:
        return self._window.document.briefing is not None

    def _can_write(self) -> bool:
        return self._window.document.briefing is not None and not self._window.document.read_only
