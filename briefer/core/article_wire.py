"""The JSON of articles: how they come from the worker, and how the store keeps their structure and they travel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any, cast

from briefer.core.reference import Reference
from briefer.core.source import Article, Container, CueRun, FactOrigin, PageRun, Picture, Sheet, TextBlock, TextMark
from briefer.core.strict import checked, refusing, strings

Json = dict[str, Any]


def reference_from_json(data: Json) -> Reference:
    """Return the bibliographic facts that `Reference.to_json` wrote."""
    strings(data["authors"])
    return checked(Reference.from_json(data))


def article_to_json(article: Article) -> Json:
    """Return an article as plain values; how it comes back from the worker and how the store keeps its structure."""
    return {
        "kind": article.kind,
        "text": article.text,
        "blocks": _flat(article.blocks),
        "marks": _flat(article.marks),
        "pages": _flat(article.pages),
        "reference": article.reference.to_json(),
        "warnings": list(article.warnings),
        "sheets": _flat(article.sheets),
        "cues": _flat(article.cues),
        "pictures": _flat(article.pictures),
        "origins": _flat(article.origins),
        "flags": list(article.flags),
        "whole": article.whole,
    }


def _flat(values: Iterable[Any]) -> list[Json]:
    """Return values that hold plain values only; `asdict` looks into each of them and takes twenty times as long."""
    rows: list[Json] = []
    names: tuple[str, ...] = ()
    for value in values:
        names = names or tuple(field.name for field in fields(value))
        rows.append({name: getattr(value, name) for name in names})
    return rows


@refusing
def article_from_json(data: Json) -> Article:
    """Return the article that `article_to_json` wrote.

    Raises:
        BadRequest: it does not have the shape of one.
    """
    return checked(
        Article(
            kind=data["kind"],
            text=data["text"],
            blocks=tuple(checked(TextBlock(**block)) for block in data["blocks"]),
            marks=tuple(checked(TextMark(**mark)) for mark in data["marks"]),
            pages=tuple(checked(PageRun(**run)) for run in data["pages"]),
            reference=reference_from_json(data["reference"]),
            warnings=strings(data["warnings"]),
            # What a former version did not write yet.
            sheets=tuple(checked(Sheet(**sheet)) for sheet in data.get("sheets", ())),
            cues=tuple(checked(CueRun(**cue)) for cue in data.get("cues", ())),
            pictures=tuple(checked(Picture(**picture)) for picture in data.get("pictures", ())),
            origins=tuple(checked(FactOrigin(**origin)) for origin in data.get("origins", ())),
            flags=cast("Any", strings(data.get("flags", ()))),
            whole=data.get("whole", False),
        )
    )


def container_to_json(container: Container | None) -> Json | None:
    """Return the file that a source came out of as plain values."""
    return asdict(container) if container is not None else None


@refusing
def container_from_json(data: Json | None) -> Container | None:
    """Return the container that `container_to_json` wrote.

    Raises:
        BadRequest: it does not have the shape of one.
    """
    return checked(Container(**data)) if data is not None else None
