"""Tells what kind of article a file holds, and has it read in the worker.

Runs in the program itself, so it never parses: it looks at the first bytes and at names only.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from briefer.core.source import Container
from briefer.errors import (
    NotFound,
    SourceDamaged,
    SourceEmpty,
    SourceTooLarge,
    SourceUnreadable,
    WorkerCrashed,
    WorkerOutOfMemory,
    WorkerTimedOut,
)
from briefer.sources import formats, limits
from briefer.sources.reading import Missed, Reading, read_answer
from briefer.sources.saved_page import companions, is_companion
from briefer.worker import Limits, Worker, call

SUFFIXES = tuple(formats.BY_SUFFIX)
"""The suffixes of files that a folder is searched for."""

MEMORY = 512 << 20
"""Bytes that reading one article may take."""

SHORTEST, PER_MEGABYTE, SLOWEST = 5, 3, 60
"""Seconds: what reading any article may take, what each megabyte of it adds, and what none may exceed.

A real page or PDF takes a tenth of that; what takes longer was made to.
"""

LONGEST = 600
"""Seconds that all the articles in one file may take; what is still to be read then is named and left out."""


_UNPACK = "Unpack it, then add the files in it."


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a choice of files and folders comes to: the files to read, and those of unknown kind in the folders."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...]


def expand(paths: Iterable[Path]) -> Expansion:
    """Return the files named by `paths` and those of known kinds in folders among them, sorted by name.

    A file that is named itself is always kept: reading it says what is wrong. In folders, hidden files and the
    ``..._files`` companions of saved pages are passed over without a word.
    """
    files: dict[Path, None] = {}
    skipped: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files[path] = None
            continue
        for found in _inside(path):
            if found.suffix.lower() in formats.BY_SUFFIX:
                files[found] = None
            else:
                skipped.append(found)
    return Expansion(tuple(files), tuple(skipped))


def _inside(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name.casefold())
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            # A link to a folder may lead back up; what it leads to can be named itself.
            if not is_companion(entry.name) and not entry.is_symlink():
                yield from _inside(entry)
        elif entry.is_file():
            yield entry


def read_file(
    path: Path, *, worker: Worker | None = None, cancelled: Callable[[], bool] | None = None
) -> tuple[bytes, Reading]:
    """Read an article file: its bytes as they are, and the article or articles in them.

    Raises:
        NotFound: there is no such file.
        SourceUnreadable: its subclasses, each with a sentence naming the file.
        Cancelled: `cancelled` said so.
    """
    data = _bytes(path)
    files = companions(path, data)
    return data, read(path.name, data, files=files, worker=worker, cancelled=cancelled)


def _bytes(path: Path) -> bytes:
    """Return what is in a file that is not too large; raises as `read_file` does."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise SourceUnreadable(f"“{path.name}” is a folder.", "Add the files inside it.")
        if size > limits.LARGEST:
            raise formats.too_large(f"“{path.name}”", size)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(f"There is no file “{path.name}”.", "It may have been moved or renamed.") from error
    except OSError as error:
        raise SourceUnreadable(
            f"“{path.name}” could not be opened: {(error.strerror or 'the system refused').lower()}.",
            "Close it in other programs, or copy it to a folder of yours.",
        ) from error


