"""Finding words in an article: to take them as a passage from the command line."""

from __future__ import annotations

from briefer.core.text import fold
from briefer.errors import PassageAmbiguous, PassageNotFound

_SHOWN = 40


def find(text: str, words: str, nth: int | None, name: str) -> tuple[int, int]:
    """Return the span of `words` in `text`: exactly, or else with case, quotes, dashes and white space unified.

    `nth`, counted from 1, tells which one where they stand there more than once. `name` is the source's, for sentences.

    Raises:
        PassageNotFound: they are not there; the hint names the closest place.
        PassageAmbiguous: they are there more than once and `nth` is None; the hint lists the places.
    """
    if not words.strip():
        raise PassageNotFound("There are no words to look for.", "")
    spans = _exact(text, words) or _folded(text, words)
    if not spans:
        raise PassageNotFound(f"{name} does not say “{_short(words)}”.", _closest(text, words))
    if nth is None and len(spans) > 1:
        places = "; ".join(f"{number}: …{_around(text, *span)}…" for number, span in enumerate(spans, 1))
        raise PassageAmbiguous(f"{name} says “{_short(words)}” {len(spans)} times.", f"Say which with --nth: {places}")
    if nth is not None and not 1 <= nth <= len(spans):
        raise PassageNotFound(f"{name} says “{_short(words)}” {len(spans)} times, not {nth}.", "")
    return spans[(nth or 1) - 1]


def _exact(text: str, words: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = text.find(words)
    while at >= 0:
        spans.append((at, at + len(words)))
        at = text.find(words, at + len(words))
    return spans


def _folded(text: str, words: str) -> list[tuple[int, int]]:
    folded, wanted = fold(text), fold(words).text
    if not wanted:
        return []
    return [folded.span(start, end) for start, end in _exact(folded.text, wanted)]


def _closest(text: str, words: str) -> str:
    """Return a hint with the words of the article that are nearest to those asked for."""
    from rapidfuzz import fuzz

    folded, wanted = fold(text), fold(words).text
    found = fuzz.partial_ratio_alignment(wanted, folded.text, score_cutoff=50)
    if found is None or found.dest_start == found.dest_end:
        return "Look at the text of the article; nothing in it is close."
    start, end = folded.span(found.dest_start, found.dest_end)
    return f"The closest words, at {start} to {end}: “{text[start:end]}”"


def _around(text: str, start: int, end: int) -> str:
    return " ".join(text[max(0, start - _SHOWN) : end + _SHOWN].split())


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
