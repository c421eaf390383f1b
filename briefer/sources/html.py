"""A saved web page: finds the article in it and keeps its own markup as structure.

Extraction libraries say *which words* are the article, and lose headings, lists, tables and links; so they only point
at the article's container in the original tree, and what stands in there, without boilerplate, is what is kept.
"""

from __future__ import annotations

from typing import Any

from briefer.errors import SourceEmpty
from briefer.sources import metadata
from briefer.sources.builder import Builder
from briefer.sources.container import article_containers, strip_boilerplate
from briefer.sources.encoding import decode
from briefer.sources.language import with_language
from briefer.sources.markup import walk
from briefer.sources.reading import ReadArticle, answer
from briefer.sources.tree import parse


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the article in a saved web page, as plain values.

    Raises:
        SourceEmpty: there are no words in it.
    """
    page = decode(data, markup=True)
    tree = parse(page)
    if tree is None:
        raise SourceEmpty(f"“{name}” has no words in it.")
    reference = metadata.of_page(tree, page)
    base = metadata.base_address(tree, reference.url)
    containers, wanted = article_containers(tree)
    builder = Builder()
    tables = 0
    for container in containers:
        strip_boilerplate(container, wanted)
        tables = walk(container, builder, base=base, first_table=tables)
    article = builder.article("html", reference=reference)
    if not article.text.replace("\ufffc", "").strip():
        raise SourceEmpty(f"“{name}” has no words in it.")
    return answer(ReadArticle(article=with_language(article)))
