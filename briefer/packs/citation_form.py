"""How a pack has its sources cited, where it says so: what ``[citation]`` in pack.toml holds.

A form is a list of parts, such as ``", _{publisher}_"``: words with fields in braces, between underscores in italics. A
part is left out where a field of it is not known. It is read in the window too, for every citation under the mouse,
and so it is no Jinja: nothing in it is executed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from briefer.errors import PackError

FIELDS = (
    "number", "authors", "author", "title", "quoted_title", "short_title", "publisher", "date", "accessed", "url",
    "file", "grade",
)  # fmt: skip
"""What a form may name: facts of the source, and its number in the briefing."""

_MOST = 24  # parts
_LONGEST = 120  # characters of a part
_TOKEN = re.compile(r"\{([a-z_]*)\}|(_)|([^{}_]+)|(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a part: ``words``, or where these are empty the ``field`` that stands there."""

    words: str
    field: str = ""
    italic: bool = False


Part = tuple[Piece, ...]
Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationForm:
    """How a source is cited for the first time, later, and in the list of sources; empty is as shipped."""

    full: Parts = ()
    short: Parts = ()
    entry: Parts = ()


def read_form(table: Mapping[str, Any], pack: str) -> CitationForm:
    """Return the form that a table of a manifest describes.

    Raises:
        PackError: it says something that is no form; the sentence names it.
    """
    for name in table:
        if name not in ("full", "short", "list"):
            raise _wrong(pack, name, "only full, short and list")
    read = {name: _parts(table.get(name, []), name, pack) for name in ("full", "short", "list")}
    return CitationForm(full=read["full"], short=read["short"], entry=read["list"])


def _parts(value: object, name: str, pack: str) -> Parts:
    lines = cast("list[object]", value) if isinstance(value, list) else [None]
    parts: list[Part] = []
    for line in lines:
        if not isinstance(line, str) or not 0 < len(line) <= _LONGEST or not line.isprintable() or len(lines) > _MOST:
            raise _wrong(pack, name, f"a list of at most {_MOST} parts, each of {_LONGEST} characters at most")
        parts.append(_part(line, name, pack))
    return tuple(parts)


def _part(line: str, name: str, pack: str) -> Part:
    pieces: list[Piece] = []
    italic = False
    for found in _TOKEN.finditer(line):
        field, underscore, words, other = found.groups()
        if underscore:
            italic = not italic
        elif words:
            pieces.append(Piece(words, italic=italic))
        elif other or field not in FIELDS:
            raise _wrong(pack, name, f"fields in braces: {', '.join(FIELDS)}")
        else:
            pieces.append(Piece("", field, italic))
    if italic:
        raise _wrong(pack, name, "underscores in pairs, around what is in italics")
    return tuple(pieces)


def _wrong(pack: str, name: str, wanted: str) -> PackError:
    return PackError(
        f"“citation.{name}” in pack.toml of the template {pack} is missing or wrong.", f"It wants {wanted}."
    )
