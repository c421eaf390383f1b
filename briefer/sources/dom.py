"""Small steps over an HTML tree that its library lacks: text counted in one call, nodes moved, dropped and renamed.

lxml hangs the words behind an element on the element itself; what is moved or dropped here leaves those in place. The
trees have no comments (see `tree.parse`), so that every node is an element.
"""

from __future__ import annotations

import re
from typing import TypeAlias, cast

from lxml import etree, html

Element: TypeAlias = html.HtmlElement
Piece: TypeAlias = "str | Element"

_text = etree.XPath("string()")
_normal = etree.XPath("normalize-space()")
_length = etree.XPath("string-length(normalize-space())")
_has_words = etree.XPath("boolean(normalize-space())")
_LARGE = 1_000_000  # characters
_MOST_WORK = 500_000_000  # characters times levels; a second or two of counting
_ATTRIBUTE = 2_000  # characters
_HASH = re.compile("#.")


def text(node: Element) -> str:
    """Return all the words in `node`, white space as it stands."""
    return cast("str", _text(node))


def words(node: Element) -> str:
    """Return all the words in `node`, each run of white space as one space."""
    return cast("str", _normal(node))


def length(node: Element) -> int:
    """Return how many characters `words` has."""
    return int(cast("float", _length(node)))


def has_words(node: Element) -> bool:
    """Say whether there is anything but white space in `node`."""
    return cast("bool", _has_words(node))


def named(node: Element) -> str:
    """Return the class and the id of an element, which say what its author took it for."""
    return f"{attribute(node, 'class')} {attribute(node, 'id')}"


def attribute(node: Element, name: str) -> str:
    """Return an attribute that is searched for words; no more of it than anybody writes by hand."""
    return (node.get(name) or "")[:_ATTRIBUTE]


def link_density(node: Element) -> float:
    """Return the part of the words of `node` that stands in links; one to a place on the same page counts a third."""
    whole = length(node)
    if not whole:
        return 0.0
    linked = 0.0
    for link in node.iter("a"):
        linked += length(link) * (0.3 if _HASH.match(link.get("href") or "") else 1)
    return linked / whole


def is_too_deep(tree: Element) -> bool:
    """Say whether looking at the words of each element again and again, as extraction does, would take too long."""
    size = length(tree)
    if size < _LARGE:
        return False
    depth, deepest = 0, 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return size * deepest > _MOST_WORK


def first_child(node: Element) -> Element | None:
    """Return the first element in `node`."""
    return next(iter(node.iterchildren()), None)


def following(node: Element, root: Element, *, inside: bool = True) -> Element | None:
    """Return the next element of `root` in document order; with ``inside=False`` the next one behind `node`."""
    if inside and (child := first_child(node)) is not None:
        return child
    here: Element | None = node
    while here is not None and here is not root:
        if (sibling := here.getnext()) is not None:
            return sibling
        here = here.getparent()
    return None


def drop(node: Element) -> None:
    """Take `node` out of its tree with all it holds; the words behind it stay."""
    parent = node.getparent()
    if parent is None:
        return
    _give_tail(node, parent)
    parent.remove(node)


def replace(node: Element, other: Element) -> None:
    """Put `other` in the place of `node`; each leaves the words behind it where they are."""
    drop_keeping_order(other)
    parent = node.getparent()
    if parent is None:
        return
    other.tail, node.tail = node.tail, None
    parent.replace(node, other)


def drop_keeping_order(node: Element) -> None:
    """Take `node` out of whatever holds it, so that it may be put elsewhere without the words behind it."""
    if node.getparent() is not None:
        drop(node)
    node.tail = None


def only_child(node: Element, tag: str) -> Element | None:
    """Return the one element in `node` if it has that tag and no words stand beside it."""
    child = first_child(node)
    if child is None or child.tag != tag or child.getnext() is not None:
        return None
    return None if (node.text or "").strip() or (child.tail or "").strip() else child


def pieces(node: Element) -> list[Piece]:
    """Return words and elements in `node`, in order."""
    found: list[Piece] = [node.text] if node.text else []
    for child in node.iterchildren():
        found.append(child)
        if child.tail:
            found.append(child.tail)
    return found


def fill(node: Element, content: list[Piece]) -> None:
    """Make `content` all that `node` holds; elements come without the words behind them, which are pieces."""
    for child in list(node.iterchildren()):
        node.remove(child)
    node.text = None
    last: Element | None = None
    for piece in content:
        if isinstance(piece, str):
            if last is None:
                node.text = (node.text or "") + piece
            else:
                last.tail = (last.tail or "") + piece
        else:
            piece.tail = None
            node.append(piece)
            last = piece


def _give_tail(node: Element, parent: Element) -> None:
    if not node.tail:
        return
    before = node.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + node.tail
    else:
        parent.text = (parent.text or "") + node.tail
    node.tail = None
