"""What a Word file needs beside its text: paper, language, direction, properties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefer.export.noting import at_end
from briefer.export.word.engine import DOCUMENT, text_parts
from briefer.export.word.names import w
from briefer.export.word.notes import count_in_figures
from briefer.export.word.package import Package
from briefer.export.word.properties import set_properties
from briefer.export.word.runs import language_kind
from briefer.export.word.turning import turn_document

_TWIPS = 1440 / 25.4


def lay_out(package: Package, context: Mapping[str, Any]) -> None:
    """Set the paper of a template, and how its notes are counted, before it is printed."""
    _set_paper(package, context["paper"])
    if at_end(context):
        count_in_figures(package)


def finish(package: Package, context: Mapping[str, Any], properties: Mapping[str, str] | None = None) -> None:
    """Set language, direction and properties of what was printed.

    `properties` of the file that the template printed itself go before those of the briefing.
    """
    _set_language(package, context["language"])
    if context["language"]["rtl"]:
        turn_document(package)
    set_properties(package, context, properties)


def _set_paper(package: Package, paper: Mapping[str, Any]) -> None:
    """Set the paper, and bring what was as wide as the template's text to the new width: tables and tab stops."""
    width, height = round(paper["width"] * _TWIPS), round(paper["height"] * _TWIPS)
    before = after = 0
    for size in package.tree(DOCUMENT).iter(w("pgSz")):
        margins = size.getparent().find(w("pgMar"))  # pyright: ignore[reportOptionalMemberAccess] - it is in a section
        if margins is not None and not before:
            sides = int(margins.get(w("left"), "0")) + int(margins.get(w("right"), "0"))
            before, after = int(size.get(w("w"), "0")) - sides, width - sides
        size.set(w("w"), str(width))
        size.set(w("h"), str(height))
    if before == after or before <= 0:
        return
    for name in ("word/styles.xml", *text_parts(package)):
        for tab in package.tree(name).iter(w("tab")):
            position = int(tab.get(w("pos"), "0"))
            if (position, tab.get(w("val"))) in ((before, "right"), (before // 2, "center")):
                tab.set(w("pos"), str(position * after // before))
    for table in package.tree(DOCUMENT).iter(w("tbl")):
        whole = table.find(f"{w('tblPr')}/{w('tblW')}")
        if whole is not None and whole.get(w("type")) == "dxa" and abs(int(whole.get(w("w"), "0")) - before) < 20:
            for part in (whole, *table.iter(w("gridCol"), w("tcW"))):
                part.set(w("w"), str(int(part.get(w("w"), "0")) * after // before))


def _set_language(package: Package, language: Mapping[str, Any]) -> None:
    styles = package.tree("word/styles.xml")
    for found in styles.iterfind(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}"):
        found.set(w(language_kind(language["tag"], language["rtl"])), language["tag"])
    for found in package.tree("word/settings.xml").iterfind(w("themeFontLang")):
        found.set(w("val"), language["tag"])
