"""An article as a QTextDocument, and the way between offsets in its text and positions in the document.

Built with a cursor from the values of `core.source`: no markup of anybody's is ever read by Qt. What is shown may
differ from the text only one character for one, so that offsets hold; the text is never read back from a widget.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby, pairwise

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from briefer.core.source import Article, Picture, TextBlock, TextMark
from briefer.core.text import OBJECT, Utf16Map
from briefer.ui import picture_object, reader_table
from briefer.ui.leading import HEADING, TEXT, extra, lead
from briefer.ui.theme import Theme

BASE_PIXELS = 16
_HEADINGS = (1.5, 1.3, 1.15, 1.0, 1.0, 1.0)

# Qt makes blocks and frames of these when they are inserted; each becomes one character that it leaves alone.
_SHOWN = str.maketrans({"\u2029": " ", "\ufdd0": " ", "\ufdd1": " ", "\r": " ", "\n": " ", "\0": " ", "\ufffc": "▫"})


class Positions:
    """Where each character of an article's text stands in the document that shows it."""

    def __init__(self, text: str) -> None:
        self._map = Utf16Map(text)
        self._length = len(text)
        self._starts: list[int] = []  # first offset of each block, in UTF-16 units of the text
        self._ends: list[int] = []
        self._positions: list[int] = []  # where that stands in the document

    def add(self, block: TextBlock, position: int) -> None:
        """Note that `block` begins at `position`; blocks come in order."""
        self._starts.append(self._map.to_utf16(block.start))
        self._ends.append(self._map.to_utf16(block.end))
        self._positions.append(position)

    def units(self, start: int, end: int) -> int:
        """Return how many UTF-16 units ``text[start:end]`` has."""
        return self._map.to_utf16(end) - self._map.to_utf16(start)

    def to_document(self, offset: int) -> int:
        """Return the document position of a code point offset; between blocks, that of the end of the one before."""
        units = self._map.to_utf16(offset)
        index = bisect_right(self._starts, units) - 1
        if index < 0:
            return self._positions[0] if self._positions else 0
        return self._positions[index] + min(units, self._ends[index]) - self._starts[index]

    def to_text(self, position: int) -> int:
        """Return the code point offset of a document position; between blocks, that of the end of the one before."""
        index = bisect_right(self._positions, position) - 1
        if index < 0:
            return self._map.to_code_points(self._starts[0]) if self._starts else 0
        units = min(self._starts[index] + position - self._positions[index], self._ends[index])
        return self._map.to_code_points(units)


