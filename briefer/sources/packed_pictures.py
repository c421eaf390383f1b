"""The pictures in a package (Word, OpenDocument, EPUB), each opened once, and not too many of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefer.errors import SourceUnreadable
from briefer.sources.package import Package
from briefer.sources.page_pictures import MOST
from briefer.sources.pictures import Admitted, admit

_MOST_BYTES = 64 << 20


@dataclass(slots=True)
class PackedPictures:
    """Finds the pictures of a package by the names of its members."""

    package: Package
    left_out: int = 0
    _kept: dict[str, Admitted | None] = field(default_factory=dict[str, "Admitted | None"])
    _bytes: int = 0

    def find(self, member: str) -> Admitted | None:
        """Return the picture `member`; None where it is none that can be shown, or is not there."""
        if member in self._kept:
            return self._kept[member]
        if len(self._kept) >= MOST or self._bytes >= _MOST_BYTES:
            self.left_out += 1
            return None
        picture = None
        if member in self.package:
            try:
                picture = admit(self.package.bytes(member))
            except SourceUnreadable:  # one bad picture is no reason to refuse the article
                picture = None
        self._kept[member] = picture
        self._bytes += len(picture.data) if picture is not None else 0
        return picture
