"""An e-book (EPUB 2 and 3): its chapters in the order in which they are read, with headings, tables and pictures.

Nothing that it names outside itself is fetched.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote, urldefrag

from briefer.core.reference import Reference
from briefer.core.source import Article, FactOrigin
from briefer.errors import SourceDamaged, SourceEmpty, SourceEncrypted, SourceUnreadable
from briefer.sources import dates, left_out, limits
from briefer.sources.builder import Builder
from briefer.sources.dom import Element, has_words
from briefer.sources.encoding import decode
from briefer.sources.language import with_language
from briefer.sources.markup import walk
from briefer.sources.metadata import language_tag
from briefer.sources.package import Package
from briefer.sources.page_pictures import MOST, PagePictures
from briefer.sources.people import line, names
from briefer.sources.reading import ReadArticle, answer
from briefer.sources.tree import XmlElement, lift_inlined, parse

CALLED = "an e-book"

_INSIDE = "https://book.invalid/"  # what relative addresses start from; a name that can never lead anywhere (RFC 2606)
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
# What only veils fonts, in the two ways there are; whatever else is encrypted is what there is to read.
_VEILED = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES = ("application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_EMPTY = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s[^<>]*?)?)/>")


@dataclass(frozen=True, slots=True)
class _Files(Mapping[str, bytes]):
    """The members of the book as the files that its pages name; each is unpacked when it is asked for."""

    package: Package

    def __getitem__(self, address: str) -> bytes:
        try:
            return self.package.bytes(unquote(address.removeprefix(_INSIDE)))
        except SourceUnreadable as error:
            raise KeyError(address) from error

    def __contains__(self, address: object) -> bool:
        if not isinstance(address, str) or not address.startswith(_INSIDE):
            return False
        try:
            self[address]
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class _Item:
    member: str
    kind: str
    properties: str


@dataclass(slots=True)
class _Book:
    package: Package
    builder: Builder = field(default_factory=Builder)
    tables: int = 0
    left_out: int = 0
    missing: int = 0

    def add(self, member: str, label: str) -> None:
        """Add a chapter, under its name in the table of contents where it has no heading of its own."""
        try:
            page = decode(self.package.bytes(member), markup=True)
        except SourceUnreadable:
            self.missing += 1
            return
        page, inlined = lift_inlined(_EMPTY.sub(_opened, page))
        tree = parse(page)
        if tree is None:
            return
        found = tree.find("body")
        body = found if found is not None else tree
        headed = any(True for _ in body.iter("h1", "h2", "h3", "h4", "h5", "h6"))
        if label and has_words(body) and not headed:
            _drop_first(body, label)
            self.builder.open("heading", level=1)
            self.builder.add(label)
            self.builder.close()
        room = len(self.builder.pictures) < MOST
        pictures = PagePictures(inlined, _Files(self.package) if room else {}, _INSIDE + member)
        self.tables = walk(body, self.builder, first_table=self.tables, pictures=pictures)
        self.builder.close()
        self.left_out += pictures.left_out + (0 if room else sum(1 for _ in body.iter("img")))


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the article in an e-book, as plain values.

    Raises:
        SourceEncrypted, SourceDamaged, SourceTooLarge: it cannot be read as one.
        SourceEmpty: there are no words in it.
    """
    package = Package(data, name, CALLED)
    _refuse_encrypted(package, name)
    opf = _opf(package, name)
    root = package.xml(opf, bare_doctype=True)
    items = _items(root, posixpath.dirname(opf))
    labels = _labels(package, root, items)
    book = _Book(package)
    spine = [items[each] for node in root.iter(f"{_OPF}itemref") if (each := node.get("idref") or "") in items]
    for item in spine[: limits.MOST_ENTRIES]:
        if item.kind in _PAGES and "nav" not in item.properties.split():
            book.add(item.member, labels.get(item.member, ""))
    warnings: list[str] = []
    if book.missing:
        count = "A chapter is" if book.missing == 1 else f"{book.missing} chapters are"
        warnings.append(f"{count} missing or damaged, and left out.")
    if book.left_out:
        warnings.append(left_out.PICTURES)
    article = book.builder.article("epub", reference=Reference(type="book"), warnings=warnings)
    if not article.text.replace("\ufffc", "").strip():
        if book.missing:
            raise SourceDamaged(f"“{name}” is damaged: its chapters are missing or cannot be unpacked.")
        raise SourceEmpty(f"“{name}” has no words in it.")
    return answer(ReadArticle(article=with_language(_with_facts(article, root)), pictures=book.builder.pictures))


