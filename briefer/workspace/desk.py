"""The open briefing and its undo list: an act applies in memory at once, and its rows go to the storage thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefer.core.briefing import Briefing
from briefer.core.change import Edit, SetReference, apply
from briefer.core.history import History, Step
from briefer.errors import NotFound
from briefer.workspace import steps
from briefer.workspace.changes import Act
from briefer.workspace.importing import now
from briefer.workspace.saving import Work
from briefer.workspace.shelf import Shelf

if TYPE_CHECKING:
    from briefer.store.library import Library
    from briefer.store.writing import Writer


class Desk:
    """What is being written."""

    def __init__(self, library: Library, shelf: Shelf, put: Callable[[Work], None]) -> None:
        self._library = library
        self._shelf = shelf
        self._put = put
        self._places: steps.Places = {}
        self.briefing: Briefing | None = None
        self.history = History()
        self.modified = ""
        # Steps before this one lie in the library still, as they were when the briefing was opened.
        self._unread = 0

    def lay(self, briefing: Briefing | None, history: History, places: steps.Places) -> None:
        """Put another briefing on the desk, or none."""
        self.briefing, self.history, self._places = briefing, history, places
        self._unread = _unread(history.done)

    def opened(self) -> Briefing:
        """Return the open briefing.

        Raises:
            NotFound: none is open.
        """
        if self.briefing is None:
            raise NotFound("No briefing is open.", "Open one, or begin a new one.")
        return self.briefing

    def do(self, edit: Edit) -> None:
        """Do one act.

        Raises:
            EditRefused: it does not fit the briefing or the library; nothing was changed.
            NotFound: no briefing is open, or a source to be corrected is not there.
        """
        after = apply(self.opened(), edit)
        self._take_up("do", edit, after, self.history.recorded(edit, now()))

    def undo(self) -> Edit | None:
        """Take back the newest act and return the edit that did so; None where there is nothing to take back."""
        found = self.history.undo()
        if found is None or self.briefing is None:
            return None
        edit, history = found
        after = apply(self.briefing, edit)
        if not history.done:
            history = self._with_earlier(history)
        self._take_up("undo", edit, after, history)
        return edit

    def redo(self) -> Edit | None:
        """Do again what was taken back last and return its edit; None where there is nothing."""
        found = self.history.redo()
        if found is None or self.briefing is None:
            return None
        edit, history = found
        self._take_up("redo", edit, apply(self.briefing, edit), history)
        return edit

    @property
    def has_earlier(self) -> bool:
        """Whether the undo list may have older steps than those read."""
        return self.briefing is not None and self._unread > 0

    def read_earlier(self) -> None:
        """Read some of the older steps of the undo list, if there are any."""
        self.history = self._with_earlier(self.history)

    def _with_earlier(self, history: History) -> History:
        if self.briefing is None or not self._unread:
            return history
        earlier = self._library.steps_before(self.briefing.id, self._unread)
        self._unread = _unread(earlier)
        return replace(history, done=(*earlier, *history.done))

    def _take_up(self, act: Act, edit: Edit, after: Briefing, history: History) -> None:
        """Make `after` the open briefing and hand its rows to the storage thread, all or none."""
        before = self.opened()
        corrections = [change for change in edit.changes if isinstance(change, SetReference)]
        for change in corrections:
            self._shelf.source(change.source)
        arriving = self._shelf.arriving(edit)
        # Nothing is refused from here on.
        for passage in arriving:
            self._shelf.keep(passage)
        corrected = [self._shelf.correct(change) for change in corrections]
        rows = steps.rows(edit, before, after, self._places)
        self.briefing, self.history, self.modified = after, history, now()
        modified = self.modified
        step = history.undone[-1] if act == "undo" else history.done[-1]

        def write(writer: Writer) -> None:
            for passage in arriving:
                writer.add_passage(passage)
            for source in corrected:
                writer.set_reference(source.id, source.reference, source.origins, modified)
            rows.write(writer, modified)
            if act == "do":
                writer.put_step(after.id, step)
            else:
                writer.set_step(after.id, step.seq, done=act == "redo")

        self._put(write)


def _unread(read: tuple[Step, ...]) -> int:
    """Return the number of the oldest step read; 0 where it is the first of all."""
    return read[0].seq if read and read[0].seq > 1 else 0
