"""The job that makes a PDF, in the worker: ``.typ.j2`` through Jinja to Typst, the same bytes twice.

It is PDF/UA-1 (ISO 14289-1), and PDF/A-2a besides (ISO 19005-2), which wants a date; with data attached PDF/A-3a.

A glyph that no font has never stops an export: bundled fonts are tried first, then the system's, then the character is
printed as ``[U+XXXX]`` and a warning says so.
"""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache, partial
from pathlib import Path
from types import CodeType
from typing import Any, TypeAlias, cast

import jinja2
import typst

from briefer import paths
from briefer.errors import ExportError
from briefer.export.noting import at_end
from briefer.export.typst_runs import TypstPrinter, language
from briefer.packs import render
from briefer.packs.problem import Problem, TemplateProblems, excerpt
from briefer.worker import Plain

Standards: TypeAlias = "tuple[typst.PDFStandard, ...]"
"""What a PDF has to conform to, as Typst names it."""

_ACCESSIBLE: typst.PDFStandard = "ua-1"
_ARCHIVAL: typst.PDFStandard = "a-2a"
_WITH_DATA: typst.PDFStandard = "a-3a"  # A-2 may hold no files
DATA = "briefing.json"
"""The name of the data attached: what the template was given."""
_ATTACHED = f"""
#pdf.attach("/{DATA}", relationship: "data", mime-type: "application/json", description: "The briefing as data")
"""
_TRIES = 7
# The archive's rules are the first to be let go: a PDF without a date, say, is still one for all readers.
_ARCHIVAL_FAULT = "PDF/A"
_DATE_FAULT = "missing document date"
# An error inside Typst 0.15, where a word is hyphenated just behind a link or a figure, as one with half of it linked.
_LINK_FAULT = "expected link ancestor"
# PDF/UA-1 asks for a title (ISO 14289-1, 7.1); a template that sets none gets one.
_TITLE_FAULT = "missing document title"
_UNHYPHENATED = "#set text(hyphenate: false)\n"
_MISSING = re.compile(r'(?:the text|disallowed codepoint) `"((?:[^"\\]|\\.)*)"`')
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
_LINE = re.compile(r":(\d+):\d+")
_TAGS = re.compile("<<<.*?>>>|<%.*?%>|<#.*?#>")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")


def make(template: bytes, context: dict[str, Any], pictures: dict[str, bytes] | None = None) -> dict[str, Plain]:
    """Return ``{"file": bytes, "warnings": [sentence]}`` of what `template` makes of `context`.

    `pictures` are those of its figures, by the names that runs give them.

    Raises:
        TemplateError: the template cannot be carried out or compiled.
        ExportError: its characters cannot be printed however often it is tried.
    """
    try:
        return fill(template, context, pictures)
    except TemplateProblems as error:
        raise error.told() from error


def make_with_data(
    template: bytes, context: dict[str, Any], pictures: dict[str, bytes] | None = None
) -> dict[str, Plain]:
    """Return what `make` does, with the context attached as JSON. Raises as `make`."""
    try:
        return fill(template, context, pictures, attach=True)
    except TemplateProblems as error:
        raise error.told() from error


def fill(
    template: bytes, context: dict[str, Any], pictures: dict[str, bytes] | None = None, attach: bool = False
) -> dict[str, Plain]:
    """Return what `make` does, of any plain values.

    Raises:
        TemplateProblems: the template cannot be carried out or compiled.
        TemplateError, ExportError: as `make` says.
    """
    source = render.text_of(template)
    # Typst takes pictures from files only: they lie in a folder with nothing else in it, inside the worker's own.
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (pictures or {}).items():
            (Path(folder) / Path(name).name).write_bytes(data)
        if not attach:
            return compiled(source, context, partial(_compile, folder))
        written = json.dumps(context, ensure_ascii=False, indent=1, sort_keys=True)
        (Path(folder) / DATA).write_text(written, "utf-8", "replace", newline="\n")
        return compiled(source, context, partial(_compile, folder), _ATTACHED, archival=_WITH_DATA)


def _compile(root: str, markup: bytes, system_fonts: bool, stamp: int, standards: Standards) -> bytes:
    return typst.compile(
        markup,
        root=root,  # pyright: ignore[reportArgumentType] - the stub says bytes, which it refuses
        ignore_system_fonts=not system_fonts,
        format="pdf",
        pdf_standards=list(standards),
        timestamp=stamp,
    )


