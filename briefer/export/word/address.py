"""Says where in a Word file a paragraph stands, in the words of somebody who has the file open in Word."""

from __future__ import annotations

import posixpath

from briefer.export.word.names import Element, w

_HEADING = 9  # the deepest level of a heading in an outline
_PARTS = {
    "document": "", "footnotes": "in a footnote", "endnotes": "in an endnote", "comments": "in a comment",
    "core": "in the properties of the file", "app": "in the properties of the file",
    "custom": "in the custom properties of the file",
}  # fmt: skip


def part_said(name: str) -> str:
    """Return where a part of a Word file is seen: “in a header”; nothing for the text itself."""
    base = posixpath.basename(name).split(".")[0]
    kind = base.rstrip("0123456789")
    return f"in a {kind}" if kind in ("header", "footer") else _PARTS.get(kind, f"in {name}")


class Addresses:
    """The places of a part's paragraphs, counted before any of them is changed."""

    def __init__(self, root: Element, name: str, headings: dict[str, int]) -> None:
        self._name = name
        self._headings = headings
        self._numbers: dict[Element, int] = {}
        self._under: dict[Element, str] = {}
        heading = ""
        for number, paragraph in enumerate(root.iter(w("p")), start=1):
            if self._level(paragraph) is not None:
                heading = "".join(text.text or "" for text in paragraph.iter(w("t"))).strip()
            self._numbers[paragraph] = number
            self._under[paragraph] = heading

    def number(self, paragraph: Element) -> int:
        """Return the how manieth paragraph of its part it is, from 1."""
        return self._numbers.get(paragraph, 0)

    def of(self, paragraph: Element) -> str:
        """Return the place of a paragraph: part, heading above it, cell of a table, number of the paragraph."""
        said = [part_said(self._name)]
        heading = self._under.get(paragraph, "")
        if heading and "{" not in heading:
            said.append(f"under “{heading}”")
        cell = next(paragraph.iterancestors(w("tc")), None)
        if cell is not None:
            said.append(_cell(cell))
        if next(paragraph.iterancestors(w("txbxContent")), None) is not None:
            said.append("in a text box")
        said.append(f"paragraph {self.number(paragraph)}")
        return ", ".join(filter(None, said))

    def _level(self, paragraph: Element) -> int | None:
        outline = paragraph.find(f"{w('pPr')}/{w('outlineLvl')}")
        if outline is not None:
            level = int(outline.get(w("val"), "9"))
            return level if level < _HEADING else None
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        return self._headings.get(style.get(w("val"), "")) if style is not None else None


def headings(styles: Element | None) -> dict[str, int]:
    """Return the paragraph styles that are headings, by id, with their level from 0; Word names them in English."""
    found: dict[str, int] = {}
    for style in styles.iter(w("style")) if styles is not None else ():
        name = style.find(w("name"))
        words = name.get(w("val"), "").lower() if name is not None else ""
        if words.startswith("heading ") and words[8:].isdigit():
            found[style.get(w("styleId"), "")] = int(words[8:]) - 1
    return found


def _cell(cell: Element) -> str:
    row = next(cell.iterancestors(w("tr")), None)  # a control may stand between
    table = next(cell.iterancestors(w("tbl")), None)
    if row is None or table is None:
        return "in a table"
    tables = list(table.getroottree().getroot().iter(w("tbl")))
    rows = [one for one in table.iter(w("tr")) if next(one.iterancestors(w("tbl"))) is table]
    cells = [one for one in row.iter(w("tc")) if next(one.iterancestors(w("tr"))) is row]
    return f"table {tables.index(table) + 1}, row {rows.index(row) + 1}, cell {cells.index(cell) + 1}"
