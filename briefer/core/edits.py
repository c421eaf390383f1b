"""Every act on a briefing: each function looks at the briefing and returns the Edit that does it, changing nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from briefer.core.briefing import (
    FACT_NAMES,
    STATUSES,
    TRAY,
    AnyFigure,
    Block,
    BlockId,
    BlockQuotation,
    Briefing,
    Captioned,
    CitationMark,
    FigureBlock,
    Footnote,
    Inline,
    InlineId,
    InlineQuotation,
    OwnFigure,
    Paragraph,
    ProseBlock,
    Table,
    Text,
    flow,
    flow_length,
    new_id,
    normalised,
    passages,
)
from briefer.core.change import (
    AddPassage,
    Caret,
    Change,
    Edit,
    EditKind,
    Join,
    NumberSource,
    ReorderSections,
    ReplaceBlocks,
    SetFact,
    SetReference,
)
from briefer.core.passage import CitationItem, Passage, Quotation, QuotationEdit
from briefer.core.reference import Reference
from briefer.core.source import SourceId
from briefer.core.text import OBJECT, clean, fold, sentences
from briefer.errors import EditRefused, NotFound

# Not `str.split`: it would lose the no-break spaces that French punctuation stands behind.
_WHITE_SPACE = re.compile("[ \t\n\u2028\u2029]+")
_LAST_STOP = re.compile(r"""[.!?…。！？．।॥۔؟]+[)\]"'”’»›」』）]*\Z""")


def arrival(briefing: Briefing, blocks: Sequence[Block], added: Sequence[Passage] = ()) -> tuple[Change, ...]:
    """Return the changes that must go before `blocks` may enter `briefing`: new passages, numbers, reading list."""
    changes: list[Change] = [AddPassage(passage=passage) for passage in added]
    numbered = set(briefing.numbered)
    on_list = set(briefing.joined)
    for block in blocks:
        for passage in passages(block):
            if passage.source not in numbered:
                numbered.add(passage.source)
                changes.append(NumberSource(source=passage.source))
            if passage.source not in on_list:
                on_list.add(passage.source)
                changes.append(Join(source=passage.source, before=False, after=True))
    return tuple(changes)


def insert(
    briefing: Briefing,
    section: str,
    at: int,
    blocks: Sequence[Block],
    *,
    label: str,
    added: Sequence[Passage] = (),
    caret: Caret | None = None,
) -> Edit:
    """Put `blocks` before block `at` of `section`; `added` are passages new to the library."""
    return Edit(
        changes=(
            *arrival(briefing, blocks, added),
            ReplaceBlocks(section=section, at=at, before=(), after=tuple(blocks)),
        ),
        label=label,
        caret_before=caret,
        caret_after=Caret(section=section, block=blocks[-1].id, offset=len(flow(blocks[-1]))) if blocks else caret,
    )


def take(
    briefing: Briefing,
    passage: Passage,
    section: str,
    *,
    after: BlockId | None = None,
    new: bool = True,
    labels: tuple[QuotationEdit, ...] = (),
    alt: str = "",
) -> Edit:
    """Take a passage into a section as a block quotation: behind the block `after` if that is in it, else at the end.

    A picture becomes a figure, of which `alt` says what it shows. `new` says that the passage is not in the library
    yet; `labels` are what cells of a table need (`core.tables`).

    Raises:
        EditRefused: there is no such section.
    """
    if not briefing.has_section(section):
        raise EditRefused(f"The briefing has no section {section}.", "")
    found = briefing.find(after) if after else None
    at = found[1] + 1 if found and found[0] == section else len(briefing.blocks(section))
    block: Block
    if passage.is_picture:
        block = FigureBlock(id=BlockId(new_id()), quotation=Quotation(passage=passage), alt=alt)
    else:
        block = BlockQuotation(id=BlockId(new_id()), quotation=Quotation(passage=passage, edits=labels))
    label = f"set aside {passage.handle}" if section == TRAY else f"take {passage.handle}"
    return insert(briefing, section, at, [block], label=label, added=[passage] if new else [])


