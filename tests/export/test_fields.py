"""The list of all variables of templates: whole, true to what templates get, and what the help says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefer import paths
from briefer.citing.language import load
from briefer.core.briefing import BlockId, FigureBlock, Text
from briefer.core.passage import Quotation
from briefer.core.source import Region
from briefer.export.blocks import BlockPrinter
from briefer.export.context import context
from briefer.export.fields import GROUPS, examples, help_page
from briefer.export.pictures import Shown
from briefer.export.trial import trials
from briefer.packs import shelf
from tests.export.briefings import Desk, sample

_PARAGRAPH = ("sections", "*", "blocks", "*", "paragraphs", "*")
_WRITE = "from briefer.export.fields import help_page; print(help_page(), end='')"


def _view() -> dict[str, Any]:
    desk, briefing = sample(2)
    return context(briefing, desk.sources, shelf.find("standard"))


def _paths(value: Any, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Return the paths of all names in a context; paragraphs and runs are told once, wherever they stand."""
    if isinstance(value, list):
        return set().union(*(_paths(each, (*path, "*")) for each in value))
    if not isinstance(value, dict):
        return set()
    if "runs" in value:
        path = _PARAGRAPH
    elif "proof" in value:
        path = (*_PARAGRAPH, "runs", "*")
    found: set[tuple[str, ...]] = set()
    for key, part in value.items():
        found |= {(*path, key)} | _paths(part, (*path, key))
    return found


_ROOTS = {(name,) for name in ("briefing", "marking", "length", "language", "paper", "pack", "look", "words")}
_OF_PICTURES = {"name", "alt", "width", "height"}


def test_every_variable_that_templates_get_is_in_the_list_and_no_other() -> None:
    got = _paths(_view()).union(*map(_paths, trials(shelf.find("standard")).values())) - _ROOTS
    listed = {field.path for group in GROUPS for field in group.fields} - {_PARAGRAPH}
    assert got - listed == set()
    assert {path[-1] for path in listed - got} == _OF_PICTURES


def test_pictures_have_the_names_in_the_list() -> None:
    desk = Desk()
    passage = replace(desk.passage(desk.source(), "A chart"), region=Region(left=0, top=0, right=1, bottom=1, page=0))
    figure = FigureBlock(id=BlockId("figure"), quotation=Quotation(passage=passage), caption=(Text(text="The gauge"),))
    printer = BlockPrinter(load("en"), {}, {}, False, {passage.id: Shown(b"\x89PNG", 10, 10)})
    block = printer.block(figure)
    assert block is not None
    assert {path[-1] for path in _paths(block)} >= _OF_PICTURES


@pytest.mark.parametrize(
    ("tag", "example"),
    [
        ("{{ briefing.title }}", "Reported troop movements"),
        ("{{ fact.label }}", "No."),
        ("{{ section.advice }}", "no"),
        ("{{ source.number }}", "1"),
        ("{{ words.sources }}", "Sources"),
        ("{{ briefing.supersedes }}", ""),
    ],
)
def test_an_example_is_what_the_briefing_says(tag: str, example: str) -> None:
    shown = {field.tag: words for _, fields in examples(_view()) for field, words in fields}
    assert shown[tag] == example


def test_long_examples_are_one_line_that_is_cut() -> None:
    shown = [words for _, fields in examples(_view()) for _, words in fields]
    assert max(map(len, shown)) == 80
    assert not any("\n" in words for words in shown)


def test_the_page_of_the_help_is_made_from_the_list() -> None:
    page = paths.resources() / "help" / "template-fields.md"
    assert page.read_text("utf-8") == help_page(), f'write it anew: python -c "{_WRITE}" > {page.name}'
