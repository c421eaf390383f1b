"""Passages and places: a passage made from a run of an article's text, and found again in a text that has changed.

The selectors are those of the W3C Web Annotation data model: TextQuoteSelector (exact, prefix, suffix) and
TextPositionSelector (start, end). What is not found for certain is lost, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefer.core.passage import CONTEXT, Passage, PassageId
from briefer.core.source import Article, Certainty, Source
from briefer.core.text import OBJECT, sha256_text
from briefer.errors import NotFound


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
        page=article.page_label_at(start),
        paragraph=article.paragraph_at(start),
        cue=clock(cue.begin) if (cue := article.cue_at(start)) else None,
    )


def clock(milliseconds: int) -> str:
    """Return a time of a recording as its citation prints it: ``0:01:23``."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def find(text: str, passage: Passage, *, text_sha256: str | None = None) -> Place:
    """Find a passage again in `text`, whose hash may be given where it is known.

    The same text: the same place. Another text: the exact words, and where they stand more than once the ones with the
    most of the old words around them, then the ones nearest to the old place. Words that stand more than once with
    nothing of what was around them are lost.
    """
    start, end = passage.start, passage.end
    if (text_sha256 or sha256_text(text)) == passage.text_sha256 and text[start:end] == passage.exact:
        return Place("same", start, end)
    places = list(_occurrences(text, passage.exact))
    if not places:
        return Place("lost")
    agreement = {place: _agreement(text, place, passage) for place in places}
    best = max(places, key=lambda place: (agreement[place], -abs(place - start)))
    if len(places) > 1 and not agreement[best]:
        return Place("lost")
    return Place("moved", best, best + len(passage.exact))


def _is_blank(character: str) -> bool:
    return character.isspace() or character == OBJECT


def _occurrences(text: str, words: str) -> Iterator[int]:
    """Yield where `words` begin in `text`, overlapping ones too."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _agreement(text: str, start: int, passage: Passage) -> int:
    """Return how many characters (spaces aside) next to the words are still those of the prefix and suffix."""
    end = start + len(passage.exact)
    before = text[max(0, start - len(passage.prefix)) : start]
    after = text[end : end + len(passage.suffix)]
    return _shared(passage.prefix[::-1], before[::-1]) + _shared(passage.suffix, after)


def _shared(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += not a.isspace()
    return count
