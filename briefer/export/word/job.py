"""The job that makes a Word file, in the worker: a template's bytes and a context go in, a proved file comes out."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from briefer.core.text import LINE_BREAK
from briefer.export.noting import at_end
from briefer.export.word.engine import environment, fill
from briefer.export.word.finish import finish, lay_out
from briefer.export.word.notes import count_in_figures
from briefer.export.word.package import Package
from briefer.export.word.proof import prove
from briefer.export.word.properties import CORE, printed_core, trim_custom
from briefer.export.word.resolving import resolve, told_of_parts
from briefer.export.word.runs import block, chip, contents_line, heading
from briefer.packs.problem import TemplateProblems

FILTERS = {"paragraph": block, "heading": heading, "chip": chip, "contents_line": contents_line}
"""What the values of a briefing's context go through in ``{{r … }}``."""
_QUOTED = frozenset({"source", "omission", "insertion", "case"})


@contextmanager
def _uncollected() -> Generator[None]:
    """Keep the garbage collector from going through the context again and again: it is large, and stays."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@_uncollected()
def make(template: bytes, context: dict[str, Any], pictures: dict[str, bytes] | None = None) -> bytes:
    """Return the .docx that `template` makes of `context`; `pictures` by the names that runs give them.

    Raises:
        TemplateError: the template cannot be read or carried out.
        ExportError: what came out is not whole.
    """
    package = Package.read(template)
    trim_custom(package, tags=True)
    lay_out(package, context)
    try:
        parts = fill(package, environment(FILTERS), context)
        resolve(package, parts, context, pictures)
        with told_of_parts(package, parts):
            tagged = (placed.place for part in parts if part.name == CORE for placed in part.tags)
            finish(package, context, printed_core(package, tagged))
            data = package.write()
            prove(data, quoted_words(context))
    except TemplateProblems as error:
        raise error.told() from error
    return data


@_uncollected()
def fill_any(template: bytes, context: dict[str, Any]) -> bytes:
    """Return the .docx that `template` makes of any plain values, which need not be those of a briefing.

    Raises:
        TemplateProblems: with all that is wrong with the template, or the first thing that failed.
        TemplateError: it cannot be read.
        ExportError: what came out is not whole.
    """
    package = Package.read(template)
    if at_end(context):
        count_in_figures(package)
    parts = fill(package, environment(FILTERS), context)
    # What prints words alone needs no style of ours, and the template stays as it is.
    styled = any(placed.slot in ("runs", "paragraphs", "content") for part in parts for placed in part.tags)
    resolve(package, parts, context, styled=styled)
    with told_of_parts(package, parts):
        data = package.write()
        prove(data, [])
    return data


def quoted_words(context: dict[str, Any]) -> list[str]:
    """Return the words of every quotation in the sections as they stand between tags, without breaks and tabs."""
    found: list[str] = []
    for section in context["sections"]:
        for view in section["blocks"]:
            for paragraph in view["paragraphs"]:
                words: list[str] = []
                for run in paragraph["runs"]:
                    if run["kind"] in _QUOTED:
                        words.append(run["text"])
                    elif words:
                        found.append("".join(words))
                        words = []
                if words:
                    found.append("".join(words))
    return [words.replace("\n", "").replace(LINE_BREAK, "").replace("\t", "") for words in found]
