"""What the clipboard or a drop holds, in plain values: HTML, words, a picture, and the address they came from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter

_WINDOWS_HTML = 'application/x-qt-windows-mime;value="HTML Format"'
_SOURCE_URL = re.compile(rb"^SourceURL:(\S+)", re.MULTILINE)
_LINK = re.compile(r"(?i)(https?|ftp)://\S+")


@dataclass(frozen=True, slots=True)
class Clip:
    """What somebody copied."""

    html: str | None
    text: str | None
    url: str | None

    @property
    def link_only(self) -> bool:
        """Whether it is nothing but an address."""
        return self.html is None and self.text is not None and _LINK.fullmatch(self.text.strip()) is not None


def held() -> QMimeData:
    """Return what the clipboard holds; data without any format where it is empty."""
    # Qt has no data at all then on some platforms, Wayland among them.
    return QGuiApplication.clipboard().mimeData() or QMimeData()


def clip(data: QMimeData) -> Clip | None:
    """Return what was copied; None where it holds no words."""
    html = data.html() if data.hasHtml() else None
    text = data.text() if data.hasText() else None
    if not (html or (text and text.strip())):
        return None
    return Clip(html or None, text or None, origin(data))


def picture(data: QMimeData) -> QImage | None:
    """Return the picture that was copied; None where there is none, or it only draws words that came with it.

    Office programs add a picture of the cells or words copied; a browser that copies a picture adds markup that names
    it, and no plain text.
    """
    if not data.hasImage() or (data.hasText() and data.text().strip()):
        return None
    image = data.imageData()
    return image if isinstance(image, QImage) and not image.isNull() else None


def as_png(image: QImage) -> bytes:
    """Return a picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def is_link(data: QMimeData) -> bool:
    """Say whether what is dropped is an address of a page and no file."""
    if data.hasUrls():
        return any(not url.isLocalFile() for url in data.urls())
    return data.hasText() and _LINK.fullmatch(data.text().strip()) is not None


def origin(data: QMimeData) -> str | None:
    """Return the address of the page something was copied from, if it is told: each browser does in its own way."""
    if data.hasFormat("text/x-moz-url-priv"):
        found = bytes(data.data("text/x-moz-url-priv").data()).decode("utf-16-le", "replace")
    elif data.hasFormat("chromium/x-source-url"):
        found = bytes(data.data("chromium/x-source-url").data()).decode("utf-8", "replace")
    elif match := _SOURCE_URL.search(bytes(data.data(_WINDOWS_HTML).data())):
        found = match.group(1).decode("utf-8", "replace")
    else:
        return None
    found = found.strip("\0 \r\n")
    return found if _LINK.fullmatch(found) else None
