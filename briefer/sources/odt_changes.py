"""Takes deleted words out of an OpenDocument text that keeps them where they stood, before it is read.

The format keeps them apart (ODF 1.3, part 3, 5.5), but LibreOffice writes them between two marks where it saves a
document with its changes shown, into flat files always.
"""

from __future__ import annotations

from lxml import etree

from briefer.sources.odt_styles import DRAW, TEXT
from briefer.sources.tree import XmlElement as Element

_THINGS = {TEXT + name for name in ("note", "s", "tab", "line-break", "bookmark-ref", "ruby")} | {DRAW + "frame"}


def accept(body: Element) -> bool:
    """Take deleted words out of `body`, in place, and say whether any are noted, here or apart."""
    regions = body.findall(f"{TEXT}tracked-changes/{TEXT}changed-region")
    deletions = {
        name
        for region in regions
        if region.find(TEXT + "deletion") is not None
        for name in (region.get(TEXT + "id"), region.get("{http://www.w3.org/XML/1998/namespace}id"))
    } - {None}
    if deletions and any(mark.get(TEXT + "change-id") in deletions for mark in body.iter(TEXT + "change-start")):
        _take_out(body, deletions)
    return any(region.find(TEXT + "deletion") is not None for region in regions)


def _take_out(body: Element, deletions: set[str | None]) -> None:
    open_ones: set[str | None] = set()
    gone: list[Element] = []
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            if node.tag == TEXT + "tracked-changes":
                walk.skip_subtree()
            elif node.tag == TEXT + "change-start" and node.get(TEXT + "change-id") in deletions:
                open_ones.add(node.get(TEXT + "change-id"))
            elif node.tag == TEXT + "change-end":
                open_ones.discard(node.get(TEXT + "change-id"))
            elif open_ones:
                node.text = None
                if node.tag in _THINGS:
                    gone.append(node)
                    walk.skip_subtree()
        elif open_ones:
            node.tail = None
    for node in gone:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
