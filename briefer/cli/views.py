"""What the answers are made of: the JSON of sources, passages and briefings, as CONTRACT.md section 1 words it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from briefer.core import support
from briefer.core.article_wire import container_to_json
from briefer.core.block_view import block_views
from briefer.core.briefing import Briefing
from briefer.core.custody import Entry
from briefer.core.passage import Passage
from briefer.core.source import Article, Source, SourceId
from briefer.workspace.captures import Comparison
from briefer.workspace.workspace import Workspace


def source_view(source: Source) -> dict[str, Any]:
    """Return SOURCE: unknown facts are null, dates ISO 8601, ``file`` the name it came under.

    ``container`` is the mail or zip that it came in: its name, its hash and the place in there. ``origins`` says where
    each fact was found. ``capture_of`` and ``duplicate_of`` are the ids of earlier sources: the first capture of the
    same page, and one that has most of the same words.
    """
    reference = source.reference
    return {
        "id": source.id,
        "handle": source.handle,
        "file": source.file,
        "kind": source.kind,
        "title": reference.title,
        "authors": list(reference.authors),
        "publisher": reference.publisher,
        "published": reference.published,
        "accessed": reference.accessed,
        "url": reference.url,
        "language": reference.language,
        "type": reference.type,
        "words": source.words,
        "sha256": source.sha256,
        "grade": source.grade,
        "duplicate_of": source.duplicate_of,
        "warnings": list(source.warnings),
        "container": container_to_json(source.container),
        "flags": list(source.flags),
        "origins": {origin.fact: origin.place for origin in source.origins},
        "capture_of": source.capture_of,
    }


def pictures_count(article: Article) -> int:
    """Return how many of an article's images came with it."""
    return sum(1 for picture in article.pictures if picture.sha256 is not None)


def relations_view(workspace: Workspace, source: Source) -> dict[str, Any]:
    """Return what belongs together with a source: other captures of its page, what came in one file with it.

    ``likeness`` says which source it is a near copy of, and the longest run of words that stands in both.
    """
    likeness = workspace.likeness(source.id)
    return {
        "captures": [each.handle for each in workspace.captures(source.id) if each.id != source.id],
        "together": [each.handle for each in workspace.together(source.id)],
        "likeness": {
            "source": workspace.source(likeness.other).handle,
            "share": round(likeness.share, 2),
            "start": likeness.start,
            "end": likeness.end,
            "other_start": likeness.other_start,
            "other_end": likeness.other_end,
        }
        if likeness is not None
        else None,
    }


def custody_view(entry: Entry) -> dict[str, Any]:
    """Return a line of the custody log."""
    return {
        "number": entry.seq,
        "at": entry.at,
        "event": entry.event,
        "detail": dict(entry.detail),
        "sha256": entry.sha256,
    }


def structure_view(article: Article) -> dict[str, int]:
    """Return counts of what an article's text is made of."""
    kinds = [block.kind for block in article.blocks]
    return {
        "headings": kinds.count("heading"),
        "paragraphs": kinds.count("paragraph"),
        "list_items": kinds.count("list-item"),
        "tables": len({block.table for block in article.blocks if block.table is not None}),
        "images": kinds.count("image"),
        "links": sum(1 for mark in article.marks if mark.kind == "link"),
    }


def passage_view(passage: Passage) -> dict[str, Any]:
    """Return a passage: its words, or the picture that it is, and where in the source's text it stands."""
    region = passage.region
    return {
        "id": passage.id,
        "handle": passage.handle,
        "source": f"S{passage.source_number}",
        "exact": passage.exact,
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
        "cue": passage.cue,
        "picture": passage.picture,
        "box": [region.left, region.top, region.right, region.bottom] if region is not None else None,
    }


def comparison_view(comparison: Comparison) -> dict[str, Any]:
    """Return what became of the passages of a source; what is lost stands nowhere, so that its place is null."""
    return {
        "source": source_view(comparison.new),
        "passages": [
            {
                "id": each.passage.id,
                "handle": each.passage.handle,
                "exact": each.passage.exact,
                "certainty": each.certainty,
                "start": None if each.certainty == "lost" else each.start,
                "end": None if each.certainty == "lost" else each.end,
                "words": each.words,
                "difference": [{"kind": run.kind, "text": run.text} for run in each.difference],
            }
            for each in comparison.passages
        ],
    }


def briefing_view(briefing: Briefing, handles: Mapping[SourceId, str]) -> dict[str, Any]:
    """Return a briefing whole; ``handles`` are those of the library's sources."""
    return {
        "id": briefing.id,
        "handle": briefing.handle,
        "title": briefing.title,
        "pack": briefing.pack,
        "facts": asdict(briefing.facts),
        "sections": [
            {"key": section.key, "title": section.title, "blocks": block_views(section.blocks)}
            for section in briefing.sections
        ],
        "tray": block_views(briefing.tray),
        "sources": [
            {"number": number, "source": handles.get(source, source)}
            for number, source in enumerate(briefing.numbered, start=1)
        ],
        "support": asdict(support.Known().tally(briefing)),
    }
