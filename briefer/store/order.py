"""Positions of the blocks of a section: numbers with room between them, so that an insertion writes one row."""

from __future__ import annotations

GAP = 1 << 20


def replaced(positions: list[int], at: int, count: int, new: int) -> tuple[list[int], bool]:
    """Return the positions after ``[at : at + count]`` made way for `new` blocks, and whether others had to move too."""
    before = positions[at - 1] if at else 0
    if at + count < len(positions):
        step = (positions[at + count] - before) // (new + 1)
    else:
        step = GAP
    if new and step == 0:
        return [GAP * number for number in range(1, len(positions) - count + new + 1)], True
    between = [before + step * number for number in range(1, new + 1)]
    return [*positions[:at], *between, *positions[at + count :]], False
