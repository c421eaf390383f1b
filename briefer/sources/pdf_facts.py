"""The facts a PDF states about itself: its information dictionary first, its XMP packet where that says nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from lxml import etree

from briefer.core.reference import Reference
from briefer.core.source import FactOrigin
from briefer.sources import dates
from briefer.sources.metadata import language_tag, web_address
from briefer.sources.people import line, names

PLACE = "file properties"
"""Where the facts of a PDF are found, in the words that are shown."""

# What programs write where nobody gave a title.
_JUNK_TITLE = re.compile(
    r"(?:untitled|unbenannt|sans titre|microsoft (?:word|powerpoint|excel)\b.*|document\d*|presentation\d*|slide \d+|"
    r"title|.*\.(?:docx?|dvi|tex|indd|qxp|qxd|pdf|rtf|odt|html?|xlsx?|pptx?|ps|wpd|fm)|[\W\d_]*)",
    re.I,
)
_JUNK_AUTHOR = re.compile(r"(?:unknown|author|user|admin(?:istrator)?|owner|anonymous|windows user|[\W\d_]*)", re.I)

_PACKET = re.compile(rb"<x:xmpmeta\b.{0,1000000}?</x:xmpmeta>", re.S)
_OF_A_PDF = (b"application/pdf", b"http://ns.adobe.com/pdf/1.3/")  # pictures inside have packets of their own
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PRISM = re.compile(r"\{http://prismstandard\.org/namespaces/basic/[\d.]+/\}")


@dataclass(frozen=True, slots=True)
class Facts:
    """A reference, and where each of its facts was found."""

    reference: Reference
    origins: tuple[FactOrigin, ...]


def stated(properties: dict[str, str], data: bytes) -> Facts:
    """Return what the file says: `properties` is its information dictionary, `data` its bytes, for the packet."""
    facts = {key: line(value) for key, value in properties.items()}
    packet = _packet(data)
    title = next((said for said in (facts.get("Title", ""), *packet.get("title", ())) if not _is_junk(said)), None)
    authors = [facts["Author"]] if facts.get("Author") else packet.get("creator", [""])
    doi = _first(packet, "doi")
    reference = Reference(
        type="document",
        title=title,
        authors=() if _JUNK_AUTHOR.fullmatch(authors[0]) else names(authors),
        publisher=_first(packet, "publicationName", "publisher"),
        published=dates.iso(_first(packet, "publicationDate")) or dates.of_pdf(facts.get("CreationDate")),
        url=web_address(_first(packet, "url") or (f"https://doi.org/{doi.removeprefix('doi:')}" if doi else None)),
        language=language_tag(_first(packet, "language")),
    )
    found = ("title", "authors", "publisher", "published", "url", "language")
    return Facts(reference, tuple(FactOrigin(fact=name, place=PLACE) for name in found if getattr(reference, name)))


def _is_junk(title: str) -> bool:
    return bool(_JUNK_TITLE.fullmatch(title)) or (PurePath(title).name != title and " " not in title)


def _first(packet: dict[str, list[str]], *keys: str) -> str | None:
    return next((packet[key][0] for key in keys if packet.get(key)), None)


def _packet(data: bytes) -> dict[str, list[str]]:
    """Return Dublin Core and PRISM values of the newest XMP packet of the file that stands in it unpacked."""
    at = max(data.rfind(mark) for mark in _OF_A_PDF)
    start = data.rfind(b"<x:xmpmeta", 0, at + 1)
    match = _PACKET.match(data, start) if start >= 0 else None
    if match is None or match.end() < at:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)
    try:
        root = etree.fromstring(match[0], parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    found: dict[str, list[str]] = {}
    for node in root.iter(f"{_RDF}Description"):
        for tag, value in node.attrib.items():
            _keep(found, str(tag), [str(value)])
        for child in node:
            items = [str(item.text or "") for item in child.iter(f"{_RDF}li")]
            _keep(found, str(child.tag), items or [str(child.text or "")])
    return found


def _keep(found: dict[str, list[str]], tag: str, values: list[str]) -> None:
    prism = _PRISM.match(tag)
    if not tag.startswith(_DC) and prism is None:
        return
    said = [line(value) for value in values]
    if any(said):
        found.setdefault(tag.rpartition("}")[2], [value for value in said if value])