def cite(briefing: Briefing, passage: Passage, block: BlockId, offset: int, *, new: bool = True) -> Edit:
    """Put the passage's mark behind the sentence that `offset` (in the block's `flow`) stands in; nothing is quoted.

    A mark goes behind the sentence's final stop and behind marks that stand there already.

    Raises:
        EditRefused: the block is a quotation, or has no words to stand behind.
    """
    section, index, before = _prose(briefing, block)
    if not flow(before).strip():
        raise EditRefused("There is no sentence at the caret to put the citation behind.", "Write the sentence first.")
    at = behind_sentence(before, offset)
    mark = CitationMark(id=InlineId(new_id()), citation=(CitationItem(passage=passage),))
    after = replace(before, inlines=spliced(before, at, at, (mark,)))
    return _prose_edit(briefing, section, index, before, after, passage, new, f"cite {passage.handle}", mark)


def quote(briefing: Briefing, passage: Passage, block: BlockId, start: int, end: int, *, new: bool = True) -> Edit:
    """Put the passage's words into the sentence as an inline quotation, in place of ``flow[start:end]``.

    Where they would run into the words beside them, a space of the analyst's own stands between.

    Raises:
        EditRefused: the block is a quotation itself, or the passage is a picture.
    """
    if passage.is_picture:
        raise EditRefused("A picture cannot stand inside a sentence.", "Take it into a section instead.")
    section, index, before = _prose(briefing, block)
    inline = InlineQuotation(id=InlineId(new_id()), quotation=Quotation(passage=passage))
    inlines = spliced(before, start, end, (inline,))
    at = inlines.index(inline)
    left = flow(replace(before, inlines=inlines[:at])).rstrip(OBJECT)[-1:]
    right = flow(replace(before, inlines=inlines[at + 1 :]))[:1]
    space = (Text(text=" "),)
    inlines = (
        *inlines[:at],
        *(space if _wants_space(left, before_quotation=True) else ()),
        inline,
        *(space if _wants_space(right, before_quotation=False) else ()),
        *inlines[at + 1 :],
    )
    after = replace(before, inlines=normalised(inlines))
    return _prose_edit(briefing, section, index, before, after, passage, new, f"quote {passage.handle}", inline)


def write(briefing: Briefing, section: str, text: str, cited: Sequence[Passage] = ()) -> Edit:
    """Append a paragraph of the analyst's own prose to a section; one mark cites all of `cited`.

    Raises:
        EditRefused: there is no such section, or there are no words.
    """
    if not briefing.has_section(section):
        raise EditRefused(f"The briefing has no section {section}.", "")
    words = _WHITE_SPACE.sub(" ", clean(text).replace(OBJECT, "")).strip()
    if not words:
        raise EditRefused("There are no words to write.", "")
    inlines: tuple[Text | CitationMark, ...] = (Text(text=words),)
    if cited:
        items = tuple(CitationItem(passage=passage) for passage in cited)
        inlines = (*inlines, CitationMark(id=InlineId(new_id()), citation=items))
    block = Paragraph(id=BlockId(new_id()), inlines=inlines)
    return insert(briefing, section, len(briefing.blocks(section)), [block], label="write")


def move(briefing: Briefing, blocks: Sequence[BlockId], section: str, before: BlockId | None) -> Edit:
    """Move blocks, in their order in the briefing, before the block `before` of `section`, or to the section's end.

    Raises:
        NotFound: a block is not in the briefing.
        EditRefused: there is no such section, or `before` is not in it.
    """
    if not briefing.has_section(section):
        raise EditRefused(f"The briefing has no section {section}.", "")
    moving = set(blocks)
    content = dict(briefing.parts())
    carried = tuple(block for part in content.values() for block in part if block.id in moving)
    if len(carried) != len(moving):
        raise NotFound("A block to be moved is not in the briefing.", "")
    after = {key: tuple(block for block in part if block.id not in moving) for key, part in content.items()}
    target = list(after[section])
    if before is None:
        at = len(target)
    else:
        # Dropped on a block that moves itself: before the next one that stays.
        stays = [block.id for block in target]
        order = [block.id for block in content[section]]
        if before not in order:
            raise EditRefused("The place to move to is not in that section.", "")
        following = [other for other in order[order.index(before) :] if other in stays]
        at = stays.index(following[0]) if following else len(target)
    target[at:at] = carried
    after[section] = tuple(target)
    changes = tuple(
        ReplaceBlocks(section=key, at=0, before=content[key], after=after[key])
        for key in content
        if content[key] != after[key]
    )
    return Edit(
        changes=tuple(_trimmed(change) for change in changes),
        label="move",
        caret_after=Caret(section=section, block=carried[0].id) if carried else None,
    )


