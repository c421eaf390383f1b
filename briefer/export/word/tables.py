"""The analyst's tables in a Word file: the lines that a template printed for one become rows, its header repeated.

Whatever paragraph a template gives such a line, its style stays that of the cells; no template need know of tables.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from briefer.export.word.names import Element, ours, w
from briefer.export.word.paragraph_format import paragraph_of, placed, properties_of

_WIDTH = 9000  # twentieths of a point: shares of it, since the table is as wide as the text
_INSIDE = 45  # above and below the words of a cell
_RULE, _HAIR = "8", "4"  # eighths of a point


class Tables:
    """Makes tables of the rows that are marked in a part."""

    def __init__(self, *, rtl: bool) -> None:
        self._rtl = rtl

    def build(self, root: Element) -> None:
        """Make tables of the marked paragraphs of a part, in place; marks that are no rows go."""
        held: list[Element] = []
        for mark in list(root.iter(ours("row"))):
            paragraph = paragraph_of(mark)
            if int(mark.get("n", "0")) < 0:  # the caption
                _remove(mark)
                placed(properties_of(paragraph), "keepNext")
                continue
            if held and (_mark(held[-1]).get("of") != mark.get("of") or held[-1].getnext() is not paragraph):
                self._table(held)
                held = []
            held.append(paragraph)
        if held:
            self._table(held)
        for cell in list(root.iter(ours("cell"))):  # in a run of lines that is no table: a tab
            run = etree.Element(w("r"))
            etree.SubElement(run, w("tab"))
            _replace(cell, run)

    def _table(self, lines: list[Element]) -> None:
        marks = [_mark(line) for line in lines]
        sides = marks[0].get("sides", "").split()
        table = etree.Element(w("tbl"))
        rows = [_cells(line) for line in lines]
        self._frame(table, [int(share) for share in marks[0].get("shares", "").split()])
        for number, (line, mark, cells) in enumerate(zip(lines, marks, rows, strict=True)):
            header = bool(mark.get("header"))
            ends = header and not (number + 1 < len(marks) and marks[number + 1].get("header"))
            row = etree.SubElement(table, w("tr"))
            kept = etree.SubElement(row, w("trPr"))
            etree.SubElement(kept, w("cantSplit"))
            if header:
                etree.SubElement(kept, w("tblHeader"))
            for content, side in zip(cells, sides, strict=True):
                cell = etree.SubElement(row, w("tc"))
                properties = etree.SubElement(cell, w("tcPr"))
                if ends and number + 1 < len(lines):
                    _border(etree.SubElement(properties, w("tcBorders")), "bottom", _HAIR)
                cell.append(self._paragraph(line, content, side, keep=header))
        first = lines[0]
        parent = first.getparent()
        assert parent is not None
        parent.replace(first, table)
        for line in lines[1:]:
            parent.remove(line)
        table.addnext(_apart())

    def _frame(self, table: Element, shares: list[int]) -> None:
        properties = etree.SubElement(table, w("tblPr"))
        if self._rtl:
            etree.SubElement(properties, w("bidiVisual"))
        width = etree.SubElement(properties, w("tblW"))
        width.set(w("w"), "5000")
        width.set(w("type"), "pct")
        borders = etree.SubElement(properties, w("tblBorders"))
        _border(borders, "top", _RULE)
        _border(borders, "bottom", _RULE)
        etree.SubElement(properties, w("tblLayout")).set(w("type"), "autofit")
        grid = etree.SubElement(table, w("tblGrid"))
        for share in shares:
            etree.SubElement(grid, w("gridCol")).set(w("w"), str(_WIDTH * share // sum(shares)))

    def _paragraph(self, line: Element, content: list[Element], side: str, *, keep: bool) -> Element:
        paragraph = etree.Element(w("p"))
        former = line.find(w("pPr"))
        if former is not None:
            paragraph.append(deepcopy(former))
        if keep:
            placed(properties_of(paragraph), "keepNext")
        spacing = placed(properties_of(paragraph), "spacing")
        for name in ("before", "after"):
            spacing.set(w(name), str(_INSIDE))
        # In a paragraph from right to left Word takes "left" for the side where lines begin, which is the right one.
        bidi = paragraph.find(f"{w('pPr')}/{w('bidi')}") is not None
        placed(properties_of(paragraph), "jc").set(w("val"), "right" if side == "right" and not bidi else "left")
        paragraph.extend(content)
        return paragraph


def _mark(line: Element) -> Element:
    mark = line.find(f".//{ours('row')}")
    assert mark is not None
    return mark


def _cells(line: Element) -> list[list[Element]]:
    """Return what stands in each cell of a marked line."""
    cells: list[list[Element]] = [[]]
    for part in line:
        if part.tag == ours("cell"):
            cells.append([])
        elif part.tag not in (ours("row"), w("pPr")):
            cells[-1].append(part)
    return cells


def _border(borders: Element, side: str, size: str) -> None:
    border = etree.SubElement(borders, w(side))
    for name, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", "5C5B57")):
        border.set(w(name), value)


def _apart() -> Element:
    """Return the low line that keeps a table apart from what follows; Word would make one of two tables that touch."""
    paragraph = etree.Element(w("p"))
    spacing = etree.SubElement(etree.SubElement(paragraph, w("pPr")), w("spacing"))
    for name, value in (("before", "0"), ("after", "0"), ("line", "200"), ("lineRule", "exact")):
        spacing.set(w(name), value)
    return paragraph


def _remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _replace(element: Element, by: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.replace(element, by)
