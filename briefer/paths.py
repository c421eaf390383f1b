"""Where things are: what ships with briefer, and what belongs to the person using it.

Nothing here makes a folder on import; `home()` and its children are made by whoever writes there first.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from briefer.errors import NotFound

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the shipped folder `name` ("templates" or "resources").

    In a wheel it lies in ``briefer/_data``; in a checkout beside the package.

    Raises:
        NotFound: neither is there, so the installation is broken.
    """
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise NotFound(f"briefer's own {name} folder is missing.", "Install briefer again.")


def templates() -> Path:
    """Return the folder of the shipped template packs."""
    return shipped("templates")


def resources() -> Path:
    """Return the folder of icons, help, fonts and the sample."""
    return shipped("resources")


def home() -> Path:
    """Return the person's own briefer folder: settings, logs, the default library, installed packs.

    ``BRIEFER_HOME`` moves it. Otherwise each system's own place for an application's data
    (on Linux the XDG base directory specification).
    """
    moved = os.environ.get("BRIEFER_HOME")
    if moved:
        return Path(moved)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData" / "Local"))) / "briefer"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "briefer"
    return Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "briefer"


def default_library() -> Path:
    """Return where the library lives when nobody names another."""
    return home() / "library.briefer"


def packs() -> Path:
    """Return where installed template packs live."""
    return home() / "packs"


def settings_file() -> Path:
    """Return the file that `settings` reads and writes."""
    return home() / "settings.toml"


def logs() -> Path:
    """Return the folder of the crash log."""
    return home() / "logs"
