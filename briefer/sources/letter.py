"""A letter as mail programs keep it, made into an article: its head, its body, the pictures shown in it.

Nothing that the body points to is fetched; a picture that did not come along has its place only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from briefer.core.reference import Reference
from briefer.core.source import Article, FactOrigin
from briefer.sources import left_out
from briefer.sources.builder import Builder
from briefer.sources.dom import has_words
from briefer.sources.language import with_language
from briefer.sources.markup import walk
from briefer.sources.page_pictures import PagePictures, variables_of
from briefer.sources.pictures import admit
from briefer.sources.plain import add_text
from briefer.sources.tree import holds_deleted, lift_inlined, parse

_QUOTED = re.compile(r"^(?:>[ \t]?)+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a body: markup, plain text, or a picture that stands between.

    ``flowed`` is text whose lines were broken to travel (RFC 3676), with ``spaced`` by a space that is not its own.
    """

    kind: Literal["html", "plain", "picture"]
    text: str = ""
    data: bytes = b""
    flowed: bool = False
    spaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a mail says: ``sender`` and the others as they are shown, ``sent`` in ISO 8601, ``sent_words`` as written.

    ``files`` are the pictures that the markup shows, by the addresses it has for them.
    """

    subject: str = ""
    author: str = ""
    sender: str = ""
    to: str = ""
    copied: str = ""
    sent: str | None = None
    sent_words: str = ""
    url: str | None = None
    body: tuple[Piece, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])


def article_of(letter: Letter, warnings: Iterable[str] = ()) -> tuple[Article, Mapping[str, bytes]]:
    """Return the letter as an article, and the bytes of its pictures by their SHA-256."""
    builder = Builder()
    if letter.subject:
        builder.open("heading", level=1)
        builder.add(letter.subject)
        builder.close()
    _add_head(builder, letter)
    notes = list(warnings)
    table = 0
    for piece in letter.body:
        if piece.kind == "html":
            table, too_many = _add_markup(builder, piece.text, letter.files, table)
            if too_many:
                notes.append(left_out.PICTURES)
            if holds_deleted(piece.text) and left_out.DELETED not in notes:
                notes.append(left_out.DELETED)
        elif piece.kind == "plain":
            add_letter_text(builder, piece.text, flowed=piece.flowed, spaced=piece.spaced)
        else:
            builder.image(admit(piece.data))
    article = builder.article("mail", reference=_reference(letter), warnings=notes)
    known = ("title", "authors", "published", "url")
    origins = tuple(FactOrigin(fact=fact, place="mail head") for fact in known if getattr(article.reference, fact))
    return with_language(replace(article, origins=origins)), builder.pictures


def _reference(letter: Letter) -> Reference:
    return Reference(
        type="personal_communication",
        title=letter.subject or None,
        authors=(letter.author,) if letter.author else (),
        published=letter.sent,
        url=letter.url,
    )


def _add_head(builder: Builder, letter: Letter) -> None:
    lines = (("From", letter.sender), ("To", letter.to), ("Cc", letter.copied), ("Date", letter.sent_words))
    builder.open("paragraph")
    for name, words in lines:
        if words:
            builder.add(f"{name}: {words}")
            builder.line_break(paragraphs=False)
    builder.close()


def _add_markup(builder: Builder, page: str, files: Mapping[str, bytes], table: int) -> tuple[int, int]:
    """Add everything that a body in HTML shows; return the number of the next table, and of pictures left out."""
    page, inlined = lift_inlined(page)
    tree = parse(page)
    if tree is None:
        return table, 0
    pictures = PagePictures(inlined, files, None, variables_of(page))
    body = tree.find("body")
    number = walk(body if body is not None else tree, builder, first_table=table, pictures=pictures)
    builder.close()
    return number, pictures.left_out


def shows_words(page: str) -> bool:
    """Say whether a body in HTML has words to read."""
    tree = parse(page)
    return tree is not None and has_words(tree)


def add_letter_text(builder: Builder, text: str, *, flowed: bool = False, spaced: bool = False) -> None:
    """Add a plain body: what is quoted with ">" becomes quotations, the rest as any plain text; see `Piece`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if flowed:
        lines = _unflowed(lines, spaced=spaced)
    run: list[str] = []
    depth = 0
    for line in [*lines, None]:
        mark = _QUOTED.match(line) if line is not None else None
        now = mark[0].count(">") if mark else 0
        if (line is None or now != depth) and run:
            _add_run(builder, run, depth)
            run = []
        if line is not None:
            depth = now
            run.append(line[mark.end() :] if mark else line)


def _add_run(builder: Builder, lines: list[str], depth: int) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    if not depth:
        add_text(builder, text)
        return
    add_text(builder, text, kind="quotation", level=depth)


def _unflowed(lines: list[str], *, spaced: bool) -> list[str]:
    """Return the lines with those joined that were broken to travel (RFC 3676: a space at the end says so)."""
    found: list[list[str]] = []
    before = ""  # how the line before is quoted
    going_on = False
    for line in lines:
        mark = _QUOTED.match(line)
        quote, words = (mark[0].replace(" ", ""), line[mark.end() :]) if mark else ("", line)
        words = words.removeprefix(" ") if not quote else words
        joins = going_on and quote == before
        going_on = words.endswith(" ") and words != "-- "
        words = words[:-1] if going_on and spaced else words
        if joins:
            found[-1].append(words)
        else:
            found.append([f"{quote} {words}" if quote else words])
        before = quote
    return ["".join(pieces) for pieces in found]
