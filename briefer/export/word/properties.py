"""The properties of a Word file: the same for the same briefing, and nothing that tells of the template's author."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from briefer.export.word.names import PACKAGE_RELATIONSHIPS, w
from briefer.export.word.package import Package

CORE = "docProps/core.xml"
_APP = "docProps/app.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
# What a template carries of the people and machines it was made by.
_CUSTOM = "docProps/custom.xml"
_LABEL = "MSIP_Label_"  # of a sensitivity label: it is the document's, not its author's
_PRIVATE = ("docProps/thumbnail.jpeg", "docProps/thumbnail.emf", "word/people.xml")
_NAMES = {name: f"cp:{name}" for name in ("keywords", "lastModifiedBy", "contentStatus", "version", "category")}


def trim_custom(package: Package, *, tags: bool = False) -> None:
    """Leave of a template's custom properties those of sensitivity labels and, with `tags`, those that hold tags."""
    if _CUSTOM not in package.parts:
        return
    root = package.tree(_CUSTOM)
    for found in list(root):
        printed = tags and "{" in "".join(map(str, found.itertext()))
        if not printed and not found.get("name", "").startswith(_LABEL):
            root.remove(found)
    if not len(root):
        package.drop(_CUSTOM)


def printed_core(package: Package, tagged: Iterable[str]) -> dict[str, str]:
    """Return what the template's own tags printed into its core properties, by the name of each of `tagged`."""
    names = set(tagged)
    root = package.tree(CORE) if names else ()
    return {name: found.text or "" for found in root if (name := etree.QName(found).localname) in names}


def set_properties(package: Package, context: Mapping[str, Any], own: Mapping[str, str] | None = None) -> None:
    """Write core and app properties, and take away what tells of the template's author; `own` values go before."""
    briefing, language = context["briefing"], context["language"]["tag"]
    for name in _PRIVATE:
        if name in package.parts:
            package.drop(name)
    for name in ("", "word/document.xml"):
        for relation in list(package.relations(name)):
            target = relation.get("Target", "").lstrip("/")
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            if target in _PRIVATE or kind in ("core-properties", "extended-properties", "thumbnail", "people"):
                package.relations(name).remove(relation)
    stamp = _moment(briefing["date_iso"])
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
        if stamp
    )
    said = {
        "dc:title": briefing["title"],
        "dc:subject": briefing["question"],
        "dc:creator": briefing["author"],
        "cp:keywords": briefing["marking"],
        "cp:lastModifiedBy": briefing["author"],
        "cp:contentStatus": briefing["status"],
        "dc:language": language,
        "cp:version": briefing["version"],
    }
    said |= {_NAMES.get(name, f"dc:{name}"): text for name, text in (own or {}).items()}
    core = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in said.items() if text)
    package.put(
        CORE,
        (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{core}<cp:revision>1</cp:revision>{dates}'
            "</cp:coreProperties>"
        ).encode(),
    )
    # Word reads the version of the application as its own; what makes layout Word's is compatibilityMode, not this.
    package.put(
        _APP,
        (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            f"<Application>briefer</Application><Pages>{int(context['length']['pages'])}</Pages>"
            f"<Words>{int(context['length']['words'])}</Words></Properties>"
        ).encode(),
    )
    package.declare(CORE, _CORE_TYPE)
    package.declare(_APP, _APP_TYPE)
    relations = package.relations("")
    taken = {relation.get("Id") for relation in relations}
    free = (f"rId{number}" for number in range(1, 1000) if f"rId{number}" not in taken)
    etree.SubElement(
        relations, f"{{{PACKAGE_RELATIONSHIPS}}}Relationship", Id=next(free), Type=_CORE_RELATION, Target=CORE
    )
    package.relate("", "extended-properties", _APP)
    settings = package.tree("word/settings.xml")
    for name in ("attachedTemplate", "updateFields", "rsids", "documentProtection", "trackRevisions"):
        for found in settings.findall(w(name)):
            settings.remove(found)


def _moment(text: str) -> str:
    """Return midnight UTC of the briefing's date as W3CDTF; empty where it has none, since a made-up one would lie."""
    try:
        return f"{date.fromisoformat(text[:10]).isoformat()}T00:00:00Z"
    except ValueError:
        return ""
