"""The distance of lines, told as designers do: in parts of the size of the letters.

Qt's per cent are of a face's own line height, which is 1.15 to 1.5 of the size: the same number looks cramped in one
face and torn apart in another.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetricsF, QTextBlockFormat

TEXT = 1.55
"""The distance in running text."""

HEADING = 1.25
"""The distance in headings and in cells of tables."""


def lead(form: QTextBlockFormat, distance: float, pixels: float, font: QFont | None = None) -> None:
    """Set lines of letters of `pixels` in the face of `font` (the application's) `distance` times their size apart."""
    face = QFont(font) if font else QFont()
    face.setPixelSize(max(1, round(pixels)))
    per_cent = 100 * distance * pixels / max(1.0, QFontMetricsF(face).height())
    form.setLineHeight(max(100.0, per_cent), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)


def extra(form: QTextBlockFormat, distance: float, pixels: float) -> None:
    """Set the same distance as `lead` as pixels between lines: for lines that may hold something tall."""
    face = QFont()
    face.setPixelSize(max(1, round(pixels)))
    between = max(0.0, distance * pixels - QFontMetricsF(face).height())
    form.setLineHeight(between, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
