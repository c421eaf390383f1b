"""What docxtpl's dialect asks of a table's cell: ``cellbg`` its colour, ``colspan``, and ``vm`` and ``hm`` to merge.

``{% vm %}`` in a loop over rows and ``{% hm %}`` in a loop over cells let the cells of the loop be one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from briefer.export.word.mixed import say_before, say_behind, say_last
from briefer.export.word.names import Element, w
from briefer.export.word.placed import Placed, Slot
from briefer.export.word.tags import Kind
from briefer.packs.problem import Problem

ASKED = ("cellbg", "colspan", "vm", "hm")
# CT_TcPr (ECMA-376, part 1, A.1) in the order of the schema.
_ORDER = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection",
    "tcFitText", "vAlign", "hideMark",
)  # fmt: skip


def ask(placed: Placed, add: Callable[[Placed], str]) -> Problem | None:
    """Carry out what a tag asks of its cell. `add` takes up a tag and returns its token.

    Returns the problem where it cannot be: the tag stands in no table, or lacks its value.
    """
    tag = placed.tag
    cell = next(placed.paragraph.iterancestors(w("tc")), None) if placed.paragraph is not None else None
    if cell is None:
        return placed.problem("outside-table", f"{tag.typed} is about a cell, and does not stand in one")
    if tag.word in ("cellbg", "colspan") and not tag.rest:
        return placed.problem("syntax", f"{tag.typed} lacks its value", f"Write {{% {tag.word} value %}}.")
    properties = _properties(cell)

    def token(kind: Kind, source: str, slot: Slot) -> str:
        made = replace(tag, kind=kind, source=source, scope="")
        return add(replace(placed, tag=made, slot=slot, holder=cell.getparent(), path=("cell",)))

    match tag.word:
        case "cellbg":
            shade = _anew(properties, "shd")
            for key, value in (("val", "clear"), ("color", "auto")):
                shade.set(w(key), value)
            shade.set(w("fill"), token("value", tag.rest, "attribute"))
        case "colspan":
            _anew(properties, "gridSpan").set(w("val"), token("value", tag.rest, "attribute"))
        case "vm":
            merged = "'restart' if loop.first else 'continue'"
            _anew(properties, "vMerge").set(w("val"), token("value", merged, "attribute"))
            # Only the first of the merged cells shows its words.
            say_behind(properties, token("statement", "if loop.first", "content"))
            say_last(cell, token("statement", "endif", "content"))
        case _:
            _anew(properties, "gridSpan").set(w("val"), token("value", "loop.length", "attribute"))
            width = properties.find(w("tcW"))
            if width is not None and width.get(w("type"), "dxa") == "dxa":
                size = int(width.get(w("w"), "0"))
                width.set(w("w"), token("value", f"{size} * loop.length", "attribute"))
            say_before(cell, token("statement", "if loop.first", "content"))
            say_behind(cell, token("statement", "endif", "content"))
    return None


def _properties(cell: Element) -> Element:
    found = cell.find(w("tcPr"))
    if found is None:
        found = etree.Element(w("tcPr"))
        cell.insert(0, found)
    return found


def _anew(properties: Element, name: str) -> Element:
    """Return the cell property `name`, made anew at its place in the schema's order."""
    for found in properties.findall(w(name)):
        properties.remove(found)
    before = set(_ORDER[: _ORDER.index(name)])
    at = sum(1 for child in properties if etree.QName(child).localname in before)
    made = etree.Element(w(name))
    properties.insert(at, made)
    return made
