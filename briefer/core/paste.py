"""Foreign HTML, as it comes from a clipboard, into blocks by an allow-list.

Words, bold, italic, links, lists, headings and tables of data come in, everything else is dropped, and nothing is ever
loaded: what a paste points to stays where it is.
"""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import Literal

from briefer.core.briefing import (
    HEADING_LEVELS,
    LIST_LEVELS,
    Block,
    BlockId,
    Heading,
    ListItem,
    Paragraph,
    Text,
    new_id,
    normalised,
)
from briefer.core.paste_tables import TAGS, TableReader
from briefer.core.text import LINE_BREAK, OBJECT, clean

LARGEST = 1_000_000
"""Characters of a paste that are read; what comes behind is dropped."""

_DROPPED = frozenset((
    "style", "script", "title", "template", "noscript", "object", "embed", "applet", "audio", "video", "svg", "math",
    "iframe", "frameset", "canvas", "select", "textarea", "button",
))  # fmt: skip
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "frame",
))  # fmt: skip
_BLOCKS = frozenset((
    "p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "address", "blockquote", "figure",
    "figcaption", "pre", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "ul", "ol", "li", "dl", "dt",
    "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "form", "fieldset", "legend", "details", "summary", "center",
))  # fmt: skip
_BOLD = frozenset(("b", "strong", "th"))
_ITALIC = frozenset(("i", "em", "cite", "dfn", "var"))
_SCHEMES = ("http://", "https://", "mailto:")
_WHITE = " \t\n\r\f"

Kind = tuple[Literal["paragraph", "heading", "list-item"], int, bool]
_PARAGRAPH: Kind = ("paragraph", 0, False)


def blocks_from_html(source: str) -> tuple[Block, ...]:
    """Return the words of an HTML fragment as blocks with new ids; what is damaged is read as far as it makes sense."""
    reader = _Reader()
    reader.feed(_fragment(source[:LARGEST]))
    reader.close()
    return tuple(reader.finished())


def allowed_href(address: str | None) -> str | None:
    """Return `address` where it is a web or mail address, else None: no file, script or data of anybody's."""
    if address is None:
        return None
    address = clean(address).strip()
    return address if address.lower().startswith(_SCHEMES) and not any(c in _WHITE for c in address) else None


def _fragment(source: str) -> str:
    """Return what lies between the markers that Windows puts around a copied fragment, or all of it."""
    start, end = source.find("<!--StartFragment-->"), source.rfind("<!--EndFragment-->")
    return source[start + len("<!--StartFragment-->") : end] if 0 <= start < end else source


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._inlines: list[Text] = []
        self._open: list[tuple[str, bool, bool, str | None]] = []  # tag, and what it says: bold, italic, address
        self._lists: list[bool] = []
        self._kind = _PARAGRAPH
        self._dropping = 0
        self._pre = 0
        self._tables = TableReader()

    def finished(self) -> list[Block]:
        self._close_block()
        self._tables.finish(self._blocks)
        return self._blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED and tag not in _VOID:
            self._dropping += 1
        if self._dropping:
            return
        if tag == "br":
            self._line_break()
            return
        if tag in _BLOCKS:
            self._close_block()
            self._begin(tag)
        if tag in _VOID:
            return
        given = dict(attrs)
        if tag in TAGS:
            self._tables.start(tag, given, self._blocks)
        style = (given.get("style") or "").replace(" ", "").lower()
        plain_weight = "font-weight:normal" in style or "font-weight:400" in style
        bold = (tag in _BOLD and not plain_weight) or any(f"font-weight:{w}" in style for w in _HEAVY)
        italic = tag in _ITALIC or "font-style:italic" in style
        self._open.append((tag, bold, italic, allowed_href(given.get("href")) if tag == "a" else None))

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED and tag not in _VOID:
            self._dropping = max(0, self._dropping - 1)
            return
        if self._dropping:
            return
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index][0] == tag:
                del self._open[index:]
                break
        if tag in _BLOCKS:
            self._close_block()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            if tag == "pre":
                self._pre = max(0, self._pre - 1)
            if tag in TAGS:
                self._tables.end(tag, self._blocks)
            self._kind = _PARAGRAPH

    def handle_data(self, data: str) -> None:
        if self._dropping:
            return
        words = clean(data).replace(OBJECT, "").replace("\u2029", "\n")
        words = words.replace("\n", LINE_BREAK) if self._pre else self._collapsed(words)
        if words:
            bold = any(entry[1] for entry in self._open) and self._kind[0] != "heading"
            italic = any(entry[2] for entry in self._open)
            href = next((entry[3] for entry in reversed(self._open) if entry[3]), None)
            self._inlines.append(Text(text=words, bold=bold, italic=italic, href=href))

    def _collapsed(self, words: str) -> str:
        """Return words with runs of HTML's white space (not no-break spaces) as one space, none at a line's start."""
        result: list[str] = []
        last = self._inlines[-1].text[-1] if self._inlines else LINE_BREAK
        for character in words:
            if character in _WHITE:
                if last in (" ", LINE_BREAK):
                    continue
                character = " "
            result.append(character)
            last = character
        return "".join(result)

    def _line_break(self) -> None:
        if self._inlines:
            self._inlines.append(Text(text=LINE_BREAK))

    def _begin(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(tag == "ol")
        elif tag == "li":
            level = min(LIST_LEVELS, max(1, len(self._lists)))
            self._kind = ("list-item", level, self._lists[-1] if self._lists else False)
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._kind = ("heading", min(HEADING_LEVELS, int(tag[1])), False)
        elif tag == "pre":
            self._pre += 1
        elif tag not in ("p", "div") or self._kind[0] != "list-item":
            self._kind = _PARAGRAPH

    def _close_block(self) -> None:
        inlines = list(self._inlines)
        self._inlines = []
        while inlines:
            last = inlines.pop()
            stripped = last.text.rstrip(LINE_BREAK + _WHITE)
            if stripped:
                inlines.append(replace(last, text=stripped))
                break
        content = normalised(tuple(inlines))
        if not content:
            return
        name, level, ordered = self._kind
        id_ = BlockId(new_id())
        if name == "heading":
            self._blocks.append(Heading(id=id_, inlines=content, level=level))
        elif name == "list-item":
            self._blocks.append(ListItem(id=id_, inlines=content, level=level, ordered=ordered))
        else:
            self._blocks.append(Paragraph(id=id_, inlines=content))


_HEAVY = ("bold", "600", "700", "800", "900")
