"""Pictures that an article had when it came in, and that its file alone does not hold: they lay beside the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefer.core.source import Article, Picture

_AROUND = 40  # characters, white space left out, before or behind a picture by which it is known again
_LEAST = 8  # characters of them; fewer stand at many a place

_Sign = tuple[str, str, str]


def with_pictures(article: Article, held: Iterable[Article]) -> Article:
    """Return `article` with the bytes that its pictures have in `held`, other texts of the same file.

    Where the texts differ, a picture is known by its words and by what stands before or behind it; one that could be
    another stays without bytes, for a wrong picture is worse than none.
    """
    pictures = article.pictures
    for other in held:
        if all(picture.sha256 is not None for picture in pictures):
            break
        known = _known(article, other)
        pictures = tuple(_filled(picture, known.get(picture.at)) for picture in pictures)
    return replace(article, pictures=pictures)


def _known(article: Article, other: Article) -> Mapping[int, Picture]:
    """Return the pictures of `other` by the places in `article` where they are."""
    if article.text == other.text:
        return {picture.at: picture for picture in other.pictures}
    here, there = _by_signs(article), _by_signs(other)
    found: dict[int, set[Picture]] = {}
    for sign in here.keys() & there.keys():
        found.setdefault(here[sign].at, set()).add(there[sign])
    return {at: pictures.pop() for at, pictures in found.items() if len(pictures) == 1}


def _by_signs(article: Article) -> Mapping[_Sign, Picture]:
    """Return pictures by the signs that each alone has."""
    signs = [(sign, picture) for picture in article.pictures for sign in _signs(article.text, picture)]
    times = Counter(sign for sign, _ in signs)
    return {sign: picture for sign, picture in signs if times[sign] == 1}


def _signs(text: str, picture: Picture) -> Iterator[_Sign]:
    before = "".join(text[max(0, picture.at - 4 * _AROUND) : picture.at].split())[-_AROUND:]
    behind = "".join(text[picture.at + 1 : picture.at + 1 + 4 * _AROUND].split())[:_AROUND]
    for side, words in (("before", before), ("behind", behind)):
        if len(words) >= _LEAST:
            yield side, picture.alt, words


def _filled(picture: Picture, known: Picture | None) -> Picture:
    if picture.sha256 is not None or known is None:
        return picture
    return replace(picture, sha256=known.sha256, width=known.width, height=known.height)
