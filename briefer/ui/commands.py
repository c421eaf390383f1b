"""Every act of the window once, as a value. Menus, toolbar, buttons, palette and page of keys are views of these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from briefer.ui import icons
from briefer.ui.theme import Theme


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One act of a person.

    ``title`` is what menus, buttons and the palette say; a word or a function for one that changes ("Undo take S3:10").
    ``mnemonic`` is the letter of the title that Alt reaches. ``keys`` are key sequences in Qt's portable spelling, the
    first is shown. ``also`` are other words that find it in the palette. ``checked`` makes it an act that is on or off.
    """

    id: str
    title: str | Callable[[], str]
    run: Callable[[], object]
    enabled: Callable[[], bool] = _always
    keys: tuple[str, ...] = ()
    icon: str = ""
    mnemonic: str = ""
    also: str = ""
    checked: Callable[[], bool] | None = None

    @property
    def words(self) -> str:
        """The title as it reads now."""
        return self.title if isinstance(self.title, str) else self.title()

    @property
    def key_text(self) -> str:
        """The first key as this system writes it; empty where there is none."""
        return QKeySequence(self.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if self.keys else ""


class Commands(QObject):
    """The acts of one window by id, each with the QAction that its views share."""

    listChanged = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._theme: Theme | None = None

    def __iter__(self) -> Iterator[Command]:
        return iter(list(self._commands.values()))

    def __getitem__(self, id_: str) -> Command:
        return self._commands[id_]

    def __contains__(self, id_: str) -> bool:
        return id_ in self._commands

    def add(self, commands: Iterable[Command]) -> None:
        """Add acts; one with an id that is there already takes the place of the former."""
        for command in commands:
            self._commands[command.id] = command
            action = self._actions.get(command.id)
            if action is None:
                action = QAction(self)
                action.setObjectName(command.id)
                action.triggered.connect(self._on_triggered)
                self._actions[command.id] = action
            action.setShortcuts([QKeySequence(key) for key in command.keys])
            action.setCheckable(command.checked is not None)
            self._dress(command, action)
        self.refresh()
        self.listChanged.emit()

    def drop(self, prefix: str) -> None:
        """Take away the acts whose ids begin with `prefix`."""
        for id_ in [id_ for id_ in self._commands if id_.startswith(prefix)]:
            del self._commands[id_]
            self._actions.pop(id_).deleteLater()
        self.listChanged.emit()

    def action(self, id_: str) -> QAction:
        """Return the QAction of an act, for a menu, a toolbar or a button."""
        return self._actions[id_]

    def run(self, id_: str) -> bool:
        """Do an act, if it can be done now; say whether it was."""
        command = self._commands.get(id_)
        if command is None or not command.enabled():
            return False
        command.run()
        return True

    def refresh(self) -> None:
        """Ask every act anew what it is called and whether it can be done."""
        for id_, command in self._commands.items():
            action = self._actions[id_]
            words = command.words
            if action.property("words") != words:
                action.setProperty("words", words)
                action.setText(marked(command, words))
                action.setIconText(words)
                tip = f"{words.rstrip('…')} ({command.key_text})" if command.keys else words.rstrip("…")
                action.setToolTip(tip)
                action.setStatusTip("")
            action.setEnabled(command.enabled())
            if command.checked is not None:
                action.setChecked(command.checked())

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the ink of `theme`."""
        self._theme = theme
        for id_, command in self._commands.items():
            self._dress(command, self._actions[id_])

    def _dress(self, command: Command, action: QAction) -> None:
        if command.icon and self._theme is not None:
            action.setIcon(icons.icon(command.icon, self._theme))

    def _on_triggered(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.run(sender.objectName())
            self.refresh()


def marked(command: Command, words: str) -> str:
    """Return the title as Qt's menus want it: the mnemonic marked, other ampersands doubled."""
    escaped = words.replace("&", "&&")
    letter = command.mnemonic
    at = escaped.lower().find(letter.lower()) if letter else -1
    return escaped if at < 0 else f"{escaped[:at]}&{escaped[at:]}"
