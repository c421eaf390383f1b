"""A briefing: an immutable tree of blocks in sections, with its facts and its own source numbers."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Literal, NewType

from briefer.core.passage import Citation, Passage, PassageId, Quotation
from briefer.core.source import SourceId
from briefer.core.text import OBJECT, count_words
from briefer.errors import EditRefused

BriefingId = NewType("BriefingId", str)
BlockId = NewType("BlockId", str)
InlineId = NewType("InlineId", str)

_SHA256 = re.compile(r"[0-9a-f]{64}")

TRAY = "tray"
"""The key under which edits reach what was set aside; never exported."""


HEADING_LEVELS = 2
LIST_LEVELS = 9
"""How deep a list may go: as deep as a list in Word."""
TABLE_ROWS, TABLE_COLUMNS = 200, 24
"""How large a table may be: what still can be read on paper."""


def new_id() -> str:
    """Return a fresh UUID; wrap it in the NewType it is meant for."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A run of the analyst's own words with one set of marks; never empty, never with a line end.

    ``judgement`` says that the analyst declared these words as judgement (`core.support`); it never prints.
    """

    text: str
    bold: bool = False
    italic: bool = False
    href: str | None = None
    judgement: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineQuotation:
    """A quotation inside a sentence of the analyst's own; its figure stands behind its words."""

    id: InlineId
    quotation: Quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationMark:
    """A figure in prose. ``origin`` is the quotation that the prose paraphrases, so that the way back is open.

    ``stood_alone`` says that it was a block of its own.
    """

    id: InlineId
    citation: Citation
    origin: Quotation | None = None
    stood_alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A figure in prose whose note has words of the analyst's own, one line of them; it cites nothing."""

    id: InlineId
    words: tuple[Text, ...]

    def __post_init__(self) -> None:
        if not any(run.text.strip() for run in self.words):
            raise EditRefused("A footnote has words.", "")

    @property
    def text(self) -> str:
        """The words without their marks."""
        return "".join(run.text for run in self.words)


Inline = Text | InlineQuotation | CitationMark | Footnote
Mark = CitationMark | Footnote
"""What shows a figure in prose and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of prose."""

    id: BlockId
    inlines: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside a section; ``level`` is 1 or 2."""

    id: BlockId
    inlines: tuple[Inline, ...] = ()
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """An item of a bulleted or numbered list; ``level`` is 1 to 9. Neighbouring items make one list."""

    id: BlockId
    inlines: tuple[Inline, ...] = ()
    ordered: bool = False
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockQuotation:
    """A quotation that stands as a block of its own."""

    id: BlockId
    quotation: Quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBlock(BlockQuotation):
    """A picture out of a source, quoted whole and cited like any other quotation.

    ``caption`` is the analyst's own, printed below it; ``alt`` says what the picture shows, for who cannot see it.
    """

    caption: tuple[Text, ...] = ()
    alt: str = ""

    def __post_init__(self) -> None:
        if not self.quotation.passage.is_picture or self.quotation.edits:
            raise EditRefused("A figure shows a picture of a source as it is.", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigure:
    """A picture of the analyst's own, such as a chart or a map; it cites nothing.

    ``picture`` is the SHA-256 of the bytes that the library keeps (PNG or JPEG), ``caption`` and ``alt`` are as those
    of a `FigureBlock`.
    """

    id: BlockId
    picture: str
    caption: tuple[Text, ...] = ()
    alt: str = ""

    def __post_init__(self) -> None:
        if not _SHA256.fullmatch(self.picture):
            raise EditRefused("A figure names its picture by a hash.", "")


AnyFigure = FigureBlock | OwnFigure

CellInline = Text | CitationMark
Cell = tuple[CellInline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the analyst's own: rows of as many cells each, of which the first `header_rows` name the columns.

    Cells hold words and citation marks; source's words are quoted beside a table, never in one. ``caption`` is printed
    above it.
    """

    id: BlockId
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1
    caption: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        columns = len(self.rows[0]) if self.rows else 0
        if not columns or any(len(row) != columns for row in self.rows):
            raise EditRefused("A table has rows of as many cells each.", "")
        if len(self.rows) > TABLE_ROWS or columns > TABLE_COLUMNS:
            raise EditRefused(
                f"A table has at most {TABLE_ROWS} rows and {TABLE_COLUMNS} columns here.",
                "Take the part of it that the briefing needs.",
            )
        if not 0 <= self.header_rows <= len(self.rows):
            raise EditRefused("A table has no more header rows than rows, and no fewer than none.", "")

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, row by row."""
        return tuple(cell for row in self.rows for cell in row)


ProseBlock = Paragraph | Heading | ListItem
WholeBlock = BlockQuotation | OwnFigure | Table
"""Blocks that nobody types into: in the editor they move, copy and go whole."""
Captioned = FigureBlock | OwnFigure | Table
Block = Paragraph | Heading | ListItem | BlockQuotation | FigureBlock | OwnFigure | Table
BlockKind = Literal["paragraph", "heading", "list-item", "quotation", "figure", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the briefing. Title and hint come from the pack and stay with the briefing when it travels."""

    key: str
    title: str
    hint: str = ""
    blocks: tuple[Block, ...] = ()


