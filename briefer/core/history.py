"""The one undo list of a briefing: over everything the analyst does, across restarts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefer.core.change import Edit, inverse, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An edit as it stands in the list. ``seq`` numbers the steps of a briefing, never reused.

    ``open`` marks a run of typing that the next key may still join; ``at`` is when it was last changed (ISO 8601, UTC).
    """

    seq: int
    edit: Edit
    at: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """What was done, oldest first, and what was undone, the next to be redone last."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    last_seq: int = 0

    def recorded(self, edit: Edit, at: str = "") -> History:
        """Return the list with `edit` as its newest step; what had been undone is given up.

        A typing edit joins an open step where the two are one run.
        """
        if self.done and self.done[-1].open:
            together = joined(self.done[-1].edit, edit)
            if together is not None:
                return replace(self, done=(*self.done[:-1], replace(self.done[-1], edit=together, at=at)), undone=())
        step = Step(seq=self.last_seq + 1, edit=edit, at=at, open=edit.kind == "typing")
        return History(done=(*self.closed().done, step), undone=(), last_seq=step.seq)

    def closed(self) -> History:
        """Return the list with its newest step closed: a pause, a jump of the caret or another act ends a run."""
        if not self.done or not self.done[-1].open:
            return self
        return replace(self, done=(*self.done[:-1], replace(self.done[-1], open=False)))

    def undo(self) -> tuple[Edit, History] | None:
        """Return the edit that takes back the newest step, and the list after it; None where nothing is left."""
        closed = self.closed()
        if not closed.done:
            return None
        step = closed.done[-1]
        return inverse(step.edit), replace(closed, done=closed.done[:-1], undone=(*closed.undone, step))

    def redo(self) -> tuple[Edit, History] | None:
        """Return the edit that does again what was undone last, and the list after it; None where nothing is."""
        if not self.undone:
            return None
        step = self.undone[-1]
        return step.edit, replace(self, done=(*self.done, step), undone=self.undone[:-1])

    def way_to(self, seq: int) -> int | None:
        """Return how many steps lead to where `seq` is the newest step done; 0 is where no step is done.

        Below 0 that many are to be undone, above it done again. None: there is no such step.
        """
        if seq == 0:
            return -len(self.done)
        for number, step in enumerate(reversed(self.done)):
            if step.seq == seq:
                return -number
        for number, step in enumerate(reversed(self.undone), 1):
            if step.seq == seq:
                return number
        return None

    @property
    def undo_label(self) -> str | None:
        """What "Undo ..." would take back."""
        return self.done[-1].edit.label if self.done else None

    @property
    def redo_label(self) -> str | None:
        """What "Redo ..." would do again."""
        return self.undone[-1].edit.label if self.undone else None
