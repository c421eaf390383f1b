"""Takes out of a Word template what tells of the people and machines that made it, before it is handed on."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from briefer.export.word.names import Element, w
from briefer.export.word.package import Package

# Names of editing sessions ([MS-DOCX] 2.4) and of people. A change or a comment must have an author (ECMA-376, part 1,
# 17.13.4.2), so that one who is nobody stands there.
_SESSIONS = tuple(w(f"rsid{kind}") for kind in ("", "R", "RPr", "RDefault", "P", "Tr", "Sect", "Del"))
_NOBODY = "Author"
_CUSTOM = "docProps/custom.xml"
_PEOPLE = ("word/people.xml", "docProps/thumbnail.jpeg", "docProps/thumbnail.emf", "docProps/thumbnail.wmf")
_LABEL = "MSIP_Label_"
_SETTINGS = ("rsids", "attachedTemplate", "mailMerge", "docVars")
_CORE_PEOPLE = ("creator", "lastModifiedBy", "lastPrinted", "description", "category", "contentStatus")
_APP_PEOPLE = ("Company", "Manager", "Template", "TotalTime", "HyperlinkBase")


def scrub(template: bytes) -> bytes:
    """Return a Word template without authors, editing sessions, earlier paths and custom properties.

    Runs in the worker. The properties of sensitivity labels (``MSIP_Label_*``) stay, for they are the label.

    Raises:
        TemplateError: it cannot be read, or holds what a template may not hold.
    """
    package = Package.read(template)
    for name in _PEOPLE:
        if name in package.parts:
            package.drop(name)
            _unrelate(package, name)
    for name in list(package.parts):
        if name.endswith(".xml") and name.startswith("word/"):
            _scrub_part(package.tree(name))
    _empty(package, "docProps/core.xml", _CORE_PEOPLE)
    _empty(package, "docProps/app.xml", _APP_PEOPLE)
    if _CUSTOM in package.parts:
        _keep_labels(package)
    return package.write()


def _scrub_part(root: Element) -> None:
    for element in root.iter(etree.Element):
        for key in _SESSIONS:
            element.attrib.pop(key, None)
        if w("author") in element.attrib:
            element.set(w("author"), _NOBODY)
            element.attrib.pop(w("initials"), None)
            element.attrib.pop(w("date"), None)
    for name in _SETTINGS:
        for found in root.findall(w(name)):
            root.remove(found)


def _empty(package: Package, name: str, fields: tuple[str, ...]) -> None:
    if name in package.parts:
        root = package.tree(name)
        for field in list(root):
            if etree.QName(field).localname in fields:
                root.remove(field)


def _keep_labels(package: Package) -> None:
    root = package.tree(_CUSTOM)
    for property in list(root):
        if not property.get("name", "").startswith(_LABEL):
            root.remove(property)
    if not len(root):
        package.drop(_CUSTOM)
        _unrelate(package, _CUSTOM)


def _unrelate(package: Package, part: str) -> None:
    for owner in _owners(package):
        for relation in list(package.tree(owner)):
            folder = owner.removesuffix(".rels").rsplit("_rels/", 1)[0]
            if part in (relation.get("Target", "").lstrip("/"), folder + relation.get("Target", "")):
                relation.getparent().remove(relation)  # pyright: ignore[reportOptionalMemberAccess] - it is in its tree


def _owners(package: Package) -> Iterator[str]:
    return (name for name in list(package.parts) if name.endswith(".rels"))
