"""Which format a file is in, told by its first bytes, and by its name where bytes alone do not say.

Runs in the program itself as in the worker, so it never parses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from briefer.core.source import SourceKind
from briefer.errors import SourceDamaged, SourceEmpty, SourceMislabelled, SourceTooLarge, SourceUnknownKind
from briefer.sources import limits
from briefer.sources.encoding import wide


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """A format that briefer reads: what it is called in a sentence, the job that reads it, the suffixes it comes under.

    ``kind`` is None for a file of files. ``words`` says that it is text, in which mistakes of the suffix are forgiven:
    browsers save pages as ``.txt`` on request.
    """

    kind: SourceKind | None
    called: str
    job: str
    suffixes: tuple[str, ...]
    words: bool = False


HTML = Format("html", "a web page", "briefer.sources.html:read", (".html", ".htm", ".xhtml"), words=True)
MHTML = Format("mhtml", "a saved web page", "briefer.sources.mhtml:read", (".mhtml", ".mht"), words=True)
ODT = Format("word", "an OpenDocument text", "briefer.sources.odt:read", (".odt", ".ott"))
RTF = Format("word", "an RTF file", "briefer.sources.rtf:read", (".rtf",))
EPUB = Format("epub", "an e-book", "briefer.sources.epub:read", (".epub",))
MAIL = Format("mail", "a mail", "briefer.sources.mail:read", (".eml",), words=True)
PDF = Format("pdf", "a PDF", "briefer.sources.pdf:read", (".pdf",))
WORD = Format("word", "a Word file", "briefer.sources.word:read", (".docx",))
IMAGE = Format(
    "image",
    "a picture",
    "briefer.sources.image:read",
    (".png", ".jpg", ".jpeg", ".jpe", ".gif", ".webp", ".tif", ".tiff", ".bmp"),
)
TEXT = Format("text", "plain text", "briefer.sources.plain:read", (".txt", ".text", ".md", ".markdown"), words=True)

OUTLOOK = Format("mail", "a mail of Outlook’s", "briefer.sources.outlook:read", (".msg",))
TRANSCRIPT = Format("transcript", "a transcript", "briefer.sources.transcript:read", (".srt", ".vtt"), words=True)
ARCHIVE = Format(None, "a zip file", "briefer.sources.archive:read", (".zip",))

FORMATS = (HTML, MHTML, PDF, WORD, ODT, RTF, EPUB, MAIL, OUTLOOK, TRANSCRIPT, IMAGE, TEXT, ARCHIVE)
"""Every format, in the order in which a person is told of them."""

BY_SUFFIX = {suffix: form for form in FORMATS for suffix in form.suffixes}
"""What a suffix promises."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_DOCX = "Save it as .docx, then add that."
_UNPACK = "Unpack it, then add the files inside."
_OTHERS = (
    (_OLE, "an old Word or Office file", _AS_DOCX),
    (b"\x1f\x8b", "a packed archive", _UNPACK),
    (b"7z\xbc\xaf", "a packed archive", _UNPACK),
    (b"Rar!", "a packed archive", _UNPACK),
    (b"BZh", "a packed archive", _UNPACK),
    (b"\xfd7zXZ", "a packed archive", _UNPACK),
)
_PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_PACKAGES = (
    (b"word/document", "a Word file"),
    (b"xl/workbook.", "a spreadsheet"),
    (b"ppt/presentation.", "a presentation"),
    (b"opendocument.text", "an OpenDocument text"),
    (b"opendocument.spreadsheet", "a spreadsheet"),
    (b"opendocument.presentation", "a presentation"),
    (b"application/epub+zip", "an e-book"),
)
_FIRST_IN_PACKAGE = (
    b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/", b"ppt/", b"customXml/", b"mimetype",
)  # fmt: skip
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_PHONE_PICTURES = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_ROOT = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.I)
# A number, and the times of a cue; or what WebVTT begins with.
_TRANSCRIPT = re.compile(rb"WEBVTT(?:[ \t\r\n]|\Z)|\s*\d+\s+\d{1,3}:\d\d:\d\d[,.]\d{3}[ \t]*-->[ \t]*\d")
_MHTML = re.compile(rb"^content-type:\s*multipart/related\b", re.I | re.M)
_SAVED = re.compile(rb"^(?:snapshot-)?content-location:|^from: [\"<]*saved by|\btype=\"?text/html", re.I | re.M)
_HEADS = re.compile(rb"(?:From [^\n]{0,200}\n)?[!-9;-~]{1,80}:")
_HEADS_OF = re.compile(rb"^([!-9;-~]{1,80}):", re.M)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_TRAVELLED = {b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to", b"x-mailer"}
_LETTER = {b"from", b"to", b"date", b"subject"} | _TRAVELLED
_HEAD = 1024  # ISO 32000-1, annex H: a PDF's own head may stand anywhere in the first 1024 bytes


def format_of(name: str, data: bytes) -> Format:
    """Return the format of the article in `data`, which came under the file name `name`.

    Text that is markup is read as a web page whatever it is called; but a file that is called a PDF or a Word file and
    is something else is refused: the person was handed something other than was meant.

    Raises:
        SourceEmpty, SourceTooLarge, SourceDamaged, SourceMislabelled, SourceUnknownKind: with a sentence naming the
            file.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise SourceEmpty(f"“{name}” is empty.", "It may not have been downloaded whole; get it again.")
    if len(data) > limits.LARGEST:
        raise too_large(f"“{name}”", len(data))
    promised = BY_SUFFIX.get(PurePath(name).suffix.lower())
    found = _seen(data, promised) or _other(name, data, promised)
    if found is None and promised is not None and not promised.words and _is_text(data):
        found = TEXT
    if found is None:
        if promised is None:
            raise SourceUnknownKind(f"“{name}” is of a kind that briefer does not read.")
        if promised.words and _is_text(data):
            return promised
        raise SourceDamaged(f"“{name}” is damaged: its bytes are not those of {promised.called}.")
    if promised is None or promised is found or (promised.words and found.words):
        return found
    raise SourceMislabelled(
        f"“{name}” is not {promised.called}: it is {found.called}.", "Give it the right suffix, or get it again."
    )


def too_large(quoted: str, size: int) -> SourceTooLarge:
    """Return the error that says that a file of `size` bytes is over the limit; `quoted` begins the sentence."""
    return SourceTooLarge(
        f"{quoted} is {size >> 20} MB large; briefer reads articles up to {limits.LARGEST >> 20} MB.",
        "Save only the pages that matter.",
    )


def _seen(data: bytes, promised: Format | None) -> Format | None:
    """Return the format that the bytes are of; None where they say nothing."""
    if data.startswith(_PACKED):
        what = _package(data, promised)
        return ARCHIVE if what is None else next((form for form in (WORD, ODT, EPUB) if form.called == what), None)
    if b"%PDF-" in data[:_HEAD]:
        return PDF
    if b"{\\rtf" in data[:_HEAD] and data.lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"{\\rtf"):
        return RTF
    if data.startswith(_OLE) and (promised is OUTLOOK or "__substg1.0_".encode("utf-16-le") in data):
        return OUTLOOK
    if data.startswith(_OLE) and promised is WORD and "Encrypt".encode("utf-16-le") in data:
        return WORD  # an encrypted .docx is an old Office file outside; its reader says so
    if _is_picture(data):
        return IMAGE
    head = data[: _HEAD * 8].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    if _is_markup(head):
        return HTML
    if _TRANSCRIPT.match(head):
        return TRANSCRIPT
    top = _BLANK_LINE.split(head, maxsplit=1)[0]
    # Word's own mails are multipart/related as well, but are from somebody to somebody.
    if _MHTML.search(top) and _SAVED.search(top) and not re.search(rb"^(?:to|received):", top, re.I | re.M):
        return MHTML
    return MAIL if _is_mail(data, promised) else None


def _is_markup(head: bytes) -> bool:
    """Say whether a web page begins here, comments and an XML declaration before it passed over."""
    head = head.lstrip()
    while head.startswith((b"<!--", b"<?xml")):
        head = head.partition(b"-->" if head.startswith(b"<!--") else b"?>")[2].lstrip()
    return _ROOT.match(head) is not None


def _is_mail(data: bytes, promised: Format | None) -> bool:
    """Say whether it begins as a mail does: with heads that a mail has, of which letters written by hand have fewer."""
    start = data[: _HEAD * 32].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HEADS.match(start) is None:
        return False
    names = {name.lower() for name in _HEADS_OF.findall(_BLANK_LINE.split(start, maxsplit=1)[0])}
    travelled = bool(names & _TRAVELLED)
    return len(names & _LETTER) + travelled >= 3 and (travelled or promised is MAIL)


def _package(data: bytes, promised: Format | None) -> str | None:
    """Return which kind of package a zip file is, by the names in it; None for one of files of any kind.

    Nothing is unpacked here: the reader opens it and says so if it is not what it looks like.
    """
    meant = promised if promised in (WORD, ODT, EPUB) else None
    if promised is ARCHIVE or not (meant or data[30:60].startswith(_FIRST_IN_PACKAGE)):
        return None
    names = data[:_HEAD] + data[-_HEAD * 256 :]
    return next((what for name, what in _PACKAGES if name in names), meant.called if meant else None)


def _is_picture(data: bytes) -> bool:
    if data.startswith(b"BM"):
        return (
            len(data) > 26 and data[6:10] == b"\0\0\0\0" and int.from_bytes(data[14:18], "little") in (12, 40, 108, 124)
        )
    return data.startswith(_PICTURES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")


def _other(name: str, data: bytes, promised: Format | None) -> None:
    """Refuse a format that is known and not read.

    Raises:
        SourceUnknownKind, SourceMislabelled: with a sentence naming the file.
    """
    for start, what, hint in _OTHERS:
        if data.startswith(start):
            raise _refused(name, promised, what, hint)
    if data.startswith(_PACKED) and (what := _package(data, promised)) is not None:
        raise _refused(name, promised, what, "Print it to a PDF, then add that.")
    if data[4:8] == b"ftyp" and data[8:12] in _PHONE_PICTURES:
        hint = "Save it as JPEG or PNG, then add that."
        if promised in (None, IMAGE):
            raise SourceUnknownKind(f"“{name}” is a picture as phones keep it (HEIC or AVIF).", hint)
        raise _refused(name, promised, "a picture as phones keep it (HEIC or AVIF)", hint)


def _refused(name: str, promised: Format | None, what: str, hint: str) -> SourceUnknownKind | SourceMislabelled:
    if promised is None:
        return SourceUnknownKind(f"“{name}” is {what}, which briefer does not read.", hint)
    return SourceMislabelled(f"“{name}” is not {promised.called}: it is {what}.", hint)


def _is_text(data: bytes) -> bool:
    head = data[:4096]
    return not any(byte < 9 or 13 < byte < 27 for byte in head) or wide(head) is not None
