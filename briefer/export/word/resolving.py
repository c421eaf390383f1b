"""Puts what marks stand for in their place, in the order of what was actually printed, and not of the briefing.

A printed part is text, and stays text: only what `marking` has put into a region is made a tree once more.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from lxml import etree

from briefer.errors import BrieferError
from briefer.export.noting import at_end
from briefer.export.word import marks
from briefer.export.word.anchors import Anchors
from briefer.export.word.lists import Lists
from briefer.export.word.looks import Asked, Looks, within
from briefer.export.word.names import R, encoded, parse
from briefer.export.word.notes import Notes
from briefer.export.word.package import WEB, Package
from briefer.export.word.pictures import Drawings
from briefer.export.word.placed import Part
from briefer.export.word.program import not_whole
from briefer.export.word.styles import prepare, rename
from briefer.export.word.tables import Line, table
from briefer.export.word.tidy import Tidier
from briefer.packs.problem import TemplateProblems


def resolve(
    package: Package,
    parts: Iterable[Part],
    context: Mapping[str, Any],
    pictures: Mapping[str, bytes] | None = None,
    *,
    styled: bool = True,
) -> None:
    """Put the text parts that were printed into `package`. Of the context ``notes``, ``language``, ``pack`` are read.

    What is not `styled` prints words alone, and needs no style of ours.

    Raises:
        TemplateProblems: what was printed is no whole part.
    """
    styles = prepare(package) if styled else {}
    shared = _Shared(package, context, pictures or {})
    shared.notes_stay = not styled and _noted(parts) == [("footnote", id) for id in shared.notes.numbers()]
    for each in parts:
        if not each.scopes:
            continue
        each.printed = rename(each.printed, styles)
        try:
            package.put(each.name, encoded(_Resolver(shared, each).resolved()))
        except (etree.XMLSyntaxError, ValueError) as error:
            raise TemplateProblems([not_whole(each, str(error))]) from error
        except (LookupError, TypeError, ArithmeticError) as error:
            said = "formatted text stands outside a paragraph, or a filter has changed it"
            raise TemplateProblems([not_whole(each, said)]) from error
    if not shared.notes_stay:
        shared.notes.write(styles)
    if shared.ends is not None:
        shared.ends.write(styles)


@contextmanager
def told_of_parts(package: Package, parts: Iterable[Part]) -> Generator[None]:
    """Have what is found wrong with a file told of the part of the template that did it, where one is not well formed.

    Raises:
        TemplateProblems: instead of the error; a filter of the template has cut formatted text, say.
    """
    try:
        yield
    except BrieferError as found:
        for each in parts:
            try:
                parse(package.parts[each.name])
            except (etree.XMLSyntaxError, ValueError) as error:
                raise TemplateProblems([not_whole(each, str(error))]) from found
        raise


def _noted(parts: Iterable[Part]) -> list[tuple[str, str]]:
    """Return the figures that were printed, in their order: of the briefing's notes, or kind and number of others."""
    said = (said for each in parts if each.scopes for said in each.printed.split(marks.SIGN)[1::2])
    asked = [one for one in said if one[:1] in (marks.NOTE, marks.OWN_NOTE)]
    return [(kind, number) for kind, number, *_ in (f"{one[1:]}{marks.BETWEEN}".split(marks.BETWEEN) for one in asked)]


