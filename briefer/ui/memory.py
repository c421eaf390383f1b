"""What the window remembers of itself: its place and sizes, and what was used last. Never anything written.

What a person chooses is in `choices`; here is nothing that one would miss.
An INI file beside the library and not the system's registry, so that ``BRIEFER_HOME`` moves it too.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings

from briefer import paths

RECENT = 8
"""How many acts of the palette are remembered."""


class Memory:
    """Small values under names, kept when the window closes."""

    def __init__(self) -> None:
        self._settings = QSettings(str(paths.home() / "window.ini"), QSettings.Format.IniFormat)

    def state(self, name: str) -> QByteArray | None:
        """Return a remembered state of a widget; None where there is none."""
        value = self._settings.value(f"state/{name}")
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def keep_state(self, name: str, state: QByteArray) -> None:
        """Remember the state of a widget."""
        self._settings.setValue(f"state/{name}", state)

    def text(self, name: str, default: str = "") -> str:
        """Return a remembered word."""
        return str(self._settings.value(f"words/{name}", default))

    def keep_text(self, name: str, text: str) -> None:
        """Remember a word."""
        self._settings.setValue(f"words/{name}", text)

    def recent(self) -> list[str]:
        """Return the acts used last in the palette, the newest first."""
        return [name for name in self.text("recent").split(" ") if name]

    def use(self, name: str) -> None:
        """Put an act in front of those used last."""
        names = [name, *(other for other in self.recent() if other != name)]
        self.keep_text("recent", " ".join(names[:RECENT]))

    def flush(self) -> None:
        """Write it down."""
        self._settings.sync()