class _Formats:
    """The formats of one theme at one size."""

    def __init__(self, theme: Theme, pixels: int) -> None:
        self._theme = theme
        self._pixels = pixels

    def block(self, block: TextBlock) -> QTextBlockFormat:
        made = QTextBlockFormat()
        lead(made, TEXT, self._pixels)
        made.setBottomMargin(10)
        match block.kind:
            case "heading":
                made.setHeadingLevel(max(1, min(6, block.level)))
                made.setTopMargin(14)
                made.setBottomMargin(6)
                lead(made, HEADING, self._pixels)
            case "list-item":
                made.setLeftMargin(24 * max(1, block.level))
                made.setBottomMargin(4)
            case "quotation":
                made.setLeftMargin(16)
                made.setRightMargin(16)
            case "cell":
                made.setBottomMargin(0)
                lead(made, HEADING, self._pixels)
            case "image":
                # Lines as far apart as in text would be so in parts of the picture's height.
                made.setLineHeight(100, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
                made.setTopMargin(4)
            case "preformatted":
                made.setNonBreakableLines(False)
            case _:
                pass
        return made

    def char(self, block: TextBlock) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(QColor(self._theme.ink))
        match block.kind:
            case "heading":
                font = QFont()
                font.setPixelSize(round(self._pixels * _HEADINGS[max(1, min(6, block.level)) - 1]))
                made.setFont(font, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly)
                made.setFontWeight(QFont.Weight.DemiBold)
            case "cell" if block.header:
                made.setFontWeight(QFont.Weight.DemiBold)
            case "caption" | "image":
                made.setForeground(QColor(self._theme.muted))
                made.setFontItalic(block.kind == "caption")
            case "preformatted":
                made.setFontFamilies(["monospace"])
                made.setFontFixedPitch(True)
            case _:
                pass
        return made

    def marked(self, char: QTextCharFormat, marks: list[TextMark]) -> QTextCharFormat:
        made = QTextCharFormat(char)
        for mark in marks:
            match mark.kind:
                case "bold":
                    made.setFontWeight(QFont.Weight.Bold)
                case "italic":
                    made.setFontItalic(True)
                case "link":
                    # Shown as a link; what follows it is the reader's own, so it is no anchor.
                    made.setForeground(QColor(self._theme.accent))
                    made.setFontUnderline(True)
        return made

    def pictured(self, block: TextBlock) -> QTextBlockFormat:
        """Return the format of a block of words with a picture among them: no line grows in parts of its height."""
        made = self.block(block)
        extra(made, HEADING if block.kind in ("cell", "heading") else TEXT, self._pixels)
        return made


def fill(document: QTextDocument, article: Article, theme: Theme, pixels: int = BASE_PIXELS) -> Positions:
    """Show `article` in `document`, whatever stood there, and return where everything stands."""
    document.clear()
    document.setUndoRedoEnabled(False)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    writer = _Writer(article, theme, pixels, cursor)
    writer.write()
    cursor.endEditBlock()
    root = document.rootFrame().frameFormat()
    root.setTopMargin(12)
    document.rootFrame().setFrameFormat(root)
    return writer.positions


BULLET = QTextBlockFormat.Property.UserProperty.value + 1
"""The property of a block that says what is painted in front of it."""


class _Writer:
    """Writes one article with a cursor, block by block."""

    def __init__(self, article: Article, theme: Theme, pixels: int, cursor: QTextCursor) -> None:
        self.positions = Positions(article.text)
        self._article = article
        self._theme = theme
        self._formats = _Formats(theme, pixels)
        self._cursor = cursor
        self._fresh = True  # the block at the cursor has nothing in it yet
        self._numbers: list[int] = []
        self._marks = _Marks(article.marks)
        self._pictures = {picture.at: picture for picture in article.pictures}
        captions = [block.start for block in article.blocks if block.kind == "caption"]
        self._captioned = frozenset(captions)

    def write(self) -> None:
        blocks = self._article.blocks
        for table, run in groupby(blocks, key=lambda block: block.table if block.kind == "cell" else None):
            cells = list(run)
            if table is None:
                for block in cells:
                    self._block(block)
            elif reader_table.fits(cells):
                self._table(cells)
            else:
                self._rows(cells)

    def _block(self, block: TextBlock) -> None:
        self._open(self._cursor, block, self._fresh)
        self._fresh = False
        self._bullet(block)
        self._words(self._cursor, block)

    def _table(self, cells: list[TextBlock]) -> None:
        table = reader_table.insert(self._cursor, cells, self._theme)
        last: tuple[int, int] | None = None
        for cell in cells:
            place = cell.row, cell.column
            inside = table.cellAt(*place).lastCursorPosition()
            self._open(inside, cell, place != last)
            self._words(inside, cell, columns=table.columns())
            last = place
        self._cursor.setPosition(table.lastPosition() + 1)
        self._fresh = True

    def _rows(self, cells: list[TextBlock]) -> None:
        """Write a table that Qt would take seconds to lay out as one line a row, its cells at tab stops."""
        last: int | None = None
        stops = reader_table.stops(cells)
        for cell in cells:
            if cell.row != last:
                self._open(self._cursor, cell, self._fresh)
                self._fresh = False
                last = cell.row
                form = self._cursor.blockFormat()
                form.setTabPositions(stops)
                form.setBottomMargin(2)
                self._cursor.setBlockFormat(form)
            else:
                self._cursor.insertText("\t", self._formats.char(cell))
            self._words(self._cursor, cell)

    def _open(self, cursor: QTextCursor, block: TextBlock, fresh: bool) -> None:
        pictured = block.kind != "image" and OBJECT in self._article.text[block.start : block.end]
        form = self._formats.pictured(block) if pictured else self._formats.block(block)
        char = self._formats.char(block)
        if fresh:
            cursor.setBlockFormat(form)
            # Merged: in a table this is the format of the cell too, with its borders.
            cursor.mergeBlockCharFormat(char)
        else:
            cursor.insertBlock(form, char)

    def _bullet(self, block: TextBlock) -> None:
        """Remember on the block what is painted in front of it; a sign in the text would shift its offsets."""
        numbers = self._numbers
        if block.kind != "list-item":
            numbers.clear()
            return
        level = max(1, block.level)
        del numbers[level:]
        numbers.extend([0] * (level - len(numbers)))
        numbers[level - 1] = numbers[level - 1] + 1 if block.ordered else 0
        form = self._cursor.blockFormat()
        form.setProperty(BULLET, f"{numbers[level - 1]}." if block.ordered else "•")
        self._cursor.setBlockFormat(form)

    def _words(self, cursor: QTextCursor, block: TextBlock, *, columns: int = 1) -> None:
        self.positions.add(block, cursor.position())
        char = self._formats.char(block)
        text = self._article.text
        for start, end, marks in _runs(block, self._marks.within(block)):
            form = self._formats.marked(char, marks)
            at = start
            while (found := text.find(OBJECT, at, end)) >= 0:
                cursor.insertText(text[at:found].translate(_SHOWN), form)
                picture = self._pictures.get(found)
                page = (self._article.page_label_at(found) or "") if picture is None else ""
                if picture is None and block.kind == "image":
                    picture = Picture(at=found)
                if picture is None:
                    cursor.insertText("▫", form)
                else:
                    said = block.end + 1 in self._captioned
                    cursor.insertText(
                        OBJECT, picture_object.char_format(picture, form, columns=columns, said=said, page=page)
                    )
                at = found + 1
            cursor.insertText(text[at:end].translate(_SHOWN), form)


class _Marks:
    """The marks of an article, asked block by block from its beginning: long articles have tens of thousands."""

    def __init__(self, marks: tuple[TextMark, ...]) -> None:
        self._marks = sorted(marks, key=lambda mark: mark.start)
        self._next = 0
        self._open: list[TextMark] = []

    def within(self, block: TextBlock) -> list[TextMark]:
        """Return the marks with words in `block`, in the order of their starts; blocks come in order."""
        while self._next < len(self._marks) and self._marks[self._next].start < block.end:
            self._open.append(self._marks[self._next])
            self._next += 1
        self._open = [mark for mark in self._open if mark.end > block.start]
        return list(self._open)


def _runs(block: TextBlock, marks: list[TextMark]) -> Iterator[tuple[int, int, list[TextMark]]]:
    """Cut a block where a mark begins or ends."""
    cuts = {block.start, block.end}
    for mark in marks:
        cuts.update((max(block.start, mark.start), min(block.end, mark.end)))
    active: list[TextMark] = []
    coming = iter(marks)
    following = next(coming, None)
    for start, end in pairwise(sorted(cuts)):
        active = [mark for mark in active if mark.end > start]
        while following is not None and following.start <= start:
            active.append(following)
            following = next(coming, None)
        yield start, end, active
