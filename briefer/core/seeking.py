"""Finding words in a briefing and putting others in their place: in the analyst's own words, never in a quotation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefer.core.briefing import (
    Block,
    BlockId,
    BlockQuotation,
    Briefing,
    CitationMark,
    FigureBlock,
    Footnote,
    Inline,
    InlineQuotation,
    OwnFigure,
    Paragraph,
    ProseBlock,
    Table,
    Text,
    flow,
    flow_length,
    normalised,
)
from briefer.core.change import Caret, Change, Edit, ReplaceBlocks
from briefer.core.edits import spliced
from briefer.core.text import OBJECT, clean
from briefer.errors import EditRefused

# What is typed plainly stands for every form of it; what is typed in one form stands for that alone.
_FORMS = {"'": "['‘’‚‛′ʼ]", '"': '["“”„‟″«»]', "-": "[-\u2010\u2011]", " ": "[ \u00a0\u202f\u2028]"}
CAPTION = -1
"""For `Match.inside`: the caption of a figure or table."""

_MARK = "[\u0300-\u036f]"
_NEVER_WRITTEN = str.maketrans(dict.fromkeys(OBJECT + "\n\r\u2028\u2029"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """The words to find; ``case`` minds capitals, ``whole`` finds whole words alone."""

    words: str
    case: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A place where the words stand: ``start`` and ``end`` count in the block's `flow`, or in what is ``inside`` it.

    ``inside`` is a cell of a table, counted row by row from 0, or `CAPTION`, or one of the block's footnotes, counted
    from 0 (``footnote``); None is the block itself. ``own`` says that all of it is the analyst's own; what a quotation
    has a part in is found and never changed.
    """

    section: str
    block: BlockId
    start: int
    end: int
    own: bool
    inside: int | None = None
    footnote: bool = False

    @property
    def order(self) -> tuple[int, int]:
        """What sorts the matches of one block."""
        return -2 if self.inside is None else self.inside, self.start


def find(briefing: Briefing, sought: Sought) -> tuple[Match, ...]:
    """Return where the words stand in the sections, in order; what was set aside is not looked through."""
    pattern = _pattern(sought)
    if pattern is None:
        return ()
    return tuple(
        match
        for section in briefing.sections
        for block in section.blocks
        for match in _matches(section.key, block, pattern)
    )


def replace_one(briefing: Briefing, match: Match, words: str, *, caret: Caret | None = None) -> Edit:
    """Put `words` in place of one match; the caret goes behind them.

    Raises:
        EditRefused: the source's words stand there.
    """
    if not match.own:
        raise EditRefused("A quotation holds its source's words only.", "What is found in one is left as it is.")
    edit = _edit(briefing, (match,), _written(words), "replace", caret)
    block = next(change.after[0] for change in edit.changes if isinstance(change, ReplaceBlocks))
    offset = match.start + len(_written(words)) if match.inside is None else len(flow(block))
    return replace(edit, caret_after=Caret(section=match.section, block=block.id, offset=offset))


def replace_all(briefing: Briefing, matches: Iterable[Match], words: str, *, caret: Caret | None = None) -> Edit:
    """Put `words` in place of every match that is the analyst's own, as one act; the others stay.

    Raises:
        EditRefused: there is nothing to replace.
    """
    own = tuple(match for match in matches if match.own)
    if not own:
        raise EditRefused("The words stand nowhere among your own.", "What is found in a quotation is left as it is.")
    return _edit(briefing, own, _written(words), "replace all", caret)


def _pattern(sought: Sought) -> re.Pattern[str] | None:
    words = unicodedata.normalize("NFC", sought.words)
    if not words or OBJECT in words:
        return None
    # A letter is not found in one that carries an accent typed apart: the accent would be left behind on another.
    body = "".join(_form(each) for each in words) + f"(?!{_MARK})"
    if sought.whole:
        body = rf"(?<!\w){body}(?!\w)"
    return re.compile(body, 0 if sought.case else re.IGNORECASE)


def _form(character: str) -> str:
    if character in _FORMS:
        return _FORMS[character]
    apart = unicodedata.normalize("NFD", character)
    return re.escape(character) if apart == character else f"(?:{re.escape(character)}|{re.escape(apart)})"


