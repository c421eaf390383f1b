"""A Word file (.docx): its paragraphs, headings, lists, tables, links and notes, as they read with all changes made.

Deleted text of tracked changes and hidden text are never read as the article's words: a warning says that there is
some.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from typing import Any

from briefer.core.reference import Reference
from briefer.core.source import FactOrigin
from briefer.errors import SourceTooLarge
from briefer.sources import dates, left_out, symbols
from briefer.sources.builder import Builder
from briefer.sources.language import with_language
from briefer.sources.markup import address
from briefer.sources.metadata import language_tag
from briefer.sources.package import Package
from briefer.sources.packed_pictures import PackedPictures
from briefer.sources.people import line, names
from briefer.sources.reading import ReadArticle, answer
from briefer.sources.tree import XmlElement as Element
from briefer.sources.word_changes import accept
from briefer.sources.word_styles import Styles, W, attribute, children, local, on

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DOCUMENT = f"{_RELATIONS}/officeDocument"
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_MOST_PARAGRAPHS = 500_000
_PROPERTIES = {"rPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "instrText"}
_HEX = re.compile(r"[0-9A-Fa-f]{1,4}")
_PRIVATE = re.compile("[\uf020-\uf0ff]")  # where Word puts the signs of fonts that have no letters
_JUNK_AUTHORS = {"python-docx", "user", "admin", "administrator", "author", "unknown", "microsoft office user"}


@dataclass(slots=True)
class _Table:
    number: int
    row: int = -1
    column: int = 0
    header: bool = False


@dataclass(slots=True)
class _Walk:
    package: Package
    builder: Builder
    styles: Styles
    folder: str
    links: dict[str, str]
    pictures: PackedPictures
    embedded: dict[str, str]
    notes: dict[str, dict[str, Element]] = field(default_factory=dict[str, dict[str, Element]])
    cited: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    tables: list[_Table] = field(default_factory=list[_Table])
    table_count: int = 0
    deleted: bool = False
    hidden: bool = False
    chunks: int = 0
    fields: list[str] = field(default_factory=list[str])

    def blocks(self, parent: Element) -> None:
        """Read the paragraphs and tables in `parent`, in order."""
        for node in children(parent):
            name = local(node)
            if name == "p":
                self.paragraph(node)
            elif name == "tbl":
                self.table(node)
            elif name == "AlternateContent":
                self.blocks(_chosen(node))
            elif name == "altChunk":
                self.chunks += 1
            elif name not in _PROPERTIES:
                self.blocks(node)  # content controls, custom XML, insertions

    def paragraph(self, node: Element) -> None:
        style = self.styles.paragraph(node)
        if self.tables:
            if not self.builder.empty:
                self.builder.line_break(paragraphs=False)
        elif style.heading:
            self.builder.open("heading", level=style.heading)
        elif style.list_level:
            self.builder.open("list-item", level=style.list_level, ordered=style.ordered)
        elif style.caption:
            self.builder.open("caption")
        elif style.quotation:
            self.builder.open("quotation")
        else:
            self.builder.open("paragraph")
        self.inlines(node)
        if not self.tables:
            self.builder.close()

    def table(self, node: Element) -> None:
        if self.tables:  # a table inside a cell: its words belong to the cell
            self.blocks_of_cells(node)
            return
        table = _Table(self.table_count)
        self.table_count += 1
        self.tables.append(table)
        for row in node.iter(W + "tr"):
            if next(row.iterancestors(W + "tbl")) is not node:
                continue
            properties = row.find(W + "trPr")
            table.row += 1
            before = properties.find(W + "gridBefore") if properties is not None else None
            table.column = _columns(before, 0)
            table.header = properties is not None and on(properties.find(W + "tblHeader"))
            self.row(row, table)
        self.builder.close()
        self.tables.pop()

    def row(self, row: Element, table: _Table) -> None:
        for cell in row.iter(W + "tc"):
            if next(cell.iterancestors(W + "tr")) is not row:
                continue
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            continued = merge is not None and (attribute(merge, "val") or "continue") == "continue"
            if not continued:
                self.builder.open("cell", table=table.number, row=table.row, column=table.column, header=table.header)
                self.blocks(cell)
                self.builder.close()
            table.column += _columns(span, 1)

    def blocks_of_cells(self, node: Element) -> None:
        for cell in node.iter(W + "tc"):
            if next(cell.iterancestors(W + "tbl")) is node:
                self.blocks(cell)

    def lines(self, parent: Element) -> None:
        """Read the paragraphs in `parent` as lines of the block that is open."""
        for node in children(parent):
            name = local(node)
            if name == "p":
                self.inlines(node)
                self.builder.line_break(paragraphs=False)
            elif name == "AlternateContent":
                self.lines(_chosen(node))
            elif name not in _PROPERTIES:
                self.lines(node)

    def inlines(self, parent: Element) -> None:
        """Read the runs in `parent`: words, breaks, links, fields, pictures and note references."""
        for node in children(parent):
            name = local(node)
            if name == "r":
                self.run(node)
            elif name == "hyperlink":
                target = self.links.get(node.get(f"{{{_RELATIONS}}}id") or "")
                self.linked(node, address(target, None))
            elif name == "fldSimple":
                self.linked(node, _field_link(attribute(node, "instr") or ""))
            elif name == "AlternateContent":
                self.inlines(_chosen(node))
            elif name == "t" and node.tag != W + "t":
                self.builder.add(node.text or "")  # a formula's letters
            elif name not in _PROPERTIES:
                self.inlines(node)

    def linked(self, node: Element, href: str | None) -> None:
        if href is None:
            self.inlines(node)
            return
        self.builder.start_mark("link", href)
        self.inlines(node)
        self.builder.end_mark("link")

    def run(self, run: Element) -> None:
        look = self.styles.run(run)
        if look.hidden:
            self.hidden = self.hidden or bool("".join(run.itertext()).strip())
            self.field_marks(run)
            return
        if look.bold:
            self.builder.start_mark("bold")
        if look.italic:
            self.builder.start_mark("italic")
        for node in children(run):
            if look.raised and node.tag == W + "t":
                self.builder.add(symbols.raised(_shown(node)))
            else:
                self.content(node)
        if look.italic:
            self.builder.end_mark("italic")
        if look.bold:
            self.builder.end_mark("bold")

    def content(self, node: Element) -> None:
        name = local(node)
        if name == "t":
            self.builder.add(_shown(node))
        elif name == "sym":
            code = attribute(node, "char") or ""
            known = int(code, 16) if _HEX.fullmatch(code) else 0
            self.builder.add(symbols.sign(attribute(node, "font") or "", known) or symbols.UNKNOWN)
        elif name in ("tab", "ptab"):
            self.builder.add(" ")
        elif name in ("br", "cr"):
            if attribute(node, "type") in (None, "textWrapping"):
                self.builder.line_break(paragraphs=False)
            else:
                self.builder.add(" ")
        elif name == "noBreakHyphen":
            self.builder.add("\u2011")
        elif name == "softHyphen":
            self.builder.add("\u00ad")
        elif name in ("fldChar", "instrText"):
            self.field_mark(node)
        elif name in _NOTES:
            self.note(name, attribute(node, "id") or "")
        elif name == "AlternateContent":
            for inner in children(_chosen(node)):
                self.content(inner)
        elif name in ("drawing", "pict", "object"):
            self.drawing(node)
        elif name == "ruby" and (base := node.find(W + "rubyBase")) is not None:
            self.inlines(base)

    def drawing(self, node: Element) -> None:
        if boxes := _boxes(node):
            self.builder.line_break(paragraphs=False)
            for box in boxes:
                self.lines(box)
            return
        picture = next((inner for inner in node.iter() if local(inner) in ("blip", "imagedata")), None)
        if picture is not None:
            # A picture that is only linked to has its place and its words; nothing is fetched.
            names = (f"{{{_RELATIONS}}}{name}" for name in ("embed", "id"))
            member = next(
                (self.embedded[each] for name in names if (each := picture.get(name) or "") in self.embedded), ""
            )
            described = next((inner for inner in node.iter() if local(inner) in ("docPr", "shape")), None)
            alt = "" if described is None else described.get("descr") or described.get("alt") or ""
            self.builder.image(self.pictures.find(member) if member else None, alt=line(alt))

    # --- fields: begin, code, separate, result, end, each in a run of its own

    def field_marks(self, run: Element) -> None:
        for node in children(run):
            if local(node) in ("fldChar", "instrText"):
                self.field_mark(node)

    def field_mark(self, node: Element) -> None:
        if local(node) == "instrText":
            if self.fields:
                self.fields[-1] += node.text or ""
            return
        kind = attribute(node, "fldCharType")
        if kind == "begin":
            self.fields.append("")
        elif kind == "separate" and self.fields:
            if (href := _field_link(self.fields[-1])) is not None:
                self.builder.start_mark("link", href)
                self.fields[-1] = "\0link"
        elif kind == "end" and self.fields and self.fields.pop() == "\0link":
            self.builder.end_mark("link")

    # --- notes: their words come at the end, each behind the figure that stands for it in the text

    def note(self, name: str, number: str) -> None:
        part = f"{self.folder}/{_NOTES[name]}.xml".lstrip("/")
        if part in self.package:
            if part not in self.notes:
                root = self.package.xml(part)
                self.deleted = accept(root) or self.deleted
                self.notes[part] = {attribute(note, "id") or "": note for note in children(root)}
            self.cited.append((part, number))
            self.builder.add(f"[{len(self.cited)}]")

    def add_notes(self) -> None:
        for figure, (part, number) in enumerate(list(self.cited), 1):
            note = self.notes[part].get(number)
            if note is None:
                continue
            self.builder.open("paragraph")
            self.builder.add(f"[{figure}] ")
            self.lines(note)
            self.builder.close()


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the article in a Word file, as plain values.

    Raises:
        SourceEncrypted, SourceDamaged, SourceTooLarge, SourceMislabelled: it cannot be read as one.
        SourceEmpty: there are no words in it.
    """
    package = Package(data, name)
    part = _main_part(package)
    if package.bytes(part).count(b"<w:p") > _MOST_PARAGRAPHS:
        raise SourceTooLarge(f"“{name}” has more paragraphs than an article may have.")
    root = package.xml(part)
    deleted = accept(root)
    folder = posixpath.dirname(part)
    links: dict[str, str] = {}
    embedded: dict[str, str] = {}
    for relation in _relations(package, part):
        key, target = relation.get("Id", ""), relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            links[key] = target
        else:
            embedded[key] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    pictures = PackedPictures(package)
    walk = _Walk(package, Builder(), Styles(package, folder), folder, links, pictures, embedded, deleted=deleted)
    walk.blocks(root)
    walk.add_notes()
    warnings = left_out.sentences(deleted=walk.deleted, hidden=walk.hidden, pictures=pictures.left_out)
    warnings += ["A part of it is a file of another kind inside it, and was left out."] if walk.chunks else []
    reference = _reference(package)
    article = walk.builder.article("word", reference=reference, warnings=warnings)
    left_out.refuse_empty(article, name)
    known = [fact for fact in ("title", "authors", "published", "language") if getattr(reference, fact)]
    article = replace(article, origins=tuple(FactOrigin(fact=fact, place="document properties") for fact in known))
    return answer(ReadArticle(article=with_language(article), pictures=walk.builder.pictures))


