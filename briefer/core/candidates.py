"""Places of a text that may be a passage's: its words as they were, folded, or with errors, each with what agrees.

What is around a place is compared letter by letter from its edge on, folded and without spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from briefer.core.aligning import Alignment, align
from briefer.core.folding import FoldedText, folded
from briefer.core.text import folded_form

_MANY = 200
"""More places than this are looked at only where something beside them agrees."""
_BESIDE = 12
_SEED, _SEEDS, _SEED_PLACES = 10, 64, 64
_LOOKED_AT = 8
"""How many places with errors are aligned; an alignment costs about a millisecond for a sentence."""
_LONG = 4000
"""Of longer words only the two ends are aligned: the cost grows with the square of the length."""
_END = 1000
ERRORS = 4
"""At most one character in so many may differ."""
_RUN = 8  # as many letters must agree again behind a difference
_LEAP = 40
_NEAR = 40
"""So many letters that agree on one side say all that a side can say."""
_LEAST = 12
_EDGE = "\x02"
_HELD = _EDGE * 6
"""Stands where a text begins and ends, for as many letters as it takes to keep a last short word that was changed."""
_WORD = 24  # letters of a cut word that are looked at
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\uffef\U00020000-\U0003134f]")


class Hay:
    """A text that passages are looked for in; folded once, when that is needed."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> FoldedText:
        """The text folded."""
        return FoldedText(self.text)


