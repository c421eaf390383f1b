"""Looks a template over, in the worker: what is wrong in it, then what goes wrong as briefings are tried with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, cast

import jinja2

from briefer.errors import BrieferError
from briefer.export import html, markdown, pdf
from briefer.export.filling import filled, unusable
from briefer.export.word import engine
from briefer.export.word.body import WHOLE, whole_names
from briefer.export.word.job import FILTERS
from briefer.export.word.package import Package
from briefer.export.word.placed import Part, Placed
from briefer.export.word.program import alone, at_tag, collect, tree
from briefer.export.word.styles import missing_styles
from briefer.packs import render
from briefer.packs.names import assigned, unknown, unknown_in_tag, unknown_of
from briefer.packs.problem import Problem, TemplateProblems
from briefer.packs.recording import Record
from briefer.worker import Plain

_GIVEN = ("loop", "caller", "varargs", "kwargs")
"""What Jinja itself gives to loops and macros."""


def lint(suffix: str, template: bytes, contexts: dict[str, dict[str, Any]]) -> list[Plain]:
    """Return the problems of a template as plain data; `contexts` are those it is tried with, by what they are."""
    whole = frozenset[str]().union(*map(whole_names, contexts.values()))
    found: dict[tuple[str, ...], Problem] = {}
    standing = _standing(suffix, template, contexts, whole)
    for problem in (*standing, *_tried(suffix, template, contexts)):
        found.setdefault((problem.id, problem.part, problem.place, problem.excerpt, problem.message), problem)
    order = {part: number for number, part in enumerate(dict.fromkeys(each.part for each in found.values()))}
    listed = sorted(found.values(), key=lambda each: (each.severity, order[each.part], each.order))
    return [problem.view() for problem in listed]


def _standing(
    suffix: str, template: bytes, contexts: Mapping[str, dict[str, Any]], whole: Collection[str]
) -> list[Problem]:
    """Return what can be told without printing it."""
    known = {name for context in contexts.values() for name in context}
    try:
        if suffix == ".docx":
            package = Package.read(template)
            parts, problems = engine.take_apart(package, engine.environment(FILTERS), whole)
            # The tree of a part that is not well formed as a whole cannot be made, nor is it tried.
            asked = [
                each
                for part in parts
                for each in (_names_alone(part, known, contexts) if problems else _names_in_part(part, known))
            ]
            return [*problems, *asked, *missing_styles(package)]
        source = render.text_of(template)
        names = unknown(_environment(suffix, {}).parse(source), known)
        return [render.at_line(_unknown(name, known), line, source) for name, line in names]
    except BrieferError as error:
        return [unusable(error)]
    except jinja2.TemplateSyntaxError:
        return []  # told as it is tried
    return []


def _names_in_part(part: Part, known: Collection[str]) -> list[Problem]:
    found = unknown(tree(part, engine.environment(FILTERS)), known)
    return [at_tag(part, _unknown(name, known), line) for name, line in found]


def _names_alone(part: Part, known: Collection[str], contexts: Mapping[str, dict[str, Any]]) -> Iterator[Problem]:
    """Yield what the tags of a part ask for in vain, each read by itself; what any of them assigns is known to all."""
    jinja = engine.environment(FILTERS)
    read = alone(part, jinja)
    given = {*known, *WHOLE, *_GIVEN, *cast("dict[str, Any]", jinja.globals)}
    own = frozenset[str]().union(*(assigned(each) for _, each in read))
    held = _held(contexts, own)
    for placed, each in read:
        for name, _ in unknown_in_tag(each, given | own):
            yield _at(placed, _unknown(name, [*known, *own]))
        for name, attribute, _ in unknown_of(each, held):
            missing = render.MissingError(f"There is no “{attribute}” in {name}", attribute, list(held[name]))
            yield _at(placed, render.problem_of(missing, {}))


def _held(contexts: Mapping[str, dict[str, Any]], own: Collection[str]) -> dict[str, dict[str, object]]:
    """Return what has parts in the contexts, by name, with the parts that any of them has."""
    held: dict[str, dict[str, object]] = {}
    for context in contexts.values():
        for name, value in context.items():
            if isinstance(value, dict) and name not in own:
                held.setdefault(name, {}).update(cast("dict[str, object]", value))
    return held


def _at(placed: Placed, problem: Problem) -> Problem:
    return replace(problem, part=placed.part, place=placed.place, excerpt=placed.excerpt, order=placed.order)


def _unknown(name: str, known: Collection[str]) -> Problem:
    return render.problem_of(render.MissingError(f"“{name}” is not known", name, None), known)


def _tried(suffix: str, template: bytes, contexts: Mapping[str, dict[str, Any]]) -> list[Problem]:
    found: dict[tuple[str, ...], Problem] = {}
    for number, (name, context) in enumerate(contexts.items()):
        for problem in _missing(suffix, template, context) or _failed(suffix, template, context):
            # A mistake that every briefing meets is told once, and as one of the template itself.
            met = (problem.id, problem.part, problem.place, problem.excerpt, problem.message)
            told = f"{problem.message}, in {name}" if number else problem.message
            found.setdefault(met, replace(problem, message=told))
    return list(found.values())


def _missing(suffix: str, template: bytes, context: dict[str, Any]) -> list[Problem]:
    """Return all that a template asks a context for in vain, and what else fails as it is printed on in spite of it."""
    record = Record()
    if suffix == ".docx":
        try:
            jinja = record.watch(engine.environment(FILTERS))
            parts, problems = engine.take_apart(Package.read(template), jinja, whole_names(context))
        except BrieferError:
            return []
        found: list[Problem] = []
        for part in [] if problems else parts:
            met = _met(record, partial(collect, part, jinja, context))
            found += [at_tag(part, render.problem_of(error, context), line) for line, error in met]
        return found
    source = template.decode("utf-8-sig", "replace")
    jinja = record.watch(_environment(suffix, context))
    met = _met(record, lambda: render.collected(jinja.from_string(source), context))
    return [render.at_line(render.problem_of(error, context), line, source) for line, error in met]


def _met(record: Record, printing: Callable[[], str]) -> list[tuple[int, Exception]]:
    """Print something, and return what was missing and what ended it, with their lines, in their order."""
    record.missing.clear()
    ended: list[tuple[int, Exception]] = []
    try:
        printing()
    except (BrieferError, jinja2.TemplateError, OverflowError, *render.FAULTS) as error:
        ended = [(render.line_of(error), error)]
    return sorted([*record.told(), *ended], key=lambda each: each[0])


def _environment(suffix: str, context: dict[str, Any]) -> jinja2.Environment:
    return {".html": html.environment, ".md": markdown.environment}.get(suffix, pdf.environment)(context)


def _failed(suffix: str, template: bytes, context: dict[str, Any]) -> list[Problem]:
    """Return why a template makes no file of a context; nothing where it does."""
    try:
        filled(suffix, template, context)
    except TemplateProblems as error:
        return list(error.problems)
    except BrieferError as error:
        return [unusable(error)]
    return []
