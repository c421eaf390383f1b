"""Values to rows and rows to values, and nothing else: no connection, no query."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from functools import lru_cache
from typing import Any, cast

from briefer.core import article_wire, wire
from briefer.core.briefing import Block, Briefing, BriefingId, Facts, Issue
from briefer.core.change import Edit
from briefer.core.custody import Entry
from briefer.core.found import BriefingInfo
from briefer.core.history import Step
from briefer.core.passage import Passage, PassageId
from briefer.core.reference import Reference
from briefer.core.source import Article, FactOrigin, Source, SourceId
from briefer.core.strict import checked, strings
from briefer.core.text import clean, sha256_text
from briefer.errors import BadRequest, EditRefused, LibraryDamaged

Row = dict[str, Any]
Read = Mapping[str, Any]


def dumped(value: object) -> str:
    """Return `value` as JSON, always the same for the same value.

    NUL is escaped by every JSON, half a surrogate pair here, since no database takes either.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, sort_keys=True, separators=(",", ":"))
    return text


def loaded(text: str, sha256: str, what: str) -> Any:
    """Return the JSON value in `text`, after a look at its hash.

    Raises:
        LibraryDamaged: the text is not the one that was written.
    """
    if sha256_text(text) != sha256:
        raise damaged(what)
    return json.loads(text)


def sha256_bytes(data: bytes) -> str:
    """Return the SHA-256 of `data`, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def damaged(what: str) -> LibraryDamaged:
    """Return the error for content that does not match its hash."""
    return LibraryDamaged(
        f"{what} is damaged in the library: it is not what was written there.",
        "Nothing was changed. Open a backup of the library.",
    )


# --- sources ----------------------------------------------------------------------------------------------------------


def reference_row(reference: Reference) -> Row:
    """Return the columns of a source that hold its reference."""
    facts = {name: value and clean(value) for name, value in asdict(reference).items() if name != "authors"}
    authors = [clean(author) for author in reference.authors]
    return {
        **facts,
        "authors": dumped(authors),
        "reference_sha256": sha256_text(dumped({**facts, "authors": authors})),
    }


def source_row(source: Source) -> Row:
    """Return a source as a row."""
    return {
        **reference_row(source.reference),
        "id": source.id,
        "number": source.number,
        "kind": source.kind,
        "sha256": source.sha256,
        "text_sha256": source.text_sha256,
        "words": source.words,
        "opening": source.opening,
        "file": source.file,
        "origin": source.origin,
        "captured": source.captured,
        "grade": source.grade,
        "duplicate_of": source.duplicate_of,
        "warnings": dumped(list(source.warnings)),
        "reading": source.reading,
        "origins": origins_text(source.origins),
        "flags": dumped(list(source.flags)),
        "container": dumped(article_wire.container_to_json(source.container)) if source.container is not None else None,
        "capture_of": source.capture_of,
    }


SOURCE_COLUMNS = (
    "id", "number", "kind", "type", "title", "authors", "publisher", "published", "accessed", "url", "language",
    "sha256", "text_sha256", "words", "opening", "file", "origin", "captured", "grade", "duplicate_of", "warnings",
    "reading", "origins", "flags", "container", "capture_of",
)  # fmt: skip


def source_from(row: Sequence[Any]) -> Source:
    """Return the source in a row of `SOURCE_COLUMNS`."""
    (
        id_, number, kind, type_, title, authors, publisher, published, accessed, url, language,
        sha256, text_sha256, words, opening, file, origin, captured, grade, duplicate_of, warnings, reading,
        origins, flags, container, capture_of,
    ) = row  # fmt: skip
    return Source(
        id=id_,
        number=number,
        kind=kind,
        reference=Reference(
            type=type_,
            title=title,
            authors=_words(authors),
            publisher=publisher,
            published=published,
            accessed=accessed,
            url=url,
            language=language,
        ),
        sha256=sha256,
        text_sha256=text_sha256,
        words=words,
        opening=opening,
        file=file,
        origin=origin,
        captured=captured,
        grade=grade,
        duplicate_of=duplicate_of,
        warnings=_words(warnings),
        reading=reading,
        origins=_origins(origins),
        flags=cast("Any", _words(flags)),
        container=article_wire.container_from_json(json.loads(container)) if container is not None else None,
        capture_of=capture_of,
    )


def origins_text(origins: Sequence[FactOrigin]) -> str:
    """Return where facts were found as the library keeps it."""
    return dumped({origin.fact: clean(origin.place) for origin in origins})


@lru_cache(4096)  # thousands of sources have their facts from the same few places
def _origins(text: str) -> tuple[FactOrigin, ...]:
    return tuple(FactOrigin(fact=fact, place=place) for fact, place in json.loads(text).items())


def _words(text: str) -> tuple[str, ...]:
    """Return a JSON list of words. Ten thousand are read when a library opens, and nearly all escape nothing."""
    if text == "[]":
        return ()
    if "\\" in text:
        return tuple(json.loads(text))
    return tuple(text[2:-2].split('","'))


def article_row(source: SourceId, article: Article) -> Row:
    """Return an article as a row."""
    data = article_wire.article_to_json(article)
    text = data.pop("text")
    structure = dumped(data)
    return {
        "source": source,
        "text": text,
        "text_sha256": sha256_text(text),
        "structure": structure,
        "structure_sha256": sha256_text(structure),
    }


def article_from(row: Read) -> Article:
    """Return the article in a row.

    Raises:
        LibraryDamaged: it is not what was written.
    """
    if sha256_text(row["text"]) != row["text_sha256"]:
        raise damaged("An article")
    data = loaded(row["structure"], row["structure_sha256"], "An article")
    return article_wire.article_from_json({**data, "text": row["text"]})


# --- passages ---------------------------------------------------------------------------------------------------------


def passage_row(passage: Passage) -> Row:
    """Return a passage as a row."""
    text = dumped(wire.passage_to_json(passage))
    region = passage.region
    # Several parts of one page begin at the same place of the text: their row names the part too, to be told apart.
    part = f" {region.page} {region.left} {region.top} {region.right} {region.bottom}" if region is not None else ""
    return {
        "id": passage.id,
        "source": passage.source,
        "number": passage.number,
        "start": passage.start,
        "end": passage.end,
        "text_sha256": passage.text_sha256 + part,
        "passage": text,
        "passage_sha256": sha256_text(text),
    }


def passage_from(row: Read) -> Passage:
    """Return the passage in a row.

    Raises:
        LibraryDamaged: it is not what was written.
    """
    return wire.passage_from_json(loaded(row["passage"], row["passage_sha256"], "A passage"))


# --- the custody log --------------------------------------------------------------------------------------------------


def entry_from(row: Read) -> Entry:
    """Return the line of the custody log in a row."""
    return Entry(
        seq=row["seq"],
        at=row["at"],
        source=SourceId(row["source"]),
        event=row["event"],
        detail=json.loads(row["detail"]),
        sha256=row["sha256"],
    )


# --- briefings --------------------------------------------------------------------------------------------------------


def head_to_json(briefing: Briefing) -> dict[str, Any]:
    """Return everything of a briefing but its blocks and its number, which is the library's to give."""
    issue = briefing.issue
    told = {"issue": {"former": issue.former, "carried": list(issue.carried)}} if issue is not None else {}
    return {
        "facts": asdict(briefing.facts),
        "pack": briefing.pack,
        "pack_version": briefing.pack_version,
        "sections": [wire.section_to_json(each) for each in briefing.sections],
        "joined": list(briefing.joined),
        "numbered": list(briefing.numbered),
        **told,
    }


