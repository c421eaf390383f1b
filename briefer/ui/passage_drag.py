"""What is dragged out of an article: where the words stand, and the words alone for other programs.

A drop names a place in a source and never brings words: these are the library's own (`core.anchor`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QWidget

from briefer.core.source import SourceId
from briefer.core.text import LINE_BREAK, OBJECT

MIME = "application/x-briefer-selection+json"


@dataclass(frozen=True, slots=True)
class Dragged:
    """``text[start:end]`` of a source."""

    source: SourceId
    start: int
    end: int


def mime_data(dragged: Dragged, words: str) -> QMimeData:
    """Return a selection of an article for a drag; `words` are what stands there."""
    made = QMimeData()
    place = {"source": dragged.source, "start": dragged.start, "end": dragged.end}
    made.setData(MIME, QByteArray(json.dumps(place).encode()))
    made.setText(words.replace(LINE_BREAK, "\n").replace(OBJECT, ""))
    return made


def start(widget: QWidget, dragged: Dragged, words: str) -> None:
    """Let the mouse, pressed over a widget, carry a selection to another; Qt comes back when it lets go."""
    drag = QDrag(widget)
    drag.setMimeData(mime_data(dragged, words))
    drag.exec(Qt.DropAction.CopyAction)


def dragged(data: QMimeData) -> Dragged | None:
    """Return what was dragged out of an article; None where it is anything else, or damaged."""
    if not data.hasFormat(MIME):
        return None
    try:
        place: Any = json.loads(bytes(data.data(MIME).data()))
        source, start, end = place["source"], place["start"], place["end"]
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(source, str) or type(start) is not int or type(end) is not int or not 0 <= start < end:
        return None
    return Dragged(SourceId(source), start, end)
