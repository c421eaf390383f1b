"""What differs between two runs of text, in whole words; and where a place in the one is in the other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Literal

RunKind = Literal["same", "gone", "new"]

_ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Scripts that write no spaces: each character counts as a word."""
# A combining mark is no letter to `re`; here it, and whatever else is neither white space nor ASCII punctuation nor a
# quote or dash, goes with the word that it stands in.
_PIECE = re.compile(
    rf"\s+|[{_ALONE}]|[^\s{_ALONE}!-/:-@\[-`{{-~\u00a1-\u00bf\u2010-\u205e\u3001-\u3030\uff01-\uff0f]+|.", re.DOTALL
)

_Step = tuple[int, int, int, int]
"""``one[a:b]`` became ``other[c:d]``."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that both texts have, that has gone, or that is new."""

    kind: RunKind
    text: str


def runs(one: str, other: str) -> tuple[Run, ...]:
    """Return what became of the words of `one`: "same" and "gone" joined are `one`, "same" and "new" are `other`.

    A change of several words is told as one, not cut up by the spaces between them.
    """
    found: list[Run] = []
    at = 0
    for a, b, c, d in _joined(one, _steps(one, other)):
        if at < a:
            found.append(Run("same", one[at:a]))
        if a < b:
            found.append(Run("gone", one[a:b]))
        if c < d:
            found.append(Run("new", other[c:d]))
        at = b
    if at < len(one):
        found.append(Run("same", one[at:]))
    return tuple(found)


class Offsets:
    """Where the places of one text are in another; inside words that have changed, at their edges."""

    def __init__(self, one: str, other: str) -> None:
        self._steps = _steps(one, other)

    def start(self, offset: int) -> int:
        """Return where what begins at `offset` begins in the other text."""
        moved = 0
        for a, b, c, d in self._steps:
            if offset < a:
                break
            if offset < b:
                return c
            moved = d - b
        return offset + moved

    def end(self, offset: int) -> int:
        """Return where what ends at `offset` ends in the other text."""
        moved = 0
        for a, b, _, d in self._steps:
            if offset <= a:
                break
            if offset < b:
                return d
            moved = d - b
        return offset + moved


def _steps(one: str, other: str) -> list[_Step]:
    """Return what differs, word by word, in order."""
    words, others = _words(one), _words(other)
    # Only what lies between common beginnings and ends is compared: the cost grows with the square of the length.
    first = _shared(words, others)
    last = _shared(words[first:][::-1], others[first:][::-1])
    middle = slice(first, len(words) - last), slice(first, len(others) - last)
    places = [0, *accumulate(map(len, words))][first:]
    other_places = [0, *accumulate(map(len, others))][first:]
    return [
        (places[a], places[b], other_places[c], other_places[d])
        for kind, a, b, c, d in SequenceMatcher(None, words[middle[0]], others[middle[1]]).get_opcodes()
        if kind != "equal"
    ]


def _shared(words: list[str], others: list[str]) -> int:
    """Return how many words two lists begin with alike."""
    count = 0
    for one, other in zip(words, others, strict=False):
        if one != other:
            break
        count += 1
    return count


def _words(text: str) -> list[str]:
    """Return all of a text in pieces: words with their marks, white space, and every other character alone."""
    return _PIECE.findall(text)


def _joined(one: str, steps: Iterable[_Step]) -> Iterable[_Step]:
    """Return the steps with those that only white space stands between made one."""
    whole: _Step | None = None
    for step in steps:
        if whole is not None and not one[whole[1] : step[0]].strip():
            whole = whole[0], step[1], whole[2], step[3]
            continue
        if whole is not None:
            yield whole
        whole = step
    if whole is not None:
        yield whole
