"""A source: an article as it came. Its text is what passages are offsets into, and is never altered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NewType

from briefer.core.reference import Reference

SourceId = NewType("SourceId", str)

SourceKind = Literal["html", "pdf", "word", "mail", "text", "mhtml", "epub", "warc", "transcript", "image"]
Reading = Literal["unread", "read", "set-aside"]
BlockKind = Literal["paragraph", "heading", "list-item", "quotation", "preformatted", "cell", "caption", "image"]

Flag = Literal["consent-page", "login-wall", "cut-off", "scan", "needs-script"]
"""What is wrong with an article as it was saved: a page that asks for consent or a login in its place, a text that
breaks off, pictures of pages without text, a page that only a script would have filled."""

Certainty = Literal["same", "moved", "changed", "lost"]
"""How surely a passage was found again in another text: there, elsewhere, with other words, not at all."""

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
class CueRun:
    """``text[start:end]`` is said from ``begin`` to ``until`` (milliseconds from the start of the recording)."""

    start: int
    end: int
    begin: int
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image of the article: ``text[at]`` is the U+FFFC that stands for it.

    ``sha256`` names its bytes among the article's pictures, made anew from what came so that they hold nothing but
    pixels (PNG or JPEG); ``width`` and ``height`` are pixels, ``alt`` the words that the article has for it. A picture
    that did not come with the article (the page was saved without it) has no bytes: ``sha256`` is None.
    """

    at: int
    sha256: str | None = None
    width: int = 0
    height: int = 0
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page of a PDF as it was set: its label, its size in points (1/72 inch) as it is shown, turns included."""

    label: str
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A rectangle of a page (counted from 0) or of a picture (``page`` None), in parts of its width and height.

    ``left < right`` and ``top < bottom``, all from 0 to 1, measured from the upper left.
    """

    left: float
    top: float
    right: float
    bottom: float
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactOrigin:
    """Where a fact of the reference was found: its name, and in plain words the place ("JSON-LD", "analyst")."""

    fact: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """The file that a source came out of: a zip, a mail; ``member`` is its path or number in there.

    The source whose ``sha256`` this is, where there is one, is the mail that it was attached to.
    """

    file: str
    sha256: str
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a reader makes of an article file: text, structure, and the facts the file itself states.

    In ``text`` a line end closes a block and nothing else, U+2028 breaks a line inside a block, U+FFFC stands for an
    image. Offsets are code points. ``blocks`` are in order and never overlap. ``whole`` says that this is everything on
    a web page, since the analyst found that the article was not what was taken out of it. A page of a scanned PDF is
    one image.
    """

    kind: SourceKind
    text: str
    blocks: tuple[TextBlock, ...]
    marks: tuple[TextMark, ...] = ()
    pages: tuple[PageRun, ...] = ()
    reference: Reference = field(default_factory=Reference)
    warnings: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    cues: tuple[CueRun, ...] = ()
    pictures: tuple[Picture, ...] = ()
    origins: tuple[FactOrigin, ...] = ()
    flags: tuple[Flag, ...] = ()
    whole: bool = False

    def page_label_at(self, offset: int) -> str | None:
        """Return the label of the page that the character at `offset` stands on; None where there are no pages."""
        for run in self.pages:
            if run.start <= offset < run.end:
                return run.label
        return None

    def page_labels(self, start: int, end: int) -> str | None:
        """Return the label of the page that ``text[start:end]`` stands on, or those of the first and last: ``iv–2``."""
        first, last = self.page_label_at(start), self.page_label_at(max(start, end - 1))
        return f"{first}–{last}" if first and last and first != last else first

    def cue_at(self, offset: int) -> CueRun | None:
        """Return what is being said at `offset`; None where there are no cues."""
        for cue in self.cues:
            if cue.start <= offset < cue.end:
                return cue
        return None

    def picture_at(self, offset: int) -> Picture | None:
        """Return the picture that the character at `offset` stands for."""
        return next((picture for picture in self.pictures if picture.at == offset), None)

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
    its first words, for an article without a title. ``text_sha256`` names the text that is read now; passages taken
    from an earlier one of the same source keep that one's. ``capture_of`` is the first source of the same address,
    ``duplicate_of`` an earlier one of other bytes that has most of the same words.
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
    origins: tuple[FactOrigin, ...] = ()
    flags: tuple[Flag, ...] = ()
    container: Container | None = None
    capture_of: SourceId | None = None

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
