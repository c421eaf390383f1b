"""How a picture of an article is shown: over the one character that stands for it, in the width of the column."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from briefer.core.source import Picture
from briefer.ui.safe_document import SafeDocument
from briefer.ui.theme import Theme

PICTURE = QTextFormat.ObjectTypes.UserObject.value + 20
_PROPERTY = QTextFormat.Property.UserProperty.value + 20
_SHA, _WIDTH, _HEIGHT, _ALT, _SHARE, _SAID, _PAGE = (_PROPERTY + number for number in range(7))

NOT_SAVED = "This picture was not saved with the article."
_WIDEST_FRAME = 380
_TALLEST = 1.1  # of the column's width: a tall picture is seen whole
_GAP = 6
_LINES = 3  # of the article's words for a picture, below it


def char_format(
    picture: Picture, base: QTextCharFormat, *, columns: int = 1, said: bool = False, page: str = ""
) -> QTextCharFormat:
    """Return the format of the character that is `picture`, in a table of so many `columns`.

    `said` says that a caption follows, so that the picture's own words need not stand below it. `page` is the label of
    the page that the picture is: it is shown elsewhere.
    """
    made = QTextCharFormat(base)
    made.setObjectType(PICTURE)
    for name, value in (
        (_SHA, picture.sha256 or ""), (_WIDTH, picture.width), (_HEIGHT, picture.height),
        (_ALT, " ".join(picture.alt.split())), (_SHARE, columns), (_SAID, said),
        (_PAGE, page),
    ):  # fmt: skip
        made.setProperty(name, value)
    return made


class PictureObject(QPyTextObject):
    """Paints pictures, and frames with their words where they were not saved."""

    def __init__(self, parent: SafeDocument) -> None:
        super().__init__(parent)
        self._album = parent.album
        self._theme: Theme | None = None
        self._font = QFont()
        self._zoom = 1.0
        self._margins = 0.0
        self.places: dict[int, QRectF] = {}
        """Where each picture that was painted stands in the document, by its position."""

    def dress(self, theme: Theme, font: QFont, zoom: float, margins: float) -> None:
        """Take other colours, face and size; `margins` are the pixels beside the column, both sides."""
        self._theme, self._zoom, self._margins = theme, zoom, margins
        self._font = QFont(font)
        self._font.setPixelSize(max(9, round(font.pixelSize() * 0.85)))
        self.places.clear()

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        """Return the room of a picture with what stands below it."""
        column = self._column(doc, format, posInDocument)
        size = self._picture_size(format, column)
        if size.isEmpty():
            width = min(column, _WIDEST_FRAME)
            return QSizeF(width, self._words_height(_frame_words(format), width - 24) + 24)
        below = self._below(format)
        return QSizeF(size.width(), size.height() + (self._words_height(below, size.width()) + _GAP if below else 0))

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, posInDocument: int, format: QTextFormat
    ) -> None:
        """Paint a picture or its frame; a tint over it says that it is selected."""
        if self._theme is None:
            return
        rect = QRectF(rect)
        self.places[posInDocument] = rect
        painter.save()
        painter.setFont(self._font)
        size = self._picture_size(format, self._column(doc, format, posInDocument))
        inner = QRectF(rect.topLeft(), size)
        ratio = painter.deviceTransform().m11()
        pixels = QSize(max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio)))
        image = None if size.isEmpty() else self._album.scaled(str(format.property(_SHA)), pixels)
        if image is not None:
            if image.hasAlphaChannel():
                painter.fillRect(inner, QColor("white"))  # most were drawn for a white page
            painter.drawImage(inner, image)
            below = self._below(format)
            if below:
                words = rect.adjusted(0, size.height() + _GAP, 0, 0)
                self._write(painter, words, below, Qt.AlignmentFlag.AlignLeft)
        else:
            painter.setPen(QPen(QColor(self._theme.line), 1, Qt.PenStyle.DashLine))
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
            self._write(painter, rect.adjusted(12, 12, -12, -12), _frame_words(format), Qt.AlignmentFlag.AlignLeft)
        if format.background().style() != Qt.BrushStyle.NoBrush:
            over = QColor(self._theme.accent)
            over.setAlphaF(0.35)
            painter.fillRect(rect, over)
        painter.restore()

    def _column(self, doc: QTextDocument, format: QTextFormat, position: int) -> float:
        block = doc.findBlock(position).blockFormat()
        width = doc.textWidth() - self._margins - block.leftMargin() - block.rightMargin()
        columns = int(str(format.property(_SHARE) or 1))
        return max(48.0, width / columns - (16 if columns > 1 else 0))

    def _picture_size(self, format: QTextFormat, column: float) -> QSizeF:
        """Return the size a picture is shown in; empty for one that was not saved."""
        if not format.property(_SHA):
            return QSizeF()
        width, height = float(str(format.property(_WIDTH))), float(str(format.property(_HEIGHT)))
        if width <= 0 or height <= 0:
            return QSizeF()
        scale = min(self._zoom, column / width, column * _TALLEST / height)
        return QSizeF(max(1.0, width * scale), max(1.0, height * scale))

    def _below(self, format: QTextFormat) -> str:
        small = int(str(format.property(_WIDTH) or 0)) < 160 or int(str(format.property(_SHARE) or 1)) > 1
        return "" if format.property(_SAID) or small else str(format.property(_ALT))

    def _words_height(self, words: str, width: float) -> float:
        metrics = QFontMetricsF(self._font)
        box = metrics.boundingRect(QRectF(0, 0, max(24.0, width), 10_000), int(Qt.TextFlag.TextWordWrap), words)
        # Lines are set on whole pixels, each part of them rounded up; metrics say what they would take without.
        line = ceil(metrics.ascent()) + ceil(metrics.descent()) + ceil(metrics.leading())
        return line * min(round(box.height() / metrics.lineSpacing()), _LINES)

    def _write(self, painter: QPainter, rect: QRectF, words: str, align: Qt.AlignmentFlag) -> None:
        assert self._theme is not None
        painter.setPen(QColor(self._theme.muted))
        option = QTextOption(align | Qt.AlignmentFlag.AlignTop)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        painter.setClipRect(rect)
        painter.drawText(rect, words, option)


def _frame_words(format: QTextFormat) -> str:
    alt = str(format.property(_ALT) or "")
    page = str(format.property(_PAGE) or "")
    if page:
        return f"Page {page} is a picture without text. Page, above, shows it."
    return f"Picture not saved: {alt}" if alt else NOT_SAVED


def words_of(picture: Picture) -> str:
    """Return what a picture says to somebody who does not see it."""
    alt = " ".join(picture.alt.split())
    kept = "Picture" if picture.sha256 else "Picture, not saved"
    return f"{kept}: {alt}" if alt else kept
