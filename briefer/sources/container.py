"""The second opinion on where in a page the article stands, asked where the first found next to nothing.

Extraction libraries say *which words* are the article, and lose headings, lists, tables and links; so they only point
at its container in the original tree.
"""

from __future__ import annotations

import copy
import re
from typing import TypeAlias

from lxml import etree, html

from briefer.sources import dom
from briefer.sources.markup import is_hidden

Element: TypeAlias = html.HtmlElement

_BLOCKS = {
    "p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dt", "dd", "figcaption", "div",
    "section", "article", "caption", "summary",
}  # fmt: skip
_WORDS = re.compile(r"\w+")
_ASIDE = {"nav", "footer", "aside", "form"}
_ROLES = {"navigation", "complementary", "banner", "search", "menu", "menubar", "toolbar", "alert", "dialog"}
_NEVER = {
    "body",
    "article",
    "main",
    "a",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "em",
    "strong",
    "b",
    "i",
    "img",
    "figure",
}
_BOILERPLATE = re.compile(
    r"(?<![a-z])(?:share|sharing|social|related|recommend|newsletter|subscri|promo|advert|ads?(?![a-z])|sponsor|comment|"
    r"disqus|breadcrumb|sidebar|side-?bar|toolbar|tool-?box|cookie|consent|outbrain|taboola|popup|pop-up|modal|skip|"
    r"follow|rating|pagination|pager|print|more-?(?:stories|news|from)|most-?(?:read|popular)|popular|trending|read-?more|"
    r"mw-editsection|navbox|catlinks|mw-jump|noprint|hatnote|infobox-?nav|byline-?social|widget|teaser|see-?also)",
    re.I,
)
_LEAVES = _BLOCKS - {"div", "section", "article", "td"} | {
    "span",
    "a",
    "b",
    "strong",
    "i",
    "em",
    "ul",
    "ol",
    "tr",
    "tbody",
}
# What the libraries raise of a page that they cannot cope with; it is read without their opinion.
_STUMBLES = (etree.LxmlError, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)
_ENOUGH = 0.85  # of the article's words must stand in its container
_FEW = 250  # characters; an extraction this short wants a second opinion


def article_container(tree: Element) -> tuple[Element, int]:
    """Return the element of `tree` that holds the article, cleaned in place, and how many letters of it were found."""
    body = tree.find("body")
    root = body if body is not None else tree
    wanted = _opinion(tree)
    found = _locate(root, wanted)
    container = found if found is not None else root
    _strip_boilerplate(container, wanted)
    return container, sum(map(len, wanted))


def _opinion(tree: Element) -> set[str]:
    first = _trafilatura(tree)
    if sum(map(len, first)) >= _FEW:
        return first
    second = _readability(tree)
    return second if sum(map(len, second)) > sum(map(len, first)) else first


def _trafilatura(tree: Element) -> set[str]:
    import trafilatura

    try:
        text = trafilatura.extract(
            copy.deepcopy(tree), fast=True, include_comments=False, include_tables=True, deduplicate=False
        )
    except _STUMBLES:
        return set()
    return {folded for line in (text or "").splitlines() if (folded := fold(line.strip("-| ")))}


def _readability(tree: Element) -> set[str]:
    from readability import Document  # pyright: ignore[reportMissingTypeStubs]

    try:
        page = etree.tostring(tree, encoding="unicode", method="html")
        summary = str(Document(page).summary(html_partial=True))  # pyright: ignore[reportUnknownMemberType,reportUnknownArgumentType]
        found = html.fromstring(summary)
    except _STUMBLES:
        return set()
    return {text for node in found.iter("p", "li", "td", "pre", "blockquote") if (text := fold(_own_text(node)))}


def fold(words: str) -> str:
    """Return only the letters and digits of `words`: libraries differ in white space and quotes."""
    return "".join(_WORDS.findall(words)).lower()


def _own_text(node: Element) -> str:
    """Return the text of `node` without that of blocks inside it."""
    found: list[str] = []
    waiting = dom.pieces(node)[::-1]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, str):
            found.append(piece)
        elif piece.tag not in _BLOCKS and piece.tag not in ("script", "style"):
            waiting.extend(reversed(dom.pieces(piece)))
    return "".join(found)


def _locate(root: Element, wanted: set[str]) -> Element | None:
    weights: dict[Element, int] = {}
    total = 0
    for node in root.iter():
        if not isinstance(node.tag, str) or node.tag not in _BLOCKS:
            continue
        text = fold(_own_text(node))
        if not text or text not in wanted:
            continue
        total += len(text)
        weights[node] = weights.get(node, 0) + len(text)
        for parent in node.iterancestors():
            weights[parent] = weights.get(parent, 0) + len(text)
    if not total:
        return None
    best = root
    for node in root.iter():  # in document order, so that what is inside `best` and still holds enough comes later
        if weights.get(node, 0) >= _ENOUGH * total and best in node.iterancestors():
            best = node
    while best.tag in _LEAVES and best is not root:  # one long paragraph is not the whole of an article
        parent = best.getparent()
        best = parent if parent is not None else root
    return best


def _strip_boilerplate(container: Element, wanted: set[str]) -> None:
    """Remove from `container`, in place, what is not the article: navigation, shares, related links, notices.

    What holds a good part of the words that are `wanted` stays, whatever its class says.
    """
    measured = _measured(container, wanted)

    def holds(node: Element) -> bool:
        whole, kept = measured.get(node, (0, 0))
        return kept > 0 and kept >= 0.3 * whole

    doubtful = [
        node
        for node in container.iterdescendants()
        if isinstance(node.tag, str) and node.tag not in _NEVER and (node.tag in _ASIDE or _is_named_so(node))
    ]
    for node in doubtful:
        if node.getparent() is not None and not holds(node):
            node.drop_tree()


def _is_named_so(node: Element) -> bool:
    return _BOILERPLATE.search(dom.named(node)) is not None or node.get("role") in _ROLES


def _measured(container: Element, wanted: set[str]) -> dict[Element, tuple[int, int]]:
    """Return for each element how many letters it holds, and how many of them are in wanted paragraphs."""
    found: dict[Element, tuple[int, int]] = {}
    for _, node in etree.iterwalk(container, events=("end",)):
        if not isinstance(node.tag, str):
            continue
        whole, kept = 0, 0
        if node.tag in _BLOCKS and not is_hidden(node):
            text = fold(_own_text(node))
            whole, kept = len(text), len(text) if text in wanted else 0
        for child in node:
            inner = found.get(child, (0, 0))
            whole, kept = whole + inner[0], kept + inner[1]
        found[node] = (whole, kept)
    return found
