"""The last look at a Word file before it is written: what breaks one of these does not leave the machine.

The Open XML SDK lets pass what Word calls damaged (a cell without a paragraph) and what LibreOffice loses text by.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from briefer.errors import ExportError
from briefer.export.word.names import R, parse
from briefer.export.word.package import relations_path
from briefer.export.word.proof_part import Part
from briefer.export.word.proof_references import reference_problems

_NOTES = "word/footnotes.xml"


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
        contents = {name: archive.read(name) for name in names}
    relations: dict[str, set[str | None]] = {}
    parts: dict[str, Part] = {}
    for name, content in contents.items():
        try:
            if name.endswith(".rels"):
                relations[name] = {relation.get("Id") for relation in parse(content)}
            elif name.endswith(".xml"):
                parts[name] = Part(content)
        except (etree.XMLSyntaxError, ValueError):
            yield f"{name} is not well formed"
            return
    written = {name: part for name, part in parts.items() if name.startswith("word/")}
    for name, part in written.items():
        yield from _part_problems(name, part, relations.get(relations_path(name), set()))
    yield from reference_problems(written)
    yield from _note_problems(parts)
    yield from _lost_words(parts["word/document.xml"].words, quotations)


def _part_problems(name: str, part: Part, relations: set[str | None]) -> Iterable[str]:
    for prefix in part.undeclared():
        yield f"{name} names the prefix {prefix} and does not declare it"
    for value in part.anywhere(R, "id", "embed", "link"):
        if value not in relations:
            yield f"{name} refers to {value}, which is not there"
    starts, ends = part.values("bookmarkStart", "id"), part.values("bookmarkEnd", "id")
    anchors = part.values("bookmarkStart", "name")
    if len(starts) != len(set(starts)):
        yield f"two anchors with one number in {name}"
    if any(len(anchor or "") > 40 for anchor in anchors):
        yield f"an anchor longer than 40 characters in {name}"
    depth = 0
    for kind in part.values("fldChar", "fldCharType"):
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if depth < 0:
            yield f"a field ends before it begins in {name}"
    if "tc" in part.lacking:
        yield f"a table cell without a paragraph in {name}"
    if "tr" in part.lacking:
        yield f"a table row without a cell in {name}"
    if depth:
        yield f"a field without an end in {name}"
    if set(starts) != set(ends):
        yield f"an anchor without an end in {name}"
    yield from (f"two anchors named {anchor} in {name}" for anchor, count in Counter(anchors).items() if count > 1)


def _note_problems(parts: Mapping[str, Part]) -> Iterable[str]:
    referred = parts["word/document.xml"].values("footnoteReference", "id")
    notes = parts.get(_NOTES)
    written: list[str | None] = []
    if notes is not None:
        kinds = notes.values("footnote", "type")
        written = [id for id, kind in zip(notes.values("footnote", "id"), kinds, strict=True) if kind is None]
    if referred != written:
        yield "figures and notes do not belong together"


def _lost_words(printed: str, quotations: Iterable[str]) -> Iterable[str]:
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
