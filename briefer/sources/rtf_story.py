"""Puts the runs of an RTF file together into paragraphs, list items, rows of tables and notes.

What a paragraph is stands anywhere before its end in such a file, so nothing is written before that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import cast

from briefer.core.source import BlockKind
from briefer.sources.builder import Builder
from briefer.sources.pictures import Admitted
from briefer.sources.symbols import raised

_LABEL = re.compile(r"^\s*(?:([•◦▪‣–—·*-])|\(?[0-9a-zA-Z]{1,4}[.)])\t")
_INDENT = 360  # twips of one level, where a program gives nothing but indents


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run shows; ``href`` is where it leads."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    deleted: bool = False
    raised: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What a paragraph is; ``level`` of a heading, ``depth`` of a list from 0, indents in twips."""

    kind: str = "paragraph"
    level: int = 0
    in_table: bool = False
    depth: int = 0
    indent: int = 0
    first: int = 0


@dataclass(slots=True)
class _Piece:
    words: str = ""
    look: RunLook = field(default_factory=RunLook)
    picture: Admitted | None = None
    is_picture: bool = False


@dataclass(slots=True)
class _Paragraph:
    pieces: list[_Piece] = field(default_factory=list[_Piece])
    look: ParagraphLook = field(default_factory=ParagraphLook)
    label: str = ""


@dataclass(slots=True)
class _Row:
    cells: list[list[_Paragraph]]
    joined: list[bool]
    header: bool


@dataclass(slots=True)
class Story:
    """What was read so far, and what is open."""

    deleted: bool = False
    hidden: bool = False
    _done: list[_Paragraph | _Row] = field(default_factory=list["_Paragraph | _Row"])
    _open: _Paragraph = field(default_factory=_Paragraph)
    _cell: list[_Paragraph] = field(default_factory=list[_Paragraph])
    _cells: list[list[_Paragraph]] = field(default_factory=list[list[_Paragraph]])
    _joined: list[bool] = field(default_factory=list[bool])
    _joins: bool = False
    _header: bool = False
    _outer: list[tuple[_Paragraph, list[_Paragraph]]] = field(
        default_factory=list["tuple[_Paragraph, list[_Paragraph]]"]
    )
    _notes: list[list[_Paragraph]] = field(default_factory=list[list[_Paragraph]])

    def add(self, words: str, look: RunLook) -> None:
        """Add words to the paragraph that is open, unless they are deleted or hidden."""
        if look.deleted or look.hidden:
            self.deleted = self.deleted or look.deleted
            self.hidden = self.hidden or (look.hidden and not look.deleted and bool(words.strip()))
            return
        pieces = self._open.pieces
        if pieces and pieces[-1].look == look and not pieces[-1].is_picture:
            pieces[-1].words += words
        else:
            pieces.append(_Piece(words, look))

    def add_label(self, words: str) -> None:
        """Add what stands before a list item: its number or its dot."""
        self._open.label += words

    def add_picture(self, picture: Admitted | None) -> None:
        """Add a picture to the paragraph that is open."""
        self._open.pieces.append(_Piece(picture=picture, is_picture=True))

    def end_paragraph(self, look: ParagraphLook) -> None:
        """End the paragraph that is open, which is what `look` says."""
        done, self._open = self._open, _Paragraph()
        done.look = look
        if look.in_table or self._outer:
            self._cell.append(done)
        else:
            self._end_row()
            self._done.append(done)

    # --- tables

    def table_word(self, name: str, look: ParagraphLook) -> None:
        """Take up a word about rows and cells."""
        if name == "trowd":
            self._joined, self._joins, self._header = [], False, False
        elif name == "trhdr":
            self._header = True
        elif name in ("clmrg", "clvmrg"):
            self._joins = True
        elif name == "cellx":
            self._joined.append(self._joins)
            self._joins = False
        elif name == "cell":
            self.end_paragraph(replace(look, in_table=True))
            self._cells.append(self._cell)
            self._cell = []
        elif name == "row":
            self._end_row()

    def _end_row(self) -> None:
        if self._cells:
            self._done.append(_Row(self._cells, list(self._joined), self._header))
        elif self._cell:
            self._done += self._cell
        self._cells, self._cell = [], []

    # --- notes

    def begin_note(self) -> None:
        """Begin a note: what follows stands at the end, behind the figure that is put here."""
        self._outer.append((self._open, self._cell))
        self._open, self._cell = _Paragraph(), []

    def end_note(self, look: ParagraphLook) -> None:
        """End the note, and go on where it stands."""
        self.end_paragraph(look)
        self._notes.append(self._cell)
        self._open, self._cell = self._outer.pop()
        self.add(f"[{len(self._notes)}]", RunLook())

    # --- the whole

    def build(self) -> Builder:
        """Return everything as blocks."""
        self._end_row()
        builder = Builder()
        table, row = -1, 0
        inside = False
        for each in self._done:
            if isinstance(each, _Row):
                table, row = (table, row + 1) if inside else (table + 1, 0)
                inside = True
                _add_row(builder, each, table, row)
                continue
            if any(piece.words.strip() or piece.is_picture for piece in each.pieces):
                inside = False
                _add_paragraph(builder, each)
        for number, note in enumerate(self._notes, 1):
            builder.open("paragraph")
            builder.add(f"[{number}] ")
            _add_lines(builder, note)
            builder.close()
        return builder


