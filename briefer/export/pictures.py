"""The pictures of figures on their way into a file: plain facts for templates, bytes beside them for the worker."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

_WIDEST, _HIGHEST = 120.0, 150.0  # millimetres
_PIXEL = 25.4 / 96  # millimetres, as browsers show it


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as it is printed: PNG or JPEG bytes, and its size in pixels."""

    data: bytes
    width: int
    height: int

    @property
    def name(self) -> str:
        """The name of its file: of what is in it, so that the same briefing gives the same file."""
        kind = "png" if self.data.startswith(b"\x89PNG") else "jpeg"
        return f"{hashlib.sha256(self.data).hexdigest()[:32]}.{kind}"

    @property
    def millimetres(self) -> tuple[float, float]:
        """Width and height on paper: its own, or smaller where that has no room on a page."""
        width, height = max(self.width, 1) * _PIXEL, max(self.height, 1) * _PIXEL
        scale = min(1.0, _WIDEST / width, _HIGHEST / height)
        return round(width * scale, 2), round(height * scale, 2)


Pictures = Mapping[str, Shown]
"""The pictures of a briefing's figures, by what names them (`core.briefing.picture_of`)."""
