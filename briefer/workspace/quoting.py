"""Words typed from an article, found in it: exactly, else whatever their quotes, dashes, case and spaces."""

from __future__ import annotations

from collections.abc import Iterator

from briefer.core.anchor import tightened
from briefer.core.text import fold
from briefer.errors import BadRequest, PassageAmbiguous, PassageNotFound

_AROUND = 40
"""How many characters are shown on either side of a place."""

_LISTED = 10
_ALIKE = 60.0
"""How alike, of 100, the closest place must be to be worth naming."""


def find(text: str, words: str, nth: int | None, handle: str) -> tuple[int, int]:
    """Return where `words` stand in `text`, of the source called `handle`; `nth` counts from 1.

    Raises:
        BadRequest: there are no words, or `nth` is below 1.
        PassageNotFound: they are not there; the sentence names the closest place.
        PassageAmbiguous: they are there more than once and `nth` does not say which; the hint lists the places.
    """
    if not any(character.isalnum() for character in words):
        raise BadRequest("There are no words to look for.", "Give the words as they stand in the article.")
    if nth is not None and nth < 1:
        raise BadRequest(f"There is no place number {nth}.", "The first is 1.")
    places = list(_exact(text, words)) or list(_folded(text, words))
    if not places:
        raise _not_found(text, words, handle)
    if nth is None and len(places) > 1:
        shown = "; ".join(f"{number}: {_shown(text, *place)}" for number, place in enumerate(places[:_LISTED], 1))
        more = f"; and {len(places) - _LISTED} more" if len(places) > _LISTED else ""
        raise PassageAmbiguous(
            f"These words stand in {handle} {len(places)} times.", f"Say which with --nth: {shown}{more}."
        )
    if nth is not None and nth > len(places):
        times = "once" if len(places) == 1 else f"{len(places)} times"
        raise PassageNotFound(f"These words stand in {handle} only {times}.", "")
    return places[(nth or 1) - 1]


def _exact(text: str, words: str) -> Iterator[tuple[int, int]]:
    start, end = tightened(words, 0, len(words))
    words = words[start:end]
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + len(words))


def _folded(text: str, words: str) -> Iterator[tuple[int, int]]:
    wanted = fold(words).text.strip()
    folded = fold(text)
    at = folded.text.find(wanted)
    while at >= 0:
        yield folded.span(at, at + len(wanted))
        at = folded.text.find(wanted, at + len(wanted))


def _not_found(text: str, words: str, handle: str) -> PassageNotFound:
    from rapidfuzz import fuzz

    wanted, folded = fold(words).text.strip(), fold(text)
    closest = fuzz.partial_ratio_alignment(wanted, folded.text, score_cutoff=_ALIKE) if folded.text else None
    if closest is None or closest.dest_start >= closest.dest_end:
        return PassageNotFound(f"These words are not in {handle}.", "Copy them from the article.")
    start, end = folded.span(closest.dest_start, closest.dest_end)
    start, end = _whole_words(text, start, end)
    return PassageNotFound(
        f"These words are not in {handle}; the closest are, at {start}: “{_one_line(text[start:end])}”.",
        "Copy the words from the article.",
    )


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not text[start - 1].isspace() and not text[start].isspace():
        start -= 1
    while end < len(text) and not text[end - 1].isspace() and not text[end].isspace():
        end += 1
    return tightened(text, start, end)


def _shown(text: str, start: int, end: int) -> str:
    before, after = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return f"at {start} “{'…' if before else ''}{_one_line(text[before:after])}{'…' if after < len(text) else ''}”"


def _one_line(text: str) -> str:
    return " ".join(text.split())
