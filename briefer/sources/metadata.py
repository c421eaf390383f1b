"""The facts a page states about itself: schema.org JSON-LD, OpenGraph, Dublin Core, citation tags, its own head.

What the page does not say stays None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import Any, TypeAlias
from urllib.parse import urljoin, urlsplit

from lxml import html

from briefer.core.reference import Reference
from briefer.core.source import FactOrigin
from briefer.core.text import clean
from briefer.sources import dates, dom, titles
from briefer.sources.schema_org import Stated, stated

Element: TypeAlias = html.HtmlElement

JSON_LD = "JSON-LD"
OPENGRAPH = "OpenGraph"
HEAD = "page head"
SAVED = "saved page"
GUESSED = "guessed from the page"
_PLACES = {
    "og:": OPENGRAPH, "article:": OPENGRAPH, "dc.": "Dublin Core", "dcterms.": "Dublin Core",
    "citation_": "citation tags", "parsely-": "Parse.ly tags", "twitter:": "Twitter tags",
}  # fmt: skip
_ALIKE = 0.75
_HEAD = 20_000
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.I)
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n]+)", re.I)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?")
_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|author|writtenby|p-author|vcard)(?:$|[\s_-])", re.I)
_DATED = re.compile(r"date|time|publish|posted|byline", re.I)
# Life dates of what the article is about, and when its own references were looked up.
_OTHER_DATE = re.compile(r"\b(?:bday|dtstart|dtend)\b|access-?date|reference|citation", re.I)
_BY = re.compile(r"^(?:by|von|par|por|di)\s+", re.I)

_AUTHORS = (
    "citation_author", "dc.creator", "dcterms.creator", "author", "parsely-author", "article:author", "sailthru.author",
    "byl",
)  # fmt: skip
_PUBLISHERS = ("og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "citation_publisher")
_DATES = (
    "article:published_time", "citation_publication_date", "citation_date", "citation_online_date", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "parsely-pub-date",
    "sailthru.date", "datepublished", "rnews:datepublished", "og:published_time", "date", "pubdate", "publish-date",
    "publishdate", "pdate",
)  # fmt: skip
_LANGUAGES = ("og:locale", "dc.language", "dcterms.language", "content-language", "language")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says about itself, and where each fact was found."""

    reference: Reference
    origins: tuple[FactOrigin, ...] = ()
    free: bool | None = None

    def origin(self, fact: str) -> str | None:
        """Return the place that a fact was found in."""
        return next((origin.place for origin in self.origins if origin.fact == fact), None)

    def corrected(self, fact: str, value: str, place: str) -> Facts:
        """Return these facts with another value for one of them, found in another place."""
        others = tuple(origin for origin in self.origins if origin.fact != fact)
        changed: dict[str, Any] = {fact: value}
        return replace(
            self,
            reference=replace(self.reference, **changed),
            origins=(*others, FactOrigin(fact=fact, place=place)),
        )


def facts_of_page(tree: Element, page: str, saved: tuple[str | None, str | None] = (None, None)) -> Facts:
    """Return what the page says about itself; `page` is its text, for the comments that saving programs leave.

    `saved` is the address it was saved from and when, if the file that it came in says so.
    """
    said = stated(tree)
    meta = _meta(tree)
    url, accessed = _address(tree, meta, said, saved if any(saved) else saved_from(page))
    found: dict[str, tuple[Any, str] | None] = {
        "title": _title(tree, meta, said),
        "authors": _authors(tree, meta, said),
        "publisher": _publisher(meta, said),
        "published": _published(tree, meta, said, url[0] if url else None),
        "accessed": accessed,
        "url": url,
        "language": _language(tree, meta, said),
    }
    known = {name: value for name, value in found.items() if value is not None and value[0]}
    kind = "article-journal" if "citation_journal_title" in meta else said.type
    return Facts(
        Reference(type=kind, **{name: value[0] for name, value in known.items()}),
        tuple(FactOrigin(fact=name, place=value[1]) for name, value in known.items()),
        said.free,
    )


def base_address(tree: Element, url: str | None) -> str | None:
    """Return what the page's relative links start from."""
    said = next((node.get("href") for node in tree.iter("base") if node.get("href")), None)
    if not said:
        return url
    try:
        return urljoin(url, said) if url else said
    except ValueError:
        return url


def language_tag(text: str | None) -> str | None:
    """Return `text` as a BCP 47 tag in its usual spelling, or None if it is none."""
    match = _LANGUAGE.fullmatch((text or "").strip())
    if match is None:
        return None
    first, *rest = re.split("[-_]", match[0])
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


# --- facts ------------------------------------------------------------------------------------------------------------


