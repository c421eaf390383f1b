"""Pages of PDFs as they were set, drawn in a warm worker of their own; what was drawn last is kept at hand.

Safe to call from any thread: one page is drawn at a time, so that an import never waits for a page nor a page for it.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from briefer.core.source import Region, Source
from briefer.errors import BadRequest, Cancelled, SourceUnreadable, WorkerFailed, WorkerTimedOut
from briefer.worker import Limits, Plain, Worker

LIMITS = Limits(seconds=20, memory=1 << 30)
"""What drawing one page may use."""

_JOBS = {"pdf": "briefer.sources.pdf_page", "image": "briefer.sources.picture_page"}
_KEPT = 96 << 20  # bytes of pictures and boxes at hand
_BOX = 200  # bytes that a box takes in memory, about
_PATIENCE = 1.0  # seconds; a page that is wanted no more is drawn to its end where that is near: a new child costs more
_POLL = 0.05

Cancel = Callable[[], bool]
Box = tuple[int, float, float, float, float]
"""A character's index on its page, and left, top, right and bottom in parts of the page."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page, or a part of one, as PNG or JPEG bytes; ``width`` and ``height`` are pixels."""

    data: bytes
    width: int
    height: int


class Pages:
    """Draws pages of sources, and says where their characters stand; `original` returns the bytes of a source."""

    def __init__(self, original: Callable[[Source], bytes]) -> None:
        self._original = original
        self._worker = Worker()
        self._turn = threading.Lock()
        self._guard = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], tuple[PagePicture | tuple[Box, ...], int]] = OrderedDict()
        self._size = 0

    def close(self) -> None:
        """End the worker."""
        self._worker.close()

    def picture(self, source: Source, page: int, scale: float, cancelled: Cancel | None = None) -> PagePicture:
        """Return the picture of a page (from 0) at `scale` pixels a point, at a smaller one where that is too large.

        Raises:
            SourceUnreadable: the page cannot be drawn; its sentence stands for it.
            BadRequest: the source has no pages.
            Cancelled: `cancelled` said so.
        """
        key = ("draw", source.sha256, page, round(scale, 3))
        found = self._at_hand(key)
        if found is None:
            found = _picture(self._run(source, "draw", cancelled, page=page, scale=scale))
            self._keep(key, found, len(found.data))
        return cast("PagePicture", found)

    def boxes(self, source: Source, page: int, cancelled: Cancel | None = None) -> tuple[Box, ...]:
        """Return where the characters of a page stand. Raises as `picture`."""
        if source.kind != "pdf":
            return ()
        key = ("boxes", source.sha256, page)
        found = self._at_hand(key)
        if found is None:
            answer = self._run(source, "boxes", cancelled, page=page)
            found = tuple((int(box[0]), box[1], box[2], box[3], box[4]) for box in answer["boxes"])
            self._keep(key, found, _BOX * len(found))
        return cast("tuple[Box, ...]", found)

    def region(self, source: Source, region: Region, cancelled: Cancel | None = None) -> PagePicture:
        """Return the picture of a part of a page or of a picture; the same region gives the same bytes.

        Raises as `picture`.
        """
        box: list[Plain] = [region.left, region.top, region.right, region.bottom]
        return _picture(self._run(source, "region", cancelled, page=region.page or 0, box=box))

    def _run(self, source: Source, job: str, cancelled: Cancel | None, **arguments: Plain) -> dict[str, Any]:
        room = _JOBS.get(source.kind)
        if room is None:
            raise BadRequest(f"{source.handle} has no pages to show.", "Only PDFs and pictures have.")
        while not self._turn.acquire(timeout=_POLL):
            if cancelled is not None and cancelled():
                raise Cancelled("Stopped as you asked; nothing was changed.")
        try:
            # The bytes are large: the worker is asked for what it still has open before they are sent.
            answer = self._call(f"{room}:{job}", cancelled, key=source.sha256, **arguments)
            if answer is None:
                data = self._original(source)
                answer = self._call(f"{room}:{job}", cancelled, key=source.sha256, data=data, **arguments)
        finally:
            self._turn.release()
        return cast("dict[str, Any]", answer)

    def _call(self, job: str, cancelled: Cancel | None, **arguments: Plain) -> Plain:
        if cancelled is not None and cancelled():
            raise Cancelled("Stopped as you asked; nothing was changed.")
        begun = time.monotonic()

        def given_up() -> bool:
            return cancelled is not None and time.monotonic() - begun > _PATIENCE and cancelled()

        try:
            return self._worker.call(job, limits=LIMITS, cancelled=given_up, progress=None, **arguments)
        except WorkerTimedOut as error:
            raise SourceUnreadable("This page takes too long to draw and is not shown.", "") from error
        except WorkerFailed as error:
            raise SourceUnreadable("This page cannot be drawn and is not shown.", "") from error

    def _at_hand(self, key: tuple[object, ...]) -> PagePicture | tuple[Box, ...] | None:
        with self._guard:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def _keep(self, key: tuple[object, ...], value: PagePicture | tuple[Box, ...], size: int) -> None:
        with self._guard:
            if key in self._kept:
                return
            self._kept[key] = value, size
            self._size += size
            while self._size > _KEPT and len(self._kept) > 1:
                self._size -= self._kept.popitem(last=False)[1][1]


def _picture(answer: dict[str, Any]) -> PagePicture:
    return PagePicture(bytes(answer["png"]), int(answer["width"]), int(answer["height"]))
