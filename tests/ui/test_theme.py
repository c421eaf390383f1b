"""Colours that can be read, told apart, and are the same in palette and style."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor

from briefer import paths
from briefer.ui import icons
from briefer.ui.style import style_sheet
from briefer.ui.theme import THEMES, Theme

ALL = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)


def _luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def _contrast(one: QColor | str, other: QColor | str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    low, high = sorted((_luminance(QColor(one)), _luminance(QColor(other))))
    return (high + 0.05) / (low + 0.05)


@ALL
def test_text_stands_out_from_paper_and_canvas(theme: Theme) -> None:
    for ink in (theme.ink, theme.muted):
        assert _contrast(ink, theme.paper) >= 6
        assert _contrast(ink, theme.canvas) >= 4.5
    assert _contrast(theme.accent, theme.paper) >= 4.5


@ALL
def test_text_can_be_read_over_every_tint(theme: Theme) -> None:
    for index in range(4):
        assert _contrast(theme.ink, theme.tint(theme.section_color(index))) >= 4.5
        assert _contrast(theme.section_color(index), theme.paper) >= 4.5
    assert _contrast(theme.ink, theme.selection) >= 4.5
    assert _contrast(theme.paper, theme.accent) >= 4.5  # words of a primary button


@ALL
def test_the_style_knows_all_its_colours(theme: Theme) -> None:
    assert "$" not in style_sheet(theme)


@ALL
def test_hints_in_fields_are_in_ink_that_can_be_read(theme: Theme) -> None:
    # Qt's own choice is the ink at half its strength.
    fields = next(rule for rule in style_sheet(theme).split("}") if rule.strip().startswith("QLineEdit, QComboBox"))
    assert f"placeholder-text-color: {theme.muted};" in fields


@ALL
def test_every_icon_is_drawn_in_the_ink_of_the_theme(qapp: object, theme: Theme) -> None:
    for file in (paths.resources() / "icons").glob("*.svg"):
        image = icons.icon(file.stem, theme).pixmap(20, 20).toImage()
        assert any(image.pixelColor(x, y).alpha() > 0 for x in range(20) for y in range(20)), file.name


def test_icons_keep_to_the_grid() -> None:
    for file in (paths.resources() / "icons").glob("*.svg"):
        text = file.read_text("utf-8")
        assert 'viewBox="0 0 20 20"' in text, file.name
        assert 'stroke-width="1.5"' in text, file.name
        assert not re.search(r"href|script|style", text), file.name
