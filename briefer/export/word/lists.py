"""Real numbering of lists in a Word file, of the kind that the paragraph's style has (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from briefer.export.word.names import Element, w
from briefer.export.word.package import Package
from briefer.export.word.paragraph_format import placed


class Lists:
    """Each list of the briefing begins at 1 in a numbering instance of its own."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._instances: dict[str, str] = {}
        self._styles: dict[str, str] | None = None
        self._known: dict[str, Element] = {}
        self._end: Element | None = None
        self._last = 0

    def place(self, properties: Element, number_of_list: str, level: str) -> None:
        """Have a paragraph of these properties be an item of a list of the briefing at a level, from 1."""
        style = properties.find(w("pStyle"))
        base = self._of_style(style.get(w("val"), "") if style is not None else "")
        if base is None:
            return
        numbering = self._package.tree("word/numbering.xml")
        key = f"{number_of_list}:{base}"
        number = self._instances.get(key) or self._instance(numbering, base)
        self._instances[key] = number
        place = placed(properties, "numPr")
        place[:] = []
        etree.SubElement(place, w("ilvl")).set(w("val"), str(int(level) - 1))
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
