"""Where words with errors in them begin and end: an alignment of least edits, by bits.

G. Myers, "A fast bit-vector algorithm for approximate string matching" (1999), with one Python integer a column: every
row of the table of edit distances in a few operations, however long the words. The columns are kept, so that the way
through the table can be walked back and the ends are exact.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alignment:
    """Words found at ``[start:end]`` of a text with so many characters put in, left out or changed."""

    start: int
    end: int
    errors: int


def align(around: str, first: int, last: int, text: str) -> Alignment:
    """Return where ``around[first:last]`` stands in `text`, best with all of `around` about it.

    What goes before and behind the words in `around` helps to place their ends; only errors in the words are counted.
    """
    rows = len(around)
    full = (1 << rows) - 1
    masks: dict[str, int] = {}
    for row, character in enumerate(around):
        masks[character] = masks.get(character, 0) | 1 << row
    up, down = full, 0
    top = 1 << (rows - 1)
    distance = least = rows
    column = 0
    ups: list[int] = []
    rights: list[int] = []
    for at, character in enumerate(text, start=1):
        mask = masks.get(character, 0)
        diagonal = (((mask & up) + up) ^ up) | mask | down
        right = down | (full & ~(diagonal | up))
        left = up & diagonal
        if right & top:
            distance += 1
        elif left & top:
            distance -= 1
        ups_right = right
        right = right << 1
        left = left << 1
        up = (left | ~(diagonal | right)) & full
        down = right & diagonal & full
        ups.append(up)
        rights.append(ups_right)
        if distance < least:
            least, column = distance, at
    return _walked(around, first, last, text, column, ups, rights)


def _walked(around: str, first: int, last: int, text: str, column: int, ups: list[int], rights: list[int]) -> Alignment:
    """Walk back from the end of the best alignment to its beginning, and note where the words begin and end."""
    row = len(around)
    end = column
    errors = 0
    while row > 0:
        bit = 1 << (row - 1)
        if column == 0:
            row -= 1
            error = True
        elif around[row - 1] == text[column - 1]:
            row, column = row - 1, column - 1
            error = False
        elif ups[column - 1] & bit:
            row -= 1
            error = True
        elif rights[column - 1] & bit:
            column -= 1
            error = True
        else:
            row, column = row - 1, column - 1
            error = True
        if row >= last:
            end = column
        elif row >= first:
            errors += error
        if row == first:
            # What was put in just before the words is not theirs: their beginning is met first, coming from behind.
            return Alignment(start=column, end=end, errors=errors)
    return Alignment(start=column, end=end, errors=errors)
