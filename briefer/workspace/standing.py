"""Looks in the library for words that came from outside. Reads values and the library alone: any thread may."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from briefer.core import standing
from briefer.core.source import SourceId
from briefer.core.standing import Standing
from briefer.workspace.shelf import Shelf

if TYPE_CHECKING:
    from briefer.store.library import Library

PARAGRAPHS = 40
"""So many paragraphs are looked for, each up to `LETTERS`."""
LETTERS = 20_000

_HITS = 10  # of a phrase
_SOURCES = 4  # that are looked at closely, those with the most phrases


def find(
    library: Library,
    shelf: Shelf,
    texts: Sequence[str],
    preferred: Collection[SourceId],
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Standing, ...]:
    """Return, for each of `texts` that has one, its longest run of words that stands in a source.

    Where several sources have it, one of those `preferred`, else the first that came.
    """
    found: list[Standing] = []
    for text in texts[:PARAGRAPHS]:
        if cancelled is not None and cancelled():
            break
        best: Standing | None = None
        for source, places in _places(library, text[:LETTERS], preferred):
            longest = standing.longest(text[:LETTERS], source, shelf.read(source).text, places)
            if longest is not None and (best is None or longest.words > best.words):
                best = longest
        if best is not None:
            found.append(best)
    return tuple(found)


def _places(library: Library, text: str, preferred: Collection[SourceId]) -> list[tuple[SourceId, list[int]]]:
    """Return the sources in which most phrases of `text` stand, and where in each."""
    places: dict[SourceId, list[int]] = {}
    for phrase in standing.phrases(text):
        for hit in library.search(f'"{phrase}"', _HITS).hits:
            if hit.start < hit.end:  # not a title
                places.setdefault(hit.source, []).append(hit.start)
    ranked = sorted(places.items(), key=lambda each: (-len(each[1]), each[0] not in preferred))
    return sorted(ranked[:_SOURCES], key=lambda each: each[0] not in preferred)
