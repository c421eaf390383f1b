"""The one way markup is parsed here: no entity, no address and no file is ever fetched, and no size runs away."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import unquote_to_bytes

from lxml import etree, html

from briefer.core.text import clean

# One inlined image of 16 MB makes extraction libraries drop the article without an error.
_INLINED = re.compile(r"data:(?:image|video|audio|font|application|text)/[^\s\"'<>(),]{1,120},[^\s\"'<>()]*", re.I)
_MARKER = re.compile(r"data:,(?:small|picture)-(\d+)")
_STAND_IN = 155  # characters: a base64 picture of under 100 bytes, which scripts put where the true one will be

XmlElement: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage] - lxml gives its elements no other name

SMALL_PICTURE = "data:,small-"
"""What an inlined picture too small to be one becomes, before its number."""


@dataclass(frozen=True, slots=True)
class Inlined:
    """What a page carries in ``data:`` addresses, taken out of it before it is parsed; they are known by number."""

    addresses: tuple[str, ...] = ()

    def address(self, marker: str | None) -> str | None:
        """Return the whole address that stood where `marker` stands now."""
        match = _MARKER.match(marker or "")
        return self.addresses[int(match[1])] if match and int(match[1]) < len(self.addresses) else None

    def restored(self, words: str) -> str:
        """Return `words` as they were, if they speak of such an address."""
        return _MARKER.sub(lambda match: self.address(match[0]) or match[0], words) if "data:," in words else words


def lift_inlined(page: str) -> tuple[str, Inlined]:
    """Return `page` with each ``data:`` address cut down to its number, and what was cut."""
    found: list[str] = []

    def lift(match: re.Match[str]) -> str:
        found.append(match[0])
        small = len(match[0]) < _STAND_IN and "svg" not in match[0][:30]
        return f"{SMALL_PICTURE if small else 'data:,picture-'}{len(found) - 1}"

    return _INLINED.sub(lift, page), Inlined(tuple(found))


def data_of(address: str) -> bytes | None:
    """Return the bytes that a ``data:`` address holds; None where it holds none."""
    head, _, body = address.partition(",")
    try:
        raw = unquote_to_bytes(body)
        return base64.b64decode(raw + b"==") if head.lower().endswith(";base64") else raw
    except (binascii.Error, ValueError):
        return None


def parse(page: str) -> html.HtmlElement | None:
    """Return the tree of an HTML page, or None when there is nothing in it."""
    prepared = clean(lift_inlined(page)[0].replace("\x0c", " ")).encode("utf-8")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True, remove_comments=True)
    try:
        tree = html.document_fromstring(prepared, parser=parser)
    except etree.ParserError:  # nothing but comments or white space
        return None
    return tree
