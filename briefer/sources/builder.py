"""Builds an article's text block by block, so that every reader keeps the same rules of white space and offsets.

Blocks are joined by line ends, and nothing else is one; a line break inside a block is U+2028, an image U+FFFC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefer.core.reference import Reference
from briefer.core.source import Article, BlockKind, PageRun, Picture, SourceKind, TextBlock, TextMark
from briefer.core.text import LINE_BREAK, OBJECT, clean

if TYPE_CHECKING:
    from briefer.sources.pictures import Admitted

MarkKind = Literal["bold", "italic", "link"]

# White space of HTML (CSS Text 3, section 4), and what a browser shows as such; a no-break space is a character.
_SPACE = re.compile("[ \t\n\r\f\x0b]+")
_LINE = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2029]")
# Bytes of Windows-1252 that came in as C1 controls mean what browsers show (HTML, numeric character references).
_C1 = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0) if code != 0x85}
# What pages put into an empty paragraph to make it look taller: a block of these alone is none.
_INVISIBLE = "\u00a0\u3000\u200b\u2060\ufeff\u00ad\u2028 \t"


@dataclass(slots=True)
class _OpenMark:
    kind: MarkKind
    href: str | None
    start: int | None = None


@dataclass(slots=True)
class _OpenBlock:
    kind: BlockKind
    start: int
    level: int = 0
    ordered: bool = False
    table: int | None = None
    row: int = 0
    column: int = 0
    header: bool = False


@dataclass(frozen=True, slots=True)
class _Image:
    picture: Admitted | None
    alt: str
    href: str | None


class Builder:
    """Takes words, breaks, marks and images in reading order; `article` gives the finished text."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[TextBlock] = []
        self._marks: list[TextMark] = []
        self._open: _OpenBlock | None = None
        self._open_marks: list[_OpenMark] = []
        self._space = False
        self._breaks = 0
        self._images: list[_Image] = []
        self._pictures: list[Picture] = []
        self._bytes: dict[str, bytes] = {}

    @property
    def length(self) -> int:
        """How many characters of text there are so far; a place to remember, for pages."""
        return self._length

    @property
    def empty(self) -> bool:
        """Whether the block that is open has no words yet (or none is open)."""
        return self._open is None or self._open.start == self._length

    @property
    def pictures(self) -> Mapping[str, bytes]:
        """The bytes of the images so far, by their SHA-256."""
        return self._bytes

    def open(
        self,
        kind: BlockKind,
        *,
        level: int = 0,
        ordered: bool = False,
        table: int | None = None,
        row: int = 0,
        column: int = 0,
        header: bool = False,
    ) -> None:
        """Close what is open and begin a block; one that gets no words leaves no trace."""
        self.close()
        start = self._length + 1 if self._blocks else 0
        if self._blocks:
            self._pieces.append("\n")
            self._length += 1
        self._open = _OpenBlock(kind, start, level, ordered, table, row, column, header)

    def close(self) -> None:
        """End the block that is open, without the white space at its end."""
        block = self._open
        if block is not None:
            self._end_marks(block)
            if self._length == block.start:
                self._take_back_line_end()
            else:
                self._blocks.append(
                    TextBlock(
                        kind=block.kind,
                        start=block.start,
                        end=self._length,
                        level=block.level,
                        ordered=block.ordered,
                        table=block.table,
                        row=block.row,
                        column=block.column,
                        header=block.header,
                    )
                )
            self._open = None
            self._space, self._breaks = False, 0
        images, self._images = self._images, []
        for image in images:
            self.open("image")
            self._append(OBJECT)
            self._place(image)
            if image.href is not None:
                self._keep(_OpenMark("link", image.href, self._length - 1))
            self.close()

    def add(self, words: str, *, verbatim: bool = False) -> None:
        """Add words, white space collapsed as HTML does, or `verbatim` with each line end as a line break."""
        if verbatim:
            for number, line in enumerate(_LINE.split(words)):
                if number:
                    self.line_break(paragraphs=False)
                self._emit(_plain(line), keep_space=True)
            return
        if not words:
            return
        if _SPACE.match(words[0]):
            self._space = True
        self._emit(_plain(_SPACE.sub(" ", words)).strip(" "))
        if _SPACE.match(words[-1]):
            self._space = True

    def line_break(self, *, paragraphs: bool = True) -> None:
        """Break the line; a second break in a row ends the paragraph and begins another, if `paragraphs`."""
        self._space = False
        self._breaks += 1
        block = self._open
        if paragraphs and self._breaks == 2 and block is not None and block.kind in ("paragraph", "quotation"):
            self.open(block.kind, level=block.level)

    def image(self, picture: Admitted | None = None, *, alt: str = "") -> None:
        """Add an image: a block of its own, behind the paragraph that is open; inside a table cell, a character.

        `picture` is None for one that did not come with the article; `alt` are the words that stand for it.
        """
        link = next((mark.href for mark in reversed(self._open_marks) if mark.kind == "link"), None)
        image = _Image(picture, " ".join(clean(alt).split()), link)
        if self._open is not None and self._open.kind == "cell":
            self._emit(OBJECT)
            self._place(image)
            return
        self._images.append(image)
        if self.empty:
            kept = self._open
            self.close()
            if kept is not None:
                self.open(kept.kind, level=kept.level, ordered=kept.ordered)

    def start_mark(self, kind: MarkKind, href: str | None = None) -> None:
        """Begin a run of bold, italic or a link."""
        self._open_marks.append(_OpenMark(kind, href))

    def end_mark(self, kind: MarkKind) -> None:
        """End the innermost run of that kind."""
        for index in range(len(self._open_marks) - 1, -1, -1):
            if self._open_marks[index].kind == kind:
                self._keep(self._open_marks.pop(index))
                return

    def article(
        self,
        kind: SourceKind,
        *,
        reference: Reference,
        pages: Iterable[PageRun] = (),
        warnings: Iterable[str] = (),
    ) -> Article:
        """Return the article; call it once, at the end."""
        self.close()
        return Article(
            kind=kind,
            text="".join(self._pieces),
            blocks=tuple(self._blocks),
            marks=tuple(sorted(self._marks, key=lambda mark: (mark.start, mark.end))),
            pages=tuple(pages),
            reference=reference,
            warnings=tuple(warnings),
            pictures=tuple(self._pictures),
        )

    def _emit(self, words: str, *, keep_space: bool = False) -> None:
        if self.empty:
            words = words if keep_space and words.strip(_INVISIBLE) else words.lstrip(_INVISIBLE)
        if not words:
            return
        if self._open is None:
            self.open("paragraph")
        if not self.empty:
            if self._breaks:
                self._append(LINE_BREAK * (self._breaks if keep_space else 1))
            elif self._space and not keep_space:
                self._append(" ")
        self._space, self._breaks = False, 0
        for mark in self._open_marks:
            if mark.start is None:
                mark.start = self._length
        self._append(words)

    def _place(self, image: _Image) -> None:
        """Say what the image character that was just added stands for."""
        at = self._length - 1
        if image.picture is None:
            self._pictures.append(Picture(at=at, alt=image.alt))
            return
        kept = image.picture
        self._bytes[kept.sha256] = kept.data
        self._pictures.append(Picture(at=at, sha256=kept.sha256, width=kept.width, height=kept.height, alt=image.alt))

    def _append(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)

    def _end_marks(self, block: _OpenBlock) -> None:
        # A mark never crosses a line end: it is ended here and goes on with the next words.
        for mark in self._open_marks:
            if mark.start is not None and mark.start >= block.start:
                self._keep(mark)
            mark.start = None

    def _keep(self, mark: _OpenMark) -> None:
        if mark.start is not None and mark.start < self._length:
            self._marks.append(TextMark(kind=mark.kind, start=mark.start, end=self._length, href=mark.href))

    def _take_back_line_end(self) -> None:
        if self._blocks:
            self._pieces.pop()
            self._length -= 1


def _plain(words: str) -> str:
    if words.isascii() and words.isprintable():
        return words
    return clean(words.translate(_C1)).replace(OBJECT, "").replace("\u2029", LINE_BREAK)
