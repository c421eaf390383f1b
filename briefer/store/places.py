"""Numbers that keep blocks in order: far apart, so that a block put between two others moves neither."""

from __future__ import annotations

from collections.abc import Sequence

GAP = 1 << 20
"""How far apart neighbours are when there is room; twenty halvings fit between them."""


def between(left: int | None, right: int | None, count: int) -> list[int] | None:
    """Return `count` numbers, rising, between `left` and `right` (None: open end); None where they do not fit."""
    if left is None and right is None:
        left = 0
    if right is None:
        assert left is not None
        return [left + GAP * step for step in range(1, count + 1)]
    if left is None:
        return [right - GAP * step for step in range(count, 0, -1)]
    step = (right - left) // (count + 1)
    return [left + step * number for number in range(1, count + 1)] if step else None


def respaced(count: int) -> list[int]:
    """Return `count` numbers with gaps between them, for a section that has no room left."""
    return [GAP * step for step in range(1, count + 1)]


def replaced(places: Sequence[int], at: int, before: int, after: int) -> tuple[list[int], bool]:
    """Return the numbers of a section after `before` blocks at `at` became `after`, and whether all are new.

    As many of the blocks as stay keep their numbers, first to first.
    """
    kept = min(before, after)
    head = list(places[: at + kept])
    tail = list(places[at + before :])
    fresh = between(head[-1] if head else None, tail[0] if tail else None, after - kept)
    if fresh is None:
        return respaced(len(head) + after - kept + len(tail)), True
    return [*head, *fresh, *tail], False
