"""Finds template packs: those that ship with briefer, and those installed in the person's own folder.

Former versions of an installed pack lie beside it, ``NAME@VERSION``: a briefing is printed with the version that it was
made with until it is moved to another.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from briefer import paths
from briefer.errors import NotFound, PackError
from briefer.packs.pack import MANIFEST, Pack, read_pack

_FORMER = "@"  # no name of a pack holds one
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]")
# No capitals and no full stop at the end, which some file systems do not tell apart; no “_”, which stands for others.
_OWN_FOLDER = re.compile(r"[a-z0-9.-]*[a-z0-9-]")


def find(name: str) -> Pack:
    """Return the pack `name`; one that ships with briefer goes before an installed one of the same name.

    Raises:
        NotFound: there is no such pack.
        PackError: its manifest cannot be used.
    """
    for folder in _folders():
        if folder.name == name:
            return read_pack(folder)
    known = ", ".join(sorted({folder.name for folder in _folders()}))
    raise NotFound(f"There is no template “{name}”.", f"There are: {known}.")


def find_version(name: str, version: str) -> Pack:
    """Return `version` of the pack `name`, or the one in use where that is not at hand.

    Raises:
        NotFound, PackError: as `find` does, and the version is not at hand as a former one either.
    """
    try:
        current = find(name)
    except PackError:  # what is wrong with the version in use does not keep a former one from being printed with
        former = _former(name, version)
        if former is None:
            raise
        return former
    if version in ("", current.version):
        return current
    return _former(name, version) or current


def former_versions(name: str) -> list[Path]:
    """Return the folders of the former versions of an installed pack."""
    return sorted(folder for folder in paths.packs().glob(f"{name}{_FORMER}*") if (folder / MANIFEST).is_file())


def former_folder(name: str, version: str) -> Path:
    """Return where a version of an installed pack is kept when another takes its place: where it lies already, if so.

    A version that is no name of a folder has a hash behind what is left of it: “1.0+a” and “1.0_a” lie side by side.
    """
    former = _former(name, version)
    if former is not None:  # also in a folder without a hash, as briefer named them once
        return former.folder
    own = version
    if not _OWN_FOLDER.fullmatch(version):
        own = f"{_UNSAFE.sub('_', version)}_{hashlib.sha256(version.encode()).hexdigest()[:12]}"
    return paths.packs() / f"{name}{_FORMER}{own}"


def shelf() -> tuple[Pack, ...]:
    """Return every pack that can be used, by title; one with a broken manifest is left out, and `find` says why."""
    found: dict[str, Pack] = {}
    for folder in _folders():
        if folder.name in found:
            continue
        try:
            found[folder.name] = read_pack(folder)
        except PackError:
            continue
    return tuple(sorted(found.values(), key=lambda pack: (pack.title.casefold(), pack.name)))


def _former(name: str, version: str) -> Pack | None:
    for folder in former_versions(name):
        try:
            former = read_pack(folder)
        except PackError:
            continue
        if former.version == version:
            return former
    return None


def _folders() -> list[Path]:
    return [
        folder
        for place in (paths.templates(), paths.packs())
        if place.is_dir()
        for folder in sorted(place.iterdir())
        if _FORMER not in folder.name and (folder / MANIFEST).is_file()
    ]
