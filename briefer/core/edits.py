"""Every act on a briefing, as a value: an Edit is an ordered tuple of changes, each carrying what was and what will be.

`apply` makes the new briefing; `inverse` swaps before and after. Two changes only ever grow and are not taken back by
undo: a passage once taken keeps its handle, a source once numbered keeps its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal

from briefer.core.briefing import (
    TRAY,
    Block,
    BlockId,
    BlockQuotation,
    Briefing,
    CitationMark,
    Inline,
    InlineId,
    InlineQuotation,
    Paragraph,
    ProseBlock,
    Text,
    atom_flow,
    citations,
    flow,
    new_id,
    normalised,
    passages,
)
from briefer.core.passage import CitationItem, Passage, Quotation
from briefer.core.reference import Reference
from briefer.core.source import SourceId
from briefer.core.text import OBJECT, sentences
from briefer.errors import EditRefused, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceBlocks:
    """Blocks ``[at : at + len(before)]`` of a section (or the tray) become ``after``."""

    section: str
    at: int
    before: tuple[Block, ...]
    after: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFact:
    """A fact of the briefing, by its name in `Facts`."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReference:
    """A source's bibliographic facts, corrected."""

    source: SourceId
    before: Reference
    after: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class ReorderSections:
    """The keys of the sections in their order."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """A source on the reading list of this briefing, or (``before`` and ``after`` swapped) off it again."""

    source: SourceId
    before: bool
    after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPassage:
    """A passage new to the library. Grows only."""

    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSource:
    """A source gets the briefing's next number. Grows only."""

    source: SourceId


Change = ReplaceBlocks | SetFact | SetReference | ReorderSections | Join | AddPassage | NumberSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Caret:
    """Where the caret stood: offsets count code points of `flow` of a block. ``block`` None: the empty section."""

    section: str
    block: BlockId | None = None
    offset: int = 0
    anchor_block: BlockId | None = None
    anchor_offset: int = 0


