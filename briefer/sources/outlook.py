"""A mail as Outlook saves it (``.msg``, MS-OXMSG): put into the form in which mails travel, and read as one.

The file is a tree of streams of properties. Only what a mail says is taken up.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import encoders, message_from_bytes
from email.header import Header
from email.message import Message
from email.utils import format_datetime, formataddr
from typing import Any

from briefer.core.text import clean
from briefer.errors import SourceDamaged, SourceUnreadable
from briefer.sources import limits, mail, mime
from briefer.sources.encoding import decode
from briefer.sources.outlook_rtf import unpacked, wrapped_html
from briefer.sources.reading import read_answer
from briefer.sources.rtf import read as read_rtf
from briefer.sources.rtf_tokens import codepage

_AGAIN = "Save the mail again in Outlook, or save it as a PDF."
_DEEPEST = limits.DEEPEST + 1  # one more than are read, so that it is said what is left out
_PROPERTIES = "__properties_version1.0"
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
# Properties by their numbers (MS-OXPROPS).
_SUBJECT, _BODY, _HTML, _RTF, _HEAD = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D
_SENDER, _SENDER_SMTP, _SENDER_ADDRESS = 0x0C1A, 0x5D01, 0x0C1F
_FOR, _FOR_SMTP, _FOR_ADDRESS = 0x0042, 0x5D02, 0x0065
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_CODEPAGE, _INTERNET_CODEPAGE = 0x3FFD, 0x3FDE
_NAME, _ADDRESS, _SMTP, _ROLE = 0x3001, 0x3003, 0x39FE, 0x0C15
_DATA, _METHOD, _LONG_NAME, _SHORT_NAME, _MIME, _NUMBER = 0x3701, 0x3705, 0x3707, 0x3704, 0x370E, 0x3712
_EMBEDDED = 5
_PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"}
_UNICODE, _BYTES_TEXT, _BINARY, _TIME = 0x001F, 0x001E, 0x0102, 0x0040


@dataclass(slots=True)
class _Storage:
    """A branch of the tree: its properties of fixed size, and how to get at the others."""

    ole: Any
    path: tuple[str, ...]
    head: int  # bytes before the properties, which differ by what the branch is
    standard: str = "cp1252"
    fixed: dict[int, tuple[int, bytes]] = field(default_factory=dict[int, tuple[int, bytes]])

    def __post_init__(self) -> None:
        data = self.stream(_PROPERTIES) or b""
        for at in range(self.head, len(data) - 15, 16):
            kind, number = struct.unpack("<HH", data[at : at + 4])
            self.fixed.setdefault(number, (kind, data[at + 8 : at + 16]))
        for number in (_INTERNET_CODEPAGE, _CODEPAGE):
            if page := self.number(number):
                self.standard = codepage(page)

    def stream(self, name: str) -> bytes | None:
        path = [*self.path, name]
        if not self.ole.exists(path) or self.ole.get_size(path) > limits.LARGEST:
            return None
        return bytes(self.ole.openstream(path).read())

    def binary(self, number: int) -> bytes | None:
        return self.stream(f"__substg1.0_{number:04X}{_BINARY:04X}")

    def text(self, number: int) -> str:
        wide = self.stream(f"__substg1.0_{number:04X}{_UNICODE:04X}")
        if wide is not None:
            return clean(wide.decode("utf-16-le", "replace").rstrip("\0"))
        narrow = self.stream(f"__substg1.0_{number:04X}{_BYTES_TEXT:04X}")
        return clean(decode(narrow.rstrip(b"\0"), said=self.standard)) if narrow else ""

    def number(self, number: int) -> int:
        kind, value = self.fixed.get(number, (0, b""))
        return struct.unpack("<i", value[:4])[0] if kind in (0x0002, 0x0003) else 0

    def moment(self, number: int) -> datetime | None:
        kind, value = self.fixed.get(number, (0, b""))
        ticks = struct.unpack("<Q", value)[0] if kind == _TIME else 0
        try:
            return _EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    def branches(self, start: str) -> list[str]:
        """Return the names of the branches here that begin with `start`, in order."""
        depth = len(self.path)
        entries = self.ole.listdir(streams=False, storages=True)
        names = {each[depth] for each in entries if len(each) == depth + 1 and tuple(each[:depth]) == self.path}
        return sorted(name for name in names if name.startswith(start))[: limits.MOST_ENTRIES]


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the mail in `data` as an article, and what is attached to it, as plain values.

    Raises:
        SourceEmpty, SourceEncrypted: as for any mail.
        SourceDamaged: it is no mail of Outlook's, or not all of one.
    """
    from olefile import OleFileIO  # pyright: ignore[reportMissingTypeStubs]

    opener: Any = OleFileIO  # it has no types

    try:
        with opener(io.BytesIO(data)) as ole:
            if not ole.exists(_PROPERTIES):
                raise SourceDamaged(f"“{name}” is damaged: there is no mail in it.", _AGAIN)
            message = _message(_Storage(ole, (), 32), 0)
    except (
        OSError,
        ValueError,
        IndexError,
        KeyError,
        TypeError,
        AttributeError,
        struct.error,
        RecursionError,
    ) as error:
        raise SourceDamaged(f"“{name}” is damaged: it cannot be opened as a mail of Outlook’s.", _AGAIN) from error
    return mail.read_message(message, name)


