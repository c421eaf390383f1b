"""Looks at every text and blob of a library against its hash: SQLite's own check notices hardly any flipped bit."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from briefer.core.text import sha256_text
from briefer.store import custody, engine, header, rows, schema

_HASHED = (
    (schema.articles, "text", "text_sha256", "text of an article"),
    (schema.articles, "structure", "structure_sha256", "structure of an article"),
    (schema.passages, "passage", "passage_sha256", "passage"),
    (schema.briefings, "head", "head_sha256", "briefing"),
    (schema.blocks, "block", "block_sha256", "block of a briefing"),
    (schema.steps, "edit", "edit_sha256", "step of an undo list"),
)


def damages(path: Path) -> list[str]:
    """Return what in a library is not what was written there, one line for each; nothing is changed.

    Raises:
        LibraryMissing, LibraryNotOurs, LibraryNewer: it is not a library that can be opened.
        LibraryError: it cannot be read.
    """
    header.check(path)
    try:
        with closing(engine.connect(path, write=False).connect()) as connection:
            return [*_texts(connection), *_references(connection), *_blobs(connection), *_custody(connection)]
    except DBAPIError as error:
        raise engine.unreadable(error) from error


def _texts(connection: Connection) -> list[str]:
    found: list[str] = []
    for table, content, sha256, what in _HASHED:
        for text, expected in connection.execute(select(table.c[content], table.c[sha256])):
            if sha256_text(text) != expected:
                found.append(f"A {what} is damaged.")
    return found


def _references(connection: Connection) -> list[str]:
    table = schema.sources
    columns = [table.c[name] for name in rows.SOURCE_COLUMNS]
    found: list[str] = []
    for row in connection.execute(select(table.c.reference_sha256, *columns)):
        source = rows.source_from(row[1:])
        if rows.reference_row(source.reference)["reference_sha256"] != row[0]:
            found.append(f"The facts of {source.handle} are damaged.")
    return found


def _blobs(connection: Connection) -> list[str]:
    found: list[str] = []
    originals = dict(connection.execute(select(schema.sources.c.sha256, schema.sources.c.number)).all())
    for sha256 in connection.execute(select(schema.blobs.c.sha256)).scalars().all():
        content = connection.scalar(select(schema.blobs.c.content).where(schema.blobs.c.sha256 == sha256))
        if rows.sha256_bytes(content or b"") != sha256:
            number = originals.get(sha256)
            found.append(f"The original of S{number} is damaged." if number else "A picture of an article is damaged.")
    missing = select(schema.sources.c.number).where(schema.sources.c.sha256.not_in(select(schema.blobs.c.sha256)))
    found += [f"The original of S{number} is missing." for number in connection.execute(missing).scalars()]
    return found


def _custody(connection: Connection) -> list[str]:
    return [f"Line {number} of the custody log is not what was written." for number in custody.broken(connection)]
