"""A `.briefing` file from a colleague: chosen without stopping the window, read elsewhere, taken in here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from briefer.core.briefing import Briefing
from briefer.errors import BrieferError
from briefer.ui.background import Background, Task
from briefer.ui.document import Document
from briefer.ui.memory import Memory

if TYPE_CHECKING:
    from briefer.workspace.travel_file import Travelling

SUFFIX = ".briefing"
_FILTER = "Briefings (*.briefing);;All files (*)"


def chooser(memory: Memory, parent: QWidget) -> QFileDialog:
    """Return a dialog that asks for a file; it opens where files were chosen last, and is gone when closed."""
    dialog = QFileDialog(parent, "Open a briefing file", memory.text("folder"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(_FILTER)
    return dialog


def open_file(
    document: Document,
    background: Background,
    file: Path,
    *,
    done: Callable[[Briefing, str], None],
    failed: Callable[[BrieferError], None],
) -> Task:
    """Take the briefing in a file into the library and open it.

    `done` gets the briefing and what there is to say of it, which mostly is nothing. Reading and proving the file takes
    long where it brings large articles, and knows no library: it is done elsewhere. Taking it in changes what is at
    hand of the library, and is done on this thread when the file is read.
    """
    workspace = document.workspace

    def read(task: Task) -> Travelling:
        return workspace.read_briefing_file(file)

    def arrived(content: Travelling) -> None:
        try:
            briefing = workspace.open_briefing_file(content)
        except BrieferError as error:
            failed(error)
        else:
            done(briefing, _said(document, briefing, content))

    return background.start(read, done=arrived, failed=failed)


def _said(document: Document, briefing: Briefing, content: Travelling) -> str:
    """Return what a person must know: that there are two of it now."""
    here = next((info for info in document.workspace.briefings() if info.id == content.id), None)
    if here is None or here.id == briefing.id:
        return ""
    return (
        f"{here.handle} in this library differs from “{content.name}”. The file was opened as a second version, "
        f"B{briefing.number}; {here.handle} is as it was."
    )
