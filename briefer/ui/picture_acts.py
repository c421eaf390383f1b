"""Pictures of the analyst's own in the briefing: from a file, or pasted. They become figures that cite nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from briefer.core.briefing import BlockId, Briefing, OwnFigure, new_id, picture_of
from briefer.core.change import Caret
from briefer.errors import BrieferError
from briefer.ui import clipping
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.ui.background import Task
    from briefer.ui.window import MainWindow
    from briefer.workspace.workspace import Workspace

_KINDS = "Pictures (*.png *.jpg *.jpeg *.gif *.webp *.tif *.tiff *.bmp);;All files (*)"
_DONE = "The picture stands in the briefing as your own. Caption… says what it is and describes it."
_PASTED = f"{_DONE} A screenshot of an article is better kept with Paste as article, which cites it."


class PictureActs(QObject):
    """The act, and what becomes of a picture that is pasted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.briefing.editor.picturePasted.connect(self.paste)

    def commands(self) -> list[Command]:
        """Return the act."""
        return [
            Command(
                id="figure.insert", title="Insert picture…", run=self.choose,
                enabled=self._window.passage_acts.can_write, mnemonic="g",
                also="own figure image photograph chart map diagram",
            )
        ]  # fmt: skip

    def choose(self) -> None:
        """Ask for the file of a picture."""
        dialog = QFileDialog(self._window, "Insert picture", self._window.memory.text("folder"), _KINDS)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda file: self.insert(Path(file)))
        dialog.open()

    def insert(self, file: Path) -> None:
        """Put the picture in a file into the briefing at the caret."""
        self._begin(partial(_read, self._window.document.workspace, file), _DONE)

    def paste(self, image: QImage) -> None:
        """Put a copied picture into the briefing at the caret."""
        self._begin(partial(_convert, self._window.document.workspace, image), _PASTED)

    def _begin(self, made: Callable[[Task], bytes], said: str) -> None:
        briefing, caret = self._window.document.briefing, self._window.briefing.editor.caret()
        if briefing is not None and caret is not None:
            self._window.background.start(
                made, done=partial(self._put, said, briefing, caret), failed=self._window.show_error
            )

    def _put(self, said: str, asked: Briefing, at: Caret, data: bytes) -> None:
        """Put a picture where the caret was as it was `asked` for: until it has come, one may have gone elsewhere."""
        editor, briefing = self._window.briefing.editor, self._window.document.briefing
        if briefing is None or briefing.id != asked.id:
            self._window.say(f"The picture was not put in: “{asked.title}” is not open any more.")
            return
        if not self._window.passage_acts.can_write():
            return
        try:
            picture = self._window.document.workspace.keep_picture(data)
        except BrieferError as error:
            self._window.show_error(error)
            return
        here = editor.caret()
        # What was selected is not replaced any more once something was written.
        editor.set_caret(at if briefing is asked else replace(at, anchor_block=None, anchor_offset=0))
        figure = OwnFigure(id=BlockId(new_id()), picture=picture)
        if editor.put_blocks([figure], "insert picture"):
            editor.pictures.put(picture_of(figure), data)
            self._window.say(said)
        if here is not None and here != at:
            editor.set_caret(here)
        editor.setFocus()


def _read(workspace: Workspace, file: Path, task: Task) -> bytes:
    return workspace.read_own_picture(file, file.name)


def _convert(workspace: Workspace, image: QImage, task: Task) -> bytes:
    return workspace.read_own_picture(clipping.as_png(image), "What was pasted")
