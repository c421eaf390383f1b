"""The list of briefings as it is now, on the disk or on its way there."""

from __future__ import annotations

from collections.abc import Iterable

from briefer.core.briefing import Briefing, BriefingId
from briefer.core.found import BriefingInfo
from briefer.errors import NotFound


class Listing:
    """All briefings of a library, and the numbers they are given, each once."""

    def __init__(self, infos: Iterable[BriefingInfo], last: int) -> None:
        self._infos = {info.id: info for info in infos}
        self._last = last

    def all(self) -> tuple[BriefingInfo, ...]:
        """Return the briefings, the one worked on last first."""
        return tuple(sorted(self._infos.values(), key=lambda info: (info.modified, info.number), reverse=True))

    def find(self, key: str) -> BriefingInfo:
        """Return the briefing with this handle or id.

        Raises:
            NotFound: there is none.
        """
        found = self._infos.get(BriefingId(key))
        if found is None:
            wanted = key.strip().upper()
            found = next((info for info in self._infos.values() if info.handle == wanted), None)
        if found is None:
            raise NotFound(f"There is no briefing {key}.", "“briefer briefings” lists them.")
        return found

    def has(self, id_: BriefingId) -> bool:
        """Say whether a briefing is in the library."""
        return id_ in self._infos

    def next_number(self) -> int:
        """Give the number of another briefing."""
        self._last += 1
        return self._last

    def put(self, briefing: Briefing, modified: str) -> None:
        """List a briefing as it is now."""
        self._infos[briefing.id] = BriefingInfo(
            id=briefing.id,
            number=briefing.number,
            title=briefing.facts.title,
            pack=briefing.pack,
            status=briefing.facts.status,
            modified=modified,
        )

    def remove(self, id_: BriefingId) -> None:
        """Take a briefing off the list."""
        del self._infos[id_]
