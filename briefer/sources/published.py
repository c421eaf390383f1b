"""When a page says that its article came out, to the minute and with the zone where it says so."""

from __future__ import annotations

import re
from html import escape

from lxml import html

from briefer.sources import dates, dom
from briefer.sources.dom import Element
from briefer.sources.people import line

TAGS = (
    "article:published_time", "citation_publication_date", "citation_date", "citation_online_date", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "prism.publicationdate",
    "parsely-pub-date", "sailthru.date", "datepublished", "rnews:datepublished", "og:published_time", "date", "pubdate",
    "publish-date", "publishdate", "pdate", "publication_date", "citation_year",
)  # fmt: skip
"""The tags of a page's head that date its article, in the order of trust."""

_DATED = re.compile(r"date|time|publish|posted|byline", re.I)
# Life dates of what the article is about, and when its own references were looked up.
_OTHER_DATE = re.compile(r"\b(?:bday|dtstart|dtend)\b|access-?date|reference|citation", re.I)
_LONGEST = 80  # characters of a date in words


def in_any_words(text: str) -> str | None:
    """Return the ISO 8601 date that `text` is, also in the words of another language than English, or None."""
    if found := dates.iso(text):
        return found
    if len(text) > _LONGEST or not re.search(r"\b\d{4}\b", text) or not re.search(r"[^\W\d_]{3}", text):
        return None
    page = html.document_fromstring(f'<html><body><p class="date">{escape(text)}</p></body></html>')
    found = _guess(page)
    return found if found and _says(text, found) else None


def shown(tree: Element, url: str | None) -> str | None:
    """Return when the article came out as its head line and its address say it, or None.

    A date that stands in the running text only says no such thing.
    """
    found = _guess(tree)
    if found is None:
        return None
    stated = _says(url or "", found)
    for node in tree.iter("time", "abbr", "span", "p", "div", "li", "dd", "em", "small"):
        named = f"{dom.named(node)} {dom.attribute(node, 'itemprop')}"
        if not (node.tag == "time" or _DATED.search(named)) or _OTHER_DATE.search(named):
            continue
        exact = node.get("datetime") or node.get("title") or ""
        to_the_minute = dates.iso(exact) or dates.iso(line(dom.text(node)))
        if to_the_minute and "T" in to_the_minute and to_the_minute.startswith(found):
            return to_the_minute
        stated = stated or _says(line(dom.text(node))[:200], found) or _says(exact, found)
    return found if stated else None


def _guess(tree: Element) -> str | None:
    import htmldate

    try:
        return dates.iso(htmldate.find_date(tree, extensive_search=False, original_date=True))
    except (ValueError, OverflowError):  # a zone of more than a day, on which it stumbles
        return None


def _says(text: str, found: str) -> bool:
    """Say whether the year and the day of the date `found` stand in `text`."""
    year, _, day = found.split("T")[0].split("-")
    return {int(year), int(day)} <= {int(number) for number in re.findall(r"\d{1,4}", text)}
