"""A copy of a Word template in which each of its problems is a comment at its place, for its author to go through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from briefer.core.text import clean
from briefer.export.word.engine import DOCUMENT
from briefer.export.word.names import Element, W, parse, w
from briefer.export.word.package import Package

_COMMENTS = "word/comments.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def annotate(template: bytes, problems: Sequence[dict[str, Any]]) -> bytes:
    """Return a copy of the .docx `template` with `problems`, as `Problem.view` gives them, as comments.

    Word has no comments in headers, footers and notes: what is wrong there is said at the first paragraph of the text.

    Raises:
        TemplateError: the template cannot be read.
    """
    package = Package.read(template)
    root = package.tree(DOCUMENT)
    paragraphs = list(root.iter(w("p")))
    if not paragraphs:
        body = root.find(w("body"))
        assert body is not None
        paragraphs = [etree.Element(w("p"))]
        body.insert(0, paragraphs[0])
    comments = _comments(package)
    taken = [int(each.get(w("id"), "0")) for each in comments]
    for number, problem in enumerate(problems, start=max(taken, default=-1) + 1):
        at = int(problem["paragraph"]) if problem["part"] == DOCUMENT else 0
        _range(paragraphs[at - 1] if 0 < at <= len(paragraphs) else paragraphs[0], str(number))
        comments.append(_comment(problem, str(number), placed=at > 0))
    return package.write()


def _comments(package: Package) -> Element:
    found = package.related(DOCUMENT, "comments")
    if found:
        return package.tree(found[0])
    package.put(_COMMENTS, parse(f'<w:comments xmlns:w="{W}"/>'.encode()))
    package.relate(DOCUMENT, "comments", "comments.xml")
    package.declare(_COMMENTS, _TYPE)
    return package.tree(_COMMENTS)


def _range(paragraph: Element, number: str) -> None:
    """Let a comment be about a whole paragraph."""
    start, end, run = (etree.Element(w(name)) for name in ("commentRangeStart", "commentRangeEnd", "r"))
    for element in (start, end, etree.SubElement(run, w("commentReference"))):
        element.set(w("id"), number)
    paragraph.insert(1 if paragraph.find(w("pPr")) is not None else 0, start)
    paragraph.extend([end, run])


def _comment(problem: dict[str, Any], number: str, *, placed: bool) -> Element:
    place = "" if placed or not problem["place"] else f" ({problem['place']})"
    lines = [f"{problem['message']}{place}.", problem["suggestion"]]
    if problem["excerpt"]:
        lines.insert(1, problem["excerpt"])
    content = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(clean(line))}</w:t></w:r></w:p>' for line in lines if line
    )
    return parse(
        f'<w:comment xmlns:w="{W}" w:id="{number}" w:author="briefer" w:initials="b">{content}</w:comment>'.encode()
    )
