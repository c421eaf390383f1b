"""File names that every system takes, and files that overwrite no other: what was sent stays as it was sent."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import unicodedata
from pathlib import Path

from briefer.citing.language import filled
from briefer.core.briefing import Briefing
from briefer.errors import ExportError, ExportTargetInvalid

NAME_BYTES = 120
"""UTF-8 bytes of a name with its suffix; leaves room for folders below Windows' 260 characters."""

_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


def suggested(pattern: str, briefing: Briefing, suffix: str) -> str:
    """Return the name a pack's `pattern` gives an exported briefing; what the briefing does not say leaves no gap."""
    facts = briefing.facts
    # The version is told from the second on, like a letter that was sent again.
    version = facts.version if facts.version.strip() not in ("", "1") else ""
    if not version:
        pattern = re.sub(r"\s*\S*\{version\}\S*", "", pattern)
    name = filled(
        pattern,
        number=facts.number,
        title=facts.title or "briefing",
        date=facts.date.partition("T")[0],
        version=version,
        marking=facts.marking.replace(":", " "),
        handle=briefing.handle,
    )
    return safe(name, suffix)


def safe(name: str, suffix: str = "") -> str:
    """Return `name` as a file name for Windows, macOS and Linux, at most `NAME_BYTES` long with its suffix."""
    name = unicodedata.normalize("NFC", name)
    name = "".join(" " if character.isspace() else character for character in name)
    # Invisible characters go, bidirectional overrides among them: they make "exe.docx" of "xcod.exe".
    name = "".join(character for character in name if unicodedata.category(character) not in _INVISIBLE)
    name = " ".join(_FORBIDDEN.sub(" ", name).split()).strip(" .")
    room = NAME_BYTES - len(suffix.encode())
    name = name.encode()[:room].decode("utf-8", "ignore").rstrip(" .")
    if not name or _RESERVED.match(name):
        name = f"briefing {name}".rstrip()
    return name + suffix


def write_beside(target: Path, data: bytes) -> Path:
    """Write `data` to `target`, or beside it under the next free name, and return where. Whole or not at all.

    The bytes go to a temporary file in the same folder first and are on the disk before they get their name.

    Raises:
        ExportTargetInvalid: the folder is not there or the name cannot be one.
        ExportError: the disk is full or the folder may not be written to.
    """
    check_folder(target)
    temporary = target.parent / f".briefer-{secrets.token_hex(8)}.tmp"
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        written = next(name for name in _names(target) if _claim(temporary, name))
        _sync_folder(target.parent)
        return written
    except OSError as error:
        raise ExportError(
            f"{target.name} could not be written: {error.strerror or error}.",
            "Choose another folder, or free some room.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def check_folder(target: Path) -> None:
    """Refuse a target that cannot be written to, before any work is done for it.

    Raises:
        ExportTargetInvalid: its folder is not there, or it is a folder itself.
    """
    if not target.parent.is_dir():
        raise ExportTargetInvalid(f"There is no folder {target.parent}.", "Choose a folder that is there.")
    if target.is_dir():
        raise ExportTargetInvalid(f"{target} is a folder.", "Name a file in it.")


def _names(target: Path) -> list[Path]:
    """Return the target and the names beside it; a thousand versions of one name on one day are nobody's."""
    return [target, *(target.with_name(f"{target.stem} ({number}){target.suffix}") for number in range(2, 1000))]


def _claim(temporary: Path, name: Path) -> bool:
    """Give the temporary file its name, unless something has it: on no system is an existing file replaced."""
    if os.name == "nt":
        try:
            os.rename(temporary, name)
        except (FileExistsError, PermissionError):
            if not name.exists():
                raise
            return False
        return True
    try:
        os.link(temporary, name)
    except FileExistsError:
        return False
    except OSError:
        # A file system without hard links (FAT on a stick): claim the name empty, then fill it.
        try:
            name.touch(exist_ok=False)
        except FileExistsError:
            return False
        os.replace(temporary, name)
    return True


def _sync_folder(folder: Path) -> None:
    """Have the name on the disk too, where a folder can be synced."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
