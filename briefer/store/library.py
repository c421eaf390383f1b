"""An open library: everything that is read from it, and the one connection that writes to it.

Values of `core` go in and come out; no row and no connection leaves. Reading may be done from any thread, one at a
time; writing from one thread only, through `transaction`.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Collection, Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.exc import DBAPIError

from briefer.core.briefing import Block, Briefing, BriefingId
from briefer.core.custody import Entry
from briefer.core.found import BriefingInfo, Hits
from briefer.core.history import History, Step
from briefer.core.passage import Passage, PassageId
from briefer.core.source import Article, Source, SourceId
from briefer.errors import LibraryReadOnly, NotFound
from briefer.store import custody, engine, header, migrations, rows, schema, search
from briefer.store.writing import Writer

STEPS = 200
"""How many steps of an undo list are read at once; older ones when they are wanted."""

_CITED = re.compile(r'"passage":"([^"\\]+)"')
_BEST = 20  # sources of which it is looked at how much they are like another
_MANY = 500  # values in one query; SQLite takes 999 at least


class Library:
    """A library file that is open."""

    def __init__(self, path: Path, *, write: bool) -> None:
        self.path = path
        self.write = write
        self._engine = engine.connect(path, write=False)
        self._lock = threading.RLock()
        self._reader: Connection | None = None
        self._depth = 0
        self._writing = engine.connect(path, write=True) if write else None
        self._writer: Connection | None = None

    @classmethod
    def open(cls, path: Path, *, write: bool, create: bool) -> Library:
        """Open the library at `path`; the caller holds the lock of the one writer where `write` is said.

        Raises:
            LibraryMissing: there is none, and `create` is not said.
            LibraryNotOurs, LibraryNewer: the file is not one that may be opened; it was not touched.
            LibraryReadOnly: an older briefer wrote it, and it was to be opened to read only.
        """
        if write and create and not path.exists():
            engine.create(path)
        found = header.check(path)
        if found.version < schema.VERSION:
            if not write:
                raise LibraryReadOnly(
                    f"“{path.name}” was written by an older briefer.", "Open it once for writing; a backup is kept."
                )
            migrations.migrate(path)
        library = cls(path, write=write)
        try:
            library.number("source")  # the first read finds out whether the file can be read at all
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._reader is not None:
                self._reader.close()
                self._reader = None
        self.release_writer()

    # --- reading ---

    def sources(self) -> tuple[Source, ...]:
        """Return all sources, oldest first."""
        table = schema.sources
        query = select(*(table.c[name] for name in rows.SOURCE_COLUMNS)).order_by(table.c.number)
        with self._read() as connection:
            found = cast("Sequence[Sequence[Any]]", connection.execute(query).fetchall())
            return tuple(map(rows.source_from, found))

    def number(self, name: str) -> int:
        """Return the last number given to a "source" or a "briefing"."""
        with self._read() as connection:
            return int(connection.scalar(select(schema.counters.c.value).where(schema.counters.c.name == name)) or 0)

    def article(self, source: SourceId, text_sha256: str) -> Article:
        """Return that text of a source, with its structure.

        Raises:
            NotFound: there is no such source, or it has no such text.
            LibraryDamaged: it is not what was written.
        """
        table = schema.articles
        row = self._one(select(table).where(table.c.source == source, table.c.text_sha256 == text_sha256))
        if row is None:
            raise NotFound("That text is not in the library.", "")
        return rows.article_from(row)

    def texts(self, source: SourceId) -> tuple[str, ...]:
        """Return the hashes of all texts that a source has had."""
        table = schema.articles
        found = self._all(select(table.c.text_sha256).where(table.c.source == source).order_by(table.c.text_sha256))
        return tuple(row["text_sha256"] for row in found)

    def alike(self, sample: Collection[int]) -> dict[SourceId, tuple[int, int]]:
        """Return the sources that share most of the runs of words in `sample` (`core.likeness`): how many each.

        The second number is how many runs the source has in its own sample.
        """
        table = schema.grams
        counts: Counter[str] = Counter()
        wanted = list(sample)
        with self._read() as connection:
            for at in range(0, len(wanted), _MANY):
                mine = table.c.gram.in_(wanted[at : at + _MANY])
                query = select(table.c.source, func.count()).where(mine).group_by(table.c.source)
                counts.update(dict(connection.execute(query).all()))
            found = dict(counts.most_common(_BEST))
            sizes = select(table.c.source, func.count()).where(table.c.source.in_(found)).group_by(table.c.source)
            return {SourceId(id_): (found[id_], size) for id_, size in connection.execute(sizes)}

    def custody(self, source: SourceId) -> tuple[Entry, ...]:
        """Return what the custody log says of a source, oldest first."""
        with self._read() as connection:
            return custody.of_source(connection, source)

    def original(self, sha256: str) -> bytes:
        """Return the bytes with this hash: an original, or a picture.

        Raises:
            NotFound: they are not in the library.
            LibraryDamaged: they are not what was written.
        """
        row = self._one(select(schema.blobs).where(schema.blobs.c.sha256 == sha256))
        if row is None:
            raise NotFound("The original of that source is not in the library.", "")
        if rows.sha256_bytes(row["content"]) != sha256:
            raise rows.damaged("The original of a source")
        return row["content"]

    def picture(self, sha256: str) -> bytes:
        """Return the bytes of a picture that was looked at when it came in: never those of a mere original.

        Raises:
            NotFound: it is not in the library.
            LibraryDamaged: they are not what was written.
        """
        if not self.has_picture(sha256):
            raise NotFound("This picture is not in the library.", "")
        return self.original(sha256)

    def has_picture(self, sha256: str) -> bool:
        """Say whether there are bytes with this hash that came in as a picture, even if they are an original too."""
        kept = select(schema.blobs.c.sha256).where(schema.blobs.c.sha256 == sha256)
        original = select(schema.sources.c.id).where(schema.sources.c.sha256 == sha256)
        if self._one(kept) is None:
            return False
        if self._one(original) is None:
            return True
        with self._read() as connection:
            return custody.is_own_picture(connection, sha256)

    def passages_of(self, sources: Collection[SourceId]) -> dict[PassageId, Passage]:
        """Return all passages of these sources."""
        return self._passages(schema.passages.c.source, sources)

    def passages(self, ids: Collection[str]) -> dict[PassageId, Passage]:
        """Return the passages with these ids, as far as they are there."""
        return self._passages(schema.passages.c.id, ids)

    def briefings(self) -> list[BriefingInfo]:
        """Return the list of briefings, oldest first."""
        table = schema.briefings
        columns = (table.c.id, table.c.number, table.c.title, table.c.pack, table.c.status, table.c.modified)
        return [rows.info_from(row) for row in self._all(select(*columns).order_by(table.c.number))]

    def briefing(self, id_: BriefingId) -> tuple[Briefing, dict[str, list[int]]]:
        """Return a briefing whole, and the places of its blocks by section.

        Raises:
            NotFound: it is not in the library.
            LibraryDamaged: it is not what was written.
        """
        with self._read():
            head_row = self._one(select(schema.briefings).where(schema.briefings.c.id == id_))
            if head_row is None:
                raise NotFound("That briefing is not in the library.", "")
            table = schema.blocks
            order = select(table).where(table.c.briefing == id_).order_by(table.c.section, table.c.place)
            found = self._all(order)
            known = self.passages(_cited(row["block"] for row in found))
        head = rows.loaded(head_row["head"], head_row["head_sha256"], "A briefing")
        content: dict[str, list[Block]] = {}
        places: dict[str, list[int]] = {}
        for row in found:
            content.setdefault(row["section"], []).append(rows.block_from(row, known))
            places.setdefault(row["section"], []).append(row["place"])
        parts = {section: tuple(blocks) for section, blocks in content.items()}
        return rows.briefing_from_json(id_, head_row["number"], head, parts), places

    def history(self, id_: BriefingId) -> History:
        """Return the undo list of a briefing: its newest steps, and everything that can be done again."""
        table = schema.steps
        mine = table.c.briefing == id_
        last = select(table.c.seq).where(mine).order_by(table.c.seq.desc()).limit(1)
        undone = select(table).where(mine, table.c.state == "undone").order_by(table.c.seq.desc())
        with self._read() as connection:
            last_seq = connection.scalar(last) or 0
            return History(done=self.steps_before(id_, last_seq + 1), undone=self._steps(undone), last_seq=last_seq)

    def steps_before(self, id_: BriefingId, seq: int) -> tuple[Step, ...]:
        """Return the newest steps done of a briefing that are older than `seq`, oldest first."""
        table = schema.steps
        older = select(table).where(table.c.briefing == id_, table.c.state == "done", table.c.seq < seq)
        return self._steps(older.order_by(table.c.seq.desc()).limit(STEPS))[::-1]

    def search(self, typed: str, limit: int, within: Collection[SourceId] | None = None) -> Hits:
        """Return the best hits for what was typed, of the sources `within` or of all."""
        with self._read() as connection:
            return search.search(connection, typed, limit, within)

    # --- writing ---

    @contextmanager
    def transaction(self) -> Generator[Writer]:
        """Write what is in the block, all of it or nothing; when it ends well, it is on the disk.

        Raises:
            NotSaved: the write failed; whether anything of it was kept is not known, so that all must be done again.
            LibraryReadOnly: the library was opened to read only.
        """
        if self._writing is None:
            raise LibraryReadOnly("The library was opened to read only.", "")
        try:
            if self._writer is None:
                self._writer = self._writing.connect()
            with self._writer.begin():
                yield Writer(self._writer)
        except DBAPIError as error:
            self.release_writer()
            raise engine.told(error) from error

    def release_writer(self) -> None:
        """Give up the writing connection; the next transaction opens another."""
        writer, self._writer = self._writer, None
        if writer is not None:
            try:
                writer.close()
            except DBAPIError:
                writer.invalidate()  # after a failed disk even closing can fail

    # --- how ---

    @contextmanager
    def _read(self) -> Generator[Connection]:
        """Read in one view of the library, however many queries are made in the block; no lock outlives it."""
        with self._lock:
            self._depth += 1
            try:
                if self._reader is None:
                    self._reader = self._engine.connect()
                yield self._reader
            except DBAPIError as error:
                raise engine.unreadable(error) from error
            finally:
                self._depth -= 1
                if not self._depth and self._reader is not None:
                    self._reader.rollback()

    def _all(self, query: Select[*tuple[Any, ...]]) -> list[rows.Read]:
        with self._read() as connection:
            return [cast("rows.Read", row) for row in connection.execute(query).mappings()]

    def _one(self, query: Select[*tuple[Any, ...]]) -> rows.Read | None:
        with self._read() as connection:
            return cast("rows.Read | None", connection.execute(query).mappings().first())

    def _steps(self, query: Select[*tuple[Any, ...]]) -> tuple[Step, ...]:
        found = self._all(query)
        known = self.passages(_cited(row["edit"] for row in found))
        return tuple(rows.step_from(row, known) for row in found)

    def _passages(self, column: Any, values: Collection[str]) -> dict[PassageId, Passage]:
        known: dict[PassageId, Passage] = {}
        wanted = list(values)
        for at in range(0, len(wanted), _MANY):
            query = select(schema.passages).where(column.in_(wanted[at : at + _MANY]))
            for row in self._all(query.order_by(schema.passages.c.source, schema.passages.c.number)):
                known[PassageId(row["id"])] = rows.passage_from(row)
        return known


def _cited(texts: Iterable[str]) -> set[str]:
    """Return the ids of the passages that JSON of blocks or edits names."""
    return {id_ for text in texts for id_ in _CITED.findall(text)}
