"""The properties of a paragraph in a Word file, each at its place in the order of the schema."""

from __future__ import annotations

from lxml import etree

from briefer.export.word.names import Element, w

_PROPERTIES = w("pPr")
# CT_PPr in the order of the schema, as far as we write it or must not stand behind it.
_PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
    "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
    "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
    "rPr", "sectPr", "pPrChange",
)  # fmt: skip


def properties_of(paragraph: Element) -> Element:
    """Return the properties of a paragraph, made where it has none."""
    found = next(paragraph.iterchildren(_PROPERTIES), None)  # `find` goes through Python, which tells with thousands
    if found is None:
        found = etree.Element(_PROPERTIES)
        paragraph.insert(0, found)
    return found


def placed(properties: Element, name: str) -> Element:
    """Return the paragraph property `name`, made at its place in the schema's order."""
    found = properties.find(w(name))
    if found is not None:
        return found
    before = set(_PARAGRAPH_ORDER[: _PARAGRAPH_ORDER.index(name)])
    at = sum(1 for child in properties if etree.QName(child).localname in before)
    found = etree.Element(w(name))
    properties.insert(at, found)
    return found


def turn(properties: Element) -> None:
    """Have a paragraph run from right to left, with the rule of a quotation where its lines begin."""
    placed(properties, "bidi")
    borders = properties.find(w("pBdr"))
    rule = borders.find(w("left")) if borders is not None else None
    if borders is not None and rule is not None and borders.find(w("right")) is None:
        none = etree.Element(w("left"))  # or the style's own would stay
        none.set(w("val"), "nil")
        borders.replace(rule, none)
        rule.tag = w("right")
        borders.append(rule)
