"""Takes out of a Word template what tells of the people and machines that made it, before it is handed on."""

from __future__ import annotations

from lxml import etree

from briefer.export.word.names import Element, w
from briefer.export.word.package import Package
from briefer.export.word.properties import trim_custom

# Names of editing sessions ([MS-DOCX] 2.4) and of people. A change or a comment must have an author (ECMA-376, part 1,
# 17.13.4.2), so that one who is nobody stands there.
_SESSIONS = tuple(w(f"rsid{kind}") for kind in ("", "R", "RPr", "RDefault", "P", "Tr", "Sect", "Del"))
_NOBODY = "Author"
_PEOPLE = ("word/people.xml", "docProps/thumbnail.jpeg", "docProps/thumbnail.emf", "docProps/thumbnail.wmf")
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
    for name in list(package.parts):
        if name.endswith(".xml") and name.startswith("word/"):
            _scrub_part(package.tree(name))
    _empty(package, "docProps/core.xml", _CORE_PEOPLE)
    _empty(package, "docProps/app.xml", _APP_PEOPLE)
    trim_custom(package)
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
