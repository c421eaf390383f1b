"""Sentences, words, folding for search, and the one boundary between code points and UTF-16 units.

Python counts code points, Qt counts UTF-16 units. Everything in `core` counts code points.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

LINE_BREAK = "\u2028"
OBJECT = "\ufffc"

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What a terminal would obey (ECMA-48): C0 but for tab and line feed, DEL, C1."""
_LATIN = re.compile("[A-Za-z]")
_RIGHTWARD = ("R", "AL")  # Unicode UAX 9, table 4: the strong types of letters from right to left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
# A word begins at a letter or digit and ends at white space or a dash, as word processors count. Not `\w+`: a combining
# mark is no letter to `re`, so that it would cut Hindi words, and accents typed apart, in pieces.
_WORD = re.compile(r"[^\W_][^\s—–]*")
# Scripts written without spaces: each character is counted as a word, as word processors do.
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_SENTENCE_END = re.compile(
    r"""
    # Western stops, with what closes behind them: German quotes close with “ and «, French ones behind a space.
    [.!?…]+ (?: [)\]"'”’»›“«‹] | [\ \u00a0\u202f] [»›] )* (?= \s | \Z )
    # Chinese and Japanese stops need no space; what is quoted may go on: 「行く。」と言った。
    | [。！？．]+ (?! [」』”’）]+ (?: と | って | [、，] ) ) [」』）”’》〉】]*
    | [।॥۔؟]+ (?= \s | \Z )                   # Devanagari, Urdu and Arabic
    | [\n\u2028]
    """,
    re.VERBOSE,
)
# A stop behind these does not end a sentence (English, German, French, Spanish in common use); behind the second kind
# only where a number follows: "No. 5", but "He said no."
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"'“‘«])(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Adm|Sgt|Capt|Sen|Rep|Rev|Gov|Pres|St|Mt|vs|cf|ca|approx|"
    r"e\.g|i\.e|z\.B|d\.h|bzw|usw|Hr|Fr|M|MM|Mme|Sr|Sra|Dra|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|"
    r"U\.S|U\.K|U\.N|a\.m|p\.m|et\sal|eds?)\.\Z"
)
_BEFORE_NUMBER = re.compile(r"(?:^|[\s(\[])(?:[Nn]os?|Nr|[Aa]rt|[Ss]ec|[Ff]ig|pp?|[Vv]ol)\.\Z")
_NUMBER = re.compile(r"\s*\d")
_DAY = re.compile(r"(?:^|\s)\d\d?\.\Z")
_MONTH = re.compile(r"[^\S\n\u2028]+(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)")  # German: am 3. Mai
# A small letter begins no sentence: “Really?” she said. Wait... what?
_GOES_ON = re.compile(r"[^\S\n\u2028]+[a-zß-öø-ÿа-џα-ώ]")
_LONGEST_ABBREVIATION = 16  # and the character before it

