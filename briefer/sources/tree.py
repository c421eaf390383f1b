"""The one way markup is parsed here: no entity, no address and no file is ever fetched, and no size runs away."""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree, html

from briefer.core.text import clean

# One inlined image of 16 MB makes extraction libraries drop the article without an error.
_INLINED = re.compile(r"data:[^\s\"'<>()]{0,100}[,;][^\s\"'<>()]*")
_PLACEHOLDER = 400  # characters; a shorter picture is the grey dot that scripts replace

XmlElement: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage] - lxml gives its elements no other name

KEPT_PICTURE = "data:,picture"
NO_PICTURE = "data:,"


def strip_inlined(page: str) -> str:
    """Return `page` with each ``data:`` address cut down to whether it was a picture worth the name."""
    return _INLINED.sub(lambda match: KEPT_PICTURE if len(match[0]) > _PLACEHOLDER else NO_PICTURE, page)


def parse(page: str) -> html.HtmlElement | None:
    """Return the tree of an HTML page, or None when there is nothing in it."""
    prepared = clean(strip_inlined(page).replace("\x0c", " ")).encode("utf-8")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True, remove_comments=True)
    try:
        tree = html.document_fromstring(prepared, parser=parser)
    except etree.ParserError:  # nothing but comments or white space
        return None
    return tree
