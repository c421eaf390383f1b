"""Tries a template with the sample of its pack, in the worker: every line that is expected has to be printed."""

from __future__ import annotations

from typing import Any

from lxml import html

from briefer.errors import BrieferError
from briefer.export.filling import filled, unusable
from briefer.export.word.names import w
from briefer.export.word.package import Package
from briefer.packs.problem import Problem, TemplateProblems, excerpt
from briefer.worker import Plain

READ = (".docx", ".html", ".md")
"""What can be read again word for word."""


def check(suffix: str, template: bytes, context: dict[str, Any], expected: list[str]) -> list[Plain]:
    """Return the problems, as plain data, of a template that does not print the lines `expected` in their order."""
    try:
        data, _ = filled(suffix, template, context)
    except TemplateProblems as error:
        return [problem.view() for problem in error.problems]
    except BrieferError as error:
        return [unusable(error).view()]
    words = _plain(_words(suffix, data))
    problems: list[Plain] = []
    at = 0
    for line in map(_plain, expected):
        found = words.find(line, at)
        if found >= 0:
            at = found + len(line)
        else:
            problems.append(_missing(line, elsewhere=line in words).view())
    return problems


def _missing(line: str, *, elsewhere: bool) -> Problem:
    told = "is printed elsewhere" if elsewhere else "is not printed"
    return Problem(id="not-expected", message=f"Of the sample “{excerpt(line)}” {told}", excerpt=excerpt(line))


def _words(suffix: str, data: bytes) -> str:
    if suffix == ".docx":
        paragraphs = Package.read(data).tree("word/document.xml").iter(w("p"))
        return "\n".join("".join(text.text or "" for text in paragraph.iter(w("t"))) for paragraph in paragraphs)
    if suffix == ".html":
        root = html.document_fromstring(data.decode("utf-8"))
        for style in root.findall(".//style"):
            style.drop_tree()
        return root.text_content()
    return data.decode("utf-8")


def _plain(words: str) -> str:
    return " ".join(words.split())
