from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import ExportError, ExportTargetInvalid
from briefer.export import naming
from briefer.export.naming import NAME_BYTES, safe, suggested, write_beside
from tests.export.briefings import FACTS, Desk

PATTERN = "{number} {title} {date} v{version}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
        ("CON", "briefing CON"),
        ("nul.txt", "briefing nul.txt"),
        ("com1", "briefing com1"),
        ("console", "console"),
        ("ends with dots...", "ends with dots"),
        ("\u202excod.exe", "xcod.exe"),
        ("e\u0301te\u0301", "été"),
        ("line\nbreak\ttab", "line break tab"),
        ("..", "briefing"),
        ("", "briefing"),
    ],
)
def test_a_name_is_made_safe_for_every_system(name: str, expected: str) -> None:
    assert safe(name) == expected


@given(st.text(max_size=200), st.sampled_from([".docx", ".pdf"]))
def test_every_name_fits_and_stays_in_its_folder(name: str, suffix: str) -> None:
    made = safe(name, suffix)
    assert made.endswith(suffix)
    assert len(made.encode()) <= NAME_BYTES + len("briefing ")
    assert Path(made).name == made
    assert safe(made.removesuffix(suffix), suffix) == made


def test_a_name_follows_the_packs_pattern() -> None:
    briefing = Desk().briefing(**FACTS)
    assert suggested(PATTERN, briefing, ".docx") == "12 Reported troop movements 2024-10-21 v2.docx"


def test_a_date_in_a_name_is_whole_and_without_its_time() -> None:
    assert suggested("{date}", Desk().briefing(date="2024-10-21T18:00Z"), ".pdf") == "2024-10-21.pdf"
    assert suggested("{date}", Desk().briefing(date="21 October 2024"), ".pdf") == "21 October 2024.pdf"


def test_a_long_title_in_any_script_is_cut_between_letters() -> None:
    made = suggested(PATTERN, Desk().briefing(title="字" * 200), ".docx")
    assert made == "字" * 38 + ".docx"


def test_what_a_briefing_does_not_say_leaves_no_gap() -> None:
    assert suggested(PATTERN, Desk().briefing(), ".pdf") == "Reported troop movements.pdf"
    assert suggested(PATTERN, Desk().briefing(title=""), ".pdf") == "briefing.pdf"


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "note.docx"
    assert [write_beside(target, data).name for data in (b"one", b"two", b"three")] == [
        "note.docx", "note (2).docx", "note (3).docx",
    ]  # fmt: skip
    assert target.read_bytes() == b"one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["note (2).docx", "note (3).docx", "note.docx"]


def test_a_file_system_without_hard_links_keeps_the_promise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    target = tmp_path / "note.docx"
    assert write_beside(target, b"one") == target
    assert write_beside(target, b"two").name == "note (2).docx"
    assert target.read_bytes() == b"one"


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(naming.os, "fsync", full)
    with pytest.raises(ExportError, match="No space left"):
        write_beside(tmp_path / "note.docx", b"one")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportTargetInvalid, match="no folder"):
        write_beside(tmp_path / "nosuch" / "note.docx", b"")
    with pytest.raises(ExportTargetInvalid, match="is a folder"):
        write_beside(tmp_path, b"")
