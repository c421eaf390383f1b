"""From an older schema to this one: on a copy, which takes the library's place only when it was found to be whole.

Each step is a small function under the number of the schema that it starts from. It must not drop a row that it does
not write anew: the counts of all tables that both schemas have are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from briefer.errors import LibraryDamaged
from briefer.store import backup, engine, header, schema
from briefer.store.migrations import one

Step = Callable[[Connection], None]

STEPS: Mapping[int, Step] = {1: one.step}
"""The step from each former schema to the next."""


def migrate(path: Path, steps: Mapping[int, Step] = STEPS, to: int = schema.VERSION) -> Path:
    """Bring the library at `path` to schema `to` and return the backup of how it was, which stays beside it.

    The caller holds the lock of the one writer.

    Raises:
        LibraryDamaged: the copy did not come out whole; the library is as it was.
        NotSaved: the disk failed; the library is as it was.
    """
    version = header.check(path).version
    kept = _kept(path, version)
    if not kept.exists():
        backup.backup(path, kept)
    copy = path.with_name(f"{path.name}.migrating")
    engine.discard(copy)
    backup.backup(path, copy)
    try:
        before = _counts(copy)
        with closing(engine.connect(copy, write=True).connect()) as connection:
            # Off before the transaction begins: a table that is built anew would take its children with it.
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            for number in range(version, to):
                steps[number](connection)
            connection.exec_driver_sql(f"PRAGMA user_version={to}")
            connection.commit()
        after = _counts(copy)
        if backup.problems(copy) or any(after.get(table, count) != count for table, count in before.items()):
            engine.discard(copy)
            raise LibraryDamaged(
                "The library could not be brought to this version of briefer; it is as it was.",
                "Use the former version, and keep the library for whoever looks into this.",
            )
        engine.put_in_place(copy, path)
    except DBAPIError as error:
        raise engine.told(error) from error
    return kept


def _kept(path: Path, version: int) -> Path:
    """Return the name of the backup; one that is older than the library, of an attempt that was cut off, stays too."""
    kept, number = path.with_name(f"{path.stem}.schema-{version}{path.suffix}"), 1
    while kept.exists() and kept.stat().st_mtime < path.stat().st_mtime:
        number += 1
        kept = path.with_name(f"{path.stem}.schema-{version}-{number}{path.suffix}")
    return kept


def _counts(path: Path) -> dict[str, int]:
    with closing(engine.connect(path, write=False).connect()) as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
        ours = [name for name in names if not name.startswith(("sqlite_", "words"))]
        return {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in ours}
