"""The picture behind a figure: kept with its article, or drawn from the page that it is a part of."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from briefer.core.briefing import AnyFigure, OwnFigure
from briefer.errors import NotFound
from briefer.workspace.pages import PagePicture

if TYPE_CHECKING:
    from briefer.workspace.pages import Pages
    from briefer.workspace.shelf import Shelf

_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG that begin a frame and say its size (ITU T.81, table B.1)."""


def picture(shelf: Shelf, pages: Pages, figure: AnyFigure) -> PagePicture:
    """Return the picture of a figure. THREAD-SAFE.

    Raises:
        NotFound: it is no picture, or its picture is not in this library.
        LibraryDamaged: it is not what was written.
        SourceUnreadable: its page cannot be drawn.
    """
    if isinstance(figure, OwnFigure):
        data = shelf.own_picture(figure.picture)
        return PagePicture(data, *size(data))
    passage = figure.quotation.passage
    if passage.region is not None:
        return pages.region(shelf.source(passage.source), passage.region)
    if passage.picture is None:
        raise NotFound(f"{passage.handle} is no picture.", "")
    shown = shelf.read(passage.source, passage.text_sha256).picture_at(passage.start)
    if shown is None or shown.sha256 != passage.picture:
        # A stranger's passage may give the hash of anything that is kept here, also of an original nobody looked at.
        raise NotFound(f"The picture {passage.handle} is not in this library.", "Ask for the briefing once more.")
    data = shelf.picture(passage.source, passage.picture)
    return PagePicture(data, *size(data))


def size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels of a PNG or JPEG that the library keeps; 0 where they are not told."""
    if data.startswith(_PNG) and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return 0, 0
