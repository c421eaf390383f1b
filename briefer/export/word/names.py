"""The names of OOXML (ECMA-376, transitional) that this room uses, and the one safe XML parser."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from briefer.errors import TemplateError

Element: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage] - lxml gives its elements no other name

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
OURS = "urn:briefer:template"
"""What the runs filter leaves for `finish`: never in a finished file."""
MARK = "briefer"
"""The prefix of `OURS`, which every part has at hand while it is printed: see `marked` and `unmark`."""
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

NOTE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"


def w(name: str) -> str:
    """Return a name of WordprocessingML."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    """Return a name of the relationships between parts."""
    return f"{{{R}}}{name}"


def ours(name: str) -> str:
    """Return a name of our own marks."""
    return f"{{{OURS}}}{name}"


def marked(root: Element, written: str) -> str:
    """Return a part as it was `written`, its root declaring the prefix of our marks.

    To declare it once is a good deal quicker than at each mark: both to read and to take away.

    Raises:
        TemplateError: the part has that prefix for something else, which our marks would become.
    """
    declared = f"xmlns:{MARK}="
    if written.count(declared) != written.count(f'{declared}"{OURS}"') and any(
        element.nsmap.get(MARK, OURS) != OURS for element in root.iter()
    ):
        raise TemplateError(
            f"The template has the prefix “{MARK}” for something of its own.",
            "Give that another prefix, then try again.",
        )
    if MARK in root.nsmap:
        return written
    name = etree.QName(root).localname
    head = f"<{root.prefix}:{name}" if root.prefix else f"<{name}"
    return f'{head} xmlns:{MARK}="{OURS}"{written.removeprefix(head)}'


def unmark(root: Element) -> None:
    """Take the prefix of our marks away from a part; all others stay."""
    # Some prefixes are named in words only (ECMA-376, part 3, 7.2), and have to be declared all the same.
    declared = {prefix for holder in (root, *root.iter(f"{{{MC}}}Choice")) for prefix in holder.nsmap if prefix}
    etree.cleanup_namespaces(root, keep_ns_prefixes=sorted(declared - {MARK}))


def escaped(text: str) -> str:
    """Return words as they are written between two tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def parse(data: bytes) -> Element:
    """Return the root of an XML part: no entities, no network, no document type.

    Raises:
        etree.XMLSyntaxError: it is not well formed.
        ValueError: it has a document type, which no part of a Word file has.
    """
    # remove_blank_text would eat spaces between runs.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type")
    return root


def serialise(root: Element) -> bytes:
    """Return a part as Word writes it: UTF-8, declared, standalone."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
