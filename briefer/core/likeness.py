"""Whether two texts are much the same: by runs of words that both have, told from a sample of them.

A sample is enough to find the pair in a library of ten thousand; the run that both share is then looked for in the
texts themselves. Runs are of folded words, so that neither case nor accents nor spaces make a difference; where a
script writes no spaces, each character counts as a word.
"""

from __future__ import annotations

import hashlib
import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefer.core.folding import FoldedText, folded
from briefer.core.source import SourceId

RUN = 5
"""Words in a run: two articles on one matter share few runs of five, a copy nearly all."""

SAMPLED = 8
"""One run in so many is kept, told by its hash: of the same run in another text the same is decided."""

MOST = 2000
"""Runs kept of one text, those with the smallest hashes: about 16,000 words of it, enough for a book."""

FEWEST = 6
"""With fewer runs kept nothing is said: a text of some fifty words has six."""

ALIKE = 0.6
"""The part of its runs that a text must have in common with another to be called a near copy of it."""

# Scripts that write no spaces: Chinese, Japanese, Thai, Lao, Burmese, Khmer.
_ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
)
_PRIME = (1 << 61) - 1
_BASE = 1_000_003
_WORD = re.compile(f"[{_ALONE}]|[^\\W_{_ALONE}]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """A source is much the same as ``other``: ``share`` (0 to 1) of its runs of words stand there too.

    The longest run of words that both have is ``[start:end]`` here and ``[other_start:other_end]`` there.
    """

    other: SourceId
    share: float
    start: int
    end: int
    other_start: int
    other_end: int


def word_spans(folded_text: str) -> list[tuple[int, int]]:
    """Return where the words of a folded text begin and end, as they are counted here."""
    return [word.span() for word in _WORD.finditer(folded_text)]


def grams(text: str) -> frozenset[int]:
    """Return the sample of the runs of words in `text`: numbers of 63 bits; few or none for a text of few words."""
    words = _WORD.findall(folded(text))
    kept: set[int] = set()
    for at in range(len(words) - RUN + 1):
        run = " ".join(words[at : at + RUN]).encode("utf-8", "surrogatepass")
        number = int.from_bytes(hashlib.blake2b(run, digest_size=8).digest(), "big") >> 1
        if number % SAMPLED == 0:
            kept.add(number)
    return frozenset(kept if len(kept) <= MOST else heapq.nsmallest(MOST, kept))


def shared_run(one: str, other: str) -> tuple[int, int, int, int]:
    """Return the longest run of words that both texts have: start and end in the first, start and end in the second.

    (0, 0, 0, 0) where no five words stand in both.
    """
    here, there = FoldedText(one), FoldedText(other)
    mine, theirs = list(_WORD.finditer(here.text)), list(_WORD.finditer(there.text))
    numbers: dict[str, int] = {}
    ours = [numbers.setdefault(word.group(), len(numbers) + 1) for word in mine]
    yours = [numbers.setdefault(word.group(), len(numbers) + 1) for word in theirs]
    # Where a run of some length stands in both, so does each shorter one: halving finds the longest, whatever the texts
    # repeat. difflib's way takes the square of a word that stands everywhere.
    found, low, high = None, RUN, min(len(ours), len(yours))
    while low <= high:
        size = (low + high) // 2
        at = _shared(ours, yours, size)
        if at is None:
            high = size - 1
        else:
            found, low = (*at, size), size + 1
    if found is None:
        return 0, 0, 0, 0
    at, other_at, size = found
    start, end = here.span(mine[at].start(), mine[at + size - 1].end())
    other_start, other_end = there.span(theirs[other_at].start(), theirs[other_at + size - 1].end())
    return start, end, other_start, other_end


def share(sample: frozenset[int], shared: int, other: int) -> float:
    """Return the part of the runs of words that two texts share, of the one that has fewer.

    `shared` of the runs in `sample` stand in the other text too, which has `other` runs in its own sample.
    """
    fewer = min(len(sample), other)
    return shared / fewer if fewer >= FEWEST else 0.0


def _shared(one: list[int], other: list[int], size: int) -> tuple[int, int] | None:
    """Return where a run of `size` words stands in both: the first such in `one`; None where there is none."""
    places = {number: at for at, number in reversed(list(enumerate(_rolled(other, size))))}
    for at, number in enumerate(_rolled(one, size)):
        there = places.get(number)
        if there is not None and one[at : at + size] == other[there : there + size]:
            return at, there
    return None


def _rolled(words: list[int], size: int) -> Iterator[int]:
    """Yield a number for each run of `size` words, the same for the same words (Rabin and Karp)."""
    first = pow(_BASE, size, _PRIME)
    number = 0
    for at, word in enumerate(words):
        number = (number * _BASE + word) % _PRIME
        if at >= size:
            number = (number - words[at - size] * first) % _PRIME
        if at >= size - 1:
            yield number
