"""The people who wrote an article, one name each, out of what files and bylines say."""

from __future__ import annotations

import re

from briefer.core.text import clean

_BY = re.compile(
    r"^(?:(?:(?:written|posted|reported|words|text|story|published) )?by|texte?|author|autore?a?|auteur|par|por|przez|"
    r"автор|текст)(?:\s*[:：]\s*|\s+)|^(?:作者|記者|记者|撰文|文)\s*[:：/／]\s*"
    # "Von" may begin a name; two more words behind it say that it does not.
    r"|^(?:von|di|door|av|af)\s+(?=[^\W\d_]+\s+[^\W\d_])",
    re.I,
)
_AND = re.compile(r"\s+(?:and|und|et|y|e|en|og|och|ja|i|и|ve|&)\s+", re.I)
# What is no name, though it stands where one should.
_NOBODY = {
    "admin", "administrator", "webmaster", "root", "user", "unknown", "n/a", "null", "none", "undefined", "author",
    "by", "default", "editor",
}  # fmt: skip
_PARTS = re.compile(r"\s*[|•·\n]\s*|\s[–—-]\s|\s*[,;(]?\s*(?=\b(?:published|updated|posted|last|modified)\b)", re.I)
_MONTH = (
    r"(?:jan|feb|f[ée]v|mar|mär|mrz|maa|apr|avr|abr|may|mai|mag|mei|maj|ma[iy]o|jun|juin|giu|jul|juil|lug|aug|ao[ûu]t|"
    r"ago|sep|set|oct|okt|ott|out|nov|dec|dez|d[ée]c|dic)[\w.]{0,8}"
)
_DATED = re.compile(rf"[\s,(]*\b(?:\w+day,?\s+)?(?:(?:on|am|le|el|den)\s+)?(?:{_MONTH}\s+)?\d.*$", re.I | re.S)
_ROLE = re.compile(
    r"\b(?:correspondent|editor|reporter|writer|staff|contribut\w+|columnist|analyst|professor|director|fellow|"
    r"redakt\w+|korrespondent\w*|journalist\w*|correspondant\w*|redact\w+|news|reuters|ap|afp|dpa)\b",
    re.I,
)
_PARTICLES = {
    "de", "del", "den", "der", "des", "di", "da", "das", "do", "dos", "du", "van", "von", "zu", "la", "le", "el", "al",
    "bin", "ibn", "bint", "ten", "ter", "af", "av",
}  # fmt: skip


def line(text: str | None) -> str:
    """Return `text` cleaned and on one line."""
    return " ".join(clean(text or "").split())


def names(given: list[str], *, one_each: bool = False) -> tuple[str, ...]:
    """Return the people named in `given`, one each, without "By"; in the order given, nobody twice.

    With `one_each` each text is known to be one person, so that "van der Berg, Jan Pieter" stays whole.
    """
    found: list[str] = []
    for text in given:
        whole = line(text) if one_each else _BY.sub("", line(text))
        for piece in [whole] if one_each else _apart(whole.strip(" ,;:")):
            if piece and piece.lower() not in _NOBODY and piece not in found:
                found.append(piece)
    return tuple(found)


def of_byline(text: str) -> tuple[str, ...]:
    """Return the people named in an article's own line about them, without their work, places and dates."""
    parts = _PARTS.split(_BY.sub("", text.strip()))
    first = next((part for part in parts if part.strip()), "")
    people = names([_DATED.sub("", line(first))])
    if len(people) != 1:
        return tuple(name for name in people if not _ROLE.search(name)) or people
    (person,) = people
    pieces = [piece for piece in person.split(", ") if piece]
    if "(" in person or not _is_name(pieces[0]):
        return people
    return names([piece for piece in pieces if _is_name(piece) and not _ROLE.search(piece)]) or (pieces[0],)


def _apart(whole: str) -> list[str]:
    if "(" in whole:
        return [whole]
    found: list[str] = []
    for part in re.split(r"\s*;\s*", whole):
        pieces = [name for piece in _AND.split(part) for name in re.split(r",\s+|、", piece)]
        split = len(pieces) > 1 and all(_is_name(piece) for piece in pieces)
        found += pieces if split else [part]
    return found


def _is_name(text: str) -> bool:
    """Say whether `text` looks like the whole name of a person: two to five words, all of them names or particles."""
    words = text.split()
    return 2 <= len(words) <= 5 and all(word[0].isupper() or word.lower() in _PARTICLES for word in words)
