"""Where one has been: back and forward between places in articles and in briefings, as in a browser."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from briefer.core.briefing import BriefingId
from briefer.core.change import Caret
from briefer.core.source import SourceId
from briefer.errors import BrieferError
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow

LENGTH = 100
"""How many places are remembered."""

Side = Literal["article", "briefing"]


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """The words of an article that stood first in sight."""

    source: SourceId
    offset: int


@dataclass(frozen=True, slots=True)
class WritingPlace:
    """A caret in a briefing."""

    briefing: BriefingId
    caret: Caret


Place = ReadingPlace | WritingPlace


class Trail(QObject):
    """Jumps call `leave` before they go and `arrive` when they are there; `back` and `forward` follow them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._side: Side = "article"
        self._back: list[Place] = []
        self._forward: list[Place] = []
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)
        window.document.librarySwapped.connect(self._forget)

    def commands(self) -> list[Command]:
        """Return the acts."""
        # On macOS Option and the arrows move by words.
        back, forward = ("Ctrl+[", "Ctrl+]") if sys.platform == "darwin" else ("Alt+Left", "Alt+Right")
        return [
            Command(
                id="view.back", title="Back", run=self.back, enabled=self.can_go_back, keys=(back,), mnemonic="B",
                also="previous place where I was return",
            ),
            Command(
                id="view.forward", title="Forward", run=self.forward, enabled=self.can_go_forward, keys=(forward,),
                mnemonic="F", also="next place again",
            ),
        ]  # fmt: skip

    def leave(self) -> None:
        """Remember the place that is left for another; what lay ahead is forgotten."""
        here = self._here()
        if here is None:
            return
        self._forward.clear()
        if not self._back or self._back[-1] != here:
            self._back.append(here)
            del self._back[:-LENGTH]

    def arrive(self, side: Side) -> None:
        """Note which side a jump led to: that is where one is until the keyboard goes elsewhere."""
        self._side = side
        self._window.commands.refresh()

    def can_go_back(self) -> bool:
        """Say whether there is a place to go back to."""
        return bool(self._back)

    def can_go_forward(self) -> bool:
        """Say whether one went back before."""
        return bool(self._forward)

    def back(self) -> bool:
        """Go back to the place that was left last; False where none is there any more."""
        return self._go(self._back, self._forward)

    def forward(self) -> bool:
        """Go to the place that one went back from; False where it is not there any more."""
        return self._go(self._forward, self._back)

    def _go(self, places: list[Place], others: list[Place]) -> bool:
        here = self._here()
        gone = False
        while places and not gone:
            place = places.pop()
            gone = place != here and self._show(place)
        if gone and here is not None:
            others.append(here)
        self._window.commands.refresh()
        return gone

    def _here(self) -> Place | None:
        window = self._window
        if self._side == "article":
            source = window.article.source
            return ReadingPlace(source.id, window.article.view.shown.place()) if source is not None else None
        briefing, caret = window.document.briefing, window.briefing.editor.caret()
        return WritingPlace(briefing.id, caret) if briefing is not None and caret is not None else None

    def _show(self, place: Place) -> bool:
        try:
            return self._read(place) if isinstance(place, ReadingPlace) else self._write(place)
        except BrieferError:
            return False  # the source or briefing was deleted since

    def _read(self, place: ReadingPlace) -> bool:
        window = self._window
        window.article.show_source(place.source)
        window.sources.choose(place.source)
        view = window.article.view
        view.go_to(place.offset, place.offset)  # the caret goes along, or the next arrow key would jump away
        view.shown.show_place(place.offset)
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._side = "article"
        return True

    def _write(self, place: WritingPlace) -> bool:
        window = self._window
        briefing, editor = window.document.briefing, window.briefing.editor
        if briefing is None or briefing.id != place.briefing:
            window.document.workspace.open_briefing(place.briefing)
        block = place.caret.block
        shown = editor.go_to(block) if block is not None else editor.go_to_section(place.caret.section)
        if shown:
            editor.set_caret(place.caret)
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self._side = "briefing"
        return shown

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._window.furnished or new.window() is not self._window:
            return
        if self._window.article.isAncestorOf(new):
            self._side = "article"
        elif self._window.briefing.isAncestorOf(new):
            self._side = "briefing"

    def _forget(self) -> None:
        self._back.clear()
        self._forward.clear()
