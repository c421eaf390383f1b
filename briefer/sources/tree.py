"""The one way markup is parsed here: no entity, no address and no file is ever fetched, and no size runs away."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Any, TypeAlias, cast
from urllib.parse import unquote_to_bytes

from lxml import etree, html

from briefer.core.text import clean

# One inlined image of 16 MB makes extraction libraries drop the article without an error.
_INLINED = re.compile(r"data:(?:image|video|audio|font|application|text)/[^\s\"'<>(),]{1,120},[^\s\"'<>()]*", re.I)
_CROWDED = re.compile(r"<([A-Za-z][\w:-]{0,40})\s[^<>]{32768,}>")
_MARKER = re.compile(r"data:,(?:small|picture)-(\d+)")
_STAND_IN = 155  # characters: a base64 picture of under 100 bytes, which scripts put where the true one will be

# HTML, section 13.2.6.4.19: what comes behind these is in the body all the same; the parser would pass it over.
_ENDS = re.compile(r"</(?:body|html)\s*>", re.I)

_DRESSING = re.compile(
    r"</?(?:font|b|i|u|s|em|strong|span|small|big|center|tt|sub|sup|a|nobr|strike|ins|blink|cite|code)(?:\s[^>]*)?>",
    re.I,
)
_PARTING = re.compile(r"</?(?!(?:p|br|h[1-6]|img|script|style|title|meta|link|html|head|body)[\s/>])[a-z][^>]*>", re.I)

_HEAD = {"title", "base", "link", "meta", "style", "script", "noscript", "template", "object", "bgsound", "basefont"}

# How Word marks deleted words of tracked changes, in pages it saves and in what it copies; <del> alone is the author's.
_WORD_DELETED = re.compile(r"<del\s[^>]{0,200}?cite\s*=\s*[\"']?mailto:|class\s*=\s*[\"']?msoDel\b", re.I)
_word_deleted = etree.XPath("//del[starts-with(@cite, 'mailto:')] | //*[@class = 'msoDel']")

# Nobody writes such an attribute by hand, and every search in it takes its time.
_overlong = etree.XPath("//@*[string-length() > 65536]")

XmlElement: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage] - lxml gives its elements no other name

_SAVED = re.compile(r"<!--\s*(?:saved from url=|Page saved with SingleFile)", re.I)
_FIRST = 20_000  # characters that the comment of a saving program stands in

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
    """Return `page` with each ``data:`` address cut down to its number, and what was cut.

    A tag of very many attributes loses them all: the parser compares each with each.
    """
    found: list[str] = []

    def lift(match: re.Match[str]) -> str:
        found.append(match[0])
        small = len(match[0]) < _STAND_IN and "svg" not in match[0][:30]
        return f"{SMALL_PICTURE if small else 'data:,picture-'}{len(found) - 1}"

    return _CROWDED.sub(r"<\1>", _INLINED.sub(lift, page)), Inlined(tuple(found))


def data_of(address: str) -> bytes | None:
    """Return the bytes that a ``data:`` address holds; None where it holds none."""
    head, _, body = address.partition(",")
    try:
        raw = unquote_to_bytes(body)
        return base64.b64decode(raw + b"==") if head.lower().endswith(";base64") else raw
    except (binascii.Error, ValueError):
        return None


def holds_deleted(page: str) -> bool:
    """Say whether a page of Word holds deleted words of tracked changes, which `parse` leaves out."""
    return _WORD_DELETED.search(page) is not None


def parse(page: str) -> html.HtmlElement | None:
    """Return the tree of an HTML page, or None when there is nothing in it.

    The parser passes over, without a word, what is nested too deep (tags that are never closed nest what follows); such
    a page is parsed again without the tags that only dress words, and at last with those alone that part paragraphs.
    """
    page = _ENDS.sub("", lift_inlined(page)[0]).replace("\x0c", " ")
    tree, whole = _parse(page)
    for tags in (_DRESSING, _PARTING):
        if whole:
            break
        page = tags.sub(" ", page)
        tree, whole = _parse(page)
    return tree


def _parse(page: str) -> tuple[html.HtmlElement | None, bool]:
    # A "huge tree" still has bounds: 2,048 levels. Without it a text of 10 MB ends the document.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True, remove_comments=True)
    try:
        tree = html.document_fromstring(clean(page).encode("utf-8"), parser=parser)
    except etree.ParserError:  # nothing but comments or white space
        return None, True
    _open_body(tree)
    for node in cast("list[html.HtmlElement]", _word_deleted(tree)):
        if node.getparent() is not None:
            node.drop_tree()
    for value in cast("list[Any]", _overlong(tree)):
        value.getparent().attrib.pop(value.attrname)
    return tree, not any("depth" in entry.message.lower() for entry in parser.error_log)


def _open_body(tree: html.HtmlElement) -> None:
    """Move out of the head what may not stand in one; the parser opens no body before a tag of HTML 4 that needs it."""
    head = tree.find("head")
    first = next((node for node in head.iterchildren("*") if node.tag not in _HEAD), None) if head is not None else None
    if head is None or first is None:
        return
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    moved = [first, *first.itersiblings()]
    for at, node in enumerate(moved):
        body.insert(at, node)


def breaks_off(page: str) -> bool:
    """Say whether a file with the page `page` ends before the page does: within a tag, a style or a script.

    Most elements need no end, so a file that ends between two of them may be whole, unless a program wrote it that
    always ends a page.
    """
    last = page.rfind("<")
    if last > page.rfind(">") and page[last + 1 : last + 2].isalpha():
        return True
    lower = page.lower()
    if any(lower.rfind(f"<{tag}") > lower.rfind(f"</{tag}") for tag in ("style", "script")):
        return True
    saved = _SAVED.search(page[:_FIRST])
    return saved is not None and "</html" not in lower
