"""The verbs doctor and backup, and the custody log of an article."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Briefer
from tests.sources.samples import sample

WHAT = ["file", "originals", "pictures", "texts", "facts", "briefings", "search", "custody"]


def test_a_whole_library_is_said_to_be_whole(started: Briefer) -> None:
    started("take", "B1", "S1", "--section", "situation", "--quote", "Nobody else spoke.")
    started("source", "S1", "--set", "title=The river")
    told = started("doctor")
    assert told.code == 0
    assert told.json["ok"] is True
    assert [check["what"] for check in told.json["checks"]] == WHAT
    assert all(check["ok"] and check["detail"].endswith(".") for check in told.json["checks"])
    assert started("doctor", plain=True).out.splitlines()[-1] == "The library is whole."


@pytest.mark.parametrize(
    ("statement", "what", "sentence"),
    [
        ("UPDATE blobs SET content = x'00'", "originals", "The original of S1 is damaged."),
        ("PRAGMA foreign_keys=OFF; DELETE FROM blobs", "originals", "The original of S1 is missing."),
        ("UPDATE articles SET text = text || 'x'", "texts", "The text of S1 is damaged."),
        ("UPDATE articles SET structure = '{}'", "texts", "The structure of S1 is damaged."),
        ("UPDATE passages SET passage = '{}'", "texts", "Passage S1:1 is damaged."),
        ("UPDATE sources SET title = 'Other'", "facts", "The facts of S1 are damaged."),
        ("UPDATE briefings SET head = '{}'", "briefings", "Briefing B1 is damaged."),
        ("UPDATE blocks SET block = '{}'", "briefings", "A block of briefing B1 is damaged."),
        (
            "DROP TRIGGER custody_update; UPDATE custody SET at = '2020-01-01'",
            "custody",
            "Line 1 of the custody log is not what was written.",
        ),
        (
            "DROP TRIGGER custody_delete; DELETE FROM custody",
            "custody",
            "The custody log does not tell of S1.",
        ),
        (
            "UPDATE sources SET captured = '2020-01-01T00:00:00Z', file = 'x'",
            "custody",
            "S1 is not as the custody log tells: its name, when it came.",
        ),
        ("UPDATE paragraphs SET text = 'x' WHERE title = 0", "search", "A search does not find what stands in S1."),
    ],
)
def test_what_was_changed_from_outside_is_said_in_a_sentence(
    started: Briefer, library: Path, statement: str, what: str, sentence: str
) -> None:
    started("take", "B1", "S1", "--section", "situation", "--quote", "Nobody else spoke.")
    with closing(sqlite3.connect(library)) as connection:
        connection.executescript(statement)
    told = started("doctor")
    assert told.code == 1
    assert told.json["ok"] is False
    assert {"what": what, "ok": False, "detail": sentence} in told.json["checks"]
    assert sentence in started("doctor", plain=True).out


def test_an_article_exchanged_together_with_its_hashes_is_found_out(started: Briefer, library: Path) -> None:
    text = "Troops left the river."
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("UPDATE blobs SET content = ?, sha256 = ?", (text.encode(), sha256))
        connection.execute("UPDATE articles SET text = ?, text_sha256 = ?", (text, sha256))
        connection.execute("UPDATE sources SET sha256 = ?, text_sha256 = ?", (sha256, sha256))
        connection.commit()
    details = [check["detail"] for check in started("doctor").json["checks"] if check["what"] == "custody"]
    assert details == ["S1 is not as the custody log tells: its original, its text."]


def test_a_picture_that_was_changed_from_outside_is_noticed(briefer: Briefer, library: Path, tmp_path: Path) -> None:
    file = tmp_path / "closure.eml"
    file.write_bytes(sample("mutt.eml"))
    assert briefer("import", file).code == 0
    assert briefer("doctor").json["ok"] is True
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("UPDATE blobs SET content = x'00' WHERE sha256 NOT IN (SELECT sha256 FROM sources)")
        connection.commit()
    details = [check["detail"] for check in briefer("doctor").json["checks"] if not check["ok"]]
    assert details == ["A picture of an article is damaged."]


def test_a_file_with_a_broken_page_is_said_to_be_damaged(started: Briefer, library: Path) -> None:
    content = bytearray(library.read_bytes())
    content[4096 * 4 : 4096 * 5] = b"\xff" * 4096
    library.write_bytes(content)
    told = started("doctor")
    assert told.code == 1
    assert next(check["ok"] for check in told.json["checks"] if check["what"] == "file") is False


@pytest.mark.parametrize("statement", ["UPDATE custody SET at = ''", "DELETE FROM custody"])
def test_the_custody_log_takes_no_change(started: Briefer, library: Path, statement: str) -> None:
    with closing(sqlite3.connect(library)) as connection, pytest.raises(sqlite3.IntegrityError, match="only added to"):
        connection.execute(statement)


def test_the_custody_log_says_what_came_and_what_was_done(started: Briefer, article: Path) -> None:
    started("source", "S1", "--set", "title=The river")
    started("import", article)
    told = started("source", "S1", "--custody").json
    assert [entry["event"] for entry in told["custody"]] == ["added", "corrected", "met-again"]
    added, corrected, _ = told["custody"]
    assert added["detail"]["file"] == "stir.md"
    assert added["detail"]["sha256"] == told["source"]["sha256"]
    assert added["detail"]["bytes"] == article.stat().st_size
    assert corrected["detail"] == {"title": "The river"}
    lines = started("source", "S1", "--custody", plain=True).out
    assert "added" in lines
    assert "Nobody else spoke." not in lines


# --- copies -----------------------------------------------------------------------------------------------------------


def test_a_backup_is_a_library_with_everything_in_it(started: Briefer, library: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.briefer"
    told = started("backup", "--to", copy)
    assert told.code == 0
    assert told.json["ok"] is True
    assert (told.json["file"], told.json["bytes"]) == (str(copy), copy.stat().st_size)
    assert [check["what"] for check in told.json["checks"]] == WHAT
    assert started("--library", copy, "sources").json == started("sources").json


def test_a_backup_goes_beside_the_library_or_into_a_folder_under_a_name_of_its_own(
    started: Briefer, library: Path, tmp_path: Path
) -> None:
    beside = Path(started("backup").json["file"])
    assert beside.parent == library.parent / "backups"
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    assert Path(started("backup", "--to", folder).json["file"]).parent == folder


def test_no_backup_is_written_over(started: Briefer, tmp_path: Path) -> None:
    copy = tmp_path / "copy.briefer"
    copy.write_bytes(b"kept")
    told = started("backup", "--to", copy)
    assert (told.code, told.out) == (2, "")
    assert copy.read_bytes() == b"kept"


def test_a_backup_of_a_damaged_library_says_so_and_is_kept(started: Briefer, library: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("UPDATE articles SET text = text || 'x'")
        connection.commit()
    copy = tmp_path / "copy.briefer"
    told = started("backup", "--to", copy)
    assert told.code == 1
    assert told.json["ok"] is False
    assert copy.exists()


@pytest.mark.parametrize("verb", ["doctor", "backup"])
def test_where_there_is_no_library_none_is_made(briefer: Briefer, library: Path, verb: str) -> None:
    told = briefer(verb)
    assert (told.code, told.out) == (2, "")
    assert not library.exists()
    assert not (library.parent / "backups").exists()
