"""Values to rows and back, and nothing else."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row

from briefer.core import wire
from briefer.core.briefing import Block, Briefing, BriefingId, Facts, Section
from briefer.core.history import Step
from briefer.core.passage import Passage
from briefer.core.reference import Reference
from briefer.core.source import Article, Source, SourceId
from briefer.core.text import sha256_text
from briefer.errors import LibraryDamaged

Values = dict[str, Any]


def dumps(data: Any) -> str:
    """Return `data` as compact JSON, keys in order, so that the same value has the same hash."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def checked(text: str, sha256: str, what: str) -> Any:
    """Return the JSON `text` read, after its hash was found right.

    Raises:
        LibraryDamaged: the text is not what was written.
    """
    if sha256_text(text) != sha256:
        raise LibraryDamaged(f"{what} in the library does not match its own hash.", "Open a backup of the library.")
    return json.loads(text)


def from_source(source: Source) -> Values:
    """Return the row of a source."""
    return {
        "id": source.id,
        "number": source.number,
        "kind": source.kind,
        "reference": dumps(source.reference.to_json()),
        "sha256": source.sha256,
        "text_sha256": source.text_sha256,
        "words": source.words,
        "opening": source.opening,
        "file": source.file,
        "origin": source.origin,
        "captured": source.captured,
        "grade": source.grade,
        "duplicate_of": source.duplicate_of,
        "warnings": dumps(list(source.warnings)),
        "reading": source.reading,
    }


def to_source(row: Row[Any]) -> Source:
    """Return the source of a row."""
    return Source(
        id=SourceId(row.id),
        number=row.number,
        kind=row.kind,
        reference=Reference.from_json(json.loads(row.reference)),
        sha256=row.sha256,
        text_sha256=row.text_sha256,
        words=row.words,
        opening=row.opening,
        file=row.file,
        origin=row.origin,
        captured=row.captured,
        grade=row.grade,
        duplicate_of=row.duplicate_of,
        warnings=tuple(json.loads(row.warnings)),
        reading=row.reading,
    )


def from_article(source: SourceId, article: Article) -> Values:
    """Return the row of an article's text and structure."""
    structure = wire.article_to_json(article)
    del structure["text"]
    body = dumps(structure)
    return {
        "source": source,
        "text": article.text,
        "text_sha256": sha256_text(article.text),
        "structure": body,
        "structure_sha256": sha256_text(body),
    }


def to_article(row: Row[Any]) -> Article:
    """Return the article of a row.

    Raises:
        LibraryDamaged: text or structure are not what was written.
    """
    structure = checked(row.structure, row.structure_sha256, "The structure of an article")
    if sha256_text(row.text) != row.text_sha256:
        raise LibraryDamaged("The text of an article does not match its own hash.", "Open a backup of the library.")
    return wire.article_from_json({**structure, "text": row.text})


def from_passage(passage: Passage) -> Values:
    """Return the row of a passage."""
    body = dumps(wire.passage_to_json(passage))
    return {
        "id": passage.id,
        "source": passage.source,
        "number": passage.number,
        "start": passage.start,
        "end": passage.end,
        "body": body,
        "sha256": sha256_text(body),
    }


def to_passage(row: Row[Any]) -> Passage:
    """Return the passage of a row.

    Raises:
        LibraryDamaged: it is not what was written.
    """
    return wire.passage_from_json(checked(row.body, row.sha256, "A passage"))


def from_briefing(briefing: Briefing, modified: str) -> Values:
    """Return the row of a briefing, without its blocks."""
    frame = dumps(
        {
            "facts": asdict(briefing.facts),
            "sections": [{"key": each.key, "title": each.title, "hint": each.hint} for each in briefing.sections],
            "joined": list(briefing.joined),
            "numbered": list(briefing.numbered),
        }
    )
    return {
        "id": briefing.id,
        "number": briefing.number,
        "pack": briefing.pack,
        "pack_version": briefing.pack_version,
        "title": briefing.title,
        "status": briefing.facts.status,
        "frame": frame,
        "sha256": sha256_text(frame),
        "modified": modified,
    }


def to_frame(row: Row[Any]) -> Briefing:
    """Return the briefing of a row, with empty sections.

    Raises:
        LibraryDamaged: it is not what was written.
    """
    frame = checked(row.frame, row.sha256, "A briefing")
    return Briefing(
        id=BriefingId(row.id),
        number=row.number,
        facts=Facts(**frame["facts"]),
        pack=row.pack,
        pack_version=row.pack_version,
        sections=tuple(Section(**section) for section in frame["sections"]),
        joined=tuple(frame["joined"]),
        numbered=tuple(frame["numbered"]),
    )


def from_block(briefing: BriefingId, section: str, position: int, block: Block) -> Values:
    """Return the row of a block."""
    body = dumps(wire.block_to_json(block))
    return {
        "briefing": briefing,
        "id": block.id,
        "section": section,
        "position": position,
        "body": body,
        "sha256": sha256_text(body),
    }


def to_block(row: Row[Any], known: wire.Passages) -> Block:
    """Return the block of a row.

    Raises:
        LibraryDamaged: it is not what was written.
    """
    return wire.block_from_json(checked(row.body, row.sha256, "A block of a briefing"), known)


def from_step(briefing: BriefingId, step: Step, *, undone: bool) -> Values:
    """Return the row of a step of the undo list."""
    body = dumps(wire.edit_to_json(step.edit))
    return {
        "briefing": briefing,
        "seq": step.seq,
        "edit": body,
        "sha256": sha256_text(body),
        "at": step.at,
        "undone": int(undone),
    }


def to_step(row: Row[Any], known: wire.Passages) -> Step:
    """Return the step of a row; a run of typing that was open when the library was closed is closed now.

    Raises:
        LibraryDamaged: it is not what was written.
    """
    edit = wire.edit_from_json(checked(row.edit, row.sha256, "A step of the undo list"), known)
    return Step(seq=row.seq, edit=edit, at=row.at)


def sha256_bytes(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
