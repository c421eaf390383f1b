"""The live preview: a briefing's PDF made in one warm worker, its pages drawn in another: scrolling never waits.

Safe to call from any thread. What an edit did not touch is neither put together nor sent again. A worker that has grown
or fails is replaced; the next edit only takes longer.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from briefer.citing.kept import Kept
from briefer.core.briefing import AnyFigure, BlockId, Briefing
from briefer.errors import Cancelled, ExportError, WorkerFailed
from briefer.export.pieces import Sent
from briefer.worker import Limits, Plain, Worker
from briefer.workspace import printing
from briefer.workspace.pages import LIMITS as PAGE_LIMITS
from briefer.workspace.pages import Cancel, PagePicture

if TYPE_CHECKING:
    from briefer.export.pictures import Pictures
    from briefer.packs.pack import Pack

LIMITS = Limits(seconds=60, memory=1 << 30)
"""What making one preview may use."""


@dataclass(frozen=True, slots=True)
class Previewed:
    """A preview: its `key`, the width and height of each page in points, and where blocks begin.

    ``places`` has a page (from 0) and the points from its top.
    """

    key: str
    sizes: tuple[tuple[float, float], ...]
    places: Mapping[BlockId, tuple[int, float]]


class Preview:
    """Makes previews, and draws the pages of the newest."""

    def __init__(self) -> None:
        self._press = Worker()
        self._drawer = Worker()
        self._guard = threading.Lock()
        self._newest: tuple[str, bytes] = "", b""
        self._writing = threading.Lock()  # of what the last context was made of, and what of it was sent
        self._kept = Kept()
        self._sent = Sent()

    def __enter__(self) -> Preview:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the workers, and let go of the pages."""
        with self._guard:
            self._newest = "", b""
        with self._writing:
            self._kept = Kept()
            self._sent.forget()
        self._press.close()
        self._drawer.close()

    def make(
        self,
        briefing: Briefing,
        sources: printing.Sources,
        picture: Callable[[AnyFigure], PagePicture],
        cancelled: Cancel | None = None,
    ) -> Previewed:
        """Return the preview of a briefing, through the template that it uses.

        Raises:
            PackError, TemplateError: the template cannot be used.
            ExportError: a source is not at hand, or the pages cannot be made.
            WorkerFailed, Cancelled: it was stopped.
        """
        from briefer.export.blocks import anchor

        pack = printing.pack_of(briefing)
        pictures, _ = printing.shown(briefing, picture)
        made = self._made(briefing, sources, pack, pictures, cancelled)
        data = cast("bytes", made["file"])
        key = hashlib.sha256(data).hexdigest()
        with self._guard:
            self._newest = key, data
        sizes = self._ask("sizes", cancelled, key)["sizes"]
        blocks = [block.id for section in briefing.sections for block in section.blocks]
        found = {block: made["places"].get(anchor(block)) for block in blocks}
        return Previewed(
            key,
            tuple((float(width), float(height)) for width, height in sizes),
            {block: (int(place[0]), float(place[1])) for block, place in found.items() if place is not None},
        )

    def _made(
        self,
        briefing: Briefing,
        sources: printing.Sources,
        pack: Pack,
        pictures: Pictures,
        cancelled: Cancel | None,
    ) -> dict[str, Any]:
        """Return what the press makes; it is sent what changed since the last time, and all where it wants that."""
        from briefer.export import export as room
        from briefer.export.context import context

        template, shown = room.template_of(pack, ".pdf"), room.pictures_of(pack, pictures)
        with self._writing:
            whole = context(briefing, sources, pack, pictures, self._kept)
            view, pieces = self._sent.parted(whole)
        press = partial(
            self._press.call, "briefer.export.preview:make_again",
            limits=LIMITS, cancelled=cancelled, progress=None, template=template, pictures=shown,
        )  # fmt: skip
        made = press(context=view, pieces=pieces)
        if made is None:  # it is a new worker, or another thread's context came between
            with self._writing:
                self._sent.forget()
                view, pieces = self._sent.parted(whole)
            made = press(context=view, pieces=pieces)
        return cast("dict[str, Any]", made)

    def picture(self, key: str, page: int, scale: float, cancelled: Cancel | None = None) -> PagePicture:
        """Return the picture of a page (from 0) of the newest preview at `scale` pixels a point.

        Raises:
            Cancelled: there is a newer one, or `cancelled` said so.
            ExportError: the page cannot be drawn; its sentence stands for it.
        """
        drawn = self._ask("draw", cancelled, key, page=page, scale=scale)
        return PagePicture(bytes(drawn["png"]), int(drawn["width"]), int(drawn["height"]))

    def _ask(self, job: str, cancelled: Cancel | None, key: str, **arguments: Plain) -> dict[str, Any]:
        with self._guard:
            newest, data = self._newest
        if key != newest or (cancelled is not None and cancelled()):
            raise Cancelled("There are newer pages.")
        name = f"briefer.sources.pdf_page:{job}"
        try:
            answer = self._drawer.call(name, limits=PAGE_LIMITS, cancelled=None, progress=None, key=key, **arguments)
            if answer is None:
                answer = self._drawer.call(
                    name, limits=PAGE_LIMITS, cancelled=None, progress=None, key=key, data=data, **arguments
                )
        except WorkerFailed as error:
            raise ExportError("This page cannot be drawn and is not shown.", "") from error
        return cast("dict[str, Any]", answer)
