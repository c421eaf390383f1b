"""Whether two texts are much the same: by runs of words that both have, told from a sample of them.

A sample is enough to find the pair in a library of ten thousand; the run that both share is then looked for in the
texts themselves. Runs are of folded words, so that neither case nor accents nor spaces make a difference; where a
script writes no spaces, each character counts as a word.
"""

from __future__ import annotations

import hashlib
import heapq
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefer.core.source import SourceId
from briefer.core.text import fold

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


def grams(text: str) -> frozenset[int]:
    """Return the sample of the runs of words in `text`: numbers of 63 bits; few or none for a text of few words."""
    words = _WORD.findall(fold(text).text)
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
    here, there = fold(one), fold(other)
    mine, theirs = list(_WORD.finditer(here.text)), list(_WORD.finditer(there.text))
    # Single words would meet too often for a long text; runs of five hardly ever do by chance.
    found = SequenceMatcher(None, _runs(mine), _runs(theirs), autojunk=False).find_longest_match()
    if not found.size:
        return 0, 0, 0, 0
    size = found.size + RUN - 1
    start, end = here.span(mine[found.a].start(), mine[found.a + size - 1].end())
    other_start, other_end = there.span(theirs[found.b].start(), theirs[found.b + size - 1].end())
    return start, end, other_start, other_end


def share(sample: frozenset[int], shared: int, other: int) -> float:
    """Return the part of the runs of words that two texts share, of the one that has fewer.

    `shared` of the runs in `sample` stand in the other text too, which has `other` runs in its own sample.
    """
    fewer = min(len(sample), other)
    return shared / fewer if fewer >= FEWEST else 0.0


def _runs(words: list[re.Match[str]]) -> list[str]:
    return [" ".join(word.group() for word in words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