@dataclass(frozen=True, slots=True)
class Selector:
    """What is looked for: words, and what stands before and behind them. ``bounded`` sides end where the text does."""

    words: str
    before: str
    behind: str
    start: int
    at_begin: bool
    at_end: bool

    @property
    def end(self) -> int:
        """Where the words ended."""
        return self.start + len(self.words)

    @classmethod
    def of(cls, text: str, start: int, end: int, around: int) -> Selector:
        """Return the selector of a place of a text."""
        return cls(
            text[start:end],
            text[max(0, start - around) : start],
            text[end : end + around],
            start,
            start <= around,
            end + around >= len(text),
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place, the share of its words that differs, and the letters around it that agree."""

    start: int
    end: int
    errors: int
    before: int
    behind: int
    direct: int
    """How many agree at once, without a difference between, on the better side."""
    beside: bool
    """Whether so many agree at once on both sides, as far as there is anything."""
    score: float

    @property
    def around(self) -> int:
        """How many letters around it agree, on both sides."""
        return self.before + self.behind

    def overlaps(self, other: Candidate) -> bool:
        """Say whether this place has any character of the other."""
        return self.start < other.end and other.start < self.end


class Comparison:
    """One selector against one text."""

    def __init__(self, hay: Hay, selector: Selector) -> None:
        self._hay = hay
        self._selector = selector
        self._before = _letters(selector.before)[::-1] + (_EDGE if selector.at_begin else "")
        self._behind = _letters(selector.behind) + (_EDGE if selector.at_end else "")
        self.length = len(_letters(selector.words))
        """Letters of the words."""
        self.around = len(self._before) + len(self._behind)
        """Letters that could agree around them."""

    def both_sides(self, place: Candidate) -> bool:
        """Say whether something agrees before a place and behind it, as far as there is anything."""
        sides = (place.before, self._before), (place.behind, self._behind)
        return all(agreed >= min(_LEAST, len(there.strip(_EDGE))) for agreed, there in sides)

    def exact(self) -> list[Candidate]:
        """Return the places where the very words stand, best first."""
        return _ranked(self._candidate(*place, 0) for place in self._exact())

    def all(self) -> list[Candidate]:
        """Return the places where the words stand, whatever their form and with errors, best first."""
        exact = set(self._exact())
        folded = {each for each in self._folded() if not any(self._same(each, very) for very in exact)}
        candidates = [self._candidate(*place, 0) for place in (*exact, *folded)]
        for start, end, errors in self._changed():
            found = self._candidate(start, end, errors)
            if not any(found.overlaps(other) for other in candidates if not other.errors):
                candidates.append(found)
        best: list[Candidate] = []
        for candidate in _ranked(candidates):
            if not any(candidate.overlaps(other) for other in best if candidate.errors or other.errors):
                best.append(candidate)
        return best

    def _candidate(self, start: int, end: int, errors: int) -> Candidate:
        text = self._hay.text
        wide = len(self._selector.before) * 2 + _LEAP * 2
        before = _letters(text[max(0, start - wide) : start])[::-1] + (_EDGE if start <= wide else "")
        wide = len(self._selector.behind) * 2 + _LEAP * 2
        behind = _letters(text[end : end + wide]) + (_EDGE if end + wide >= len(text) else "")
        left, run = agreement(self._before, before)
        right, other_run = agreement(self._behind, behind)
        score = (
            50 * (1 - errors / max(1, self.length))
            + 20 * min(1.0, left / max(_LEAST, min(len(self._before), _NEAR)))
            + 20 * min(1.0, right / max(_LEAST, min(len(self._behind), _NEAR)))
        )
        beside = run >= min(_BESIDE, len(self._before)) and other_run >= min(_BESIDE, len(self._behind))
        return Candidate(start, end, errors, left, right, max(run, other_run), beside, score)

    # --- the very words ---

    def _exact(self) -> Iterator[tuple[int, int]]:
        size = len(self._selector.words)
        for at in _places(self._hay.text, self._selector.words, self._selector.before, self._selector.behind):
            yield at, at + size

    def _folded(self) -> Iterator[tuple[int, int]]:
        words = folded(self._selector.words)
        if not words:
            return
        before, behind = folded(self._selector.before), folded(self._selector.behind)
        for at in _places(self._hay.folded.text, words, before, behind):
            yield self._hay.folded.span(at, at + len(words))

    def _same(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Say whether two places differ in nothing but soft hyphens, marks and spaces at their edges."""
        edges = (sorted((one[at], other[at])) for at in (0, 1))
        return all(low == high or not _letters(self._hay.text[low:high]) for low, high in edges)

    # --- with errors ---

    def _changed(self) -> Iterator[tuple[int, int, int]]:
        chosen, hay = self._selector, self._hay.folded
        beside = 48
        own = FoldedText(chosen.before[-beside:] + chosen.words + chosen.behind[:beside])
        first = own.offset(len(chosen.before[-beside:]))
        last = own.offset(len(chosen.before[-beside:]) + len(chosen.words))
        length = last - first
        allowed = length // ERRORS
        if not allowed:
            return
        near = hay.offset(min(chosen.start, len(hay.original))) - first
        # The ends of a text hold words in place as other words would: nothing else says how far a last one goes.
        left = _HELD if chosen.at_begin and len(chosen.before) <= beside else ""
        right = _HELD if chosen.at_end and len(chosen.behind) <= beside else ""
        words, text = f"{left}{own.text}{right}", f"{left}{hay.text}{right}"
        first, last = first + len(left), last + len(left)
        for low, high in self._clusters(own.text, hay.text, near, allowed):
            found = _aligned(words, first, last, text, low, high + len(left), allowed)
            if found is None or found.errors > allowed:
                continue
            begin, stop = max(0, found.start - len(left)), min(len(hay.text), found.end - len(left))
            if begin >= stop:
                continue
            start, end = self._whole_words(*hay.span(begin, stop))
            grown = len(folded(hay.original[start:end])) - (stop - begin)
            if start < end and found.errors + max(0, grown) <= allowed:
                yield start, end, found.errors + max(0, grown)

    def _clusters(self, own: str, text: str, near: int, allowed: int) -> list[tuple[int, int]]:
        """Return the diagonals (place in the text less place in the words) around which parts of the words agree."""
        size = min(_SEED, max(4, len(own) // 4))
        hits: list[tuple[int, int]] = []
        for offset in range(0, len(own) - size + 1, max(1, (len(own) - size) // _SEEDS)):
            seed = own[offset : offset + size]
            places: list[int] = []
            at = text.find(seed)
            while at >= 0 and len(places) <= _SEED_PLACES:
                places.append(at)
                at = text.find(seed, at + 1)
            if len(places) <= _SEED_PLACES:
                hits += [(at - offset, offset) for at in places]
        hits.sort()
        gap = max(24, allowed)
        groups: list[list[tuple[int, int]]] = []
        for hit in hits:
            if groups and hit[0] - groups[-1][0][0] <= gap:
                groups[-1].append(hit)
            else:
                groups.append([hit])
        groups.sort(key=lambda group: (-len({offset for _, offset in group}), abs(group[0][0] - near)))
        spans = [(group[0][0], group[-1][0]) for group in groups[:_LOOKED_AT]]
        if not any(low - gap <= near <= high + gap for low, high in spans):
            spans.append((near, near))
        return [(low - gap, high + gap) for low, high in spans]

    def _whole_words(self, start: int, end: int) -> tuple[int, int]:
        """Bring a place to whole words at the edges at which the passage has whole words."""
        chosen, text = self._selector, self._hay.text
        if not _inside(chosen.before[-1:], chosen.words[:1]):
            start += _to_edge(text, start)
        if not _inside(chosen.words[-1:], chosen.behind[:1]):
            end += _to_edge(text, end)
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        return start, end


def agreement(one: str, other: str) -> tuple[int, int]:
    """Return how many letters agree from the beginning on, differences paid for, and how many before the first one."""
    a = b = 0
    total = best = 0
    run: int | None = None
    while a < len(one) and b < len(other):
        while a < len(one) and b < len(other) and one[a] == other[b]:
            a, b, total = a + 1, b + 1, total + 1
        best = max(best, total)
        run = total if run is None else run
        leap = _leap(one, a, other, b)
        if leap is None:
            break
        a, b = a + leap[0], b + leap[1]
        total -= 4 + max(leap) // 2
    return best, run or 0


def _leap(one: str, a: int, other: str, b: int) -> tuple[int, int] | None:
    """Return how far to go in both until they agree again; None where they do not soon."""
    best: tuple[int, int] | None = None
    for skipped in range(_LEAP):
        run = one[a + skipped : a + skipped + _RUN]
        if len(run) < _RUN:
            break
        at = other.find(run, b, b + _LEAP + _RUN)
        if at >= 0 and (best is None or max(skipped, at - b) < max(best)):
            best = skipped, at - b
    return best


def _aligned(own: str, first: int, last: int, text: str, low: int, high: int, allowed: int) -> Alignment | None:
    if last - first <= _LONG:
        begin, end = max(0, low), min(len(text), high + len(own) + allowed)
        found = align(own, first, last, text[begin:end])
        return Alignment(found.start + begin, found.end + begin, found.errors)
    begin, end = max(0, low), min(len(text), high + first + _END + allowed)
    head = align(own[: first + _END], first, first + _END, text[begin:end])
    start = head.start + begin
    begin, end = max(0, low + last - _END - allowed), min(len(text), high + len(own) + allowed)
    tail = align(own[last - _END :], 0, _END, text[begin:end]) if begin < end else None
    if tail is None:
        return None
    stop = tail.end + begin
    middle = [own[at : at + _SEED] for at in range(first, last - _SEED, (last - first) // _SEEDS)]
    there = sum(1 for seed in middle if text.find(seed, start, stop) >= 0)
    # A run is there whole or not at all: one error takes a whole run away.
    missing = (last - first) * (len(middle) - there) // (2 * len(middle))
    return Alignment(start, stop, max(missing, abs((stop - start) - (last - first))))


def _places(text: str, words: str, before: str, behind: str) -> list[int]:
    """Return where `words` begin, overlapping ones too; where that is often, where something beside them agrees."""
    found = _some(text, words)
    if len(found) <= _MANY:
        return found
    left, right = before[-_BESIDE:], behind[:_BESIDE]
    closer = {at + len(left) for at in _some(text, left + words)} if left else set[int]()
    if right:
        closer.update(_some(text, words + right))
    return sorted(closer)


def _some(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0 and len(found) <= _MANY:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _ranked(candidates: Iterator[Candidate] | list[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda each: (-each.score, -each.around, each.start))


def _letters(text: str) -> str:
    return folded(text).replace(" ", "")


def _to_edge(text: str, at: int) -> int:
    """Return how far it is to the nearer end of the word that `at` cuts; negative: before it."""
    left = right = 0
    while left < _WORD and _inside(text[at - left - 1 : at - left], text[at - left : at - left + 1]):
        left += 1
    while right < _WORD and _inside(text[at + right - 1 : at + right], text[at + right : at + right + 1]):
        right += 1
    return right if right < left else -left


def _inside(left: str, right: str) -> bool:
    """Say whether a cut between two characters would cut a word; scripts without spaces have no such cuts."""
    return bool(left and right) and all(_joins(character) for character in left + right)


def _joins(character: str) -> bool:
    return not folded_form(character) or (character.isalnum() and not _UNSPACED.match(character))
