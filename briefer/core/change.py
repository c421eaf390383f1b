"""An edit as a value: an ordered tuple of changes, each carrying what was and what will be.

`apply` makes the new briefing; `inverse` swaps before and after. Two changes only ever grow and are not taken back by
undo: a passage once taken keeps its handle, a source once numbered keeps its number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from briefer.core.briefing import FACT_NAMES, TRAY, Block, BlockId, Briefing, Section, citations, passages
from briefer.core.passage import Passage
from briefer.core.reference import Reference
from briefer.core.source import SourceId
from briefer.errors import EditRefused


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
class Frame:
    """What a template pack gives a briefing: its name and version, and the sections, here without their blocks."""

    pack: str
    version: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFrame:
    """The briefing goes with another pack, or another version of its own. Only an empty section may be left out."""

    before: Frame
    after: Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """A source on the reading list of this briefing, or (``before`` and ``after`` swapped) off it again.

    ``at`` is its place in the list, so that one taken off comes back to where it was; None: the end.
    """

    source: SourceId
    before: bool
    after: bool
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPassage:
    """A passage new to the library. Grows only."""

    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSource:
    """A source gets the briefing's next number. Grows only."""

    source: SourceId


Change = ReplaceBlocks | SetFact | SetReference | ReorderSections | SetFrame | Join | AddPassage | NumberSource


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
            if name not in FACT_NAMES:
                raise EditRefused(f"A briefing has no fact named {name}.", "")
            if getattr(briefing.facts, name) != before:
                raise EditRefused(f"The {name} of the briefing has changed meanwhile.", "")
            return replace(briefing, facts=replace(briefing.facts, **{name: after}))
        case ReorderSections(before=before, after=after):
            if tuple(section.key for section in briefing.sections) != before or sorted(before) != sorted(after):
                raise EditRefused("The sections have changed meanwhile.", "")
            by_key = {section.key: section for section in briefing.sections}
            return replace(briefing, sections=tuple(by_key[key] for key in after))
        case SetFrame():
            return _set_frame(briefing, change)
        case Join(source=source, before=before, after=after, at=at):
            if (source in briefing.joined) != before:
                raise EditRefused("The reading list of the briefing has changed meanwhile.", "")
            if after == before:
                return briefing
            others = [other for other in briefing.joined if other != source]
            if after:
                others.insert(len(others) if at is None else at, source)
            return replace(briefing, joined=tuple(others))
        case NumberSource(source=source):
            if source in briefing.numbered:
                return briefing
            return replace(briefing, numbered=(*briefing.numbered, source))
        case AddPassage() | SetReference():
            return briefing  # kept by the library, not by the briefing


def frame_of(briefing: Briefing) -> Frame:
    """Return what the briefing has from its pack."""
    sections = tuple(replace(section, blocks=()) for section in briefing.sections)
    return Frame(pack=briefing.pack, version=briefing.pack_version, sections=sections)


def _set_frame(briefing: Briefing, change: SetFrame) -> Briefing:
    if frame_of(briefing) != change.before:
        raise EditRefused("The sections have changed meanwhile.", "")
    after = change.after
    blocks = {section.key: section.blocks for section in briefing.sections}
    kept = {section.key for section in after.sections}
    if len(kept) != len(after.sections):
        raise EditRefused("Two sections would have the same key.", "")
    if any(held for key, held in blocks.items() if key not in kept):
        raise EditRefused("A section that has words cannot be left out.", "Move them into another section first.")
    sections = tuple(replace(section, blocks=blocks.get(section.key, ())) for section in after.sections)
    return replace(briefing, pack=after.pack, pack_version=after.version, sections=sections)


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
    removed = {block.id for change in edit.changes if isinstance(change, ReplaceBlocks) for block in change.before}
    if len(fresh) == len(incoming) and fresh <= removed:
        return  # typing, moving: ids that were there already, each once; no look at all the others for every key
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
            case SetFact() | ReorderSections() | SetFrame():
                pass
    return frozenset(found)
