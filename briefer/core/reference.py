"""The bibliographic record of a source, in CSL-JSON terms. Unknown stays None and is never guessed here."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

# ISO 8601 calendar dates, reduced precision allowed (a month, a year), with an optional time and zone.
_ISO_DATE = re.compile(
    r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)


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