def compiled(
    source: str,
    context: dict[str, Any],
    compile_markup: Callable[[bytes, bool, int, Standards], bytes],
    tail: str = "",
    archival: typst.PDFStandard = _ARCHIVAL,
) -> dict[str, Plain]:
    """Return what `fill` does; `tail` is markup behind what the template prints. Raises as `fill`.

    `compile_markup` gets the markup, whether fonts of the system may be used, a moment in seconds, and what the PDF has
    to conform to: `archival` among it, unless the template makes that impossible.
    """
    stamp = _timestamp(str(context.get("briefing", {}).get("date_iso", "")))
    missing: dict[str, str] = {}
    system_fonts = False
    prelude = titled = ""
    standards: Standards = (archival, _ACCESSIBLE)
    told: list[Plain] = []
    for _ in range(_TRIES):
        markup = titled + prelude + _markup(source, context) + tail
        # Among the bundled fonts Arabic letters are in one for program text alone, where they are hard to read.
        system_fonts = system_fonts or _ARABIC.search(markup) is not None
        try:
            pdf = compile_markup(markup.encode("utf-8", "replace"), system_fonts, stamp, standards)
        except typst.TypstError as error:
            if error.message.startswith(_ARCHIVAL_FAULT) and len(standards) > 1 and not _without_glyph(error):
                standards = (_ACCESSIBLE,)
                if _DATE_FAULT not in error.message:
                    told = [f"The PDF is not fit for an archive (PDF/A): {error.message.partition(': ')[2]}."]
                continue
            if _LINK_FAULT in error.message and not prelude:
                prelude = _UNHYPHENATED
                context = cast("dict[str, Any]", _replaced(context, {"\u00ad": ""}))
                continue
            if _TITLE_FAULT in error.message and not titled:
                titled = f"#set document(title: {render.typst_string(str(context.get('title') or 'Untitled'))})\n"
                continue
            found = _without_glyph(error)
            if not found:
                raise TemplateProblems([_problem(error, markup, source)]) from error
            if not system_fonts:
                system_fonts = True
                continue
            missing |= {character: _shown(character) for character in found}
            context = cast("dict[str, Any]", _replaced(context, missing))
            continue
        return {"file": pdf, "warnings": [*told, *_warnings(missing)]}
    raise ExportError("The PDF has characters that no font on this machine can print.", "Export it as a Word file.")


def _markup(source: str, context: dict[str, Any]) -> str:
    text = render.render(environment(context), source, context, _code)
    return _looks(context) + _kit() + text + _left(context)


@lru_cache(maxsize=4)
def _code(source: str) -> CodeType:
    """Return the code of a template, for every rendering of it: it takes longer to make than to run."""
    # What a filter of ours prints is of one rendering, also where its words are the template's own: none is made here.
    return render.typst(dict.fromkeys(_filters({}), _not_yet)).compile(source)


def _not_yet(*_: object) -> Any:
    raise TypeError("a template is compiled, not rendered")


def _looks(context: Mapping[str, Any]) -> str:
    """Return what the kit is told, on one line: the look of the pack, where its notes stand, how many headings come."""
    look = context.get("look")
    told = ["endnotes: true"] if at_end(context) else []
    told.append(f"headings-listed: {_headings_listed(context)}")
    for name, value in cast("dict[str, object]", look).items() if isinstance(look, dict) else ():
        if value in ("", None):
            continue
        words = render.typst_string(str(value))
        match name:
            case "accent":
                told.append(f"accent: rgb({words})")
            case "text" | "headings" | "header" | "footer":
                told.append(f"{name}: {words}")
            case "margin":
                told.append(f"margin: {float(str(value))}mm")
            case "logo":
                told.append(f"logo: {render.typst_string('/' + Path(str(value)).name)}")
            case _:
                continue  # values of any kind may be printed through any template
    return f"#let briefer-pack = ({', '.join(told)})\n"


def _headings_listed(context: Mapping[str, Any]) -> int:
    """Return how many lines a list of contents has, about: sections, the sources, and headings of the first level."""
    sections = _mappings(context.get("sections"))
    blocks = [block for section in sections for block in _mappings(section.get("blocks"))]
    return 1 + len(sections) + sum(block.get("kind") == "heading" and block.get("level") == 1 for block in blocks)


def _mappings(value: object) -> list[dict[str, object]]:
    values = cast("list[object]", value) if isinstance(value, list) else []
    return [cast("dict[str, object]", each) for each in values if isinstance(each, dict)]


def _left(context: Mapping[str, Any]) -> str:
    """Return what prints the notes behind the text where the template forgets them."""
    if not at_end(context):
        return ""
    words = context.get("words")
    title = str(cast("dict[str, object]", words).get("notes", "")) if isinstance(words, dict) else ""
    return f"\n#briefer-endnotes-left({render.typst_string(title or 'Notes')})\n"


@cache
def _kit() -> str:
    """Return what every template may call: it stands before each."""
    return (paths.resources() / "typst" / "kit.typ").read_text("utf-8")


def environment(context: Mapping[str, Any]) -> jinja2.Environment:
    """Return the environment for one rendering of a Typst template."""
    return render.typst(_filters(context))


def _filters(context: Mapping[str, Any]) -> dict[str, Callable[..., Any]]:
    printer = TypstPrinter(context)
    return {
        "runs": printer.runs,
        "blocks": printer.blocks,
        "paragraph": printer.paragraph,
        "item": printer.item,
        "table": printer.table,
        "language": language,
    }


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


def _problem(error: typst.TypstError, markup: str, source: str) -> Problem:
    """Return the problem behind an error of the compiler, at the template's line that the printed one came from."""
    hints = " ".join(str(hint) for hint in error.hints)
    message = f"The PDF template cannot be compiled: {str(error.message).rstrip('.')}"
    told = _LINE.search(str(error.diagnostic))
    lines = markup.split("\n")
    at = int(told[1]) - 1 if told is not None else -1
    if not 0 <= at < len(lines):
        return Problem(id="not-compiled", message=message, suggestion=hints)
    line = _line_behind(lines[at], source.split("\n"))
    place = f"line {line}" if line else ""
    return Problem(
        id="not-compiled", message=message, place=place, excerpt=excerpt(lines[at]), suggestion=hints, order=(line, 0)
    )


def _line_behind(printed: str, template: list[str]) -> int:
    """Return the number, from 1, of the template's line most of whose own words are in a printed one; 0 without one."""
    best, longest = 0, 0
    for number, line in enumerate(template, start=1):
        words = [piece.strip() for piece in _TAGS.split(line) if piece.strip()]
        size = sum(map(len, words))
        if size > longest and all(word in printed for word in words):
            best, longest = number, size
    return best
