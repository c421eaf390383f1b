"""Where the characters of an article stand on its pages, and which character stands at a place. Values only, no Qt.

Places on a page are parts of its width and height, from the upper left; offsets count code points of the text.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from briefer.core.source import Article, PageRun
from briefer.core.text import OBJECT

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""

Turn = Literal["right", "left", "down", "up"]
"""Where the next character of a line stands."""

_WIDE = 2.0  # times the height of a character: a gap that begins another line
_DOWN = 4.0  # how much more it takes to be a line off than to be beside one


@dataclass(frozen=True, slots=True)
class Line:
    """Characters ``[first:end]`` of a page that stand in a row, and the box around them; ``upside`` down or not."""

    first: int
    end: int
    box: Box
    turn: Turn
    upside: bool = False


class Characters:
    """The characters of one page that are in the text, in its order: their offsets, boxes and lines."""

    def __init__(self, text: str, runs: Sequence[PageRun], boxes: Sequence[Sequence[float]], size: tuple[float, float]):
        """Find each character of `runs` among `boxes` (index first); `size` is the page's, in any unit."""
        places: dict[int, Box] = {int(box[0]): (box[1], box[2], box[3], box[4]) for box in boxes}
        self._text = text
        self._size = size
        self.offsets: list[int] = []
        self.boxes: list[Box] = []
        self._leftward: list[bool] = []
        indexes: list[int] = []
        for run in runs:
            index = run.first_character
            for offset in range(run.start, run.end):
                character = text[offset]
                box = places.get(index)
                if box is not None:
                    self.offsets.append(offset)
                    self.boxes.append(box)
                    self._leftward.append(unicodedata.bidirectional(character) in ("R", "AL"))
                    indexes.append(index)
                index += 2 if ord(character) > 0xFFFF else 1
        self.lines = self._lines(indexes)

    # --- from the text to the page -----------------------------------------------------------------------------------

    def rects(self, start: int, end: int) -> list[Box]:
        """Return the boxes around ``text[start:end]``, one for each line."""
        first, last = bisect_left(self.offsets, start), bisect_left(self.offsets, end)
        return [
            _around(self.boxes[max(first, line.first) : min(last, line.end)])
            for line in self.lines
            if line.first < last and first < line.end
        ]

    def caret(self, offset: int) -> Box | None:
        """Return the edge at which a caret before `offset` stands: a box without width (or height); None: not here."""
        at = bisect_left(self.offsets, offset)
        if at < len(self.offsets) and self.offsets[at] == offset:
            return self._edge(at, behind=False)
        return self._edge(at - 1, behind=True) if at else None

    def line_at(self, offset: int) -> int | None:
        """Return the number of the line that `offset` stands in or directly behind."""
        if not self.offsets:
            return None
        at = bisect_left(self.offsets, offset)
        if at == len(self.offsets) or (self.offsets[at] > offset and at):
            at -= 1
        return bisect_right(self.lines, at, key=lambda line: line.first) - 1

    # --- from the page to the text -----------------------------------------------------------------------------------

    def character_at(self, x: float, y: float) -> int | None:
        """Return the offset of the character under a point."""
        for line in self.lines:
            if _inside(line.box, x, y):
                for at in range(line.first, line.end):
                    if _inside(self.boxes[at], x, y):
                        return self.offsets[at]
        return None

    def nearest(self, x: float, y: float) -> int | None:
        """Return the offset between characters that is nearest to a point; None where the page has no characters."""
        if not self.lines:
            return None
        line = min(self.lines, key=lambda line: (self._distance(line.box, x, y), abs(_middle(line.box)[1] - y)))
        return self.in_line(line, x, y)

    def in_line(self, line: Line, x: float, y: float) -> int:
        """Return the offset between characters of a line that is nearest to a point."""
        at = min(range(line.first, line.end), key=lambda at: self._distance(self.boxes[at], x, y))
        across, down = _middle(self.boxes[at])
        behind = {"right": x > across, "left": x < across, "down": y > down, "up": y < down}[self._turn(line, at)]
        return self.offsets[at] + behind

    # --- inside ------------------------------------------------------------------------------------------------------

    def _distance(self, box: Box, x: float, y: float) -> float:
        across = max(box[0] - x, 0.0, x - box[2]) * self._size[0]
        down = max(box[1] - y, 0.0, y - box[3]) * self._size[1]
        return across + _DOWN * down

    def _turn(self, line: Line, at: int) -> Turn:
        if line.turn in ("down", "up"):
            return line.turn
        return "left" if self._leftward[at] != line.upside else "right"

    def _edge(self, at: int, *, behind: bool) -> Box:
        left, top, right, bottom = self.boxes[at]
        line = self.lines[bisect_right(self.lines, at, key=lambda line: line.first) - 1]
        turn = self._turn(line, at)
        if turn in ("down", "up"):
            y = bottom if behind == (turn == "down") else top
            return left, y, right, y
        x = right if behind == (turn == "right") else left
        return x, top, x, bottom

    def _lines(self, indexes: list[int]) -> list[Line]:
        found: list[Line] = []
        first = 0
        for at in range(1, len(indexes) + 1):
            # The engine counts a line end as two characters, which have no place.
            goes_on = at < len(indexes) and 0 < indexes[at] - indexes[at - 1] <= 2 and self._joins(first, at)
            if not goes_on:
                found.append(self._line(first, at))
                first = at
        return found if indexes else []

    def _joins(self, first: int, at: int) -> bool:
        before, box = self.boxes[at - 1], self.boxes[at]
        width, height = self._size
        across, down = _middle(box)
        if before[1] <= down <= before[3]:
            gap = max(box[0] - before[2], before[0] - box[2], 0.0) * width
            # Words of a paragraph that stand side by side are one line, however far they were driven apart.
            along = "\n" not in self._text[self.offsets[at - 1] : self.offsets[at]]
            return along or gap <= _WIDE * (before[3] - before[1]) * height
        upright = at - first > 1 and self._line(first, at).turn not in ("down", "up")
        gap = max(box[1] - before[3], before[1] - box[3], 0.0) * height
        return not upright and before[0] <= across <= before[2] and gap <= (before[2] - before[0]) * width

    def _step(self, at: int) -> Turn:
        """Return where a character stands from the one before it."""
        (x0, y0), (x1, y1) = _middle(self.boxes[at - 1]), _middle(self.boxes[at])
        across, down = (x1 - x0) * self._size[0], (y1 - y0) * self._size[1]
        if abs(down) > abs(across):
            return "down" if down > 0 else "up"
        return "left" if across < 0 else "right"

    def _line(self, first: int, end: int) -> Line:
        steps = Counter[Turn](self._step(at) for at in range(first + 1, end))
        alone: Turn = "left" if self._leftward[first] else "right"
        turn = steps.most_common(1)[0][0] if steps else alone
        # A page that lies on its head has its words the wrong way round, whatever their script.
        mostly = 2 * sum(self._leftward[first:end]) > end - first
        upside = end - first > 1 and turn in ("left", "right") and (turn == "left") != mostly
        return Line(first, end, _around(self.boxes[first:end]), turn, upside)


