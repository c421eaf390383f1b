"""A source: an article as it came. Its text is what passages are offsets into, and is never altered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NewType

from briefer.core.reference import Reference

SourceId = NewType("SourceId", str)

SourceKind = Literal["html", "pdf", "word", "mail", "text", "mhtml", "epub", "warc", "transcript", "image"]
Reading = Literal["unread", "read", "set-aside"]
BlockKind = Literal["paragraph", "heading", "list-item", "quotation", "preformatted", "cell", "caption", "image"]

UNTITLED_WORDS = 8
"""How many of its first words stand for the title of an article that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """One block of a source's text: ``text[start:end]``, without the line end that closes it.

    ``level`` is 1 to 6 for a heading, the depth (from 1) for a list item, 0 otherwise. ``ordered`` tells a numbered
    list item. A table cell (``kind="cell"``) carries the number of its table in the source, its row and its column,
    and whether it is a header.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    ordered: bool = False
    table: int | None = None
    row: int = 0
    column: int = 0
    header: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMark:
    """A run of the text that is bold, italic or a link (``href`` is set for a link and only then)."""

    kind: Literal["bold", "italic", "link"]
    start: int
    end: int
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRun:
    """``text[start:end]`` stands on this page. ``page`` counts from 0; ``label`` is what the page calls itself.

    ``first_character`` is the index, in the PDF engine's own count of that page, of the run's first character.
    """

    start: int
    end: int
    page: int
    label: str
    first_character: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a reader makes of an article file: text, structure, and the facts the file itself states.

    In ``text`` a line end closes a block and nothing else, U+2028 breaks a line inside a block, U+FFFC stands for an
    image. Offsets are code points. ``blocks`` are in order and never overlap.
    """

    kind: SourceKind
    text: str
    blocks: tuple[TextBlock, ...]
    marks: tuple[TextMark, ...] = ()
    pages: tuple[PageRun, ...] = ()
    reference: Reference = field(default_factory=Reference)
    warnings: tuple[str, ...] = ()

    def page_label_at(self, offset: int) -> str | None:
        """Return the label of the page that the character at `offset` stands on; None where there are no pages."""
        for run in self.pages:
            if run.start <= offset < run.end:
                return run.label
        return None

    def paragraph_at(self, offset: int) -> int | None:
        """Return the number, counted from 1 over all blocks with words, of the block at `offset`."""
        number = 0
        for block in self.blocks:
            if block.start == block.end or block.kind == "image":
                continue
            number += 1
            if block.start <= offset <= block.end:
                return number
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The library's record of an article, without its text (a list of 10,000 must be light).

    ``file`` is the name it came under, ``origin`` how it came ("file", "paste", "travel"), ``captured`` when
    (ISO 8601 with zone). ``sha256`` is of the original bytes, ``text_sha256`` of the UTF-8 of the text. ``opening`` is
    its first words, for an article without a title.
    """

    id: SourceId
    number: int
    kind: SourceKind
    reference: Reference
    sha256: str
    text_sha256: str
    words: int
    opening: str = ""
    file: str | None = None
    origin: str = "file"
    captured: str = ""
    grade: str | None = None
    duplicate_of: SourceId | None = None
    warnings: tuple[str, ...] = ()
    reading: Reading = "unread"

    @property
    def handle(self) -> str:
        """The name a person types: ``S3``."""
        return f"S{self.number}"

    @property
    def name(self) -> str:
        """The title, or the first words in brackets, or the file name: never empty."""
        return self.reference.title or (f"[{self.opening}]" if self.opening else self.file or self.handle)


def opening_words(text: str) -> str:
    """Return the first words of `text` that stand in for a missing title, with an ellipsis if there are more."""
    words = text.replace("\ufffc", " ").split(None, UNTITLED_WORDS)
    shown = " ".join(words[:UNTITLED_WORDS])
    return shown + ("…" if len(words) > UNTITLED_WORDS else "")
