"""The lines of a PDF page as they were set: their words, their place, and their index in the engine's count."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium  # pyright: ignore[reportMissingTypeStubs]
import pypdfium2.raw as raw  # pyright: ignore[reportMissingTypeStubs]

from briefer.core.text import clean, utf16_length
from briefer.sources.symbols import raised

UNKNOWN = "\0"
"""Stands for a character that the engine counts and cannot name; no words of ours hold it."""

HYPHEN = "\ufffe"
"""What the engine gives for a hyphen at a line's end, in the place of hyphen and line end."""

HEADS = 3
"""How many lines at each edge of a page may be running heads."""

_LINE = re.compile(rf"[^\r\n{HYPHEN}]+")
_SPACES = re.compile(r"\s+")
# Windows-1252 in a font that does not say so: what these controls mean everywhere else.
_C1 = {bytes([code]).decode("latin-1"): bytes([code]).decode("cp1252") for code in (0x93, 0x94, 0x96, 0x97, 0x98)}
_CONTROLS = {*map(chr, range(9)), *map(chr, range(14, 32)), *_C1}
_BLANK = (
    "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + UNKNOWN
    + "".join(map(chr, range(0x2000, 0x200B)))
)  # fmt: skip
# Letters and marks of the scripts that are read leftward: Hebrew to Arabic Extended, and their presentation forms.
_LEFTWARD = re.compile(r"[\u0590-\u05ff\u0620-\u065f\u066e-\u06dc\u06ee\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")
_DIGITS = re.compile(r"\d+")
_REPEATED = 3  # pages
_FIGURES = "0123456789+−"
_IN_WORD = re.compile(r"\S[+−]?[0-9]")
_SMALL = 0.85  # times the size of the type beside it, of a figure that stands above the line
_RAISED = 0.15  # times that size, above the line


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One set line. Places are in PDF points from the lower left; ``size`` is that of most of its type.

    ``first`` is the index of its first character on the page; ``hyphenated`` says that its last word goes on.
    ``left`` and ``right`` are where it begins and ends for its reader: of a line that is read leftward they are counted
    from the right. ``order`` has the index of each of its characters where these do not follow each other.
    ``unnamed`` says that it shows characters whose names the file does not give.
    """

    text: str
    page: int
    first: int
    hyphenated: bool
    left: float
    right: float
    baseline: float
    size: float
    leftward: bool = False
    order: tuple[int, ...] = ()
    unnamed: bool = False

    def index(self, at: int) -> int:
        """Return the index on the page of the character ``text[at]``."""
        return self.order[at] if self.order else self.first + utf16_length(self.text[:at])

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of ``text[start:end]`` whose characters follow each other on the page too."""
        if not self.order:
            yield start, end
            return
        begun = start
        for at in range(start + 1, end):
            if self.order[at] != self.order[at - 1] + utf16_length(self.text[at - 1]):
                yield begun, at
                begun = at
        yield begun, end


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


def characters(text_page: pdfium.PdfTextPage) -> str:
    """Return the characters of a page, each of its UTF-16 units at the index that the engine counts it under."""
    text = text_page.get_text_range()
    count = text_page.count_chars()
    if utf16_length(text) == count:
        return text
    # The engine leaves controls and halves of pairs out of its text and yet counts them: ask for each one.
    units = bytearray()
    for index in range(count):
        unit = raw.FPDFText_GetUnicode(text_page, index)
        if unit == 2 and raw.FPDFText_IsHyphen(text_page, index) == 1:
            unit = ord(HYPHEN)
        elif unit == ord(HYPHEN) or unit > 0xFFFF:
            unit = 0
        units += unit.to_bytes(2, "little")
    whole = units.decode("utf-16-le", "surrogatepass")
    return "".join(_C1.get(one, UNKNOWN) if one in _CONTROLS or "\ud800" <= one <= "\udfff" else one for one in whole)


def _lines(text_page: pdfium.PdfTextPage, number: int) -> list[Line]:
    text = characters(text_page)
    units = [0]
    for character in text:
        units.append(units[-1] + (2 if ord(character) > 0xFFFF else 1))
    found: list[Line] = []
    for match in _LINE.finditer(text):
        words = match[0].strip(_BLANK)
        if not words:
            continue
        first = match.start() + len(match[0]) - len(match[0].lstrip(_BLANK))
        last = first + len(words) - 1
        text_of, order = words, ()
        leftward = _is_leftward(words)
        place = _place(text_page, units[first], units[last], leftward=leftward)
        if _LEFTWARD.search(words):
            text_of, order = _read_leftward(text_page, words, units[first : last + 1])
        elif _IN_WORD.search(words):
            text_of = _with_raised(text_page, words, units[first : last + 1])
        found.append(
            Line(
                text=text_of,
                page=number,
                first=units[first],
                hyphenated=text[match.end() : match.end() + 1] == HYPHEN,
                left=place[0],
                right=place[1],
                baseline=place[2],
                size=place[3],
                leftward=leftward,
                order=order,
                unnamed=UNKNOWN in match[0],
            )
        )
    return found