class PageText:
    """Which runs of an article stand on which page."""

    def __init__(self, article: Article) -> None:
        runs = article.pages
        if article.kind == "image":
            runs = tuple(
                PageRun(start=picture.at, end=picture.at + 1, page=number, label=str(number + 1))
                for number, picture in enumerate(article.pictures)
            )
        self._runs = runs
        self._starts = [run.start for run in runs]
        self._by_page: dict[int, list[PageRun]] = defaultdict(list)
        for run in runs:
            self._by_page[run.page].append(run)
        self._pages = sorted(self._by_page)
        # A page that is a picture is one U+FFFC of the text.
        self._worded = {run.page for run in runs if article.text[run.start : run.end].strip(OBJECT)}

    def has_words(self, page: int | None = None) -> bool:
        """Say whether a page, or any, has words that can be selected; that of a scan has none."""
        return bool(self._worded) if page is None else page in self._worded

    def runs(self, page: int) -> Sequence[PageRun]:
        """Return the runs of a page, in the order of the text."""
        return self._by_page.get(page, ())

    def page_at(self, offset: int) -> int:
        """Return the page that the character at `offset` stands on; at a line end, that of what is before it."""
        at = bisect_right(self._starts, offset) - 1
        return self._runs[max(at, 0)].page if self._runs else 0

    def span(self, page: int) -> tuple[int, int]:
        """Return where the words of a page begin and end in the text; of a page without, where they would be."""
        runs = self._by_page.get(page)
        if runs:
            return runs[0].start, runs[-1].end
        after = next((other for other in self._pages if other > page), None)
        start = self._by_page[after][0].start if after is not None else (self._runs[-1].end if self._runs else 0)
        return start, start


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _inside(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _around(boxes: Sequence[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
