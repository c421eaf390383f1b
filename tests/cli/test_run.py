"""The end of a run: exit codes, what goes where, and what happens when something nobody expects does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefer import paths
from briefer.cli import run
from tests.cli.conftest import Briefer


def briefer_process(*words: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **settings}
    return subprocess.run([sys.executable, "-m", "briefer", *words], capture_output=True, env=environment, check=False)


def test_the_whole_way_in_processes_of_its_own(article: Path, library: Path, tmp_path: Path) -> None:
    target = tmp_path / "briefing.docx"
    runs = [
        ("import", str(article), "--json"),
        ("new", "Movements", "--json"),
        ("take", "B1", "S1", "--section", "situation", "--quote", "engines at night", "--json"),
        ("write", "B1", "--section", "risks", "--text", "Élan – “quoted” 中", "--cite", "S1:1", "--json"),
        ("export", "B1", "--to", str(target), "--json"),
    ]
    for words in runs:
        told = briefer_process(*words)
        assert told.returncode == 0, told.stderr
        json.loads(told.stdout)
        assert told.stderr == b""
    assert target.read_bytes().startswith(b"PK")
    # Whatever the system's code page is, what is written is UTF-8.
    told = briefer_process("read", "B1", PYTHONIOENCODING="latin-1", PYTHONUTF8="0", LC_ALL="C")
    assert "Élan – “quoted” 中" in told.stdout.decode()


def test_what_nobody_expects_is_a_sentence_and_the_rest_goes_to_the_log(
    briefer: Briefer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise RuntimeError("inside")

    monkeypatch.setattr("briefer.cli.sources.list_all", broken)
    told = briefer("sources")
    assert (told.code, told.out) == (2, "")
    assert "inside" not in told.err
    log = paths.logs() / "command-line.log"
    assert str(log) in told.err
    assert "RuntimeError: inside" in log.read_text(encoding="utf-8")


def test_what_the_system_refuses_is_told_in_its_own_words(briefer: Briefer, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device", "library.briefer")

    monkeypatch.setattr("briefer.cli.sources.list_all", full)
    told = briefer("sources")
    assert told.code == 2
    assert told.err.splitlines() == [
        "briefer: The system refused: No space left on device.",
        "  It was about library.briefer.",
    ]


def test_where_nothing_can_be_logged_it_is_still_a_sentence(
    briefer: Briefer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> int:
        raise RuntimeError("inside")

    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("BRIEFER_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("briefer.cli.sources.list_all", broken)
    told = briefer("sources")
    assert told.code == 2
    assert "RuntimeError" in told.err


@pytest.mark.parametrize(("raised", "code"), [(KeyboardInterrupt, 130), (BrokenPipeError, 0)])
def test_a_person_who_stops_and_a_pipe_that_closes_are_met_quietly(
    monkeypatch: pytest.MonkeyPatch, raised: type[BaseException], code: int
) -> None:
    def stop(*_: object) -> int:
        raise raised

    monkeypatch.setattr(run, "_run", stop)
    monkeypatch.setattr(run.os, "dup2", lambda *_: None)
    assert run.main(["sources"]) == code


def test_a_reader_that_has_seen_enough_is_no_error(article: Path, library: Path) -> None:
    assert briefer_process("import", str(article)).returncode == 0
    process = subprocess.Popen(
        [sys.executable, "-m", "briefer", "source", "S1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert said == b""


def test_no_verb_opens_a_window(library: Path) -> None:
    program = (
        "import sys; from briefer.cli import main; main(['new', 'x']); main(['read', 'B1']); "
        "print('PySide6' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "False"


def test_progress_is_shown_on_a_terminal_and_nowhere_else(
    briefer: Briefer, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert briefer("import", article).err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    told = briefer("import", article)
    assert "Reading 1 of 1: stir.md" in told.err
    assert told.err.endswith("\r\x1b[K")
    assert told.json["sources"]
