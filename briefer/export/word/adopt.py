"""Makes a template of any Word file: one that has no tags yet gets those that print a whole briefing."""

from __future__ import annotations

from typing import Any

from lxml import etree

from briefer.export.word.engine import DOCUMENT, text_parts
from briefer.export.word.names import SPACE, Element, w
from briefer.export.word.package import Package
from briefer.export.word.styles import by_names

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TITLE, _BODY, _SOURCES = "{{ briefing.title }}", "{{ body }}", "{{ sources }}"
_TAGS = ("{{", "{%")


def adopt(template: bytes) -> dict[str, Any]:
    """Return ``{"file": bytes, "placed": [tag]}``: a .docx or .dotx as a template, and the tags that were placed.

    Runs in the worker. Where no tag is written yet, ``{{ body }}`` and ``{{ sources }}`` go where the last empty
    paragraph of the text is, else to its end, below the title of the briefing unless there is a paragraph in the style
    *Title*. Everything else stays as it is.

    Raises:
        TemplateError: it cannot be read, or holds what a template may not hold.
    """
    package = Package.read(template)
    package.declare(DOCUMENT, _MAIN)  # a .dotx says that it is a template; what is made with it is a document
    placed = [] if _is_tagged(package) else _place(package)
    return {"file": package.write(), "placed": list[Any](placed)}


def _is_tagged(package: Package) -> bool:
    for name in text_parts(package):
        for paragraph in package.tree(name).iter(w("p")):
            words = "".join(text.text or "" for text in paragraph.iter(w("t")))
            if any(tag in words for tag in _TAGS):
                return True
    return False


def _place(package: Package) -> list[str]:
    body = package.tree(DOCUMENT).find(w("body"))
    if body is None:
        return []
    title = by_names(package, "paragraph").get("title", "")
    tags = [_BODY, _SOURCES] if title and _has(body, title) else [_TITLE, _BODY, _SOURCES]
    paragraphs = [_paragraph(tag, title if tag == _TITLE else "") for tag in tags]
    empty = next((each for each in reversed(body) if each.tag == w("p") and _is_empty(each)), None)
    if empty is not None:
        at = body.index(empty)
        body.remove(empty)
    else:
        at = next((index for index, each in enumerate(body) if each.tag == w("sectPr")), len(body))
    for offset, paragraph in enumerate(paragraphs):
        body.insert(at + offset, paragraph)
    return tags


def _is_empty(paragraph: Element) -> bool:
    """Return whether nothing stands in a paragraph, not even a break, a picture or the end of a section."""
    look = paragraph.find(w("pPr"))
    if look is not None and look.find(w("sectPr")) is not None:
        return False
    kept = (w("pPr"), w("bookmarkStart"), w("bookmarkEnd"), w("proofErr"))
    runs = [each for each in paragraph if each.tag not in kept]
    return all(each.tag == w("r") and all(part.tag == w("rPr") for part in each) for each in runs)


def _has(body: Element, style: str) -> bool:
    return any(found.get(w("val")) == style for found in body.iter(w("pStyle")))


def _paragraph(words: str, style: str) -> Element:
    paragraph = etree.Element(w("p"))
    if style:
        etree.SubElement(etree.SubElement(paragraph, w("pPr")), w("pStyle")).set(w("val"), style)
    text = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"))
    text.set(SPACE, "preserve")
    text.text = words
    return paragraph
