"""A briefing on its way to another library and into this one: by id, overwriting nothing.

Sources are told by their bytes and text, passages by their source and place; a briefing that is here already with other
content becomes a second version beside it. The undo list stays at home.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import urlsplit

from briefer.core import pictured, wire
from briefer.core.briefing import (
    TRAY,
    AnyFigure,
    Block,
    BlockQuotation,
    Briefing,
    BriefingId,
    Cell,
    CitationMark,
    Footnote,
    Inline,
    OwnFigure,
    Table,
    Text,
    named_passages,
    new_id,
    normalised,
    passages,
)
from briefer.core.passage import Passage, PassageId
from briefer.core.source import Region, Source, SourceId
from briefer.core.text import sha256_text
from briefer.errors import BrieferError, Cancelled, TravelFileInvalid
from briefer.workspace import travel_file
from briefer.workspace.travel_file import Travelling, TravelSource

if TYPE_CHECKING:
    from briefer.core.source import Article
    from briefer.export.export import Exported
    from briefer.workspace.shelf import Shelf

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_Place = tuple[str, int, int, Region | None]
_SCHEMES = ("http", "https", "ftp", "mailto")
_HINT = "Ask for it again; it was not opened, and nothing here was changed."


# --- out --------------------------------------------------------------------------------------------------------------


class Reads(Protocol):
    """What a briefing is packed from."""

    def source(self, key: str) -> Source:
        """Return the source with this id."""
        ...

    def article(self, source_id: SourceId, text_sha256: str | None = None) -> Article:
        """Return text and structure of a source as it is read now, or as that text."""
        ...

    def picture(self, source_id: SourceId, sha256: str) -> bytes:
        """Return the bytes of a picture of a source."""
        ...

    def original(self, source_id: SourceId) -> bytes:
        """Return the bytes of a source as they came."""
        ...

    def own_picture(self, sha256: str) -> bytes:
        """Return the bytes of a picture of the analyst's own."""
        ...


@dataclass(frozen=True, slots=True)
class Packing:
    """All that goes into a travel file, as values: it is packed and written without the library."""

    content: Mapping[str, Any]
    sources: Mapping[str, TravelSource]
    pictures: Mapping[str, bytes]

    def packed(self) -> bytes:
        """Return the travel file."""
        return travel_file.packed(self.content, self.sources, self.pictures)

    def write(self, target: Path, *, cancelled: Callable[[], bool] | None = None) -> Exported:
        """Write the travel file `target`, or beside it if that is taken. THREAD-SAFE.

        Raises:
            ExportTargetInvalid, ExportError: it cannot be written there.
            Cancelled: `cancelled` said so; nothing was written.
        """
        from briefer.export.export import Exported, ExportedFile
        from briefer.export.naming import check_folder, write_beside

        check_folder(target)
        data = self.packed()
        if cancelled is not None and cancelled():
            raise Cancelled("The export was stopped.")
        path = write_beside(target, data)
        said = () if path == target else (f"{target.name} is there already and was left alone; this is {path.name}.",)
        return Exported((ExportedFile(path, hashlib.sha256(data).hexdigest(), len(data)),), said)


def packing(library: Reads, briefing: Briefing) -> Packing:
    """Gather a briefing with the sources it has.

    Raises:
        LibraryDamaged: a source is not what was written.
    """
    from briefer.store.rows import head_to_json

    every = [block for _, blocks in briefing.parts() for block in blocks]
    named = {passage.id: passage for block in every for passage in named_passages(block)}
    content = {
        "id": briefing.id,
        "head": head_to_json(briefing),
        "blocks": {key: [wire.block_to_json(block) for block in blocks] for key, blocks in briefing.parts()},
        "passages": [
            wire.passage_to_json(passage)
            for passage in sorted(named.values(), key=lambda each: (each.source_number, each.number))
        ],
    }
    sources: dict[str, TravelSource] = {}
    # A paraphrase remembers a passage that it may not cite, so that its source has no number here.
    remembered = (passage.source for passage in named.values())
    for id_ in dict.fromkeys((*briefing.numbered, *briefing.joined, *remembered)):
        source = library.source(id_)
        # What this person has read, and when it came here, is theirs.
        plain = replace(source, reading="unread", origin="travel", duplicate_of=None, capture_of=None)
        article = library.article(id_)
        former = {passage.text_sha256 for passage in named.values() if passage.source == id_} - {source.text_sha256}
        earlier = tuple(library.article(id_, text_sha256) for text_sha256 in sorted(former))
        shown = {picture.sha256 for each in (article, *earlier) for picture in each.pictures if picture.sha256}
        pictures = {sha256: library.picture(id_, sha256) for sha256 in sorted(shown)}
        sources[id_] = TravelSource(plain, article, library.original(id_), earlier, pictures)
    own = sorted({block.picture for block in every if isinstance(block, OwnFigure)})
    return Packing(content, sources, {sha256: library.own_picture(sha256) for sha256 in own})


