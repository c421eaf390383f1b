"""Takes RTF apart into groups, words of control and text (Rich Text Format 1.9.1, section "Syntax")."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\(\r\n|[^A-Za-z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\"
)
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 255: "cp437",
}  # fmt: skip
SYMBOLS = 2
"""The character set of fonts that show signs in place of letters."""


@dataclass(frozen=True, slots=True)
class Token:
    """``name`` is a word or sign of control, ``value`` its number; ``data`` the bytes of text and ``bin``."""

    kind: Literal["open", "close", "word", "sign", "hex", "text"]
    name: str = ""
    value: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """Return what the file is made of, in order."""
    at = 0
    while (match := _TOKEN.match(data, at)) is not None:
        at = match.end()
        word, number, code, sign, brace, text = match.groups()
        if word is not None:
            value = int(number) if number is not None else None
            if word == b"bin":  # so many bytes that mean themselves, braces among them
                size = max(value or 0, 0)
                yield Token("word", "bin", value, data[at : at + size])
                at += size
                continue
            yield Token("word", word.decode("ascii"), value)
        elif code is not None:
            yield Token("hex", data=bytes([int(code, 16)]))
        elif sign is not None and sign in b"\\{}":  # letters, or the second half of one
            yield Token("text", data=sign)
        elif sign is not None:
            yield Token("sign", sign.decode("latin-1"))
        elif brace is not None:
            yield Token("open" if brace == b"{" else "close")
        elif text is not None:
            yield Token("text", data=text)


def codepage(number: int | None) -> str:
    """Return the name of the encoding of a Windows code page; that of Western Europe where there is none such."""
    name = {10000: "mac_roman", 65001: "utf-8", 936: "gb18030", 0: "cp1252"}.get(number or 0, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def charset(number: int, standard: str) -> str:
    """Return the name of the encoding of a font's character set; `standard` is that of the document."""
    return _CHARSETS.get(number, standard)
