"""The template's own anchors, notes, tables and pictures as marks, so that a part can be printed as text.

What a loop prints several times the template has once, with numbers that must be different; what a condition leaves
out may leave a table without a row. Only what can be broken so is made a tree again, when it has been printed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from xml.sax.saxutils import quoteattr

from lxml import etree

from briefer.export.word.marks import (
    ANCHOR,
    ANCHOR_END,
    BETWEEN,
    OWN_NOTE,
    PARAGRAPH,
    PARAGRAPH_END,
    REGION,
    REGION_END,
    SIGN,
    mark,
)
from briefer.export.word.mixed import instead, say_before, say_behind, say_last
from briefer.export.word.names import W14, Element, W, w

TAG = "\U0010ffff"
"""Around the number of a tag, in a tree."""
# What stands for our signs in a tree, which can hold no others; then where a paragraph begins, its properties end, and
# it ends itself. None is a character (Unicode 23.7), so no template needs them.
_SIGN, _BETWEEN, _OPEN, _LOOK, _CLOSE = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
_RESERVED = dict.fromkeys(map(ord, (TAG, _SIGN, _BETWEEN, _OPEN, _LOOK, _CLOSE)))
_IN_TREE = str.maketrans({SIGN: _SIGN, BETWEEN: _BETWEEN})
_START, _END = w("bookmarkStart"), w("bookmarkEnd")
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_MORE = frozenset(map(w, ("colFirst", "colLast", "displacedByCustomXml", "customMarkFollows")))
_REGIONS = (w("tbl"), w("sdt"), w("drawing"))
_PARAGRAPH_ID = f"{{{W14}}}paraId"


def unreserve(root: Element) -> None:
    """Take the characters that mean something in a tree while it is taken apart out of what its author wrote."""
    for element in root.iter():
        for name in ("text", "tail"):
            words = getattr(element, name)
            if words and not words.isascii():
                setattr(element, name, words.translate(_RESERVED))
        for key, value in element.items():
            if not value.isascii():
                element.set(key, value.translate(_RESERVED))


def put_marks(root: Element, paragraphs: Collection[Element], *, repeated: bool) -> list[str]:
    """Put marks for what is in a tree; return the scopes of its regions, that of the whole part first.

    `paragraphs` are those in which runs are printed. A part that is `repeated` in part or left out has regions.
    """
    for element in list(root.iter(_START, _END, *_NOTES)):
        instead(element, _own(element).translate(_IN_TREE))
    known: dict[str | None, str] = {"w": W}
    for paragraph in paragraphs:
        known |= paragraph.nsmap
    scopes = [_scope(known | root.nsmap)]
    for element in list(_outermost(root)) if repeated else ():
        scope = _scope({"w": W, **element.nsmap})
        if scope not in scopes:
            scopes.append(scope)
        say_before(element, mark(REGION, scopes.index(scope)).translate(_IN_TREE))
        say_behind(element, mark(REGION_END).translate(_IN_TREE))
    # Two lines with one number are damage to Word, and none needs one ([MS-DOCX] 2.5.4.1).
    for element in root.iter(w("p"), w("tr")) if repeated else ():
        element.attrib.pop(_PARAGRAPH_ID, None)
    for paragraph in paragraphs:
        look = next(paragraph.iterchildren(w("pPr")), None)
        say_last(paragraph, _CLOSE)
        if look is not None:
            say_behind(look, _LOOK)
        paragraph.text = _OPEN + ("" if look is not None else _LOOK) + (paragraph.text or "")
    return scopes


def marked_text(root: Element) -> str:
    """Return a tree with its marks as text: those of paragraphs take the place of their tags."""
    text = etree.tostring(root, encoding="unicode")
    if "w" not in root.nsmap:  # it has another prefix for the names that stand in marks
        name = f"<{root.prefix}:" if root.prefix else "<"
        head = name + etree.QName(root).localname
        text = f'{head} xmlns:w="{W}"{text.removeprefix(head)}'
    opened: list[str] = []
    for at, piece in enumerate(text.split(_OPEN)):
        if at:
            before = opened.pop()
            tag = before.rfind("<")  # no value of an attribute can have one (XML 1.0, 2.3)
            look, _, behind = piece.partition(_LOOK)
            opened += [before[:tag], mark(PARAGRAPH, before[tag:], look), behind]
        else:
            opened.append(piece)
    first, *others = "".join(opened).split(_CLOSE)
    closed = [first]
    for piece in others:
        tag, _, behind = piece.partition(">")
        closed += [mark(PARAGRAPH_END, f"{tag}>"), behind]
    return "".join(closed).replace(_SIGN, SIGN).replace(_BETWEEN, BETWEEN)


def _own(element: Element) -> str:
    """Return the mark of an anchor or a note of the template's own."""
    number = element.get(w("id"), "").replace('"', "")
    if element.tag == _END:
        return mark(ANCHOR_END, "", number)
    more = "".join(
        f' w:{etree.QName(key).localname}="{value}"'
        for key, value in element.items()
        if key in _MORE and '"' not in value
    )
    if element.tag == _START:
        return mark(ANCHOR, element.get(w("name"), ""), number, more)
    return mark(OWN_NOTE, _NOTES[str(element.tag)], number, more)


def _outermost(root: Element) -> Iterator[Element]:
    for element in root.iter(*_REGIONS):
        if next(element.iterancestors(*_REGIONS), None) is None:
            yield element


def _scope(prefixes: Mapping[str | None, str]) -> str:
    """Return a tag that declares prefixes, to stand around what was printed where they are known."""
    return "<scope{}>".format("".join(
        f" xmlns{':' if prefix else ''}{prefix or ''}={quoteattr(uri)}" for prefix, uri in prefixes.items()
    ))  # fmt: skip
