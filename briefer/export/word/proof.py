"""The last look at a Word file before it is written: what breaks one of these does not leave the machine.

The Open XML SDK lets pass what Word calls damaged (a cell without a paragraph) and what LibreOffice loses text by.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from briefer.core.text import LINE_BREAK
from briefer.errors import ExportError
from briefer.export.word.names import MC, OURS, Element, R, parse, w
from briefer.export.word.package import relations_path
from briefer.export.word.proof_references import reference_problems

_NOTES = "word/footnotes.xml"
_BOOKMARK_START, _BOOKMARK_END, _FIELD, _CELL = w("bookmarkStart"), w("bookmarkEnd"), w("fldChar"), w("tc")
_CHECKED = (_BOOKMARK_START, _BOOKMARK_END, _FIELD, _CELL, w("tr"))
_IGNORABLE = f"{{{MC}}}Ignorable"
_NAME, _ID = w("name"), w("id")
_PARAGRAPH, _TEXT, _BREAK, _TAB = w("p"), w("t"), w("br"), w("tab")
# XPath runs in C: a look at every attribute from Python took longer than everything else here.
_REFERRED = [etree.XPath(f"//@r:{name}", namespaces={"r": R}, smart_strings=False) for name in ("id", "embed", "link")]
_OUR_MARKS = etree.XPath("boolean(//b:* | //@b:*)", namespaces={"b": OURS})


def prove(data: bytes, quotations: Iterable[str]) -> None:
    """Check the bytes of a .docx, and that every one of `quotations` is in it, word for word.

    Raises:
        ExportError: something is wrong; the sentence says what.
    """
    problem = next(_problems(data, quotations), None)
    if problem is not None:
        raise ExportError(
            f"The Word file would have been damaged ({problem}), so it was not written.",
            "Choose another template, and tell whoever made this one.",
        )


def _problems(data: bytes, quotations: Iterable[str]) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        yield from (f"two parts named {name}" for name, count in Counter(map(str.lower, names)).items() if count > 1)
        parts = {name: archive.read(name) for name in names}
    trees: dict[str, Element] = {}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = parse(content)
            except (etree.XMLSyntaxError, ValueError):
                yield f"{name} is not well formed"
                return
    for name, root in trees.items():
        if name.startswith("word/") and not name.endswith(".rels"):
            yield from _part_problems(name, root, trees)
    yield from reference_problems(trees)
    yield from _note_problems(trees)
    yield from _lost_words(trees["word/document.xml"], quotations)


def _part_problems(name: str, root: Element, trees: dict[str, Element]) -> Iterable[str]:
    relations = trees.get(relations_path(name))
    known = {relation.get("Id") for relation in relations} if relations is not None else set[str | None]()
    for prefix in root.get(_IGNORABLE, "").split():
        if prefix not in root.nsmap:
            yield f"{name} names the prefix {prefix} and does not declare it"
    if _OUR_MARKS(root):
        yield f"a mark of the template is left in {name}"
    for value in (value for search in _REFERRED for value in search(root)):
        if value not in known:
            yield f"{name} refers to {value}, which is not there"
    bookmarks: Counter[str] = Counter()
    starts: set[str] = set()
    ends: set[str] = set()
    depth = 0
    for element in root.iter(*_CHECKED):
        tag = element.tag
        if tag == _BOOKMARK_START:
            anchor = element.get(_NAME, "")
            bookmarks[anchor] += 1
            if element.get(_ID, "") in starts:
                yield f"two anchors with one number in {name}"
            starts.add(element.get(_ID, ""))
            if len(anchor) > 40:
                yield f"an anchor longer than 40 characters in {name}"
        elif tag == _BOOKMARK_END:
            ends.add(element.get(_ID, ""))
        elif tag == _FIELD:
            depth += {"begin": 1, "end": -1}.get(element.get(w("fldCharType"), ""), 0)
            if depth < 0:
                yield f"a field ends before it begins in {name}"
        elif tag == _CELL:
            if not len(element) or element[-1].tag != w("p"):
                yield f"a table cell without a paragraph in {name}"
        elif element.find(_CELL) is None:
            yield f"a table row without a cell in {name}"
    if depth:
        yield f"a field without an end in {name}"
    if starts != ends:
        yield f"an anchor without an end in {name}"
    yield from (f"two anchors named {anchor} in {name}" for anchor, count in bookmarks.items() if count > 1)


def _note_problems(trees: dict[str, Element]) -> Iterable[str]:
    referred = [element.get(w("id")) for element in trees["word/document.xml"].iter(w("footnoteReference"))]
    notes = trees.get(_NOTES)
    written: list[str | None] = []
    if notes is not None:
        written = [note.get(w("id")) for note in notes if note.get(w("type")) is None]
    if referred != written:
        yield "figures and notes do not belong together"


def _lost_words(document: Element, quotations: Iterable[str]) -> Iterable[str]:
    printed = _words(document)
    at = 0
    for quotation in quotations:
        # They are printed in their order, as a rule: to begin where the last one was found spares a look at them all.
        found = printed.find(quotation, at)
        if found < 0:
            found = printed.find(quotation)
        if found < 0:
            yield f"the words “{quotation[:40]}…” are missing"
        else:
            at = found


def _words(document: Element) -> str:
    """Return the text as it is read: a line for each paragraph, one character for a break or tab."""
    pieces: list[str] = []
    for element in document.iter(_PARAGRAPH, _TEXT, _BREAK, _TAB):
        tag = element.tag
        if tag == _TEXT:
            pieces.append(element.text or "")
        else:
            pieces.append("\n" if tag == _PARAGRAPH else LINE_BREAK if tag == _BREAK else "\t")
    return "".join(pieces)
