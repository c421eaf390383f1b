"""Every way in which a library changes, inside a transaction that the caller begins and commits.

Each method may be repeated: after a failed commit nobody knows whether it took place, and all of it is done again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from briefer.core import article_wire
from briefer.core.briefing import Block, BlockId, Briefing, BriefingId
from briefer.core.custody import Event
from briefer.core.history import Step
from briefer.core.passage import Passage
from briefer.core.reference import Reference
from briefer.core.source import Article, FactOrigin, Reading, Source, SourceId
from briefer.store import custody, rows, schema, search


class Writer:
    """Writes core values through one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # --- sources ---

    def add_source(
        self,
        source: Source,
        article: Article,
        original: bytes,
        pictures: Mapping[str, bytes],
        sample: Collection[int],
        at: str,
    ) -> None:
        """Keep a source with its article, its pictures, its original bytes and what is searched of it.

        `sample` is that of its runs of words (`core.likeness`), `at` when it came into this library (ISO 8601, UTC).
        """
        self._keep_bytes({source.sha256: original})
        self._put(schema.sources, rows.source_row(source))
        self._keep_text(source, article, pictures, sample)
        self._count("source", source.number)
        self.note(
            source.id,
            "added",
            {
                "handle": source.handle,
                "file": source.file,
                "origin": source.origin,
                "container": article_wire.container_to_json(source.container),
                "url": source.reference.url,
                "captured": source.captured,
                "capture_of": source.capture_of,
                "duplicate_of": source.duplicate_of,
                "bytes": len(original),
                "sha256": source.sha256,
                "text_sha256": source.text_sha256,
            },
            at,
        )

    def set_text(
        self, source: Source, article: Article, pictures: Mapping[str, bytes], sample: Collection[int], at: str
    ) -> None:
        """Keep another text of a source, taken out of the same bytes, as the one that is read now.

        The former stays, for the passages that were taken from it.
        """
        self._put(schema.sources, rows.source_row(source))
        self._keep_text(source, article, pictures, sample)
        self.note(source.id, "read-again", {"text_sha256": source.text_sha256, "whole": article.whole}, at)

    def add_text(self, source: SourceId, article: Article, pictures: Mapping[str, bytes]) -> None:
        """Keep a text that a source has had elsewhere, for the passages that were taken from it there."""
        self._keep_bytes(pictures)
        self._put(schema.articles, rows.article_row(source, article))

    def _keep_text(
        self, source: Source, article: Article, pictures: Mapping[str, bytes], sample: Collection[int]
    ) -> None:
        self.add_text(source.id, article, pictures)
        search.index_article(self._connection, source, article)
        table = schema.grams
        self._connection.execute(delete(table).where(table.c.source == source.id))
        if sample:
            self._connection.execute(table.insert(), [{"gram": gram, "source": source.id} for gram in sample])

    def add_picture(self, sha256: str, data: bytes, at: str) -> None:
        """Keep a picture of the analyst's own, and write down that it is one: its bytes may be a source too."""
        self._keep_bytes({sha256: data})
        if not custody.is_own_picture(self._connection, sha256):
            custody.append_own_picture(self._connection, sha256, at)

    def _keep_bytes(self, blobs: Mapping[str, bytes]) -> None:
        for sha256, content in blobs.items():
            known = select(schema.blobs.c.sha256).where(schema.blobs.c.sha256 == sha256)
            if self._connection.scalar(known) is None:
                self._put(schema.blobs, {"sha256": sha256, "content": content})

    def set_reference(self, source: SourceId, reference: Reference, origins: tuple[FactOrigin, ...], at: str) -> None:
        """Keep the corrected facts of a source and where each is from now, and find it by its new title."""
        row = rows.reference_row(reference)
        held = self._connection.execute(select(schema.sources).where(schema.sources.c.id == source)).mappings().first()
        facts = {**asdict(reference), "authors": list(reference.authors)}
        changed = {name: value for name, value in facts.items() if held is not None and held[name] != row[name]}
        if changed:
            self.note(source, "corrected", changed, at)
        self._update(schema.sources, source, {**row, "origins": rows.origins_text(origins)})
        search.index_title(self._connection, source, reference.title)

    def note(self, source: SourceId, event: Event, detail: Mapping[str, Any], at: str) -> None:
        """Write down in the custody log what happened to a source."""
        custody.append(self._connection, source, event, detail, at)

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