UNTITLED = "Untitled briefing"

Status = Literal["draft", "for review", "released"]
STATUSES: tuple[Status, ...] = ("draft", "for review", "released")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What stands in the title block. Every fact is text as the analyst wrote it; empty means not said.

    ``number`` and ``version`` name the issue; ``supersedes`` the number of the one it replaces. ``date``,
    ``period_from``, ``period_to`` are ISO 8601 dates, ``cutoff`` a date and time with zone (no later information was
    used). ``language`` is a BCP 47 tag and empty for the pack's own; ``paper`` likewise ("a4", "us-letter").
    """

    title: str = ""
    question: str = ""
    author: str = ""
    recipient: str = ""
    distribution: str = ""
    number: str = ""
    version: str = "1"
    supersedes: str = ""
    date: str = ""
    period_from: str = ""
    period_to: str = ""
    cutoff: str = ""
    marking: str = ""
    status: Status = "draft"
    bottom_line: str = ""
    language: str = ""
    paper: str = ""


FACT_NAMES = tuple(field.name for field in fields(Facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What makes a briefing a later issue of another, ``former``: ``carried`` are the passages that one cited."""

    former: BriefingId
    carried: tuple[PassageId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A briefing, whole. ``number`` makes its handle ``B1``.

    ``joined`` are the sources on its reading list, ``numbered`` the sources it has ever cited, in the order in which
    they first entered: the position, counted from 1, is the source's number in this briefing, for ever. ``tray`` holds
    what was set aside. ``pack`` and ``pack_version`` name the template pack it was made with. ``issue`` is set for a
    later issue of another briefing.
    """

    id: BriefingId
    number: int
    facts: Facts
    pack: str = "standard"
    pack_version: str = ""
    sections: tuple[Section, ...] = ()
    tray: tuple[Block, ...] = ()
    joined: tuple[SourceId, ...] = ()
    numbered: tuple[SourceId, ...] = ()
    issue: Issue | None = None

    @property
    def handle(self) -> str:
        """The name a person types: ``B1``."""
        return f"B{self.number}"

    @property
    def title(self) -> str:
        """The title, or words that stand for a missing one."""
        return self.facts.title or UNTITLED

    def blocks(self, key: str) -> tuple[Block, ...]:
        """Return the blocks of the section `key`, or of the tray.

        Raises:
            KeyError: the briefing has no such section.
        """
        if key == TRAY:
            return self.tray
        for section in self.sections:
            if section.key == key:
                return section.blocks
        raise KeyError(key)

    def has_section(self, key: str) -> bool:
        """Say whether `key` names a section or the tray."""
        return key == TRAY or any(section.key == key for section in self.sections)

    def find(self, block: BlockId) -> tuple[str, int] | None:
        """Return the section key and index of a block; None where it is not in this briefing."""
        for key, blocks in self.parts():
            for index, candidate in enumerate(blocks):
                if candidate.id == block:
                    return key, index
        return None

    def parts(self) -> Iterator[tuple[str, tuple[Block, ...]]]:
        """Yield each section's key and blocks in order, the tray last."""
        for section in self.sections:
            yield section.key, section.blocks
        yield TRAY, self.tray

    def number_of(self, source: SourceId) -> int | None:
        """Return the number that this briefing prints for a source; None where it never entered."""
        return self.numbered.index(source) + 1 if source in self.numbered else None


def picture_of(figure: AnyFigure) -> str:
    """Return what names the picture of a figure: its passage, or the hash of one of the analyst's own."""
    return figure.picture if isinstance(figure, OwnFigure) else figure.quotation.passage.id


def inlines_of(block: Block) -> tuple[Inline, ...]:
    """Return what stands in a block's lines; of a table that of its cells row by row, of a block quotation nothing."""
    if isinstance(block, BlockQuotation | OwnFigure):
        return ()
    if isinstance(block, Table):
        return tuple(inline for cell in block.cells for inline in cell)
    return block.inlines


def quotations(block: Block) -> Iterator[Quotation]:
    """Yield the quotations of a block, in order."""
    if isinstance(block, BlockQuotation):
        yield block.quotation
    else:
        for inline in inlines_of(block):
            if isinstance(inline, InlineQuotation):
                yield inline.quotation


def citations(block: Block) -> Iterator[Citation]:
    """Yield the citations of a block, each of which prints one figure, in order."""
    if isinstance(block, BlockQuotation):
        yield block.quotation.citation
    else:
        for inline in inlines_of(block):
            if isinstance(inline, InlineQuotation):
                yield inline.quotation.citation
            elif isinstance(inline, CitationMark):
                yield inline.citation


def passages(block: Block) -> tuple[Passage, ...]:
    """Return the passages that a block cites, in order, each once."""
    found: dict[PassageId, Passage] = {}
    for citation in citations(block):
        for item in citation:
            found.setdefault(item.passage.id, item.passage)
    return tuple(found.values())


def named_passages(block: Block) -> Iterator[Passage]:
    """Yield every passage that a block names: those it cites, and those of quotations that it paraphrases."""
    yield from passages(block)
    for inline in inlines_of(block):
        if isinstance(inline, CitationMark) and inline.origin is not None:
            yield inline.origin.passage
            yield from (item.passage for item in inline.origin.citation)


def uses(briefing: Briefing) -> Iterator[tuple[Passage, str, BlockId]]:
    """Yield every passage in use with the section (or tray) and block that uses it, in the order of the briefing."""
    for key, blocks in briefing.parts():
        for block in blocks:
            for passage in passages(block):
                yield passage, key, block.id


def kind(block: Block) -> BlockKind:
    """Return the kind of a block as the command line spells it."""
    match block:
        case Paragraph():
            return "paragraph"
        case Heading():
            return "heading"
        case ListItem():
            return "list-item"
        case FigureBlock() | OwnFigure():
            return "figure"
        case BlockQuotation():
            return "quotation"
        case Table():
            return "table"


def printed(block: Block) -> str:
    """Return the printed words of a block, without note figures and added quotation marks; of a figure, its caption.

    Of a table: its caption and its rows, a line each, with a tab between cells.
    """
    if isinstance(block, Table):
        rows = ["\t".join("".join(_words(inline) for inline in cell) for cell in row) for row in block.rows]
        return "\n".join([*(["".join(run.text for run in block.caption)] if block.caption else []), *rows])
    if isinstance(block, AnyFigure):
        return "".join(run.text for run in block.caption)
    if isinstance(block, BlockQuotation):
        return block.quotation.text
    return "".join(_words(inline) for inline in block.inlines)


def _words(inline: Inline) -> str:
    match inline:
        case Text(text=text):
            return text
        case InlineQuotation(quotation=quotation):
            return quotation.text
        case CitationMark() | Footnote():
            return ""


def atom_flow(inline: InlineQuotation | Mark) -> str:
    """Return the characters of an atom: a quotation's words and its figure, or the figure alone."""
    return inline.quotation.text + OBJECT if isinstance(inline, InlineQuotation) else OBJECT


def flow_length(inline: Inline) -> int:
    """Return how many characters of its block's `flow` an inline is."""
    return len(inline.text) if isinstance(inline, Text) else len(atom_flow(inline))


def flow(block: Block) -> str:
    """Return the characters of a block as an editor counts them: its words with one U+FFFC for each figure.

    A table is one U+FFFC, and so is a figure of the analyst's own.
    """
    if isinstance(block, Table | OwnFigure):
        return OBJECT
    if isinstance(block, BlockQuotation):
        return block.quotation.text + OBJECT
    return "".join(inline.text if isinstance(inline, Text) else atom_flow(inline) for inline in block.inlines)


def normalised(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return `inlines` with empty runs dropped and neighbouring runs of the same marks joined."""
    result: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text):
            if not inline.text:
                continue
            last = result[-1] if result else None
            if isinstance(last, Text) and replace(last, text=inline.text) == inline:
                result[-1] = replace(last, text=last.text + inline.text)
                continue
        result.append(inline)
    return tuple(result)


@dataclass(frozen=True, slots=True)
class Count:
    """The figures of the status bar, without the tray."""

    words: int
    citations: int


def count(briefing: Briefing) -> Count:
    """Count the words printed in the sections and the figures behind them."""
    words = figures = 0
    for section in briefing.sections:
        for block in section.blocks:
            words += count_words(printed(block))
            figures += sum(1 for _ in citations(block))
    return Count(words, figures)
