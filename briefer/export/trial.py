"""Briefings that templates are tried with before anybody relies on them: a full one, and those that break templates.

What is in them is made up. Ids are the same each time, so that what is printed is.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from itertools import count
from typing import Any

from briefer.core.briefing import (
    Block,
    BlockId,
    BlockQuotation,
    Briefing,
    BriefingId,
    CitationMark,
    Facts,
    Footnote,
    Heading,
    InlineId,
    ListItem,
    Paragraph,
    Section,
    Table,
    Text,
)
from briefer.core.passage import CitationItem, Omit, Passage, PassageId, Quotation
from briefer.core.reference import Reference
from briefer.core.source import Source, SourceId
from briefer.core.text import sha256_text
from briefer.export.context import context
from briefer.packs.pack import Pack

_MANY = 500
_SAID = "Residents near the crossing said that convoys had passed at night, while the ministry spoke of an exercise."
_SIGNS = "a < b & \"c\" > 'd' {{ x }} {% y %} #let *z* [w](v) \\ $ _ ` @e"
_RTL = "قال سكان قرب المعبر إن قوافل مرت ليلاً، بينما تحدثت الوزارة عن تدريب."
_FACTS = {
    "title": "Movements at the crossing", "question": "Does this point to an intervention before winter?",
    "author": "Northern desk", "recipient": "Head of section", "distribution": "Regional section", "number": "12",
    "version": "2", "supersedes": "11", "date": "2024-10-21", "period_from": "2024-10-14", "period_to": "2024-10-20",
    "cutoff": "2024-10-20T18:00+02:00", "marking": "TLP:GREEN",
    "bottom_line": "The reports rest on one newspaper. An intervention before winter is unlikely.",
}  # fmt: skip


def trials(pack: Pack) -> Mapping[str, dict[str, Any]]:
    """Return contexts of `pack` by what they are, as a problem says it: the first is an ordinary full briefing."""
    return {
        "a full briefing": _context(pack, _SAID, _FACTS),
        "an empty briefing": _context(pack, "", {}),
        "a briefing full of signs": _context(
            pack, _SIGNS, dict.fromkeys(("title", "author", "marking", "number"), _SIGNS)
        ),
        "a briefing written from right to left": _context(pack, _RTL, {**_FACTS, "title": _RTL[:30], "language": "ar"}),
        f"a briefing of {_MANY} passages": _context(pack, _SAID, _FACTS, passages=_MANY),
    }


def _context(pack: Pack, words: str, facts: Mapping[str, Any], passages: int = 1) -> dict[str, Any]:
    maker = _Maker(words)
    shares = [passages // len(pack.sections) + (at < passages % len(pack.sections)) for at in range(len(pack.sections))]
    sections = tuple(
        Section(
            key=one.key,
            title=one.title,
            hint=one.hint,
            blocks=tuple(maker.blocks(share if passages > 1 else 1)) if words else (),
        )
        for one, share in zip(pack.sections, shares, strict=True)
    )
    numbered = (maker.source.id,) if words else ()
    briefing = Briefing(id=BriefingId(maker.id()), number=1, facts=Facts(**facts), sections=sections, numbered=numbered)
    return context(briefing, {maker.source.id: maker.source}, pack)


class _Maker:
    """Makes the blocks of a trial out of the same words."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._ids = count(1)
        self._handles = count(1)
        self.source = Source(
            id=SourceId(self.id()),
            number=1,
            kind="html",
            reference=Reference(
                title=words[:40] or None, publisher="Northern Press", published="2024-10-19",
                accessed="2024-10-20", url="https://npa.example/2024/10/19/draft-law?a=1&b=2",
            ),
            sha256="0" * 64,
            text_sha256="0" * 64,
            words=900,
            opening=words[:40],
            file="article.html",
        )  # fmt: skip

    def id(self) -> str:
        """Return the next id."""
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"trial {next(self._ids)}"))

    def blocks(self, quotations: int) -> list[Block]:
        """Return a block of each kind, and as many quotations."""
        words = self._words
        omitted = (Omit(start=4, end=8),) if len(words) > 12 else ()
        return [
            Heading(id=BlockId(self.id()), inlines=(Text(text=words[:30]),), level=1),
            Paragraph(
                id=BlockId(self.id()),
                inlines=(
                    Text(text=words),
                    Text(text=" bold", bold=True),
                    Text(text=" link", href="https://example.org/?a=1&b=2"),
                    self._mark(),
                    Footnote(id=InlineId(self.id()), words=(Text(text=words),)),
                ),
            ),
            *(
                ListItem(id=BlockId(self.id()), inlines=(Text(text=words),), ordered=ordered, level=level)
                for ordered, level in ((False, 1), (False, 2), (True, 1), (True, 1))
            ),
            *(
                BlockQuotation(
                    id=BlockId(self.id()),
                    quotation=Quotation(passage=passage, edits=omitted, citation=(CitationItem(passage=passage),)),
                )
                for passage in (self._passage() for _ in range(quotations))
            ),
            Table(
                id=BlockId(self.id()),
                rows=(
                    ((Text(text="Side"),), (Text(text="Count"),)),
                    ((Text(text=words), self._mark()), (Text(text="1,234"),)),
                ),
                caption=(Text(text=words[:30]),),
            ),
        ]

    def _passage(self) -> Passage:
        return Passage(
            id=PassageId(self.id()),
            source=self.source.id,
            source_number=1,
            number=next(self._handles),
            exact=self._words,
            start=0,
            end=len(self._words),
            text_sha256=sha256_text(self._words),
            page="3",
            paragraph=2,
        )

    def _mark(self) -> CitationMark:
        return CitationMark(id=InlineId(self.id()), citation=(CitationItem(passage=self._passage()),))
