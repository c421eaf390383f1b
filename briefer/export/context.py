"""A briefing as the plain mapping that templates see: dict, list, str, int, bool, None and nothing else.

It is a public contract: each of its names is declared in `briefer.export.fields`, from which the help is made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from briefer.citing.format import Apparatus, Entry, Note, NoteItem, notes
from briefer.citing.kept import Kept
from briefer.citing.language import Language, load
from briefer.core.briefing import UNTITLED, Briefing, Facts, Heading, Section
from briefer.core.source import Source, SourceId
from briefer.core.text import clean, count_words
from briefer.export import annex
from briefer.export.blocks import DROPPED, BlockPrinter, anchor, own_runs, paragraph, runs_of, safe_href, text_run
from briefer.export.pictures import Pictures
from briefer.packs.look import Look
from briefer.packs.pack import PAPERS, Pack
from briefer.worker import Plain

SHORT_PAGES = 2
"""Up to this many pages the source list is compact."""
LONG_PAGES = 10
"""From this many pages on there is a list of contents."""

_SHORT_TITLE = 60
# A longer marking does not fit beside a short title.
_MARKING = 24
# Spaces that hold words together (12 000, « oui ») stay what they are.
_BLANK = re.compile(r"[^\S\u00a0\u202f]+")
# What takes room on a page beside words, in words: measured on briefings of 1 to 60 pages.
_TITLE_ROOM, _HEADING_ROOM, _BLOCK_ROOM, _NOTE_ROOM, _ENTRY_ROOM = 70, 25, 8, 8, 14
# FIRST, Traffic Light Protocol 2.0: the colour of the letters; the ground is black.
_TLP = {
    "TLP:RED": "FF2B2B",
    "TLP:AMBER": "FFC000",
    "TLP:AMBER+STRICT": "FFC000",
    "TLP:GREEN": "33FF00",
    "TLP:CLEAR": "FFFFFF",
}


def language_of(briefing: Briefing, pack: Pack) -> tuple[Language, Pack]:
    """Return the language a briefing is printed in (its own, else the pack's), and the pack in that language."""
    tag = briefing.facts.language.strip() or pack.language
    pack = pack.in_language(tag)
    return load(tag, pack.words, pack.date_form), pack


def context(
    briefing: Briefing,
    sources: Mapping[SourceId, Source],
    pack: Pack,
    pictures: Pictures | None = None,
    kept: Kept | None = None,
) -> dict[str, Any]:
    """Return what templates see of a briefing; the tray is not part of it, nor are the bytes of its `pictures`.

    With what was `kept` of the last one only that is made which changed since; nobody may change what is returned then.

    Raises:
        ExportError: a source that is cited is not among `sources`.
    """
    language, local = language_of(briefing, pack)
    kept = kept or Kept()
    # Not the briefing: its blocks, and the numbers of figures and sources, are told for each thing that is made.
    kept.begin((language, pack, dict(sources), dict(pictures or {})))
    apparatus = notes(briefing, sources, language, pack.citation, kept)
    languages = {source.id: source.reference.language for source in sources.values()}
    printer = BlockPrinter(
        language, languages, apparatus.figures, pack.block_quotation_marks, pictures, pack.quoted_in, kept
    )
    printed = [_section(section, printer, pack, local, kept) for section in briefing.sections]
    paper = briefing.facts.paper if briefing.facts.paper in PAPERS else pack.paper
    width, height = PAPERS[paper]
    facts = briefing.facts
    return {
        "briefing": _facts(briefing, language),
        "facts": _said(facts, language),
        "sections": [section for section in printed if section["blocks"] or section["empty"]],
        "notes": [kept.of(("note", note.number), partial(_note, language, kept), note) for note in apparatus.notes],
        "sources": [_entry(entry, language) for entry in apparatus.entries],
        "summary": annex.summary(apparatus, language),
        "passages": annex.passages(apparatus, language, languages, kept),
        "words": dict(language.words),
        "language": {"tag": language.tag, "rtl": language.right_to_left},
        "paper": {"name": paper, "width": width, "height": height},
        "length": _length(printed, facts, apparatus, pack, kept),
        "marking": {
            "text": line(facts.marking),
            "color": _TLP.get(facts.marking.strip(), ""),
            "background": "000000" if facts.marking.strip() in _TLP else "",
            "long": len(line(facts.marking)) > _MARKING,
        },
        "pack": {"name": pack.name, "version": pack.version, "title": local.title, "notes": pack.notes},
        "look": _look(pack.look),
    }


def _look(look: Look) -> Plain:
    return {name: line(value) if isinstance(value, str) else value for name, value in asdict(look).items()}


def line(text: str) -> str:
    """Return `text` on one line, without what no file can hold."""
    return _BLANK.sub(" ", clean(text).translate(DROPPED)).strip()


def short_title(title: str) -> str:
    """Return a title that fits a page header."""
    title = line(title)
    return title if len(title) <= _SHORT_TITLE else title[:_SHORT_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _facts(briefing: Briefing, language: Language) -> dict[str, Plain]:
    facts = briefing.facts
    title = line(facts.title) or UNTITLED
    status_key = facts.status.replace(" ", "_")
    bottom: list[Plain] = [
        paragraph([text_run(text)], language) for part in facts.bottom_line.split("\n") if (text := line(part))
    ]
    return {
        "title": title,
        "short_title": short_title(title),
        "question": line(facts.question),
        "author": line(facts.author),
        "recipient": line(facts.recipient),
        "distribution": line(facts.distribution),
        "number": line(facts.number),
        "version": line(facts.version),
        "supersedes": line(facts.supersedes),
        "date": language.date(line(facts.date)),
        "date_iso": line(facts.date),
        "period": language.span(line(facts.period_from), line(facts.period_to)),
        "cutoff": language.date(line(facts.cutoff)),
        "marking": line(facts.marking),
        "status": language.word(status_key),
        "status_key": status_key,
        "handle": briefing.handle,
        "bottom_line": bottom,
    }


def _said(facts: Facts, language: Language) -> list[Plain]:
    """Return the rows of a title block: label and text of each fact that was said, in the order of a letterhead."""
    version = f", {language.word('version')} {line(facts.version)}" if line(facts.version) else ""
    rows = [
        ("number", line(facts.number) + version if line(facts.number) else ""),
        ("date", language.date(line(facts.date))),
        ("author", line(facts.author)),
        ("recipient", line(facts.recipient)),
        ("distribution", line(facts.distribution)),
        ("period_label", language.span(line(facts.period_from), line(facts.period_to))),
        ("cutoff", language.date(line(facts.cutoff))),
        ("status", language.word(facts.status.replace(" ", "_")) if facts.status != "released" else ""),
        ("supersedes", line(facts.supersedes)),
    ]
    return [{"label": language.word(key), "text": text} for key, text in rows if text]


def _section(section: Section, printer: BlockPrinter, pack: Pack, local: Pack, kept: Kept) -> dict[str, Any]:
    own, translated = pack.section(section.key), local.section(section.key)
    title = section.title
    # A title the analyst left as the pack has it follows the briefing's language; their own words stay.
    if own and translated and title == own.title:
        title = translated.title
    blocks: list[Plain] = []
    number = level = 0
    before: Plain = None
    for block in section.blocks:
        view = printer.block(block)
        if view is None:
            continue
        placed: dict[str, Plain] = {}
        if view["kind"] == "list-item":
            if before != "list-item":
                number = printer.next_list()
            placed = {"list": number}
        elif view["kind"] == "heading" and isinstance(block, Heading):
            # PDF/UA-1 (ISO 14289-1, 7.4.2) wants no level left out.
            level = min(block.level, level + 1)
            placed = {"level": level}
        before = view["kind"]
        blocks.append(kept.of(("placed", block.id), _placed, view, placed))
    return {
        "key": section.key,
        # Nor does it take a heading without words.
        "title": line(title) or (translated.title if translated else section.key),
        "anchor": anchor(f"section-{section.key}"),
        "color": own.color if own else "5C5B57",
        "advice": bool(own and own.advice),
        "empty": translated.empty if translated else "",
        "blocks": blocks,
    }


def _placed(view: dict[str, Plain], place: dict[str, Plain]) -> dict[str, Plain]:
    return {**view, **place}


def _note(language: Language, kept: Kept, note: Note) -> Plain:
    # By the items themselves, whatever their number: a figure before them changes it and nothing else.
    items = kept.of(("noted", id(note.items)), partial(_note_items, language), note.items)
    return {"number": note.number, "items": items, "own": own_runs(note.own)}


def _note_items(language: Language, items: tuple[NoteItem, ...]) -> list[Plain]:
    return [
        {
            "source": item.source,
            "full": runs_of(item.full, language),
            "short": runs_of(item.short, language),
            "again": runs_of(item.again, language),
        }
        for item in items
    ]


def _entry(entry: Entry, language: Language) -> Plain:
    """Return a line of the source list; ``paragraph`` is the whole of it, the address as a link."""
    runs = runs_of(entry.reference, language)
    if entry.url:
        runs += [text_run(". "), text_run(entry.url, href=safe_href(entry.url), proof=False)]
        runs += [text_run(f" ({entry.accessed})")] if entry.accessed else []
    elif entry.accessed or entry.file:
        told = ", ".join(part for part in (entry.file, entry.accessed) if part)
        runs += [text_run(f" ({told})")]
    # A full stop behind a bare address would be read as part of it.
    if not entry.url or entry.accessed:
        runs.append(text_run("."))
    return {
        "number": entry.number,
        "title": line(entry.title),
        "publisher": line(entry.publisher),
        "url": clean(entry.url),
        "accessed": entry.accessed,
        "file": line(entry.file),
        "published": language.day_of(entry.published) if entry.published else "",
        "grade": line(entry.grade),
        "paragraph": {"runs": runs, "rtl": language.right_to_left, "language": None},
    }


def _length(sections: list[dict[str, Any]], facts: Facts, apparatus: Apparatus, pack: Pack, kept: Kept) -> Plain:
    """Estimate the pages: both formats decide by it, so that they have the same parts."""
    words = count_words(facts.bottom_line) + count_words(facts.question)
    room = _TITLE_ROOM
    for section in sections:
        room += _HEADING_ROOM + _BLOCK_ROOM * len(section["blocks"])
        words += sum(kept.of(("words", block["anchor"]), _words_of, block["paragraphs"]) for block in section["blocks"])
    room += _NOTE_ROOM * len(apparatus.notes) + _ENTRY_ROOM * len(apparatus.entries)
    pages = max(1, -(-(words + room) // pack.words_per_page))
    return {"words": words, "pages": pages, "short": pages <= SHORT_PAGES, "long": pages >= LONG_PAGES}


def _words_of(paragraphs: list[dict[str, Any]]) -> int:
    return sum(count_words("".join(run["text"] for run in part["runs"])) for part in paragraphs)
