"""The template engine alone, in the worker: any template of a kind that is known, any plain values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, cast

from briefer.errors import BadRequest, BrieferError
from briefer.export import html, markdown, pdf
from briefer.export.word import job
from briefer.packs.problem import Problem, TemplateProblems
from briefer.worker import Plain

KINDS = {".docx": ".docx", ".dotx": ".docx", ".typ.j2": ".pdf", ".html.j2": ".html", ".md.j2": ".md"}
"""How the names of templates end, and the suffix of what each makes."""


def kind_of(name: str) -> str:
    """Return the suffix of what the template with that file name makes.

    Raises:
        BadRequest: it is no template's name.
    """
    for ending, suffix in KINDS.items():
        if name.lower().endswith(ending):
            return suffix
    told = PurePath(name).suffix or "a file without a suffix"
    raise BadRequest(f"{name} is no template: briefer does not know {told}.", f"It knows: {', '.join(KINDS)}.")


def fill(suffix: str, template: bytes, context: dict[str, Any]) -> dict[str, Plain]:
    """Return ``{"file": bytes, "problems": [], "warnings": [sentence]}`` of what a template makes of `context`.

    ``file`` is None where it cannot be made, and ``problems`` say why.
    """
    try:
        data, warnings = filled(suffix, template, context)
    except TemplateProblems as error:
        return {"file": None, "problems": [problem.view() for problem in error.problems], "warnings": []}
    except BrieferError as error:
        return {"file": None, "problems": [unusable(error).view()], "warnings": []}
    return {"file": data, "problems": [], "warnings": warnings}


def filled(suffix: str, template: bytes, context: Mapping[str, Any]) -> tuple[bytes, list[Plain]]:
    """Return what a template makes of `context`, and sentences about it.

    Raises:
        TemplateProblems, TemplateError, ExportError: it cannot be made.
    """
    values = dict(context)
    match suffix:
        case ".docx":
            return job.fill_any(template, values), []
        case ".html":
            return html.fill(template, values), []
        case ".md":
            return markdown.fill(template, values), []
        case _:
            made = pdf.fill(template, values)
            return cast("bytes", made["file"]), cast("list[Plain]", made["warnings"])


def unusable(error: BrieferError) -> Problem:
    """Return an error that is about a template as a whole as a problem of it."""
    return Problem(id="unusable", message=error.sentence.rstrip("."), suggestion=error.hint)
