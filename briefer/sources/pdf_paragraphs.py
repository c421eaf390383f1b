"""Joins the lines of a PDF into paragraphs and headings by gaps, indents and sizes of type."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from briefer.sources.pdf_lines import UNKNOWN, Line, plain

_ENDS = re.compile(r"[.!?:;。！？…][\"'”’»)\]⁰¹²³⁴-⁹]*$")
_BULLET = re.compile(r"[•‣▪●◦⁃∙■□➢]\s*")
_KNOWN = re.compile(f"[^{UNKNOWN}]+")
# Han, kana and their punctuation; Korean parts its words.
_SPACELESS = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff]")
_LARGER = 1.15  # times the body's size of type, for a heading
_LONGEST_HEADING = 200
_GAP = 1.45  # times the usual distance of lines
_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stand together on one page; ``first`` is the index of its first character there."""

    text: str
    page: int
    first: int


@dataclass(slots=True)
class Paragraph:
    """A paragraph, heading, list item or image, and the pieces it is made of."""

    kind: Literal["paragraph", "heading", "list-item", "image"] = "paragraph"
    level: int = 0
    pieces: list[Piece] = field(default_factory=list[Piece])


def paragraphs(pages: list[list[Line]], body: float) -> list[Paragraph]:
    """Return the paragraphs of all pages in order; `body` is the size of type of running text."""
    groups: list[list[Line]] = []
    for lines in pages:
        spacing = _usual_distance(lines, body)
        edge = _right_edges(lines)
        for previous, one in zip([None, *lines], lines, strict=False):
            before = previous if previous is not None else (groups[-1][-1] if groups else None)
            if before is not None and _joins(before, one, groups[-1], spacing, body, edge):
                groups[-1].append(one)
            else:
                groups.append([one])
    sizes = sorted({_size(group) for group in groups if _is_heading(group, body)}, reverse=True)
    return [_paragraph(group, body, sizes) for group in groups]


def _joins(before: Line, one: Line, group: list[Line], spacing: float, body: float, edge: dict[int, float]) -> bool:
    if before.hyphenated:
        return True
    if _BULLET.match(one.text) or not _alike(before, one) or before.leftward != one.leftward:
        return False
    down = before.baseline - one.baseline
    if before.page != one.page or down < -0.5 * one.size:  # the next page or column
        return not _ENDS.search(before.text) and not one.text[:1].isupper()
    if down < 0.3 * one.size:  # on the same line: a tab, a wide space
        return True
    if spacing and down > _GAP * spacing * max(1.0, one.size / body if body else 1.0):  # larger type has more room
        return False
    em = one.size
    ended = _ENDS.search(before.text) is not None
    if one.left > before.left + 0.7 * em and not _BULLET.match(group[0].text):
        # An indent begins a paragraph, unless the line before hangs out (a numbered item) or all is ragged.
        return not ended and not one.text[:1].isupper()
    width = edge.get(round(before.left / 20), before.right) - before.left
    missing = before.left + width - before.right
    # A line that stops early ends something; early enough, even without a stop (a title, a line of a list).
    return not (missing > 4 * em and (ended or (missing > 0.35 * width and not one.text[:1].islower())))


def _adheres(before: Line, one: Line) -> bool:
    """Say whether two lines are joined without a space: in a word, a range of figures, a script that has no spaces."""
    if before.hyphenated:
        return True
    last, first = before.text[-1], one.text[0]
    if last == "–":
        return before.text[-2:-1].isdigit() and first.isdigit()
    return bool(_SPACELESS.match(last) and _SPACELESS.match(first))


def _alike(before: Line, one: Line) -> bool:
    small, large = sorted((before.size, one.size))
    return large <= 0 or small / large > 0.88


def _usual_distance(lines: list[Line], body: float) -> float:
    distances = Counter(
        round(before.baseline - one.baseline, 0)
        for before, one in pairwise(lines)
        if 0.5 * body < before.baseline - one.baseline < 4 * body
    )
    # The closest of those that occur often: in short paragraphs, the gaps between them are as many as the lines.
    most = max(distances.values(), default=0)
    return min((distance for distance, count in distances.items() if 2 * count >= most), default=0.0)


def _right_edges(lines: list[Line]) -> dict[int, float]:
    """Return how far right most of the lines reach that begin at about the same place, that is, in the same column."""
    columns: dict[int, list[float]] = {}
    for one in lines:
        columns.setdefault(round(one.left / 20), []).append(one.right)
    # Not the furthest: a footer or a headline over all columns begins where the first column does.
    return {
        column: sorted(rights)[int(0.8 * (len(rights) - 1))] if len(rights) > 4 else max(rights)
        for column, rights in columns.items()
    }


def _size(group: list[Line]) -> float:
    return round(max(one.size for one in group), 0)


def _is_heading(group: list[Line], body: float) -> bool:
    words = sum(len(one.text) for one in group)
    return (
        body > 0
        and min(one.size for one in group) >= _LARGER * body
        and words <= _LONGEST_HEADING
        and any(character.isalpha() for one in group for character in one.text)
    )


def _paragraph(group: list[Line], body: float, sizes: list[float]) -> Paragraph:
    found = Paragraph()
    if _is_heading(group, body):
        found.kind = "heading"
        found.level = min(sizes.index(_size(group)) + 1, _LEVELS)
    elif (bullet := _BULLET.match(group[0].text)) and bullet.end() < len(group[0].text):
        found.kind, found.level = "list-item", 1
    for number, one in enumerate(group):
        cut = 0
        if number == 0 and found.kind == "list-item" and (bullet := _BULLET.match(one.text)):
            cut = bullet.end()
        # The space stands for the line end, which the engine counts as two: it belongs to the run before it.
        end = " " if number + 1 < len(group) and not _adheres(one, group[number + 1]) else ""
        # What the engine counts and cannot name is no character of ours: the words go on behind it, at their index.
        for known in _KNOWN.finditer(one.text, cut):
            for first, last in one.runs(known.start(), known.end()):
                space = end if last == len(one.text) and not one.order else ""
                found.pieces.append(Piece(plain(one.text[first:last] + space), one.page, one.index(first)))
        if end and one.order:
            found.pieces.append(Piece(end, one.page, max(one.order) + 1))
    return found