def _notes(context: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the notes of a context, which may be anything but a briefing's."""
    notes = context.get("notes")
    listed = cast("list[object]", notes) if isinstance(notes, list) else []
    groups = [cast("Mapping[str, Any]", each) for each in listed if isinstance(each, Mapping)]
    return [each for each in groups if isinstance(each.get("number"), int) and isinstance(each.get("items"), list)]


class _Shared:
    """What the parts of one file have in common."""

    def __init__(self, package: Package, context: Mapping[str, Any], pictures: Mapping[str, bytes]) -> None:
        self.package = package
        language = context.get("language")
        self.rtl = isinstance(language, Mapping) and bool(cast("Mapping[str, Any]", language).get("rtl", False))
        self.anchors = Anchors()
        self.lists = Lists(package)
        self.drawings = Drawings(package, pictures)
        notes, behind = _notes(context), at_end(context)
        self.notes = Notes(package, [] if behind else notes, rtl=self.rtl)
        self.ends = Notes(package, notes, rtl=self.rtl, kind="endnote") if behind else None
        self.notes_stay = False


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that began at place `at` of what is put together, and what was asked of it since."""

    at: int
    start: str
    look: str
    asked: tuple[Asked, ...] = ()
    row: list[str] | None = None
    pictured: bool = False


class _Resolver:
    """Resolves the marks of one part."""

    def __init__(self, shared: _Shared, part: Part) -> None:
        self._shared = shared
        self._part = part
        self._looks = Looks(part.scopes[0], shared.lists)
        # Most parts declare the prefix of relationships; in one that does not, each link does.
        declared = f' xmlns:r="{R}"' in part.scopes[0]
        self._relation = " r:id" if declared else f' xmlns:r="{R}" r:id'
        self._tidier = Tidier()
        self._out: list[str] = []
        self._open: list[_Paragraph] = []
        self._regions: list[tuple[str, int]] = []
        self._lines: list[Line] = []
        self._lines_at = 0
        self._acts: Mapping[str, Callable[[str], None]] = {
            marks.PARAGRAPH: self._begin,
            marks.PARAGRAPH_END: self._end,
            marks.ANCHOR: self._anchor,
            marks.ANCHOR_END: self._anchor_end,
            marks.NOTE: self._note,
            marks.OWN_NOTE: self._own_note,
            marks.LINK: self._link,
            marks.BIDI: self._bidi,
            marks.COLOR: self._color,
            marks.ITEM: self._item,
            marks.ROW: self._row,
            marks.CELL: self._cell,
            marks.PICTURE: self._picture,
            marks.REGION: self._region,
            marks.REGION_END: self._region_end,
        }

    def resolved(self) -> str:
        """Return the text of the part.

        Raises:
            ValueError, LookupError, etree.XMLSyntaxError: it is not whole.
        """
        pieces = self._part.printed.split(marks.SIGN)
        if not len(pieces) % 2:
            raise ValueError("half of a mark")
        out, acts = self._out, self._acts
        for text, said in zip(pieces[::2], pieces[1::2], strict=False):
            if text:
                out.append(text)
            acts[said[0]](said[1:])
        out.append(pieces[-1])
        self._flush()
        if self._open or self._regions:
            raise ValueError("a paragraph without its end")
        return "".join(out)

    def _begin(self, carried: str) -> None:
        start, look = carried.split(marks.BETWEEN)
        self._open.append(_Paragraph(len(self._out), start, look))
        self._out.append(start + look)

    def _end(self, end: str) -> None:
        paragraph = self._open.pop()
        out, at = self._out, paragraph.at
        if paragraph.row is not None:
            self._hold(paragraph, "".join(out[at + 1 :]).split(marks.SIGN))
            return
        if paragraph.pictured and not self._words("".join(out[at + 1 :])):
            paragraph.asked += (("keep",),)  # a picture alone in its paragraph stays on the page of its caption
        if paragraph.asked:
            out[at] = paragraph.start + self._looks.of(paragraph.look, paragraph.asked)
        out.append(end)

    def _bidi(self, _: str) -> None:
        self._open[-1].asked += (("bidi",),)

    def _color(self, color: str) -> None:
        self._open[-1].asked += (("color", color),)

    def _item(self, carried: str) -> None:
        self._open[-1].asked += (("item", *carried.split(marks.BETWEEN)),)

    def _anchor(self, carried: str) -> None:
        self._out.append(self._shared.anchors.begin(*carried.split(marks.BETWEEN)))

    def _anchor_end(self, carried: str) -> None:
        self._out.append(self._shared.anchors.end(*carried.split(marks.BETWEEN)))

    def _note(self, number: str) -> None:
        shared = self._shared
        self._out.append((shared.ends or shared.notes).printed(int(number)))

    def _own_note(self, carried: str) -> None:
        kind, number, more = carried.split(marks.BETWEEN)
        shared = self._shared
        notes = shared.ends if kind == "endnote" else None if shared.notes_stay else shared.notes
        self._out.append(notes.own(number, more) if notes else f'<w:{kind}Reference w:id="{number}"{more}/>')

    def _link(self, address: str) -> None:
        if not address.startswith(WEB):
            raise ValueError("a link leads to what is no web address")
        relation = self._shared.package.relate(self._part.name, "hyperlink", address, external=True)
        self._out.append(f'{self._relation}="{relation}"')

    def _row(self, carried: str) -> None:
        number, *row = carried.split(marks.BETWEEN)
        if int(number) < 0:  # the caption
            self._open[-1].asked += (("keep",),)
        else:
            self._open[-1].row = row

    def _cell(self, _: str) -> None:
        # In a run of lines that is no table cells are parted by a tab.
        self._out.append("<w:r><w:tab/></w:r>" if self._open[-1].row is None else marks.SIGN)

    def _picture(self, carried: str) -> None:
        drawing = self._shared.drawings.shown(self._part.name, *carried.split(marks.BETWEEN))
        self._out.append(drawing)
        if drawing and self._open:
            self._open[-1].pictured = True

    def _region(self, scope: str) -> None:
        self._regions.append((self._part.scopes[int(scope)], len(self._out)))

    def _region_end(self, _: str) -> None:
        scope, at = self._regions.pop()
        if self._lines_at >= at:
            self._flush()
        root = parse(f"{scope}{''.join(self._out[at:])}</scope>".encode())
        self._tidier.tidy(root)
        self._out[at:] = [within(etree.tostring(root, encoding="unicode"))]

    def _hold(self, paragraph: _Paragraph, cells: list[str]) -> None:
        """Keep a line until its table is there: it goes on where the next line of the same table follows at once."""
        assert paragraph.row is not None
        header, sides, shares, of = paragraph.row
        goes_on = bool(self._lines) and self._lines[-1].of == of
        if not goes_on or "".join(self._out[self._lines_at + 1 : paragraph.at]).strip():
            self._flush()
            self._lines_at = paragraph.at
        del self._out[self._lines_at + 1 :]
        self._lines.append(Line(
            look=paragraph.look, asked=paragraph.asked, cells=tuple(cells), header=bool(header),
            sides=tuple(sides.split()), shares=tuple(map(int, shares.split())), of=of,
        ))  # fmt: skip

    def _flush(self) -> None:
        """Put the table of the lines that were kept where its first line stood."""
        if self._lines:
            self._out[self._lines_at] = table(self._lines, self._looks, rtl=self._shared.rtl)
            self._lines = []

    def _words(self, markup: str) -> str:
        root = parse(f"{self._part.scopes[0]}{markup}</scope>".encode())
        return "".join(map(str, root.itertext())).strip()
