"""Reads exported files back in the tests, by means of its own: zip and XML of the standard library."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from briefer.core.briefing import BlockQuotation, Briefing, InlineQuotation

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(file: Path, name: str) -> ElementTree.Element:
    """Return the root of a part of a Word file."""
    with zipfile.ZipFile(file) as archive:
        return ElementTree.fromstring(archive.read(f"word/{name}.xml"))


def raw(file: Path, name: str) -> str:
    """Return a part as text."""
    with zipfile.ZipFile(file) as archive:
        return archive.read(name).decode()


def words(element: ElementTree.Element) -> str:
    """Return the words of an element; a break counts as a space."""
    return "".join((child.text or "") if child.tag == f"{W}t" else " " if child.tag in (f"{W}br", f"{W}tab") else ""
                   for child in element.iter())  # fmt: skip


def paragraphs(file: Path) -> list[str]:
    """Return the words of each paragraph of the document."""
    return [words(paragraph) for paragraph in part(file, "document").iter(f"{W}p")]


def notes(file: Path) -> list[str]:
    """Return the words of each footnote, without the separators."""
    return [
        words(note).strip() for note in part(file, "footnotes").iter(f"{W}footnote") if note.get(f"{W}type") is None
    ]


def references(file: Path) -> list[str]:
    """Return the ids of the figures in the document, in order."""
    return [found.get(f"{W}id", "") for found in part(file, "document").iter(f"{W}footnoteReference")]


def quoted(briefing: Briefing) -> list[str]:
    """Return the words of every quotation of a briefing, in order."""
    found: list[str] = []
    for section in briefing.sections:
        for block in section.blocks:
            if isinstance(block, BlockQuotation):
                found.append(block.quotation.text)
            else:
                found += [inline.quotation.text for inline in block.inlines if isinstance(inline, InlineQuotation)]
    return found


def bare(text: str) -> str:
    """Return the letters and figures of a text alone: what hyphens, line ends, marks and spaces cannot change."""
    return re.sub(r"[\W_]+", "", text.replace("\u00ad", ""))


def missing(quotations: list[str], text: str) -> list[str]:
    """Return the quotations of which a word is not in `text`, sought one behind the other."""
    whole = bare(text)
    return [quotation for quotation in quotations if bare(quotation) not in whole]
