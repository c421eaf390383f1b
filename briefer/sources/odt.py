"""An OpenDocument text (.odt): its paragraphs, headings, lists, tables, links, pictures and notes, changes made.

Deleted text of tracked changes is never read, and a warning says that there is some. Comments are left out.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field, replace
from typing import Any, cast

from briefer.core.reference import Reference
from briefer.core.source import Article, BlockKind, FactOrigin
from briefer.errors import SourceEncrypted, SourceTooLarge
from briefer.sources import dates, left_out
from briefer.sources.builder import Builder
from briefer.sources.language import with_language
from briefer.sources.markup import address
from briefer.sources.metadata import language_tag
from briefer.sources.odt_changes import accept
from briefer.sources.odt_styles import DC, DRAW, MANIFEST, META, OFFICE, SVG, TABLE, TEXT, XLINK, Look, Styles
from briefer.sources.package import Package
from briefer.sources.packed_pictures import PackedPictures
from briefer.sources.people import line, names
from briefer.sources.reading import ReadArticle, answer
from briefer.sources.symbols import raised, signs
from briefer.sources.tree import XmlElement as Element

CALLED = "an OpenDocument text"

_MOST_PARAGRAPHS = 500_000
_MOST_SPAN = 100
_PASSED_OVER = {
    TEXT + "tracked-changes", TEXT + "sequence-decls", TEXT + "variable-decls", TEXT + "user-field-decls",
    TEXT + "dde-connection-decls", TEXT + "alphabetical-index-auto-mark-file", OFFICE + "forms",
    OFFICE + "annotation", OFFICE + "annotation-end", OFFICE + "event-listeners", TEXT + "note-citation",
    TEXT + "ruby-text", TEXT + "hidden-text", SVG + "title", SVG + "desc", OFFICE + "binary-data",
}  # fmt: skip


@dataclass(slots=True)
class _Table:
    number: int
    row: int = -1
    column: int = 0
    header: bool = False


@dataclass(slots=True)
class _Walk:
    builder: Builder
    styles: Styles
    pictures: PackedPictures
    lists: list[str | None] = field(default_factory=list[str | None])
    item: bool = False  # whether the first paragraph of a list item is still to come
    tables: list[_Table] = field(default_factory=list[_Table])
    table_count: int = 0
    notes: list[Element] = field(default_factory=list[Element])
    hidden: bool = False
    looks: list[Look] = field(default_factory=lambda: [Look()])

    def blocks(self, parent: Element) -> None:
        """Read the paragraphs, lists and tables in `parent`, in order."""
        for node in parent:
            tag = node.tag
            if not isinstance(tag, str) or tag in _PASSED_OVER:
                continue
            if tag in (TEXT + "p", TEXT + "h"):
                self.paragraph(node)
            elif tag == TEXT + "list":
                self.list(node)
            elif tag == TABLE + "table":
                self.table(node)
            elif tag == TEXT + "section" and (node.get(TEXT + "display") == "none" or _is_hidden(node)):
                self.hidden = True
            elif tag == DRAW + "frame":
                self.frame(node)
            else:
                self.blocks(node)

    def paragraph(self, node: Element) -> None:
        if any(_is_hidden(field) for field in node.iter(TEXT + "hidden-paragraph")):
            self.hidden = True
            return
        kind, level = self.styles.kind(node.get(TEXT + "style-name"))
        outline = node.get(TEXT + "outline-level") or ""
        if node.tag == TEXT + "h":
            kind, level = "heading", min(int(outline), 6) if outline.isdecimal() and int(outline) else level or 1
        if self.tables:
            if not self.builder.empty:
                self.builder.line_break(paragraphs=False)
        elif self.item and kind != "heading":
            depth = len(self.lists)
            self.builder.open("list-item", level=depth, ordered=self.styles.ordered(self.lists[-1], depth))
        else:
            self.builder.open(cast("BlockKind", kind), level=level)
        self.item = False
        look = self.styles.look("paragraph", node.get(TEXT + "style-name"))
        # That a heading is bold goes without saying.
        self.run(node, replace(look, bold=None) if kind == "heading" else look)
        if not self.tables:
            self.builder.close()

    def list(self, node: Element) -> None:
        outer = self.lists[-1] if self.lists else None
        self.lists.append(node.get(TEXT + "style-name") or outer)
        for item in node:
            if item.tag in (TEXT + "list-item", TEXT + "list-header"):
                self.item = item.tag == TEXT + "list-item"
                self.blocks(item)
        self.item = False
        self.lists.pop()

    # --- tables

    def table(self, node: Element) -> None:
        if self.tables:  # a table inside a cell: its words belong to the cell
            for cell in node.iter(TABLE + "table-cell"):
                if next(cell.iterancestors(TABLE + "table")) is node:
                    self.blocks(cell)
            return
        table = _Table(self.table_count)
        self.table_count += 1
        self.tables.append(table)
        lists, self.lists = self.lists, []
        for row in node.iter(TABLE + "table-row"):
            if next(row.iterancestors(TABLE + "table")) is not node:
                continue
            parent = row.getparent()
            table.row += 1
            table.column = 0
            table.header = parent is not None and parent.tag == TABLE + "table-header-rows"
            self.row(row, table)
        self.builder.close()
        self.lists = lists
        self.tables.pop()

    def row(self, row: Element, table: _Table) -> None:
        for cell in row:
            if cell.tag == TABLE + "table-cell":
                self.builder.open("cell", table=table.number, row=table.row, column=table.column, header=table.header)
                self.blocks(cell)
                self.builder.close()
            if cell.tag in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                repeated = cell.get(TABLE + "number-columns-repeated") or ""
                table.column += min(int(repeated), _MOST_SPAN) if repeated.isdecimal() and int(repeated) else 1

    # --- words

    def run(self, node: Element, look: Look) -> None:
        """Read the words in `node`, which is bold, italic or hidden as `look` says, or else as what is around it."""
        around = self.looks[-1]
        now = Look(
            bold=around.bold if look.bold is None else look.bold,
            italic=around.italic if look.italic is None else look.italic,
            hidden=around.hidden or look.hidden,
            raised=around.raised if look.raised is None else look.raised,
            font=around.font if look.font is None else look.font,
        )
        if now.hidden:
            self.hidden = self.hidden or bool("".join(node.itertext()).strip())
            return
        self.looks.append(now)
        began_bold, began_italic = now.bold and not around.bold, now.italic and not around.italic
        if began_bold:
            self.builder.start_mark("bold")
        if began_italic:
            self.builder.start_mark("italic")
        self.inlines(node)
        if began_italic:
            self.builder.end_mark("italic")
        if began_bold:
            self.builder.end_mark("bold")
        self.looks.pop()

    def inlines(self, parent: Element) -> None:
        self.words(parent.text)
        for node in parent:
            if isinstance(node.tag, str) and node.tag not in _PASSED_OVER:
                self.inline(node, node.tag)
            self.words(node.tail)

    def words(self, words: str | None) -> None:
        if words:
            look = self.looks[-1]
            words = signs(look.font, words) if look.font else words
            self.builder.add(raised(words) if look.raised else words)

    def inline(self, node: Element, tag: str) -> None:
        if tag == TEXT + "span":
            self.run(node, self.styles.look("text", node.get(TEXT + "style-name")))
        elif tag in (TEXT + "s", TEXT + "tab"):
            self.builder.add(" ")
        elif tag == TEXT + "line-break":
            self.builder.line_break(paragraphs=False)
        elif tag in (TEXT + "a", DRAW + "a") and (href := address(node.get(XLINK + "href"), None)) is not None:
            self.builder.start_mark("link", href)
            self.inlines(node)
            self.builder.end_mark("link")
        elif tag == TEXT + "note":
            self.notes.append(node)
            self.builder.add(f"[{len(self.notes)}]")
        elif tag == DRAW + "frame":
            self.frame(node)
        elif tag in (TEXT + "p", TEXT + "h"):  # in a box among the words
            self.builder.line_break(paragraphs=False)
            self.inlines(node)
            self.builder.line_break(paragraphs=False)
        else:
            self.inlines(node)

    def frame(self, node: Element) -> None:
        """Read a frame: the first of its forms that is a picture, or the words in its box."""
        said = (node.find(SVG + "desc"), node.find(SVG + "title"))
        alt = next((line(each.text) for each in said if each is not None), "")
        image = node.find(DRAW + "image")
        box = node.find(DRAW + "text-box")
        if box is not None:
            self.inlines(box)
        elif image is not None:
            href = image.get(XLINK + "href") or ""
            self.builder.image(self.pictures.find(posixpath.normpath(href)) if href else None, alt=alt)

    def add_notes(self) -> None:
        """Add the notes, each behind the figure that stands for it in the text."""
        for figure, note in enumerate(self.notes, 1):
            self.builder.open("paragraph")
            self.builder.add(f"[{figure}] ")
            body = note.find(TEXT + "note-body")
            for index, paragraph in enumerate(() if body is None else body.iter(TEXT + "p", TEXT + "h")):
                if index:
                    self.builder.line_break(paragraphs=False)
                self.inlines(paragraph)
            self.builder.close()


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the article in an OpenDocument text, as plain values.

    Raises:
        SourceEncrypted, SourceDamaged, SourceTooLarge, SourceMislabelled: it cannot be read as one.
        SourceEmpty: there are no words in it.
    """
    package = Package(data, name, CALLED)
    _refuse_encrypted(package, name)
    content = package.bytes("content.xml")
    if content.count(b"<text:p") + content.count(b"<text:h") > _MOST_PARAGRAPHS:
        raise SourceTooLarge(f"“{name}” has more paragraphs than an article may have.")
    root = package.xml("content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise package.wrong_kind("another kind of OpenDocument file")
    deleted = accept(body)
    styles = Styles()
    styles.add(root)
    if "styles.xml" in package:
        styles.add(package.xml("styles.xml"))
    walk = _Walk(Builder(), styles, PackedPictures(package))
    walk.blocks(body)
    walk.add_notes()
    warnings = left_out.sentences(deleted=deleted, hidden=walk.hidden, pictures=walk.pictures.left_out)
    article = walk.builder.article("word", reference=Reference(type="document"), warnings=warnings)
    left_out.refuse_empty(article, name)
    return answer(ReadArticle(article=with_language(_with_facts(article, package)), pictures=walk.builder.pictures))


def _is_hidden(node: Element) -> bool:
    """Say whether the condition under which `node` hides something was met when the document was saved."""
    return node.get(TEXT + "is-hidden") == "true"


def _refuse_encrypted(package: Package, name: str) -> None:
    manifest = "META-INF/manifest.xml"
    locked = manifest in package and package.xml(manifest).find(f".//{MANIFEST}encryption-data") is not None
    if locked or "encrypted-package" in package:
        raise SourceEncrypted(f"“{name}” is encrypted and wants a password.")


def _with_facts(article: Article, package: Package) -> Article:
    if "meta.xml" not in package:
        return article
    facts = package.xml("meta.xml").find(f"{OFFICE}meta")
    if facts is None:
        return article
    said = {node.tag: line(node.text) for node in facts if isinstance(node.tag, str)}
    found: dict[str, Any] = {
        "title": said.get(DC + "title") or None,
        "authors": names([said.get(META + "initial-creator") or said.get(DC + "creator") or ""]),
        "published": dates.iso(said.get(META + "creation-date")),
        "language": language_tag(said.get(DC + "language")),
    }
    known = {fact: value for fact, value in found.items() if value}
    return replace(
        article,
        reference=replace(article.reference, **known),
        origins=tuple(FactOrigin(fact=fact, place="document properties") for fact in known),
    )