def _message(storage: _Storage, depth: int) -> Message:
    """Return a mail as it would travel; the same file always gives the same bytes."""
    message = Message()
    _add_head(message, storage)
    message["MIME-Version"] = "1.0"
    parts = _body(storage)
    for number, branch in enumerate(storage.branches("__attach_version1.0_#")):
        part = _attachment(_Storage(storage.ole, (*storage.path, branch), 8, storage.standard), number, depth)
        if part is not None:
            parts.append(part)
    message["Content-Type"] = f'multipart/mixed; boundary="=_part_{depth}"'
    for part in parts or [_text("", "plain")]:
        message.attach(part)
    return message


def _add_head(message: Message, storage: _Storage) -> None:
    """Add the head: as the mail travelled, where that was kept (its date has a zone), else as the properties say."""
    travelled = message_from_bytes(storage.text(_HEAD).encode("utf-8", "replace"))
    for name in ("From", "To", "Cc"):
        if people := mime.people(mime.raw_head(travelled, name)):
            message[name] = ", ".join(_person(*each) for each in people)
    for name in ("Date", "Message-ID"):
        if value := mime.raw_head(travelled, name):
            message[name] = value
    if message["From"] is None:
        name = storage.text(_FOR) or storage.text(_SENDER)
        address = _address(storage, _FOR_SMTP, _FOR_ADDRESS) or _address(storage, _SENDER_SMTP, _SENDER_ADDRESS)
        if name or address:
            message["From"] = _person(name, address)
    received: dict[int, list[str]] = {}
    for branch in storage.branches("__recip_version1.0_#"):
        one = _Storage(storage.ole, (*storage.path, branch), 8, storage.standard)
        received.setdefault(one.number(_ROLE) or 1, []).append(_person(one.text(_NAME), _address(one, _SMTP, _ADDRESS)))
    for name, role in (("To", 1), ("Cc", 2)):
        if message[name] is None and received.get(role):
            message[name] = ", ".join(received[role])
    sent = storage.moment(_SUBMITTED) or storage.moment(_DELIVERED)
    if message["Date"] is None and sent is not None:
        message["Date"] = format_datetime(sent)
    message["Subject"] = _encoded(storage.text(_SUBJECT))


def _address(storage: _Storage, smtp: int, other: int) -> str:
    found = storage.text(smtp) or storage.text(other)
    return found if "@" in found and found.isascii() else ""  # others are the name of an entry in Exchange


def _person(name: str, address: str) -> str:
    name = " ".join(name.split())
    if not address.isascii():
        return f"{_encoded(name)} <{address}>"
    return formataddr((name, address), "utf-8") if address and name != address else address or _encoded(name)


def _encoded(words: str) -> str:
    words = " ".join(words.split())
    return words if words.isascii() else Header(words, "utf-8", maxlinelen=10_000).encode()


def _body(storage: _Storage) -> list[Message]:
    """Return the body as one part: in HTML if there is such, else plain."""
    html = storage.binary(_HTML)
    markup = (
        decode(html, markup=True, said=storage.standard if html.isascii() else None) if html else storage.text(_HTML)
    )
    packed = storage.binary(_RTF)
    rich = unpacked(packed) if packed and not markup.strip() else None
    if rich is not None:
        markup = wrapped_html(rich) or ""
    if markup.strip():
        return [_text(markup, "html")]
    plain = storage.text(_BODY)
    if not plain.strip() and rich is not None:
        try:
            plain = read_answer(read_rtf(rich, "body.rtf")).article.text.replace("\n", "\n\n").replace("\u2028", "\n")
        except SourceUnreadable:  # a body that cannot be read leaves head and attachments
            plain = ""
    return [_text(plain, "plain")] if plain.strip() else []


def _text(words: str, kind: str) -> Message:
    part = Message()
    part["Content-Type"] = f"text/{kind}; charset=utf-8"
    part.set_payload(words.encode("utf-8", "replace"))
    encoders.encode_base64(part)
    return part


def _kind(said: str, name: str) -> str:
    """Return the MIME type of an attachment; pictures are told by their names where Outlook does not say."""
    if said.isascii() and said.count("/") == 1 and " " not in said:
        return said
    return _PICTURES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def _attachment(storage: _Storage, number: int, depth: int) -> Message | None:
    name = storage.text(_LONG_NAME) or storage.text(_SHORT_NAME) or storage.text(_NAME)
    part = Message()
    inner = (*storage.path, f"__substg1.0_{_DATA:04X}000D")
    if storage.number(_METHOD) == _EMBEDDED and storage.ole.exists([*inner, _PROPERTIES]):
        if depth >= _DEEPEST:
            return None
        part["Content-Type"] = "message/rfc822"
        embedded = _message(_Storage(storage.ole, inner, 24, storage.standard), depth + 1)
        part.attach(embedded)
        name = f"{name.removesuffix('.msg').removesuffix('.eml') or f'mail {number + 1}'}.eml"
    else:
        data = storage.binary(_DATA) or b""  # what only leads to a file elsewhere has none
        part["Content-Type"] = _kind(storage.text(_MIME).strip(), name)
        part.set_payload(data)
        encoders.encode_base64(part)
    cid = storage.text(_NUMBER)
    if cid.isascii() and cid and part.get_content_maintype() == "image":
        part["Content-ID"] = f"<{cid.strip('<> ')}>"
        part["Content-Disposition"] = "inline"
    else:
        part["Content-Disposition"] = "attachment"
    if name:
        part.set_param("filename", _encoded(name), header="Content-Disposition")
    return part