def remove(briefing: Briefing, blocks: Sequence[BlockId], *, label: str = "delete") -> Edit:
    """Take blocks out of the briefing.

    Raises:
        NotFound: a block is not in the briefing.
    """
    gone = set(blocks)
    changes: list[Change] = []
    for key, content in briefing.parts():
        kept = tuple(block for block in content if block.id not in gone)
        gone -= {block.id for block in content}
        if kept != content:
            changes.append(_trimmed(ReplaceBlocks(section=key, at=0, before=content, after=kept)))
    if gone:
        raise NotFound("A block to be deleted is not in the briefing.", "")
    return Edit(changes=tuple(changes), label=label)


def replace_blocks(
    briefing: Briefing,
    section: str,
    at: int,
    count: int,
    blocks: Sequence[Block],
    *,
    label: str,
    kind: EditKind = "act",
    added: Sequence[Passage] = (),
    caret_before: Caret | None = None,
    caret_after: Caret | None = None,
) -> Edit:
    """Put `blocks` in place of ``[at : at + count]`` of a section: what an editor sends for typing and pasting."""
    before = briefing.blocks(section)[at : at + count]
    return Edit(
        changes=(
            *arrival(briefing, blocks, added),
            ReplaceBlocks(section=section, at=at, before=before, after=tuple(blocks)),
        ),
        label=label,
        kind=kind,
        caret_before=caret_before,
        caret_after=caret_after,
    )


def set_fact(briefing: Briefing, name: str, value: str) -> Edit:
    """Set a fact of the briefing.

    Raises:
        EditRefused: there is no such fact, or no such status.
    """
    if name not in FACT_NAMES:
        raise EditRefused(f"A briefing has no fact named {name}.", f"It has: {', '.join(FACT_NAMES)}.")
    if name == "status" and value not in STATUSES:
        raise EditRefused(f"A briefing cannot be “{value}”.", f"Its status is one of: {', '.join(STATUSES)}.")
    shown = name.replace("_", " ")
    change = SetFact(name=name, before=getattr(briefing.facts, name), after=value)
    return Edit(changes=(change,), label=f"change of {shown}")


def reorder_sections(briefing: Briefing, keys: Sequence[str]) -> Edit:
    """Put the sections into the order of `keys`."""
    before = tuple(section.key for section in briefing.sections)
    return Edit(changes=(ReorderSections(before=before, after=tuple(keys)),), label="move section")


def join(briefing: Briefing, source: SourceId, *, on: bool = True) -> Edit:
    """Put a source on the briefing's reading list, or take it off."""
    listed = source in briefing.joined
    change = Join(source=source, before=listed, after=on, at=briefing.joined.index(source) if listed else None)
    return Edit(changes=(change,), label="add source" if on else "remove source from briefing")


def correct(source: SourceId, before: Reference, after: Reference) -> Edit:
    """Correct a source's bibliographic facts; every citation of it follows."""
    return Edit(changes=(SetReference(source=source, before=before, after=after),), label="correction of source")


