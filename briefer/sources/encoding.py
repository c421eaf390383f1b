"""Which characters the bytes of a text file mean: the mark at its start, what it says itself, then a guess."""

from __future__ import annotations

import codecs
import re
import unicodedata

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAID = re.compile(rb"""<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_HEAD = 4096  # HTML, section 4.2.5.4, wants the declaration in the first 1024; pages come with more before it
_SAMPLE = 200_000
_SHIFTS = re.compile(rb"\x1b\$[@B]")  # how Japanese mails of old change to Chinese characters (RFC 1468)
# What browsers read these names as (WHATWG Encoding, section 4.2): Windows pages call themselves Latin-1.
_READ_AS = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "shift_jis": "cp932", "x-sjis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "tis-620": "cp874",
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",  # whoever could read the name knows it is not
}  # fmt: skip


def decode(data: bytes, *, markup: bool = False, said: str | None = None) -> str:
    """Return the text of `data`; with `markup`, believe what an HTML or XML head says about itself.

    `said` is the encoding that what carried the bytes gives them (a mail's part). Bytes that make no sense in the
    encoding become U+FFFD: a saved page with one bad byte is still an article.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if said and (text := _decoded_as(data, said, "strict")) is not None:
        return text
    if (name := wide(data[:_HEAD])) is not None:
        return data.decode(name, "replace")
    if _SHIFTS.search(data) and data.isascii():
        return _japanese(data)
    try:
        return data.decode("utf-8")  # nothing else looks like it by accident
    except UnicodeDecodeError:
        pass
    if markup and (match := _SAID.search(data[:_HEAD])):
        text = _decoded_as(data, match.group(1).decode("ascii"), "replace")
        if text is not None:
            return text
    return _guess(data)


def _japanese(data: bytes) -> str:
    text = _decoded_as(data, "iso2022_jp", "strict")
    # Windows has signs in it that the standard lacks (①, ㈱); they stand at the same places in a later one.
    return text if text is not None else _SHIFTS.sub(b"\x1b$(Q", data).decode("iso2022_jp_2004", "replace")


def _decoded_as(data: bytes, said: str, errors: str) -> str | None:
    name = said.strip().lower()
    name = _READ_AS.get(name, name)
    try:
        codecs.lookup(name)
        return data.decode(name, errors)
    except (LookupError, TypeError, ValueError):
        return None  # an invented name, a codec that is not for text, or bytes of another


def wide(sample: bytes) -> str | None:
    """Return the name of the encoding of a text in UTF-16 or UTF-32 that lacks its mark; None if it is none."""
    for name, unit in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        whole = sample[: len(sample) // unit * unit]
        if len(sample) < 2 * unit or (len(sample) < _HEAD and len(whole) < len(sample)):
            continue
        # Nothing that is read byte by byte has zeros, but for Chinese and the like, which are seldom without line ends.
        if b"\0" in sample and _makes_sense(whole, name):
            return name
    return None


def _makes_sense(sample: bytes, name: str) -> bool:
    """Say whether these bytes are text in that encoding: letters of few scripts, nothing that text has not."""
    try:
        text = codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return False
    categories = [unicodedata.category(character) for character in text if character not in "\t\r\n\f\ufeff"]
    if not categories or any(found in ("Cc", "Cn", "Cs", "Co") for found in categories):
        return False
    rows = {ord(character) >> 7 for character in text if not 0x2E80 <= ord(character) < 0xD7B0}
    return len(rows) <= 12 and sum(found[0] in "LMZN" for found in categories) > 0.7 * len(categories)


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    from briefer.sources.language import likely
    from briefer.sources.spelling import latin

    if (name := latin(data, likely)) is not None:
        return data.decode(name, "replace")
    best = from_bytes(data[:_SAMPLE]).best()
    name = best.encoding if best is not None else "cp1252"
    return data.decode("cp1252" if name in ("ascii", "latin_1", "utf_8") else name, "replace")
