"""The tables of a library, in SQLAlchemy Core: Text, Integer and LargeBinary only, so that SQLite can be STRICT.

Every text and blob has its SHA-256 beside it: SQLite's own check notices few flipped bits, ours all of them.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

APPLICATION_ID = 0x42524645
"""Marks a file as a briefer library: "BRFE", at bytes 68 to 71 of an SQLite file."""

VERSION = 1
"""The number of this schema, kept as SQLite's ``user_version``."""

metadata = MetaData()

blob = Table(
    "blob",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
    sqlite_strict=True,
)

source = Table(
    "source",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("sha256", Text, ForeignKey("blob.sha256"), nullable=False, unique=True),
    Column("text_sha256", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("opening", Text, nullable=False),
    Column("file", Text),
    Column("origin", Text, nullable=False),
    Column("captured", Text, nullable=False),
    Column("grade", Text),
    Column("duplicate_of", Text),
    Column("warnings", Text, nullable=False),
    Column("reading", Text, nullable=False),
    sqlite_strict=True,
)

article = Table(
    "article",
    metadata,
    Column("source", Text, ForeignKey("source.id"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("text_sha256", Text, nullable=False),
    # Blocks, marks and pages, as core/wire writes them, without the text.
    Column("structure", Text, nullable=False),
    Column("structure_sha256", Text, nullable=False),
    sqlite_strict=True,
)

passage = Table(
    "passage",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, ForeignKey("source.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    UniqueConstraint("source", "number"),
    UniqueConstraint("source", "start", "end"),
    sqlite_strict=True,
)

briefing = Table(
    "briefing",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("pack", Text, nullable=False),
    Column("pack_version", Text, nullable=False),
    # Title and status once more, for the list of briefings.
    Column("title", Text, nullable=False),
    Column("status", Text, nullable=False),
    # Facts, sections (without blocks), reading list and numbered sources.
    Column("frame", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("modified", Text, nullable=False),
    sqlite_strict=True,
)

block = Table(
    "block",
    metadata,
    Column("briefing", Text, ForeignKey("briefing.id", ondelete="CASCADE"), nullable=False),
    Column("id", Text, nullable=False),
    Column("section", Text, nullable=False),
    # Blocks are ordered by it; numbers leave room between them, so that an insertion writes one row.
    Column("position", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    PrimaryKeyConstraint("briefing", "id"),
    sqlite_strict=True,
)

step = Table(
    "step",
    metadata,
    Column("briefing", Text, ForeignKey("briefing.id", ondelete="CASCADE"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("edit", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("undone", Integer, nullable=False),
    PrimaryKeyConstraint("briefing", "seq"),
    sqlite_strict=True,
)

counter = Table(
    "counter",
    metadata,
    # The last number given: of sources, of briefings, and of passages by source. Never goes back.
    Column("name", Text, primary_key=True),
    Column("last", Integer, nullable=False),
    sqlite_strict=True,
)

paragraph = Table(
    "paragraph",
    metadata,
    # The row of the full-text index that holds its folded words.
    Column("row", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    ForeignKeyConstraint(["source"], ["source.id"]),
    Index("paragraph_source", "source"),
    sqlite_strict=True,
)
