"""Looks at every text and blob of a library against its hash: SQLite's own check notices hardly any flipped bit."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import DBAPIError

from briefer.core.found import Check
from briefer.core.text import sha256_text
from briefer.store import custody, engine, header, rows, schema

Look = Callable[[Connection], Iterator[str]]
"""Looks at a library and yields a sentence for each thing that is not as it should be."""


def checks(path: Path) -> tuple[Check, ...]:
    """Look at all that is in a library, and say of each kind of thing that it is whole, or each damage in a sentence.

    It has to be of this schema. Nothing is changed. What damage of the file itself keeps from being read is a finding.

    Raises:
        LibraryMissing, LibraryNotOurs, LibraryNewer: it is not a library that can be opened.
        LibraryError: it cannot be read at all.
    """
    header.check(path)
    try:
        with closing(engine.connect(path, write=False).connect()) as connection:
            return tuple(check for what, look, whole in _LOOKS for check in _checked(connection, what, look, whole))
    except DBAPIError as error:
        raise engine.unreadable(error) from error


def damages(path: Path) -> list[str]:
    """Return what in a library is not what was written there, one sentence for each; see `checks`."""
    return [check.detail for check in checks(path) if not check.ok]


def _checked(connection: Connection, what: str, look: Look, whole: str) -> Iterator[Check]:
    found = False
    try:
        for sentence in look(connection):
            found = True
            yield Check(what=what, ok=False, detail=sentence)
    except DBAPIError as error:
        yield Check(what=what, ok=False, detail=f"Not all could be looked at. {engine.unreadable(error).sentence}")
    else:
        if not found:
            yield Check(what=what, ok=True, detail=whole)


# --- each kind of thing -----------------------------------------------------------------------------------------------


def _file(connection: Connection) -> Iterator[str]:
    for problem in connection.exec_driver_sql("PRAGMA integrity_check").scalars().all():
        if problem != "ok":
            yield f"The file is damaged: {problem}."
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        yield f"The file is damaged: a row of {row[0]} points nowhere."


def _originals(connection: Connection) -> Iterator[str]:
    kept, sources = schema.blobs, schema.sources
    for number, sha256 in connection.execute(select(sources.c.number, sources.c.sha256).order_by(sources.c.number)):
        yield from _blob(connection, sha256, f"The original of S{number}")
    orphans = select(kept.c.sha256).where(kept.c.sha256.not_in(select(sources.c.sha256)))
    for sha256 in connection.execute(orphans).scalars().all():
        content = connection.scalar(select(kept.c.content).where(kept.c.sha256 == sha256))
        if rows.sha256_bytes(content or b"") != sha256:
            yield "A picture of an article is damaged."


def _pictures(connection: Connection) -> Iterator[str]:
    """Look for the bytes of each picture; whether they are right is seen with the originals."""
    kept = set(connection.execute(select(schema.blobs.c.sha256)).scalars())
    query = select(schema.articles.c.structure, schema.sources.c.number).join(schema.sources)
    for structure, number in connection.execute(query.order_by(schema.sources.c.number)):
        try:
            pictures: list[dict[str, Any]] = json.loads(structure)["pictures"]
            missing = sum(picture["sha256"] is not None and picture["sha256"] not in kept for picture in pictures)
        except (ValueError, KeyError, TypeError):
            continue  # told with the texts: it has another hash now
        if missing:
            yield f"{'A picture' if missing == 1 else f'{missing} pictures'} of S{number} cannot be found."
    blocks, briefings = schema.blocks, schema.briefings
    originals = set(connection.execute(select(schema.sources.c.sha256)).scalars())
    own = select(blocks.c.block, briefings.c.number).join(briefings).where(blocks.c.block.contains('"own-figure"'))
    for text, number in connection.execute(own.order_by(briefings.c.number)):
        with contextlib.suppress(ValueError):  # told with the briefings
            block: Any = json.loads(text)
            picture = block.get("picture")
            known = picture in kept and (picture not in originals or custody.is_own_picture(connection, picture))
            if block.get("kind") == "own-figure" and not known:
                yield f"The picture of a figure of B{number} cannot be found."


def _blob(connection: Connection, sha256: str, what: str) -> Iterator[str]:
    content = connection.scalar(select(schema.blobs.c.content).where(schema.blobs.c.sha256 == sha256))
    if content is None:
        yield f"{what} is missing."
    elif rows.sha256_bytes(content) != sha256:
        yield f"{what} is damaged."


def _texts(connection: Connection) -> Iterator[str]:
    articles, passages = schema.articles, schema.passages
    numbers = dict(connection.execute(select(schema.sources.c.id, schema.sources.c.number)).all())
    yield from _hashed(connection, articles, "text", lambda row: f"The text of S{numbers.get(row['source'])}")
    yield from _hashed(connection, articles, "structure", lambda row: f"The structure of S{numbers.get(row['source'])}")
    yield from _hashed(
        connection, passages, "passage", lambda row: f"Passage S{numbers.get(row['source'])}:{row['number']}"
    )
    texts = select(schema.sources.c.number).where(
        ~select(articles.c.source)
        .where(articles.c.source == schema.sources.c.id, articles.c.text_sha256 == schema.sources.c.text_sha256)
        .exists()
    )
    for number in connection.execute(texts).scalars():
        yield f"The text of S{number} is missing."


def _facts(connection: Connection) -> Iterator[str]:
    table = schema.sources
    columns = [table.c[name] for name in rows.SOURCE_COLUMNS]
    for row in connection.execute(select(table.c.reference_sha256, *columns)):
        source = rows.source_from(row[1:])
        if rows.reference_row(source.reference)["reference_sha256"] != row[0]:
            yield f"The facts of {source.handle} are damaged."


def _briefings(connection: Connection) -> Iterator[str]:
    yield from _hashed(connection, schema.briefings, "head", lambda row: f"Briefing B{row['number']}")
    numbers = dict(connection.execute(select(schema.briefings.c.id, schema.briefings.c.number)).all())
    for table, column, what in ((schema.blocks, "block", "A block"), (schema.steps, "edit", "A step of the undo list")):
        yield from _hashed(
            connection, table, column, lambda row, what=what: f"{what} of briefing B{numbers.get(row['briefing'])}"
        )


def _custody(connection: Connection) -> Iterator[str]:
    broken = list(custody.broken(connection))
    yield from (f"Line {number} of the custody log is not what was written." for number in broken)
    if broken:
        return  # what a broken log tells of the sources proves nothing
    log, sources = schema.custody, schema.sources
    came: dict[str, dict[str, Any]] = {}
    texts: dict[str, set[str]] = {}
    for source, detail in connection.execute(select(log.c.source, log.c.detail).order_by(log.c.seq)):
        told: dict[str, Any] = json.loads(detail)
        came.setdefault(source, told)
        texts.setdefault(source, set()).add(told.get("text_sha256", ""))
    for row in connection.execute(select(sources).order_by(sources.c.number)).mappings():
        if row["id"] not in came:
            yield f"The custody log does not tell of S{row['number']}."
            continue
        told = came[row["id"]]
        other = [words for name, words in _TOLD.items() if told.get(name) != row[name]]
        if row["text_sha256"] not in texts[row["id"]]:
            other.append("its text")
        if other:
            yield f"S{row['number']} is not as the custody log tells: {', '.join(other)}."
    gone = log.c.source.not_in(select(sources.c.id)), log.c.event != "own-picture"
    if connection.scalar(select(func.count()).select_from(log).where(*gone)):
        yield "The custody log tells of an article that is no longer there."


def _search(connection: Connection) -> Iterator[str]:
    """Look whether what is found of an article is what stands in it; the index beside it is SQLite's own to check."""
    found, articles, sources = schema.paragraphs, schema.articles, schema.sources
    query = (
        select(found.c.source, found.c.title, found.c.start, found.c.end, found.c.text, sources.c.number,
               sources.c.title.label("named"), articles.c.text.label("whole"))
        .join(sources, sources.c.id == found.c.source)
        .join(articles, (articles.c.source == sources.c.id) & (articles.c.text_sha256 == sources.c.text_sha256))
        .order_by(sources.c.number)
    )  # fmt: skip
    wrong = {
        row["number"]
        for row in connection.execute(query).mappings()
        if row["text"] != (row["named"] if row["title"] else row["whole"][row["start"] : row["end"]])
    }
    for number in sorted(wrong):
        yield f"A search does not find what stands in S{number}."


def _hashed(connection: Connection, table: Table, column: str, named: Callable[[Any], str]) -> Iterator[str]:
    """Look at each text in `column` against the hash that stands beside it."""
    for row in connection.execute(select(table)).mappings():
        if sha256_text(row[column]) != row[f"{column}_sha256"]:
            yield f"{named(row)} is damaged."


_TOLD = {"sha256": "its original", "file": "its name", "origin": "how it came", "captured": "when it came"}
"""What the log says of an article when it comes, and what of the article it is."""

_LOOKS: tuple[tuple[str, Look, str], ...] = (
    ("file", _file, "The file is whole."),
    ("originals", _originals, "Every original is as it came."),
    ("pictures", _pictures, "Every picture of an article is there."),
    ("texts", _texts, "Every text and passage is what was read."),
    ("facts", _facts, "The facts of every article are what was written."),
    ("briefings", _briefings, "Every briefing is what was written."),
    ("search", _search, "A search finds what stands in the articles."),
    ("custody", _custody, "The custody log is unbroken."),
)
"""What is looked at, and what is said of it when it is right."""
