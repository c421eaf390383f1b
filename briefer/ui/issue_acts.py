"""Acts on what an issue of a briefing is: its facts; the next one, of which the outline marks what is new or old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefer.core import issues
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow


class IssueActs(QObject):
    """The acts on issues."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.outline.old_after = self.old_after

    def commands(self) -> list[Command]:
        """Return the acts."""
        return [
            Command(
                id="briefing.issue", title="New issue from this one…", run=self.begin, enabled=self._can_begin,
                mnemonic="i", also="next number carry over supersedes series periodic",
            ),
            Command(
                id="briefing.facts", title="Facts of the briefing", run=self.open_facts, enabled=self._is_open,
                mnemonic="r", also="number date cut-off marking author recipient distribution status bottom line",
            ),
        ]  # fmt: skip

    def open_facts(self) -> None:
        """Unfold the facts over the text, with the caret in the first."""
        self._window.briefing.facts.open_form()

    def begin(self) -> None:
        """Ask for its number and date, and carry the open briefing over."""
        from briefer.ui.dialogs.new_issue import NewIssueDialog

        window = self._window
        if window.document.briefing is None:
            return
        window.document.close_step()
        dialog = NewIssueDialog(window.document, window.choices, window)
        dialog.accepted.connect(self._show)
        dialog.open()

    def old_after(self) -> int:
        """Return after how many days an article is old."""
        return round(self._window.choices.now.old_after)

    def _show(self) -> None:
        """Open the outline, which marks the passages, and sum them up."""
        window = self._window
        briefing = window.document.briefing
        if briefing is None:
            return
        window.side.open_page("Outline")
        after = self.old_after()
        found = window.document.workspace.standings(briefing, after)
        window.say(f"This is the new issue. Its passages: {issues.summed_up(found, after)}")

    def _is_open(self) -> bool:
        return self._window.document.briefing is not None

    def _can_begin(self) -> bool:
        return self._window.document.briefing is not None and not self._window.document.read_only