def briefing_from_json(
    id_: BriefingId, number: int, head: dict[str, Any], content: Mapping[str, tuple[Block, ...]]
) -> Briefing:
    """Return the briefing with the head that `head_to_json` wrote and the blocks of its sections and tray.

    Raises:
        BadRequest: the head does not have the shape of one.
    """
    try:
        known = {field.name for field in fields(Facts)}
        facts = checked(Facts(**{name: value for name, value in head["facts"].items() if name in known}))
        sections = tuple(wire.section_from_json(each, content.get(each["key"], ())) for each in head["sections"])
        return checked(
            Briefing(
                id=id_,
                number=number,
                facts=facts,
                pack=head["pack"],
                pack_version=head["pack_version"],
                sections=sections,
                tray=content.get("tray", ()),
                joined=cast("tuple[SourceId, ...]", strings(head["joined"])),
                numbered=cast("tuple[SourceId, ...]", strings(head["numbered"])),
                issue=_issue(head.get("issue")),
            )
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BadRequest("This briefing was not written by briefer, or was changed since.", "") from error


def _issue(told: dict[str, Any] | None) -> Issue | None:
    if told is None:
        return None
    carried = cast("tuple[PassageId, ...]", strings(told["carried"]))
    return checked(Issue(former=BriefingId(told["former"]), carried=carried))


def head_row(briefing: Briefing, modified: str) -> Row:
    """Return a briefing as a row, without its blocks."""
    head = dumped(head_to_json(briefing))
    return {
        "id": briefing.id,
        "number": briefing.number,
        "title": clean(briefing.facts.title),
        "pack": briefing.pack,
        "status": briefing.facts.status,
        "modified": modified,
        "head": head,
        "head_sha256": sha256_text(head),
    }


def info_from(row: Read) -> BriefingInfo:
    """Return what a list shows of the briefing in a row."""
    return BriefingInfo(
        id=row["id"],
        number=row["number"],
        title=row["title"],
        pack=row["pack"],
        status=row["status"],
        modified=row["modified"],
    )


def block_row(briefing: BriefingId, section: str, place: int, block: Block) -> Row:
    """Return a block as a row."""
    text = dumped(wire.block_to_json(block))
    return {
        "briefing": briefing,
        "id": block.id,
        "section": section,
        "place": place,
        "block": text,
        "block_sha256": sha256_text(text),
    }


def block_from(row: Read, known: Mapping[PassageId, Passage]) -> Block:
    """Return the block in a row, which cites passages among `known`.

    Raises:
        LibraryDamaged: it is not what was written.
    """
    try:
        return wire.block_from_json(loaded(row["block"], row["block_sha256"], "A block of the briefing"), known)
    except (BadRequest, EditRefused) as error:
        raise damaged("A block of the briefing") from error


# --- the undo list ----------------------------------------------------------------------------------------------------


def step_row(briefing: BriefingId, step: Step) -> Row:
    """Return a step that was just done as a row."""
    text = dumped(wire.edit_to_json(step.edit))
    return {
        "briefing": briefing,
        "seq": step.seq,
        "state": "done",
        "open": int(step.open),
        "at": step.at,
        "edit": text,
        "edit_sha256": sha256_text(text),
    }


def edit_from(row: Read, known: Mapping[PassageId, Passage]) -> Edit:
    """Return the edit in a row.

    Raises:
        LibraryDamaged: it is not what was written.
    """
    try:
        return wire.edit_from_json(loaded(row["edit"], row["edit_sha256"], "A step of the undo list"), known)
    except (BadRequest, EditRefused) as error:
        raise damaged("A step of the undo list") from error


def step_from(row: Read, known: Mapping[PassageId, Passage]) -> Step:
    """Return the step in a row; a run of typing is over when it comes back from the library.

    Raises:
        LibraryDamaged: it is not what was written.
    """
    return Step(seq=row["seq"], edit=edit_from(row, known), at=row["at"])
