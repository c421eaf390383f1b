"""Passages and places: a passage made from a run of an article's text, and found again in a text that has changed.

The selectors are those of the W3C Web Annotation data model: TextQuoteSelector (exact, prefix, suffix) and
TextPositionSelector (start, end). What is not found for certain is lost, never guessed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefer.core.candidates import Candidate, Comparison, Hay, Selector
from briefer.core.folding import folded
from briefer.core.passage import CONTEXT, Passage, PassageId
from briefer.core.source import Article, Certainty, Source
from briefer.core.text import OBJECT, TYPOGRAPHY, sha256_text
from briefer.errors import NotFound

_AROUND = 200
"""How many characters around a passage are compared where the text that it was taken from is known."""
_AGREED = 24
_AGREED_BOTH_WAYS = 12
"""So many letters around a place, or half of what there is, must agree; fewer where the former text is known."""
_SURE = 40
"""So many letters around the very words leave no need to look for others."""
_DIRECT = 8
"""So many letters of them must follow or precede the words at once."""
_OF_ITSELF = 40
"""Words of so many letters that stood once and stand once are the same ones, whatever is around them."""
_STOPS = " .,;:!?'\"()-"
_SHORT = 1000
"""Longer words are compared word by word."""
_ERROR_COSTS = 8
_MARGIN, _FURTHER, _WORSE = 3.0, 12, 16
"""A place is better than another by so many points of 90, or by so many letters around it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands in a text, and how sure that is; a lost one stands nowhere, at 0 to 0."""

    certainty: Certainty
    start: int = 0
    end: int = 0


def tightened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``[start:end]`` without white space and images at its edges; empty where nothing else is in it."""
    while start < end and _is_blank(text[start]):
        start += 1
    while start < end and _is_blank(text[end - 1]):
        end -= 1
    return start, end


def make(article: Article, source: Source, start: int, end: int, *, id: PassageId, number: int) -> Passage:
    """Return the passage ``[start:end]`` of an article, with everything needed to find it again.

    Raises:
        NotFound: the span reaches outside the text, or has no words in it.
    """
    text = article.text
    if not 0 <= start <= end <= len(text):
        raise NotFound(f"{source.handle} has {len(text)} characters; {start} to {end} is not inside them.", "")
    start, end = tightened(text, start, end)
    if start == end:
        raise NotFound(f"There are no words at that place of {source.handle}.", "Select some words first.")
    return Passage(
        id=id,
        source=source.id,
        source_number=source.number,
        number=number,
        exact=text[start:end],
        start=start,
        end=end,
        text_sha256=source.text_sha256,
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        page=article.page_labels(start, end),
        paragraph=article.paragraph_at(start),
        cue=clock(cue.begin) if (cue := article.cue_at(start)) else None,
    )


def clock(milliseconds: int) -> str:
    """Return a time of a recording as its citation prints it: ``0:01:23``."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


class Finder:
    """Finds the passages of one text again in another one, which is folded once for all of them.

    ``former`` is the text that they were taken from, where it is known. With it a place is taken for a passage's only
    if, looked for the other way, it leads back to the passage: a twin that stood elsewhere before is not mistaken for
    one that has gone.
    """

    def __init__(self, text: str, *, text_sha256: str | None = None, former: str | None = None) -> None:
        self._hay = Hay(text)
        self._sha256 = text_sha256 or sha256_text(text)
        self._former = Hay(former) if former is not None else None

    def find(self, passage: Passage) -> Place:
        """Find a passage again. The same text: the same place; another text: see `find`."""
        text, start, end = self._hay.text, passage.start, passage.end
        if self._sha256 == passage.text_sha256 and text[start:end] == passage.exact:
            return Place("same", start, end)
        former = self._taken_from(passage)
        if former is None:
            selector = Selector(
                passage.exact,
                passage.prefix,
                passage.suffix,
                start,
                len(passage.prefix) < CONTEXT,
                len(passage.suffix) < CONTEXT,
            )
        else:
            selector = Selector.of(former.text, start, end, _AROUND)
        comparison = Comparison(self._hay, selector)
        found = comparison.exact()
        if not (found and _sure(found, comparison) and found[0].direct >= _SURE):
            found = comparison.all()
        chosen = self._chosen(found, selector, former)
        alone = not any(each is not chosen and not each.errors for each in found)
        if chosen is None or not self._accepted(chosen, alone, comparison, selector, former):
            return Place("lost")
        words = text[chosen.start : chosen.end]
        if words == passage.exact:
            return Place("same" if chosen.start == start else "moved", chosen.start, chosen.end)
        return Place("moved" if same_words(words, passage.exact) else "changed", chosen.start, chosen.end)

    def _taken_from(self, passage: Passage) -> Hay | None:
        """Return the text that a passage was taken from; a short one is all in the passage itself."""
        whole = passage.prefix + passage.exact + passage.suffix
        if self._former is not None:
            text, start = self._former.text, passage.start
            return self._former if text[start : passage.end] == passage.exact else None
        return Hay(whole) if sha256_text(whole) == passage.text_sha256 else None

    def _chosen(self, found: list[Candidate], selector: Selector, former: Hay | None) -> Candidate | None:
        """Return the best place if it is better than the next by enough; among equals the one that did not move."""
        if not found:
            return None
        equals = [each for each in found if not _better(found[0], each)]
        if len(equals) == 1:
            return found[0]
        if former is None:
            return next((each for each in equals if each.start == selector.start), None)
        kept = _stayed(former.text, self._hay.text, selector.start, selector.end)
        return next((each for each in equals if each.start in kept and not each.errors), None)

    def _accepted(
        self, chosen: Candidate, alone: bool, comparison: Comparison, selector: Selector, former: Hay | None
    ) -> bool:
        """Say whether enough agrees to call a place the passage's."""
        wanted = _AGREED if former is None or chosen.errors else _AGREED_BOTH_WAYS
        agrees = (
            comparison.around > 0
            and chosen.around >= min(wanted, comparison.around / 2)
            and chosen.direct >= min(_DIRECT, comparison.around / 4)
        )
        if former is None:
            return agrees and comparison.both_sides(chosen)
        if not agrees and not (alone and comparison.length - _ERROR_COSTS * chosen.errors >= _OF_ITSELF):
            return False
        runs = [folded(selector.words)]
        apart = agrees or comparison.both_sides(chosen)
        if chosen.errors:
            runs = _shared(runs[0], folded(self._hay.text[chosen.start : chosen.end]))
            runs = runs[:1] if agrees else runs
            apart = chosen.beside
        few = chosen.errors and comparison.length < _AGREED
        if not apart and (few or any(_repeated(former, run) for run in runs)):
            return False  # what agrees stood elsewhere too, or is too little to say so
        if not chosen.errors:
            twins = Comparison(former, selector).exact()
            texts = former.text, self._hay.text
            stayed = [each.start for each in twins if chosen.start in _stayed(*texts, each.start, each.end)]
            if stayed:
                return stayed == [selector.start]
        back = Comparison(former, Selector.of(self._hay.text, chosen.start, chosen.end, _AROUND))
        very = self._hay.text[chosen.start : chosen.end] == selector.words
        sure = very and (alone or (agrees and chosen.around >= _SURE))
        places = back.exact() if sure else back.all()
        if not places or any(not _better(places[0], other) for other in places[1:]):
            return False
        if chosen.errors and not comparison.both_sides(chosen) and back.exact():
            return False  # these words stood elsewhere before
        shared = min(places[0].end, selector.end) - max(places[0].start, selector.start)
        return 2 * shared > max(len(selector.words), places[0].end - places[0].start)