def _drop_first(body: Element, label: str) -> None:
    """Remove the paragraph that a chapter's name is, which was not marked as its heading."""
    for node in body.iter("p", "div"):
        words = line("".join(node.itertext()))
        if words == label:
            node.drop_tree()
        if words == label or (words and node.tag == "p"):
            return


def _opened(match: re.Match[str]) -> str:
    """Return an element that is closed as it opens in the two tags that HTML wants for it."""
    tag, attributes = match[1], match[2]
    return match[0] if tag.lower() in _VOID else f"<{tag}{attributes}></{tag}>"


def _refuse_encrypted(package: Package, name: str) -> None:
    member = "META-INF/encryption.xml"
    if member in package:
        methods = [node.get("Algorithm") for node in package.xml(member).iter("{*}EncryptionMethod")]
        if any(method not in _VEILED for method in methods):
            raise SourceEncrypted(f"“{name}” is protected: only its own reading program can open it.")


def _opf(package: Package, name: str) -> str:
    member = "META-INF/container.xml"
    if member in package:
        for node in package.xml(member).iter(f"{_CONTAINER}rootfile"):
            if (path := node.get("full-path") or "") in package:
                return path
    raise SourceDamaged(f"“{name}” is damaged: it does not say where its chapters are.")


def _items(root: XmlElement, folder: str) -> dict[str, _Item]:
    found: dict[str, _Item] = {}
    for node in root.iter(f"{_OPF}item"):
        member = _member(folder, node.get("href"))
        item = _Item(member, (node.get("media-type") or "").lower(), node.get("properties") or "")
        found.setdefault(node.get("id") or "", item)
    return found


def _member(folder: str, href: str | None) -> str:
    path = unquote(urldefrag(href or "")[0])
    return posixpath.normpath(posixpath.join(folder, path)).lstrip("/") if path else ""


# --- the table of contents: what chapters are called, by the members they are in --------------------------------------


def _labels(package: Package, root: XmlElement, items: dict[str, _Item]) -> dict[str, str]:
    found: dict[str, str] = {}
    try:
        for item in items.values():
            if "nav" in item.properties.split() and item.member in package:
                _add_nav(found, parse(decode(package.bytes(item.member), markup=True)), item.member)
        spine = root.find(f"{_OPF}spine")
        ncx = items.get(spine.get("toc") or "") if spine is not None else None
        if not found and ncx is not None and ncx.member in package:
            _add_ncx(found, package.xml(ncx.member, bare_doctype=True), ncx.member)
    except SourceUnreadable:  # the chapters are there all the same
        return found
    return found


def _add_nav(found: dict[str, str], tree: Element | None, member: str) -> None:
    if tree is not None:
        for link in tree.iterfind(".//nav//a[@href]"):
            target = _member(posixpath.dirname(member), link.get("href"))
            found.setdefault(target, line("".join(link.itertext())))


def _add_ncx(found: dict[str, str], root: XmlElement, member: str) -> None:
    for point in root.iter(f"{_NCX}navPoint"):
        label, content = point.find(f"{_NCX}navLabel/{_NCX}text"), point.find(f"{_NCX}content")
        if label is not None and content is not None:
            found.setdefault(_member(posixpath.dirname(member), content.get("src")), line(label.text))


def _with_facts(article: Article, root: XmlElement) -> Article:
    said: dict[str, list[str]] = {}
    roles = {
        (node.get("refines") or "").removeprefix("#"): line(node.text)
        for node in root.iter(f"{_OPF}meta")
        if node.get("property") == "role"
    }
    for node in root.iter(*(f"{_DC}{each}" for each in ("title", "creator", "publisher", "date", "language"))):
        role = node.get(f"{_OPF}role") or roles.get(node.get("id") or "", "aut")
        beside = role != "aut" or node.get(f"{_OPF}event") in ("modification", "conversion")
        if text := line(node.text):
            said.setdefault(("other " if beside else "") + str(node.tag).removeprefix(_DC), []).append(text)
    found: dict[str, Any] = {
        "title": next(iter(said.get("title", [])), None),
        "authors": names(said.get("creator") or said.get("other creator", [])),
        "publisher": next(iter(said.get("publisher", [])), None),
        "published": next((date for each in said.get("date", []) if (date := dates.iso(each))), None),
        "language": language_tag(next(iter(said.get("language", [])), None)),
    }
    known = {fact: value for fact, value in found.items() if value}
    return replace(
        article,
        reference=replace(article.reference, **known),
        origins=tuple(FactOrigin(fact=fact, place="Dublin Core") for fact in known),
    )
