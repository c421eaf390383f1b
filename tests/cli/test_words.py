"""What may be typed, and how what makes no sense is told."""

from __future__ import annotations

import subprocess
import sys

import pytest

from briefer import paths
from briefer.cli.arguments import VERBS, parse
from briefer.cli.run import main
from briefer.errors import BadRequest


@pytest.mark.parametrize(
    "words",
    [
        ["--json", "--library", "here", "sources"],
        ["sources", "--json", "--library", "here"],
        ["--json", "sources", "--library=here"],
        ["--library", "here", "sources", "--json"],
    ],
)
def test_library_and_json_stand_before_or_behind_the_verb(words: list[str]) -> None:
    options = parse(words)
    assert options is not None
    assert (options.library, options.json, options.verb) == ("here", True, "sources:list_all")


def test_without_them_the_answer_is_for_a_person_and_the_library_ones_own() -> None:
    options = parse(["sources"])
    assert options is not None
    assert (options.library, options.json) == (None, False)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "VERB"),
        (["exprt"], "no verb “exprt”"),
        (["import"], "FILE"),
        (["take", "B1", "S1", "--section", "risks"], "--quote"),
        (["take", "B1", "S1", "--section", "risks", "--quote", "x", "--nth", "two"], "two"),
        (["sources", "--jason"], "--jason"),
        (["sources", "--libr", "x"], "--libr"),
        (["read"], "BRIEFING"),
    ],
)
def test_words_that_make_no_sense_are_told_in_a_sentence_with_a_hint(words: list[str], says: str) -> None:
    with pytest.raises(BadRequest) as refused:
        parse(words)
    assert says in refused.value.sentence
    assert refused.value.sentence.endswith(".")
    assert "--help" in refused.value.hint


def test_a_verb_misspelt_gets_the_one_that_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exprt", "B1"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Did you mean export?" in told.err
    assert len(told.err.splitlines()) == 2


@pytest.mark.parametrize("words", [["--help"], ["--version"], *([verb, "--help"] for verb in VERBS)])
def test_help_is_printed_and_nothing_is_done(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    told = capsys.readouterr()
    assert told.out.strip()
    assert told.err == ""


def test_help_lists_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    told = capsys.readouterr().out
    assert [verb for verb in VERBS if verb not in told] == []


def test_the_page_of_help_has_every_verb_and_every_option() -> None:
    page = (paths.resources() / "help" / "command-line.md").read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f"| `{verb}" not in page] == []
    options = ["--library", "--json", "--set", "--limit", "--pack", "--section", "--quote", "--nth", "--text", "--cite"]
    assert [option for option in [*options, "--to", "--template", "--style"] if option not in page] == []


def test_help_loads_nothing_that_takes_time() -> None:
    program = (
        "import sys; from briefer.cli import main; main(['--help']); "
        "print([name for name in ('PySide6', 'sqlalchemy', 'lxml', 'docx', 'jinja2', 'typst', 'json', 'shutil', "
        "'dataclasses', 'briefer.core', 'briefer.workspace') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, encoding="utf-8")
    assert told.stdout.splitlines()[-1] == "[]"
