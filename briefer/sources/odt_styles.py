"""What a paragraph or a run of an OpenDocument text is, through its styles (ODF 1.3, part 3, sections 16 and 20)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from briefer.sources.tree import XmlElement as Element

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT = f"{_ODF}text:1.0}}"
STYLE = f"{_ODF}style:1.0}}"
OFFICE = f"{_ODF}office:1.0}}"
TABLE = f"{_ODF}table:1.0}}"
DRAW = f"{_ODF}drawing:1.0}}"
SVG = f"{_ODF}svg-compatible:1.0}}"
FO = f"{_ODF}xsl-fo-compatible:1.0}}"
META = f"{_ODF}meta:1.0}}"
MANIFEST = f"{_ODF}manifest:1.0}}"
DC = "{http://purl.org/dc/elements/1.1/}"
XLINK = "{http://www.w3.org/1999/xlink}"

_DEEPEST = 12  # styles based on styles; a circle of them ends here
_QUOTED = {"quotations", "quote", "intense quote", "block text"}
_CAPTIONS = {"caption", "illustration", "table", "figure", "drawing", "image caption", "table caption", "text"}
_RAISED = re.compile("super|[1-9]")  # how far, and how large
_VERBATIM = {"preformatted text", "source code"}


@dataclass(frozen=True, slots=True)
class Look:
    """What a style comes to; None where it says nothing and what is around it decides."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    font: str | None = None  # of signs, or empty for any other


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str | None
    called: str
    outline: int
    look: Look


@dataclass(slots=True)
class Styles:
    """The styles of a document, by family and name."""

    _styles: dict[tuple[str, str], _Style] = field(default_factory=dict[tuple[str, str], _Style])
    _fonts: dict[str, str] = field(default_factory=dict[str, str])
    _ordered: dict[tuple[str, int], bool] = field(default_factory=dict[tuple[str, int], bool])

    def add(self, root: Element) -> None:
        """Take up the styles in a part of the document; those of an earlier part stay."""
        for node in root.iter(f"{STYLE}font-face"):
            if node.get(f"{STYLE}font-charset") == "x-symbol":
                family = (node.get(f"{SVG}font-family") or "").strip("'\" ")
                self._fonts.setdefault(node.get(f"{STYLE}name") or "", family)
        for node in root.iter(f"{STYLE}style"):
            key = (node.get(f"{STYLE}family") or "", node.get(f"{STYLE}name") or "")
            self._styles.setdefault(key, _style(node))
        for node in root.iter(f"{TEXT}list-style"):
            for level in node:
                number = level.get(f"{TEXT}level") or ""
                if number.isdecimal():
                    ordered = level.tag == f"{TEXT}list-level-style-number" and level.get(f"{STYLE}num-format") != ""
                    self._ordered.setdefault((node.get(f"{STYLE}name") or "", int(number)), ordered)

    def look(self, family: str, name: str | None) -> Look:
        """Return how what has that style shows."""
        found = Look()
        for style in self._chain(family, name):
            found = Look(
                bold=style.look.bold if found.bold is None else found.bold,
                italic=style.look.italic if found.italic is None else found.italic,
                hidden=style.look.hidden if found.hidden is None else found.hidden,
                raised=style.look.raised if found.raised is None else found.raised,
                font=self._fonts.get(style.look.font, "") if found.font is None and style.look.font else found.font,
            )
        return found

    def kind(self, name: str | None) -> tuple[str, int]:
        """Return what a paragraph of that style is: "heading" and its level, "quotation", "caption" and the like."""
        chain = self._chain("paragraph", name)
        called_so = [(style.called, style.outline) for style in chain] or [(_shown(name or ""), 0)]
        for called, outline in called_so:
            if outline:
                return "heading", outline
            found = named_kind(called)
            if found[0] != "paragraph":
                return found
        return "paragraph", 0

    def ordered(self, name: str | None, level: int) -> bool:
        """Say whether a list of that style is numbered at that level."""
        return self._ordered.get((name or "", level), False)

    def _chain(self, family: str, name: str | None) -> list[_Style]:
        found: list[_Style] = []
        while name and len(found) < _DEEPEST and (style := self._styles.get((family, name))) is not None:
            found.append(style)
            name = style.parent
        return found


def _style(node: Element) -> _Style:
    shown = _shown(node.get(f"{STYLE}display-name") or node.get(f"{STYLE}name") or "")
    outline = node.get(f"{STYLE}default-outline-level") or ""
    look = Look()
    properties = node.find(f"{STYLE}text-properties")
    if properties is not None:
        weight, slant = properties.get(f"{FO}font-weight"), properties.get(f"{FO}font-style")
        hidden = properties.get(f"{TEXT}display")
        if weight is not None:
            look = replace(look, bold=weight == "bold" or (weight.isdecimal() and int(weight) >= 600))
        if slant is not None:
            look = replace(look, italic=slant in ("italic", "oblique"))
        if hidden is not None:
            look = replace(look, hidden=hidden == "none")
        look = replace(look, font=properties.get(f"{STYLE}font-name"))
        if (place := properties.get(f"{STYLE}text-position")) is not None:
            look = replace(look, raised=_RAISED.match(place) is not None)
    return _Style(
        parent=node.get(f"{STYLE}parent-style-name"),
        called=shown,
        outline=min(int(outline), 6) if outline.isdecimal() else 0,
        look=look,
    )


def _shown(name: str) -> str:
    return name.replace("_20_", " ").casefold()


def named_kind(called: str) -> tuple[str, int]:
    """Return what a paragraph is whose style is called so in lower case, and its level: programs agree in the names."""
    if called == "title":
        return "heading", 1
    if called.startswith("heading ") and called[8:].isdecimal():
        return "heading", min(max(int(called[8:]), 1), 6)
    for kind, names in (("quotation", _QUOTED), ("caption", _CAPTIONS), ("preformatted", _VERBATIM)):
        if called in names:
            return kind, 0
    return "paragraph", 0
