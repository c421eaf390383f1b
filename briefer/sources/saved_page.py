"""The pictures that a browser saved in a folder beside a page ("complete page").

Runs in the program itself, so it never parses: it looks at names only, reads no file the page does not name, follows no
link and never leaves the folder.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

FOLDERS = ("_files", "-Dateien", "_archivos", "_fichiers", "_ficheiros", "_arquivos", "_bestanden", ".files")
"""What browsers add to a page's name for the folder of its companions, in the languages they speak."""

MOST = 200
"""Files of one page that are read."""

LARGEST = 16 << 20
"""Bytes of one picture; a larger one is left behind."""

MOST_BYTES = 64 << 20
"""Bytes of all pictures of one page together."""

_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff")
_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*")
_LOOKED_AT = 5_000  # entries of the folder; a page that was saved has hundreds


def is_companion(name: str) -> bool:
    """Say whether a folder of that name holds the companions of a saved page."""
    return name.endswith(FOLDERS)


def companions(page: Path, data: bytes) -> dict[str, bytes]:
    """Return the pictures saved beside the page `page` whose bytes are `data`, under the names it has for them."""
    found: dict[str, bytes] = {}
    room = MOST_BYTES
    for folder in (page.parent / f"{page.stem}{ending}" for ending in FOLDERS):
        for file in _files(folder):
            if not is_named(file.name, data):
                continue
            content = _read(file, min(LARGEST, room))
            if content is None:
                continue
            found[f"{folder.name}/{file.name}"] = content
            room -= len(content)
            if len(found) >= MOST or room <= 0:
                return found
    return found


def is_named(name: str, page: bytes) -> bool:
    """Say whether the page whose bytes are `page` names the file `name`, in any of the ways in which pages write it."""
    try:
        return any(written.encode() in page for written in (name, quote(name), name.replace("&", "&amp;")))
    except UnicodeEncodeError:  # a name from another system, in an encoding that this one does not know
        return False


def _files(folder: Path) -> Iterator[Path]:
    try:
        if folder.is_symlink() or not folder.is_dir():
            return
        names = sorted(os.listdir(folder)[:_LOOKED_AT])
    except OSError:
        return
    yield from (folder / name for name in names)


def _read(file: Path, most: int) -> bytes | None:
    """Return the bytes of a picture that is a plain file of at most `most` bytes."""
    try:
        number = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    with os.fdopen(number, "rb") as stream:
        told = os.fstat(number)
        if not stat.S_ISREG(told.st_mode) or not 0 < told.st_size <= most or file.is_symlink():
            return None
        content = stream.read(most)
    return content if is_picture(file.name, content) else None


def is_picture(name: str, content: bytes) -> bool:
    """Say whether a file is a picture by its name, or by its first bytes: not every one has a suffix."""
    return name.lower().endswith(_SUFFIXES) or content.startswith(_STARTS)
