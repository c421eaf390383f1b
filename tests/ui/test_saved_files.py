"""What is new and whole in a folder into which a browser saves: told from sizes and times, look by look."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefer.ui.saved_files import Known, Look, look

KINDS = (".html", ".pdf", ".txt")
LONG_AGO = 0
EVER = 2**62


def _write(file: Path, words: str, age: int = 0) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(words, "utf-8")
    time = 1_700_000_000 - age
    os.utime(file, (time, time))
    return file


def _look(folder: Path, known: Known | Look = Known(), since: int = LONG_AGO) -> Look:  # noqa: B008 - a frozen value
    return look(folder, KINDS, known.known if isinstance(known, Look) else known, since)


def test_a_file_is_whole_when_it_is_the_same_twice_and_is_told_once(tmp_path: Path) -> None:
    file = _write(tmp_path / "page.html", "words")
    first = _look(tmp_path)
    second = _look(tmp_path, first)
    assert (first.whole, second.whole, _look(tmp_path, second).whole) == ((), (file,), ())


def test_a_file_that_grows_is_waited_for(tmp_path: Path) -> None:
    file = _write(tmp_path / "report.pdf", "half")
    first = _look(tmp_path)
    _write(file, "half and half")
    second = _look(tmp_path, first)
    assert second.whole == ()
    assert _look(tmp_path, second).whole == (file,)


@pytest.mark.parametrize("suffix", [".part", ".crdownload"])
def test_a_file_beside_its_partial_download_is_waited_for(tmp_path: Path, suffix: str) -> None:
    file, on_its_way = _write(tmp_path / "a.pdf", "words"), _write(tmp_path / f"a.pdf{suffix}", "wor")
    found = _look(tmp_path, _look(tmp_path, _look(tmp_path)))
    assert found.whole == ()
    on_its_way.unlink()
    assert _look(tmp_path, _look(tmp_path, found)).whole == (file,)


def test_what_is_partial_hidden_empty_or_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    for name in ("b.html.crdownload", "c.part", ".hidden.html", "~$d.html", "e.exe"):
        _write(tmp_path / name, "words")
    _write(tmp_path / "f.html", "")
    assert _look(tmp_path, _look(tmp_path, _look(tmp_path))).whole == ()


@pytest.mark.parametrize("companion", ["page_files", "page-Dateien", "page.files"])
def test_a_page_waits_for_its_folder_and_is_one_with_it(tmp_path: Path, companion: str) -> None:
    file = _write(tmp_path / "page.html", "words")
    _write(tmp_path / companion / "one.html", "frame")
    first = _look(tmp_path)
    _write(tmp_path / companion / "two.png", "picture")
    second = _look(tmp_path, first)
    assert second.whole == ()
    assert _look(tmp_path, second).whole == (file,)


def test_what_lay_there_before_is_not_new_and_is_when_it_is_saved_again(tmp_path: Path) -> None:
    file = _write(tmp_path / "old.txt", "old words")
    first = _look(tmp_path, since=EVER)
    assert _look(tmp_path, _look(tmp_path, first, EVER), EVER).whole == ()
    _write(file, "other words", age=-60)
    assert _look(tmp_path, _look(tmp_path, first)).whole == (file,)


def test_a_folder_that_is_gone_forgets_nothing(tmp_path: Path) -> None:
    _write(tmp_path / "in" / "page.html", "words")
    known = _look(tmp_path / "in", _look(tmp_path / "in"))
    (tmp_path / "in").rename(tmp_path / "away")
    gone = _look(tmp_path / "in", known)
    assert gone.missing
    (tmp_path / "away").rename(tmp_path / "in")
    assert _look(tmp_path / "in", gone).whole == ()
