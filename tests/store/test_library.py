"""The library's file itself: its settings, its hashes, its copies, and the way from an older schema."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from briefer.core import edits
from briefer.core.briefing import Text, printed
from briefer.errors import BrieferError, LibraryDamaged, LibraryMissing, LibraryReadOnly
from briefer.store import backup, engine, header, migrations, places, rows, schema
from briefer.store.checking import damages
from briefer.store.library import Library
from briefer.workspace.workspace import Workspace
from tests.workspace.conftest import TEXT, incoming


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a library with an article, a passage, a briefing and an undo list."""
    file = tmp_path / "library.briefer"
    workspace = Workspace.open(file)
    source = workspace.add(incoming(TEXT))
    briefing = workspace.new_briefing("Movements")
    passage, new = workspace.passage(source.id, *workspace.find_quote(source.id, "Nobody else spoke."))
    workspace.do(edits.take(briefing, passage, "situation", new=new))
    assert workspace.close().name == "saved"
    return file


def test_the_settings_that_keep_saved_true_are_set_on_every_connection(library: Path) -> None:
    wanted = {
        "journal_mode": "truncate", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1,
        "secure_delete": 1, "temp_store": 2, "fullfsync": 1, "busy_timeout": 5000,
    }  # fmt: skip
    for write in (True, False):
        with closing(engine.connect(library, write=write).connect()) as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
        assert found == wanted


def test_the_file_says_what_it_is(library: Path) -> None:
    content = library.read_bytes()
    assert content[68:72] == b"BRFE"
    assert int.from_bytes(content[60:64], "big") == schema.VERSION
    with closing(sqlite3.connect(library)) as connection:
        tables = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%'").fetchall()
        assert {name for name, sql in tables if sql.rstrip().endswith("STRICT")} == set(schema.metadata.tables)
        more = connection.execute("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')").fetchall()
        assert sorted(more) == [("custody_delete",), ("custody_update",)], "they only refuse"


def test_a_reader_cannot_write(library: Path) -> None:
    opened = Library.open(library, write=False, create=False)
    with pytest.raises(LibraryReadOnly), opened.transaction():
        pass
    opened.close()


def test_the_schema_can_be_made_on_postgresql() -> None:
    for table in schema.metadata.sorted_tables:
        made = str(CreateTable(table).compile(dialect=postgresql.dialect()))
        assert "STRICT" not in made
    assert "BIGINT" in str(CreateTable(schema.blocks).compile(dialect=postgresql.dialect()))


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_words_can_be_kept(value: object) -> None:
    text = rows.dumped(value)
    assert "\0" not in text
    assert rows.loaded(text, rows.sha256_text(text), "Anything") == value
    text.encode()


@pytest.mark.parametrize("words", ["half \ud83d", "a\0b", "\u2028", "😀"])
def test_words_no_database_takes_are_kept_all_the_same(tmp_path: Path, words: str) -> None:
    workspace = Workspace.open(tmp_path / "library.briefer")
    briefing = workspace.new_briefing("Movements")
    edit = edits.write(briefing, "risks", f"x{words}x")
    workspace.do(edit)
    kept = workspace.do(edits.set_fact(workspace.briefing or briefing, "question", words)).briefing
    assert workspace.close().name == "saved"
    again = Workspace.open(tmp_path / "library.briefer")
    assert again.open_briefing("B1") == kept
    (block,) = again.read_briefing("B1").blocks("risks")
    assert isinstance(block.inlines[0], Text)  # type: ignore[union-attr]
    again.close()


# --- damage -----------------------------------------------------------------------------------------------------------


def test_a_changed_text_is_noticed_when_it_is_read_and_when_it_is_looked_for(library: Path) -> None:
    assert damages(library) == []
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("UPDATE articles SET text = replace(text, 'Nobody', 'Anyone')")
        connection.execute("UPDATE blobs SET content = x'00'")
        connection.execute("UPDATE sources SET title = 'Other'")
        connection.commit()
    assert len(damages(library)) == 4  # and a search finds what stood there
    workspace = Workspace.open(library, write=False)
    with pytest.raises(LibraryDamaged):
        workspace.article(workspace.source("S1").id)
    with pytest.raises(LibraryDamaged):
        workspace.original(workspace.source("S1").id)
    workspace.close()


@pytest.mark.parametrize(("table", "column"), [("blocks", "block"), ("briefings", "head"), ("passages", "passage")])
def test_a_changed_briefing_is_not_opened(library: Path, table: str, column: str) -> None:
    with closing(sqlite3.connect(library)) as connection:
        connection.execute(f"UPDATE {table} SET {column} = replace({column}, 'e', 'a')")
        connection.commit()
    workspace = Workspace.open(library)
    with pytest.raises(LibraryDamaged):
        workspace.open_briefing("B1")
    workspace.close()