def _matches(section: str, block: Block, pattern: re.Pattern[str]) -> Iterator[Match]:
    for inside, inlines in _parts(block):
        quoted: list[tuple[int, int]] | None = None
        words = flow(block) if inlines is None else flow(_holder(block, inlines))
        for found in pattern.finditer(words):
            if quoted is None:
                quoted = list(_quoted(inlines)) if inlines is not None else [(0, len(words))]
            own = all(found.end() <= start or end <= found.start() for start, end in quoted)
            yield Match(
                section=section,
                block=block.id,
                start=found.start(),
                end=found.end(),
                own=own,
                inside=inside,
                footnote=inside is not None and isinstance(block, ProseBlock),
            )


def _parts(block: Block) -> Iterator[tuple[int | None, tuple[Inline, ...] | None]]:
    """Yield what words may stand in, with its inlines; without any where all of them are a source's."""
    match block:
        case FigureBlock(caption=caption) | OwnFigure(caption=caption):
            yield CAPTION, caption
        case BlockQuotation():
            yield None, None
        case Table(caption=caption):
            yield CAPTION, caption
            yield from enumerate(block.cells)
        case _:
            yield None, block.inlines
            yield from enumerate(note.words for note in _footnotes(block))


def _footnotes(block: ProseBlock) -> tuple[Footnote, ...]:
    return tuple(inline for inline in block.inlines if isinstance(inline, Footnote))


def _holder(block: Block, inlines: tuple[Inline, ...]) -> Paragraph:
    return Paragraph(id=block.id, inlines=inlines)


def _quoted(inlines: tuple[Inline, ...]) -> Iterator[tuple[int, int]]:
    """Yield the spans that are a source's words, with their figures."""
    at = 0
    for inline in inlines:
        length = flow_length(inline)
        if isinstance(inline, InlineQuotation):
            yield at, at + length
        at += length


def _written(words: str) -> str:
    return clean(words).translate(_NEVER_WRITTEN)


def _edit(briefing: Briefing, matches: Sequence[Match], words: str, label: str, caret: Caret | None) -> Edit:
    by_block: dict[BlockId, list[Match]] = {}
    for match in matches:
        by_block.setdefault(match.block, []).append(match)
    changes: list[Change] = []
    for key, blocks in briefing.parts():
        for index, block in enumerate(blocks):
            found = by_block.get(block.id)
            if found is None:
                continue
            after = block
            # From behind, and the block's own words before its footnotes: where one of those goes, its figure goes too.
            for match in sorted(found, key=lambda each: (each.inside is None, each.order), reverse=True):
                after = _replaced(after, match, words)
            if after != block:
                changes.append(ReplaceBlocks(section=key, at=index, before=(block,), after=(after,)))
    if not changes:
        raise EditRefused("Nothing would change: the words are there already.", "")
    return Edit(changes=tuple(changes), label=label, caret_before=caret, caret_after=caret)


def _replaced(block: Block, match: Match, words: str) -> Block:
    match block:
        case FigureBlock() | OwnFigure() | Table() if match.inside == CAPTION:
            made = _spliced(_holder(block, block.caption), match, words)
            return replace(block, caption=tuple(run for run in made if isinstance(run, Text)))
        case Table() if match.inside is not None:
            row, column = divmod(match.inside, len(block.rows[0]))
            made = _spliced(_holder(block, block.rows[row][column]), match, words)
            cells = list(block.rows[row])
            cells[column] = tuple(inline for inline in made if isinstance(inline, Text | CitationMark))
            return replace(block, rows=(*block.rows[:row], tuple(cells), *block.rows[row + 1 :]))
        case BlockQuotation() | OwnFigure() | Table():
            return block
        case _ if match.inside is not None:
            return _with_footnote(block, match, words)
        case _:
            return replace(block, inlines=_spliced(_holder(block, block.inlines), match, words))


def _with_footnote(block: ProseBlock, match: Match, words: str) -> ProseBlock:
    """Return the block with other words in a footnote; one that has none left goes with its figure."""
    note = _footnotes(block)[match.inside or 0]
    made = tuple(run for run in _spliced(_holder(block, note.words), match, words) if isinstance(run, Text))
    said = any(run.text.strip() for run in made)
    new = (replace(note, words=made),) if said else ()
    at = block.inlines.index(note)
    return replace(block, inlines=normalised((*block.inlines[:at], *new, *block.inlines[at + 1 :])))


def _spliced(holder: Paragraph, match: Match, words: str) -> tuple[Inline, ...]:
    """Return the inlines with other words, which look like the first of those that go."""
    at = 0
    for inline in holder.inlines:
        length = flow_length(inline)
        if isinstance(inline, Text) and at <= match.start < at + length:
            new = (replace(inline, text=words),) if words else ()
            return spliced(holder, match.start, match.end, new)
        at += length
    return holder.inlines