def _add_row(builder: Builder, row: _Row, table: int, number: int) -> None:
    for column, cell in enumerate(row.cells):
        if column < len(row.joined) and row.joined[column]:
            continue  # part of the cell beside or above it
        builder.open("cell", table=table, row=number, column=column, header=row.header)
        _add_lines(builder, cell)
        builder.close()


def _add_lines(builder: Builder, paragraphs: list[_Paragraph]) -> None:
    for number, paragraph in enumerate(paragraphs):
        if number:
            builder.line_break(paragraphs=False)
        _add_pieces(builder, paragraph.pieces)


def _add_paragraph(builder: Builder, paragraph: _Paragraph) -> None:
    look, pieces = paragraph.look, paragraph.pieces
    label = paragraph.label
    if not label and look.first < 0 and (match := _LABEL.match("".join(piece.words for piece in pieces[:1]))):
        label = match[0]
        pieces = [replace(pieces[0], words=pieces[0].words[match.end() :]), *pieces[1:]]
        look = replace(look, depth=max(0, look.indent // _INDENT - 1))
    if label.strip() and look.kind != "heading":
        ordered = any(character.isalnum() for character in label) and label.strip() != "o"
        builder.open("list-item", level=min(look.depth, 8) + 1, ordered=ordered)
    elif look.kind == "heading":
        builder.open("heading", level=look.level)
        pieces = [replace(piece, look=replace(piece.look, bold=False)) for piece in pieces]  # goes without saying
    else:
        builder.open(cast("BlockKind", look.kind))
    _add_pieces(builder, pieces)
    builder.close()


def _add_pieces(builder: Builder, pieces: list[_Piece]) -> None:
    for piece in pieces:
        if piece.is_picture:
            builder.image(piece.picture)
            continue
        look = piece.look
        if look.href is not None:
            builder.start_mark("link", look.href)
        if look.bold:
            builder.start_mark("bold")
        if look.italic:
            builder.start_mark("italic")
        for number, words in enumerate(_whole(piece.words).split("\u2028")):
            if number:
                builder.line_break(paragraphs=False)
            builder.add(raised(words) if look.raised else words)
        if look.italic:
            builder.end_mark("italic")
        if look.bold:
            builder.end_mark("bold")
        if look.href is not None:
            builder.end_mark("link")


def _whole(words: str) -> str:
    """Return the words with the halves of characters beyond the first 65,536 put together."""
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
