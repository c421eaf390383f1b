"""The acts `pack lint` and `pack render`: all that is wrong with a template, and the engine alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefer.workspace import template_packs
from tests.cli.conftest import Briefer
from tests.export.word.drafts import lines, part, template

HALF = """
{{ briefing.titel }}
{{ briefing.author|uper }}
{%p for section in sections %}
{{ sektion.title }} {{ section.title }} {{ loop.index }} {{ nothing|default("") }}
{% set mine = 1 %}{{ mine }}
"""
BROKEN = """
# Risks
{{ briefing.titel }}
{%p for section in sections %}
{{ section.title }} {{ nosuch }}
{%p endfor %}
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def test_nothing_is_wrong_with_the_standard_pack(briefer: Briefer) -> None:
    briefer("pack", "new", "rivers")
    told = briefer("pack", "lint", "rivers")
    assert (told.code, told.json["problems"]) == (0, [])
    briefer("pack", "build", "rivers")
    assert "Nothing is wrong." in briefer("pack", "lint", "rivers-1.brieferpack", plain=True).out


def test_unknown_names_are_told_beside_a_loop_that_is_never_closed(briefer: Briefer) -> None:
    briefer("pack", "new", "rivers")
    (Path("rivers") / "standard.docx").write_bytes(template(HALF))
    told = briefer("pack", "lint", "rivers").json["problems"]
    assert [(each["message"], each["suggestion"]) for each in told if each["severity"] == "error"] == [
        ("There is no “titel” in briefing", "Did you mean “title”?"),
        ("There is no filter “uper”", "Did you mean “upper”?"),
        ("{%p for section in sections %} is never closed", "Write {%p endfor %}."),
        ("“sektion” is not known", "Did you mean “section”?"),
    ]


def test_a_broken_template_of_a_pack_is_told_with_file_place_and_suggestion(briefer: Briefer) -> None:
    briefer("pack", "new", "rivers")
    (Path("rivers") / "standard.docx").write_bytes(template(BROKEN))
    told = briefer("pack", "lint", "rivers")
    assert told.code == 1
    first, second, *_ = told.json["problems"]
    assert {key: first[key] for key in ("id", "severity", "file", "part", "place", "excerpt", "suggestion")} == {
        "id": "undefined",
        "severity": "error",
        "file": "standard.docx",
        "part": "word/document.xml",
        "place": "under “Risks”, paragraph 2",
        "excerpt": "{{ briefing.titel }}",
        "suggestion": "Did you mean “title”?",
    }
    assert "“nosuch” is not known" in second["message"]


def test_a_mistake_that_only_an_empty_briefing_shows_is_found(briefer: Briefer) -> None:
    Path("own.md.j2").write_text("{{ sources[0].title }}")
    told = briefer("pack", "lint", "own.md.j2").json["problems"]
    assert [problem["id"] for problem in told] == ["undefined"]
    assert "in an empty briefing" in told[0]["message"]


def test_the_annotated_copy_has_each_problem_as_a_comment(briefer: Briefer, tmp_path: Path) -> None:
    Path("broken.docx").write_bytes(template(BROKEN, {"header": "{{ title|uper }}"}))
    told = briefer("pack", "lint", "broken.docx", "--annotated", "copy.docx")
    comments = lines(part(Path("copy.docx").read_bytes(), "word/comments.xml"))
    assert told.json["problems"][0]["id"] == "unknown-filter"
    assert any("There is no filter “uper” (in a header, paragraph 1)." in line for line in comments)
    assert lines(part(Path("copy.docx").read_bytes(), "word/document.xml")) == BROKEN.strip().replace("# ", "").split(
        "\n"
    )


@pytest.mark.parametrize(
    ("name", "template_", "read"),
    [
        ("own.typ.j2", "= <<< title >>>\n<% for row in rows %>\n- <<< row >>>\n<% endfor %>\n", b"%PDF"),
        ("own.html.j2", "<p>{{ title }}</p>", b"<p>A &amp; B</p>"),
        ("own.md.j2", "# {{ title }}", b"# A & B"),
    ],
)
def test_any_template_is_filled_with_any_values(briefer: Briefer, name: str, template_: str, read: bytes) -> None:
    Path(name).write_text(template_)
    Path("values.json").write_text(json.dumps({"title": "A & B", "rows": ["x", "y"]}))
    suffix = {"typ": ".pdf", "htm": ".html", "md.": ".md"}[name[4:7]]
    told = briefer("pack", "render", name, "--context", "values.json", "--to", f"made{suffix}")
    assert (told.code, told.json["problems"]) == (0, [])
    assert read in Path(told.json["files"][0]["path"]).read_bytes()


def test_a_word_template_is_filled_with_any_values(briefer: Briefer) -> None:
    Path("own.docx").write_bytes(
        template("{{ title }}\n| {%tr for row in rows %} |\n| {{ row }} |\n| {%tr endfor %} |")
    )
    Path("values.json").write_text(json.dumps({"title": "A & B", "rows": ["x", "y"]}))
    assert briefer("pack", "render", "own.docx", "--context", "values.json", "--to", "made.docx").code == 0
    assert lines(part(Path("made.docx").read_bytes(), "word/document.xml")) == ["A & B", "| x |", "| y |"]


def test_what_cannot_be_filled_is_told_and_nothing_is_written(briefer: Briefer) -> None:
    Path("own.docx").write_bytes(template("fine\n{{ titel }}"))
    Path("values.json").write_text('{"title": "T"}')
    told = briefer("pack", "render", "own.docx", "--context", "values.json", "--to", "made.docx")
    assert told.code == 2
    [problem] = told.json["problems"]
    assert (problem["id"], problem["place"], problem["suggestion"]) == (
        "undefined",
        "paragraph 2",
        "Did you mean “title”?",
    )
    assert told.json["files"] == []
    assert not Path("made.docx").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["lint", "nowhere"], "cannot be read"),
        (["lint", "values.json"], "is no template"),
        (["render", "own.md.j2"], "not said"),
        (["render", "own.md.j2", "--context", "values.json", "--to", "x.pdf"], "makes .md files"),
        (["render", "own.md.j2", "--context", "list.json", "--to", "x.md"], "no JSON object"),
        (["render", "own.md.j2", "--context", "own.md.j2", "--to", "x.md"], "is no JSON"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(briefer: Briefer, words: list[str], says: str) -> None:
    Path("own.md.j2").write_text("x")
    Path("values.json").write_text("{}")
    Path("list.json").write_text("[]")
    told = briefer("pack", *words)
    assert told.code == 2
    assert says in told.err


def test_a_problem_is_the_same_after_it_was_plain_data() -> None:
    [problem] = [each for each in template_packs.lint(_bad()) if each.id == "undefined"]
    assert type(problem).of(problem.view()) == problem


def _bad() -> Path:
    Path("bad.md.j2").write_text("{{ x }}")
    return Path("bad.md.j2")
