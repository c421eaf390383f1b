"""The help: pages of our own in resources/help, and the page of keys, made from the commands as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QToolButton, QVBoxLayout

from briefer import paths
from briefer.ui import icons
from briefer.ui.commands import Command, Commands

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow

KEYS = "shortcuts.md"
HOME = "index.md"


class HelpWindow(QDialog):
    """One window of help; links lead from page to page, and nowhere else."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._page = HOME
        self._back: list[str] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Help")
        self.resize(QSize(720, 640))
        self.text = _Browser(self)
        self.text.setAccessibleName("Help")
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._on_link)
        self.text.document().setDocumentMargin(24)
        self.back_button = self._button("Back", "back", self.go_back)
        self.home_button = self._button("Contents", "outline", self.go_home)
        row = QHBoxLayout()
        row.setContentsMargins(8, 8, 8, 8)
        row.addWidget(self.back_button)
        row.addWidget(self.home_button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.text, 1)
        self.text.setFocus()

    @classmethod
    def open_over(cls, window: MainWindow, page: str = HOME) -> HelpWindow:
        """Show a page, in the window of help that is open or a new one."""
        made = next(iter(window.findChildren(HelpWindow)), None) or cls(window)
        made.go_to(page)
        made.show()
        made.raise_()
        made.activateWindow()
        return made

    def go_to(self, page: str) -> None:
        """Show a page."""
        if page != self._page and self.text.toPlainText():
            self._back.append(self._page)
        self._show(page)

    def go_back(self) -> None:
        """Show the page before."""
        if self._back:
            self._show(self._back.pop())

    def go_home(self) -> None:
        """Show the first page."""
        self.go_to(HOME)

    def _show(self, page: str) -> None:
        self._page = page
        self.text.setMarkdown(keys_page(self._window.commands) if page == KEYS else _page(page))
        self.back_button.setEnabled(bool(self._back))

    def _on_link(self, url: QUrl) -> None:
        if not url.scheme() and url.path().endswith(".md"):
            self.go_to(url.path())

    def _button(self, name: str, icon: str, act: Any) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(icon, self._window.theme))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setText(name)
        button.setAccessibleName(name)
        button.clicked.connect(act)
        return button


class _Browser(QTextBrowser):
    """Shows what it is given, and loads nothing by itself."""

    def loadResource(self, type: int, name: QUrl | str) -> Any:
        """Answer nothing."""
        return None


def keys_page(commands: Commands) -> str:
    """Return the page of all keys as Markdown, from the commands as they are now."""
    lines = ["# Keys", "", "| Act | Keys |", "|---|---|"]
    lines += [f"| {_plain(_title(command))} | {_keys(command)} |" for command in commands if command.keys]
    lines += [
        "| Collect into a section | the section's key with nothing selected |",
        "| Move a block in the outline | Alt+Up, Alt+Down |",
        "",
        "The keys of the number row are told by where they are, whatever they print.",
    ]
    return "\n".join(lines)


def _keys(command: Command) -> str:
    form = QKeySequence.SequenceFormat.NativeText
    return ", ".join(dict.fromkeys(QKeySequence(key).toString(form) for key in command.keys))


def _title(command: Command) -> str:
    # An act that is called after the last edit is called by its first word here.
    return command.title if isinstance(command.title, str) else command.words.split(" ")[0]


def _plain(words: str) -> str:
    return words.replace("|", "\\|")


def _page(name: str) -> str:
    folder = (paths.resources() / "help").resolve()
    file = (folder / name).resolve()
    if file.parent != folder or not file.is_file():
        return "# Not written yet\n\nThis page of the help is not written yet."
    return file.read_text(encoding="utf-8")
