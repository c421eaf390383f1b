"""Puts packs among a person's own and takes them away: whole or not at all, and never over a shipped one."""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from briefer import paths
from briefer.errors import NotFound, PackError
from briefer.packs import shelf
from briefer.packs.pack import MANIFEST, Pack, read_pack

STARTER = "standard"
"""The pack that a new one begins as a copy of."""

_TEMPLATES = re.compile(r"^\[templates\]\n(?:[^\[\n].*\n)*\n*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Installed:
    """A pack that was installed, and the version that was there before; None where there was none."""

    pack: Pack
    former: str | None


def install(files: Mapping[str, bytes]) -> Installed:
    """Install the pack that `files` are, by their path in it; an installed one of the same name gives way to it.

    Another version that was there stays beside it, for the briefings that were made with it.

    Raises:
        PackError: its manifest cannot be used, a template it names is missing, or it has the name of a shipped pack.
    """
    home = paths.packs()
    home.mkdir(parents=True, exist_ok=True)
    # In a place beside, so that what is broken off leaves no half of a pack; and renamed, which is one step.
    with tempfile.TemporaryDirectory(prefix=".new-", dir=home) as scratch:
        fresh = Path(scratch) / "pack"
        for name, content in files.items():
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        pack = checked(fresh)
        if (paths.templates() / pack.name / MANIFEST).is_file():
            raise PackError(f"“{pack.name}” is the name of a template that ships with briefer.", "Give yours another.")
        target = home / pack.name
        former = _version(target)
        if target.exists():
            target.rename(Path(scratch) / "former")
        fresh.rename(target)
        if former is not None and former != pack.version:
            kept = shelf.former_folder(pack.name, former)
            if kept.exists():
                kept.rename(Path(scratch) / "older")
            (Path(scratch) / "former").rename(kept)
    return Installed(read_pack(target), former)


def remove(name: str) -> Pack | None:
    """Take an installed pack away and return what it was, if it can be read. Briefings begun with it stay as they are.

    Raises:
        NotFound: there is no such pack.
        PackError: it ships with briefer, or cannot be taken away.
    """
    folder = paths.packs() / name
    if Path(name).name != name or not (folder / MANIFEST).is_file():
        if (paths.templates() / name / MANIFEST).is_file():
            raise PackError(f"“{name}” ships with briefer and cannot be removed.")
        raise NotFound(f"There is no installed template “{name}”.", "“briefer pack list” shows those that are.")
    pack = None
    with contextlib.suppress(PackError):  # what cannot be read can go all the same
        pack = read_pack(folder)
    try:
        shutil.rmtree(folder)
        for former in shelf.former_versions(name):
            shutil.rmtree(former)
    except OSError as error:
        raise PackError(f"“{name}” could not be removed: {error.strerror or error}.") from error
    return pack


def begin(folder: Path, title: str, word: bytes | None = None) -> Pack:
    """Make a pack in a new `folder` under a name and title of its own: a copy of the standard one.

    With `word`, a Word template, that is its only one; what else it prints is made with those of the standard pack.

    Raises:
        PackError: the folder is there already, its name is no name for a pack, or it cannot be written.
    """
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        raise PackError(f"{folder.name} is there already.", "Name a folder that is not there yet.")
    starter = paths.templates() / STARTER
    manifest = _manifest((starter / MANIFEST).read_text("utf-8"), folder.name, title)
    try:
        if word is None:
            shutil.copytree(starter, folder, dirs_exist_ok=True)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            file = f"{folder.name}.docx"
            (folder / file).write_bytes(word)
            manifest = _TEMPLATES.sub(f'[templates]\ndocx = "{file}"\n\n', manifest, count=1)
        (folder / MANIFEST).write_text(manifest, "utf-8", newline="\n")
    except OSError as error:
        raise PackError(f"{folder} could not be written: {error.strerror or error}.") from error
    try:
        return checked(folder)
    except PackError:
        shutil.rmtree(folder)
        raise


def _manifest(standard: str, name: str, title: str) -> str:
    own = standard.replace(f'name = "{STARTER}"', f'name = "{name}"', 1)
    own = own.replace('title = "Standard"', f"title = {_toml(title)}", 1)
    first, _, rest = own.partition("\n")
    return own if not first.startswith("#") else f"# What each line means: the help page on templates.\n{rest}"


def checked(folder: Path) -> Pack:
    """Return the pack in a folder, with every template that it names.

    Raises:
        PackError: its manifest cannot be used, or a template is missing.
    """
    pack = read_pack(folder)
    for suffix in pack.templates:
        pack.template(suffix)
    return pack


def _version(folder: Path) -> str | None:
    try:
        return read_pack(folder).version
    except PackError:
        return None


def _toml(text: str) -> str:
    escaped = "".join(sign if sign >= " " and sign not in '"\\' else f"\\u{ord(sign):04x}" for sign in text)
    return f'"{escaped}"'
