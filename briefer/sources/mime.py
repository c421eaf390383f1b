"""What mails and pages saved as one file have in common (MIME, RFC 2045-2049): heads, texts, pictures by number.

The head is read from what was written, since Python's newer policies fail on many a malformed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.errors import (
    CloseBoundaryNotFoundDefect,
    HeaderParseError,
    NoBoundaryInMultipartDefect,
    StartBoundaryNotFoundDefect,
)
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime

from briefer.core.reference import is_date
from briefer.core.text import clean
from briefer.sources.encoding import decode

_CUT = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect, NoBoundaryInMultipartDefect)
_FOLD = re.compile(r"\r?\n[ \t]+")
_APART = re.compile(r'"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)|<[^<>]*>|([,;])', re.S)
_NAMED = re.compile(r"([^<>]*)<([^<>]*)>.*", re.S)
_BARE = re.compile(r"([^\s()]+@[^\s()]+)\s*(?:\((.*)\))?", re.S)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.S)
_GROUP = re.compile(r'^[^"<>@():]*:')
_LONGEST = 20_000  # characters of a head that are looked at


def breaks_off(message: Message) -> bool:
    """Say whether the end of a part is missing."""
    return any(isinstance(defect, _CUT) for part in message.walk() for defect in part.defects)


def raw_head(part: Message, name: str) -> str:
    """Return the first head of that name as it was written, unfolded; empty where there is none."""
    for found, value in part.raw_items():
        if found.lower() == name.lower():
            written = str(value)[:_LONGEST]
            try:
                written.encode("utf-8")
            except UnicodeEncodeError:  # bytes that are not ASCII, which no head may have and many do
                written = decode(written.encode("utf-8", "surrogateescape"))
            return _FOLD.sub(" ", written).strip()
    return ""


def head(part: Message, name: str) -> str:
    """Return a head in plain words, on one line; empty where there is none."""
    return head_words(raw_head(part, name))


def head_words(written: str) -> str:
    """Return in plain words what a head says, on one line (RFC 2047)."""
    try:
        pieces = decode_header(written)
    except (HeaderParseError, ValueError):
        pieces = [(written, None)]
    words = [_piece(piece, charset) for piece, charset in pieces]
    return " ".join(clean("".join(words)).split())


def people(written: str) -> list[tuple[str, str]]:
    """Return the names and addresses that a head says, either of them empty where it is not given.

    They are taken apart before they are decoded, since a name may hold a comma. Many a program forgets the quotes that
    RFC 5322 then wants, and Python's own reader takes "Marell, Ada <a@b>" for two people, in newer versions for none.
    """
    grouped = ";" in written
    found: list[tuple[str, str]] = []
    before = ""
    for piece, sign in _pieces(written):
        text = (_GROUP.sub("", piece) if grouped else piece).strip()
        if not text:
            continue
        name, address = _person(f"{before}, {text}" if before else text)
        before = ""
        if not address and sign == ",":
            before = name
        else:
            found.append((name, address))
    if before:
        found.append((before, ""))
    return [(head_words(_QUOTED.sub(_unquoted, name)), clean(address)) for name, address in found]


def _pieces(written: str) -> Iterator[tuple[str, str]]:
    """Give what stands between the commas and semicolons of a head, and the sign behind each."""
    start = 0
    for match in _APART.finditer(written):
        if match[1]:
            yield written[start : match.start()], match[1]
            start = match.end()
    yield written[start:], ""


def _person(text: str) -> tuple[str, str]:
    if (named := _NAMED.fullmatch(text)) and named[2].strip():
        return named[1].strip(), named[2].strip()
    bare = _BARE.fullmatch(text)
    return ((bare[2] or "").strip(), bare[1]) if bare else (text, "")


def _unquoted(match: re.Match[str]) -> str:
    return re.sub(r"\\(.)", r"\1", match[1])


def _piece(piece: str | bytes, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    return decode(piece, said=charset) if charset else piece.decode("raw-unicode-escape", "replace")


def moment(part: Message, name: str = "Date") -> str | None:
    """Return the date in a head, its zone kept, or None; one that says "-0000" does not know its zone (RFC 5322)."""
    try:
        found = parsedate_to_datetime(raw_head(part, name))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return stamp(found)


def stamp(found: datetime) -> str | None:
    """Return a moment as a reference keeps it, to the second, or None where it keeps none such."""
    written = found.replace(microsecond=0).isoformat()
    return written if is_date(written) else None


def payload(part: Message) -> bytes:
    """Return the bytes of a part, decoded from how they travelled."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def text_of(part: Message, *, markup: bool = False) -> str:
    """Return the text of a part; what it says about its encoding is believed where the bytes bear it out."""
    charset = part.get_content_charset()
    if charset in (None, "us-ascii", "ascii"):  # what programs say that do not know
        charset = None
    return decode(payload(part), markup=markup, said=charset)


def pictures(parts: list[Message]) -> dict[str, bytes]:
    """Return the pictures among `parts` under their addresses and numbers (``cid:``)."""
    found: dict[str, bytes] = {}
    for part in parts:
        if part.get_content_maintype() != "image":
            continue
        if location := "".join(head(part, "Content-Location").split()):
            found.setdefault(location, payload(part))
        if number := content_id(part):
            found.setdefault(f"cid:{number}", payload(part))
    return found


def content_id(part: Message) -> str:
    """Return the number that other parts call this part by."""
    return "".join(head(part, "Content-ID").split()).strip("<>")
