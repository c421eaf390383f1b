"""Accepts the tracked changes of a Word part before it is read, so that no walk over it can meet deleted words."""

from __future__ import annotations

from briefer.sources.tree import XmlElement as Element
from briefer.sources.word_styles import W, children, local

_GONE = (W + "del", W + "moveFrom", W + "delText", W + "delInstrText", W + "cellDel")


def accept(root: Element) -> bool:
    """Take out of `root` what tracked changes delete, in place, and say whether there was any.

    A paragraph whose end is deleted goes on with the paragraph behind it.
    """
    found = False
    # From the end: of several paragraphs that run together, the last is where all of them come to stand.
    for node in reversed(list(root.iter(*_GONE))):
        mark = _ended_by(node)
        if mark is not None:
            _join(mark)
            continue
        gone = _what_goes(node)
        parent = gone.getparent() if gone is not None else None
        if gone is not None and parent is not None:
            parent.remove(gone)
            found = True
    return found


def _ended_by(node: Element) -> Element | None:
    """Return the paragraph whose mark the deletion `node` is about, if it is about one (ECMA-376, 17.13.5.15)."""
    look = node.getparent()
    properties = look.getparent() if look is not None and look.tag == W + "rPr" else None
    paragraph = properties.getparent() if properties is not None and properties.tag == W + "pPr" else None
    return paragraph if paragraph is not None and paragraph.tag == W + "p" else None


def _what_goes(node: Element) -> Element | None:
    """Return what the deletion `node` deletes: what it holds, or the row, cell or run that it is a property of."""
    parent = node.getparent()
    kind = local(parent) if parent is not None else ""
    if parent is None or kind == "ctrlPr":  # the sign of a formula, not its letters
        return None
    if kind == "r" and node.tag in (W + "del", W + "moveFrom"):
        return parent  # a run of a formula (22.1.2.87)
    if kind in ("trPr", "tcPr", "rPr"):
        owner = parent.getparent()
        return owner if owner is not None and local(owner) in ("tr", "tc", "r") else None
    return node


def _join(paragraph: Element) -> None:
    behind = paragraph.getnext()
    while behind is not None and not (isinstance(behind.tag, str) and local(behind) in ("p", "tbl", "sdt")):
        behind = behind.getnext()
    parent = paragraph.getparent()
    if behind is None or behind.tag != W + "p" or parent is None:
        return
    before = behind.find(W + "pPr")
    if before is None:
        before = behind.makeelement(W + "pPr")
        behind.insert(0, before)
    for node in reversed(children(paragraph)):
        if node.tag != W + "pPr":
            before.addnext(node)
    parent.remove(paragraph)
