"""What is read of a library: each function takes a connection and returns values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from briefer.core.briefing import TRAY, Block, Briefing, BriefingId
from briefer.core.history import History, Step
from briefer.core.passage import Passage, PassageId
from briefer.core.source import Article, Source, SourceId
from briefer.errors import LibraryDamaged, NotFound
from briefer.store import tables, values as rows

Known = dict[PassageId, Passage]

STEPS_AT_ONCE = 200
"""How much of a long undo list is read when a briefing is opened; the rest comes when somebody goes back so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingInfo:
    """A briefing in a list. ``modified`` is ISO 8601 in UTC."""

    id: BriefingId
    number: int
    title: str
    pack: str
    status: str
    modified: str

    @property
    def handle(self) -> str:
        """The name a person types: ``B1``."""
        return f"B{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A briefing as it was left: its blocks, the positions of their rows by section, and its undo list."""

    briefing: Briefing
    positions: dict[str, list[int]]
    history: History


def sources(connection: Connection) -> tuple[Source, ...]:
    """Return all sources, oldest first."""
    return tuple(map(rows.to_source, connection.execute(select(tables.source).order_by(tables.source.c.number))))


def article(connection: Connection, source: SourceId) -> Article:
    """Return the text and structure of a source.

    Raises:
        NotFound: there is no such source.
        LibraryDamaged: it is not what was written.
    """
    row = connection.execute(select(tables.article).where(tables.article.c.source == source)).first()
    if row is None:
        raise NotFound("The article is not in the library.", "")
    return rows.to_article(row)


def original(connection: Connection, sha256: str) -> bytes:
    """Return the original bytes with this hash.

    Raises:
        NotFound: there are none.
        LibraryDamaged: they are not what was written.
    """
    data = connection.execute(select(tables.blob.c.bytes).where(tables.blob.c.sha256 == sha256)).scalar_one_or_none()
    if data is None:
        raise NotFound("The original of the article is not in the library.", "")
    if rows.sha256_bytes(data) != sha256:
        raise LibraryDamaged("An original in the library does not match its own hash.", "Open a backup of the library.")
    return data


def passages(connection: Connection, sources: Iterable[SourceId]) -> tuple[Passage, ...]:
    """Return the passages ever taken from these sources, in the order in which they were taken."""
    ids = list(sources)
    table = tables.passage
    query = select(table).where(table.c.source.in_(ids)).order_by(table.c.source, table.c.number)
    return tuple(map(rows.to_passage, connection.execute(query)))


def counters(connection: Connection) -> dict[str, int]:
    """Return the last numbers given, by name."""
    return {row.name: row.last for row in connection.execute(select(tables.counter))}


def briefings(connection: Connection) -> tuple[BriefingInfo, ...]:
    """Return all briefings, the one worked on last first."""
    table = tables.briefing
    columns = (table.c.id, table.c.number, table.c.title, table.c.pack, table.c.status, table.c.modified)
    query = select(*columns).order_by(table.c.modified.desc(), table.c.number.desc())
    return tuple(
        BriefingInfo(
            id=BriefingId(row.id),
            number=row.number,
            title=row.title or "Untitled briefing",
            pack=row.pack,
            status=row.status,
            modified=row.modified,
        )
        for row in connection.execute(query)
    )


def briefing(connection: Connection, id_: BriefingId) -> Opened:
    """Return a briefing whole.

    Raises:
        NotFound: there is no such briefing.
        LibraryDamaged: a part of it is not what was written.
    """
    row = connection.execute(select(tables.briefing).where(tables.briefing.c.id == id_)).first()
    if row is None:
        raise NotFound("The briefing is not in the library.", "")
    frame = rows.to_frame(row)
    known = known_passages(connection, frame)
    blocks: defaultdict[str, list[Block]] = defaultdict(list)
    positions: defaultdict[str, list[int]] = defaultdict(list)
    table = tables.block
    for found in connection.execute(select(table).where(table.c.briefing == id_).order_by(table.c.position)):
        blocks[found.section].append(rows.to_block(found, known))
        positions[found.section].append(found.position)
    whole = replace(
        frame,
        sections=tuple(replace(each, blocks=tuple(blocks[each.key])) for each in frame.sections),
        tray=tuple(blocks[TRAY]),
    )
    return Opened(briefing=whole, positions=dict(positions), history=_history(connection, id_, known))


def known_passages(connection: Connection, frame: Briefing) -> Known:
    """Return the passages that a briefing and its undo list can name: those of every source it has a number for."""
    return {passage.id: passage for passage in passages(connection, frame.numbered)}


def steps_before(connection: Connection, id_: BriefingId, seq: int, known: Known) -> tuple[Step, ...]:
    """Return up to `STEPS_AT_ONCE` steps done before the step `seq`, oldest first."""
    table = tables.step
    query = (
        select(table)
        .where(table.c.briefing == id_, table.c.undone == 0, table.c.seq < seq)
        .order_by(table.c.seq.desc())
        .limit(STEPS_AT_ONCE)
    )
    return tuple(rows.to_step(row, known) for row in reversed(connection.execute(query).all()))


def _history(connection: Connection, id_: BriefingId, known: Known) -> History:
    table = tables.step
    undone = select(table).where(table.c.briefing == id_, table.c.undone == 1).order_by(table.c.seq.desc())
    redoable = tuple(rows.to_step(row, known) for row in connection.execute(undone))
    name = step_counter(id_)
    last = connection.execute(select(tables.counter.c.last).where(tables.counter.c.name == name)).scalar_one_or_none()
    return History(done=steps_before(connection, id_, 1 << 62, known), undone=redoable, last_seq=last or 0)


def step_counter(id_: BriefingId) -> str:
    """Return the name of the counter of a briefing's steps."""
    return f"step:{id_}"