def _meta(tree: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        content = titles.in_one_line(node.get("content") or "")
        names = " ".join(node.get(key) or "" for key in ("property", "name", "itemprop", "http-equiv"))
        for name in names.lower().split():
            if content:
                found.setdefault(re.sub("^(dc|dcterms|dcterm)[:.]", _dublin, name), []).append(content)
    return found


def _dublin(match: re.Match[str]) -> str:
    return "dc." if match[1] == "dc" else "dcterms."


def line(text: str | None) -> str:
    """Return `text` cleaned and on one line."""
    return " ".join(clean(text or "").split())


def _first(meta: dict[str, list[str]], tags: tuple[str, ...]) -> tuple[str, str] | None:
    return next(((meta[tag][0], place_of(tag)) for tag in tags if tag in meta), None)


def place_of(tag: str) -> str:
    """Return in plain words where a tag of a page's head comes from."""
    for start, place in _PLACES.items():
        if tag.startswith(start):
            return place
    return HEAD


def _title(tree: Element, meta: dict[str, list[str]], said: Stated) -> tuple[str, str] | None:
    shown = titles.of_page(tree)
    if said.type != "webpage" and (title := _headline(said, shown)):
        return title, JSON_LD
    for tag in titles.TAGS:
        if tag in meta:
            return unescape(meta[tag][-1]), place_of(tag)
    if shown:
        return shown, "page title"
    heading = next((text for node in tree.iter("h1") if (text := line("".join(node.itertext())))), None)
    return (heading, GUESSED) if heading else None


def _headline(said: Stated, shown: str) -> str | None:
    """Return the headline, unless it is the other name that the page shows as its title."""
    if said.title and said.name and said.title != said.name:
        like_headline = titles.similarity(said.title, shown) > _ALIKE
        return said.title if like_headline and titles.similarity(said.name, shown) <= _ALIKE else said.name
    return said.name or said.title


def _publisher(meta: dict[str, list[str]], said: Stated) -> tuple[str, str] | None:
    return _first(meta, _PUBLISHERS) or ((said.publisher, JSON_LD) if said.publisher else None)


def _authors(tree: Element, meta: dict[str, list[str]], said: Stated) -> tuple[tuple[str, ...], str] | None:
    if said.authors:
        return names(said.authors), JSON_LD
    for tag in _AUTHORS:
        given = [value for value in meta.get(tag, []) if "://" not in value and not value.startswith("@")]
        if given:
            return names(given), place_of(tag)
    for node in tree.iter("a", "span", "p", "div", "address", "li", "h2", "h3", "h4"):
        marked = node.get("rel") == "author" or "author" in (node.get("itemprop") or "")
        if marked or _BYLINE.search(dom.named(node)):
            named = node.find(".//*[@itemprop='name']")
            text = line("".join((named if named is not None else node).itertext()))
            if 2 < len(text) < 100:
                return names([text]), GUESSED
    return None


def names(given: list[str]) -> tuple[str, ...]:
    """Return the people named in `given`, one each, without "By"; in the order given, nobody twice."""
    found: list[str] = []
    for text in given:
        text = _BY.sub("", line(text)).rstrip(",;")
        pieces = re.split(r"\s*;\s*|\s+and\s+", text)
        if len(pieces) > 1 or all(2 <= len(piece.split()) <= 4 for piece in text.split(", ")):
            pieces = [name for piece in pieces for name in piece.split(", ")]
        found += [piece for piece in pieces if piece and piece not in found]
    return tuple(found)


def _published(tree: Element, meta: dict[str, list[str]], said: Stated, url: str | None) -> tuple[str, str] | None:
    given = [(said.published, JSON_LD), *((value, place_of(tag)) for tag in _DATES for value in meta.get(tag, []))]
    given += [
        (node.get("datetime") or node.get("content"), "page markup")
        for node in tree.iterfind(".//*[@itemprop='datePublished']")
    ]
    for text, place in given:
        if found := dates.iso(text):
            return found, place
    import htmldate

    found = dates.iso(htmldate.find_date(tree, extensive_search=False, original_date=True))
    return (found, GUESSED) if found and _is_stated(tree, found, url) else None


def _is_stated(tree: Element, found: str, url: str | None) -> bool:
    """Say whether the date stands where a page says when it came out; one in the running text says no such thing."""
    year, _, day = found.split("T")[0].split("-")
    places = [url or ""]
    for node in tree.iter("time", "abbr", "span", "p", "div", "li", "dd", "em", "small"):
        named = f"{dom.named(node)} {dom.attribute(node, 'itemprop')}"
        if (node.tag == "time" or _DATED.search(named)) and not _OTHER_DATE.search(named):
            text = line("".join(node.itertext()))
            places += [text[:200], node.get("datetime") or "", node.get("title") or ""]
    return any({int(year), int(day)} <= {int(number) for number in re.findall(r"\d{1,4}", text)} for text in places)


def _address(
    tree: Element, meta: dict[str, list[str]], said: Stated, capture: tuple[str | None, str | None]
) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    saved, accessed = capture
    canonical = next((node.get("href") for node in tree.iter("link") if node.get("rel") == "canonical"), None)
    og = _first(meta, ("og:url",))
    for given, place in ((canonical, "canonical link"), (og[0] if og else None, OPENGRAPH), (said.url, JSON_LD)):
        found = web_address(given)
        # A careless site calls its front page the canonical address of everything.
        if found and urlsplit(found).path.strip("/") and (not saved or _host(found) == _host(saved)):
            return (found, place), (accessed, SAVED) if accessed else None
    return (saved, SAVED) if saved else None, (accessed, SAVED) if accessed else None


def saved_from(page: str) -> tuple[str | None, str | None]:
    """Return the address that a page was saved from and when, as the comment of the saving program says."""
    head = page[:_HEAD]
    if match := _SINGLE_FILE.search(head):
        return web_address(match[1]), dates.of_browser(match[2])
    match = _SAVED_FROM.search(head)
    return web_address(match[1]) if match else None, None


def web_address(text: str | None) -> str | None:
    """Return `text` if it is a whole address on the web, otherwise None."""
    text = line(text)
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.hostname and " " not in text else None


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _language(tree: Element, meta: dict[str, list[str]], said: Stated) -> tuple[str, str] | None:
    own = [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"), tree.get("xml:lang")]
    given = [*((text, "page markup") for text in own), (said.language, JSON_LD)]
    given += [(value, place_of(tag)) for tag in _LANGUAGES for value in meta.get(tag, [])]
    return next(((found, place) for text, place in given if (found := language_tag(text))), None)
