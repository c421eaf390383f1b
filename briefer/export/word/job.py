"""The job that makes a Word file, in the worker: a template's bytes and a context go in, a proved file comes out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from briefer.core.text import LINE_BREAK
from briefer.export.word.engine import environment, fill
from briefer.export.word.finish import finish, resolve
from briefer.export.word.names import unmark
from briefer.export.word.package import Package
from briefer.export.word.placed import Part
from briefer.export.word.proof import prove
from briefer.export.word.properties import CORE, printed_core, trim_custom
from briefer.export.word.runs import block, chip, contents_line, heading
from briefer.packs.problem import TemplateProblems

FILTERS = {"paragraph": block, "heading": heading, "chip": chip, "contents_line": contents_line}
"""What the values of a briefing's context go through in ``{{r … }}``."""


def make(template: bytes, context: dict[str, Any], pictures: dict[str, bytes] | None = None) -> bytes:
    """Return the .docx that `template` makes of `context`; `pictures` by the names that runs give them.

    Raises:
        TemplateError: the template cannot be read or carried out.
        ExportError: what came out is not whole.
    """
    package = Package.read(template)
    trim_custom(package, tags=True)
    try:
        parts = fill(package, environment(FILTERS), context)
    except TemplateProblems as error:
        raise error.told() from error
    tagged = (placed.place for part in parts if part.name == CORE for placed in part.tags)
    finish(package, context, pictures, printed_core(package, tagged))
    _unmark(package, parts)
    data = package.write()
    prove(data, quoted_words(context))
    return data


def fill_any(template: bytes, context: dict[str, Any]) -> bytes:
    """Return the .docx that `template` makes of any plain values, which need not be those of a briefing.

    Raises:
        TemplateProblems: with all that is wrong with the template, or the first thing that failed.
        TemplateError: it cannot be read.
        ExportError: what came out is not whole.
    """
    package = Package.read(template)
    parts = fill(package, environment(FILTERS), context)
    # What prints words alone needs no style of ours, and the template stays as it is.
    if any(placed.slot in ("runs", "paragraphs", "content") for part in parts for placed in part.tags):
        resolve(package, context)
    _unmark(package, parts)
    data = package.write()
    prove(data, [])
    return data


def _unmark(package: Package, parts: Iterable[Part]) -> None:
    for part in parts:
        unmark(package.tree(part.name))


def quoted_words(context: dict[str, Any]) -> list[str]:
    """Return the words of every quotation in the sections, each line of them by itself."""
    found: list[str] = []
    for section in context["sections"]:
        for view in section["blocks"]:
            for paragraph in view["paragraphs"]:
                words = ""
                for run in paragraph["runs"]:
                    if run["kind"] in ("source", "omission", "insertion", "case"):
                        words += run["text"]
                    elif words:
                        found.append(words)
                        words = ""
                if words:
                    found.append(words)
    return [words.replace("\n", LINE_BREAK) for words in found]
