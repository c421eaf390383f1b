"""The Word file of both Word rows: 1,000 passages with notes, through a template that docxtpl can carry out too."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, cast

from docx import Document

from briefer.core.briefing import Text
from briefer.core.passage import Insert, Omit
from briefer.export.context import context
from briefer.packs import shelf
from tests.export.briefings import AGENCY, FACTS, Desk

PASSAGES = 1000
_SOURCES = 40
_WORDS = "Reports about a military presence have entered the broader conversation, and officials were asked about it."
_LINES = (
    ("Title", "{{ briefing.title }}"),
    ("Normal", "{%p for section in sections %}"),
    ("Heading 1", "{{ section.title }}"),
    ("Normal", "{%p for block in section.blocks %}"),
    ("Normal", '{%p if block.kind == "heading" %}'),
    ("Heading 2", "{{r block.paragraphs[0].runs }}"),
    ("Normal", '{%p elif block.kind == "quotation" %}'),
    ("Quote", "{{r block.paragraphs[0].runs }}"),
    ("Normal", "{%p else %}"),
    ("Normal", "{{r block.paragraphs[0].runs }}"),
    ("Normal", "{%p endif %}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p endfor %}"),
    ("Heading 1", "Notes"),
    ("Normal", "{%p for note in notes %}"),
    ("Normal", '{{ note.number }}. {{r note["items"][0].full }}'),
    ("Normal", "{%p endfor %}"),
)


def template() -> bytes:
    """Return a template in docxtpl's dialect: headings, quotations, lines of prose, and a list of the notes."""
    document = Document()
    for style, words in _LINES:
        document.add_paragraph(words, style=style)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def printed() -> dict[str, Any]:
    """Return what it prints: a heading, a quotation of five runs with its note, and a line in italics, for each."""
    pack, desk = shelf.find("standard"), Desk()
    sources = [desk.source(replace(AGENCY, title=f"Bulletin {number} on the border")) for number in range(_SOURCES)]
    for number in range(PASSAGES):
        passage = desk.passage(sources[number % _SOURCES], f"{_WORDS} ({number})", page=str(number + 1))
        said = Text(text=f"Bulletin {number % _SOURCES} on the border, p. {number + 1}", italic=True)
        desk.put(
            pack.sections[number * len(pack.sections) // PASSAGES].key,
            desk.heading(f"Passage {number + 1}"),
            desk.quote(passage, Omit(start=8, end=25), Insert(at=71, text="public ")),
            desk.prose(said),
        )
    return cast("dict[str, Any]", context(desk.briefing(pack, **FACTS), desk.sources, pack))


def standard() -> bytes:
    """Return the standard pack's own template, which docxtpl cannot carry out: it wants our filters."""
    return shelf.find("standard").template(".docx")