EditKind = Literal["act", "typing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One act of a person. ``label`` completes "Undo ...". Typing edits may be joined into one step (`joined`)."""

    changes: tuple[Change, ...]
    label: str
    kind: EditKind = "act"
    caret_before: Caret | None = None
    caret_after: Caret | None = None


def inverse(edit: Edit) -> Edit:
    """Return the edit that takes `edit` back."""
    swapped: list[Change] = []
    for change in reversed(edit.changes):
        if isinstance(change, AddPassage | NumberSource):
            continue
        swapped.append(replace(change, before=change.after, after=change.before))  # type: ignore[arg-type]
    return replace(edit, changes=tuple(swapped), caret_before=edit.caret_after, caret_after=edit.caret_before)


def apply(briefing: Briefing, edit: Edit) -> Briefing:
    """Return the briefing after `edit`.

    Raises:
        EditRefused: a change does not find what it is to replace, a block id would stand twice, or a block cites a
            source without a number. The briefing given is unharmed (it is immutable).
    """
    for change in edit.changes:
        briefing = _applied(briefing, change)
    _check(briefing, edit)
    return briefing


def _applied(briefing: Briefing, change: Change) -> Briefing:
    match change:
        case ReplaceBlocks():
            return _replace_blocks(briefing, change)
        case SetFact(name=name, before=before, after=after):
            if name not in {field.name for field in fields(briefing.facts)}:
                raise EditRefused(f"A briefing has no fact named {name}.", "")
            if getattr(briefing.facts, name) != before:
                raise EditRefused(f"The {name} of the briefing has changed meanwhile.", "")
            return replace(briefing, facts=replace(briefing.facts, **{name: after}))
        case ReorderSections(before=before, after=after):
            if tuple(section.key for section in briefing.sections) != before or sorted(before) != sorted(after):
                raise EditRefused("The sections have changed meanwhile.", "")
            by_key = {section.key: section for section in briefing.sections}
            return replace(briefing, sections=tuple(by_key[key] for key in after))
        case Join(source=source, before=before, after=after):
            if (source in briefing.joined) != before:
                raise EditRefused("The reading list of the briefing has changed meanwhile.", "")
            if after == before:
                return briefing
            others = tuple(other for other in briefing.joined if other != source)
            return replace(briefing, joined=(*others, source) if after else others)
        case NumberSource(source=source):
            if source in briefing.numbered:
                return briefing
            return replace(briefing, numbered=(*briefing.numbered, source))
        case AddPassage() | SetReference():
            return briefing  # kept by the library, not by the briefing


def _replace_blocks(briefing: Briefing, change: ReplaceBlocks) -> Briefing:
    if not briefing.has_section(change.section):
        raise EditRefused(f"The briefing has no section {change.section}.", "")
    blocks = briefing.blocks(change.section)
    end = change.at + len(change.before)
    if not 0 <= change.at <= end <= len(blocks) or blocks[change.at : end] != change.before:
        raise EditRefused("The passage of the briefing to be changed is not what it was.", "")
    after = (*blocks[: change.at], *change.after, *blocks[end:])
    if change.section == TRAY:
        return replace(briefing, tray=after)
    return replace(
        briefing,
        sections=tuple(
            replace(section, blocks=after) if section.key == change.section else section
            for section in briefing.sections
        ),
    )


def _check(briefing: Briefing, edit: Edit) -> None:
    """Hold the two invariants that a wrong edit could break; only what came in is looked at closely."""
    incoming = [block for change in edit.changes if isinstance(change, ReplaceBlocks) for block in change.after]
    if not incoming:
        return
    for block in incoming:
        for passage in passages(block):
            if passage.source not in briefing.numbered:
                raise EditRefused("A block cites a source that has no number in this briefing.", "")
    fresh = {block.id for block in incoming}
    seen: set[BlockId] = set()
    for _, blocks in briefing.parts():
        for block in blocks:
            if block.id in fresh:
                if block.id in seen:
                    raise EditRefused("A block would stand in the briefing twice.", "")
                seen.add(block.id)


def joined(first: Edit, second: Edit) -> Edit | None:
    """Return the two typing edits as one, or None where they are not one run of typing in the same place."""
    if first.kind != "typing" or second.kind != "typing" or len(first.changes) != 1 or len(second.changes) != 1:
        return None
    a, b = first.changes[0], second.changes[0]
    if not isinstance(a, ReplaceBlocks) or not isinstance(b, ReplaceBlocks):
        return None
    if a.section != b.section or a.at != b.at or a.after != b.before:
        return None
    return replace(
        first,
        changes=(replace(a, after=b.after),),
        label=second.label,
        caret_after=second.caret_after,
    )


# --- the acts ---------------------------------------------------------------------------------------------------------


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


def take(briefing: Briefing, passage: Passage, section: str, *, after: BlockId | None = None, new: bool = True) -> Edit:
    """Take a passage into a section as a block quotation: behind the block `after` if that is in it, else at the end.

    `new` says that the passage is not in the library yet.

    Raises:
        EditRefused: there is no such section.
    """
    if not briefing.has_section(section):
        raise EditRefused(f"The briefing has no section {section}.", "")
    found = briefing.find(after) if after else None
    at = found[1] + 1 if found and found[0] == section else len(briefing.blocks(section))
    block = BlockQuotation(id=BlockId(new_id()), quotation=Quotation(passage=passage))
    label = f"set aside {passage.handle}" if section == TRAY else f"take {passage.handle}"
    return insert(briefing, section, at, [block], label=label, added=[passage] if new else [])


def cite(briefing: Briefing, passage: Passage, block: BlockId, offset: int, *, new: bool = True) -> Edit:
    """Put the passage's mark behind the sentence that `offset` (in the block's `flow`) stands in; nothing is quoted.

    A mark goes behind the sentence's final stop and behind marks that stand there already.

    Raises:
        EditRefused: the block is a quotation, or has no words to stand behind.
    """
    section, index, before = _prose(briefing, block)
    text = flow(before)
    if not text.strip():
        raise EditRefused("There is no sentence at the caret to put the citation behind.", "Write the sentence first.")
    at = _behind_sentence(text, offset)
    mark = CitationMark(id=InlineId(new_id()), citation=(CitationItem(passage=passage),))
    after = replace(before, inlines=spliced(before, at, at, (mark,)))
    return _prose_edit(briefing, section, index, before, after, passage, new, f"cite {passage.handle}", at + 1)


def quote(briefing: Briefing, passage: Passage, block: BlockId, start: int, end: int, *, new: bool = True) -> Edit:
    """Put the passage's words into the sentence as an inline quotation, in place of ``flow[start:end]``.

    Raises:
        EditRefused: the block is a quotation itself.
    """
    section, index, before = _prose(briefing, block)
    inline = InlineQuotation(id=InlineId(new_id()), quotation=Quotation(passage=passage))
    after = replace(before, inlines=spliced(before, start, end, (inline,)))
    caret = start + len(inline.quotation.text) + 1
    return _prose_edit(briefing, section, index, before, after, passage, new, f"quote {passage.handle}", caret)


def write(briefing: Briefing, section: str, text: str, cited: Sequence[Passage] = ()) -> Edit:
    """Append a paragraph of the analyst's own prose to a section; one mark cites all of `cited`.

    Raises:
        EditRefused: there is no such section, or there are no words.
    """
    if not briefing.has_section(section):
        raise EditRefused(f"The briefing has no section {section}.", "")
    words = " ".join(text.split())
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
        EditRefused: there is no such fact.
    """
    if name not in {field.name for field in fields(briefing.facts)}:
        raise EditRefused(f"A briefing has no fact named {name}.", "")
    shown = name.replace("_", " ")
    change = SetFact(name=name, before=getattr(briefing.facts, name), after=value)
    return Edit(changes=(change,), label=f"change of {shown}")


def reorder_sections(briefing: Briefing, keys: Sequence[str]) -> Edit:
    """Put the sections into the order of `keys`."""
    before = tuple(section.key for section in briefing.sections)
    return Edit(changes=(ReorderSections(before=before, after=tuple(keys)),), label="move section")


def join(briefing: Briefing, source: SourceId, *, on: bool = True) -> Edit:
    """Put a source on the briefing's reading list, or take it off."""
    change = Join(source=source, before=source in briefing.joined, after=on)
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
        length = len(inline.text) if isinstance(inline, Text) else len(atom_flow(inline))
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


def _prose(briefing: Briefing, block: BlockId) -> tuple[str, int, ProseBlock]:
    found = briefing.find(block)
    if found is None:
        raise NotFound("The block at the caret is not in the briefing.", "")
    section, index = found
    before = briefing.blocks(section)[index]
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
    caret: int,
) -> Edit:
    return Edit(
        changes=(
            *arrival(briefing, [after], [passage] if new else []),
            ReplaceBlocks(section=section, at=index, before=(before,), after=(after,)),
        ),
        label=label,
        caret_after=Caret(section=section, block=after.id, offset=caret),
    )