def _main_part(package: Package) -> str:
    for relation in _relations(package, ""):
        if relation.get("Type") == _DOCUMENT:
            part = (relation.get("Target") or "").lstrip("/")
            if not part.startswith("word/"):
                raise package.wrong_kind("another kind of Office file")
            return part
    raise package.wrong_kind("a ZIP archive")


def _relations(package: Package, part: str) -> list[Element]:
    folder, name = posixpath.split(part)
    member = posixpath.join(folder, "_rels", f"{name}.rels")
    return children(package.xml(member)) if member in package else []


def _columns(node: Element | None, otherwise: int) -> int:
    value = attribute(node, "val") if node is not None else None
    return min(int(value), 100) if value and value.isdecimal() else otherwise


def _chosen(alternate: Element) -> Element:
    """Return the one of several renderings of the same thing that is read: the first, which is the richest."""
    return next(iter(children(alternate)), alternate)


def _boxes(drawing: Element) -> list[Element]:
    """Return the text boxes in `drawing`, those in its groups too, but not what an older program reads instead."""
    found: list[Element] = []
    open_nodes = [drawing]
    while open_nodes:
        node = open_nodes.pop()
        if node.tag == W + "txbxContent":
            found.append(node)
        else:
            open_nodes += reversed([_chosen(node)] if local(node) == "AlternateContent" else children(node))
    return found


