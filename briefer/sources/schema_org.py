"""What a page says about its article in schema.org terms, as JSON-LD."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, cast

from lxml import html

from briefer.sources.titles import in_one_line

# schema.org type -> CSL item type; the order is how telling a type is.
_TYPES = {
    "newsarticle": "article-newspaper",
    "reportagenewsarticle": "article-newspaper",
    "analysisnewsarticle": "article-newspaper",
    "opinionnewsarticle": "article-newspaper",
    "backgroundnewsarticle": "article-newspaper",
    "askpublicnewsarticle": "article-newspaper",
    "reviewnewsarticle": "article-newspaper",
    "satiricalarticle": "article-newspaper",
    "liveblogposting": "article-newspaper",
    "scholarlyarticle": "article-journal",
    "medicalscholarlyarticle": "article-journal",
    "report": "report",
    "blogposting": "post-weblog",
    "socialmediaposting": "post",
    "discussionforumposting": "post",
    "article": "article",
    "techarticle": "article",
    "apireference": "article",
    "advertisercontentarticle": "article",
    "webpage": "webpage",
}
# Where a page speaks of other articles than its own.
_BESIDE = {
    "itemlistelement", "mentions", "citation", "isbasedon", "haspart", "liveblogupdate", "comment", "review",
    "relatedlink", "isrelatedto", "significantlink", "subjectof",
}  # fmt: skip
_WRAPPING = re.compile(r"\A\s*(?:/[/*])?\s*(?:<!\[CDATA\[|<!--)?(?:\s*\*/)?|(?:;|/[/*]|\]\]>|-->|\*/|\s)+\Z")
_LAST_COMMA = re.compile(r",\s*([}\]])")
_MOST = 2_000  # objects looked at; a page needs a dozen


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Facts a page states about its article; None or empty where it does not.

    ``free`` is whether it may be read without an account (``isAccessibleForFree``).
    """

    type: str = "webpage"
    title: str | None = None
    name: str | None = None
    authors: list[str]
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    free: bool | None = None


def stated(tree: html.HtmlElement) -> Stated:
    """Return what the JSON-LD in `tree` says of its page; broken JSON says nothing."""
    objects = list(_objects(tree))
    by_id = {str(item["@id"]): item for item, _ in objects if "@id" in item and len(item) > 1}
    shown = " ".join(in_one_line("".join(node.itertext())).lower() for node in tree.iter("title", "h1"))
    ranked = sorted(
        ((not _is_named(item, shown), _rank(item), item) for item, aside in objects if not aside),
        key=lambda place: (_is_page(place[1]), *place[:2]),
    )
    if not ranked or ranked[0][1] >= len(_TYPES):
        return Stated(authors=[])
    _, rank, item = ranked[0]
    publisher = _names(item.get("publisher") or item.get("sourceOrganization"), by_id)
    return Stated(
        type=list(_TYPES.values())[rank],
        title=_text(item.get("headline")),
        name=_text(item.get("name")),
        authors=_names(item.get("author") or item.get("creator"), by_id),
        publisher=publisher[0] if publisher else None,
        published=_text(item.get("datePublished")),
        url=_text(item.get("url")) or _address(item.get("mainEntityOfPage")),
        language=_text(item.get("inLanguage")),
        free=_flag(item.get("isAccessibleForFree")),
    )


def _objects(tree: html.HtmlElement) -> Iterator[tuple[dict[str, Any], bool]]:
    """Return each object, and whether it is told of only beside another one."""
    waiting: deque[tuple[object, bool]] = deque()
    for node in tree.iter("script"):
        if (node.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            waiting.append((_parsed(node.text or ""), False))
    seen = 0
    while waiting and seen < _MOST:
        value, aside = waiting.popleft()
        seen += 1
        if isinstance(value, list):
            waiting.extend((inner, aside) for inner in cast("list[Any]", value))
        elif isinstance(value, dict):
            item = cast("dict[str, Any]", value)
            yield item, aside
            waiting.extend((inner, aside or key.lower() in _BESIDE) for key, inner in item.items())


def _parsed(text: str) -> object:
    text = _WRAPPING.sub("", text)
    # Strict JSON first: a comma before a bracket may stand in a text.
    for attempt in (text, _LAST_COMMA.sub(r"\1", text), unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _is_page(rank: int) -> int:
    """Return how far the kind at `rank` is from an article: 0 one, 1 any page, 2 neither."""
    return 0 if rank < len(_TYPES) - 1 else 1 if rank < len(_TYPES) else 2


def _is_named(item: dict[str, Any], shown: str) -> bool:
    """Say whether the page shows the headline of `item` as its own."""
    said = _text(item.get("headline")) or _text(item.get("name"))
    return bool(said) and said.lower() in shown


def _rank(item: dict[str, Any]) -> int:
    given = item.get("@type")
    types = cast("list[Any]", given) if isinstance(given, list) else [given]
    order = list(_TYPES)
    return min((order.index(name) for kind in types if (name := str(kind).lower()) in _TYPES), default=len(order))


def _flag(value: object) -> bool | None:
    told = str(value).rpartition("/")[2].lower()
    return {"true": True, "false": False}.get(told)


def _text(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = cast("list[object]", value)[0]
    if isinstance(value, dict):
        value = cast("dict[str, object]", value).get("@value")
    return (in_one_line(unescape(value)) or None) if isinstance(value, str) else None


def _names(value: object, by_id: dict[str, dict[str, Any]], depth: int = 0) -> list[str]:
    if depth > 3:
        return []
    if isinstance(value, list):
        return [name for inner in cast("list[object]", value)[:50] for name in _names(inner, by_id, depth + 1)]
    if isinstance(value, dict):
        item = cast("dict[str, Any]", value)
        if "name" not in item and str(item.get("@id")) in by_id:
            item = by_id[str(item["@id"])]
        return _names(item.get("name") or item.get("@value"), by_id, depth + 1)
    text = _text(value)
    return [text] if text and "://" not in text else []


def _address(value: object) -> str | None:
    return _text(cast("dict[str, Any]", value).get("@id")) if isinstance(value, dict) else _text(value)
