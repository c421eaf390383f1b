"""The bibliographic record of a source, in CSL-JSON terms. Unknown stays None and is never guessed here."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from briefer.errors import BadRequest

# ISO 8601 calendar dates, reduced precision allowed (a month, a year), with an optional time and zone.
_ISO_DATE = re.compile(
    r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)

# RFC 5646, as far as its shape goes: the language and its subtags.
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_TYPE = re.compile(r"[a-z]+([-_][a-z]+)*")
_ADDRESSES = ("http", "https", "ftp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is known about an article, as far as the article or the analyst says it.

    ``type`` is a CSL 1.0.2 item type. ``published`` and ``accessed`` are ISO 8601 dates, possibly only a year or
    a month, possibly with a time and zone (CSL ``issued`` and ``accessed``). ``publisher`` is the newspaper, agency or
    institution (CSL ``container-title`` for articles). ``language`` is a BCP 47 tag.
    """

    type: str = "article"
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    accessed: str | None = None
    url: str | None = None
    language: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return this record as plain JSON values; unknown facts are null."""
        return {
            "type": self.type,
            "title": self.title,
            "authors": list(self.authors),
            "publisher": self.publisher,
            "published": self.published,
            "accessed": self.accessed,
            "url": self.url,
            "language": self.language,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Reference:
        """Return the record that `to_json` wrote; keys it does not know are passed over."""
        known = {field.name for field in fields(cls)}
        values = {key: value for key, value in data.items() if key in known}
        values["authors"] = tuple(values.get("authors") or ())
        return cls(**values)


FACTS = ("title", "authors", "publisher", "published", "accessed", "url", "language", "type")
"""The names of the facts an analyst may correct, as the command line spells them."""


def is_date(text: str) -> bool:
    """Say whether `text` is an ISO 8601 date as `Reference` keeps it, and stands in the calendar."""
    if _ISO_DATE.fullmatch(text) is None:
        return False
    try:
        # A year or a month alone is completed, for Python reads whole dates only.
        datetime.fromisoformat(text if len(text) > 10 else (text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def read_fact(name: str, text: str) -> str | tuple[str, ...] | None:
    """Return the value of the fact `name` that somebody typed as `text`; nothing typed means unknown.

    Authors stand behind one another with semicolons between them.

    Raises:
        BadRequest: there is no such fact, or the text is no date, address, language or type where one belongs.
    """
    if name not in FACTS:
        raise BadRequest(f"A source has no fact named “{name}”.", f"It has: {', '.join(FACTS)}.")
    words = " ".join(text.split())
    if name == "authors":
        return tuple(author.strip() for author in words.split(";") if author.strip())
    if not words:
        if name == "type":
            raise BadRequest("A source always has a type.", "Most are: article, article-newspaper, report, webpage.")
        return None
    if name in ("published", "accessed") and not is_date(words):
        raise BadRequest(f"“{words}” is not a date.", "Write it as 2024-10-18, or 2024-10, or 2024.")
    if name == "url" and not _is_address(words):
        raise BadRequest(f"“{words}” is not an address.", "Write it whole, beginning with https://.")
    if name == "language" and not _LANGUAGE.fullmatch(words):
        raise BadRequest(f"“{words}” is not a language tag.", "Write it as en, fr or pt-BR.")
    if name == "type" and not _TYPE.fullmatch(words):
        raise BadRequest(f"“{words}” is not a type.", "Write it as CSL does: article-newspaper, report, webpage.")
    return words


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in _ADDRESSES and bool(parts.netloc) and " " not in text
