"""The colours of the window: paper, ink, one accent; any other colour means a section and nothing else.

The system's own dark palette is not relied on (Qt does not set one on every platform): Fusion with a palette of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from briefer.ui.style import style_sheet

ThemeChoice = Literal["system", "light", "dark", "contrast-dark", "contrast-light"]
CHOICES: tuple[ThemeChoice, ...] = ("system", "light", "dark", "contrast-dark", "contrast-light")

HIGHLIGHT = 0.16
"""How much of a section's colour stands behind a passage taken; the rest is paper."""
INLINE = 0.10
"""How much of it stands behind a quotation inside a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One set of colours, as ``#RRGGBB``.

    ``paper`` lies under texts, ``canvas`` under everything else. ``sections`` are the colours of the briefing's
    sections in the order of the pack; a fifth section gets the first colour again.
    """

    name: str
    dark: bool
    paper: str
    canvas: str
    ink: str
    muted: str
    line: str
    accent: str
    sections: tuple[str, ...]

    def section_color(self, index: int) -> QColor:
        """Return the colour of the section at `index`, counted from 0."""
        return QColor(self.sections[index % len(self.sections)])

    def tint(self, color: QColor | str, amount: float = HIGHLIGHT) -> QColor:
        """Return `color` laid over paper at `amount` (0 to 1), opaque, so that texts over it stay crisp."""
        above, below = QColor(color), QColor(self.paper)
        return QColor(
            round(above.red() * amount + below.red() * (1 - amount)),
            round(above.green() * amount + below.green() * (1 - amount)),
            round(above.blue() * amount + below.blue() * (1 - amount)),
        )

    @property
    def selection(self) -> QColor:
        """The background of selected words and rows."""
        return self.tint(self.accent, 0.24 if self.dark else 0.18)


LIGHT = Theme(
    name="light",
    dark=False,
    paper="#FFFFFF",
    canvas="#F5F4F1",
    ink="#1C1C1A",
    muted="#5C5B57",
    line="#D9D7D0",
    accent="#2B5C8A",
    sections=("#23657F", "#74478C", "#A63D22", "#2F6B41"),
)
DARK = Theme(
    name="dark",
    dark=True,
    paper="#1F2023",
    canvas="#18191B",
    ink="#E9E7E2",
    muted="#A5A39D",
    line="#393B40",
    accent="#86B6E6",
    sections=("#79B8D1", "#C39BD9", "#EE9A80", "#8CC79C"),
)
CONTRAST_DARK = Theme(
    name="contrast-dark",
    dark=True,
    paper="#000000",
    canvas="#000000",
    ink="#FFFFFF",
    muted="#FFFFFF",
    line="#FFFFFF",
    accent="#FFD400",
    sections=("#7FDBFF", "#E3B8FF", "#FFB199", "#9BE8A8"),
)
CONTRAST_LIGHT = Theme(
    name="contrast-light",
    dark=False,
    paper="#FFFFFF",
    canvas="#FFFFFF",
    ink="#000000",
    muted="#000000",
    line="#000000",
    accent="#0000C8",
    sections=("#00475C", "#521F6B", "#7A1E05", "#0F4A22"),
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST_DARK, CONTRAST_LIGHT)}


def resolve(choice: str) -> Theme:
    """Return the theme for a choice of the View menu; "system" and unknown names follow the system's colour scheme."""
    if choice in THEMES:
        return THEMES[choice]
    return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def palette(theme: Theme) -> QPalette:
    """Return the Qt palette of a theme."""
    paper, canvas, ink = QColor(theme.paper), QColor(theme.canvas), QColor(theme.ink)
    muted, line, accent = QColor(theme.muted), QColor(theme.line), QColor(theme.accent)
    role = QPalette.ColorRole
    made = QPalette()
    for part, color in {
        role.Window: canvas,
        role.WindowText: ink,
        role.Base: paper,
        role.AlternateBase: canvas,
        role.Text: ink,
        role.PlaceholderText: muted,
        role.Button: canvas,
        role.ButtonText: ink,
        role.BrightText: ink,
        role.ToolTipBase: paper,
        role.ToolTipText: ink,
        role.Highlight: theme.selection,
        role.HighlightedText: ink,
        role.Link: accent,
        role.LinkVisited: accent,
        role.Accent: accent,
        role.Light: paper,
        role.Midlight: line,
        role.Mid: line,
        role.Dark: line,
        role.Shadow: line,
    }.items():
        made.setColor(part, color)
    faded = theme.tint(theme.muted, 0.75)
    for part in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, part, faded)
    return made


def apply(app: QApplication, name: str) -> Theme:
    """Dress the whole application in the theme that `name` resolves to, and return it."""
    theme = resolve(name)
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))
    return theme
