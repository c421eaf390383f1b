"""Has pages drawn in the background, one after the other: first what is in sight, nothing that is wanted no more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from briefer.core.source import PageRun
from briefer.errors import BrieferError, Cancelled
from briefer.ui.background import Background, Task
from briefer.ui.page_text import Characters

if TYPE_CHECKING:
    from briefer.workspace.pages import Box, Cancel, PagePicture


@dataclass(frozen=True, slots=True)
class PageSource:
    """How the pages of one article are come by; both are safe to call on any thread."""

    picture: Callable[[int, float, Cancel], PagePicture]
    boxes: Callable[[int, Cancel], Sequence[Box]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page that is to be drawn at `scale` pixels a point, and the runs of text on it; None: these are known."""

    page: int
    scale: float
    size: tuple[float, float]
    runs: Sequence[PageRun] | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page that was drawn; ``characters`` is None where they were not asked for or could not be found."""

    page: int
    scale: float
    picture: PagePicture
    characters: Characters | None


class PageDrawer(QObject):
    """``drawn`` carries a `Drawn`, ``failed`` a page and the sentence that stands for it."""

    drawn = Signal(object)
    failed = Signal(int, str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._source: PageSource | None = None
        self._text = ""
        self._waiting: list[Wanted] = []
        self._task: Task | None = None
        self._now: Wanted | None = None

    def open(self, source: PageSource | None, text: str) -> None:
        """Draw pages of another article from now on, whose text is `text`."""
        self.want([])
        self._source, self._text = source, text

    def want(self, pages: Sequence[Wanted]) -> None:
        """Draw these pages in this order; what was asked for before and is not among them, no more."""
        self._waiting = [wanted for wanted in pages if wanted != self._now]
        if self._task is not None and self._now not in pages:
            self._task.cancel()
            self._task = self._now = None
        self._next()

    @property
    def busy(self) -> bool:
        """Whether a page is being drawn."""
        return self._task is not None

    def _next(self) -> None:
        if self._task is not None or not self._waiting or self._source is None:
            return
        self._now = wanted = self._waiting.pop(0)
        self._task = self._background.start(
            partial(_draw, self._source, self._text, wanted),
            done=self._on_done,
            failed=partial(self._on_failed, wanted),
        )

    def _on_done(self, drawn: Drawn) -> None:
        self._task = self._now = None
        self.drawn.emit(drawn)
        self._next()

    def _on_failed(self, wanted: Wanted, error: BrieferError) -> None:
        self._task = self._now = None
        if not isinstance(error, Cancelled):
            self.failed.emit(wanted.page, error.sentence)
        self._next()


def _draw(source: PageSource, text: str, wanted: Wanted, task: Task) -> Drawn:
    picture = source.picture(wanted.page, wanted.scale, task.cancelled)
    characters = None
    if wanted.runs is not None:
        try:
            boxes = source.boxes(wanted.page, task.cancelled) if wanted.runs else ()
        except Cancelled:
            raise
        except BrieferError:
            boxes = ()  # the page is shown all the same; its words are found in the text
        characters = Characters(text, wanted.runs, boxes, wanted.size)
    return Drawn(wanted.page, wanted.scale, picture, characters)
