"""The open briefing and its undo list: each act is applied in memory at once and handed to the storage thread as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection

from briefer.core.briefing import Block, BlockId, Briefing
from briefer.core.change import AddPassage, Edit, ReplaceBlocks, SetReference, apply
from briefer.core.history import History, Step
from briefer.core.passage import Passage
from briefer.store import order, reading, writing
from briefer.store.reading import Opened
from briefer.workspace.saving import Write

Put = Callable[[Write], None]


def now() -> str:
    """Return this moment in UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Desk:
    """One briefing being worked on. `keep_passage` and `correct` are told what an edit brings besides blocks."""

    def __init__(
        self,
        opened: Opened,
        *,
        connection: Connection,
        put: Put,
        keep_passage: Callable[[Passage], None],
        correct: Callable[[SetReference], None],
    ) -> None:
        """Take up a briefing as it was left."""
        self.briefing: Briefing = opened.briefing
        self.history: History = opened.history
        self._positions = opened.positions
        self._connection = connection
        self._put = put
        self._keep_passage = keep_passage
        self._correct = correct
        self._all_steps_read = len(opened.history.done) < reading.STEPS_AT_ONCE

    def do(self, edit: Edit) -> None:
        """Apply an edit and note it in the undo list.

        Raises:
            EditRefused: it does not fit; nothing has changed.
        """
        after = apply(self.briefing, edit)
        given_up = [step.seq for step in self.history.undone]
        history = self.history.recorded(edit, now())
        self._apply(edit, after)
        self.history = history
        step = history.done[-1]
        self._put_steps([(step, False)], given_up)

    def undo(self) -> Edit | None:
        """Take back the newest step and return the edit that did so; None where nothing is left."""
        self._read_earlier_steps()
        taken = self.history.undo()
        if taken is None:
            return None
        edit, history = taken
        self._apply(edit, apply(self.briefing, edit))
        self.history = history
        self._set_undone(history.undone[-1].seq, undone=True)
        return edit

    def redo(self) -> Edit | None:
        """Do again what was taken back last and return its edit; None where there is nothing."""
        taken = self.history.redo()
        if taken is None:
            return None
        edit, history = taken
        self._apply(edit, apply(self.briefing, edit))
        self.history = history
        self._set_undone(history.done[-1].seq, undone=False)
        return edit

    def close_step(self) -> None:
        """End a run of typing."""
        self.history = self.history.closed()

    def _apply(self, edit: Edit, after: Briefing) -> None:
        new = [change.passage for change in edit.changes if isinstance(change, AddPassage)]
        for change in edit.changes:
            if isinstance(change, AddPassage):
                self._keep_passage(change.passage)
            elif isinstance(change, SetReference):
                self._correct(change)
        self.briefing = after
        self._write(edit, after, new)

    def _write(self, edit: Edit, after: Briefing, new: list[Passage]) -> None:
        frame = replace(after, sections=tuple(replace(section, blocks=()) for section in after.sections), tray=())
        modified = now()
        gone, placed, moved = self._placed(edit)

        def write(connection: Connection) -> None:
            writing.add_passages(connection, new)
            writing.put_briefing(connection, frame, modified)
            writing.put_blocks(connection, frame.id, gone, placed)
            writing.move_blocks(connection, frame.id, moved)

        self._put(write)

    def _placed(self, edit: Edit) -> tuple[set[BlockId], list[writing.Placed], dict[BlockId, int]]:
        """Return what the edit means for rows: blocks gone, blocks put with their positions, blocks that only move."""
        gone: set[BlockId] = set()
        touched: dict[BlockId, None] = {}
        crowded: set[str] = set()
        for change in edit.changes:
            if not isinstance(change, ReplaceBlocks):
                continue
            positions, renumbered = order.replaced(
                self._positions.get(change.section, []), change.at, len(change.before), len(change.after)
            )
            self._positions[change.section] = positions
            gone.update(block.id for block in change.before)
            touched.update(dict.fromkeys(block.id for block in change.after))
            if renumbered:
                crowded.add(change.section)
        placed: list[writing.Placed] = []
        moved: dict[BlockId, int] = {}
        if gone or touched:
            for section, blocks in self.briefing.parts():
                placed += self._in_section(section, blocks, touched)
                if section in crowded:
                    moved.update(
                        (block.id, position)
                        for block, position in zip(blocks, self._positions[section], strict=True)
                        if block.id not in touched
                    )
        return gone - {block.id for _, _, block in placed}, placed, moved

    def _in_section(self, section: str, blocks: tuple[Block, ...], touched: Iterable[BlockId]) -> list[writing.Placed]:
        wanted = set(touched)
        positions = self._positions.get(section, [])
        return [
            (section, position, block) for block, position in zip(blocks, positions, strict=True) if block.id in wanted
        ]

    def _put_steps(self, steps: list[tuple[Step, bool]], given_up: list[int]) -> None:
        self._put(partial(writing.put_steps, briefing=self.briefing.id, steps=steps, given_up=given_up))

    def _set_undone(self, seq: int, *, undone: bool) -> None:
        self._put(partial(writing.set_undone, briefing=self.briefing.id, seq=seq, undone=undone))

    def _read_earlier_steps(self) -> None:
        """Bring more of a long undo list into memory before its end is reached."""
        if self._all_steps_read or len(self.history.done) > 1:
            return
        known = reading.known_passages(self._connection, self.briefing)
        first = self.history.done[0].seq if self.history.done else self.history.last_seq + 1
        earlier = reading.steps_before(self._connection, self.briefing.id, first, known)
        self._all_steps_read = len(earlier) < reading.STEPS_AT_ONCE
        self.history = replace(self.history, done=(*earlier, *self.history.done))
