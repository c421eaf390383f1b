"""What was copied in a browser or another program and pasted: all of it is meant, so nothing is removed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from briefer.errors import SourceEmpty
from briefer.sources import left_out, metadata
from briefer.sources.builder import Builder
from briefer.sources.copied_markup import settle, whole_table
from briefer.sources.language import with_language
from briefer.sources.markup import walk
from briefer.sources.page_pictures import PagePictures
from briefer.sources.plain import add_text
from briefer.sources.reading import ReadArticle, answer
from briefer.sources.tree import holds_deleted, lift_inlined, parse

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
        facts, too_many = _add_markup(builder, pasted, metadata.web_address(url))
    else:
        too_many = 0
        facts = _with_address(metadata.Facts(metadata.Reference()), metadata.web_address(url))
        add_text(builder, pasted.replace("\r\n", "\n").replace("\r", "\n"))
    deleted = markup and holds_deleted(pasted)
    warnings = left_out.sentences(deleted=deleted, hidden=False, pictures=too_many)
    article = builder.article("html" if markup else "text", reference=facts.reference, warnings=warnings)
    if not article.text.replace("\ufffc", "").strip():
        raise SourceEmpty("What was pasted has no words in it.", "Copy the article in the browser, then paste it here.")
    article = with_language(replace(article, origins=facts.origins))
    return answer(ReadArticle(article=article, pictures=builder.pictures))


def _add_markup(builder: Builder, pasted: str, url: str | None) -> tuple[metadata.Facts, int]:
    """Add what was pasted; return its facts, and how many pictures were too many."""
    carried = _SOURCE_URL.match(pasted)
    url = url or metadata.web_address(carried[1] if carried else None)
    whole, inlined = lift_inlined(_CF_HEAD.sub("", pasted, count=1))
    fragment = _FRAGMENT.search(whole)
    tree = parse(whole_table(fragment[1] if fragment else whole))
    if tree is None:
        return _with_address(metadata.Facts(metadata.Reference()), url), 0
    settle(tree)
    base = metadata.base_address(tree, url)
    pictures = PagePictures(inlined, {}, base)
    walk(tree, builder, base=base, pictures=pictures)
    facts = _with_address(metadata.facts_of_page(tree, whole), url)
    heading = next((" ".join("".join(node.itertext()).split()) for node in tree.iter("h1")), None)
    facts = facts.corrected("title", heading, metadata.GUESSED) if heading else facts
    return facts, pictures.left_out


def _with_address(facts: metadata.Facts, url: str | None) -> metadata.Facts:
    return facts.corrected("url", url, "clipboard") if url else facts
