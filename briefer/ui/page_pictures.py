"""What is known of the pages that are in sight: their pictures and the places of their characters, and no others.

Pages are asked for as they come into sight, and let go of when they are far away: a book never stands in memory whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from briefer.core.source import Sheet
from briefer.ui import page_painting
from briefer.ui.background import Background
from briefer.ui.page_drawer import Drawn, PageDrawer, PageSource, Wanted
from briefer.ui.page_text import PageText

_KEPT = 4  # pages on either side of those in sight
_BARE = page_painting.Sheet()


class PagePictures(QObject):
    """``arrived`` carries a page that was drawn, and the width and height of its picture; all 0 where it cannot be."""

    arrived = Signal(int, int, int)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[int, page_painting.Sheet] = {}
        self._drawer = PageDrawer(background, self)
        self._drawer.drawn.connect(self._on_drawn)
        self._drawer.failed.connect(self._on_failed)

    @property
    def busy(self) -> bool:
        """Whether a page is being drawn."""
        return self._drawer.busy

    @property
    def held(self) -> int:
        """How many pages are in memory."""
        return len(self._shown)

    def open(self, source: PageSource | None, text: str) -> None:
        """Show pages of another article from now on, whose text is `text`."""
        self._shown.clear()
        self._drawer.open(source, text)

    def of(self, page: int) -> page_painting.Sheet:
        """Return what is known of a page."""
        return self._shown.get(page, _BARE)

    def pause(self) -> None:
        """Draw nothing for now."""
        self._drawer.want([])

    def want(self, seen: range, first: int, sheets: Sequence[Sheet], text: PageText, scale: float) -> None:
        """Have the pages in sight drawn at `scale` from `first` on, then the next and the one before."""
        for page in [page for page in self._shown if not seen.start - _KEPT <= page < seen.stop + _KEPT]:
            del self._shown[page]
        pages = [*sorted(seen, key=lambda page: abs(page - first)), seen.stop, seen.start - 1]
        self._drawer.want([
            Wanted(page, scale, (sheets[page].width, sheets[page].height),
                   None if self.of(page).characters is not None else tuple(text.runs(page)))
            for page in pages if 0 <= page < len(sheets) and self._lacks(page, scale)
        ])  # fmt: skip

    def _lacks(self, page: int, scale: float) -> bool:
        shown = self.of(page)
        return not shown.problem and (shown.pixmap is None or abs(shown.scale - scale) > 1e-3)

    def _on_drawn(self, drawn: Drawn) -> None:
        shown = self._shown.setdefault(drawn.page, page_painting.Sheet())
        image = QImage.fromData(drawn.picture.data)
        shown.pixmap, shown.scale = QPixmap.fromImage(image), drawn.scale
        if drawn.characters is not None:
            shown.characters = drawn.characters
        self.arrived.emit(drawn.page, image.width(), image.height())

    def _on_failed(self, page: int, sentence: str) -> None:
        self._shown.setdefault(page, page_painting.Sheet()).problem = sentence
        self.arrived.emit(page, 0, 0)
