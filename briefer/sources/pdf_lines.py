"""The lines of a PDF page as they were set: their words, their place, and their index in the engine's count."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium  # pyright: ignore[reportMissingTypeStubs]
import pypdfium2.raw as raw  # pyright: ignore[reportMissingTypeStubs]

from briefer.core.text import clean

HYPHEN = "\ufffe"
"""What the engine gives for a hyphen at a line's end, in the place of hyphen and line end."""

_LINE = re.compile(rf"[^\r\n{HYPHEN}]+")
_SPACES = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+")
_EDGE = 3  # lines at each edge of a page that may be running heads
_REPEATED = 3  # pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One set line. Places are in PDF points from the lower left; ``size`` is that of most of its type.

    ``first`` is the index of its first character on the page; ``hyphenated`` says that its last word goes on.
    """

    text: str
    page: int
    first: int
    hyphenated: bool
    left: float
    right: float
    baseline: float
    size: float


def lines_of_page(page: pdfium.PdfPage, number: int) -> list[Line]:
    """Return the lines of a page in the order of its content stream.

    Raises:
        pypdfium2.PdfiumError: the page cannot be read.
    """
    text_page = page.get_textpage()
    try:
        return _lines(text_page, number)
    finally:
        text_page.close()
        page.close()


def _lines(text_page: pdfium.PdfTextPage, number: int) -> list[Line]:
    text = text_page.get_text_range()
    count = text_page.count_chars()
    # The engine counts UTF-16 units of what it shows; where its two counts part, places would be wrong, so none.
    units = [0]
    for character in text:
        units.append(units[-1] + (2 if ord(character) > 0xFFFF else 1))
    placed = units[-1] == count
    found: list[Line] = []
    for match in _LINE.finditer(text):
        words = match[0].strip()
        if not words:
            continue
        first = match.start() + len(match[0]) - len(match[0].lstrip())
        last = first + len(words) - 1
        place = _place(text_page, units[first], units[last]) if placed else (0.0, 0.0, 0.0, 0.0)
        found.append(
            Line(
                text=words,
                page=number,
                first=units[first],
                hyphenated=text[match.end() : match.end() + 1] == HYPHEN,
                left=place[0],
                right=place[1],
                baseline=place[2],
                size=place[3],
            )
        )
    return found


def _place(text_page: Any, first: int, last: int) -> tuple[float, float, float, float]:
    """Return left and right end, baseline and size of type of the characters `first` to `last`."""
    left: float = text_page.get_charbox(first, loose=True)[0]
    right: float = text_page.get_charbox(last, loose=True)[2]
    across, baseline = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, first, across, baseline)
    # Small capitals and raised figures stand among the type; five samples find what most of it is.
    sizes = Counter(_size(text_page, first + (last - first) * step // 4) for step in range(5))
    return left, right, baseline.value, sizes.most_common(1)[0][0]


def _size(text_page: Any, index: int) -> float:
    matrix = raw.FS_MATRIX()
    scale = math.hypot(matrix.b, matrix.d) if raw.FPDFText_GetMatrix(text_page, index, matrix) else 1.0
    return round(raw.FPDFText_GetFontSize(text_page, index) * scale, 1)


def drop_running_heads(pages: list[list[Line]], labels: list[str]) -> tuple[list[list[Line]], bool]:
    """Return the pages without the lines at their edges that repeat from page to page, and whether there were any.

    A page's number is such a line too, by its label where that is no figure (``iv``).
    In the middle of a paragraph that crosses pages, they would become words of a quotation.
    """
    counted: Counter[str] = Counter()
    edges: list[set[int]] = []
    for lines in pages:
        by_place = sorted(range(len(lines)), key=lambda index: lines[index].baseline)
        edge = set(by_place[:_EDGE] + by_place[-_EDGE:])
        edges.append(edge)
        counted.update({_folded(lines[index]) for index in edge})
    kept = [
        [
            one
            for index, one in enumerate(lines)
            if index not in edge or (counted[_folded(one)] < _REPEATED and one.text.strip("-–— ") != label)
        ]
        for lines, edge, label in zip(pages, edges, labels, strict=True)
    ]
    return kept, sum(map(len, kept)) < sum(map(len, pages))


def _folded(one: Line) -> str:
    return _DIGITS.sub("#", _SPACES.sub(" ", one.text)).casefold()


def body_size(pages: list[list[Line]]) -> float:
    """Return the size of type that most words are set in."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for one in lines:
            sizes[one.size] += len(one.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def plain(text: str) -> str:
    """Return the words of a line as our text holds them, character for character."""
    return "".join(clean(character) or " " for character in text.replace("\ufffc", " ").replace("\t", " "))
