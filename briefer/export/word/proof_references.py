"""What a Word file refers to has to be there, and what has a number has one of its own: the part of the proof on ids.

None of it is found by the Open XML SDK: an unknown list prints no numbers, two controls of one number share their
text, and Word calls a file damaged whose notes or comments are not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from briefer.export.word.names import W14, WP, Element, W, w

_NAMES = {"w": W, "w14": W14, "wp": WP}


def _all(path: str) -> etree.XPath:
    """Return a search that runs in C: from Python a look at every element takes longer than the rest of the proof."""
    return etree.XPath(path, namespaces=_NAMES, smart_strings=False)


# One search for each: what a union finds is sorted by its place, which takes ten times as long as finding it.
_STYLES = [_all(f"//w:{name}/@w:val") for name in ("pStyle", "rStyle", "tblStyle")]
_LISTS = _all("//w:numPr/w:numId/@w:val")
_DRAWINGS, _CONTROLS = _all("//wp:docPr/@id"), _all("//w:sdtPr/w:id/@w:val")
_PARAGRAPHS = _all("//@w14:paraId")
_EMPTY = _all("boolean(/descendant::w:tbl[not(descendant::w:tr)] | /descendant::w:sdtContent[not(*)])")
_REFERRED = (
    ("comment", _all("//w:commentReference/@w:id"), "word/comments.xml"),
    ("endnote", _all("//w:endnoteReference/@w:id"), "word/endnotes.xml"),
)
_TOO_LARGE = 0x80000000  # [MS-DOCX] 2.2.4: ST_LongHexNumber of a paragraph is below it


def _named(root: Element) -> set[str]:
    return {style for search in _STYLES for style in search(root)}


def reference_problems(trees: Mapping[str, Element]) -> Iterator[str]:
    """Yield what is wrong with the ids in the parts of a Word file, by their names."""
    styles = {style.get(w("styleId")) for style in trees.get("word/styles.xml", ())}
    numbering = trees.get("word/numbering.xml", ())
    lists = {number.get(w("numId")) for number in numbering if number.tag == w("num")} | {"0"}
    for name, root in trees.items():
        if not name.startswith("word/") or name.endswith(".rels"):
            continue
        yield from (f"the style {id} in {name} is not there" for id in sorted(_named(root) - styles))
        yield from (f"the list {id} in {name} is not there" for id in sorted({*_LISTS(root)} - lists))
        lines = _PARAGRAPHS(root)
        for what, found in (("pictures", _DRAWINGS(root)), ("controls", _CONTROLS(root)), ("lines", lines)):
            if len(found) != len(set(found)):
                yield f"two {what} in {name} have one number"
        if any(int(id, 16) >= _TOO_LARGE for id in lines):
            yield f"a line in {name} has a number that is too large"
        if _EMPTY(root):
            yield f"a table or control in {name} has nothing in it"
        for what, references, part in _REFERRED:
            written = {each.get(w("id")) for each in trees.get(part, ())}
            yield from (f"the {what} {id} is not there" for id in sorted({*references(root)} - written))
