"""Right to left in a Word file: single paragraphs, and whole documents in a language that is written so.

Nothing of it stands in a template: what the template's own paragraphs say decides, for language is data.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from briefer.core.text import direction, has_rightward
from briefer.export.word.engine import text_parts
from briefer.export.word.names import Element, w
from briefer.export.word.notes import END_NOTES, NOTES
from briefer.export.word.package import Package
from briefer.export.word.paragraph_format import properties_of, turn

_NAME = 40  # characters: what is shorter in a cell is a name or a number, and stands where its column does
# What stands behind the property that is put in: CT_RPr, CT_TblPr and CT_SectPr in the order of the schema.
_BEHIND_RTL = frozenset(map(w, ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange")))
_BEFORE_BIDI_VISUAL = frozenset(map(w, ("tblStyle", "tblpPr", "tblOverlap")))
_BEHIND_BIDI = frozenset(map(w, ("rtlGutter", "docGrid", "printerSettings", "sectPrChange")))


def turn_document(package: Package) -> None:
    """Have all of a document run from right to left but the paragraphs whose words run the other way."""
    for style in package.tree("word/styles.xml").iter(w("pBdr")):
        _swap(style)
    for name in (*text_parts(package), NOTES, END_NOTES):
        if name not in package.parts:
            continue
        root = package.tree(name)
        edge = not name.endswith(("document.xml", "footnotes.xml", "endnotes.xml"))
        for paragraph in root.iter(w("p")):
            if edge or _is_turned(paragraph):
                turn(properties_of(paragraph))
            else:
                _keep(paragraph)
        for run in root.iter(w("r")):
            if direction(_words(run)) == "rtl":
                _turn_run(run)
        for properties in root.iter(w("tblPr")):
            _insert(properties, "bidiVisual", lambda child: child.tag in _BEFORE_BIDI_VISUAL)
        for properties in root.iter(w("sectPr")):
            _insert(properties, "bidi", lambda child: child.tag not in _BEHIND_BIDI)


def _is_turned(paragraph: Element) -> bool:
    """Return whether a paragraph goes with the document: by its first letter, and where it is a line of a layout."""
    words = _words(paragraph)
    if direction(words) != "ltr" or paragraph.find(f"{w('r')}/{w('tab')}") is not None:
        return True
    in_cell = next(paragraph.iterancestors(w("tc")), None) is not None
    return in_cell and (len(words) < _NAME or has_rightward(words))


def _keep(paragraph: Element) -> None:
    """Keep the rule of a quotation on its own side alone, now that its style has one on the other."""
    borders = paragraph.find(f"{w('pPr')}/{w('pBdr')}")
    if borders is not None and borders.find(w("left")) is not None and borders.find(w("right")) is None:
        etree.SubElement(borders, w("right")).set(w("val"), "nil")


def _words(element: Element) -> str:
    return "".join(found.text or "" for found in element.iter(w("t")))


def _swap(borders: Element) -> None:
    left = borders.find(w("left"))
    if left is None or borders.find(w("right")) is not None:
        return
    left.tag = w("right")
    borders.remove(left)
    # The order is top, left, bottom, right, between, bar.
    at = sum(1 for side in borders if side.tag in (w("top"), w("bottom")))
    borders.insert(at, left)


def _turn_run(run: Element) -> None:
    properties = run.find(w("rPr"))
    if properties is None:
        properties = etree.Element(w("rPr"))
        run.insert(0, properties)
    _insert(properties, "rtl", lambda child: child.tag not in _BEHIND_RTL)


def _insert(properties: Element, name: str, before: Callable[[Element], bool]) -> None:
    """Put a property that is not there behind those that stand `before` it."""
    if properties.find(w(name)) is None:
        properties.insert(sum(1 for child in properties if before(child)), etree.Element(w(name)))
