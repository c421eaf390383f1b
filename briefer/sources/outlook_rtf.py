"""The body of an Outlook mail in RTF: unpacked (MS-OXRTFCP), and the HTML that it wraps taken out (MS-OXRTFEX)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from briefer.sources import limits
from briefer.sources.rtf_tokens import charset, codepage, tokens

_PACKED, _PLAIN = b"LZFu", b"MELA"
# MS-OXRTFCP, section 2.1.2.1: what the dictionary holds before the first byte.
_BEGINNING = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS "
    b"Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b"
    b"\\i\\u\\tab\\tx"
)
_SIZE = 4096
_PASSED_OVER = {"fonttbl", "colortbl", "stylesheet", "info", "pntext", "pict", "pntxta", "pntxtb"}
_WORDS = {
    "par": "\r\n", "line": "\r\n", "tab": "\t", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "endash": "–", "emdash": "—",
}  # fmt: skip


def unpacked(data: bytes) -> bytes | None:
    """Return the RTF that is packed in `data`; None where it is not whole or too much."""
    if len(data) < 16:
        return None
    size, kind = struct.unpack("<I", data[4:8])[0], data[8:12]
    if size > limits.LARGEST_MEMBER:
        return None
    if kind == _PLAIN:
        return data[16 : 16 + size]
    return _unpacked(data, size) if kind == _PACKED else None


def _unpacked(data: bytes, size: int) -> bytes | None:
    dictionary = bytearray(_BEGINNING.ljust(_SIZE, b"\0"))
    write = len(_BEGINNING)
    found = bytearray()
    at = 16
    while at < len(data) and len(found) < size:
        control = data[at]
        at += 1
        for bit in range(8):
            if not control >> bit & 1:
                piece = data[at : at + 1]
                at += 1
            else:
                if at + 2 > len(data):
                    return None
                (pair,) = struct.unpack(">H", data[at : at + 2])
                at += 2
                offset, length = pair >> 4, (pair & 15) + 2
                if offset == write:
                    return bytes(found[:size])
                piece = b""
                for step in range(length):  # what is copied may be what was just written
                    byte = dictionary[(offset + step) % _SIZE]
                    piece += bytes([byte])
                    dictionary[(write + step) % _SIZE] = byte
            for step, byte in enumerate(piece):
                dictionary[(write + step) % _SIZE] = byte
            write = (write + len(piece)) % _SIZE
            found += piece
            if len(found) >= size or at > len(data):
                break
    return bytes(found[:size]) if len(found) >= size else None


@dataclass(frozen=True, slots=True)
class _Group:
    veiled: bool = False  # within \htmlrtf: what only readers of RTF are to see
    over: bool = False
    tag: bool = False
    starred: bool = False
    skip: int = 1
    font: int = -1


def wrapped_html(data: bytes) -> str | None:
    """Return the HTML that was made into this RTF; None where it was made from something else."""
    if b"\\fromhtml1" not in data[:2048]:
        return None
    standard = "cp1252"
    fonts: dict[int, str] = {}
    groups = [_Group()]
    found: list[str] = []
    waiting = bytearray()
    to_skip = 0

    def flush() -> None:
        if waiting:
            found.append(bytes(waiting).decode(fonts.get(groups[-1].font, standard), "replace"))
            waiting.clear()

    for token in tokens(data):
        group = groups[-1]
        shown = not group.over and (group.tag or not group.veiled)
        if token.kind in ("text", "hex"):
            count = min(to_skip, len(token.data))
            to_skip -= count
            if shown:
                waiting += token.data[count:]
            continue
        to_skip = 0
        flush()
        name = token.name
        if token.kind == "open":
            groups.append(replace(group, starred=False))
        elif token.kind == "close":
            if len(groups) > 1:
                groups.pop()
        elif token.kind == "sign":
            if name == "*":
                groups[-1] = replace(group, starred=True)
            elif shown:
                found.append({"~": "\u00a0", "_": "\u2011", "-": "\u00ad"}.get(name, ""))
        elif group.starred:
            groups[-1] = replace(group, starred=False, tag=name == "htmltag", over=name != "htmltag")
        elif name == "htmlrtf":
            groups[-1] = replace(group, veiled=token.value != 0)
        elif name == "ansicpg":
            standard = codepage(token.value)
        elif name == "f":
            groups[-1] = replace(group, font=token.value or 0)
        elif name == "fcharset":
            fonts[group.font] = charset(token.value or 0, standard)
        elif name == "uc":
            groups[-1] = replace(group, skip=min(max(token.value or 0, 0), 10))
        elif name in _PASSED_OVER:
            groups[-1] = replace(group, over=True)
        elif name == "u" and token.value is not None:
            to_skip = group.skip
            if shown:
                found.append(chr(token.value % 0x10000))
        elif name in _WORDS and shown:
            found.append(_WORDS[name])
    flush()
    return "".join(found).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
