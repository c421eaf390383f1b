"""The switch above an article that has pages: its text, or the true page; and the act that draws a region there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

_REGION_TIP = "Copy a part of the page. By keys: arrows move the rectangle, Shift with arrows size it, Enter copies it."


class PageSwitch(QWidget):
    """``pagesChosen`` says whether the pages are to be shown, ``regionWanted`` whether a region is to be drawn."""

    pagesChosen = Signal(bool)
    regionWanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = self._button("Text", "The words of the article")
        self.page = self._button("Page", "The page as it was set")
        self.region = self._button("Select region", _REGION_TIP)
        self._group = QButtonGroup(self)
        self._group.addButton(self.text)
        self._group.addButton(self.page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in (self.region, self.text, self.page):
            row.addWidget(button)
        self.text.clicked.connect(lambda: self.pagesChosen.emit(False))
        self.page.clicked.connect(lambda: self.pagesChosen.emit(True))
        self.region.clicked.connect(self.regionWanted)
        self.show_mode(pages=False)

    def show_mode(self, *, pages: bool) -> None:
        """Show what is shown."""
        (self.page if pages else self.text).setChecked(True)
        self.region.setVisible(pages)

    def offer_text(self, on: bool) -> None:
        """Offer the text, or, for pages without any, nothing but the page."""
        self.text.setVisible(on)
        self.page.setVisible(on)

    def show_region_mode(self, on: bool) -> None:
        """Show whether a region is being drawn."""
        self.region.setChecked(on)

    def _button(self, words: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setCheckable(True)
        button.setAccessibleName(words)
        button.setToolTip(tip)
        return button
