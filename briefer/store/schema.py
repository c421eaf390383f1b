"""The tables of a library. Text, Integer and LargeBinary only, which SQLite's STRICT tables and PostgreSQL both know.

Every text and blob that matters has its SHA-256 beside it: SQLite's own check notices almost no flipped bit.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy import UniqueConstraint as Unique

APPLICATION_ID = 0x42524645
"""Stands in the header of every library file: "BRFE"."""

VERSION = 2
"""The number of this schema, kept as ``user_version``; a file with a higher one is left alone."""

metadata = MetaData()

# A place may lie anywhere in 64 bits; SQLite's STRICT tables know INTEGER only, and it has 64 bits there.
_Place = BigInteger().with_variant(Integer(), "sqlite")


def _text(name: str, *more: ForeignKey, key: bool = False) -> Column[str]:
    return Column(name, Text, *more, primary_key=key, nullable=False)


def _maybe(name: str) -> Column[str | None]:
    return Column(name, Text, nullable=True)


def _number(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=key, nullable=False, autoincrement=False)


def _table(name: str, *parts: Column[str] | Column[str | None] | Column[int] | Column[bytes] | Index | Unique) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


# The numbers that are given once: "source" and "briefing" hold the last one given; "id" names the library.
counters = _table("counters", _text("name", key=True), _text("value"))

blobs = _table("blobs", _text("sha256", key=True), Column("content", LargeBinary, nullable=False))

# Light: a list of 10,000 reads nothing else. The reference is in columns, not JSON, for the same reason.
sources = _table(
    "sources",
    _text("id", key=True),
    _number("number"),
    _text("kind"),
    _text("type"),
    _maybe("title"),
    _text("authors"),  # a JSON list
    _maybe("publisher"),
    _maybe("published"),
    _maybe("accessed"),
    _maybe("url"),
    _maybe("language"),
    _text("reference_sha256"),
    _text("sha256"),
    _text("text_sha256"),
    _number("words"),
    _text("opening"),
    _maybe("file"),
    _text("origin"),
    _text("captured"),
    _maybe("grade"),
    _maybe("duplicate_of"),
    _text("warnings"),  # a JSON list
    _text("reading"),
    _text("origins"),  # a JSON object: where each fact was found
    _text("flags"),  # a JSON list
    _maybe("container"),  # the JSON of core.wire
    _maybe("capture_of"),
    Unique("number"),
    Index("sources_sha256", "sha256"),
)

# Every text that a source has had: the one that is read now is named by the source, the others by passages of them.
# The pictures of an article are blobs, under the hashes that its structure names.
articles = _table(
    "articles",
    _text("source", ForeignKey("sources.id"), key=True),
    _text("text_sha256", key=True),
    _text("text"),
    _text("structure"),  # the JSON of core.wire, without the text
    _text("structure_sha256"),
)

passages = _table(
    "passages",
    _text("id", key=True),
    _text("source", ForeignKey("sources.id")),
    _number("number"),
    _number("start"),
    _number("end"),
    _text("text_sha256"),
    _text("passage"),  # the JSON of core.wire
    _text("passage_sha256"),
    Unique("source", "number"),
    Unique("source", "start", "end", "text_sha256"),
)

briefings = _table(
    "briefings",
    _text("id", key=True),
    _number("number"),
    _text("title"),
    _text("pack"),
    _text("status"),
    _text("modified"),
    _text("head"),  # JSON: everything but the blocks
    _text("head_sha256"),
    Unique("number"),
)

# `place` orders the blocks of a section; it has gaps, so that a block between two others rewrites neither.
blocks = _table(
    "blocks",
    _text("briefing", ForeignKey("briefings.id"), key=True),
    _text("id", key=True),
    _text("section"),
    Column("place", _Place, nullable=False),
    _text("block"),  # the JSON of core.wire
    _text("block_sha256"),
    Index("blocks_order", "briefing", "section", "place"),
)

# `state`: "done", "undone", or "dropped" (given up when something else was done; kept, never shown).
steps = _table(
    "steps",
    _text("briefing", ForeignKey("briefings.id"), key=True),
    _number("seq", key=True),
    _text("state"),
    _number("open"),
    _text("at"),
    _text("edit"),  # the JSON of core.wire
    _text("edit_sha256"),
    Index("steps_state", "briefing", "state", "seq"),
)

# What is searched: a title (start and end 0, `title` 1) or a paragraph of a source; how it is spelled for the index
# stands in `words`. The text is here once more: to cut fifty hits out of whole articles took as long as to find them.
paragraphs = _table(
    "paragraphs",
    _number("id", key=True),
    _text("source", ForeignKey("sources.id")),
    _number("title"),
    _number("start"),
    _number("end"),
    _text("text"),
    Index("paragraphs_source", "source"),
)

# A sample of the runs of words of each source's text (core.likeness): two texts that share many are much the same.
grams = _table(
    "grams",
    Column("gram", _Place, primary_key=True, nullable=False, autoincrement=False),
    _text("source", ForeignKey("sources.id"), key=True),
    Index("grams_source", "source"),
)

# What came in, when, from where, and what was done to it since. Rows are only ever added, each with the hash of the one
# before it, so that a row that was changed or taken out from outside breaks the chain.
custody = _table(
    "custody",
    _number("seq", key=True),
    _text("at"),
    _text("source"),
    _text("event"),
    _text("detail"),  # a JSON object
    _text("before"),  # the hash of the row before; of the first, empty
    _text("sha256"),
    Index("custody_source", "source", "seq"),
)

GUARDS = tuple(
    f"CREATE TRIGGER custody_{verb.lower()} BEFORE {verb} ON custody "
    "BEGIN SELECT RAISE(ABORT, 'the custody log is only added to'); END"
    for verb in ("UPDATE", "DELETE")
)
"""Refuse, in SQLite, every statement that would change the custody log."""