def read(
    name: str,
    data: bytes,
    *,
    files: Mapping[str, bytes] | None = None,
    whole: bool = False,
    worker: Worker | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Reading:
    """Return what is in `data`, which came under the file name `name`; read in `worker`, or in one of its own.

    `files` are the pictures that were saved beside a web page; with `whole` all that is to be seen on one is returned,
    not the article alone.

    Raises:
        SourceUnreadable: its subclasses, each with a sentence naming the file.
        Cancelled: `cancelled` said so.
    """
    found = _read_alone(name, data, files or {}, worker, cancelled, whole=whole)
    if not found.parts:
        return found
    if worker is not None:
        return _with_parts(found, name, data, worker, cancelled)
    with Worker() as own:
        return _with_parts(found, name, data, own, cancelled)


def _read_alone(
    name: str,
    data: bytes,
    files: Mapping[str, bytes],
    worker: Worker | None,
    cancelled: Callable[[], bool] | None,
    *,
    whole: bool = False,
) -> Reading:
    form = formats.format_of(name, data)
    more: dict[str, Any] = {"whole": whole} if form in (formats.HTML, formats.MHTML) else {}
    if form is formats.HTML:
        more["files"] = dict(files)
    return _run(form.job, name, worker, cancelled, data=data, name=name, **more)


def _with_parts(
    found: Reading, name: str, data: bytes, worker: Worker, cancelled: Callable[[], bool] | None
) -> Reading:
    """Read what the worker found in a file, each part alone: one that is bad takes no other with it.

    A part may hold parts itself (a mail that was attached to a mail in a zip).
    """
    articles, missed, skipped = list(found.articles), list(found.missed), list(found.skipped)
    sha256 = hashlib.sha256(data).hexdigest()
    zipped = formats.format_of(name, data) is formats.ARCHIVE
    waiting = [
        (part, Container(file=name, sha256=sha256, member=part.member), 1, zipped) for part in reversed(found.parts)
    ]
    deadline = time.monotonic() + LONGEST
    number = 0
    while waiting:
        part, container, depth, zipped = waiting.pop()
        number += 1
        if time.monotonic() > deadline or number > limits.MOST_PARTS:
            missed.append(Missed(name=part.member, sentence=f"“{part.name}” was left out: there was too much to read."))
            continue
        if depth > limits.DEEPEST:
            missed.append(
                Missed(name=part.member, sentence=f"“{part.name}” was left out: too many files lie in one another.")
            )
            continue
        try:
            packed = formats.format_of(part.name, part.data) is formats.ARCHIVE
            if packed and zipped:
                raise SourceUnreadable(f"“{part.name}” is a zip file in a zip file, and was left out.", _UNPACK)
            inner = _read_alone(part.name, part.data, part.files, worker, cancelled)
        except SourceUnreadable as error:
            missed.append(Missed(name=part.member, sentence=error.sentence, hint=error.hint))
            continue
        for each in inner.articles:
            articles.append(replace(each, name=part.name, data=part.data, container=container))
        missed += inner.missed
        skipped += inner.skipped
        sha256 = hashlib.sha256(part.data).hexdigest()
        waiting += [
            (deeper, Container(file=part.name, sha256=sha256, member=deeper.member), depth + 1, zipped or packed)
            for deeper in reversed(inner.parts)
        ]
    return Reading(tuple(articles), tuple(missed), skipped=tuple(skipped))


def paste(
    html: str | None,
    text: str | None,
    *,
    url: str | None = None,
    worker: Worker | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[bytes, Reading]:
    """Return what was pasted as an article, and the bytes that are kept as its original: the UTF-8 of what came.

    Markup is preferred to plain text. `url` is where it came from, when the clipboard or the analyst says so.

    Raises:
        SourceEmpty: there are no words in it.
        SourceUnreadable: it is too large, or could not be read.
    """
    chosen = html if html and html.strip() else text or ""
    data = chosen.encode("utf-8", "replace")
    if not chosen.strip():
        raise SourceEmpty("The clipboard has no words in it.", "Copy the article in the browser, then paste it here.")
    if len(data) > limits.LARGEST:
        raise formats.too_large("What was pasted", len(data))
    markup = chosen is html
    found = _run("briefer.sources.pasted:read", "What was pasted", worker, cancelled, data=data, markup=markup, url=url)
    return data, found


def paste_picture(
    data: bytes,
    *,
    url: str | None = None,
    taken: str | None = None,
    worker: Worker | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Reading:
    """Return a pasted screenshot as an article that is one picture.

    `url` is what it shows, when the analyst says so, `taken` when it was taken (ISO 8601).

    Raises:
        SourceDamaged, SourceTooLarge: it is no picture, or too large a one.
        SourceUnreadable: it could not be read.
    """
    if len(data) > limits.LARGEST:
        raise formats.too_large("What was pasted", len(data))
    return _run("briefer.sources.image:pasted", "What was pasted", worker, cancelled, data=data, url=url, taken=taken)


def own_picture(data: bytes | Path, name: str, *, worker: Worker | None = None) -> bytes:
    """Return a picture, or the one in a file, made anew from its pixels (PNG, JPEG); a sentence calls it `name`.

    Raises:
        NotFound: there is no such file.
        SourceDamaged, SourceTooLarge: it is no picture, or too large a one.
        SourceUnreadable: it could not be read.
    """
    if isinstance(data, Path):
        data = _bytes(data)
    if len(data) > limits.LARGEST:
        raise formats.too_large(name, len(data))
    answer = _answer("briefer.sources.pictures:anew", name, worker, None, data=data)
    if answer["data"] is None:
        raise SourceDamaged(
            f"{_quoted(name)} is no picture that can be shown.", "PNG, JPEG, GIF, WebP, TIFF and BMP can, to 25 MP."
        )
    return answer["data"]


def _run(
    job: str,
    name: str,
    worker: Worker | None,
    cancelled: Callable[[], bool] | None,
    /,
    **arguments: Any,
) -> Reading:
    return read_answer(_answer(job, name, worker, cancelled, **arguments))


def _answer(
    job: str,
    name: str,
    worker: Worker | None,
    cancelled: Callable[[], bool] | None,
    /,
    **arguments: Any,
) -> dict[str, Any]:
    run = worker.call if worker is not None else call
    quoted = _quoted(name)
    beside: Mapping[str, bytes] = arguments.get("files", {})
    limits = _limits(len(arguments["data"]) + sum(map(len, beside.values())))
    try:
        return cast("dict[str, Any]", run(job, limits=limits, cancelled=cancelled, **arguments))
    except WorkerTimedOut as error:
        raise SourceUnreadable(
            f"{quoted} took longer than {limits.seconds:g} seconds to read and was left out."
        ) from error
    except WorkerOutOfMemory as error:
        raise SourceTooLarge(
            f"{quoted} wants more memory than reading an article may use, and was left out."
        ) from error
    except WorkerCrashed as error:
        raise SourceDamaged(f"{quoted} is damaged, or made in a way that briefer cannot read.") from error


def _limits(size: int) -> Limits:
    return Limits(seconds=min(SLOWEST, SHORTEST + PER_MEGABYTE * (size >> 20)), memory=MEMORY)


def _quoted(name: str) -> str:
    return name if name == "What was pasted" else f"“{name}”"