def _shown(node: Element) -> str:
    """Return the words of a run's text; signs that stand in the private area are what their font shows for them."""
    words = node.text or ""
    if words.isascii() or not _PRIVATE.search(words):
        return words
    run = node.getparent()
    fonts = run.find(f"{W}rPr/{W}rFonts") if run is not None else None
    font = "" if fonts is None else attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""
    return _PRIVATE.sub(lambda each: symbols.sign(font, ord(each[0])) or each[0], words)


def _field_link(code: str) -> str | None:
    words = code.replace('"', " ").split()
    return address(words[1], None) if len(words) > 1 and words[0].upper() == "HYPERLINK" else None


def _reference(package: Package) -> Reference:
    if "docProps/core.xml" not in package:
        return Reference(type="document")
    facts = {local(node): line(node.text) for node in children(package.xml("docProps/core.xml"))}
    author = facts.get("creator", "")
    title = facts.get("title", "")
    return Reference(
        type="document",
        title=title if title and title.casefold() not in ("word document", "untitled", "document") else None,
        authors=() if author.casefold() in _JUNK_AUTHORS else names([author]),
        # python-docx leaves the date of its own template in what it makes.
        published=None if author == "python-docx" else dates.iso(facts.get("created")),
        language=language_tag(facts.get("language")),
    )