def _with_raised(text_page: Any, words: str, units: list[int]) -> str:
    """Return `words` with the figures that stand above the line as characters that do: powers, the marks of notes."""
    shown = list(words)
    on_the_line = 0
    for at, character in enumerate(words):
        figure = at > 0 and character in _FIGURES and not words[at - 1].isspace()
        if figure and _stands_above(text_page, units[at], units[on_the_line]):
            shown[at] = raised(character)
        else:
            on_the_line = at
    return "".join(shown)


def _stands_above(text_page: Any, index: int, other: int) -> bool:
    size = _size(text_page, other)
    if not 0 < _size(text_page, index) < _SMALL * size:
        return False
    return _RAISED * size < _origin(text_page, index)[1] - _origin(text_page, other)[1] < size


def _is_leftward(words: str) -> bool:
    """Say whether most letters are of a script that is read leftward."""
    kinds = Counter(map(unicodedata.bidirectional, words))
    return kinds["R"] + kinds["AL"] > kinds["L"]


def _read_leftward(text_page: Any, words: str, units: list[int]) -> tuple[str, tuple[int, ...]]:
    """Return `words` as they are read, and the index of each character.

    Programs write Arabic words in either order. The engine turns them round by rules, and some of them wrongly: it is
    the places on the page that tell.
    """
    characters, order = list(words), list(units)
    turned = False
    for match in _LEFTWARD.finditer(words):
        first, last = match.start(), match.end() - 1
        if last > first and _origin(text_page, units[first])[0] < _origin(text_page, units[last])[0]:
            characters[first : last + 1] = characters[first : last + 1][::-1]
            order[first : last + 1] = order[first : last + 1][::-1]
            turned = True
    turned = _gather_marks(text_page, characters, order) or turned
    return "".join(characters), tuple(order) if turned else ()


def _gather_marks(text_page: Any, characters: list[str], order: list[int]) -> bool:
    """Put each mark that parted from its letter behind it again, and say whether there was one.

    The engine takes the accent of a letter that is read rightward for one of the leftward word beside it, and turns it
    round with that. Both are drawn by one glyph: the letter is the one that stands at the same place.
    """
    parted = False
    for index in [index for at, index in enumerate(order) if _is_mark(characters[at])]:
        at = order.index(index)
        place = _origin(text_page, index)
        if at and _origin(text_page, order[at - 1]) == place:
            continue
        others = (other for other in range(len(order)) if not _is_mark(characters[other]))
        letter = next((other for other in others if _origin(text_page, order[other]) == place), None)
        if letter is None:
            continue
        mark = characters.pop(at)
        order.pop(at)
        behind = letter + 1 - (letter > at)
        while behind < len(order) and _is_mark(characters[behind]):
            behind += 1
        characters.insert(behind, mark)
        order.insert(behind, index)
        parted = True
    return parted


def _is_mark(character: str) -> bool:
    return unicodedata.bidirectional(character) == "NSM" and not _LEFTWARD.match(character)


def _origin(text_page: Any, index: int) -> tuple[float, float]:
    across, up = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, index, across, up)
    return across.value, up.value


def _place(text_page: Any, first: int, last: int, *, leftward: bool) -> tuple[float, float, float, float]:
    """Return where the characters `first` to `last` begin and end, their baseline and size of type."""
    left: float = text_page.get_charbox(first, loose=True)[0]
    right: float = text_page.get_charbox(last, loose=True)[2]
    if leftward:
        left = -text_page.get_charbox(first, loose=True)[2]
        right = -text_page.get_charbox(last, loose=True)[0]
    _, baseline = _origin(text_page, first)
    # Small capitals and raised figures stand among the type; five samples find what most of it is.
    sizes = Counter(_size(text_page, first + (last - first) * step // 4) for step in range(5))
    return left, right, baseline, sizes.most_common(1)[0][0]


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
        edge = set(by_place[:HEADS] + by_place[-HEADS:])
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
