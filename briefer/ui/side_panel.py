"""The panel at the right: outline, tray and what else is wanted now and then, folded to icons until it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from briefer.ui import icons
from briefer.ui.theme import Theme

_WIDTH = 280


class SidePanel(QWidget):
    """Pages with a column of icons; clicking the icon of the page that is open folds it away."""

    pageChanged = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages: dict[str, tuple[QWidget, QToolButton, str]] = {}
        self._titles: dict[str, tuple[str, int]] = {}
        self._stack = QStackedWidget(self)
        self._title = QLabel(self)
        self._title.setProperty("heading", True)
        self._title.setContentsMargins(16, 14, 12, 8)
        self._title.setWordWrap(True)
        self._body = QWidget(self)
        self._body.setProperty("paper", True)
        self._body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._body.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self._stack, 1)
        self._strip = QVBoxLayout()
        self._strip.setContentsMargins(4, 8, 4, 8)
        self._strip.setSpacing(4)
        self._strip.addStretch()
        self._edge = _line(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._edge)
        row.addWidget(self._body, 1)
        row.addWidget(_line(self))
        row.addLayout(self._strip)
        self._body.hide()
        self._edge.hide()

    def add_page(self, name: str, widget: QWidget, icon: str, title: str = "", width: int = _WIDTH) -> None:
        """Add a page under its name; above it stands `title` where one is given. It is `width` pixels wide at least."""
        button = QToolButton(self)
        button.setIcon(icons.icon(icon, self._theme))
        button.setCheckable(True)
        button.setAccessibleName(f"Show {name}")
        button.setToolTip(name)
        button.setObjectName(name)
        button.clicked.connect(self._on_clicked)
        self._strip.insertWidget(self._strip.count() - 1, button)
        self._stack.addWidget(widget)
        self._pages[name] = widget, button, icon
        self._titles[name] = title or name, width

    @property
    def page(self) -> str:
        """The page that is open; empty while all are folded away."""
        return next((name for name, (_, button, _) in self._pages.items() if button.isChecked()), "")

    def entrance(self) -> QWidget:
        """Return what takes the keyboard in the page that is open."""
        page = self._stack.currentWidget()
        assert page is not None  # asked for where a page is open
        return page.focusProxy() or page

    def open_page(self, name: str) -> None:
        """Open a page, or fold the panel away where `name` is empty."""
        for other, (widget, button, _) in self._pages.items():
            button.setChecked(other == name)
            if other == name:
                self._stack.setCurrentWidget(widget)
                title, width = self._titles[other]
                self._title.setText(title)
                self._body.setMinimumWidth(width)
        self._body.setVisible(name in self._pages)
        self._edge.setVisible(name in self._pages)
        self.pageChanged.emit(self.page)

    def toggle(self, name: str) -> None:
        """Open a page, or fold it away where it is open."""
        self.open_page("" if self.page == name else name)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the ink of `theme`."""
        self._theme = theme
        for _, button, icon in self._pages.values():
            button.setIcon(icons.icon(icon, theme))

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, QToolButton):
            self.open_page(sender.objectName() if sender.isChecked() else "")


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setFixedWidth(1)
    line.setProperty("hairline", "upright")
    return line
