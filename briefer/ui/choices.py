"""What a person chose, as the window holds it: read once, changed at once, on the disk a moment later."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from briefer import settings
from briefer.errors import NotSaved
from briefer.settings import Settings

_PAUSE = 500  # milliseconds: a held key makes the text larger many times


class Choices(QObject):
    """The settings, for the window. ``problem`` carries one sentence when they could not be kept."""

    problem = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now: Settings = settings.load()
        self._changed: dict[str, object] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.keep)

    def choose(self, name: str, value: object) -> None:
        """Choose another value of a setting.

        Raises:
            BadRequest: there is no such setting, or the value makes no sense for it.
        """
        changed = self.now.changed(name, value)
        if changed != self.now:
            self.now = changed
            self._changed[name] = value
            self._pause.start()

    def keep(self) -> None:
        """Write what was chosen, and nothing else: another window has its own choices in the same file."""
        self._pause.stop()
        if not self._changed:
            return
        held = settings.load()
        for name, value in self._changed.items():
            held = held.changed(name, value)
        try:
            settings.save(held)
        except NotSaved as error:
            self.problem.emit(f"{error.sentence} {error.hint}".strip())
        else:
            self._changed.clear()
