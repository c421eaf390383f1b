"""Reading touched rows of the document back as blocks, and refusing what nobody may do to them.

Whatever way a change came (keys, an input method, a screen reader's client), this is where the promises are held:
an atom comes back whole, as the very value it was, or not at all; own words never become a part of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtGui import QTextBlock, QTextCharFormat

from briefer.core.briefing import (
    Block,
    BlockId,
    BlockQuotation,
    Heading,
    Inline,
    InlineQuotation,
    ListItem,
    Mark,
    Paragraph,
    ProseBlock,
    Text,
    WholeBlock,
    atom_flow,
    flow,
    new_id,
    normalised,
)
from briefer.core.change import Caret
from briefer.core.slices import WORDS_HINT, WORDS_ONLY
from briefer.core.text import OBJECT, Utf16Map, clean
from briefer.ui.editor_look import (
    ATOM,
    BLOCK,
    BOLD,
    DEPTH,
    FIGURE,
    ITALIC,
    JUDGED,
    MARKS,
    ORDERED,
    ROLE,
    SECTION,
    WHOLE,
    shown,
)
from briefer.ui.paper import Paper

Atom = WholeBlock | InlineQuotation | Mark

TITLES = "Section titles come from the template and stay as they are."
_PROSE = ("paragraph", "heading-1", "heading-2", "list-item")
_UNWANTED = str.maketrans(dict.fromkeys(OBJECT + "\u2029\ufdd0\ufdd1\n"))


class Refused(Exception):
    """The rows say something that nobody may do; they are to be put back. The sentence is for the window."""


class Locked(Refused):
    """They are the source's words, and there are acts that change how these are printed."""


@dataclass(slots=True)
class ReadPart:
    """What was read for one section: ``[at : at + count]`` of its blocks are now `blocks`."""

    section: int
    at: int
    count: int
    blocks: list[Block] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """The touched rows as values. ``clean`` says that the document already shows them as they are to be shown."""

    parts: list[ReadPart]
    clean: bool
    row_blocks: dict[int, list[Block]]
    sections: dict[int, int]
    paper: Paper

    def caret(self, position: int) -> Caret | None:
        """Return a place of the document, in a touched row, as edits keep it."""
        at = self.paper.document.findBlock(position)
        briefing = self.paper.briefing
        assert briefing is not None
        if at.blockNumber() not in self.sections:
            return None
        key = briefing.sections[self.sections[at.blockNumber()]].key
        offset = Utf16Map(at.text()).to_code_points(position - at.position())
        for block in self.row_blocks.get(at.blockNumber(), []):
            length = len(flow(block))
            if offset <= length:
                return Caret(section=key, block=block.id, offset=offset)
            offset -= length
        blocks = self.row_blocks.get(at.blockNumber(), [])
        if blocks:
            return Caret(section=key, block=blocks[-1].id, offset=len(flow(blocks[-1])))
        return Caret(section=key)


def read(paper: Paper, first: int, tail: int) -> Reading:
    """Read the rows from `first` up to the `tail` rows that end the document.

    Raises:
        Refused: a title was touched, or a quotation or figure in part.
    """
    return _Reader(paper, first, tail).read()


