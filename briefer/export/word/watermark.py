"""Writes a word across the pages of a Word file, behind the text as Word's own watermarks are: nothing moves."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from lxml import etree

from briefer.export.word.engine import DOCUMENT
from briefer.export.word.names import Element, W, parse, w
from briefer.export.word.package import Package

_VML, _OFFICE = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
# Centred on the margins and turned, as Word's dialog makes it; names are unique for each header.
_SHAPE = (
    '<w:r xmlns:w="{w}" xmlns:v="{v}" xmlns:o="{o}"><w:rPr><w:noProof/></w:rPr><w:pict>'
    '<v:shapetype id="briefer_mark_type_{n}" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="briefer_mark_{n}" o:spid="_x0000_s{spid}" type="#briefer_mark_type_{n}" alt={alt} '
    'style="position:absolute;margin-left:0;margin-top:0;width:420pt;height:105pt;rotation:315;z-index:-251658240;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" fillcolor="silver" stroked="f"><v:fill opacity=".5"/>'
    '<v:textpath style="font-size:1pt" string={words}/></v:shape></w:pict></w:r>'
)
_FIRST = 3073
"""The number of the first shape: as far from those of a body as Word keeps them."""


def mark(file: bytes, words: str) -> bytes:
    """Return a Word file with `words` across each page that has a header; without any, across its first page.

    Runs in the worker.
    """
    package = Package.read(file)
    headers = package.related(DOCUMENT, "header")
    for number, name in enumerate(headers or [DOCUMENT]):
        root = package.tree(name)
        paragraph = _first_paragraph(root)
        shape = _SHAPE.format(
            w=W, v=_VML, o=_OFFICE, n=number, spid=_FIRST + number, alt=quoteattr(words), words=quoteattr(words)
        )
        properties = paragraph.find(w("pPr"))
        paragraph.insert(0 if properties is None else 1, parse(shape.encode("utf-8")))
        etree.cleanup_namespaces(paragraph)
    return package.write()


def _first_paragraph(root: Element) -> Element:
    """Return the first paragraph that stands in no table, so that the mark is not kept to a cell; a new one if none."""
    holder = root.find(w("body")) if root.tag == w("document") else root
    assert holder is not None
    found = holder.find(w("p"))
    if found is None:
        found = etree.Element(w("p"))
        holder.insert(0, found)
    return found