def test_flipped_bits_in_what_is_kept_are_noticed(library: Path) -> None:
    chance = random.Random(7)
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("VACUUM")  # or a flip may hit what a page keeps of a row that moved
    whole = library.read_bytes()
    places_of_text = [whole.index(word) for word in (b"Nobody else spoke", b'"pack":', b'"kind":"quotation"')]
    for _ in range(40):
        content = bytearray(whole)
        at = chance.choice(places_of_text) + chance.randrange(10)
        content[at] ^= 1 << chance.randrange(8)
        library.write_bytes(content)
        try:
            assert damages(library) != []
        except BrieferError:
            continue  # noticed earlier still


# --- copies -----------------------------------------------------------------------------------------------------------


def test_a_backup_made_while_somebody_writes_is_whole(library: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(library)
    briefing = workspace.open_briefing("B1")
    for number in range(5):
        workspace.do(edits.write(workspace.briefing or briefing, "risks", f"Risk {number}."))
        backup.backup(library, tmp_path / f"backup-{number}.briefer")
    workspace.close()
    held: list[list[str]] = []
    for number in range(5):
        copy = tmp_path / f"backup-{number}.briefer"
        assert backup.problems(copy) == damages(copy) == []
        opened = Workspace.open(copy)
        held.append([printed(block) for block in opened.open_briefing("B1").blocks("risks")])
        opened.close()
    # What was written last may still have been on its way; what is there is all that was written before.
    assert all(risks == [f"Risk {at}." for at in range(len(risks))] for risks in held)
    assert all(len(risks) <= number + 1 for number, risks in enumerate(held))
    assert held == sorted(held, key=len)
    assert not list(tmp_path.glob("*.part*"))


def test_there_is_no_backup_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing):
        backup.backup(tmp_path / "nowhere.briefer", tmp_path / "copy.briefer")
    assert list(tmp_path.iterdir()) == []


# --- from one schema to the next --------------------------------------------------------------------------------------


def _add_colour(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE briefings ADD COLUMN colour TEXT NOT NULL DEFAULT ''")


def _lose_passages(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM blocks")


def _stop(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM blocks")
    raise KeyboardInterrupt


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let this be a briefer of one schema later."""
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(header, "VERSION", schema.VERSION)
    return schema.VERSION


def test_a_library_of_an_older_schema_comes_along_whole_and_a_copy_stays(library: Path, newer: int) -> None:
    kept = migrations.migrate(library, {newer - 1: _add_colour}, newer)
    assert header.check(library).version == newer
    assert header.check(kept).version == newer - 1
    assert damages(library) == damages(kept) == []
    assert sorted(file.suffix for file in library.parent.iterdir() if file.stat().st_size) == [".briefer", ".briefer"]


@pytest.mark.parametrize(("step", "error"), [(_lose_passages, LibraryDamaged), (_stop, KeyboardInterrupt)])
def test_a_step_that_goes_wrong_leaves_the_library_as_it_was(
    library: Path, newer: int, step: migrations.Step, error: type[BaseException]
) -> None:
    before = library.read_bytes()
    with pytest.raises(error):
        migrations.migrate(library, {newer - 1: step}, newer)
    assert library.read_bytes() == before
    migrations.migrate(library, {newer - 1: _add_colour}, newer)
    assert header.check(library).version == newer


def test_an_older_library_is_not_changed_by_reading_it(library: Path, newer: int) -> None:
    before = library.read_bytes()
    with pytest.raises(LibraryReadOnly, match="older"):
        Workspace.open(library, write=False)
    assert library.read_bytes() == before


# --- the order of blocks ----------------------------------------------------------------------------------------------


@given(st.data())
def test_places_stay_in_order_and_what_stays_keeps_its_own(data: st.DataObject) -> None:
    held: list[int] = []
    for _ in range(data.draw(st.integers(0, 30))):
        at = data.draw(st.integers(0, len(held)))
        before = data.draw(st.integers(0, len(held) - at))
        after = data.draw(st.integers(0, 3))
        made, anew = places.replaced(held, at, before, after)
        assert len(made) == len(held) - before + after
        assert all(one < other for one, other in pairwise(made))
        if not anew:
            assert made[:at] == held[:at]
            assert made[at + after :] == held[at + before :]
        held = made


def test_a_place_can_be_found_between_two_neighbours_a_thousand_times() -> None:
    held = places.respaced(2)
    for _ in range(1000):
        held, _ = places.replaced(held, 1, 0, 1)
    assert len(set(held)) == 1002
