"""How a language writes dates, quotation marks and the words around a briefing; read from ``resources/languages``.

Nothing here decides what is cited; an unknown language falls back to the wider tag and at last to English.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from briefer import paths

FALLBACK = "en"
DATE_FORMS = ("long", "iso")

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?")
# RFC 5646 in its shape; section 4.4.1 asks for room for 35 characters, and Word takes no more than 84.
_TAG = re.compile(r"(?=.{2,35}\Z)[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi", "ckb"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language as it is printed. ``outer`` and ``inner`` are the pairs of quotation marks, spaces included.

    ``words`` are the terms of notes, title block and page, by key. ``day``, ``month``, ``moment``, ``period`` and
    ``within_month`` (a period of days of one month) are patterns with ``{day} {month} {year} {date} {time} {from}
    {to}``; ``date_form`` "iso" leaves dates as they are kept.
    """

    tag: str
    outer: tuple[str, str]
    inner: tuple[str, str]
    months: tuple[str, ...]
    day: str
    month: str
    moment: str
    period: str
    words: Mapping[str, str]
    first_day: str = ""
    within_month: str = ""
    date_form: str = "long"

    @property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return is_right_to_left(self.tag)

    def foreign(self, tag: str | None) -> str | None:
        """Return the tag of words in another language than this; None for this one, and for what is no tag."""
        return tag if tag and _TAG.fullmatch(tag) and primary(tag) != primary(self.tag) else None

    def date(self, text: str) -> str:
        """Return the ISO 8601 date `text`, of whatever precision, as this language prints it; other text unchanged."""
        match = _DATE.fullmatch(text.strip())
        if match is None or self.date_form == "iso":
            return text.strip()
        year, month, day, time, zone = match.groups()
        if month is None:
            return year
        if not 1 <= int(month) <= len(self.months):
            return text.strip()
        name = self.months[int(month) - 1]
        if day is None:
            return filled(self.month, month=name, year=year)
        pattern = self.first_day if self.first_day and day == "01" else self.day
        printed = filled(pattern, day=str(int(day)), month=name, year=year)
        if time is None:
            return printed
        return filled(self.moment, date=printed, time=f"{time} {_zone(zone)}".rstrip())

    def day_of(self, text: str) -> str:
        """Return the date of the ISO 8601 moment `text`, without its time."""
        return self.date(text.strip()[:10] if _DATE.fullmatch(text.strip()) else text)

    def span(self, start: str, end: str) -> str:
        """Return a period from its two dates, either of which may be missing."""
        if start and end:
            whole = len(start) == len(end) == 10 and start[:7] == end[:7] and self.date_form == "long"
            if whole and self.within_month and start[8:] < end[8:]:
                return filled(self.within_month, day=str(int(start[8:])), to=self.date(end))
            return filled(self.period, **{"from": self.date(start), "to": self.date(end)})
        return self.date(start or end)

    def word(self, key: str, **values: str) -> str:
        """Return the term `key` with its places filled; the key itself where a pack has taken the term away."""
        return filled(self.words.get(key, key), **values)


def filled(pattern: str, **values: str) -> str:
    """Return `pattern` with each ``{name}`` replaced; a pack's pattern reaches no attributes."""
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), pattern)


def load(tag: str, words: Mapping[str, str] | None = None, date_form: str = "long") -> Language:
    """Return the language `tag` (BCP 47), with a pack's own `words` over its terms."""
    language = _load(tag if _TAG.fullmatch(tag) else FALLBACK)
    if words or date_form != language.date_form:
        language = replace(language, words={**language.words, **(words or {})}, date_form=date_form)
    return language


def is_right_to_left(tag: str | None) -> bool:
    """Say whether a language is written from right to left."""
    return tag is not None and tag.split("-")[0].lower() in _RIGHT_TO_LEFT


def primary(tag: str | None) -> str:
    """Return the primary subtag in small letters; empty for none."""
    return (tag or "").split("-")[0].lower()


@lru_cache(maxsize=32)
def _load(tag: str) -> Language:
    data = _data(tag)
    words: dict[str, str] = {**_data(FALLBACK)["words"], **data["words"]}
    return Language(
        tag=tag,
        outer=(data["outer"][0], data["outer"][1]),
        inner=(data["inner"][0], data["inner"][1]),
        months=tuple(data["months"]),
        day=data["day"],
        month=data["month"],
        moment=data["moment"],
        period=data["period"],
        first_day=data.get("first_day", ""),
        within_month=data.get("within_month", ""),
        words=words,
    )


def _data(tag: str) -> dict[str, Any]:
    """Read the file of the tag or of the widest tag that has one, with the file it builds on below it."""
    folder = paths.resources() / "languages"
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        wanted = "-".join(parts[:length]).lower()
        for file in sorted(folder.glob("*.toml")):
            if file.stem.lower() == wanted:
                data = tomllib.loads(file.read_text("utf-8"))
                return {**_data(data["base"]), **data} if "base" in data else data
    return _data(FALLBACK)


def _zone(zone: str | None) -> str:
    if zone is None:
        return ""
    if zone in ("Z", "+00:00", "-00:00"):
        return "UTC"
    hours, minutes = zone[1:].split(":")
    sign = "−" if zone[0] == "-" else "+"
    return f"UTC{sign}{int(hours)}" + (f":{minutes}" if minutes != "00" else "")
