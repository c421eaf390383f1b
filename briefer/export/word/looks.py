"""What a printed paragraph is asked to look like beside what its template says: direction, borders, list, cell."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from briefer.export.word.lists import Lists
from briefer.export.word.names import Element, parse, w
from briefer.export.word.paragraph_format import placed, turn

Asked: TypeAlias = tuple[str, ...]
"""What is asked, and with what: ("bidi",), ("color", hex), ("item", list, level), ("keep",), ("cell", side)."""

_INSIDE = 45  # twentieths of a point above and below the words of a cell


class Looks:
    """The properties of the paragraphs of one part. A document has few that differ, so each is made once."""

    def __init__(self, scope: str, lists: Lists) -> None:
        self._scope = scope
        self._lists = lists
        self._made: dict[tuple[str, tuple[Asked, ...]], str] = {}

    def of(self, look: str, asked: tuple[Asked, ...]) -> str:
        """Return the markup of the properties `look`, which may be "", as they are `asked` to be."""
        if not asked:
            return look
        made = self._made.get((look, asked))
        if made is None:
            made = self._made[look, asked] = self._make(look, asked)
        return made

    def _make(self, look: str, asked: tuple[Asked, ...]) -> str:
        scope = parse(f"{self._scope}{look}</scope>".encode())
        properties = scope[0] if len(scope) else etree.SubElement(scope, w("pPr"))
        for what, *told in asked:
            match what:
                case "bidi":
                    turn(properties)
                case "color":
                    _color(properties, told[0])
                case "item":
                    self._lists.place(properties, *told)
                case "keep":
                    placed(properties, "keepNext")
                case _:
                    _in_cell(properties, told[0])
        return within(etree.tostring(scope, encoding="unicode"))


def within(scope: str) -> str:
    """Return what stands in a scope."""
    return scope[scope.index(">") + 1 :].removesuffix("</scope>")


def _color(properties: Element, color: str) -> None:
    for borders in properties.iterchildren(w("pBdr")):
        for side in borders:
            side.set(w("color"), color)


def _in_cell(properties: Element, side: str) -> None:
    spacing = placed(properties, "spacing")
    for name in ("before", "after"):
        spacing.set(w(name), str(_INSIDE))
    # In a paragraph from right to left Word takes "left" for the side where lines begin, which is the right one.
    bidi = properties.find(w("bidi")) is not None
    placed(properties, "jc").set(w("val"), "right" if side == "right" and not bidi else "left")
