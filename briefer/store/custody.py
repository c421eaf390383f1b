"""The custody log: what came in, when, from where, with which hashes, and what was done to it since.

Rows are only ever added. Each carries the hash of the row before it and of itself: whoever changes the file from
outside has to write the whole log anew, and a copy of its last hash (every backup is one) tells that they did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from sqlalchemy import Connection, insert, select

from briefer.core.custody import Entry, Event
from briefer.core.source import SourceId
from briefer.core.text import sha256_text
from briefer.store import rows, schema

_COLUMNS = ("seq", "at", "source", "event", "detail", "before")


def append(connection: Connection, source: str, event: Event, detail: Mapping[str, Any], at: str) -> None:
    """Write down `event` of a source at the end of the log; the very same after a failed commit is no second line."""
    table = schema.custody
    written = rows.dumped(dict(detail))
    same = (table.c.source == source, table.c.at == at, table.c.event == event, table.c.detail == written)
    if connection.scalar(select(table.c.seq).where(*same)) is not None:
        return
    last = connection.execute(select(table).order_by(table.c.seq.desc()).limit(1)).mappings().first()
    row = {
        "seq": last["seq"] + 1 if last is not None else 1,
        "at": at,
        "source": source,
        "event": event,
        "detail": written,
        "before": last["sha256"] if last is not None else "",
    }
    connection.execute(insert(table).values({**row, "sha256": _hash(row)}))


def of_source(connection: Connection, source: SourceId) -> tuple[Entry, ...]:
    """Return what is written down of a source, oldest first."""
    table = schema.custody
    found = connection.execute(select(table).where(table.c.source == source).order_by(table.c.seq)).mappings()
    return tuple(rows.entry_from(cast("rows.Read", row)) for row in found)


def append_own_picture(connection: Connection, sha256: str, at: str) -> None:
    """Write down that a picture of the analyst's own came in, by the hash of its bytes."""
    append(connection, "", "own-picture", {"sha256": sha256}, at)


def is_own_picture(connection: Connection, sha256: str) -> bool:
    """Say whether the bytes with this hash came in as a picture of the analyst's own."""
    table = schema.custody
    # Rows of no source are those of such pictures alone, and there is an index on it.
    same = (table.c.source == "", table.c.event == "own-picture", table.c.detail == rows.dumped({"sha256": sha256}))
    return connection.scalar(select(table.c.seq).where(*same).limit(1)) is not None


def broken(connection: Connection) -> Iterator[int]:
    """Yield the number of each row that is not what was written or does not follow the one before."""
    before, expected = "", 1
    table = schema.custody
    for found in connection.execute(select(table).order_by(table.c.seq)).mappings():
        row = cast("rows.Read", found)
        if row["seq"] != expected or row["before"] != before or row["sha256"] != _hash(row):
            yield row["seq"]
        before, expected = row["sha256"], row["seq"] + 1


def _hash(row: Mapping[str, Any]) -> str:
    return sha256_text(rows.dumped([row[name] for name in _COLUMNS]))
