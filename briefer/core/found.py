"""What a library answers with when it is asked to list its briefings, to search, or whether it is whole."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.core.briefing import BriefingId, Status
from briefer.core.source import SourceId


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingInfo:
    """A briefing as a list shows it. ``modified`` is ISO 8601, UTC."""

    id: BriefingId
    number: int
    title: str
    pack: str
    status: Status
    modified: str

    @property
    def handle(self) -> str:
        """The name a person types: ``B1``."""
        return f"B{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A paragraph that has what was searched for. ``start`` and ``end`` are code points in the source's own text.

    They enclose the words found; a hit in the title has 0 and 0. ``ranges`` are the words found, as code points in
    ``snippet``.
    """

    source: SourceId
    start: int
    end: int
    snippet: str
    ranges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hits:
    """The best hits, best first, and how many there are in all."""

    hits: tuple[Hit, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at: what it is in a word or two, whether it is right, and that in a sentence."""

    what: str
    ok: bool
    detail: str
