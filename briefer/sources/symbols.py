"""Signs that mean something else as plain letters: an "m" in a font of signs is a "μ", a raised 6 behind 10 no 106.

The places are those of Adobe's Symbol encoding (PDF, ISO 32000-1, annex D.5) and of Microsoft's Wingdings.
"""

from __future__ import annotations

import re

UNKNOWN = "\ufffd"
"""Stands for a sign that is there and that no character is known for."""

_LOW = (
    "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)  # fmt: skip
_HIGH = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\0〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)  # fmt: skip
_SYMBOL = {
    0x20: " ",
    **{0x21 + place: sign for place, sign in enumerate(_LOW)},
    **{0xA0 + place: sign for place, sign in enumerate(_HIGH) if sign != "\0"},
}
_WINGDINGS = {
    0x20: " ", 0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□",
    0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9E: "·", 0x9F: "•",
    0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xEF: "⇦", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x80 + digit: f"({digit})" for digit in range(1, 10)},
}  # fmt: skip


_FIGURE = re.compile(r"\s*(?:[+−-]?[0-9]{1,4}|[+−])\s*")
_RAISED = str.maketrans("0123456789+−-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def raised(words: str) -> str:
    """Return words that are set above the line as characters that are, if they are a figure: a power, a note's mark."""
    return words.translate(_RAISED) if _FIGURE.fullmatch(words) else words


def signs(font: str, words: str) -> str:
    """Return what a font shows for the characters of `words`; white space is that in any font."""
    if _table(font) is None:
        return words
    return "".join(each if each.isspace() else sign(font, ord(each)) or each for each in words)


def sign(font: str, code: int) -> str | None:
    """Return the characters that a font shows for a code, given alone or in the private area that Word puts it in.

    None where the font is none of signs, as far as is known, and the code means what it says.
    """
    table = _table(font)
    if table is None or not (code < 0x100 or 0xF000 <= code < 0xF100):
        return None
    return table.get(code & 0xFF, UNKNOWN)


def _table(font: str) -> dict[int, str] | None:
    name = font.strip().casefold()
    return _SYMBOL if name in ("symbol", "symbolmt", "symbol mt") else _WINGDINGS if name == "wingdings" else None