class _Reader:
    def __init__(self, paper: Paper, first: int, tail: int) -> None:
        assert paper.briefing is not None
        self.paper = paper
        self.briefing = paper.briefing
        self.first = first
        self.stop = paper.document.blockCount() - tail
        self.old = paper.rows(first, paper.row_count - tail)
        self.blocks: dict[str, Block] = {row.block.id: row.block for row in self.old if row.block is not None}
        self.atoms: dict[str, Atom] = {atom.id: atom for block in self.blocks.values() for atom in atoms(block)}
        self.titles = [row.section for row in self.old if row.part == "title"]
        self.used: set[str] = set()
        self.stand_ins: set[str] = set()  # the one row of an empty section, read as a paragraph until more is known
        self.clean = True

    def read(self, *, settle: bool = True) -> Reading:
        parts: list[ReadPart] = []
        start = self.old[0]
        if start.part != "title":
            parts.append(ReadPart(start.section, start.index, 0))
        row_blocks: dict[int, list[Block]] = {}
        sections: dict[int, int] = {}
        row = self.paper.document.findBlockByNumber(self.first)
        for number in range(self.first, self.stop):
            section = self._title(row, parts[-1].section if parts and number > self.first else None)
            if section is not None:
                parts.append(ReadPart(section, 0, 0))
                sections[number] = section
            elif not parts:
                raise Refused(TITLES)
            else:
                blocks = self._row(row)
                self.clean = self.clean and len(blocks) == 1
                part = parts[-1]
                sections[number] = part.section
                row_blocks[number] = blocks
                part.blocks.extend(blocks)
                part.rows.append(number)
            row = row.next()
        if self.titles:
            raise Refused(TITLES)
        for part in parts:
            self._settle(part, row_blocks, settle)
        return Reading(parts, self.clean, row_blocks, sections, self.paper)

    def _settle(self, part: ReadPart, row_blocks: dict[int, list[Block]], settle: bool) -> None:
        """Count what was there, and let a section whose only block is an empty paragraph be an empty section."""
        old = [row for row in self.old if row.section == part.section and row.part != "title"]
        part.count = sum(1 for row in old if row.part == "block")
        held = self.briefing.sections[part.section].blocks
        if not old:
            if part.blocks and not held:
                raise Refused(TITLES)
            return
        if part.at != 0 or part.count != len(held):
            return
        if not part.rows:
            self.clean = False
        elif len(part.blocks) == 1:
            only = part.blocks[0]
            empty = isinstance(only, Paragraph) and not only.inlines
            if empty and (settle or only.id in self.stand_ins):
                self.clean = self.clean and only.id in self.stand_ins
                part.blocks = []
                row_blocks[part.rows[0]] = []
                return
        self.clean = self.clean and not any(block.id in self.stand_ins for block in part.blocks)

    def _title(self, row: QTextBlock, current: int | None) -> int | None:
        """Return the section whose title a row is, None for any other row."""
        key = row.blockFormat().property(SECTION)
        if key is None:
            return None
        if self.titles and self.briefing.sections[self.titles[0]].key == key:
            section = self.titles[0]
            if row.text() != self.briefing.sections[section].title:
                raise Refused(TITLES)
            del self.titles[0]
            return section
        if current is not None and self.briefing.sections[current].key == key:
            return None  # Enter at the title's end copied its format
        raise Refused(TITLES)

    def _row(self, row: QTextBlock) -> list[Block]:
        row_format = row.blockFormat()
        role = row_format.property(ROLE)
        result: list[Block] = []
        inlines: list[Inline] = []
        for inline in self._inlines(row, role):
            if isinstance(inline, WholeBlock):
                if inlines:
                    own = role if role in _PROSE else "paragraph"
                    result.append(self._prose(row_format.property(BLOCK), own, row, inlines))
                    inlines = []
                result.append(inline)
            else:
                inlines.append(inline)
        if role in WHOLE and not result:
            role = "paragraph"
            self.clean = False
        if result and (role not in WHOLE or inlines):
            self.clean = False
        if inlines or not result:
            if role == "empty" and not inlines:
                stand_in = Paragraph(id=BlockId(new_id()))
                self.stand_ins.add(stand_in.id)
                return [stand_in]
            id_ = None if result and isinstance(result[0], ProseBlock) else row_format.property(BLOCK)
            result.append(self._prose(id_, role, row, inlines))
        return result

    def _prose(self, id_: str | None, role: str, row: QTextBlock, inlines: list[Inline]) -> ProseBlock:
        old = self.blocks.get(id_) if id_ else None
        if id_ is None or id_ in self.used or old is None or isinstance(old, WholeBlock):
            id_ = new_id()
            self.clean = False
        self.used.add(id_)
        content = normalised(tuple(inlines))
        made: ProseBlock
        if role in ("heading-1", "heading-2"):
            made = Heading(id=BlockId(id_), inlines=content, level=1 if role == "heading-1" else 2)
        elif role == "list-item":
            row_format = row.blockFormat()
            level, ordered = int(row_format.property(DEPTH)), bool(row_format.property(ORDERED))
            made = ListItem(id=BlockId(id_), inlines=content, level=level, ordered=ordered)
        else:
            made = Paragraph(id=BlockId(id_), inlines=content)
            if role != "paragraph":
                self.clean = False
        return old if isinstance(old, ProseBlock) and old == made else made

    def _inlines(self, row: QTextBlock, role: str) -> Iterator[Inline | WholeBlock]:
        for atom_id, runs in _runs(row):
            if atom_id is None:
                for text, run_format in runs:
                    yield from self._own(text, run_format, role)
                continue
            atom = self.atoms.get(atom_id)
            if atom is None or atom_id in self.used:
                raise Refused("A citation can only be pasted with its passage.")
            expected = shown(_atom_text(atom))
            text = "".join(run for run, _ in runs)
            before, after = self._beside(text, expected)
            if before is None:
                if text == OBJECT and isinstance(atom, BlockQuotation | InlineQuotation):
                    self.clean = False  # the words went whole; their figure goes with them
                    continue
                raise Locked(f"{WORDS_ONLY} {WORDS_HINT}")
            self.used.add(atom_id)
            # Own words that took over the atom's format, as Qt gives it to what is typed beside.
            yield from self._stripped(before)
            yield atom
            yield from self._stripped(after)
            if any(run_format.property(ROLE) != role for _, run_format in runs):
                self.clean = False

    def _beside(self, text: str, expected: str) -> tuple[str | None, str]:
        """Return what stands before and behind the atom's own characters; None where they are not whole."""
        if text == expected:
            return "", ""
        if text.startswith(expected) and OBJECT not in text[len(expected) :]:
            return "", text[len(expected) :]
        if text.endswith(expected) and OBJECT not in text[: -len(expected)]:
            return text[: -len(expected)], ""
        return None, ""

    def _stripped(self, text: str) -> Iterator[Text]:
        if text:
            self.clean = False
            words = clean(text).translate(_UNWANTED)
            if words:
                yield Text(text=words)

    def _own(self, text: str, run_format: QTextCharFormat, role: str) -> Iterator[Text]:
        words = text if text.isprintable() and OBJECT not in text else clean(text).translate(_UNWANTED)
        if words != text or run_format.property(ROLE) != role or run_format.objectType() == FIGURE:
            self.clean = False
        if not words:
            return
        marks = int(run_format.property(MARKS) or 0)
        href = run_format.anchorHref() or None
        bold, italic, judgement = bool(marks & BOLD), bool(marks & ITALIC), bool(marks & JUDGED)
        yield Text(text=words, bold=bold, italic=italic, href=href, judgement=judgement)


