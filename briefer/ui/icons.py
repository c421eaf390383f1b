"""Icons: SVG of our own on a grid of 20 pixels, drawn in the ink of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from briefer import paths
from briefer.ui.theme import Theme


@lru_cache(maxsize=128)
def _svg(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _made(name: str, ink: str, faded: str) -> QIcon:
    icon = QIcon()
    svg = _svg(name)
    for size in (16, 20, 32, 40):
        for mode, color in ((QIcon.Mode.Normal, ink), (QIcon.Mode.Disabled, faded)):
            icon.addPixmap(_drawn(svg.replace("currentColor", color), size), mode)
    return icon


def _drawn(svg: str, size: int) -> QPixmap:
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def icon(name: str, theme: Theme) -> QIcon:
    """Return the icon `name` of resources/icons in the ink of `theme`."""
    return _made(name, theme.ink, theme.tint(theme.muted, 0.6).name())
