"""A saved web page: finds the article in it and keeps its own markup as structure.

Reader view's rules say which elements are the article. Where they find next to nothing, an extraction library says
which words are it; the elements that hold those are taken, without boilerplate.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from briefer.errors import SourceEmpty
from briefer.sources import container, metadata, readable
from briefer.sources.builder import Builder
from briefer.sources.dom import Element
from briefer.sources.encoding import decode
from briefer.sources.language import with_language
from briefer.sources.markup import walk
from briefer.sources.reading import ReadArticle, answer
from briefer.sources.tree import parse

_MUCH_MORE = 2  # times as many characters; what decides for the second opinion where the first found little


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the article in a saved web page, as plain values.

    Raises:
        SourceEmpty: there are no words in it.
    """
    page = decode(data, markup=True)
    tree = parse(page)
    if tree is None:
        raise SourceEmpty(f"“{name}” has no words in it.")
    facts = metadata.facts_of_page(tree, page)
    base = metadata.base_address(tree, facts.reference.url)
    builder = Builder()
    content = _article(tree, page, facts)
    if content is not None:
        walk(content, builder, base=base)
    article = builder.article("html", reference=facts.reference)
    if not article.text.replace("\ufffc", "").strip():
        raise SourceEmpty(f"“{name}” has no words in it.")
    return answer(ReadArticle(article=with_language(replace(article, origins=facts.origins))))


def _article(tree: Element, page: str, facts: metadata.Facts) -> Element | None:
    byline_known = facts.origin("authors") not in (None, metadata.GUESSED)
    found = readable.find(tree, lambda: parse(page), facts.reference.title or "", byline_known=byline_known)
    if found is not None and found.length >= readable.ENOUGH:
        return found.content
    again = parse(page)
    if again is None:
        return None if found is None else found.content
    other, words = container.article_container(again)
    if found is not None and words < _MUCH_MORE * found.length:
        return found.content
    return other
