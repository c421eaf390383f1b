"""The facts at the head of a Markdown file (between lines of ``---``): the few forms of YAML that are in use there."""

from __future__ import annotations

import re
from typing import Any

from briefer.core.reference import Reference
from briefer.core.source import FactOrigin
from briefer.sources import dates
from briefer.sources.metadata import language_tag, web_address
from briefer.sources.people import line, names

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"([A-Za-z][\w -]{0,40}):(?:[ \t]+(.*))?")
_ROW = re.compile(r"[A-Za-z\"'][^:]{0,60}:(?:\s|$)|\s|[-#\]}]|$")
_ITEM = re.compile(r"\s*-\s+(.*)")
_TITLES, _AUTHORS = ("title",), ("author", "authors", "creator", "by")
_PUBLISHERS = ("publisher", "publication", "site", "site_name", "website")
_DATES = ("published", "date", "pubdate", "date_published", "created")
_ADDRESSES = ("url", "source", "canonical", "canonical_url", "link")
_ACCESSED = ("accessed", "clipped", "saved", "retrieved", "date_saved")


def without_front_matter(text: str) -> tuple[str, Reference, tuple[FactOrigin, ...]]:
    """Return a Markdown text without the facts at its head, the facts, and where they are from."""
    match = _FRONT.match(text)
    if match is None or not all(map(_ROW.match, match[1].split("\n"))):  # or a paragraph between two rules
        return text, Reference(), ()
    said = _read(match[1])
    found: dict[str, Any] = {
        "title": line(_first(said, _TITLES)) or None,
        "authors": names(next((said[key] for key in _AUTHORS if said.get(key)), list[str]())),
        "publisher": line(_first(said, _PUBLISHERS)) or None,
        "published": dates.iso(_first(said, _DATES)),
        "accessed": dates.iso(_first(said, _ACCESSED)),
        "url": next((url for key in _ADDRESSES for each in said.get(key, []) if (url := web_address(each))), None),
        "language": language_tag(_first(said, ("lang", "language"))),
    }
    known = {fact: value for fact, value in found.items() if value}
    origins = tuple(FactOrigin(fact=fact, place="front matter") for fact in known)
    return text[match.end() :], Reference(**known), origins


def _first(said: dict[str, list[str]], keys: tuple[str, ...]) -> str | None:
    return next((said[key][0] for key in keys if said.get(key)), None)


def _read(head: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    key = ""
    for row in head.split("\n"):
        if match := _KEY.fullmatch(row):
            key = match[1].strip().lower()
            value = (match[2] or "").strip()
            if value.startswith("[") and value.endswith("]"):
                found[key] = [_plain(each) for each in value[1:-1].split(",") if each.strip()]
            else:
                found[key] = [_plain(value)] if value and value not in ("|", ">", "null", "~") else []
        elif key and (item := _ITEM.fullmatch(row)):
            found[key].append(_plain(item[1]))
    return found


def _plain(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
