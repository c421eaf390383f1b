"""Walks an HTML tree into blocks: headings, paragraphs, lists, tables, captions, images, links, bold and italic.

The tree is the original one, already without what is not the article; nothing it points to is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from briefer.core.text import clean
from briefer.sources.builder import Builder
from briefer.sources.page_pictures import PagePictures
from briefer.sources.symbols import raised, signs
from briefer.sources.tree import SMALL_PICTURE

Element: TypeAlias = html.HtmlElement

_DROPPED = {
    "script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "canvas", "svg", "head", "link",
    "meta", "title", "button", "input", "select", "option", "textarea", "datalist", "dialog", "audio", "video", "map",
    "frameset", "source", "track", "base", "annotation", "annotation-xml", "rp", "rt",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "section", "article", "main", "aside", "header", "footer", "nav", "address", "figure", "figcaption",
    "form", "fieldset", "legend", "details", "summary", "center", "body", "html", "hr", "dl", "dt", "dd", "ul", "ol",
    "menu", "dir", "li", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "blockquote", "pre",
    "listing", "xmp", "h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "search", "label", "picture",
}  # fmt: skip
_MARKS = {"a", "b", "strong", "i", "em", "cite", "var"}
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
# The font of a sign of Word's; a font by its name, or all of it at once, in which a size comes before the name.
_FONT_OF_SIGN = re.compile(r"mso-symbol-font-family\s*:\s*[\"']?([\w -]{1,40})", re.I)
_FONT = re.compile(r"(?<![\w-])font(?:-family\s*:\s*[\"']?([\w -]{1,40})|\s*:)", re.I)
_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_MOST_SPAN = 100
_STYLE = 5_000  # characters of a style that are looked at
_ICON = 32  # pixels; what is no larger may be a sign among the words
_DOT = 2  # pixels; what is no larger is a rule, or counts readers


@dataclass(slots=True)
class _Table:
    number: int
    row: int = -1
    column: int = 0
    head: bool = False
    taken: dict[int, int] = field(default_factory=dict[int, int])  # column: the row below the cell that reaches down


class _Walk:
    def __init__(
        self, builder: Builder, base: str | None, first_table: int, pictures: PagePictures | None = None
    ) -> None:
        self.builder = builder
        self.pictures = pictures
        self.base = base
        self.tables = first_table
        self.lists: list[bool] = []  # ordered or not, from the outermost
        self.items: list[bool] = []  # per list item: whether its own first paragraph is still to come
        self.quotes = 0
        self.verbatim = 0
        self.data: list[_Table] = []
        self.layout: dict[Element, bool] = {}
        self.headings: list[int] = []
        self.captions = 0
        self.raised = 0
        self.fonts: list[str] = []  # of elements that name one, from the outermost
        self.leave: dict[Element, Callable[[], None]] = {}

    # --- blocks

    def open_default(self) -> None:
        """Begin the block that words would stand in here."""
        if self.headings:
            self.builder.open("heading", level=self.headings[-1])
        elif self.captions:
            self.builder.open("caption")
        elif self.items and self.items[-1]:
            self.items[-1] = False
            self.builder.open("list-item", level=max(1, len(self.lists)), ordered=bool(self.lists and self.lists[-1]))
        else:
            self.builder.open("quotation" if self.quotes else "paragraph")

    def boundary(self) -> None:
        """Two blocks meet here: what follows begins a new one, unless the one that is open has no words yet."""
        if self.data:
            if not self.builder.empty:
                self.builder.line_break(paragraphs=False)
        elif not self.builder.empty:
            self.builder.close()

    def words(self, words: str | None) -> None:
        if not words:
            return
        if self.pictures is not None:
            words = self.pictures.inlined.restored(words)
        if self.fonts:
            words = signs(self.fonts[-1], words)
        if self.raised:
            words = raised(words)
        if self.builder.empty and not self.data and words.strip():
            self._ensure()
        self.builder.add(words, verbatim=bool(self.verbatim))

    def _ensure(self) -> None:
        if self.verbatim and not self.items:
            self.builder.open("preformatted")
        else:
            self.open_default()

    # --- elements

    def start(self, node: Element, tag: str) -> bool:
        """Go into `node`; False to pass it over with all it holds."""
        if tag == "br":
            self.builder.line_break()
        elif tag == "wbr":
            pass
        elif tag == "img":
            self.image(node)
        elif tag in _MARKS:
            self.mark(node, tag)
        elif tag == "sup":
            self.raised += 1
            self.leave[node] = self._raised_ends
        elif tag == "q":
            self.builder.add("“")
            self.leave[node] = lambda: self.builder.add("”")
        elif tag in _BLOCKS:
            self.block(node, tag)
        if (font := _font(node)) is not None:
            self.fonts.append(font)
            self.leave[node] = self._font_ends(self.leave.get(node))
        return True

    def _font_ends(self, leave: Callable[[], None] | None) -> Callable[[], None]:
        def ends() -> None:
            self.fonts.pop()
            if leave is not None:
                leave()

        return ends

    def mark(self, node: Element, tag: str) -> None:
        if tag == "a":
            href = address(node.get("href"), self.base)
            if href is not None:
                self.builder.start_mark("link", href)
                self.leave[node] = lambda: self.builder.end_mark("link")
        elif tag in ("b", "strong"):
            self.builder.start_mark("bold")
            self.leave[node] = lambda: self.builder.end_mark("bold")
        else:
            self.builder.start_mark("italic")
            self.leave[node] = lambda: self.builder.end_mark("italic")

    def block(self, node: Element, tag: str) -> None:
        self.boundary()
        leave: Callable[[], None] = self.boundary
        if tag in _LEVELS:
            self.headings.append(_LEVELS[tag])
            leave = self._leaving(self.headings)
        elif tag in ("ul", "ol", "menu", "dir"):
            self.lists.append(tag == "ol")
            leave = self._leaving(self.lists)
        elif tag == "li":
            self.items.append(True)
            leave = self._leaving(self.items)
        elif tag == "blockquote":
            self.quotes += 1
            leave = self._quotation_ends
        elif tag in ("pre", "listing", "xmp"):
            self.verbatim += 1
            leave = self._verbatim_ends
        elif self.data and tag == "caption":
            self.builder.open("caption")
            leave = self.builder.close
        elif tag in ("figcaption", "caption"):
            self.captions += 1
            leave = self._caption_ends
        elif tag in ("table", "thead", "tbody", "tfoot", "tr", "td", "th"):
            leave = self.table(node, tag) or leave
        self.leave[node] = leave

    def _leaving(self, stack: list[Any]) -> Callable[[], None]:
        def leave() -> None:
            self.boundary()
            stack.pop()

        return leave

    def _quotation_ends(self) -> None:
        self.boundary()
        self.quotes -= 1

    def _verbatim_ends(self) -> None:
        self.boundary()
        self.verbatim -= 1

    def _caption_ends(self) -> None:
        self.boundary()
        self.captions -= 1

    def _raised_ends(self) -> None:
        self.raised -= 1

    # --- tables

    def table(self, node: Element, tag: str) -> Callable[[], None] | None:
        if tag == "table":
            if self.data or not is_data_table(node):
                return None
            self.layout[node] = False
            self.data.append(_Table(self.tables))
            self.tables += 1
            self.builder.close()
            return self._table_ends
        if not self.data or _table_of(node) not in self.layout:
            return None
        table = self.data[-1]
        if tag in ("thead", "tbody", "tfoot"):
            table.head = tag == "thead"
        elif tag == "tr":
            table.row += 1
            table.column = 0
        else:
            return self.cell(node, tag, table)
        return lambda: None

    def cell(self, node: Element, tag: str, table: _Table) -> Callable[[], None]:
        table.row = max(table.row, 0)
        while table.taken.get(table.column, 0) > table.row:
            table.column += 1
        column = table.column
        columns, rows = _span(node.get("colspan")), _span(node.get("rowspan"))
        for place in range(column, column + columns) if rows > 1 else ():
            table.taken[place] = table.row + rows
        table.column += columns
        header = tag == "th" or table.head
        self.builder.open("cell", table=table.number, row=table.row, column=column, header=header)
        return self.builder.close

    def _table_ends(self) -> None:
        self.builder.close()
        self.data.pop()

    # --- images

    def image(self, node: Element) -> None:
        alt = (node.get("alt") or "").strip()
        if is_small(node, _ICON) and 0 < len(alt) <= 2:  # an emoji drawn as a picture
            self.words(alt)
            return
        if is_small(node, _DOT):
            return
        shown, picture = self.pictures.find(node) if self.pictures is not None else (_has_source(node), None)
        if shown:
            self.builder.image(picture, alt=alt)


def walk(
    root: Element,
    builder: Builder,
    *,
    base: str | None = None,
    first_table: int = 0,
    pictures: PagePictures | None = None,
) -> int:
    """Add what `root` holds to `builder`; return the number of the next table.

    Hidden elements, scripts, forms' fields and the like are passed over; `base` makes relative links whole, `pictures`
    has those that came with the page.
    """
    steps = _Walk(builder, base, first_table, pictures)
    events: Iterator[tuple[str, Element]] = iter(etree.iterwalk(root, events=("start", "end", "comment", "pi")))
    walker: Any = events
    for event, node in events:
        if event in ("comment", "pi"):
            steps.words(node.tail)
            continue
        tag = _name(node)
        if event == "start":
            if tag in _DROPPED or is_hidden(node):
                walker.skip_subtree()
                continue
            steps.start(node, tag)
            steps.words(node.text)
        else:
            leave = steps.leave.pop(node, None)
            if leave is not None:
                leave()
            if node is not root:
                steps.words(node.tail)
    builder.close()
    return steps.tables


def _name(node: Element) -> str:
    tag = node.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _font(node: Element) -> str | None:
    """Return the font that an element asks for first, empty where it has no name here; None where it asks for none."""
    if face := node.get("face"):
        return face.split(",")[0]
    style = (node.get("style") or "")[:_STYLE]
    found = (_FONT_OF_SIGN.search(style) or _FONT.search(style)) if "font" in style else None
    return found[1] or "" if found is not None else None


def is_hidden(node: Element) -> bool:
    """Say whether a browser would not show this element."""
    return (
        node.get("hidden") is not None
        or (node.get("aria-hidden") == "true" and "image" not in (node.get("class") or ""))
        or _HIDDEN.search((node.get("style") or "")[:_STYLE]) is not None
    )


def reveal(tree: Element) -> None:
    """Show in `tree` what `is_hidden`."""
    for node in list(tree.iter(etree.Element)):
        if is_hidden(node):
            for name in ("hidden", "aria-hidden", "style"):
                node.attrib.pop(name, None)


def is_small(node: Element, most: int) -> bool:
    """Say whether an ``img`` is set no wider or no higher than `most` pixels."""
    sizes = [int(found) for name in ("width", "height") if (found := (node.get(name) or "").strip()).isdecimal()]
    return bool(sizes) and min(sizes) <= most


def _has_source(node: Element) -> bool:
    given = [(node.get(name) or "").strip() for name in _PICTURE_SOURCES]
    return any(value and not value.startswith(SMALL_PICTURE) for value in given)


_PICTURE_SOURCES = ("src", "srcset", "data-src", "data-srcset", "data-original", "data-lazy-src", "data-url", "alt-src")


def address(href: str | None, base: str | None) -> str | None:
    """Return the whole address a link leads to if it is one that may be opened: web or mail.

    Where nothing says what a relative address starts from, it is returned as it stands: a link all the same.
    """
    if not href:
        return None
    href = clean(href).strip().replace("\n", "").replace("\t", "")
    try:
        whole = urljoin(base, href) if base else href
        parts = urlsplit(whole)
    except ValueError:
        return None
    if parts.scheme in ("http", "https") and parts.hostname:
        return whole
    if parts.scheme == "mailto":
        return whole if parts.path else None
    return whole if base is None and not parts.scheme and not parts.netloc else None


def is_data_table(table: Element) -> bool:
    """Say whether a table holds data, or only puts things beside each other (much as browsers tell them)."""
    if table.get("role") in ("presentation", "none") or table.get("datatable") == "0":
        return False
    if table.get("summary") or table.find(".//table") is not None:
        return bool(table.get("summary"))
    if any(table.find(f".//{tag}") is not None for tag in ("caption", "thead", "th", "tfoot", "col", "colgroup")):
        return True
    cells = list(table.iter("td"))
    if len(cells) > 1 and not any(inner.tag in _BLOCKS for cell in cells for inner in cell.iterdescendants()):
        return True
    rows = table.findall(".//tr")
    columns = max((len(row.findall("td")) for row in rows), default=0)
    return columns > 1 and (len(rows) >= 10 or columns > 4 or len(rows) * columns > 3)


def _table_of(node: Element) -> Element | None:
    return next(node.iterancestors("table"), None)


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _MOST_SPAN) if value and value.isascii() and value.isdecimal() else 1
