"""What is known about the article that is read, and the rows in which the analyst fills in what it does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from briefer.ui import icons, wording
from briefer.ui.elided import ElidedLabel
from briefer.ui.facts_form import MAIN, FactsForm
from briefer.ui.page_switch import PageSwitch
from briefer.ui.theme import Theme

if TYPE_CHECKING:
    from briefer.core.source import Article, Source

WHOLE = "Show whole page"
"""What the act is called that shows everything on a web page."""

_WHOLE_TIP = "Everything on the page, menus and all. Passages that were taken keep their words."
_ARTICLE_TIP = "What is found to be the article on the page. Passages that were taken keep their words."


class ArticleBar(QWidget):
    """Title and facts of a source, and a form that opens by itself where a fact that a citation needs is unknown.

    ``corrected`` carries the name of a fact and its new value; ``messageWanted`` a sentence about one that was refused.
    """

    corrected = Signal(str, object)
    messageWanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Source | None = None
        self.title = ElidedLabel(self)
        self.title.setProperty("heading", True)
        self.facts = ElidedLabel(self)
        self.facts.setProperty("muted", True)
        self.page = QLabel(self)
        self.page.setTextFormat(Qt.TextFormat.PlainText)
        self.page.setProperty("muted", True)
        self.page.setAccessibleName("Page")
        self.switch = PageSwitch(self)
        self.whole = QToolButton(self)
        self.toggle = QToolButton(self)
        self.toggle.setCheckable(True)
        self.toggle.setAccessibleName("Correct the facts")
        self.toggle.setToolTip("Correct the facts")
        self.toggle.toggled.connect(self._on_toggled)
        self.form = FactsForm(theme, self)
        self.fields = self.form.fields
        self.form.corrected.connect(self.corrected)
        self.form.messageWanted.connect(self.messageWanted)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.title, 1)
        first.addWidget(self.toggle)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.facts, 1)
        second.addWidget(self.page)
        second.addWidget(self.switch)
        second.addWidget(self.whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 12, 12)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.form)
        self.set_theme(theme)
        self.show_source(None)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the ink of `theme`."""
        self.toggle.setIcon(icons.icon("pencil", theme))
        self.form.set_theme(theme)

    def show_source(self, source: Source | None, stated: Article | None = None, *, writable: bool = True) -> None:
        """Show what is known about a source, whose file states what `stated` says."""
        other = source is None or self._source is None or source.id != self._source.id
        self._source = source
        self.setVisible(source is not None)
        if source is None:
            return
        self.title.set_words(source.name)
        self.facts.set_words(wording.source_facts(source))
        self.form.show_facts(source, stated, writable=writable, other=other)
        self.toggle.setVisible(writable)
        if other:
            missing = any(getattr(source.reference, name) is None for name in MAIN)
            self.toggle.setChecked(missing and writable)
            self.form.setVisible(self.toggle.isChecked())

    def show_whole(self, *, offered: bool, on: bool) -> None:
        """Offer everything on a web page or, while that is shown, the article on it."""
        words, why = ("Show article", _ARTICLE_TIP) if on else (WHOLE, _WHOLE_TIP)
        self.whole.setVisible(offered)
        self.whole.setText(words)
        self.whole.setAccessibleName(words)
        self.whole.setAccessibleDescription(why)
        self.whole.setToolTip(why)

    def show_page(self, label: str) -> None:
        """Show the label of the page at the caret."""
        self.page.setText(f"page {label}" if label else "")

    def _on_toggled(self, on: bool) -> None:
        self.form.setVisible(on)
        if on and self.toggle.hasFocus():
            self.fields["title"].setFocus(Qt.FocusReason.OtherFocusReason)
