"""Markup as programs copy it: a part of a table without its table, lists and bold words by style alone."""

from __future__ import annotations

import re

from briefer.sources.dom import Element

_ROWS = re.compile(
    r"\s*(?:<!--.*?-->\s*|<(?:col|colgroup|meta)\b[^>]*>\s*|</colgroup>\s*)*(?=<(?:tr|td|th|tbody|thead)\b)",
    re.S | re.I,
)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold(?:er)?|normal|[1-9]00)", re.I)
_HEAVY = {"bold", "bolder", "600", "700", "800", "900"}
_SLANT = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I)
# Word writes a list as paragraphs that name their list, the sign of each in a part to be ignored.
_LIST = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.I)
_IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.I)
_ORDERED = re.compile(r"[\s\xa0]*\(?\w{1,4}[.)]")
_STYLE = 5_000  # characters of a style that are looked at


def whole_table(fragment: str) -> str:
    """Return `fragment`, in a table if it begins with rows or cells of one."""
    match = _ROWS.match(fragment)
    return f"{fragment[: match.end()]}<table>{fragment[match.end() :]}</table>" if match else fragment


def settle(tree: Element) -> None:
    """Change `tree` so that its elements say what the styles in it say."""
    for node in list(tree.iter("span", "b", "strong", "p", "font")):
        style = (node.get("style") or "")[:_STYLE]
        if not style:
            continue
        if node.tag == "p":
            if match := _LIST.search(style):
                _to_item(node, int(match[1]))
            continue
        weight = _WEIGHT.search(style)
        heavy = weight is not None and weight[1].lower() in _HEAVY
        if node.tag in ("b", "strong"):
            node.tag = "b" if weight is None or heavy else "span"
        elif heavy:
            node.tag = "b"
        elif _SLANT.search(style):
            node.tag = "i"


def _to_item(paragraph: Element, level: int) -> None:
    ordered = False
    for sign in [node for node in paragraph.iter("span") if _IGNORED.search((node.get("style") or "")[:_STYLE])]:
        ordered = _ORDERED.match("".join(sign.itertext())) is not None
        sign.drop_tree()
    paragraph.tag = "li"
    outermost = paragraph
    for _ in range(level):
        around = paragraph.makeelement("ol" if ordered else "ul")
        parent = outermost.getparent()
        if parent is None:
            return
        around.tail, outermost.tail = outermost.tail, None
        parent.replace(outermost, around)
        around.append(outermost)
        outermost = around
