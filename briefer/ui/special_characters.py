"""The characters that a keyboard has not, by name: those of typography first, then all of Unicode that prints."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_USUAL = (
    "–—…·•«»‹›„“”‚‘’′″§¶†‡©®™°±×÷≈≠≤≥∞µ½¼¾²³€£¥¢←→↑↓✓✗"
    "\u00a0\u202f\u00ad\u2011\u200b\u200e\u200f"
    "àáâãäåæçèéêëìíîïñòóôõöøœßùúûüýÿčćďěłńňřśšťůźžż"
)  # fmt: skip
_SAID = {
    "\u00a0": "no-break space", "\u202f": "narrow no-break space", "\u00ad": "soft hyphen",
    "\u2011": "non-breaking hyphen", "\u200b": "place to break", "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
}  # fmt: skip
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
# Tens of thousands of signs are called by their number alone, which nobody looks for.
_NUMBERED = ("CJK UNIFIED", "CJK COMPATIBILITY", "HANGUL SYLLABLE", "TANGUT", "EGYPTIAN")
FOUND = 300
"""At most so many are offered for one search."""


@dataclass(frozen=True, slots=True)
class Character:
    """A character, what it is called, and its code (``U+2014``)."""

    sign: str
    name: str

    @classmethod
    def of(cls, sign: str) -> Character:
        """Return a character by what prints it."""
        return cls(sign, _SAID.get(sign) or unicodedata.name(sign, "").lower())

    @property
    def code(self) -> str:
        """Its code as Unicode writes it."""
        return f"U+{ord(self.sign):04X}"


def usual() -> list[Character]:
    """Return the characters that briefings most often want."""
    return [Character.of(sign) for sign in _USUAL]


def search(words: str) -> list[Character]:
    """Return the characters whose name has all of `words`, or whose code one is; the usual ones for none."""
    wanted = words.casefold().split()
    if not wanted:
        return usual()
    found = [each for each in usual() if _has(each, wanted)]
    known = {each.sign for each in found}
    for each in _all():
        if len(found) >= FOUND:
            break
        if each.sign not in known and _has(each, wanted):
            found.append(each)
    return found


def _has(character: Character, wanted: list[str]) -> bool:
    code = character.code.casefold()
    return all(word in character.name or word in (code, code.removeprefix("u+")) for word in wanted)


@cache
def _all() -> tuple[Character, ...]:
    return tuple(_named())


def _named() -> Iterator[Character]:
    for code in range(0x20, sys.maxunicode + 1):
        sign = chr(code)
        name = unicodedata.name(sign, "")
        if name and unicodedata.category(sign) not in _HIDDEN and not name.startswith(_NUMBERED):
            yield Character(sign, name.lower())
