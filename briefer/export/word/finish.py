"""What a rendered Word file still needs: links, lists, direction, anchors, notes, paper, language, properties.

Each is taken from what was actually printed, in the order of the document, not from what the briefing holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from briefer.export.word.engine import DOCUMENT, text_parts
from briefer.export.word.names import Element, ours, r, w
from briefer.export.word.notes import END_NOTES, NOTES, Notes
from briefer.export.word.package import Package
from briefer.export.word.paragraph_format import paragraph_of, placed, properties_of
from briefer.export.word.pictures import Drawings
from briefer.export.word.properties import set_properties
from briefer.export.word.runs import language_kind
from briefer.export.word.styles import prepare, rename
from briefer.export.word.tables import Tables
from briefer.export.word.tidy import Anchors
from briefer.export.word.turning import turn, turn_document

_TWIPS = 1440 / 25.4
_BORDERS, _COLOR = w("pBdr"), w("color")


def finish(
    package: Package,
    context: Mapping[str, Any],
    pictures: Mapping[str, bytes] | None = None,
    properties: Mapping[str, str] | None = None,
) -> None:
    """Make the rendered `package` whole, with the `pictures` of its figures. Its trees are changed in place.

    `properties` of the file that the template printed itself go before those of the briefing.
    """
    resolve(package, context, pictures)
    _set_paper(package, context["paper"])
    _set_language(package, context["language"])
    if context["language"]["rtl"]:
        turn_document(package)
    set_properties(package, context, properties)


def resolve(package: Package, context: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None) -> None:
    """Put what the marks of runs stand for in their place. Of the context, ``notes`` and ``language`` are read."""
    styles = prepare(package)
    rtl = bool(context.get("language", {}).get("rtl", False))
    drawings = Drawings(package, pictures or {})
    at_end = context.get("pack", {}).get("notes") == "endnotes"
    notes = Notes(package, [] if at_end else context.get("notes", []), rtl=rtl)
    ends = Notes(package, context.get("notes", []), rtl=rtl, kind="endnote") if at_end else None
    lists = _Lists(package)
    anchors = Anchors()
    tables = Tables(rtl=rtl)
    for name in text_parts(package):
        root = package.tree(name)
        rename(root, styles)
        for element in list(root.iter(*_MARKED)):
            match str(element.tag).rpartition("}")[2]:
                case "hyperlink":
                    _link(package, name, element)
                case "bidi":
                    turn(properties_of(paragraph_of(element)))
                    _remove(element)
                case "color":
                    _color_borders(element)
                    _remove(element)
                case "picture":
                    # A picture alone in its paragraph stays on the page of its caption.
                    paragraph = paragraph_of(element)
                    if drawings.place(name, element) and not "".join(paragraph.itertext()).strip():
                        placed(properties_of(paragraph), "keepNext")
                case "list":
                    lists.place(element)
                    _remove(element)
                case "footnoteReference":
                    printed = ends is not None and ours("note") in element.attrib
                    (ends if ends is not None and printed else notes).place(element)
                case "endnoteReference":
                    if ends is not None:
                        ends.place(element)
                case _:
                    anchors.place(element)
        tables.build(root)
    notes.write()
    if ends is not None:
        ends.write()
    for part in (NOTES, END_NOTES):
        if part in package.parts:
            rename(package.tree(part), styles)


_MARKED = (
    *(ours(name) for name in ("bidi", "color", "list", "picture")),
    *(w(name) for name in ("hyperlink", "footnoteReference", "endnoteReference", "bookmarkStart", "bookmarkEnd")),
)


def _link(package: Package, name: str, element: Element) -> None:
    href = element.attrib.pop(ours("href"), None)
    if href is not None:
        element.set(r("id"), package.relate(name, "hyperlink", str(href), external=True))


class _Lists:
    """Real numbering: each numbered list of the briefing begins at 1 in a numbering instance of its own."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._instances: dict[str, str] = {}
        self._styles: dict[str, str] | None = None
        self._known: dict[str, Element] = {}
        self._end: Element | None = None
        self._last = 0

    def place(self, mark: Element) -> None:
        """Set list and level of the paragraph that a mark stands in."""
        paragraph = properties_of(paragraph_of(mark))
        style = paragraph.find(w("pStyle"))
        base = self._of_style(style.get(w("val"), "") if style is not None else "")
        if base is None:
            return
        numbering = self._package.tree("word/numbering.xml")
        key = f"{mark.get('n')}:{base}"
        number = self._instances.get(key) or self._instance(numbering, base)
        self._instances[key] = number
        place = placed(paragraph, "numPr")
        place[:] = []
        etree.SubElement(place, w("ilvl")).set(w("val"), str(int(mark.get("level", "1")) - 1))
        etree.SubElement(place, w("numId")).set(w("val"), number)

    def _of_style(self, style: str) -> str | None:
        """Return the numbering instance that a paragraph style names."""
        if self._styles is None:
            self._styles = {
                found.get(w("styleId"), ""): number.get(w("val"), "")
                for found in self._package.tree("word/styles.xml").iter(w("style"))
                if (number := found.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")) is not None
            }
        return self._styles.get(style)

    def _instance(self, numbering: Element, base: str) -> str:
        """Return a new instance of the same list, beginning anew."""
        if self._end is None:
            instances = numbering.findall(w("num"))
            if not instances:
                return base
            self._known = {one.get(w("numId"), ""): one for one in instances}
            self._end = instances[-1]
            self._last = max(int(number) for number in self._known)
        found = self._known.get(base)
        if found is None:
            return base
        self._last += 1
        fresh = etree.Element(w("num"))
        fresh.set(w("numId"), str(self._last))
        for kept in found.findall(w("abstractNumId")):
            fresh.append(deepcopy(kept))
        for level in range(9):
            override = etree.SubElement(fresh, w("lvlOverride"))
            override.set(w("ilvl"), str(level))
            etree.SubElement(override, w("startOverride")).set(w("val"), "1")
        self._end.addnext(fresh)
        self._end = fresh
        return str(self._last)


def _color_borders(mark: Element) -> None:
    for borders in properties_of(paragraph_of(mark)).iterchildren(_BORDERS):
        for side in borders:
            side.set(_COLOR, mark.get("value", "auto"))


def _set_paper(package: Package, paper: Mapping[str, Any]) -> None:
    """Set the paper, and bring what was as wide as the template's text to the new width: tables and tab stops."""
    width, height = round(paper["width"] * _TWIPS), round(paper["height"] * _TWIPS)
    before = after = 0
    for size in package.tree(DOCUMENT).iter(w("pgSz")):
        margins = size.getparent().find(w("pgMar"))  # pyright: ignore[reportOptionalMemberAccess] - it is in a section
        if margins is not None and not before:
            sides = int(margins.get(w("left"), "0")) + int(margins.get(w("right"), "0"))
            before, after = int(size.get(w("w"), "0")) - sides, width - sides
        size.set(w("w"), str(width))
        size.set(w("h"), str(height))
    if before == after or before <= 0:
        return
    for name in ("word/styles.xml", *text_parts(package)):
        for tab in package.tree(name).iter(w("tab")):
            position = int(tab.get(w("pos"), "0"))
            if (position, tab.get(w("val"))) in ((before, "right"), (before // 2, "center")):
                tab.set(w("pos"), str(position * after // before))
    for table in package.tree(DOCUMENT).iter(w("tbl")):
        whole = table.find(f"{w('tblPr')}/{w('tblW')}")
        if whole is not None and whole.get(w("type")) == "dxa" and abs(int(whole.get(w("w"), "0")) - before) < 20:
            for part in (whole, *table.iter(w("gridCol"), w("tcW"))):
                part.set(w("w"), str(int(part.get(w("w"), "0")) * after // before))


def _set_language(package: Package, language: Mapping[str, Any]) -> None:
    styles = package.tree("word/styles.xml")
    for found in styles.iterfind(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}"):
        found.set(w(language_kind(language["tag"], language["rtl"])), language["tag"])
    for found in package.tree("word/settings.xml").iterfind(w("themeFontLang")):
        found.set(w("val"), language["tag"])


def _remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    # lxml's remove takes the words behind an element with it; in a paragraph there are none to keep.
    parent.remove(element)
