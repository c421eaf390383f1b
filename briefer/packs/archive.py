"""A pack as one file, ``.brieferpack``: a zip with the same bytes for the same pack, read by member, never unpacked.

A pack is data: what could run, what leads outside of its folder, and what no pack needs is refused here, of a folder
as of a file.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from briefer.errors import PackError
from briefer.packs.pack import MANIFEST
from briefer.worker import Plain

SUFFIX = ".brieferpack"
FILE_BYTES = 20 << 20
"""How large a pack may be as a file."""

_FILES = 200
_TOTAL_BYTES = 64 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold; a real time would make each build differ
_KINDS = frozenset({".toml", ".docx", ".j2", ".png", ".jpg", ".jpeg", ".md", ".txt", ".json", ".csl"})
# What Windows takes for a device, whatever stands behind the dot.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


def unpack(data: bytes) -> dict[str, Plain]:
    """Return the files in the bytes of a ``.brieferpack``, by their path in it. Runs in the worker.

    Raises:
        PackError: it is no pack, is too large, or holds what no pack may hold.
    """
    if len(data) > FILE_BYTES:
        raise PackError(f"The template file is larger than {FILE_BYTES >> 20} MB.")
    files: dict[str, Plain] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            check((info.filename, info.file_size) for info in infos)
            for info in infos:
                if stat.S_ISLNK(info.external_attr >> 16):
                    raise PackError(f"The template holds {info.filename}, which is a link.", _ASK)
                with archive.open(info) as member:
                    # One byte more than it says it has: a member that lies about its size is found out.
                    content = member.read(info.file_size + 1)
                if len(content) > info.file_size:
                    raise PackError(f"{info.filename} in the template is larger than it says.", _ASK)
                files[info.filename] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise PackError("This is not a template file, or it is damaged.", _ASK) from error
    if MANIFEST not in files:
        raise PackError(f"There is no {MANIFEST} in the template file.", _ASK)
    return files


_ASK = "Ask whoever gave it to you for another copy."


def pack_up(files: Mapping[str, bytes]) -> bytes:
    """Return the ``.brieferpack`` that holds `files`; the same bytes for the same files on every system."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, files[name], compresslevel=9)
    return out.getvalue()


def gather(folder: Path) -> dict[str, bytes]:
    """Return the files of a pack that lies in a folder; what begins with a full stop is passed over.

    Raises:
        PackError: it holds what no pack may hold, or cannot be read.
    """
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith((".", "~$")) for part in PurePosixPath(name).parts):
            continue  # what editors and systems leave behind, and what Word writes while a file is open
        if path.is_symlink():
            raise PackError(f"{name} is a link, and a template is nothing but files.", "Put the file itself there.")
        if path.is_file():
            found[name] = path
    try:
        check((name, path.stat().st_size) for name, path in found.items())
        return {name: path.read_bytes() for name, path in found.items()}
    except OSError as error:
        raise PackError(f"{folder.name} cannot be read: {error.strerror or error}.") from error


def check(entries: Iterable[tuple[str, int]]) -> None:
    """Look at the paths and sizes, in bytes, of what is to be a pack.

    Raises:
        PackError: one of them may not be in a pack, two are the same on Windows, or it is too much.
    """
    seen: set[str] = set()
    total = 0
    for name, size in entries:
        total += size
        if len(seen) >= _FILES or total > _TOTAL_BYTES:
            raise PackError(
                f"A template has at most {_FILES} files, and {_TOTAL_BYTES >> 20} MB.",
                "Leave out what it does not use.",
            )
        path = PurePosixPath(name)
        outside = path.is_absolute() or "\\" in name or ":" in name or "\0" in name or ".." in path.parts
        device = any(part.split(".")[0].lower() in _DEVICES or part.endswith((" ", ".")) for part in path.parts)
        if outside or device or len(name) > 120:
            raise PackError(f"The template holds “{name[:60]}”, which is no name for a file in it.", _ASK)
        if path.suffix.lower() not in _KINDS:
            raise PackError(
                f"The template holds {name[:60]}, and files of that kind have no place in one.",
                f"It may hold: {', '.join(sorted(_KINDS))}.",
            )
        if name.lower() in seen:
            raise PackError(f"The template holds two files named {name[:60]}.", _ASK)
        seen.add(name.lower())
