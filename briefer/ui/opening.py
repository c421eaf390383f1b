"""Opens the library for the window, to read only where another window holds it, and takes up where one left off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.errors import BrieferError, LibraryLocked
from briefer.ui import crash
from briefer.ui.document import Document
from briefer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow


def open_library(window: MainWindow, location: str | None, *, sample: bool = False) -> None:
    """Open a library (None: the person's own) and furnish the window; where that fails, say why in it."""
    try:
        workspace = opened(location)
    except BrieferError as error:
        window.waiting.setText(f"{error.sentence} {error.hint}".strip())
        return
    window.furnish(Document(workspace, window))
    if sample:
        window.briefing_acts.sample()
    else:
        _take_up(window)
    window.view_acts.focus_first()
    report = crash.former()
    if report is not None:
        window.messages.say(
            "briefer ended unexpectedly last time. What was saved is safe.",
            acts={"Show the report": lambda: crash.show(window, report)},
        )


def opened(location: str | None) -> Workspace:
    """Return the library, to read only where it is held elsewhere."""
    try:
        return Workspace.open(location)
    except LibraryLocked:
        return Workspace.open(location, write=False, create=False)


def _take_up(window: MainWindow) -> None:
    """Open the briefing that was open last."""
    last = window.choices.now.last_briefing
    if not last:
        return
    try:
        briefing = window.document.workspace.open_briefing(last)
    except BrieferError:
        return  # it was deleted meanwhile, or this is another library: nothing to take up
    if briefing.joined:
        window.open_source(briefing.joined[0])
