"""Briefings made by hand for the tests of export: sources of several kinds, passages, and sections of any length."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import count

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
    Inline,
    InlineId,
    InlineQuotation,
    ListItem,
    Paragraph,
    Section,
    Text,
)
from briefer.core.passage import CitationItem, Passage, PassageId, Quotation, QuotationEdit
from briefer.core.reference import Reference
from briefer.core.source import Source, SourceId
from briefer.core.text import sha256_text
from briefer.packs import shelf
from briefer.packs.pack import Pack

LE_MONDE = Reference(
    title="Des mouvements de troupes inquiètent les alliés",
    authors=("Claire Dupont",),
    publisher="Le Monde",
    published="2024-10-18",
    accessed="2024-10-20",
    url="https://www.lemonde.example/international/article/2024/10/18/des-mouvements-de-troupes-inquietent_6354921_3210.html",
    language="fr",
)
AGENCY = Reference(
    title="Draft law on border restrictions tabled in parliament",
    publisher="Northern Press Agency",
    published="2024-10-19",
    accessed="2024-10-20",
    url="https://npa.example/2024/10/19/draft-law",
    language="en",
)
NAMELESS = Reference()


@dataclass
class Desk:
    """Makes sources and passages with ids that are the same in every run, and puts a briefing together."""

    sources: dict[SourceId, Source] = field(default_factory=dict)
    sections: dict[str, list[Block]] = field(default_factory=dict)
    numbered: list[SourceId] = field(default_factory=list)
    _ids: count[int] = field(default_factory=lambda: count(1))
    _passages: count[int] = field(default_factory=lambda: count(1))

    def id(self) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_OID, str(next(self._ids))))

    def source(self, reference: Reference = AGENCY, **facts: object) -> Source:
        number = len(self.sources) + 1
        plain = Source(
            id=SourceId(self.id()),
            number=number,
            kind="html",
            reference=reference,
            sha256="0" * 64,
            text_sha256="0" * 64,
            words=900,
            opening="It was said on the radio that the border" if reference.title is None else "",
            file=f"article-{number}.html",
        )
        made = replace(plain, **facts)
        self.sources[made.id] = made
        return made

    def passage(self, source: Source, exact: str, *, page: str | None = None, paragraph: int | None = 3) -> Passage:
        return Passage(
            id=PassageId(self.id()),
            source=source.id,
            source_number=source.number,
            number=next(self._passages),
            exact=exact,
            start=0,
            end=len(exact),
            text_sha256=sha256_text(exact),
            page=page,
            paragraph=paragraph,
        )

    def cite(self, *passages: Passage, **item: str) -> CitationMark:
        self._number(passages)
        return CitationMark(
            id=InlineId(self.id()), citation=tuple(CitationItem(passage=passage, **item) for passage in passages)
        )

    def quote(self, passage: Passage, *edits: QuotationEdit, **item: str) -> BlockQuotation:
        self._number([passage])
        return BlockQuotation(
            id=BlockId(self.id()),
            quotation=Quotation(passage=passage, edits=edits, citation=(CitationItem(passage=passage, **item),)),
        )

    def inline(self, passage: Passage, *edits: QuotationEdit) -> InlineQuotation:
        self._number([passage])
        return InlineQuotation(id=InlineId(self.id()), quotation=Quotation(passage=passage, edits=edits))

    def note(self, *words: Text | str) -> Footnote:
        runs = tuple(each if isinstance(each, Text) else Text(text=each) for each in words)
        return Footnote(id=InlineId(self.id()), words=runs)

    def prose(self, *inlines: Inline | str) -> Paragraph:
        return Paragraph(id=BlockId(self.id()), inlines=_inlines(inlines))

    def heading(self, text: str, level: int = 1) -> Heading:
        return Heading(id=BlockId(self.id()), inlines=(Text(text=text),), level=level)

    def item(self, *inlines: Inline | str, ordered: bool = False, level: int = 1) -> ListItem:
        return ListItem(id=BlockId(self.id()), inlines=_inlines(inlines), ordered=ordered, level=level)

    def put(self, key: str, *blocks: Block) -> Desk:
        self.sections.setdefault(key, []).extend(blocks)
        return self

    def briefing(self, pack: Pack | None = None, **facts: str) -> Briefing:
        pack = pack or shelf.find("standard")
        return Briefing(
            id=BriefingId(self.id()),
            number=1,
            facts=Facts(**{"title": "Reported troop movements", **facts}),
            sections=tuple(
                Section(key=one.key, title=one.title, hint=one.hint, blocks=tuple(self.sections.get(one.key, ())))
                for one in pack.sections
            ),
            numbered=tuple(self.numbered),
        )

    def _number(self, passages: Iterable[Passage]) -> None:
        for passage in passages:
            if passage.source not in self.numbered:
                self.numbered.append(passage.source)


def _inlines(parts: Iterable[Inline | str]) -> tuple[Inline, ...]:
    return tuple(Text(text=part) if isinstance(part, str) else part for part in parts)


FACTS = {
    "question": "Do the reported movements point to an intervention before winter?",
    "author": "Northern desk",
    "recipient": "Head of the regional section",
    "distribution": "Regional section, duty officer",
    "number": "12",
    "version": "2",
    "date": "2024-10-21",
    "period_from": "2024-10-14",
    "period_to": "2024-10-20",
    "cutoff": "2024-10-20T18:00+02:00",
    "marking": "TLP:GREEN",
    "bottom_line": "The reports are consistent but rest on one newspaper. An intervention before winter is unlikely; "
    "what is said publicly in the next two weeks matters more than what is moved.",
}

_WORDS = (
    "Reports about a military presence have entered the broader conversation, and officials were asked about it twice.",
    "A French newspaper circulated a story on the topic which other outlets repeated without checking it themselves.",
    "Residents near the crossing said that convoys had passed at night, while the ministry spoke of an exercise.",
    "The draft law would restrict movement within thirty kilometres of the border until the end of March.",
    "Observers counted forty vehicles, which is fewer than in the same week of the year before.",
    "Traders have begun to keep smaller stocks, and two bus lines no longer run after dark.",
)


def page(**facts: str) -> tuple[Desk, Briefing]:
    """Return a briefing of one page: each kind of quotation once, three sources."""
    desk = Desk()
    agency, monde, radio = desk.source(AGENCY), desk.source(LE_MONDE), desk.source(NAMELESS, file="restraint.txt")
    cited = desk.passage(agency, _WORDS[1])
    quoted = desk.passage(monde, "Les convois ont franchi le pont « de nuit ».", page="4")
    desk.put("situation", desk.prose(_WORDS[0], desk.cite(cited)), desk.quote(quoted))
    desk.put("risks", desk.prose("It said: ", desk.inline(desk.passage(radio, _WORDS[4])), desk.cite(quoted)))
    desk.put("restraint", desk.prose("Statements should wait.", desk.cite(desk.passage(monde, "Mots.", page="5"))))
    return desk, desk.briefing(**{**FACTS, **facts})


def sample(rounds: int = 1, **facts: str) -> tuple[Desk, Briefing]:
    """Return a briefing with everything in it; each round adds about a page and a half."""
    desk = Desk()
    monde, agency = desk.source(LE_MONDE), desk.source(AGENCY)
    radio = desk.source(NAMELESS, file="restraint.txt")
    more = [desk.source(replace(AGENCY, title=f"Bulletin {n} on the border", url=None)) for n in range(rounds // 8)]
    for turn in range(rounds):
        words = [f"{text}" for text in _WORDS[turn % 6 :] + _WORDS[: turn % 6]]
        other = more[turn % len(more)] if more else agency
        first = desk.passage(
            monde, "Les convois ont franchi le pont « de nuit », selon deux témoins.", page=str(4 + turn)
        )
        second = desk.passage(agency, words[1])
        third = desk.passage(radio, f"{words[2]}\n{words[3]}", paragraph=7 + turn)
        fourth = desk.passage(other, words[4], page="B 2")
        desk.put(
            "situation",
            desk.heading(f"Reports of the week {turn + 1}") if rounds > 3 else desk.heading("Reports of the week"),
            desk.prose("Three outlets describe movements near the crossing; none saw them itself.", desk.cite(second)),
            desk.quote(first),
            desk.prose(
                "The agency calls the law ", desk.inline(desk.passage(agency, "“necessary and overdue”")),
                ".", desk.cite(second, fourth, prefix="compare"), " Own prose in ", Text(text="bold", bold=True),
                ", ", Text(text="italic", italic=True), " and with a ",
                Text(text="link", href="https://example.org/a?b=1&c=2"), " goes on for a while so that a line breaks.",
            ),
        )  # fmt: skip
        desk.put(
            "actors",
            desk.prose("Those who act, and those who are affected:"),
            desk.item("The ministry, which speaks of an exercise.", desk.cite(third)),
            desk.item("Its regional office in particular.", level=2),
            desk.item("Residents near the crossing."),
            desk.quote(third),
        )
        notes = ("Counted to the evening of the ", Text(text="20th", bold=True), "."), ("Two more are expected.",)
        noted = [desk.note(*runs) for runs in notes if not turn]
        desk.put(
            "risks",
            desk.prose("Two developments would change the assessment:"),
            desk.item("A second bridge is closed to civilians.", ordered=True),
            desk.item("The law is passed with its emergency clause.", desk.cite(second), ordered=True),
            desk.prose("Neither", *noted[:1], f" has been seen so far. {words[5]}", desk.cite(fourth), *noted[1:]),
            desk.quote(fourth),
        )
        desk.put(
            "restraint",
            desk.prose("Public statements should wait until the second source is confirmed.", desk.cite(first)),
            desk.item("No comment on numbers of vehicles.", ordered=True),
            desk.item("No reference to the draft law as decided.", ordered=True),
        )
    return desk, desk.briefing(**{**FACTS, **facts})
