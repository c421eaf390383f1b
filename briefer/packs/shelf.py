"""Finds template packs: those that ship with briefer, and those installed in the person's own folder."""

from __future__ import annotations

from pathlib import Path

from briefer import paths
from briefer.errors import NotFound, PackError
from briefer.packs.pack import MANIFEST, Pack, read_pack


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


def _folders() -> list[Path]:
    return [
        folder
        for place in (paths.templates(), paths.packs())
        if place.is_dir()
        for folder in sorted(place.iterdir())
        if (folder / MANIFEST).is_file()
    ]