# --- in ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TravelText:
    """A text that passages of the file were taken from, and that its source has not here, with its pictures."""

    article: Article
    pictures: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a travel file brings: the briefing in this library's terms, and what of it is new here."""

    briefing: Briefing
    sources: tuple[TravelSource, ...]
    texts: tuple[tuple[SourceId, TravelText], ...]
    passages: tuple[Passage, ...]
    pictures: Mapping[str, bytes]
    content: str


def arrival(file: Travelling, shelf: Shelf) -> Arrival:
    """Return what a travel file brings to the library of `shelf`; nothing is changed yet.

    Raises:
        TravelFileInvalid: it is not one that can be trusted.
    """
    try:
        return _arrival(file, shelf)
    except (BrieferError, KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise TravelFileInvalid(f"“{file.name}” does not hold together as a briefing.", _HINT) from error


def second_id(arrival: Arrival) -> BriefingId:
    """Return the id of a second version: the same for the same file, so that opening it again finds it."""
    return BriefingId(str(uuid.uuid5(uuid.NAMESPACE_OID, f"{arrival.briefing.id} {arrival.content}")))


def _arrival(file: Travelling, shelf: Shelf) -> Arrival:
    sources, coming = _sources(file, shelf)
    known, new = _passages(cast("list[Any]", file.briefing["passages"]), file.sources, sources, coming, shelf)
    briefing = _briefing(file.briefing, known, sources)
    own = {block.picture for _, part in briefing.parts() for block in part if isinstance(block, OwnFigure)}
    pictures = {sha256: file.pictures[sha256] for sha256 in sorted(own)}
    return Arrival(briefing, coming, _texts(file, sources, coming, shelf), tuple(new), pictures, file.sha256)


def _texts(
    file: Travelling, sources: Mapping[SourceId, Source], coming: Iterable[TravelSource], shelf: Shelf
) -> tuple[tuple[SourceId, TravelText], ...]:
    fresh = {each.source.id for each in coming}
    found: list[tuple[SourceId, TravelText]] = []
    for each in file.sources:
        mine = sources[each.source.id].id
        held = (each.source.text_sha256,) if mine in fresh else shelf.texts(mine)
        found += [
            (mine, TravelText(article, each.pictures))
            for article in (each.article, *each.earlier)
            if sha256_text(article.text) not in held
        ]
    return tuple(found)


def _sources(file: Travelling, shelf: Shelf) -> tuple[dict[SourceId, Source], tuple[TravelSource, ...]]:
    """Return this library's record for each source of the file, and the sources that come in."""
    here: dict[str, list[Source]] = {}
    for source in shelf.sources:
        here.setdefault(source.sha256, []).append(source)
    taken = {source.id for source in shelf.sources}
    number = shelf.next_number()
    found: dict[SourceId, Source] = {}
    coming: list[TravelSource] = []
    for each in file.sources:
        their = each.source
        _check(their.id not in found and _ID.fullmatch(their.id))
        mine = _same(each, here.get(their.sha256, ()), shelf)
        if mine is None:
            mine = replace(their, id=SourceId(new_id()) if their.id in taken else their.id, number=number)
            number += 1
            coming.append(replace(each, source=mine))
        found[their.id] = mine
    return found, tuple(coming)


def _same(their: TravelSource, here: Sequence[Source], shelf: Shelf) -> Source | None:
    """Return which of the sources of the same bytes it is: that reads them so now, or that has any text of its own."""
    now = next((source for source in here if source.text_sha256 == their.source.text_sha256), None)
    texts = {their.source.text_sha256, *(sha256_text(article.text) for article in their.earlier)}
    return now or next((source for source in here if not texts.isdisjoint(shelf.texts(source.id))), None)


def _passages(
    records: list[Any],
    theirs: Iterable[TravelSource],
    sources: Mapping[SourceId, Source],
    coming: Iterable[TravelSource],
    shelf: Shelf,
) -> tuple[dict[PassageId, Passage], list[Passage]]:
    """Return this library's passage for each id in the file, and those that are new here."""
    travelling = {each.source.id: each for each in theirs}
    fresh = {each.source.id for each in coming}
    held: dict[SourceId, dict[_Place, Passage]] = {}
    for mine in sources.values():
        here = () if mine.id in fresh else shelf.passages_of(mine.id).values()
        held[mine.id] = {_place(each): each for each in here}
    ids = {each.id for found in held.values() for each in found.values()}
    numbers = {id_: max((each.number for each in found.values()), default=0) for id_, found in held.items()}
    known: dict[PassageId, Passage] = {}
    new: list[Passage] = []
    for record in records:
        their = wire.passage_from_json(record)
        mine, article = sources[their.source], travelling[their.source].read(their.text_sha256)
        _check(pictured.stands(their, article))
        _check(their.id not in known and _ID.fullmatch(their.id))
        passage = held[mine.id].get(_place(their))
        if passage is None:
            numbers[mine.id] += 1
            passage = replace(
                their,
                id=PassageId(new_id()) if their.id in ids else their.id,
                source=mine.id,
                source_number=mine.number,
                number=numbers[mine.id],
            )
            held[mine.id][_place(passage)] = passage
            ids.add(passage.id)
            new.append(passage)
        known[their.id] = passage
    return known, new


def _place(passage: Passage) -> _Place:
    return passage.text_sha256, passage.start, passage.end, passage.region


def _briefing(
    data: Mapping[str, Any], known: Mapping[PassageId, Passage], sources: Mapping[SourceId, Source]
) -> Briefing:
    from briefer.store.rows import briefing_from_json

    content = {
        key: tuple(_mended(wire.block_from_json(block, known)) for block in blocks)
        for key, blocks in data["blocks"].items()
    }
    head = dict(data["head"])
    for name in ("joined", "numbered"):
        head[name] = [sources[SourceId(id_)].id for id_ in head[name]]
        _check(len(set(head[name])) == len(head[name]))
    if head.get("issue") is not None:  # what the former issue cited and this one does not did not travel along
        carried = [str(known[PassageId(id_)].id if id_ in known else id_) for id_ in head["issue"]["carried"]]
        former = str(head["issue"]["former"])
        _check(all(_ID.fullmatch(id_) for id_ in [former, *carried]))
        head["issue"] = {"former": former, "carried": carried}
    briefing = briefing_from_json(BriefingId(data["id"]), 1, head, content)
    keys = [section.key for section in briefing.sections]
    _check(_ID.fullmatch(briefing.id) and TRAY not in keys and len(set(keys)) == len(keys))
    _check(set(content) <= {*keys, TRAY})
    _check(all(_ID.fullmatch(key) for key in keys))
    blocks = [block for _, part in briefing.parts() for block in part]
    _check(len({block.id for block in blocks}) == len(blocks))
    for block in blocks:
        _check(_ID.fullmatch(block.id))
        _check(all(passage.source in briefing.numbered for passage in passages(block)))
    return briefing


def _mended(block: Block) -> Block:
    """Return a block without what could not have been written here: line ends, addresses that are none."""
    if isinstance(block, AnyFigure):
        return replace(block, caption=_mended_runs(block.caption), alt=block.alt.replace("\n", " "))
    if isinstance(block, BlockQuotation):
        return block
    if isinstance(block, Table):
        rows = tuple(tuple(_mended_cell(cell) for cell in row) for row in block.rows)
        return replace(block, rows=rows, caption=_mended_runs(block.caption))
    return replace(block, inlines=normalised(tuple(map(_mended_inline, block.inlines))))


def _mended_runs(runs: tuple[Text, ...]) -> tuple[Text, ...]:
    return tuple(run for run in normalised(tuple(map(_mended_inline, runs))) if isinstance(run, Text))


def _mended_cell(cell: Cell) -> Cell:
    mended = normalised(tuple(map(_mended_inline, cell)))
    return tuple(inline for inline in mended if isinstance(inline, Text | CitationMark))


def _mended_inline(inline: Inline) -> Inline:
    if not isinstance(inline, Text):
        _check(_ID.fullmatch(inline.id))
        return replace(inline, words=_mended_runs(inline.words)) if isinstance(inline, Footnote) else inline
    href = inline.href
    if href is not None and urlsplit(href).scheme.lower() not in _SCHEMES:
        href = None
    return replace(inline, text=inline.text.replace("\n", " "), href=href)


def _check(right: object) -> None:
    if not right:
        raise ValueError("travel file")
