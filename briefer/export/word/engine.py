"""The template engine for Word files: every part with tags is taken apart, checked, and printed from the context.

It knows nothing of briefings: values are plain data, and the filters that print runs are handed to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from lxml import etree

from briefer.export.word import values
from briefer.export.word.address import headings
from briefer.export.word.body import body, source_list, whole_names
from briefer.export.word.compile import compile_part
from briefer.export.word.marks import NOTE, PICTURE, ROW, SIGN, without
from briefer.export.word.names import Element, parse
from briefer.export.word.package import Package, relations_path
from briefer.export.word.placed import Part
from briefer.export.word.program import ATTRIBUTE, PARAGRAPHS, RUNS, WORDS, check, not_whole, render
from briefer.export.word.runs import runs, written
from briefer.export.word.tidy import Tidier
from briefer.packs.problem import Problem, TemplateProblems
from briefer.packs.render import xml

DOCUMENT = "word/document.xml"
_RELATED = ("header", "footer", "footnotes", "endnotes", "comments")
_PLACES = (WORDS, ATTRIBUTE, PARAGRAPHS, RUNS)
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")


def environment(filters: Mapping[str, Callable[..., Any]]) -> jinja2.Environment:
    """Return the environment for Word templates, with `filters` beside those that print a value in its place."""
    own = {WORDS: values.words, ATTRIBUTE: values.attribute, PARAGRAPHS: values.paragraphs, RUNS: written}
    jinja = xml({**own, "runs": runs, "_body": body, "_sources": source_list, **filters})
    jinja.code_generator_class = _Generator
    return jinja


class _Generator(CodeGenerator):
    """Has what the filter for a place returns printed as it is: markup. To ask of each whether it is takes long."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if isinstance(node, nodes.Filter) and node.name in _PLACES:
            return str(node.as_const(frame.eval_ctx))
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if isinstance(node, nodes.Filter) and node.name in _PLACES:
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)


def take_apart(
    package: Package, jinja: jinja2.Environment, whole: Collection[str] = ()
) -> tuple[list[Part], list[Problem]]:
    """Return the parts of a template that have text or tags, and all that is wrong. The package's trees are changed.

    `whole` are the names that stand for paragraphs where they stand alone in one: see `whole_names`.

    Raises:
        TemplateError: a part is not well formed.
    """
    styles = package.tree("word/styles.xml") if "word/styles.xml" in package.parts else None
    titled = headings(styles)
    texts = {*text_parts(package)}
    parts: list[Part] = []
    problems: list[Problem] = []
    for name in written_parts(package):
        part = compile_part(package.tree(name), name, titled, whole, marked=name in texts)
        problems += check(part, jinja)
        if part.pieces:
            parts.append(part)
    return parts, problems


def fill(package: Package, jinja: jinja2.Environment, context: Mapping[str, Any]) -> list[Part]:
    """Print all parts of a template from the context and return them; text parts are for `resolve` to put in place.

    Raises:
        TemplateProblems: with all that is wrong with it, or the first thing that failed as it was printed.
        TemplateError: a part is not well formed.
    """
    parts, problems = take_apart(package, jinja, whole_names(context))
    if problems:
        raise TemplateProblems(problems)
    for part in parts:
        part.printed = render(part, jinja, context)
    for part in parts:
        if not part.scopes:
            package.put(part.name, _tree(part))
    package.refuse_dangers()  # an address may have been printed
    return parts


def _tree(part: Part) -> Element:
    """Return the tree of a part that is no text of the document: a note, a property, an address."""
    if any(mark[:1] in (NOTE, PICTURE, ROW) for mark in part.printed.split(SIGN)[1::2]):
        raise TemplateProblems([not_whole(part, "a note, picture or table stands in a note or comment")])
    try:
        root = parse(without(part.printed).encode())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise TemplateProblems([not_whole(part, str(error))]) from error
    if not part.name.endswith(".rels"):
        Tidier().tidy(root)
    return root


def written_parts(package: Package) -> Iterator[str]:
    """Yield the parts that a template's author can write tags into, the text first."""
    texts = text_parts(package)
    yield from texts
    for kind in _RELATED[2:]:
        yield from dict.fromkeys(package.related(DOCUMENT, kind))
    for name in texts:
        if relations_path(name) in package.parts:
            yield relations_path(name)
    yield from (name for name in _PROPERTIES if name in package.parts)


def text_parts(package: Package) -> list[str]:
    """Return the document, its headers and its footers."""
    return list(dict.fromkeys([DOCUMENT, *(name for kind in _RELATED[:2] for name in package.related(DOCUMENT, kind))]))
