"""Dates as files write them, into the ISO 8601 that a reference keeps. What is not plainly a date is None."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from briefer.core.reference import is_date

_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?"
    r"(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?\s*"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?")
_PDF = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(Z|[+-]\d{2})?'?(\d{2})?'?")
_YEARS = range(1000, 2200)


def iso(text: str | None) -> str | None:
    """Return the date in `text` (ISO 8601 in its many spellings, or as in a mail head), its zone kept, or None."""
    text = (text or "").strip()
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _join(match.groups())
    if text.isdecimal() and len(text) == 4 and int(text) in _YEARS:
        return text
    if not re.search(r"\d{1,2} [A-Z][a-z]{2} \d{4}", text):
        return None
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def of_pdf(text: str | None) -> str | None:
    """Return the date a PDF's information dictionary gives (ISO 32000-1, section 7.9.4), or None."""
    match = _PDF.match(text or "")
    if match is None:
        return None
    year, month, day, hour, minute, second, zone, zone_minutes = match.groups()
    if zone and zone != "Z":
        zone += ":" + (zone_minutes or "00")
    return _join((year, month, day, hour, minute, second, zone)) if month else iso(year)


def of_browser(text: str) -> str | None:
    """Return the moment a browser's script writes as "Thu Mar 07 2024 12:00:00 GMT+0100 (...)", or None."""
    match = re.match(r"\w{3} (\w{3} \d{2} \d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})", text.strip())
    if match is None:
        return iso(text)
    try:
        return datetime.strptime(" ".join(match.groups()), "%b %d %Y %H:%M:%S %z").isoformat()
    except ValueError:
        return None


def _join(parts: tuple[str | None, ...]) -> str | None:
    year, month, day, hour, minute, second, zone = parts
    try:
        date(int(year or 0), int(month or 0), int(day or 1))
        if hour:
            datetime(2000, 1, 1, int(hour), int(minute or 0), int(second or 0))  # noqa: DTZ001 - only the range matters
    except ValueError:
        return None
    if int(year or 0) not in _YEARS:
        return None
    found = f"{year}-{int(month or 0):02}" + (f"-{int(day):02}" if day else "")
    if day and hour:
        found += f"T{int(hour):02}:{minute or '00'}" + (f":{second}" if second else "")
        if zone:
            plain = "Z" if zone in ("Z", "UTC", "GMT") else zone.replace(":", "")
            found += plain if plain == "Z" else f"{plain[:3]}:{plain[3:] or '00'}"
    return found if is_date(found) else None
