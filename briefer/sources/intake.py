"""Tells what kind of article a file holds, and has it read in the worker.

Runs in the program itself, so it never parses: it looks at the first bytes and at names only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, cast

from briefer.core.source import SourceKind
from briefer.errors import (
    NotFound,
    SourceDamaged,
    SourceEmpty,
    SourceMislabelled,
    SourceTooLarge,
    SourceUnknownKind,
    SourceUnreadable,
    WorkerCrashed,
    WorkerOutOfMemory,
    WorkerTimedOut,
)
from briefer.sources.reading import Reading, read_answer
from briefer.sources.saved_page import companions, is_companion
from briefer.worker import Limits, Worker, call

SUFFIXES: dict[str, SourceKind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".pdf": "pdf",
    ".docx": "word",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
}
"""The suffixes of files that a folder is searched for, and the kind each promises."""

LARGEST = 128 << 20
"""Bytes; a larger file is refused before it is read."""

LIMITS = Limits(seconds=60, memory=1 << 30)
"""What reading one article may use."""

_JOBS: dict[SourceKind, str] = {
    "html": "briefer.sources.html:read",
    "mhtml": "briefer.sources.mhtml:read",
    "pdf": "briefer.sources.pdf:read",
    "word": "briefer.sources.word:read",
    "text": "briefer.sources.plain:read",
}
_CALLED: dict[SourceKind, str] = {
    "html": "a web page", "mhtml": "a saved web page", "pdf": "a PDF", "word": "a Word file", "text": "plain text",
}  # fmt: skip
_OTHERS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Office file", "Save it as .docx, then add that."),
    (b"{\\rtf", "an RTF file", "Save it as .docx, then add that."),
    (b"\x89PNG\r\n", "a picture", None),
    (b"\xff\xd8\xff", "a picture", None),
    (b"GIF8", "a picture", None),
    (b"\x1f\x8b", "a packed archive", "Unpack it, then add the files inside."),
    (b"7z\xbc\xaf", "a packed archive", "Unpack it, then add the files inside."),
    (b"Rar!", "a packed archive", "Unpack it, then add the files inside."),
)
_MARKUP = re.compile(
    rb"\s*(?:<!--.{0,4000}?-->\s*|<\?xml[^>]{0,200}\?>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MHTML = re.compile(rb"^content-type:\s*multipart/related\b", re.I | re.M)
_SAVED = re.compile(rb"^(?:snapshot-)?content-location:|^from: [\"<]*saved by|\btype=\"?text/html", re.I | re.M)
_HEAD = 1024  # ISO 32000-1, annex H: a PDF's own head may stand anywhere in the first 1024 bytes


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
            if found.suffix.lower() in SUFFIXES:
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
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise SourceUnreadable(f"“{path.name}” is a folder.", "Add the files inside it.")
        if size > LARGEST:
            raise _too_large(path.name, size)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(f"There is no file “{path.name}”.", "It may have been moved or renamed.") from error
    except OSError as error:
        raise SourceUnreadable(
            f"“{path.name}” could not be opened: {(error.strerror or 'the system refused').lower()}.",
            "Close it in other programs, or copy it to a folder of yours.",
        ) from error
    files = companions(path, data)
    return data, read(path.name, data, files=files, worker=worker, cancelled=cancelled)


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
    kind = kind_of(name, data)
    more: dict[str, Any] = {"whole": whole} if kind in ("html", "mhtml") else {}
    if kind == "html":
        more["files"] = dict(files or {})
    return _run(_JOBS[kind], name, worker, cancelled, data=data, name=name, **more)


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
    if len(data) > LARGEST:
        raise _too_large("What was pasted", len(data))
    markup = chosen is html
    found = _run("briefer.sources.pasted:read", "What was pasted", worker, cancelled, data=data, markup=markup, url=url)
    return data, found


def _run(
    job: str,
    name: str,
    worker: Worker | None,
    cancelled: Callable[[], bool] | None,
    /,
    **arguments: Any,
) -> Reading:
    run = worker.call if worker is not None else call
    quoted = _quoted(name)
    try:
        answer = run(job, limits=LIMITS, cancelled=cancelled, **arguments)
    except WorkerTimedOut as error:
        raise SourceUnreadable(
            f"{quoted} took longer than {LIMITS.seconds:g} seconds to read and was left out."
        ) from error
    except WorkerOutOfMemory as error:
        raise SourceTooLarge(
            f"{quoted} wants more memory than reading an article may use, and was left out."
        ) from error
    except WorkerCrashed as error:
        raise SourceDamaged(f"{quoted} is damaged, or made in a way that briefer cannot read.") from error
    return read_answer(cast("dict[str, Any]", answer))


def kind_of(name: str, data: bytes) -> SourceKind:
    """Tell the kind of an article by its first bytes, and by its name where bytes alone do not say.

    Text that is markup is read as a web page whatever it is called, since browsers save pages as ``.txt`` on
    request; but a file that is called a PDF or a Word file and is something else is refused: the person was
    handed something other than was meant.

    Raises:
        SourceEmpty, SourceTooLarge, SourceMislabelled, SourceUnknownKind: with a sentence naming the file.
    """
    quoted = _quoted(name)
    if not data.strip(b"\0 \t\r\n"):
        raise SourceEmpty(f"{quoted} is empty.", "It may not have been downloaded whole; get it again.")
    if len(data) > LARGEST:
        raise _too_large(name, len(data))
    promised = SUFFIXES.get(PurePath(name).suffix.lower())
    for start, what, hint in _OTHERS:
        if data.startswith(start):
            if promised == "word" and b"E\0n\0c\0r\0y\0p\0t\0" in data:
                return "word"  # an encrypted .docx is an old Office file outside; its reader says so
            if promised is None:
                raise SourceUnknownKind(f"{quoted} is {what}, which briefer does not read.", hint)
            raise SourceMislabelled(f"{quoted} is not {_CALLED[promised]}: it is {what}.", hint)
    found = _seen(data)
    if found is None:
        if promised in ("pdf", "word") and _is_text(data):
            found = "text"
        elif promised is None:
            raise SourceUnknownKind(f"{quoted} is of a kind that briefer does not read.")
        elif not _is_text(data):
            raise SourceDamaged(f"{quoted} is damaged: its bytes are not those of {_CALLED[promised]}.")
        else:
            return promised
    if promised in ("pdf", "word") and found != promised:
        raise SourceMislabelled(f"{quoted} is not {_CALLED[promised]}: it is {_CALLED[found]}.")
    if promised in ("html", "mhtml", "text") and found in ("pdf", "word"):
        raise SourceMislabelled(
            f"{quoted} is not {_CALLED[promised]}: it is {_CALLED[found]}.", "Give it the right suffix."
        )
    return found


def _seen(data: bytes) -> SourceKind | None:
    if b"%PDF-" in data[:_HEAD]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "word"  # the reader opens it and says so if it is another kind of package
    head = data[: _HEAD * 8].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    if _MARKUP.match(head):
        return "html"
    top = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    # Word's own mails are multipart/related as well, but are from somebody to somebody.
    if _MHTML.search(top) and _SAVED.search(top) and not re.search(rb"^(?:to|received):", top, re.I | re.M):
        return "mhtml"
    return None


def _is_text(data: bytes) -> bool:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(byte < 9 or 13 < byte < 27 for byte in head)
    # UTF-16 without its mark is half zeros in Western text, and nothing else among the controls.
    return controls == 0 or (controls == head.count(0) and 0.3 < controls / len(head) < 0.6)


def _quoted(name: str) -> str:
    return name if name == "What was pasted" else f"“{name}”"


def _too_large(name: str, size: int) -> SourceTooLarge:
    return SourceTooLarge(
        f"{_quoted(name)} is {size >> 20} MB large; briefer reads articles up to {LARGEST >> 20} MB.",
        "Save only the pages that matter.",
    )
