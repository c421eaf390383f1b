"""What any printed Word file needs to be whole, whatever was in it: tables, and numbers that differ.

Word calls a file damaged over what its schema lets pass: a cell without a paragraph, a row without a cell. And a loop
prints several times what the template had once, with the numbers that must be different.
"""

from __future__ import annotations

from lxml import etree

from briefer.export.word.names import W14, WP, Element, w

_DRAWING = f"{{{WP}}}docPr"
_PARAGRAPH_ID = f"{{{W14}}}paraId"
_NUMBERS = etree.XPath("//@w14:paraId", namespaces={"w14": W14}, smart_strings=False)
_NUMBERED = etree.XPath("/descendant::*[@w14:paraId]", namespaces={"w14": W14})
_TABLE, _ROW, _CELL, _CONTROL = w("tbl"), w("tr"), w("tc"), w("sdt")


class Tidier:
    """Makes what was printed of one part whole, a tree of it at a time."""

    def __init__(self) -> None:
        self._drawings: set[str] = set()
        self._controls: set[str] = set()

    def tidy(self, root: Element) -> None:
        """Make tables whole, and the numbers of pictures and controls differ in all of the part."""
        for element in list(root.iter(_TABLE, _ROW, _CELL, _CONTROL, _DRAWING)):
            match element.tag:
                case name if name == _CELL:
                    end_with_paragraph(element)
                case name if name == _ROW:
                    if element.find(_CELL) is None and element.find(f"{_CONTROL}//{_CELL}") is None:
                        _remove(element)
                case name if name == _TABLE:
                    _table(element)
                case name if name == _DRAWING:
                    _number(element, "id", self._drawings)
                case _:
                    _control(element, self._controls)
        _tell_apart(root)


def _tell_apart(root: Element) -> None:
    """Leave the number of a paragraph to the first that has it; the others need none ([MS-DOCX] 2.5.4.1)."""
    numbers = _NUMBERS(root)
    if len(numbers) == len(set(numbers)):
        return
    taken: set[str] = set()
    for paragraph in _NUMBERED(root):
        number = paragraph.get(_PARAGRAPH_ID)
        if number in taken:
            del paragraph.attrib[_PARAGRAPH_ID]
        taken.add(number)


def end_with_paragraph(cell: Element) -> None:
    """Give a table cell that its tags have emptied, or that ends with a table, the paragraph that Word asks for."""
    if not len(cell) or cell[-1].tag != w("p"):
        etree.SubElement(cell, w("p"))


def _table(table: Element) -> None:
    """Drop a table without rows, and let its grid have as many columns as its widest row, in the same width."""
    rows = table.findall(_ROW)
    if not any(row.find(_CELL) is not None for row in rows) and table.find(f".//{_CELL}") is None:
        _remove(table)
        return
    grid = table.find(w("tblGrid"))
    if grid is None:
        return
    widest = max((sum(map(_span, row.findall(_CELL))) for row in rows), default=0)
    columns = grid.findall(w("gridCol"))
    if not widest or widest == len(columns):
        return
    width = sum(int(column.get(w("w"), "0")) for column in columns)
    for column in columns:
        grid.remove(column)
    for index in range(widest):
        column = etree.Element(w("gridCol"))
        column.set(w("w"), str(width // widest))
        grid.insert(index, column)


def _span(cell: Element) -> int:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    value = span.get(w("val"), "1") if span is not None else "1"
    return int(value) if value.isdecimal() else 1


def _control(control: Element, taken: set[str]) -> None:
    number = control.find(f"{w('sdtPr')}/{w('id')}")
    if number is not None:
        _number(number, w("val"), taken)
    content = control.find(w("sdtContent"))
    if content is not None and not len(content):
        _remove(control)


def _number(element: Element, key: str, taken: set[str]) -> None:
    """Let a number differ from those before it in the part."""
    number = element.get(key, "1")
    if number in taken:
        fresh = len(taken) + 1
        while str(fresh) in taken:
            fresh += 1
        number = str(fresh)
        element.set(key, number)
    taken.add(number)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        # lxml's remove takes the words behind an element with it; where these stand there are none to keep.
        parent.remove(element)
