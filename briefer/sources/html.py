"""A saved web page: finds the article in it and keeps its own markup as structure.

Reader view's rules say which elements are the article. Where they find next to nothing, an extraction library says
which words are it; the elements that hold those are taken, without boilerplate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from briefer.core.reference import Reference
from briefer.core.source import Article, SourceKind
from briefer.errors import SourceDamaged, SourceEmpty
from briefer.sources import container, dom, left_out, metadata, people, readable, tidy, walls
from briefer.sources.builder import Builder
from briefer.sources.dom import Element
from briefer.sources.encoding import decode
from briefer.sources.language import with_language
from briefer.sources.markup import reveal, walk
from briefer.sources.page_pictures import PagePictures, variables_of
from briefer.sources.reading import ReadArticle, answer
from briefer.sources.tree import breaks_off, holds_deleted, lift_inlined, parse

CUT = "The file breaks off: the end of the page is missing."
AGAIN = "Save the page again in the browser, as one file or as a complete page."

_MUCH_MORE = 2  # times as many characters; what decides for the second opinion where the first found little
_MANY_MORE = 5  # times as many hidden characters as shown ones; then a script was to show the article


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """How a page was saved: its address and when, as the saving program says, and the files that came with it.

    ``base`` is what its relative addresses start from, where that is no address on the web.
    """

    kind: SourceKind = "html"
    url: str | None = None
    base: str | None = None
    accessed: str | None = None
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    warnings: tuple[str, ...] = ()


def read(data: bytes, name: str, whole: bool = False, files: dict[str, bytes] | None = None) -> dict[str, Any]:
    """Return the article in a saved web page, as plain values; with `whole` everything that is to be seen on it.

    `files` are the pictures saved beside the page, under the names it has for them.

    Raises:
        SourceEmpty: there are no words in it.
        SourceDamaged: it breaks off before there are any.
    """
    page = decode(data, markup=True)
    cut = breaks_off(page)
    capture = Capture(files=files or {}, warnings=(CUT,) if cut else ())
    try:
        return read_page(page, name, capture, whole=whole)
    except SourceEmpty:
        if not cut:
            raise
        raise SourceDamaged(f"“{name}” is damaged: it breaks off before there are any words.", AGAIN) from None


def read_page(page: str, name: str, capture: Capture, *, whole: bool = False) -> dict[str, Any]:
    """Return the article in the page `page`, as plain values; see `read`.

    Raises:
        SourceEmpty: there are no words in it.
    """
    page, inlined = lift_inlined(page)
    tree = parse(page)
    if tree is None:
        raise SourceEmpty(f"“{name}” has no words in it.")
    facts = metadata.facts_of_page(tree, page, (capture.url, capture.accessed))
    base = metadata.base_address(tree, facts.reference.url if capture.base is None else capture.base)
    pictures = PagePictures(inlined, capture.files, base, variables_of(page))
    signs = walls.signs(tree, page, facts.free)
    warnings = list(capture.warnings)
    if holds_deleted(page):
        warnings.append(left_out.DELETED)
    if not whole and dom.is_too_deep(tree):
        whole = True
        warnings.append("The page is too large to find the article in; everything on it is shown.")
    content, byline = (_everything(tree), None) if whole else _article(tree, page, facts)
    if byline and not facts.reference.authors and (authors := people.of_byline(byline)):
        facts = facts.corrected("authors", authors, metadata.GUESSED)
    reference = facts.reference
    builder, article = _built(content, capture.kind, reference, base, pictures)
    asked, said = whole, ""
    if not _words(article):
        for warning, everything in _all_there_is(page):
            other = _built(everything, capture.kind, reference, base, pictures)
            if _words(other[1]) > _MANY_MORE * _words(article):
                (builder, article), whole, said = other, True, warning
        if not _words(article):
            raise SourceEmpty(f"“{name}” has no words in it.")
        warnings.append(said)
    if pictures.left_out:
        warnings.append(left_out.PICTURES)
    flags = walls.flags(article, signs, lambda: parse(page)) if not asked else ()
    warnings += (walls.SENTENCES[flag] for flag in flags)
    article = replace(article, origins=facts.origins, whole=whole, flags=flags, warnings=tuple(warnings))
    article = with_language(article)
    return answer(ReadArticle(article=article, pictures=builder.pictures))


def _built(
    content: Element | None, kind: SourceKind, reference: Reference, base: str | None, pictures: PagePictures
) -> tuple[Builder, Article]:
    builder = Builder()
    if content is not None:
        walk(content, builder, base=base, pictures=pictures)
    return builder, builder.article(kind, reference=reference)


def _words(article: Article) -> int:
    """Return how many characters of words the article has; its pictures are none."""
    return len(article.text.replace("\ufffc", "").strip())


def _all_there_is(page: str) -> Iterator[tuple[str, Element]]:
    """Give what is read of a page in which no article is found: all that is to be seen, then what is hidden too."""
    if (tree := parse(page)) is not None:
        yield "No article is found on the page; everything on it is shown.", _everything(tree)
    if (tree := parse(page)) is not None:
        reveal(tree)
        yield (
            "All words of the page are hidden until a script shows them; they are read as they stand.",
            _everything(tree),
        )


def _everything(tree: Element) -> Element:
    body = tree.find("body")
    whole = body if body is not None else tree
    tidy.unwrap_noscript(whole)
    tidy.wake_pictures(whole)
    return whole


def _article(tree: Element, page: str, facts: metadata.Facts) -> tuple[Element | None, str | None]:
    """Return what holds the article, and the line that was left out of it because it names the author."""
    byline_known = facts.origin("authors") not in (None, metadata.GUESSED)
    found = readable.find(tree, lambda: parse(page), facts.reference.title or "", byline_known=byline_known)
    if found is not None and found.length >= readable.ENOUGH:
        return found.content, found.byline
    first = (None, None) if found is None else (found.content, found.byline)
    again = parse(page)
    if again is None:
        return first
    unscripted = walls.noscript_words(again)
    other, words = container.article_container(again)
    if found is not None and words < _MUCH_MORE * found.length:
        return first
    return other if dom.has_words(other) or unscripted is None else unscripted, None
