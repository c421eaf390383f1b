"""The facts a page states about itself: schema.org JSON-LD, OpenGraph, Dublin Core, citation tags, its own head.

What the page does not say stays None.
"""

from __future__ import annotations

import re
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit

from lxml import html

from briefer.core.reference import Reference
from briefer.core.text import clean
from briefer.sources import dates
from briefer.sources.schema_org import Stated, stated

Element: TypeAlias = html.HtmlElement

_HEAD = 20_000
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.I)
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n]+)", re.I)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?")
_SEPARATOR = re.compile(r"\s[|\-–—\\/>»·]\s")
_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|author|writtenby|p-author|vcard)(?:$|[\s_-])", re.I)
_DATED = re.compile(r"date|time|publish|posted|byline", re.I)
# Life dates of what the article is about, and when its own references were looked up.
_OTHER_DATE = re.compile(r"\b(?:bday|dtstart|dtend)\b|access-?date|reference|citation", re.I)
_BY = re.compile(r"^(?:by|von|par|por|di)\s+", re.I)

_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title", "parsely-title", "title")
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


def of_page(tree: Element, page: str) -> Reference:
    """Return what the page says about itself; `page` is its text, for the comments that saving programs leave."""
    said = stated(tree)
    meta = _meta(tree)
    publisher = _first(meta, _PUBLISHERS) or said.publisher
    url, accessed = _address(tree, page, meta, said)
    return Reference(
        type="article-journal" if "citation_journal_title" in meta else said.type,
        title=_title(tree, meta, said, publisher),
        authors=_authors(tree, meta, said),
        publisher=publisher,
        published=_published(tree, meta, said, url),
        accessed=accessed,
        url=url,
        language=_language(tree, meta, said),
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
        content = line(node.get("content"))
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


def _first(meta: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((meta[name][0] for name in names if name in meta), None)


def _title(tree: Element, meta: dict[str, list[str]], said: Stated, publisher: str | None) -> str | None:
    whole = line("".join(node.itertext())) if (node := tree.find(".//title")) is not None else ""
    heading = [line("".join(node.itertext())) for node in tree.iter("h1")]
    given = said.title or _first(meta, _TITLES)
    if given and publisher:
        given = _without_publisher(given, publisher)
    return given or _shortened(whole, publisher, heading) or next(filter(None, heading), None)


def _without_publisher(title: str, publisher: str) -> str:
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and parts[-1].casefold() == publisher.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |-–—\\/>»·")
    return title


def _shortened(title: str, publisher: str | None, headings: list[str]) -> str:
    """Return the page's <title> without the name of the site, when it is plain which part that is."""
    if publisher and (shorter := _without_publisher(title, publisher)) != title:
        return shorter
    for heading in headings:
        if len(heading.split()) > 4 and title.startswith(heading):
            return heading
    breaks = list(_SEPARATOR.finditer(title))
    if breaks and len(title[: breaks[-1].start()].split()) > 4:
        return title[: breaks[-1].start()]
    return title


def _authors(tree: Element, meta: dict[str, list[str]], said: Stated) -> tuple[str, ...]:
    if said.authors:
        return names(said.authors)
    for name in _AUTHORS:
        given = [value for value in meta.get(name, []) if "://" not in value and not value.startswith("@")]
        if given:
            return names(given)
    for node in tree.iter("a", "span", "p", "div", "address", "li", "h2", "h3", "h4"):
        marked = node.get("rel") == "author" or "author" in (node.get("itemprop") or "")
        if marked or _BYLINE.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
            named = node.find(".//*[@itemprop='name']")
            text = line("".join((named if named is not None else node).itertext()))
            if 2 < len(text) < 100:
                return names([text])
    return ()


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


def _published(tree: Element, meta: dict[str, list[str]], said: Stated, url: str | None) -> str | None:
    given = [said.published, *(value for name in _DATES for value in meta.get(name, []))]
    given += [node.get("datetime") or node.get("content") for node in tree.iterfind(".//*[@itemprop='datePublished']")]
    for text in given:
        if found := dates.iso(text):
            return found
    import htmldate

    found = dates.iso(htmldate.find_date(tree, extensive_search=False, original_date=True))
    return found if found and _is_stated(tree, found, url) else None


def _is_stated(tree: Element, found: str, url: str | None) -> bool:
    """Say whether the date stands where a page says when it came out; one in the running text says no such thing."""
    year, _, day = found.split("T")[0].split("-")
    places = [url or ""]
    for node in tree.iter("time", "abbr", "span", "p", "div", "li", "dd", "em", "small"):
        named = f"{node.get('class')} {node.get('id')} {node.get('itemprop')}"
        if (node.tag == "time" or _DATED.search(named)) and not _OTHER_DATE.search(named):
            text = line("".join(node.itertext()))
            places += [text[:200], node.get("datetime") or "", node.get("title") or ""]
    return any({int(year), int(day)} <= {int(number) for number in re.findall(r"\d{1,4}", text)} for text in places)


def _address(tree: Element, page: str, meta: dict[str, list[str]], said: Stated) -> tuple[str | None, str | None]:
    head = page[:_HEAD]
    saved, accessed = None, None
    if match := _SINGLE_FILE.search(head):
        saved, accessed = web_address(match[1]), dates.of_browser(match[2])
    elif match := _SAVED_FROM.search(head):
        saved = web_address(match[1])
    canonical = next((node.get("href") for node in tree.iter("link") if node.get("rel") == "canonical"), None)
    for given in (canonical, _first(meta, ("og:url",)), said.url):
        found = web_address(given)
        # A careless site calls its front page the canonical address of everything.
        if found and urlsplit(found).path.strip("/") and (not saved or _host(found) == _host(saved)):
            return found, accessed
    return saved, accessed


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


def _language(tree: Element, meta: dict[str, list[str]], said: Stated) -> str | None:
    given = [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"), tree.get("xml:lang")]
    given += [said.language, *(value for name in _LANGUAGES for value in meta.get(name, []))]
    return next((found for text in given if (found := language_tag(text))), None)
