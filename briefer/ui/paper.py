"""Blocks of a briefing on a QTextDocument: writing rows, and finding places of one in the other.

A row is one QTextBlock: a section's title, a block, or the one empty row of an empty section. `Paper` holds the
briefing that the rows show, so that a row number answers which block it is. It must never decide what may be changed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Literal

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from briefer.core import support
from briefer.core.briefing import Block, BlockId, Briefing, flow
from briefer.core.change import Caret
from briefer.core.slices import Place
from briefer.core.text import Utf16Map
from briefer.ui.editor_look import Look, role_of

Part = Literal["title", "block", "empty"]


@dataclass(frozen=True, slots=True)
class Row:
    """What one QTextBlock stands for: ``section`` and ``index`` count from 0; ``block`` is set for part "block"."""

    part: Part
    section: int
    index: int = 0
    block: Block | None = None


class Paper:
    """A briefing laid out on a document, row by row."""

    def __init__(self, document: QTextDocument, look: Look) -> None:
        self.document = document
        self.look = look
        self.briefing: Briefing | None = None
        self._starts: list[int] = []
        self.row_count = 0
        self.folded: frozenset[str] = frozenset()
        self._hiding = False

    # --- rows of the briefing ---------------------------------------------------------------------------------------

    def adopt(self, briefing: Briefing | None) -> None:
        """Take `briefing` as what the rows show, without touching them."""
        self.briefing = briefing
        self._starts = []
        count = 0
        for section in briefing.sections if briefing else ():
            self._starts.append(count)
            count += 1 + max(1, len(section.blocks))
        self.row_count = count

    def row(self, number: int) -> Row:
        """Return what the row `number`, counted from 0, stands for in the briefing held."""
        assert self.briefing is not None
        section = bisect_right(self._starts, number) - 1
        index = number - self._starts[section] - 1
        if index < 0:
            return Row("title", section)
        blocks = self.briefing.sections[section].blocks
        return Row("block", section, index, blocks[index]) if blocks else Row("empty", section)

    def below(self, row: Row) -> Block | None:
        """Return the block below that of a row in its section; None where there is none."""
        assert self.briefing is not None
        return support.below(self.briefing.sections[row.section].blocks, row.index)

    def number_of(self, section: int, index: int) -> int:
        """Return the number of the row of a block, or of a section's title for the index -1."""
        return self._starts[section] + 1 + index

    def next_title(self, number: int) -> int:
        """Return the number of the first title behind a row; behind the last section, that of no row."""
        section = bisect_right(self._starts, number)
        return self._starts[section] if section < len(self._starts) else self.row_count

    def rows(self, first: int, stop: int) -> list[Row]:
        """Return what the rows ``[first:stop]`` stand for."""
        return [self.row(number) for number in range(first, stop)]

    # --- writing ----------------------------------------------------------------------------------------------------

    def fill(self, briefing: Briefing | None, begun: Callable[[], None] | None = None) -> None:
        """Write all rows anew; `begun` is called when the first one is there, for who has a caret to put before it.

        The others come while the layout rests. It then has them all at once, shows those in sight and lays the rest out
        bit by bit; what is put into a document that it watches, it would lay out whole before anything is seen.
        """
        self.adopt(briefing)
        self.document.clear()
        cursor = QTextCursor(self.document)
        rows = self.rows(0, self.row_count)
        for first in rows[:1]:
            cursor.setBlockFormat(self._block_format(first))
            cursor.setBlockCharFormat(self._char_format(first))
            self._insert_runs(cursor, first)
        if begun is not None:
            begun()
        self.document.setLayoutEnabled(False)
        cursor.beginEditBlock()
        for row in rows[1:]:
            cursor.insertBlock(self._block_format(row), self._char_format(row))
            self._insert_runs(cursor, row)
        cursor.endEditBlock()
        self.document.setLayoutEnabled(True)
        self._see_to_folds()

    def fold(self, keys: frozenset[str]) -> None:
        """Show no rows but the title of the sections `keys`, and all of the others."""
        self.folded = keys
        self._see_to_folds()

    def _see_to_folds(self) -> None:
        """Hide the rows of folded sections, and no others: Qt hides a row it splits off or joins to a hidden one."""
        if not self.folded and not self._hiding:
            return
        self._hiding = bool(self.folded)
        block = self.document.firstBlock()
        changed: list[tuple[int, int]] = []
        for section in self.briefing.sections if self.briefing else ():
            shown = section.key not in self.folded
            for visible in (True, *repeat(shown, max(1, len(section.blocks)))):  # a title is always seen
                if block.isVisible() != visible:
                    block.setVisible(visible)
                    changed.append((block.position(), block.position() + block.length()))
                block = block.next()
        if changed:
            self.document.markContentsDirty(changed[0][0], changed[-1][1] - changed[0][0])
            self.lay_out_rest()

    def lay_out_rest(self) -> None:
        """Lay out what Qt has forgotten. To be called after every change of the document.

        A long document is laid out bit by bit. A change that comes meanwhile makes Qt take it to be finished, and what
        has no lines yet would never get any: it would not be shown, and asking for its first line ends the program.
        """
        last = self.document.lastBlock()
        while not last.isVisible():
            last = last.previous()
        if self.document.isLayoutEnabled() and not last.layout().lineCount():
            self.document.markContentsDirty(0, self.document.characterCount())

    def show(self, briefing: Briefing | None) -> None:
        """Show `briefing` by writing only the rows whose blocks differ from what is held."""
        held = self.briefing
        if held is None or briefing is None or not _same_frame(held, briefing):
            self.fill(briefing)
            return
        for index in reversed(range(len(briefing.sections))):
            old, new = held.sections[index].blocks, briefing.sections[index].blocks
            if old is new:
                continue
            first, old_stop, new_stop = difference(old, new)
            if first == old_stop and first == new_stop:
                continue
            rows = [Row("block", index, at, new[at]) for at in range(first, new_stop)]
            count = old_stop - first
            if not old or not new:
                count, rows = max(1, count), rows or [Row("empty", index)]
            self.write(self.number_of(index, first), count, rows)
        self.adopt(briefing)
        self._see_to_folds()

    def restore(self, first: int, tail: int) -> None:
        """Write the rows from `first` to the `tail` rows that end the document as the briefing held has them."""
        self.write(first, self.document.blockCount() - first - tail, self.rows(first, self.row_count - tail))
        self._see_to_folds()

    def write(self, first: int, count: int, rows: Sequence[Row]) -> None:
        """Put `rows` in place of `count` rows of the document from `first`; `first` is 0 only where both are not."""
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        for offset, row in enumerate(rows):
            if offset < count:
                at = self.document.findBlockByNumber(first + offset)
                self._select(cursor, at, at)
                cursor.removeSelectedText()
                cursor.setBlockFormat(self._block_format(row))
                cursor.setBlockCharFormat(self._char_format(row))
            else:
                before = self.document.findBlockByNumber(first + offset - 1)
                cursor.setPosition(before.position() + before.length() - 1)
                cursor.insertBlock(self._block_format(row), self._char_format(row))
            self._insert_runs(cursor, row)
        if count > len(rows):
            kept = self.document.findBlockByNumber(first + len(rows) - 1)
            block_format, char_format = kept.blockFormat(), kept.charFormat()
            cursor.setPosition(kept.position() + kept.length() - 1)
            last = self.document.findBlockByNumber(first + count - 1)
            cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            # Qt gives an empty block the format of the one that is merged into it.
            cursor.setBlockFormat(block_format)
            cursor.setBlockCharFormat(char_format)
        cursor.endEditBlock()

    def _select(self, cursor: QTextCursor, first: QTextBlock, last: QTextBlock) -> None:
        cursor.setPosition(first.position())
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)

    def _insert_runs(self, cursor: QTextCursor, row: Row) -> None:
        if row.part == "title":
            assert self.briefing is not None
            cursor.insertText(self.briefing.sections[row.section].title, self._char_format(row))
        elif row.block is not None:
            for text, char_format in self.look.runs(row.block, row.section):
                cursor.insertText(text, char_format)

    def _block_format(self, row: Row) -> QTextBlockFormat:
        if row.part == "title":
            assert self.briefing is not None
            return self.look.title_block(self.briefing.sections[row.section].key, first=row.section == 0)
        return self.look.block(row.block) if row.block is not None else self.look.empty_block()

    def _char_format(self, row: Row) -> QTextCharFormat:
        if row.part == "title":
            return self.look.char("title", section=row.section)
        return self.look.char(role_of(row.block) if row.block is not None else "empty")

    # --- places -----------------------------------------------------------------------------------------------------

    def place(self, position: int) -> tuple[Row, int]:
        """Return the row at a position of the document (UTF-16 units) and the code point offset in it."""
        at = self.document.findBlock(position)
        return self.row(at.blockNumber()), Utf16Map(at.text()).to_code_points(position - at.position())

    def caret(self, position: int, anchor: int) -> Caret | None:
        """Return a caret and its anchor as they are kept in edits."""
        if self.briefing is None:
            return None
        row, offset = self.place(position)
        key = self.briefing.sections[row.section].key
        if row.block is None:
            return Caret(section=key)
        if anchor == position:
            return Caret(section=key, block=row.block.id, offset=offset)
        other, other_offset = self.place(anchor)
        if other.block is None:
            return Caret(section=key, block=row.block.id, offset=offset)
        return Caret(
            section=key, block=row.block.id, offset=offset, anchor_block=other.block.id, anchor_offset=other_offset
        )

    def position(self, section: int, place: Place) -> int:
        """Return the document position of a place in a section; in an empty section, that of its one row."""
        at = self.document.findBlockByNumber(self.number_of(section, place.index))
        units = Utf16Map(at.text()).to_utf16(place.offset)
        return at.position() + max(0, min(units, at.length() - 1))

    def positions(self, caret: Caret) -> tuple[int, int] | None:
        """Return the document positions of a caret and its anchor; None where its block is not shown."""
        if self.briefing is None:
            return None
        at = self._position(caret.section, caret.block, caret.offset)
        if at is None:
            return None
        if caret.anchor_block is None:
            return at, at
        anchor = self._position(caret.section, caret.anchor_block, caret.anchor_offset)
        return at, at if anchor is None else anchor

    def _position(self, key: str, block: BlockId | None, offset: int) -> int | None:
        assert self.briefing is not None
        keys = [section.key for section in self.briefing.sections]
        if block is None:
            if key not in keys:
                return None
            section = keys.index(key)
            # Without a block it stood in an empty section, or on the title.
            titled = bool(self.briefing.sections[section].blocks) or key in self.folded
            return self.position(section, Place(-1 if titled else 0, 0))
        found = self.find(block, key)
        return None if found is None else self.position(found[0], Place(found[1], offset))

    def find(self, block: BlockId, hint: str = "") -> tuple[int, int] | None:
        """Return the section index and block index of a block that is shown, looking into section `hint` first."""
        assert self.briefing is not None
        sections = sorted(enumerate(self.briefing.sections), key=lambda pair: pair[1].key != hint)
        for number, section in sections:
            for index, candidate in enumerate(section.blocks):
                if candidate.id == block:
                    return number, index
        return None


def row_length(row: Row) -> int:
    """Return how many code points stand in the row of a block."""
    return len(flow(row.block)) if row.block is not None else 0


def _same_frame(held: Briefing, new: Briefing) -> bool:
    return held.id == new.id and [(s.key, s.title, s.hint) for s in held.sections] == [
        (s.key, s.title, s.hint) for s in new.sections
    ]


def difference(old: Sequence[Block], new: Sequence[Block]) -> tuple[int, int, int]:
    """Return where two rows of blocks begin to differ, and where the difference ends in each."""
    shorter = min(len(old), len(new))
    first = 0
    while first < shorter and (old[first] is new[first] or old[first] == new[first]):
        first += 1
    tail = 0
    while tail < shorter - first and (old[-1 - tail] is new[-1 - tail] or old[-1 - tail] == new[-1 - tail]):
        tail += 1
    return first, len(old) - tail, len(new) - tail
