"""Acts on the window itself: colours, size of the text, panes, finding, the palette, help."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from briefer.settings import LARGEST, SMALLEST
from briefer.ui.commands import Command

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow

_STEP = 0.125  # 2 pixels
_THEMES = (
    ("system", "Colours like the system", "L"),
    ("light", "Light", "i"),
    ("dark", "Dark", "D"),
    ("contrast-dark", "High contrast, dark", "H"),
    ("contrast-light", "High contrast, light", "g"),
)


class ViewActs(QObject):
    """What shows, and where the keyboard is."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def commands(self) -> list[Command]:
        """Return the acts."""
        window = self._window
        themes = [
            Command(
                id=f"view.{name}", title=words, run=partial(window.set_theme_choice, name), mnemonic=letter,
                checked=partial(self._is_theme, name), also="colours theme dark mode",
            )
            for name, words, letter in _THEMES
        ]  # fmt: skip
        return [
            *themes,
            Command(
                id="view.larger", title="Larger text", run=partial(self._zoom, 1), keys=("Ctrl++", "Ctrl+="),
                mnemonic="a", also="zoom in",
            ),
            Command(
                id="view.smaller", title="Smaller text", run=partial(self._zoom, -1), keys=("Ctrl+-",),
                mnemonic="S", also="zoom out",
            ),
            Command(id="view.size", title="Text in its own size", run=partial(self._zoom, 0), mnemonic="z"),
            Command(
                id="view.outline", title="Outline", run=partial(window.side.toggle, "Outline"), icon="outline",
                keys=("Ctrl+Shift+L",), mnemonic="O", checked=partial(self._is_page, "Outline"), also="sections",
            ),
            Command(
                id="view.tray", title="What was set aside", run=partial(window.side.toggle, "Set aside"), icon="tray",
                mnemonic="W", checked=partial(self._is_page, "Set aside"), also="tray",
            ),
            Command(
                id="view.history", title="Undo list", run=partial(window.side.toggle, "Undo list"), icon="history",
                keys=("Ctrl+Shift+Y",), mnemonic="U", checked=partial(self._is_page, "Undo list"),
                also="history steps go back earlier version",
            ),
            Command(
                id="view.preview", title="Preview", run=partial(window.side.toggle, "Preview"), icon="preview",
                keys=("Ctrl+Shift+B",), mnemonic="v", checked=partial(self._is_page, "Preview"),
                also="pdf pages print layout look",
            ),
            Command(id="view.next", title="Next pane", run=partial(self.cycle, 1), keys=("F6",), mnemonic="N"),
            Command(
                id="view.previous", title="Previous pane", run=partial(self.cycle, -1), keys=("Shift+F6",),
                mnemonic="P",
            ),
            Command(
                id="edit.saved", title="Is everything saved?", run=self.saved, keys=("Ctrl+S",), mnemonic="v",
                also="save store disk",
            ),
            Command(
                id="edit.find", title="Find in this pane…", run=self.find, keys=("Ctrl+F",), icon="search",
                mnemonic="F", also="search",
            ),
            Command(
                id="edit.search", title="Search all sources…", run=window.sources.search_library,
                keys=("Ctrl+Shift+F",), mnemonic="S", also="find library",
            ),
            Command(
                id="edit.palette", title="Search or do anything…", run=self.palette, keys=("Ctrl+K",), icon="search",
                mnemonic="o", also="command palette jump go to",
            ),
            Command(
                id="help.help", title="Help", run=self.help, keys=("F1",), icon="help", mnemonic="H", also="manual",
            ),
            Command(id="help.keys", title="Keys", run=self.keys, mnemonic="K", also="shortcuts keyboard"),
            Command(id="help.about", title="About briefer", run=self.about, mnemonic="A", also="version licence"),
            Command(id="window.close", title="Close window", run=window.close, keys=("Ctrl+Q",), mnemonic="w"),
        ]  # fmt: skip

    # --- acts --------------------------------------------------------------------------------------------------------

    def cycle(self, by: int) -> None:
        """Give the keyboard to the next pane (1) or the one before (-1)."""
        panes = self._panes()
        focus = QApplication.focusWidget()
        here = next((number for number, (pane, _) in enumerate(panes) if _holds(pane, focus)), -1 if by > 0 else 0)
        panes[(here + by) % len(panes)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_first(self) -> None:
        """Give the keyboard to what one goes on with: the article taken up, otherwise the first pane."""
        view = self._window.article.view
        if view.isVisible():
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._panes()[0][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def find(self) -> None:
        """Find in the pane that has the keyboard; the article's where none has."""
        window, focus = self._window, QApplication.focusWidget()
        if _holds(window.sources, focus):
            window.sources.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            window.sources.search.selectAll()
        elif _holds(window.briefing_side, focus) and window.document.briefing is not None:
            window.briefing_find.open_bar()
        elif window.article.source is not None:
            window.article.open_find()
        else:
            window.sources.search_library()

    def palette(self) -> None:
        """Open the palette."""
        from briefer.ui.palette import Palette

        Palette.open_over(self._window)

    def show_zoom(self) -> None:
        """Show articles and briefing in the size that was chosen."""
        zoom = self._window.choices.now.zoom
        self._window.article.view.set_zoom(zoom)
        self._window.briefing.editor.set_zoom(zoom)

    def saved(self) -> None:
        """Say whether everything is on the disk: fingers that know Ctrl+S get an answer."""
        state = self._window.document.workspace.save_state
        answers = {
            "saved": "Everything is saved. briefer saves each edit by itself.",
            "saving": "The last edits are being saved.",
            "read-only": "This library is open to read only: nothing is to be saved.",
        }
        self._window.say(answers.get(state.name, f"Not saved: {state.problem}"))

    def help(self) -> None:
        """Open the help."""
        self._open_help("index.md")

    def keys(self) -> None:
        """Open the page of all keys."""
        self._open_help("shortcuts.md")

    def about(self) -> None:
        """Say which briefer this is."""
        from briefer.ui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()

    # --- inside ------------------------------------------------------------------------------------------------------

    def _open_help(self, page: str) -> None:
        from briefer.ui.help import HelpWindow

        HelpWindow.open_over(self._window, page)

    def _panes(self) -> list[tuple[QWidget, QWidget]]:
        window = self._window
        if window.welcomes:
            return [(window.welcome, window.welcome.buttons[0])]
        panes: list[tuple[QWidget, QWidget]] = [
            (window.sources, window.sources.entrance()),
            (window.article, window.article.view),
            (window.briefing_side, window.briefing.editor),
        ]
        if window.side.page:
            panes.append((window.side, window.side.entrance()))
        return [(pane, widget) for pane, widget in panes if widget.isVisible()] or panes[:1]

    def _is_theme(self, name: str) -> bool:
        return self._window.choices.now.theme == name

    def _is_page(self, name: str) -> bool:
        return self._window.side.page == name

    def _zoom(self, step: int) -> None:
        choices = self._window.choices
        choices.choose("zoom", min(LARGEST, max(SMALLEST, choices.now.zoom + step * _STEP)) if step else 1.0)
        self.show_zoom()


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))
