"""What the library keeps of how each article came to it and what was done to it since, in lines that only grow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from briefer.core.source import SourceId

Event = Literal["held", "added", "met-again", "corrected", "read-again", "own-picture"]
"""``held`` was in the library before it kept this log; ``added`` came in; ``met-again`` the very same bytes were given
once more; ``corrected`` facts were; ``read-again`` its text was taken out of the same bytes anew; ``own-picture`` is of
no source: a picture of the analyst's own came in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the log: its number, when (ISO 8601, UTC), which source, what happened, and more of it by name.

    ``sha256`` is the hash of the line, in which the hash of the line before is counted.
    """

    seq: int
    at: str
    source: SourceId
    event: Event
    detail: Mapping[str, Any] = field(default_factory=dict[str, Any])
    sha256: str = ""
