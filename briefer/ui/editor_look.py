"""How blocks of a briefing look in a QTextDocument, and the properties by which they are told apart when read back.

A format carries a short id and never content: what an atom says lives in the briefing alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextBlockFormat, QTextCharFormat, QTextFormat

from briefer.core import omissions
from briefer.core.briefing import (
    AnyFigure,
    Block,
    BlockQuotation,
    FigureBlock,
    Heading,
    InlineQuotation,
    ListItem,
    OwnFigure,
    Paragraph,
    Table,
    Text,
    printed,
)
from briefer.core.text import OBJECT
from briefer.ui.leading import TEXT, lead
from briefer.ui.theme import INLINE, Theme

Role = Literal["title", "empty", "paragraph", "heading-1", "heading-2", "list-item", "quotation", "table"]
WHOLE = ("quotation", "table")
"""The roles of blocks that nobody types into."""

_FIRST = QTextFormat.Property.UserProperty.value
ROLE = _FIRST + 1  # of a block and of the runs in it: a Role
ATOM = _FIRST + 2  # of a run: the id of the quotation or mark it belongs to
MARKS = _FIRST + 3  # of a run: BOLD | ITALIC | JUDGED
BLOCK = _FIRST + 4  # of a block: its id
SECTION = _FIRST + 5  # of a title: its section's key
DEPTH = _FIRST + 6  # of a list item: its level
ORDERED = _FIRST + 7  # of a list item: whether it is numbered
SAID = _FIRST + 8  # of the picture of a figure: what stands below it

BOLD, ITALIC, JUDGED = 1, 2, 4
FIGURE = QTextFormat.ObjectTypes.UserObject.value + 1
"""The object type of the U+FFFC that figures are painted over."""
SHOWN = QTextFormat.ObjectTypes.UserObject.value + 2
"""The object type of the U+FFFC that the picture of a figure is painted over."""
TABLE = QTextFormat.ObjectTypes.UserObject.value + 7
"""The object type of the U+FFFC that a table is painted over."""

BASE_PIXELS = 16
STEP = 4
INDENT = 16
LIST_INDENT = 24


def role_of(block: Block) -> Role:
    """Return the role that a block plays on paper."""
    match block:
        case Paragraph():
            return "paragraph"
        case Heading(level=level):
            return "heading-1" if level == 1 else "heading-2"
        case ListItem():
            return "list-item"
        case BlockQuotation():
            return "quotation"
        case Table() | OwnFigure():
            return "table"


class Look:
    """The formats of one theme at one size; made once, handed out by reference."""

    def __init__(self, theme: Theme, pixels: int = BASE_PIXELS, family: str = "") -> None:
        self.theme = theme
        self.pixels = pixels
        self.font = QFont(family) if family else QFont()
        self.font.setPixelSize(pixels)
        self.tables: dict[str, Table] = {}
        """The tables that stand on paper, by their ids, as they were written last."""
        self.pictures: dict[str, AnyFigure] = {}
        """The figures, likewise."""
        self._chars: dict[tuple[Role, int, str | None, int], QTextCharFormat] = {}
        self._blocks: dict[tuple[Role, int, int], QTextBlockFormat] = {}

    def title_block(self, key: str, first: bool) -> QTextBlockFormat:
        """Return the block format of a section's title."""
        made = self._block("title", before=0 if first else 8 * STEP, after=2 * STEP)
        made.setProperty(SECTION, key)
        made.setHeadingLevel(1)
        return made

    def empty_block(self) -> QTextBlockFormat:
        """Return the block format of the one row that stands for an empty section."""
        # With room for the second line of a hint (see `editor_painting.hint_lines`) before the next title.
        return self._block("empty", before=0, after=8 * STEP + self.pixels)

    def block(self, block: Block) -> QTextBlockFormat:
        """Return the block format of a block of the briefing."""
        role = role_of(block)
        made = self._block(role, before=2 * STEP if role.startswith("heading") else 0, after=2 * STEP)
        made.setProperty(BLOCK, block.id)
        match block:
            case BlockQuotation(quotation=quotation):
                made.setLeftMargin(INDENT)
                if quotation.translation is not None:  # its line is painted there
                    made.setBottomMargin(2 * STEP + translation_line(self.font))
            case ListItem(level=level, ordered=ordered):
                made.setLeftMargin(LIST_INDENT * level)
                made.setBottomMargin(STEP)
                made.setProperty(DEPTH, level)
                made.setProperty(ORDERED, ordered)
            case Heading(level=level):
                made.setHeadingLevel(level + 1)
            case Paragraph() | Table() | OwnFigure():
                pass
        return made

    def _block(self, role: Role, *, before: int, after: int) -> QTextBlockFormat:
        """Return a format to be completed: a copy, which costs little until it is changed."""
        made = self._blocks.get((role, before, after))
        if made is None:
            made = self._blocks[role, before, after] = QTextBlockFormat()
            made.setProperty(ROLE, role)
            lead(made, TEXT, self.pixels, self.font)
            made.setTopMargin(before)
            made.setBottomMargin(after)
        return QTextBlockFormat(made)

    def char(self, role: Role, *, marks: int = 0, href: str | None = None, section: int = 0) -> QTextCharFormat:
        """Return the format of a run of own words in a block of `role`, in the section at index `section`."""
        key = (role, marks, href, section if role == "title" else 0)
        made = self._chars.get(key)
        if made is None:
            made = self._chars[key] = self._char(role, marks, href, section)
        return made

    def _char(self, role: Role, marks: int, href: str | None, section: int) -> QTextCharFormat:
        made = QTextCharFormat()
        font = QFont(self.font)
        if role == "title":
            font.setCapitalization(QFont.Capitalization.AllUppercase)
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
            font.setPixelSize(round(self.pixels * 0.875))
        elif role == "heading-1":
            font.setPixelSize(round(self.pixels * 1.2))
        heavy = role in ("title", "heading-1", "heading-2") or bool(marks & BOLD)
        font.setWeight(QFont.Weight.DemiBold if heavy else QFont.Weight.Normal)
        font.setItalic(bool(marks & ITALIC))
        made.setFont(font)
        made.setForeground(self.theme.section_color(section) if role == "title" else QColor(self.theme.ink))
        if href is not None:
            made.setAnchor(True)
            made.setAnchorHref(href)
            made.setForeground(QColor(self.theme.accent))
            made.setFontUnderline(True)
        made.setProperty(ROLE, role)
        made.setProperty(MARKS, marks)
        return made

    def runs(self, block: Block, section: int) -> list[tuple[str, QTextCharFormat]]:
        """Return the runs of a block as they stand on paper, in order."""
        if isinstance(block, AnyFigure):
            self.pictures[block.id] = block
        if isinstance(block, BlockQuotation):
            return self._quotation_runs(block, "quotation", section)
        role = role_of(block)
        if isinstance(block, Table):
            self.tables[block.id] = block
            made = QTextCharFormat(self.char(role))
            made.setObjectType(TABLE)
            made.setProperty(ATOM, block.id)
            return [(OBJECT, made)]
        if isinstance(block, OwnFigure):
            made = QTextCharFormat(self.char(role))
            made.setObjectType(SHOWN)
            made.setProperty(ATOM, block.id)
            made.setProperty(SAID, printed(block) or block.alt)
            return [(OBJECT, made)]
        result: list[tuple[str, QTextCharFormat]] = []
        for inline in block.inlines:
            if isinstance(inline, Text):
                marks = (BOLD if inline.bold else 0) | (ITALIC if inline.italic else 0)
                marks |= JUDGED if inline.judgement else 0
                result.append((shown(inline.text), self.char(role, marks=marks, href=inline.href)))
            elif isinstance(inline, InlineQuotation):
                result.extend(self._quotation_runs(inline, role, section))
            else:
                result.append((OBJECT, self._figure(inline.id, role)))
        return result

    def _quotation_runs(
        self, holder: BlockQuotation | InlineQuotation, role: Role, section: int
    ) -> list[tuple[str, QTextCharFormat]]:
        result: list[tuple[str, QTextCharFormat]] = []
        flagged, at = omissions.flagged(holder.quotation), 0
        for piece in holder.quotation.pieces:
            made = QTextCharFormat(self.char(role, marks=ITALIC if piece.emphasised else 0))
            made.setProperty(ATOM, holder.id)
            if isinstance(holder, FigureBlock):
                made.setObjectType(SHOWN)
                made.setProperty(SAID, printed(holder) or holder.alt or holder.quotation.passage.shown)
            if piece.kind != "source":
                made.setForeground(QColor(self.theme.accent))
            if isinstance(holder, InlineQuotation):
                made.setBackground(self.theme.tint(self.theme.section_color(section), INLINE))
            for words, missed in _cut(piece.text, at, flagged):
                run = QTextCharFormat(made)
                if missed:
                    run.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                    run.setUnderlineColor(QColor(self.theme.accent))
                result.append((shown(words), run))
            at += len(piece.text)
        result.append((OBJECT, self._figure(holder.id, role)))
        return result

    def _figure(self, atom: str, role: Role) -> QTextCharFormat:
        made = QTextCharFormat(self.char(role))
        made.setObjectType(FIGURE)
        made.setProperty(ATOM, atom)
        return made


def _cut(text: str, at: int, flagged: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a run that begins `at` in its quotation, and whether each is flagged."""
    edges = {0, len(text)} | {edge - at for span in flagged for edge in span if 0 < edge - at < len(text)}
    for start, end in pairwise(sorted(edges)):
        yield text[start:end], any(first <= at + start and at + end <= last for first, last in flagged)


def translation_font(font: QFont) -> QFont:
    """Return the font in which a translation stands below its quotation."""
    made = QFont(font)
    made.setPixelSize(max(9, round(font.pixelSize() * 0.85)))
    made.setItalic(True)
    return made


def translation_line(font: QFont) -> float:
    """Return the pixels that the line of a translation takes below a quotation, the gap above it included."""
    return QFontMetricsF(translation_font(font)).lineSpacing() + STEP


_SHOWN = str.maketrans(dict.fromkeys("\u2029\r\ufdd0\ufdd1\0", "\ufffd") | {"\n": "\u2028"})


def shown(text: str) -> str:
    """Return `text` as one QTextBlock can hold it, character by character: a line end becomes a line break.

    Qt would begin a new block at U+2029, U+FDD0, U+FDD1 and carriage returns.
    """
    return text.translate(_SHOWN)