def _behind_sentence(text: str, offset: int) -> int:
    """Return the offset behind the sentence at `offset` and behind the marks that stand there already."""
    at = len(text.rstrip())
    # A figure is no letter: a stop with a figure behind it still ends its sentence.
    for start, end in sentences(text.replace(OBJECT, " ")):
        if start <= offset:
            at = end
        if offset <= end:
            break
    while at < len(text) and text[at] == OBJECT:
        at += 1
    return at


def _trimmed(change: ReplaceBlocks) -> ReplaceBlocks:
    """Narrow a replacement to the blocks that differ, so that only their rows are written."""
    before, after, at = change.before, change.after, change.at
    while before and after and before[0] == after[0]:
        before, after, at = before[1:], after[1:], at + 1
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    return replace(change, at=at, before=before, after=after)


def touched_sources(edit: Edit) -> frozenset[SourceId]:
    """Return the sources whose facts or passages an edit touches, cited or no longer cited."""
    found: set[SourceId] = set()
    for change in edit.changes:
        match change:
            case ReplaceBlocks(before=before, after=after):
                for block in (*before, *after):
                    for citation in citations(block):
                        found.update(item.passage.source for item in citation)
            case SetReference(source=source) | Join(source=source) | NumberSource(source=source):
                found.add(source)
            case AddPassage(passage=passage):
                found.add(passage.source)
            case SetFact() | ReorderSections():
                pass
    return frozenset(found)
