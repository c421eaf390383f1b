"""The engine for Word templates, case by case: cases/prints.toml and cases/mistakes.toml."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path
from typing import Any

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment

from briefer.export.word.engine import environment, fill, take_apart
from briefer.export.word.package import Package
from briefer.export.word.resolving import resolve
from briefer.packs.problem import Problem, TemplateProblems
from tests.export.word.drafts import lines, part, template

CASES = Path(__file__).parent / "cases"
PARTS = ("header", "footer", "footnotes", "endnotes", "comments", "title", "address")
CONTEXT: dict[str, Any] = {
    "title": "A & <b>",
    "rows": [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}],
    "groups": [{"name": "North", "items": ["a", "b"]}, {"name": "South", "items": ["c"]}],
    "names": {"it’s": "apostrophe"},
    "empty": [],
    "nothing": None,
    "part": {"runs": [{"kind": "text", "text": "x < y", "bold": True}], "rtl": False},
    "yes": True,
    "no": False,
    "colour": "FF0000",
    "lines": "one\ntwo\tthree",
    "controls": "a\x00\x07\ud800b",
    "tricky": "{{ 7*7 }}{%p if x %}</w:t>",
}


def cases(name: str) -> list[Any]:
    found = tomllib.loads((CASES / name).read_text("utf-8"))["case"]
    return [pytest.param(case, id=case["name"]) for case in found]


def draft(case: dict[str, Any]) -> bytes:
    return template(case["body"], {name: case[name] for name in PARTS if name in case})


def filled(data: bytes) -> bytes:
    package = Package.read(data)
    resolve(package, fill(package, environment({}), CONTEXT), CONTEXT, styled=False)
    return package.write()


def read(data: bytes, name: str) -> list[str]:
    if name == "title":
        return [part(data, "docProps/core.xml")[0].text or ""]
    if name == "address":
        relations = part(data, "word/_rels/document.xml.rels")
        return [each.get("Target", "") for each in relations if each.get("TargetMode") == "External"]
    return lines(part(data, f"word/{name}{'1' if name in ('header', 'footer') else ''}.xml"))


@pytest.mark.parametrize("case", cases("prints.toml"))
def test_prints(case: dict[str, Any]) -> None:
    data = filled(draft(case))
    assert read(data, "document") == case["prints"]
    for name, expected in case.get("also", {}).items():
        assert read(data, name) == expected


@pytest.mark.parametrize("case", [each for each in cases("prints.toml") if "docxtpl" not in each.values[0]])
def test_docxtpl_prints_the_same(case: dict[str, Any]) -> None:
    document = DocxTemplate(io.BytesIO(draft(case)))
    document.render(CONTEXT, Environment(autoescape=True))
    out = io.BytesIO()
    document.save(out)
    assert read(out.getvalue(), "document") == read(filled(draft(case)), "document")


@pytest.mark.parametrize("case", [each for each in cases("mistakes.toml") if "told" in each.values[0]])
def test_all_mistakes_are_told_at_once_with_their_places(case: dict[str, Any]) -> None:
    _, problems = take_apart(Package.read(draft(case)), environment({}))
    assert [problem.id for problem in problems] == [id_ for id_, _, _ in case["told"]]
    for problem, (_, place, words) in zip(problems, case["told"], strict=True):
        _hold(problem, place, words)
    if "suggestion" in case:
        assert problems[0].suggestion == case["suggestion"]


@pytest.mark.parametrize("case", [each for each in cases("mistakes.toml") if "fails" in each.values[0]])
def test_what_fails_as_it_is_printed_is_told_as_exactly(case: dict[str, Any]) -> None:
    with pytest.raises(TemplateProblems) as error:
        filled(draft(case))
    [problem] = error.value.problems
    id_, place, words = case["fails"]
    assert problem.id == id_
    _hold(problem, place, words)
    if "suggestion" in case:
        assert problem.suggestion == case["suggestion"]


def _hold(problem: Problem, place: str, words: str) -> None:
    assert problem.place.endswith(place) or place in problem.place
    assert words in problem.message
    assert problem.excerpt or not place
