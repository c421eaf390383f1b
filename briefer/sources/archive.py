"""A zip file: each article in it is a file to be read. Members are unpacked into memory one by one, never to disk."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from briefer.errors import SourceDamaged, SourceEmpty, SourceEncrypted, SourceTooLarge, SourceUnknownKind
from briefer.sources import limits, saved_page
from briefer.sources.encoding import decode
from briefer.sources.formats import BY_SUFFIX, HTML
from briefer.sources.parts import Parts
from briefer.sources.reading import answer

_ENCRYPTED = 0x1
_UTF8 = 0x800
_UNICODE_PATH = 0x7075  # APPNOTE.TXT of PKWARE, section 4.6.9
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_DRIVE = re.compile(r"^[A-Za-z]:")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error)
_AGAIN = "Get it again, or unpack it and add the files in it."
_UNPACK = "Unpack it, then add the files in it."


@dataclass(frozen=True, slots=True)
class _Member:
    path: PurePosixPath
    info: zipfile.ZipInfo


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the articles in a zip file as files still to be read, and what is wrong with the others.

    Raises:
        SourceDamaged: it is no zip file, or not all of one.
        SourceEncrypted: everything in it wants a password.
        SourceTooLarge: there are more files in it than briefer reads out of one.
        SourceEmpty: there is no file in it, or none that could be an article.
    """
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        raise SourceDamaged(f"“{name}” is damaged: it cannot be opened as a zip file.", _AGAIN) from error
    with opened:
        entries = opened.infolist()
        if len(entries) > limits.MOST_ENTRIES:
            raise SourceTooLarge(
                f"“{name}” holds {len(entries):,} files; briefer reads zip files of up to {limits.MOST_ENTRIES:,}.",
                _UNPACK,
            )
        members = list(_members(entries))
        if not members:
            raise SourceEmpty(f"“{name}” has no files in it.")
        if all(member.info.flag_bits & _ENCRYPTED for member in members):
            raise SourceEncrypted(f"“{name}” is encrypted and wants a password.", _UNPACK)
        parts = _parts(opened, members)
    if not parts.parts and not parts.missed:
        raise SourceEmpty(f"“{name}” holds no file of a kind that briefer reads.", SourceUnknownKind.hint_default)
    return answer(missed=parts.missed, parts=parts.parts, skipped=parts.skipped)


def _parts(opened: zipfile.ZipFile, members: list[_Member]) -> Parts:
    parts = Parts()
    beside = [member for member in members if any(map(saved_page.is_companion, member.path.parent.parts))]
    companions = set(map(id, beside))
    for member in members:
        if id(member) in companions:
            continue
        if member.path.suffix.lower() not in BY_SUFFIX:
            parts.skipped.append(str(member.path))
            continue
        found = _unpacked(opened, member, parts)
        if found is not None:
            page = BY_SUFFIX[member.path.suffix.lower()] is HTML
            parts.add(str(member.path), found, files=_pictures(opened, member, found, beside) if page else None)
    return parts


def _unpacked(opened: zipfile.ZipFile, member: _Member, parts: Parts) -> bytes | None:
    """Return the bytes of a member; None, and the reason among what was missed, where it may not be unpacked."""
    quoted, info = f"“{member.path.name}”", member.info
    if info.flag_bits & _ENCRYPTED:
        parts.miss(str(member.path), f"{quoted} is encrypted and wants a password.", _UNPACK)
    elif info.compress_type not in _METHODS:
        parts.miss(str(member.path), f"{quoted} is packed in a way that briefer cannot unpack.", _UNPACK)
    elif _is_bomb(info) or info.file_size > limits.LARGEST:
        parts.miss(str(member.path), f"{quoted} unpacks to more than an article may hold.")
    elif info.file_size > parts.room:
        parts.miss(str(member.path), f"{quoted} was left out: the files in there are too large together.", _UNPACK)
    else:
        try:
            return _bytes(opened, info)
        except _DAMAGE:
            parts.miss(str(member.path), f"{quoted} is damaged: it cannot be unpacked.", _AGAIN)
    return None


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > limits.SMALL and info.file_size > limits.HIGHEST_RATIO * max(info.compress_size, 1)


def _bytes(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return a member unpacked; never more than its head says, whatever comes."""
    with opened.open(info) as stream:
        found = stream.read(info.file_size + 1)
    if len(found) != info.file_size:
        raise zipfile.BadZipFile("another size than its head says")
    return found


def _pictures(opened: zipfile.ZipFile, page: _Member, data: bytes, beside: list[_Member]) -> dict[str, bytes]:
    """Return the pictures that were saved beside a page, under the names it has for them."""
    folders = {f"{page.path.stem}{ending}" for ending in saved_page.FOLDERS}
    found: dict[str, bytes] = {}
    room = saved_page.MOST_BYTES
    for member in beside:
        folder, info = member.path.parent, member.info
        if folder.name not in folders or folder.parent != page.path.parent or _is_bomb(info):
            continue
        name = member.path.name
        fits = info.file_size <= min(saved_page.LARGEST, room) and not info.flag_bits & _ENCRYPTED
        if not fits or info.compress_type not in _METHODS or len(found) >= saved_page.MOST:
            continue
        if saved_page.is_named(name, data):
            try:
                content = _bytes(opened, info)
            except _DAMAGE:
                continue
            if saved_page.is_picture(name, content):
                found[f"{folder.name}/{name}"] = content
                room -= len(content)
    return found


# --- names ------------------------------------------------------------------------------------------------------------


def _members(entries: list[zipfile.ZipInfo]) -> Iterator[_Member]:
    """Return the files among the entries that are somebody's: no folders, links or what systems leave behind."""
    guessed = _guessed([_raw(entry) for entry in entries if not entry.flag_bits & _UTF8])
    for entry in entries:
        written = _name(entry, guessed)
        path = _path(written)
        link = stat.S_ISLNK(entry.external_attr >> 16)
        if not path.parts or written.endswith(("/", "\\")) or link:
            continue
        if any(part.startswith((".", "~$")) or part == "__MACOSX" for part in path.parts):
            continue
        if path.name.lower() not in ("thumbs.db", "desktop.ini"):
            yield _Member(path, entry)


def _path(written: str) -> PurePosixPath:
    """Return a name as a path that leads nowhere but into the zip file, whichever system wrote it."""
    plain = _DRIVE.sub("", "".join(each for each in written if each.isprintable()).replace("\\", "/"))
    return PurePosixPath(*(part for part in plain.split("/") if part.strip() not in ("", ".", "..")))


def _name(entry: zipfile.ZipInfo, guessed: dict[bytes, str]) -> str:
    return entry.orig_filename if entry.flag_bits & _UTF8 else _unicode_path(entry) or guessed[_raw(entry)]


def _raw(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("cp437", "replace")  # what Python decoded it as


def _unicode_path(entry: zipfile.ZipInfo) -> str | None:
    extra = entry.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return None


def _guessed(names: list[bytes]) -> dict[bytes, str]:
    """Return the names that do not say what their bytes mean; all were written by one system, so are told together."""
    together = decode(b"\n".join(names)).split("\n")
    if len(together) != len(names):
        return {name: name.decode("cp437") for name in names}
    return dict(zip(names, together, strict=True))
