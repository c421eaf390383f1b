"""Words of others on hover and in labels: always as words, never as markup, which Qt would read files for."""

from __future__ import annotations

from html import escape

_LONG = 60  # characters of a word that a tooltip would not break by itself


def tip(words: str) -> str:
    """Return `words` for a tooltip, as they are; a long address may be broken behind its slashes."""
    if "<" not in words and all(len(word) <= _LONG for word in words.split()):
        return words  # nothing in it that Qt could take for markup
    lines = escape(words).replace("/", "/\u200b").replace("&amp;", "&amp;\u200b").split("\n")
    return f"<qt>{'<br>'.join(lines)}</qt>"
