"""Which characters the bytes of a text file mean: the mark at its start, what it says itself, then a guess."""

from __future__ import annotations

import codecs
import re

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
# What browsers read these names as (WHATWG Encoding, section 4.2): Windows pages call themselves Latin-1.
_READ_AS = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "shift_jis": "cp932", "x-sjis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "tis-620": "cp874",
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",  # whoever could read the name knows it is not
}  # fmt: skip


def decode(data: bytes, *, markup: bool = False) -> str:
    """Return the text of `data`; with `markup`, believe what an HTML or XML head says about itself.

    Bytes that make no sense in the encoding become U+FFFD: a saved page with one bad byte is still an article.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")  # nothing else looks like it by accident
    except UnicodeDecodeError:
        pass
    if markup and (said := _SAID.search(data[:_HEAD])):
        name = said.group(1).decode("ascii").lower()
        name = _READ_AS.get(name, name)
        try:
            codecs.lookup(name)
            return data.decode(name, "replace")
        except (LookupError, TypeError, ValueError):
            pass  # an invented name, or a codec that is not for text
    if (wide := _without_mark(data)) is not None:
        return wide
    return _guess(data)


def _without_mark(data: bytes) -> str | None:
    """Read UTF-16 that lacks its mark: in Western text every other byte is zero."""
    sample = data[:1000]
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(sample) > 3 and zeros.count(0) > 0.7 * len(zeros):
            return data.decode(name, "replace")
    return None


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    name = best.encoding if best is not None else "cp1252"
    return data.decode("cp1252" if name in ("ascii", "latin_1", "utf_8") else name, "replace")
