"""The job that makes a PDF, in the worker: ``.typ.j2`` through Jinja to Typst, PDF/UA-1, the same bytes twice.

A glyph that no font has never stops an export: bundled fonts are tried first, then the system's, then the character is
printed as ``[U+XXXX]`` and a warning says so.
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import typst

from briefer.errors import ExportError, TemplateError
from briefer.export.typst_runs import PRELUDE, TypstPrinter, language
from briefer.packs import render
from briefer.worker import Plain

STANDARD = "ua-1"
_TRIES = 7
# An error inside Typst 0.15, where a word is hyphenated just behind a link or a figure, as one with half of it linked.
_LINK_FAULT = "expected link ancestor"
_UNHYPHENATED = "#set text(hyphenate: false)\n"
_MISSING = re.compile(r'(?:the text|disallowed codepoint) `"((?:[^"\\]|\\.)*)"`')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")


def make(template: bytes, context: dict[str, Any], pictures: dict[str, bytes] | None = None) -> dict[str, Plain]:
    """Return ``{"file": bytes, "warnings": [sentence]}`` of what `template` makes of `context`.

    `pictures` are those of its figures, by the names that runs give them.

    Raises:
        TemplateError: the template cannot be carried out or compiled.
        ExportError: its characters cannot be printed however often it is tried.
    """
    source = render.text_of(template)
    # Typst takes pictures from files only: they lie in a folder with nothing else in it, inside the worker's own.
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (pictures or {}).items():
            (Path(folder) / Path(name).name).write_bytes(data)
        return _compiled(source, context, folder)


def _compiled(source: str, context: dict[str, Any], root: str) -> dict[str, Plain]:
    stamp = _timestamp(context["briefing"]["date_iso"])
    missing: dict[str, str] = {}
    system_fonts = False
    prelude = ""
    for _ in range(_TRIES):
        markup = prelude + _markup(source, context)
        try:
            pdf = typst.compile(
                markup.encode("utf-8", "replace"),
                root=root,  # pyright: ignore[reportArgumentType] - the stub says bytes, which it refuses
                ignore_system_fonts=not system_fonts,
                format="pdf",
                pdf_standards=[STANDARD],
                timestamp=stamp,
            )
        except typst.TypstError as error:
            if _LINK_FAULT in error.message and not prelude:
                prelude = _UNHYPHENATED
                context = cast("dict[str, Any]", _replaced(context, {"\u00ad": ""}))
                continue
            found = _without_glyph(error)
            if not found:
                raise _template_error(error) from error
            if not system_fonts:
                system_fonts = True
                continue
            missing |= {character: _shown(character) for character in found}
            context = cast("dict[str, Any]", _replaced(context, missing))
            continue
        return {"file": pdf, "warnings": _warnings(missing)}
    raise ExportError("The PDF has characters that no font on this machine can print.", "Export it as a Word file.")


def _markup(source: str, context: dict[str, Any]) -> str:
    printer = TypstPrinter(context)
    filters: dict[str, Callable[..., Any]] = {
        "runs": printer.runs,
        "item": printer.item,
        "table": printer.table,
        "language": language,
    }
    return PRELUDE + render.render(render.typst(filters), source, context, lambda line: f"in line {line}")


def _timestamp(text: str) -> int:
    """Return midnight UTC of the briefing's date in seconds; a briefing without a date is always of the same one."""
    try:
        return int(datetime.fromisoformat(text[:10]).replace(tzinfo=UTC).timestamp())
    except ValueError:
        return 0


def _without_glyph(error: typst.TypstError) -> set[str]:
    """Return the characters that the compiler has no glyph for; it tells all of them at once."""
    told = f"{error.diagnostic}\n{error.message}"
    characters = {
        character
        for match in _MISSING.finditer(told)
        for character in _ESCAPE.sub(lambda code: chr(int(code[1], 16)) if code[1] else code[2], match[1])
    }
    # A letter that a missing mark was joined to has a glyph of its own.
    beyond = {character for character in characters if not character.isascii()}
    return beyond or characters


def _shown(character: str) -> str:
    """Return what is printed instead: controls, joiners and marks of direction vanish, for they print nothing."""
    return "" if unicodedata.category(character) in ("Cc", "Cf") else f"[U+{ord(character):04X}]"


def _replaced(value: Plain, missing: dict[str, str]) -> Plain:
    """Return plain values with characters replaced in every text of them."""
    if isinstance(value, str):
        return value if value.isascii() else value.translate(str.maketrans(missing))
    if isinstance(value, list):
        return [_replaced(part, missing) for part in value]
    if isinstance(value, dict):
        return {key: _replaced(part, missing) for key, part in value.items()}
    return value


def _warnings(missing: dict[str, str]) -> list[Plain]:
    printed = sorted(filter(None, missing.values()))
    if not printed:
        return []
    shown = ", ".join(printed[:8]) + (" …" if len(printed) > 8 else "")
    several = "characters have" if len(printed) > 1 else "character has"
    are = "are" if len(printed) > 1 else "is"
    return [f"{len(printed)} {several} no glyph in any font here and {are} printed as {shown}."]


def _template_error(error: typst.TypstError) -> TemplateError:
    hints = [str(hint) for hint in error.hints]
    return TemplateError(f"The PDF template cannot be compiled: {error.message}.", " ".join(hints) or None)
