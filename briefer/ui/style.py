"""The shape of the controls: flat, quiet, a two-pixel ring of the accent around what has the focus.

Colours come from the theme; sizes are in steps of four pixels.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from briefer import paths

if TYPE_CHECKING:
    from briefer.ui.theme import Theme

_SHEET = Template("""
QToolTip { background: $paper; color: $ink; border: 1px solid $line; padding: 4px 8px; }
QMainWindow::separator { background: $line; width: 1px; height: 1px; }
QSplitter::handle { background: $line; }

QMenuBar { background: $canvas; padding: 2px 4px; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected { background: $hover; color: $ink; }
QMenu { background: $paper; color: $ink; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 4px 24px 4px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selected; color: $ink; }
QMenu::item:disabled { color: $faded; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }

QToolBar { background: $canvas; border: none; border-bottom: 1px solid $line; padding: 4px 8px; spacing: 4px; }
QStatusBar { background: $canvas; border-top: 1px solid $line; }
QStatusBar::item { border: none; }

QToolButton {
    background: transparent; color: $ink; border: 2px solid transparent; border-radius: 6px; padding: 3px 6px;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selected; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $faded; }
QToolButton[fact="true"] { padding: 4px 0px; }
QToolButton::menu-indicator { image: none; }

QPushButton {
    background: $paper; color: $ink; border: 1px solid $edge; border-radius: 6px; padding: 5px 12px; margin: 1px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selected; }
QPushButton:focus { border: 2px solid $accent; margin: 0px; }
QPushButton:disabled { color: $faded; border-color: $line; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[primary="true"]:hover { background: $accent_strong; }
QPushButton[primary="true"]:focus { border-color: $ink; }
QPushButton[primary="true"]:disabled { background: $line; color: $faded; border-color: $line; }
QPushButton[quiet="true"] { background: transparent; border-color: transparent; }
QPushButton[quiet="true"]:hover { background: $hover; }
QPushButton[quiet="true"]:focus { border-color: $accent; }
QPushButton[quiet="true"]:checked { background: $selected; }

QLineEdit, QComboBox, QDateEdit, QSpinBox, QPlainTextEdit[field="true"], QTextEdit[field="true"] {
    background: $paper; color: $ink; border: 1px solid $edge; border-radius: 6px; padding: 4px 8px; margin: 1px;
    selection-background-color: $selected; selection-color: $ink; placeholder-text-color: $muted;
}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QPlainTextEdit[field="true"]:focus, QTextEdit[field="true"]:focus {
    border: 2px solid $accent; margin: 0px;
}
QLineEdit[quiet="true"] { background: transparent; border-color: transparent; }
QLineEdit[quiet="true"]:hover { border-color: $line; }
QLineEdit[quiet="true"]:focus { background: $paper; border-color: $accent; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$drop"); width: 16px; height: 16px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; background: transparent; width: 24px; }
QSpinBox::up-arrow { image: url("$rise"); width: 12px; height: 12px; }
QSpinBox::down-arrow { image: url("$drop"); width: 12px; height: 12px; }
QComboBox QAbstractItemView {
    background: $paper; color: $ink; border: 1px solid $line; selection-background-color: $selected;
}

QTextEdit {
    background: $paper; color: $ink; border: 2px solid transparent;
    selection-background-color: $selected; selection-color: $ink;
}
QTextEdit:focus { border-color: $accent; }
QListView, QTreeView { background: $paper; color: $ink; border: 2px solid transparent; outline: none; }
QListView:focus, QTreeView:focus, QTextBrowser:focus { border-color: $accent; }
QListView::item:selected, QTreeView::item:selected { background: $selected; color: $ink; }
QTreeView::item { padding: 4px 0px; }
QTreeWidget::item { padding: 6px 8px; }
QHeaderView::section {
    background: $paper; color: $muted; border: none; border-bottom: 1px solid $line; padding: 6px 8px;
}
QHeaderView { background: $paper; border: none; }
QTableView {
    background: $paper; color: $ink; border: 1px solid $edge; gridline-color: $line; outline: none;
    selection-background-color: $selected; selection-color: $ink;
}
QTableView:focus { border-color: $accent; }
QTableCornerButton::section { background: $paper; border: none; border-bottom: 1px solid $line; }
QTextBrowser { background: $paper; color: $ink; border: 2px solid transparent; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0px; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QLabel[muted="true"] { color: $muted; }
QLabel[heading="true"] { font-weight: 600; }
QFrame[hairline="true"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[hairline="upright"] { background: $line; border: none; }
QWidget[paper="true"] { background: $paper; }
QWidget[banner="true"] { background: $banner; border-bottom: 1px solid $line; }
QFrame[floating="true"] { background: $paper; border: 1px solid $edge; border-radius: 8px; }
""")


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of the whole application in the colours of `theme`."""
    contrast = theme.name.startswith("contrast")
    return _SHEET.substitute(
        drop=(paths.resources() / "icons" / "drop.svg").as_posix(),
        rise=(paths.resources() / "icons" / "rise.svg").as_posix(),
        paper=theme.paper,
        canvas=theme.canvas,
        ink=theme.ink,
        muted=theme.muted,
        line=theme.line,
        accent=theme.accent,
        on_accent=theme.paper,
        accent_strong=theme.tint(theme.ink, 0.7).name() if contrast else _mixed(theme, 0.2),
        selected=theme.selection.name(),
        hover=theme.tint(theme.ink, 0.12 if contrast else 0.06).name(),
        edge=theme.line if contrast else theme.tint(theme.muted, 0.45).name(),
        faded=theme.tint(theme.muted, 0.75).name(),
        banner=theme.tint(theme.accent, 0.10).name(),
    )


def _mixed(theme: Theme, ink: float) -> str:
    """Return the accent with some ink in it: what a primary button turns to under the pointer."""
    accent, over = theme.tint(theme.accent, 1.0), theme.tint(theme.ink, 1.0)
    return "#" + "".join(
        f"{round(getattr(accent, part)() * (1 - ink) + getattr(over, part)() * ink):02x}"
        for part in ("red", "green", "blue")
    )
