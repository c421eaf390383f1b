"""Finds the tags in the words of a paragraph, as docxtpl's dialect writes them.

``{{ }}`` prints, ``{% %}`` steers, ``{# #}`` is a remark. A letter behind the brace says what a tag stands for: ``p``
for a whole paragraph, ``tr`` a row, ``tc`` a cell, ``r`` for runs. ``-`` in a brace takes the space beside it away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["value", "statement", "remark"]
Scope = Literal["", "p", "tr", "tc", "r"]

_BEGIN: dict[str, tuple[Kind, str]] = {"{{": ("value", "}}"), "{%": ("statement", "%}"), "{#": ("remark", "#}")}
_SCOPES: tuple[Scope, ...] = ("tr", "tc", "p", "r")
# Word writes typographic quotes by itself, and a no-break space before some signs.
_TYPED = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "\u00a0": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag at `start` to `end` (code points) of its paragraph's words. ``source`` is what Jinja is given of it."""

    kind: Kind
    scope: Scope
    source: str
    typed: str
    start: int
    end: int
    strip_before: bool = False
    strip_after: bool = False

    @property
    def word(self) -> str:
        """The first word of a statement, such as ``for``; empty for other tags."""
        return self.source.split(None, 1)[0] if self.kind == "statement" and self.source else ""

    @property
    def rest(self) -> str:
        """What stands behind the first word of a statement."""
        return self.source[len(self.word) :].strip()


@dataclass(frozen=True, slots=True)
class Fault:
    """A brace at `at` that has no partner: opened and not closed, or closed and not opened."""

    at: int
    brace: str
    opened: bool


def scan(words: str) -> tuple[list[Tag], list[Fault]]:
    """Return the tags of a paragraph's words in order, and the braces without a partner."""
    tags: list[Tag] = []
    faults: list[Fault] = []
    at = 0
    while at < len(words) - 1:
        pair = words[at : at + 2]
        if pair in _BEGIN:
            kind, closing = _BEGIN[pair]
            end = _end(words, at + 2, closing)
            if end is None:
                faults.append(Fault(at, pair, opened=True))
                at += 2
            else:
                tags.append(_tag(kind, words, at, end))
                at = end
        elif pair in ("}}", "%}"):
            faults.append(Fault(at, pair, opened=False))
            at += 2
        else:
            at += 1
    return tags, faults


def _end(words: str, at: int, closing: str) -> int | None:
    """Return where the tag that began before `at` ends; a brace inside quotes or of a mapping is no end of it."""
    if closing == "#}":
        found = words.find(closing, at)
        return None if found < 0 else found + 2
    depth = 0
    for index, sign, inside in _signs(words, at):
        if inside:
            continue
        if depth == 0 and words.startswith(closing, index):
            return index + 2
        if words.startswith(("{{", "{%", "{#"), index) and depth == 0:
            return None
        depth += (sign == "{") - (sign == "}" and depth > 0)
    # A quote that is never closed: the tag ends at its brace, and the quote is what is wrong with it.
    found = words.find(closing, at)
    return found + 2 if found >= 0 and not any(pair in words[at:found] for pair in _BEGIN) else None


def _signs(words: str, at: int) -> Iterator[tuple[int, str, bool]]:
    """Yield each sign from `at` on: its index, as Jinja is to read it, and whether it is inside a string.

    A string that a typographic quote begins ends at a typographic or plain one; one that a plain quote begins ends at
    a plain one, so that it may hold the others.
    """
    quote, typed = "", False
    index = at
    while index < len(words):
        sign = words[index]
        plain = sign.translate(_TYPED)
        if quote and sign == "\\" and index + 1 < len(words):
            yield index, sign, True
            index += 1
            yield index, words[index], True
        elif quote:
            ends = (plain if typed else sign) == quote
            yield index, quote if ends else sign, True
            quote = "" if ends else quote
        else:
            if plain in "\"'":
                quote, typed = plain, plain != sign
            yield index, plain, bool(quote)
        index += 1


def _tag(kind: Kind, words: str, start: int, end: int) -> Tag:
    inside = words[start + 2 : end - 2]
    before, after = inside[:1] == "-", inside[-1:] == "-" and len(inside) > 1
    inside = inside.removeprefix("-").removesuffix("-") if before or after else inside
    scope: Scope = ""
    for one in _SCOPES:
        if inside.startswith(one) and inside[len(one) : len(one) + 1].isspace():
            scope, inside = one, inside[len(one) :]
            break
    source = (inside if kind == "remark" else "".join(sign for _, sign, _ in _signs(inside, 0))).strip()
    return Tag(
        kind=kind, scope=scope, source=source, typed=words[start:end], start=start, end=end,
        strip_before=before, strip_after=after,
    )  # fmt: skip
