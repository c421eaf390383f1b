"""Quotation marks and apostrophes as a language prints them, for the plain ones that a keyboard has."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.core.text import OBJECT

PLAIN = "\"'"
"""What a keyboard has."""
APOSTROPHE = "’"

_OPENERS = "([{¿¡–—/"


@dataclass(frozen=True, slots=True)
class Style:
    """The marks of a language: outer ones, inner ones, each with the space that belongs inside them."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_ENGLISH = Style("“", "”", "‘", "’")
_GERMAN = Style("„", "“", "‚", "‘")
_ANGLED = Style("«", "»", "‘", "’")
_NORDIC = Style("”", "”", "’", "’")
_STYLES = {
    "en": _ENGLISH,
    "de": _GERMAN, "cs": _GERMAN, "sk": _GERMAN, "sl": _GERMAN, "et": _GERMAN, "lt": _GERMAN, "bg": _GERMAN,
    "is": _GERMAN, "ka": _GERMAN, "sq": Style("„", "“", "‘", "’"),
    "de-ch": Style("«", "»", "‹", "›"), "de-li": Style("«", "»", "‹", "›"),
    "fr": Style("«\u00a0", "\u00a0»", "‘", "’"), "fr-ch": Style("«", "»", "‹", "›"),
    "es": _ANGLED, "it": _ANGLED, "ca": _ANGLED, "pt": _ANGLED, "pt-br": _ENGLISH, "el": _ANGLED,
    "nb": _ANGLED, "nn": _ANGLED, "no": _ANGLED, "da": Style("»", "«", "›", "‹"),
    "ru": _ANGLED, "uk": _ANGLED, "be": _ANGLED, "hy": _ANGLED, "fa": _ANGLED, "ar": _ANGLED,
    "sv": _NORDIC, "fi": _NORDIC, "he": _NORDIC,
    "pl": Style("„", "”", "‚", "’"), "ro": Style("„", "”", "‘", "’"), "hu": Style("„", "”", "’", "’"),
    "hr": Style("„", "”", "‘", "’"), "sr": Style("„", "”", "’", "’"),
}  # fmt: skip


def style_of(language: str) -> Style:
    """Return the marks of a language by its BCP 47 tag; those of English where the language is not known here."""
    tag = language.strip().lower().replace("_", "-")
    parts = tag.split("-")
    while parts:
        found = _STYLES.get("-".join(parts))
        if found is not None:
            return found
        parts.pop()
    return _ENGLISH


def typed(before: str, mark: str, language: str) -> str:
    """Return what a plain `mark` (one of `PLAIN`) becomes behind the words `before` it in its block.

    At the beginning, behind a space, an opening bracket or a dash it opens; elsewhere it closes. A single one behind a
    letter is an apostrophe, unless an inner quotation is open there.
    """
    style = style_of(language)
    opens = not before or before[-1].isspace() or before[-1] in _OPENERS
    for opening, closing in ((style.opening, style.closing), (style.inner_opening, style.inner_closing)):
        opens = opens or (opening != closing and before.endswith(opening))
    if mark == '"':
        return style.opening if opens else style.closing
    if opens:
        return style.inner_opening
    opened = before.rfind(style.inner_opening.strip())
    different = style.inner_opening != APOSTROPHE and style.inner_closing != APOSTROPHE
    if different and opened >= 0 and style.inner_closing not in before[opened:] and before[-1] != OBJECT:
        return style.inner_closing
    return APOSTROPHE
