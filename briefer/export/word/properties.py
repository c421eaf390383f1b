"""The properties of a Word file: the same for the same briefing, and nothing that tells of the template's author."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from briefer.export.word.names import PACKAGE_RELATIONSHIPS, w
from briefer.export.word.package import Package

_CORE = "docProps/core.xml"
_APP = "docProps/app.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
# What a template carries of the people and machines it was made by.
_PRIVATE = ("docProps/custom.xml", "docProps/thumbnail.jpeg", "docProps/thumbnail.emf", "word/people.xml")


def set_properties(package: Package, context: Mapping[str, Any]) -> None:
    """Write core and app properties, and take away what tells of the template's author."""
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
    core = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in said.items() if text)
    package.put(
        _CORE,
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
    package.declare(_CORE, _CORE_TYPE)
    package.declare(_APP, _APP_TYPE)
    relations = package.relations("")
    taken = {relation.get("Id") for relation in relations}
    free = (f"rId{number}" for number in range(1, 1000) if f"rId{number}" not in taken)
    etree.SubElement(
        relations, f"{{{PACKAGE_RELATIONSHIPS}}}Relationship", Id=next(free), Type=_CORE_RELATION, Target=_CORE
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
