"""Dates as files write them, into the ISO 8601 that a reference keeps. What is not plainly a date is None."""

from __future__ import annotations

import re
from datetime import date, datetime

from briefer.core.reference import is_date

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:T\s*|\s+|$)")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_WORDS = re.compile(
    rf"(?:[a-z]+day,?\s+|[a-z]{{3}},?\s+)?(?:{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?|(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}),?"
    r"\s+(\d{4})(?:[,\s]\s*|$)", re.I,
)  # fmt: skip
_TIME = re.compile(
    r"(?:at\s+|[-–|]\s*)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*"
    r"(Z|(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?|[A-Z]{2,5})?(?:\s*\([^)]*\)|\[[^\]]*\])?", re.I,
)  # fmt: skip
# Only names that mean one zone: CST is Chicago's and Shanghai's, IST India's, Ireland's and Israel's.
_ZONES = {
    "z": "Z", "utc": "Z", "gmt": "Z", "est": "-05:00", "edt": "-04:00", "cdt": "-05:00", "mdt": "-06:00",
    "pst": "-08:00", "pdt": "-07:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00", "eest": "+03:00",
    "msk": "+03:00", "jst": "+09:00", "kst": "+09:00",
}  # fmt: skip
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?")
_PDF = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(Z|[+-]\d{2})?'?(\d{2})?'?")
_YEARS = range(1000, 2200)


def iso(text: str | None) -> str | None:
    """Return the date that `text` is, in ISO 8601, its time and zone kept; None where it is not plainly one.

    Read are ISO 8601 in its many spellings, English words ("October 18, 2024 9:30 PM EST") and mail heads. A zone whose
    name means several is left out: the time then is the page's own.
    """
    text = (text or "").strip()
    if match := _COMPACT.fullmatch(text):
        return _join(match.groups())
    if match := _ISO.match(text):
        return _with_time(match.groups(), text[match.end() :])
    if match := _WORDS.match(text):
        month, day = (match[1], match[2]) if match[1] else (match[4], match[3])
        return _with_time((match[5], str(_MONTHS.index(month.lower()) + 1), day), text[match.end() :])
    return text if text.isdecimal() and len(text) == 4 and int(text) in _YEARS else None


def _with_time(day: tuple[str | None, ...], rest: str) -> str | None:
    if not rest:
        return _join((*day, None, None, None, None))
    match = _TIME.fullmatch(rest)
    if match is None:
        return None
    hour, minute, second, half, zone = match.groups()
    if half:
        if not 1 <= int(hour) <= 12:
            return None
        hour = str(int(hour) % 12 + (12 if half[0].lower() == "p" else 0))
    if zone:
        offset = re.search(r"[+-].*", zone)
        zone = offset[0] if offset else _ZONES.get(zone.lower())
    return _join((*day, hour, minute, second, zone))


def of_pdf(text: str | None) -> str | None:
    """Return the date a PDF's information dictionary gives (ISO 32000-1, section 7.9.4), or None."""
    match = _PDF.match(text or "")
    if match is None:
        return iso(text)  # many a program writes it as it likes
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
