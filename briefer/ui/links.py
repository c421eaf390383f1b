"""Which links of an article may be followed, and where they really lead. Nothing here opens anything."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QUrl

_LONGEST = 4096
_SCHEMES = ("http", "https", "mailto")
# A browser takes a backslash for a slash, and drops line ends and tabs inside an address: what one reads would not be
# where one goes.
_MISLEADING = re.compile(
    r"[\\\s\x00-\x20\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069]|%5c|%0[0-9a-f]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Link:
    """An address that may be opened in the browser or the mail program.

    ``host`` is the whole name of the machine as the network has it, so that letters that look alike are told apart;
    for a mail address what stands behind the @.
    """

    url: QUrl
    host: str

    @property
    def address(self) -> str:
        """The whole address, as it is handed on."""
        return bytes(self.url.toEncoded().data()).decode("ascii", "replace")


def followed(href: str) -> Link | None:
    """Return the link that `href` is, if it may be followed: http, https and mailto, whole, and nothing in disguise."""
    if not href or len(href) > _LONGEST or _MISLEADING.search(href):
        return None
    url = QUrl(href, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme().lower() not in _SCHEMES:
        return None
    if url.scheme().lower() == "mailto":
        host = url.path().rpartition("@")[2]
    else:
        host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
    return Link(url, host) if host else None