def spliced(block: ProseBlock, start: int, end: int, new: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return the inlines of `block` with `new` in place of ``flow[start:end]``.

    Atoms are whole: one that the span touches goes, unless the span is empty and lies in it, when `new` goes behind it.
    """
    before: list[Inline] = []
    after: list[Inline] = []
    at = 0
    for inline in block.inlines:
        length = flow_length(inline)
        stop = at + length
        if isinstance(inline, Text):
            if at < start:
                before.append(replace(inline, text=inline.text[: max(0, start - at)]))
            if stop > end:
                after.append(replace(inline, text=inline.text[max(0, end - at) :]))
        elif stop <= start or (start == end and at < start):
            before.append(inline)
        elif at >= end:
            after.append(inline)
        at = stop
    return normalised((*before, *new, *after))


def own_line(words: str, former: tuple[Text, ...] = ()) -> tuple[Text, ...]:
    """Return words as one line of the analyst's own (a caption, a footnote), without what is not printed.

    Words of which nothing is seen are nothing. Where the `former` line says the same it stays, with its marks.
    """
    line = one_line(words)
    if line == one_line("".join(run.text for run in former)):
        return former
    return (Text(text=line),) if fold(line).text else ()


def describe(briefing: Briefing, block: BlockId, caption: Sequence[Text], alt: str) -> Edit:
    """Give a figure or a table another caption, and a figure other words for what it shows.

    Raises:
        NotFound: the block is not in the briefing.
        EditRefused: it is neither.
    """
    section, index, before = located(briefing, block)
    if not isinstance(before, Captioned):
        raise EditRefused("Figures and tables have captions.", "Put the caret beside one, then try again.")
    runs = tuple(inline for inline in normalised(tuple(caption)) if isinstance(inline, Text))
    after = replace(before, caption=runs)
    if isinstance(after, AnyFigure):
        after = replace(after, alt=one_line(alt))
    return Edit(
        changes=(ReplaceBlocks(section=section, at=index, before=(before,), after=(after,)),),
        label="change of caption",
        caret_after=Caret(section=section, block=block, offset=len(flow(after))),
    )


def one_line(words: str) -> str:
    """Return words on one line, without what is not printed."""
    return " ".join(clean(words).replace(OBJECT, "").split())


def located(briefing: Briefing, block: BlockId) -> tuple[str, int, Block]:
    """Return the section of a block, its index there, and the block itself.

    Raises:
        NotFound: it is not in the briefing.
    """
    found = briefing.find(block)
    if found is None:
        raise NotFound("The block at the caret is not in the briefing.", "")
    return *found, briefing.blocks(found[0])[found[1]]


def _prose(briefing: Briefing, block: BlockId) -> tuple[str, int, ProseBlock]:
    section, index, before = located(briefing, block)
    if isinstance(before, OwnFigure):
        raise EditRefused("A figure has no words but its caption.", "Put the caret into a paragraph, then try again.")
    if isinstance(before, Table):
        raise EditRefused("A table is written in cell by cell.", "Open the table, then try again in a cell of it.")
    if isinstance(before, BlockQuotation):
        raise EditRefused(
            "A quotation holds its source's words only.", "Put the caret into a paragraph of your own, then try again."
        )
    return section, index, before


def _prose_edit(
    briefing: Briefing,
    section: str,
    index: int,
    before: ProseBlock,
    after: ProseBlock,
    passage: Passage,
    new: bool,
    label: str,
    atom: InlineQuotation | CitationMark,
) -> Edit:
    caret = 0
    for inline in after.inlines:
        caret += flow_length(inline)
        if inline is atom:
            break
    return Edit(
        changes=(
            *arrival(briefing, [after], [passage] if new else []),
            ReplaceBlocks(section=section, at=index, before=(before,), after=(after,)),
        ),
        label=label,
        caret_after=Caret(section=section, block=after.id, offset=caret),
    )


def _wants_space(beside: str, *, before_quotation: bool) -> bool:
    """Say whether a quotation put beside a character (or the edge, an empty string) wants a space between.

    Letters, figures and stops want one before it, letters and figures behind it; scripts written without spaces none.
    """
    if not beside or unicodedata.east_asian_width(beside) in "WF":
        return False
    return beside.isalnum() or (before_quotation and beside in ".,;:!?…)]”»")


def behind_sentence(block: ProseBlock, offset: int) -> int:
    """Return the offset behind the sentence at `offset` and behind the marks that stand there already."""
    text = flow(block)
    spans = sentences(as_read(block))
    at = spans[0][1] if spans else len(text)
    for start, end in spans:
        if start > offset:
            break
        at = end
    while at < len(text) and text[at] == OBJECT:
        at += 1
    return at


def as_read(block: ProseBlock) -> str:
    """Return as many characters as the `flow` of a block has, in which the sentences of `text.sentences` are its own.

    A figure is no letter: a stop with a figure behind it still ends its sentence. A stop inside a quotation does not
    end the sentence around it, or a mark would have to stand among the source's words; only its last stop may.
    """
    return "".join(_opaque(inline) for inline in block.inlines)


def _opaque(inline: Inline) -> str:
    """Return as many characters as the inline has, those inside a quotation without any that end a sentence."""
    match inline:
        case Text(text=text):
            return text
        case CitationMark() | Footnote():
            return " "
        case InlineQuotation(quotation=quotation):
            last = _LAST_STOP.search(quotation.text)
            inside = last.start() if last else len(quotation.text)
            return "x" * inside + quotation.text[inside:] + " "


def _trimmed(change: ReplaceBlocks) -> ReplaceBlocks:
    """Narrow a replacement to the blocks that differ, so that only their rows are written."""
    before, after, at = change.before, change.after, change.at
    while before and after and before[0] == after[0]:
        before, after, at = before[1:], after[1:], at + 1
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    return replace(change, at=at, before=before, after=after)
