"""What is written to a library: each function takes a connection inside a transaction, and may be run again.

Everything is keyed by UUID or hash and put or replaced, because after a failed commit nobody knows what is on the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from briefer.core.briefing import Block, BlockId, Briefing, BriefingId
from briefer.core.history import Step
from briefer.core.passage import Passage
from briefer.core.reference import Reference
from briefer.core.source import Article, Reading, Source, SourceId
from briefer.store import search, tables, values as rows
from briefer.store.reading import step_counter

Placed = tuple[str, int, Block]
"""A block with its section and the position of its row."""


def add_source(connection: Connection, source: Source, article: Article, data: bytes) -> None:
    """Keep a source with its original and its text, and index it."""
    _put(connection, tables.blob, {"sha256": source.sha256, "bytes": data})
    _put(connection, tables.source, rows.from_source(source))
    _put(connection, tables.article, rows.from_article(source.id, article))
    _count(connection, "source", source.number)
    search.index(connection, source.id, article, source.reference.title)


def set_reference(connection: Connection, source: SourceId, before: Reference, after: Reference) -> None:
    """Keep corrected facts of a source."""
    table = tables.source
    connection.execute(update(table).where(table.c.id == source).values(reference=rows.dumps(after.to_json())))
    if before.title != after.title:
        search.retitle(connection, source, before.title, after.title)


def set_reading(connection: Connection, source: SourceId, reading: Reading) -> None:
    """Keep whether a source was read."""
    table = tables.source
    connection.execute(update(table).where(table.c.id == source).values(reading=reading))


def add_passages(connection: Connection, passages: Iterable[Passage]) -> None:
    """Keep passages; their numbers are given for ever."""
    for passage in passages:
        _put(connection, tables.passage, rows.from_passage(passage))
        _count(connection, passage_counter(passage.source), passage.number)


def put_briefing(connection: Connection, briefing: Briefing, modified: str) -> None:
    """Keep a briefing without its blocks."""
    _put(connection, tables.briefing, rows.from_briefing(briefing, modified))
    _count(connection, "briefing", briefing.number)


def put_blocks(connection: Connection, briefing: BriefingId, gone: Iterable[BlockId], placed: Iterable[Placed]) -> None:
    """Keep blocks at their places, after others were taken out."""
    table = tables.block
    ids = list(gone)
    if ids:
        connection.execute(delete(table).where(table.c.briefing == briefing, table.c.id.in_(ids)))
    for section, position, block in placed:
        _put(connection, table, rows.from_block(briefing, section, position, block))


def move_blocks(connection: Connection, briefing: BriefingId, positions: Mapping[BlockId, int]) -> None:
    """Keep new positions of blocks that are otherwise as they were."""
    table = tables.block
    for block, position in positions.items():
        connection.execute(
            update(table).where(table.c.briefing == briefing, table.c.id == block).values(position=position)
        )


def put_steps(
    connection: Connection, briefing: BriefingId, steps: Iterable[tuple[Step, bool]], given_up: Iterable[int]
) -> None:
    """Keep steps of the undo list, each with whether it is undone, after others were given up."""
    table = tables.step
    seqs = list(given_up)
    if seqs:
        connection.execute(delete(table).where(table.c.briefing == briefing, table.c.seq.in_(seqs)))
    for step, undone in steps:
        _put(connection, table, rows.from_step(briefing, step, undone=undone))
        _count(connection, step_counter(briefing), step.seq)


def set_undone(connection: Connection, briefing: BriefingId, seq: int, *, undone: bool) -> None:
    """Keep whether a step is undone."""
    table = tables.step
    connection.execute(update(table).where(table.c.briefing == briefing, table.c.seq == seq).values(undone=int(undone)))


def delete_briefing(connection: Connection, briefing: BriefingId) -> None:
    """Take a briefing out of the library, with its undo list; its sources and passages stay."""
    for table in (tables.block, tables.step):
        connection.execute(delete(table).where(table.c.briefing == briefing))
    connection.execute(delete(tables.briefing).where(tables.briefing.c.id == briefing))


def passage_counter(source: SourceId) -> str:
    """Return the name of the counter of a source's passages."""
    return f"passage:{source}"


def _put(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """Insert a row, or replace the one with the same key."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    keys = [column.name for column in table.primary_key]
    others = {name: value for name, value in values.items() if name not in keys}
    statement = insert(table).values(**values)
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=others))


def _count(connection: Connection, name: str, number: int) -> None:
    """Keep the last number given under a name; it never goes back."""
    table = tables.counter
    done = connection.execute(update(table).where(table.c.name == name, table.c.last < number).values(last=number))
    if done.rowcount == 0:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(insert(table).values(name=name, last=number).on_conflict_do_nothing())
