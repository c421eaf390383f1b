"""Acts on the pages of an article: show them or its text, copy a region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QImage

from briefer.core.briefing import AnyFigure, picture_of
from briefer.core.source import Region
from briefer.ui.background import Task
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow
    from briefer.workspace.pages import PagePicture


class PageActs(QObject):
    """What the switch above an article does, for the keyboard and the palette."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def commands(self) -> list[Command]:
        """Return the acts."""
        return [
            Command(
                id="article.pages", title="Show the article as pages", run=self.toggle, enabled=self._has_pages,
                keys=("Ctrl+Shift+P",), mnemonic="p", checked=self._shows_pages, also="true page PDF text",
            ),
            Command(
                id="article.region", title="Copy a region of the page", run=self.region, enabled=self._has_pages,
                keys=("Ctrl+Shift+R",), mnemonic="r", also="rectangle figure scan image part",
            ),
        ]  # fmt: skip

    def toggle(self) -> None:
        """Show pages instead of text, or text instead of pages."""
        view = self._window.article.view
        view.choose(not view.shows_pages)

    def region(self) -> None:
        """Have a region drawn on the page."""
        view = self._window.article.view
        view.choose(True)
        view.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        view.pages.hand.set_region_mode(True)

    def copy_region(self, region: Region) -> None:
        """Put the picture of a region that was drawn on the clipboard."""
        source = self._window.article.source
        if source is None:
            return
        workspace, id_ = self._window.document.workspace, source.id

        def cut(task: Task) -> PagePicture:
            return workspace.region_picture(id_, region, cancelled=task.cancelled)

        self._window.background.start(cut, done=self._on_cut, failed=self._window.show_error)
        self._window.passage_acts.region_drawn(id_, region)

    def _on_cut(self, picture: PagePicture) -> None:
        image = QImage.fromData(picture.data)
        if image.isNull():
            return
        QGuiApplication.clipboard().setImage(image)
        acts = self._window.passage_acts
        more = " Take it into a section with the key of that." if acts.holds_region() else ""
        self._window.say(f"The region was copied as a picture.{more}")

    def fetch_figure(self, figure: AnyFigure) -> None:
        """Bring the picture of a figure into the briefing's text."""
        workspace, editor = self._window.document.workspace, self._window.briefing.editor

        def find(task: Task) -> PagePicture:
            return workspace.figure_picture(figure)

        def put(picture: PagePicture) -> None:
            editor.pictures.put(picture_of(figure), picture.data)
            editor.viewport().update()

        self._window.background.start(find, done=put, failed=self._window.show_error)

    def _has_pages(self) -> bool:
        return self._window.article.view.has_pages

    def _shows_pages(self) -> bool:
        return self._window.article.view.shows_pages
