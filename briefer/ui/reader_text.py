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
    QTextTableFormat,
)

from briefer.core.source import Article, TextBlock, TextMark
from briefer.core.text import Utf16Map
from briefer.ui.leading import HEADING, TEXT, lead
from briefer.ui.theme import Theme

BASE_PIXELS = 16
_HEADINGS = (1.5, 1.3, 1.15, 1.0, 1.0, 1.0)
_LARGEST_TABLE = 4000  # cells; what is larger is shown as paragraphs, Qt would take seconds to lay it out

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
                    # Shown as a link and said on hover; nothing follows it, so it is no anchor.
                    made.setForeground(QColor(self._theme.accent))
                    made.setFontUnderline(True)
                    made.setToolTip(mark.href or "")
        return made


def fill(document: QTextDocument, article: Article, theme: Theme, pixels: int = BASE_PIXELS) -> Positions:
    """Show `article` in `document`, whatever stood there, and return where everything stands."""
    document.clear()
    document.setUndoRedoEnabled(False)
    positions = Positions(article.text)
    formats = _Formats(theme, pixels)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    fresh = True
    numbers: list[int] = []
    for table, run in groupby(article.blocks, key=lambda block: block.table if block.kind == "cell" else None):
        blocks = list(run)
        if table is not None and _fits(blocks):
            _write_table(cursor, article, blocks, formats, positions, theme)
            fresh = True
            continue
        for block in blocks:
            _open_block(cursor, formats.block(block), formats.char(block), fresh)
            fresh = False
            _bullet(cursor, block, numbers)
            _write(cursor, article, block, formats, positions)
    cursor.endEditBlock()
    root = document.rootFrame().frameFormat()
    root.setTopMargin(12)
    document.rootFrame().setFrameFormat(root)
    return positions


def _open_block(cursor: QTextCursor, block: QTextBlockFormat, char: QTextCharFormat, fresh: bool) -> None:
    if fresh:
        cursor.setBlockFormat(block)
        cursor.setBlockCharFormat(char)
    else:
        cursor.insertBlock(block, char)


def _bullet(cursor: QTextCursor, block: TextBlock, numbers: list[int]) -> None:
    """Remember on the block what is painted in front of it; a sign in the text would shift its offsets."""
    if block.kind != "list-item":
        numbers.clear()
        return
    level = max(1, block.level)
    del numbers[level:]
    numbers.extend([0] * (level - len(numbers)))
    numbers[level - 1] = numbers[level - 1] + 1 if block.ordered else 0
    form = cursor.blockFormat()
    form.setProperty(BULLET, f"{numbers[level - 1]}." if block.ordered else "•")
    cursor.setBlockFormat(form)


BULLET = QTextBlockFormat.Property.UserProperty.value + 1
"""The property of a block that says what is painted in front of it."""


def _write(cursor: QTextCursor, article: Article, block: TextBlock, formats: _Formats, positions: Positions) -> None:
    positions.add(block, cursor.position())
    char = formats.char(block)
    for start, end, marks in _runs(article, block):
        cursor.insertText(article.text[start:end].translate(_SHOWN), formats.marked(char, marks))


def _runs(article: Article, block: TextBlock) -> Iterator[tuple[int, int, list[TextMark]]]:
    """Cut a block where a mark begins or ends."""
    marks = list(_marks(article, block))
    cuts = {block.start, block.end}
    for mark in marks:
        cuts.update((max(block.start, mark.start), min(block.end, mark.end)))
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        yield start, end, [mark for mark in marks if mark.start <= start and end <= mark.end]


def _marks(article: Article, block: TextBlock) -> Iterator[TextMark]:
    for mark in article.marks:
        if mark.start < block.end and block.start < mark.end:
            yield mark


def _fits(cells: list[TextBlock]) -> bool:
    """Say whether cells make a grid in their order, one block a cell or several, of a size Qt lays out quickly."""
    places = [(cell.row, cell.column) for cell in cells]
    rows = 1 + max(row for row, _ in places)
    columns = 1 + max(column for _, column in places)
    return places == sorted(places) and rows * columns <= _LARGEST_TABLE


def _write_table(
    cursor: QTextCursor,
    article: Article,
    cells: list[TextBlock],
    formats: _Formats,
    positions: Positions,
    theme: Theme,
) -> None:
    form = QTextTableFormat()
    form.setCellPadding(6)
    form.setCellSpacing(0)
    form.setBorder(1)
    form.setBorderCollapse(True)
    form.setBorderBrush(QColor(theme.line))
    form.setTopMargin(8)
    form.setBottomMargin(12)
    rows, columns = 1 + max(cell.row for cell in cells), 1 + max(cell.column for cell in cells)
    table = cursor.insertTable(rows, columns, form)
    last: tuple[int, int] | None = None
    for cell in cells:
        place = cell.row, cell.column
        inside = table.cellAt(*place).lastCursorPosition()
        _open_block(inside, formats.block(cell), formats.char(cell), place != last)
        _write(inside, article, cell, formats, positions)
        last = place
    cursor.setPosition(table.lastPosition() + 1)