_DROPPED = {
    "\u00ad", "\ufffe", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u200f", "\u061c",
    "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u034f",
    *map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0)),  # which of its forms a character has
}  # fmt: skip
# Letters that no normal form takes apart.
_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i",
    "ґ": "г",
}  # fmt: skip
_UNIFIED = {
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»‹›", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
TYPOGRAPHY = {
    **{ord(each): "" for each in _DROPPED},
    **{ord(each): plain for each, plain in _UNIFIED.items()},
    ord(OBJECT): " ",
}
"""For `str.translate`: what may differ between the same words in two settings of them, besides compatibility forms."""
_LINE_END = re.compile("\r\n|[\r\x0b\x0c]")
_UNCLEAN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A copy of a text for matching, with the way back: folded character i came from ``[starts[i]:ends[i]]``."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that the folded span ``[start:end]`` (not empty) stands for."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Return `text` folded for matching: compatibility forms, case, accents, quotes, dashes and white space unified.

    Soft hyphens, zero-width characters and bidirectional marks vanish. For matching only: the original is cited.
    """
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, character in enumerate(text):
        if character in _DROPPED:
            continue
        plain = folded_form(character)
        if not plain and ends:
            ends[-1] = index + 1  # a combining mark belongs to the letter before it
        for piece in plain:
            if piece == " " and (not characters or characters[-1] == " "):
                continue
            characters.append(piece)
            starts.append(index)
            ends.append(index + 1)
    if characters and characters[-1] == " ":
        del characters[-1], starts[-1], ends[-1]
    return Folded("".join(characters), tuple(starts), tuple(ends))


def folded_form(character: str) -> str:
    """Return what one character folds to: nothing, a space, or letters."""
    if character in _DROPPED:
        return ""
    if character.isspace() or character == OBJECT:
        return " "
    if character.isascii():
        return _UNIFIED.get(character) or character.lower()
    return _UNIFIED.get(character) or _fold_character(character)


def is_dropped(character: str) -> bool:
    """Say whether a character has no form at all: a soft hyphen, a zero-width one, a bidirectional mark."""
    return character in _DROPPED


@cache
def _fold_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character)
    kept = "".join(piece for piece in decomposed if not unicodedata.combining(piece))
    return "".join(_LETTERS.get(piece) or _UNIFIED.get(piece, piece) for piece in kept.casefold())


class Utf16Map:
    """Converts between code point offsets and UTF-16 offsets of one text (Qt counts the latter)."""

    __slots__ = ("_astral", "_units")

    def __init__(self, text: str) -> None:
        """Note where `text` has characters outside the basic plane; each is two units in UTF-16."""
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        # The UTF-16 offset of the second half of each.
        self._units = [position + count + 1 for count, position in enumerate(self._astral)]

    def to_utf16(self, offset: int) -> int:
        """Return the UTF-16 offset of the code point offset `offset`."""
        return offset + bisect_left(self._astral, offset)

    def to_code_points(self, units: int) -> int:
        """Return the code point offset of the UTF-16 offset `units`; inside a pair, that of the pair's start."""
        return units - bisect_right(self._units, units)


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units `text` has."""
    return len(text) + sum(1 for _ in _ASTRAL.finditer(text))


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of `text`, in order, without the white space between them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.group() in (".", ".)") and _is_abbreviation(text, start, match.start() + 1):
            continue
        if match.group()[0] in ".!?…" and _GOES_ON.match(text, match.end()):
            continue
        _append_trimmed(spans, text, start, match.end())
        start = match.end()
    _append_trimmed(spans, text, start, len(text))
    return spans


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Say whether the stop at the end of ``text[start:end]`` belongs to the word before it."""
    word = text[max(start, end - _LONGEST_ABBREVIATION) : end]
    if _ABBREVIATION.search(word):
        return True
    if _DAY.search(word) and _MONTH.match(text, end):
        return True
    return _BEFORE_NUMBER.search(word) is not None and _NUMBER.match(text, end) is not None


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Return the span of the sentence that `offset` stands in or directly behind; empty where there is none."""
    found = (offset, offset)
    for start, end in sentences(text):
        if start <= offset:
            found = (start, end)
        if offset <= end:
            break
    return found


def _append_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def count_words(text: str) -> int:
    """Count words as word processors do: runs of letters and digits; each Chinese or Japanese character is one."""
    ideographs = len(_CJK.findall(text))
    if ideographs:
        text = _CJK.sub(" ", text)
    return ideographs + len(_WORD.findall(text))


def direction(text: str) -> str:
    """Return "rtl" or "ltr" by the first letter that has a direction; empty where none has (UAX 9, rule P2)."""
    if text.isascii():
        return "ltr" if _LATIN.search(text) else ""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in _RIGHTWARD:
            return "rtl"
    return ""


def has_rightward(text: str) -> bool:
    """Say whether any letter of `text` is of a script that runs from right to left."""
    return any(unicodedata.bidirectional(character) in _RIGHTWARD for character in text)


def sha256_text(text: str) -> str:
    """Return the SHA-256 of the UTF-8 of `text`, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def clean(text: str) -> str:
    """Return `text` without what no file format of ours can hold: NUL, other C0 controls, lone surrogates, U+FFFE/F.

    Tab and line feed stay; carriage returns, form feeds and vertical tabs become line feeds. PostgreSQL refuses NUL,
    XML 1.0 section 2.2 the rest.
    """
    if text.isprintable():
        return text
    return _UNCLEAN.sub("", _LINE_END.sub("\n", text))
