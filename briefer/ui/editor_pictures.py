"""The pictures of figures in the briefing's text, painted over the U+FFFC that a figure has for its words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPyTextObject, QTextDocument, QTextFormat

from briefer.core.briefing import AnyFigure, picture_of
from briefer.ui.editor_look import ATOM, SAID, Look

_HEIGHT = 15  # lines of text that a picture may take
_GAP = 6
_NEEDED = 32  # pixels beside it, for its figure and the indent


class FigurePictures(QPyTextObject):
    """Paints figures: the picture, and below it what the analyst says of it.

    A picture that is not at hand is asked for by `fetch`, which must not wait for it, and comes by `put`.
    """

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.fetch: Callable[[AnyFigure], None] | None = None
        self._images: dict[str, QImage | None] = {}
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take other colours or another size."""
        self._look = look
        self._theme = look.theme
        self._font = QFont(look.font)
        self._font.setPixelSize(max(9, round(look.pixels * 0.85)))
        self._line = QFontMetricsF(self._font).lineSpacing()

    def put(self, name: str, data: bytes) -> None:
        """Take the picture with this name (`core.briefing.picture_of`), as PNG or JPEG bytes; none stays a frame."""
        image = QImage.fromData(data)
        self._images[name] = None if image.isNull() else image

    def forget_missing(self) -> None:
        """Ask again for the pictures that were not to be had: another briefing, or the same later, may have them."""
        self._images = {name: image for name, image in self._images.items() if image is not None}

    def has(self, figure: AnyFigure) -> bool:
        """Say whether the picture of a figure is at hand."""
        return self._images.get(picture_of(figure)) is not None

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        """Return the room of a figure: the same before its picture has come, so that no text jumps."""
        block = doc.findBlock(posInDocument).blockFormat()
        width = doc.textWidth() - 2 * doc.documentMargin() - block.leftMargin() - _NEEDED
        return QSizeF(max(80.0, width), self._line * (_HEIGHT + 1) + _GAP)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, posInDocument: int, format: QTextFormat
    ) -> None:
        """Paint a figure; a tint over it says that it is selected."""
        rect = QRectF(rect)
        room = rect.adjusted(0, 0, 0, -(self._line + _GAP))
        painter.save()
        painter.setFont(self._font)
        below = room.bottom()
        image = self._image(str(format.property(ATOM)))
        if image is not None:
            scale = min(room.width() / image.width(), room.height() / image.height(), 1.0)
            place = QRectF(room.topLeft(), QSizeF(image.width() * scale, image.height() * scale))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(place, QColor("white"))  # most were drawn for a white page
            painter.drawImage(place, image)
            below = place.bottom()
        else:
            painter.setPen(QColor(self._theme.line))
            painter.drawRect(room.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QColor(self._theme.muted))
        words = QRectF(rect.left(), below + _GAP, rect.width(), self._line)
        said = QFontMetricsF(self._font).elidedText(
            str(format.property(SAID) or ""), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, said)
        if format.background().style() != Qt.BrushStyle.NoBrush:
            over = QColor(self._theme.accent)
            over.setAlphaF(0.35)
            painter.fillRect(rect, over)
        painter.restore()

    def _image(self, atom: str) -> QImage | None:
        figure = self._look.pictures.get(atom)
        if figure is None:
            return None
        name = picture_of(figure)
        if name not in self._images:
            self._images[name] = None  # asked for once
            if self.fetch is not None:
                self.fetch(figure)
        return self._images[name]
