"""A text document that reaches nothing: no file and no address, only pictures that the library keeps, by their hash."""

from __future__ import annotations

import logging
import re
from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument

from briefer.errors import BrieferError

BLOB = "briefer-blob"
"""The scheme of the names of pictures: ``briefer-blob:`` and the SHA-256."""

_NAME = re.compile(r"[0-9a-f]{64}")
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_HELD = 64 * 1024 * 1024  # bytes of pictures at hand, as they are shown
_LARGEST = 4096  # pixels of a side; what the worker makes has at most 1600

_log = logging.getLogger(__name__)

Pictures = Callable[[str], bytes]
"""Returns the bytes of the picture with a hash, or raises a `BrieferError`."""


class Album:
    """Pictures as they are shown: decoded when they come into sight, scaled smoothly, the last ones kept."""

    def __init__(self) -> None:
        self._pictures: Pictures | None = None
        self._shown: OrderedDict[tuple[str, int, int], QImage] = OrderedDict()
        self._bytes = 0

    def open(self, pictures: Pictures | None) -> None:
        """Take pictures from there."""
        self._pictures = pictures
        self._shown.clear()
        self._bytes = 0

    def image(self, sha256: str) -> QImage | None:
        """Return a picture in its own size; None where it is not kept, or is not what the worker makes."""
        if self._pictures is None or not _NAME.fullmatch(sha256):
            return None
        try:
            data = self._pictures(sha256)
        except BrieferError as error:
            _log.warning("a picture could not be read: %s", type(error).__name__)
            return None
        form = next((form for signature, form in _SIGNATURES.items() if data.startswith(signature)), None)
        if form is None:
            return None
        # PySide's stub says bytes, which it refuses.
        image = QImage.fromData(data, form)  # pyright: ignore[reportArgumentType]
        return None if image.isNull() or max(image.width(), image.height()) > _LARGEST else image

    def scaled(self, sha256: str, size: QSize) -> QImage | None:
        """Return a picture in `size` (pixels of the screen)."""
        key = sha256, size.width(), size.height()
        held = self._shown.get(key)
        if held is not None:
            self._shown.move_to_end(key)
            return held
        image = self.image(sha256)
        if image is None:
            return None
        made = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        self._shown[key] = made
        self._bytes += made.sizeInBytes()
        while self._bytes > _HELD and len(self._shown) > 1:
            self._bytes -= self._shown.popitem(last=False)[1].sizeInBytes()
        return made


class SafeDocument(QTextDocument):
    """A QTextDocument whose only resources are the pictures of its `album`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.album = Album()

    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Answer ``briefer-blob:<sha256>`` with that picture, and anything else with nothing."""
        url = QUrl(name)
        if url.scheme() != BLOB or type != QTextDocument.ResourceType.ImageResource.value:
            return None
        return self.album.image(url.path())