def find(text: str, passage: Passage, *, text_sha256: str | None = None, former: str | None = None) -> Place:
    """Find a passage again in `text`, whose hash may be given; `former` is the text it was taken from, if known.

    "same": the very words at the same offsets. "moved": at others, or with another typography (quotes, dashes, spaces,
    ligatures, soft hyphens). "changed": at most a quarter of the characters differ, and what stands around them agrees
    (or, with `former`, the words are long enough to be no others). "lost": none of these, or two places between which
    nothing decides. A place is never guessed.
    """
    return Finder(text, text_sha256=text_sha256, former=former).find(passage)


def same_words(one: str, other: str) -> bool:
    """Say whether two runs of text differ in nothing but typography."""
    return one == other or _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text.translate(TYPOGRAPHY)).split())


def _sure(found: list[Candidate], comparison: Comparison) -> bool:
    """Say whether the best of some places is better than the others and has most around it as it was."""
    return found[0].around >= comparison.around / 2 and all(_better(found[0], other) for other in found[1:])


def _better(one: Candidate, other: Candidate) -> bool:
    """Say whether a place is better than another: by enough, and on no side much worse."""
    if other.before - one.before > _WORSE or other.behind - one.behind > _WORSE:
        return False
    margin = one.score - other.score
    return margin >= _MARGIN or (margin > -_MARGIN and one.around - other.around >= _FURTHER)


def _stayed(former: str, text: str, start: int, end: int) -> set[int]:
    """Return where ``former[start:end]`` stands now if all (not little) before it, or all behind it, is as it was."""
    places: set[int] = set()
    if start >= _SURE and text[:end] == former[:end]:
        places.add(start)
    if len(former) - end >= _SURE and text.endswith(former[start:]):
        places.add(len(text) - (len(former) - start))
    return places


def _repeated(hay: Hay, words: str) -> bool:
    """Say whether folded words stand more than once in a text."""
    first = hay.folded.text.find(words)
    return hay.folded.text.find(words, first + 1) >= 0


def _shared(one: str, other: str) -> list[str]:
    """Return the runs that two texts share, the longest first, without the shortest; of long texts in whole words."""
    if max(len(one), len(other)) <= _SHORT:
        blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
        runs = [_whole_words(one, block.a, block.a + block.size) for block in blocks]
    else:  # the cost grows as a square
        words = one.split(" ")
        blocks = SequenceMatcher(None, words, other.split(" ")).get_matching_blocks()
        runs = [" ".join(words[block.a : block.a + block.size]) for block in blocks]
    runs = sorted((run.strip(_STOPS) for run in runs), key=len, reverse=True)
    return [run for run in runs if len(run) >= _AGREED_BOTH_WAYS] or runs[:1]


def _whole_words(text: str, start: int, end: int) -> str:
    """Return ``text[start:end]`` without the parts of words at its edges, where anything else is in it."""
    run = text[start:end]
    if text[:start][-1:].isalnum():
        run = run.partition(" ")[2] or run
    if text[end : end + 1].isalnum():
        run = run.rpartition(" ")[0] or run
    return run


def _is_blank(character: str) -> bool:
    return character.isspace() or character == OBJECT
