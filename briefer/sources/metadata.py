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
from briefer.sources import dates, dom, people, published, titles
from briefer.sources.people import line
from briefer.sources.schema_org import Stated, stated

Element: TypeAlias = html.HtmlElement

JSON_LD = "JSON-LD"
OPENGRAPH = "OpenGraph"
HEAD = "page head"
SAVED = "saved page"
MARKUP = "page markup"
GUESSED = "guessed from the page"
_PLACES = {
    "og:": OPENGRAPH, "article:": OPENGRAPH, "dc.": "Dublin Core", "dcterms.": "Dublin Core",
    "citation_": "citation tags", "parsely-": "Parse.ly tags", "twitter:": "Twitter tags",
}  # fmt: skip
_ALIKE = 0.75
_HEAD = 20_000
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.I)
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n]+)", re.I)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?(?=-[ux]-|$)")
_XML = "http://www.w3.org/XML/1998/namespace"
_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|author|writtenby|p-author|vcard)(?:$|[\s_-])", re.I)

_ONE_EACH = ("citation_author", "dc.creator.personalname")
_AUTHORS = (
    "citation_author", "citation_authors", "dc.creator.personalname", "dc.creator", "dcterms.creator", "author",
    "parsely-author", "article:author", "sailthru.author", "byl", "citation_editor",
)  # fmt: skip
_PUBLISHERS = (
    "og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "citation_publisher",
    "prism.publicationname",
)  # fmt: skip
_SITES = ("publisher", "application-name")
_LANGUAGES = ("og:locale", "dc.language", "dcterms.language", "citation_language", "content-language", "language")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says about itself, and where each fact was found."""

    reference: Reference
    origins: tuple[FactOrigin, ...] = ()
    free: bool | None = None

    def origin(self, fact: str) -> str | None:
        """Return the place that a fact was found in."""
        return next((origin.place for origin in self.origins if origin.fact == fact), None)

    def corrected(self, fact: str, value: str | tuple[str, ...], place: str) -> Facts:
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
        "publisher": _publisher(tree, meta, said),
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
    match = _LANGUAGE.match((text or "").strip())
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
                found.setdefault(_usual(name), []).append(content)
    return found


def _usual(name: str) -> str:
    """Return a tag's name as most pages write it."""
    name = name.removeprefix("bepress_").replace("prism:", "prism.")
    return re.sub(r"^dc[:.]", "dc.", re.sub(r"^dcterms?[:.]", "dcterms.", name))


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


def _publisher(tree: Element, meta: dict[str, list[str]], said: Stated) -> tuple[str, str] | None:
    # A house publishes many journals; it is the journal that an article is cited from.
    tags = _PUBLISHERS[1:] + _PUBLISHERS[:1] if "citation_journal_title" in meta else _PUBLISHERS
    if found := _first(meta, tags) or ((said.publisher, JSON_LD) if said.publisher else None):
        return found
    for node in tree.iterfind(".//*[@itemprop='publisher']"):
        named = node.find(".//*[@itemprop='name']")
        named = node if named is None else named
        if text := line(named.get("content") or dom.text(named)):
            return text[:200], MARKUP
    return _first(meta, _SITES)


def _authors(tree: Element, meta: dict[str, list[str]], said: Stated) -> tuple[tuple[str, ...], str] | None:
    if found := people.names(said.authors):
        return found, JSON_LD
    for tag in _AUTHORS:
        given = [value for value in meta.get(tag, []) if "://" not in value and not value.startswith("@")]
        if found := people.names(given, one_each=tag in _ONE_EACH):
            return found, place_of(tag)
    for node in tree.iter("a", "span", "p", "div", "address", "li", "h2", "h3", "h4"):
        marked = node.get("rel") == "author" or "author" in (node.get("itemprop") or "")
        if marked or _BYLINE.search(dom.named(node)):
            named = node.find(".//*[@itemprop='name']")
            text = line("".join((named if named is not None else node).itertext()))
            if 2 < len(text) < 100 and (found := people.of_byline(text)):
                return found, GUESSED
    return None


def _published(tree: Element, meta: dict[str, list[str]], said: Stated, url: str | None) -> tuple[str, str] | None:
    given = [(said.published, JSON_LD)]
    given += [(value, place_of(tag)) for tag in published.TAGS for value in meta.get(tag, [])]
    given += [
        (node.get("datetime") or node.get("content"), MARKUP)
        for node in tree.iterfind(".//*[@itemprop='datePublished']")
    ]
    for text, place in given:
        if text and (found := published.in_any_words(text)):
            return found, place
    found = published.shown(tree, url)
    return (found, GUESSED) if found else None


def _address(
    tree: Element, meta: dict[str, list[str]], said: Stated, capture: tuple[str | None, str | None]
) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    saved, accessed = capture
    canonical = next(
        (node.get("href") for node in tree.iter("link") if "canonical" in (node.get("rel") or "").lower().split()), None
    )
    og = _first(meta, ("og:url",))
    for given, place in ((canonical, "canonical link"), (og[0] if og else None, OPENGRAPH), (said.url, JSON_LD)):
        found = web_address(_from(saved, given))
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


def _from(saved: str | None, address: str | None) -> str | None:
    try:
        return urljoin(saved, address) if saved and address else address
    except ValueError:
        return None


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _language(tree: Element, meta: dict[str, list[str]], said: Stated) -> tuple[str, str] | None:
    articles = list(tree.iter("article"))
    nodes = [tree, *tree.iterfind("body"), *(articles if len(articles) == 1 else [])]
    own = [node.get(name) for node in nodes for name in ("lang", f"{{{_XML}}}lang", "xml:lang")]
    given = [*((text, MARKUP) for text in own), (said.language, JSON_LD)]
    given += [(value, place_of(tag)) for tag in _LANGUAGES for value in meta.get(tag, [])]
    return next(((found, place) for text, place in given if (found := language_tag(text))), None)
