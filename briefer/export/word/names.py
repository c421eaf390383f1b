"""The names of OOXML (ECMA-376, transitional) that this room uses, and the one safe XML parser."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage] - lxml gives its elements no other name

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

NOTE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"


def w(name: str) -> str:
    """Return a name of WordprocessingML."""
    return f"{{{W}}}{name}"


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


def encoded(markup: str) -> bytes:
    """Return the text of a part as Word writes it: UTF-8, declared, standalone.

    Raises:
        UnicodeEncodeError: it has half of a character.
    """
    return f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n{markup}".encode()


def serialise(root: Element) -> bytes:
    """Return a part as Word writes it: UTF-8, declared, standalone."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
