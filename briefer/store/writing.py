"""Every way in which a library changes, inside a transaction that the caller begins and commits.

Each method may be repeated: after a failed commit nobody knows whether it took place, and all of it is done again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, Table, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from briefer.core.briefing import Block, BlockId, Briefing, BriefingId
from briefer.core.history import Step
from briefer.core.passage import Passage
from briefer.core.reference import Reference
from briefer.core.source import Article, Reading, Source, SourceId
from briefer.store import rows, schema, search


class Writer:
    """Writes core values through one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # --- sources ---

    def add_source(self, source: Source, article: Article, original: bytes) -> None:
        """Keep a source with its article, its original bytes and what is searched of it."""
        known = select(schema.blobs.c.sha256).where(schema.blobs.c.sha256 == source.sha256)
        if self._connection.scalar(known) is None:
            self._put(schema.blobs, {"sha256": source.sha256, "content": original})
        self._put(schema.sources, rows.source_row(source))
        self._put(schema.articles, rows.article_row(source.id, article))
        self._count("source", source.number)
        search.index_article(self._connection, source, article)

    def set_reference(self, source: SourceId, reference: Reference) -> None:
        """Keep the corrected facts of a source, and find it by its new title."""
        self._update(schema.sources, source, rows.reference_row(reference))
        search.index_title(self._connection, source, reference.title)

    def set_reading(self, source: SourceId, reading: Reading) -> None:
        """Keep whether a source was read."""
        self._update(schema.sources, source, {"reading": reading})

    def add_passage(self, passage: Passage) -> None:
        """Keep a passage; it never changes afterwards."""
        self._put(schema.passages, rows.passage_row(passage))

    # --- briefings ---

    def put_head(self, briefing: Briefing, modified: str) -> None:
        """Keep everything of a briefing but its blocks."""
        self._put(schema.briefings, rows.head_row(briefing, modified))
        self._count("briefing", briefing.number)

    def touch(self, briefing: BriefingId, modified: str) -> None:
        """Keep when a briefing was last changed."""
        self._update(schema.briefings, briefing, {"modified": modified})

    def put_blocks(self, briefing: BriefingId, section: str, blocks: Mapping[int, Block]) -> None:
        """Keep blocks of a section, each at its place."""
        for place, block in blocks.items():
            self._put(schema.blocks, rows.block_row(briefing, section, place, block))

    def drop_blocks(self, briefing: BriefingId, ids: Iterable[BlockId]) -> None:
        """Take blocks out of a briefing."""
        gone = [{"one": id_} for id_ in ids]
        if gone:
            table = schema.blocks
            where = delete(table).where(table.c.briefing == briefing, table.c.id == bindparam("one"))
            self._connection.execute(where, gone)

    def delete_briefing(self, briefing: BriefingId) -> None:
        """Take a briefing out with its undo list; its passages and its number stay taken."""
        for table in (schema.steps, schema.blocks):
            self._connection.execute(delete(table).where(table.c.briefing == briefing))
        self._connection.execute(delete(schema.briefings).where(schema.briefings.c.id == briefing))

    # --- the undo list ---

    def put_step(self, briefing: BriefingId, step: Step) -> None:
        """Keep a step that was just done; steps before it are closed, and steps undone before it are given up."""
        table = schema.steps
        mine = table.c.briefing == briefing
        self._connection.execute(update(table).where(mine, table.c.open == 1, table.c.seq < step.seq).values(open=0))
        self._connection.execute(update(table).where(mine, table.c.state == "undone").values(state="dropped"))
        self._put(table, rows.step_row(briefing, step))

    def set_step(self, briefing: BriefingId, seq: int, *, done: bool) -> None:
        """Keep that a step was undone, or done again."""
        table = schema.steps
        change = update(table).where(table.c.briefing == briefing, table.c.seq == seq)
        self._connection.execute(change.values(state="done" if done else "undone", open=0))

    # --- how ---

    def _put(self, table: Table, row: rows.Row) -> None:
        """Insert a row, or make the one with its key say the same."""
        insert = (postgresql if self._connection.dialect.name == "postgresql" else sqlite).insert
        keys: Collection[str] = [column.name for column in table.primary_key]
        others = {name: value for name, value in row.items() if name not in keys}
        self._connection.execute(insert(table).values(row).on_conflict_do_update(index_elements=keys, set_=others))

    def _update(self, table: Table, id_: str, values: rows.Row) -> None:
        self._connection.execute(update(table).where(table.c.id == id_).values(values))

    def _count(self, name: str, number: int) -> None:
        """Remember a number that was given, so that it is never given again."""
        row = {"name": name, "value": str(number)}
        last = self._connection.scalar(select(schema.counters.c.value).where(schema.counters.c.name == name))
        if int(last or 0) < number:
            self._put(schema.counters, row)
