"""From schema 1 to 2: sources know what they came out of and where facts were found, and may have several texts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Connection

from briefer.core import likeness
from briefer.store import custody, schema, search

_ARTICLES = """CREATE TABLE articles (
    source TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    structure TEXT NOT NULL,
    structure_sha256 TEXT NOT NULL,
    PRIMARY KEY (source, text_sha256),
    FOREIGN KEY(source) REFERENCES sources (id)
) STRICT"""
_GRAMS = """CREATE TABLE grams (
    gram INTEGER NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (gram, source),
    FOREIGN KEY(source) REFERENCES sources (id)
) STRICT"""
_CUSTODY = """CREATE TABLE custody (
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    source TEXT NOT NULL,
    event TEXT NOT NULL,
    detail TEXT NOT NULL,
    before TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (seq)
) STRICT"""


def step(connection: Connection) -> None:
    """Make schema 2 of schema 1. The custody log begins here: what is already in the library is written down in it."""
    run = connection.exec_driver_sql
    run("ALTER TABLE sources ADD COLUMN origins TEXT NOT NULL DEFAULT '{}'")
    run("ALTER TABLE sources ADD COLUMN flags TEXT NOT NULL DEFAULT '[]'")
    run("ALTER TABLE sources ADD COLUMN container TEXT")
    run("ALTER TABLE sources ADD COLUMN capture_of TEXT")
    run("ALTER TABLE articles RENAME TO former")
    run(_ARTICLES)
    columns = "source, text_sha256, text, structure, structure_sha256"
    run(f"INSERT INTO articles ({columns}) SELECT {columns} FROM former")
    run("DROP TABLE former")
    for statement in (_GRAMS, "CREATE INDEX grams_source ON grams (source)",
                      _CUSTODY, "CREATE INDEX custody_source ON custody (source, seq)"):  # fmt: skip
        run(statement)
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    listed = run("SELECT id, file, origin, captured, sha256, text_sha256 FROM sources ORDER BY number").all()
    for id_, file, origin, captured, sha256, text_sha256 in listed:
        text = cast("str", run("SELECT text FROM articles WHERE source = ?", (id_,)).scalar_one())
        grams: list[tuple[Any, ...]] = [(gram, id_) for gram in likeness.grams(text)]
        if grams:
            run("INSERT INTO grams (gram, source) VALUES (?, ?)", grams)
        detail = {"file": file, "origin": origin, "captured": captured, "sha256": sha256, "text_sha256": text_sha256}
        custody.append(connection, id_, "held", detail, now)
    search.index_anew(connection)
    for guard in schema.GUARDS:
        run(guard)
