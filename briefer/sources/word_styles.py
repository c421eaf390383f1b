"""What a paragraph or a run of a Word file is, through its styles: heading, list item, caption, bold, hidden."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.sources.package import Package
from briefer.sources.tree import XmlElement as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 12  # styles based on styles; a circle of them ends here


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """``heading`` is its level from 1, or 0; ``list_level`` its depth from 1, or 0."""

    heading: int = 0
    list_level: int = 0
    ordered: bool = False
    caption: bool = False
    quotation: bool = False


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run shows."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    raised: bool = False


def children(node: Element) -> list[Element]:
    """Return the elements in `node`, without comments and processing instructions."""
    return [child for child in node if isinstance(child.tag, str)]


def local(node: Element) -> str:
    """Return the name of an element without its namespace."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def attribute(node: Element, name: str) -> str | None:
    """Return a WordprocessingML attribute."""
    return node.get(W + name)


def on(node: Element | None) -> bool:
    """Say whether a toggle such as ``w:b`` is there and not switched off."""
    return node is not None and (attribute(node, "val") or "true") not in ("0", "false", "off", "none")


class Styles:
    """The styles and list definitions of one Word file."""

    def __init__(self, package: Package, folder: str) -> None:
        self._styles: dict[str, Element] = {}
        self._formats: dict[tuple[str, str], str] = {}
        if (part := f"{folder}/styles.xml".lstrip("/")) in package:
            self._styles = {attribute(node, "styleId") or "": node for node in package.xml(part).iter(W + "style")}
        if (part := f"{folder}/numbering.xml".lstrip("/")) in package:
            self._read_numbering(package.xml(part))

    def paragraph(self, node: Element) -> ParagraphLook:
        """Return what a paragraph is."""
        own = node.find(W + "pPr")
        chain = ([own] if own is not None else []) + self._chain(own, "pStyle", "pPr")
        names = " ".join(self._names(own, "pStyle"))
        heading = _outline(chain)
        if not heading and (names == "title" or names.startswith("title ")):
            heading = 1
        level, ordered = self._list(chain)
        return ParagraphLook(
            heading=heading,
            list_level=0 if heading else level,
            ordered=ordered,
            caption="caption" in names.split(),
            quotation=bool({"quote", "quotations"} & set(names.split())) or "block text" in names,
        )

    def run(self, node: Element) -> RunLook:
        """Return how a run shows; the paragraph's style counts only for what is hidden."""
        own = node.find(W + "rPr")
        chain = ([own] if own is not None else []) + self._chain(own, "rStyle", "rPr")
        places = [found for look in chain if (found := look.find(W + "vertAlign")) is not None]
        return RunLook(
            bold=_toggle(chain, "b"),
            italic=_toggle(chain, "i"),
            hidden=_toggle(chain, "vanish"),
            raised=bool(places) and attribute(places[0], "val") == "superscript",
        )

    def _names(self, properties: Element | None, reference: str) -> list[str]:
        found: list[str] = []
        for style in self._based(properties, reference):
            name = style.find(W + "name")
            found.append((attribute(name, "val") or "").lower() if name is not None else "")
        return found

    def _chain(self, properties: Element | None, reference: str, kind: str) -> list[Element]:
        return [found for style in self._based(properties, reference) if (found := style.find(W + kind)) is not None]

    def _based(self, properties: Element | None, reference: str) -> list[Element]:
        pointer = properties.find(W + reference) if properties is not None else None
        found: list[Element] = []
        while pointer is not None and len(found) < _DEEPEST:
            style = self._styles.get(attribute(pointer, "val") or "")
            if style is None:
                break
            found.append(style)
            pointer = style.find(W + "basedOn")
        return found

    def _list(self, chain: list[Element]) -> tuple[int, bool]:
        number, level = None, None
        for properties in chain:
            found = properties.find(W + "numPr")
            if found is None:
                continue
            if number is None and (node := found.find(W + "numId")) is not None:
                number = attribute(node, "val")
            if level is None and (node := found.find(W + "ilvl")) is not None:
                level = attribute(node, "val")
        if number in (None, "0"):
            return 0, False
        depth = int(level) if level and level.isdecimal() else 0
        shape = self._formats.get((number or "", str(depth)), "decimal")
        return min(depth, 8) + 1, shape not in ("bullet", "none")

    def _read_numbering(self, root: Element) -> None:
        abstract: dict[str, Element] = {
            attribute(node, "abstractNumId") or "": node for node in root.findall(W + "abstractNum")
        }
        for node in root.findall(W + "num"):
            pointer = node.find(W + "abstractNumId")
            definition = abstract.get((attribute(pointer, "val") if pointer is not None else None) or "")
            if definition is None:
                continue
            for level in definition.findall(W + "lvl"):
                shape = level.find(W + "numFmt")
                key = (attribute(node, "numId") or "", attribute(level, "ilvl") or "0")
                self._formats[key] = (attribute(shape, "val") if shape is not None else None) or "decimal"


def _outline(chain: list[Element]) -> int:
    for properties in chain:
        found = properties.find(W + "outlineLvl")
        if found is not None:
            value = attribute(found, "val") or ""
            return min(int(value) + 1, 6) if value.isdecimal() and int(value) < 9 else 0
    return 0


def _toggle(chain: list[Element], name: str) -> bool:
    for properties in chain:
        found = properties.find(W + name)
        if found is not None:
            return on(found)
    return False
