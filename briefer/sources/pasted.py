"""What was copied in a browser or another program and pasted: all of it is meant, so nothing is removed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from briefer.errors import SourceEmpty
from briefer.sources import metadata
from briefer.sources.builder import Builder
from briefer.sources.language import with_language
from briefer.sources.markup import walk
from briefer.sources.plain import add_text
from briefer.sources.reading import ReadArticle, answer
from briefer.sources.tree import parse

# Windows' CF_HTML: a head of byte offsets before the markup, and comments around what was selected.
_SOURCE_URL = re.compile(r"\A(?:\w+:[^\r\n]*\r?\n)*?SourceURL:([^\r\n]+)")
_CF_HEAD = re.compile(r"\AVersion:[\d.]+\r?\n(?:\w+:[^\r\n]*\r?\n)+")
_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*?)(?:<!--\s*EndFragment\s*-->|\Z)", re.S | re.I)


def read(data: bytes, markup: bool, url: str | None = None) -> dict[str, Any]:
    """Return the pasted article as plain values; `data` is UTF-8, `url` where it came from, if that is known.

    Raises:
        SourceEmpty: there are no words in it.
    """
    pasted = data.decode("utf-8", "replace")
    builder = Builder()
    if markup:
        reference = _add_markup(builder, pasted, metadata.web_address(url))
    else:
        reference = metadata.Reference(url=metadata.web_address(url))
        add_text(builder, pasted.replace("\r\n", "\n").replace("\r", "\n"))
    article = builder.article("html" if markup else "text", reference=reference)
    if not article.text.replace("\ufffc", "").strip():
        raise SourceEmpty("What was pasted has no words in it.", "Copy the article in the browser, then paste it here.")
    return answer(ReadArticle(article=with_language(article)))


def _add_markup(builder: Builder, pasted: str, url: str | None) -> metadata.Reference:
    carried = _SOURCE_URL.match(pasted)
    url = url or metadata.web_address(carried[1] if carried else None)
    whole = _CF_HEAD.sub("", pasted, count=1)
    fragment = _FRAGMENT.search(whole)
    tree = parse(fragment[1] if fragment else whole)
    if tree is None:
        return metadata.Reference(url=url)
    walk(tree, builder, base=metadata.base_address(tree, url))
    said = metadata.facts_of_page(tree, whole).reference
    heading = next((" ".join("".join(node.itertext()).split()) for node in tree.iter("h1")), None)
    return replace(said, url=url or said.url, title=heading or said.title or None)