def atoms(block: Block) -> Iterator[Atom]:
    """Yield the quotations and marks of a block; a block quotation is its own, and a table one with all its marks."""
    if isinstance(block, WholeBlock):
        yield block
    else:
        for inline in block.inlines:
            if not isinstance(inline, Text):
                yield inline


def _atom_text(atom: Atom) -> str:
    return flow(atom) if isinstance(atom, WholeBlock) else atom_flow(atom)


def _runs(row: QTextBlock) -> Iterator[tuple[str | None, list[tuple[str, QTextCharFormat]]]]:
    """Yield the fragments of a row, neighbours of the same atom together."""
    held: list[tuple[str, QTextCharFormat]] = []
    holder: str | None = None
    at = row.begin()
    while not at.atEnd():
        fragment = at.fragment()
        run_format = fragment.charFormat()
        atom = run_format.property(ATOM)
        if held and (atom is None or atom != holder):
            yield holder, held
            held = []
        holder = atom
        held.append((fragment.text(), run_format))
        if atom is None:
            yield None, held
            held = []
        at += 1
    if held:
        yield holder, held


def read_all(paper: Paper) -> dict[str, tuple[Block, ...]]:
    """Read the whole document back by section: what tests hold against the briefing."""
    assert paper.briefing is not None
    reading = _Reader(paper, 0, 0).read(settle=False)
    return {paper.briefing.sections[part.section].key: tuple(part.blocks) for part in reading.parts}
