"""The Word file of both Word rows: 1,000 passages with notes, through the standard pack's own template."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from briefer.export.context import context
from briefer.packs import shelf
from tests.export.briefings import AGENCY, FACTS, Desk

PASSAGES = 1000
_SOURCES = 40
_WORDS = "Reports about a military presence have entered the broader conversation, and officials were asked about it."


def template_and_context() -> tuple[bytes, dict[str, Any]]:
    """Return the bytes of the template and what it prints: quotations in all sections, each with a note of its own."""
    pack, desk = shelf.find("standard"), Desk()
    sources = [desk.source(replace(AGENCY, title=f"Bulletin {number} on the border")) for number in range(_SOURCES)]
    for number in range(PASSAGES):
        passage = desk.passage(sources[number % _SOURCES], f"{_WORDS} ({number})", page=str(number + 1))
        desk.put(pack.sections[number * len(pack.sections) // PASSAGES].key, desk.quote(passage))
    view = context(desk.briefing(pack, **FACTS), desk.sources, pack)
    return pack.template(".docx"), cast("dict[str, Any]", view)
