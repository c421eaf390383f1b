"""A context on its way to a worker that had the one before: only what it has not is sent.

Pieces are the blocks of sections, the notes and the passages: they are many, and an edit changes few of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from briefer.worker import Plain

_LISTS = ("notes", "passages")


class Sent:
    """The sender's side: the pieces of the context that was parted last. For one context at a time."""

    def __init__(self) -> None:
        self._numbers = count()
        # By identity; a piece is held, so that no other has its identity while it counts as sent.
        self._known: dict[int, tuple[Plain, int]] = {}

    def parted(self, context: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Plain]]:
        """Return `context` with numbers for its pieces, and by number those that were not in the one before."""
        before, self._known = self._known, {}
        new: dict[str, Plain] = {}

        def number(piece: Plain) -> int:
            found = self._known.get(id(piece)) or before.get(id(piece))
            if found is None:
                found = piece, next(self._numbers)
                new[str(found[1])] = piece
            self._known[id(piece)] = found
            return found[1]

        return _with_each(context, number), new

    def forget(self) -> None:
        """Have the next context sent whole."""
        self._known = {}


class AtHand:
    """The receiver's side: the pieces of the context that came last."""

    def __init__(self) -> None:
        self._pieces: dict[int, Plain] = {}

    def whole(self, parted: Mapping[str, Any], new: Mapping[str, Plain]) -> dict[str, Any] | None:
        """Return a context with its pieces; None where one is not at hand."""
        known = {**self._pieces, **{int(number): piece for number, piece in new.items()}}
        used: dict[int, Plain] = {}

        def piece(number: int) -> Plain:
            used[number] = known[number]
            return used[number]

        try:
            context = _with_each(parted, piece)
        except KeyError:
            return None
        self._pieces = used
        return context


def _with_each(context: Mapping[str, Any], change: Callable[[Any], Any]) -> dict[str, Any]:
    sections = [{**section, "blocks": list(map(change, section["blocks"]))} for section in context["sections"]]
    return {**context, "sections": sections, **{name: list(map(change, context[name])) for name in _LISTS}}
