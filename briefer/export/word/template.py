"""A Word template's part compiled to Jinja: the tags a person typed in Word, wherever Word has split them into runs.

The dialect is docxtpl's: ``{{ }}`` and ``{% %}`` inside text, ``{%p %}`` for a whole paragraph, ``{%tr %}`` for a row,
``{%tc %}`` for a cell, ``{{r }}`` for runs. Never repaired by guessing: what does not fit is an error with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import jinja2
from lxml import etree

from briefer.errors import TemplateError
from briefer.export.word.names import SPACE, Element, parse, w
from briefer.packs.render import render

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_SCOPED = re.compile(r"\{%(-?)(p|tr|tc)\s+(.*?)%\}\Z", re.DOTALL)
_RUNS = re.compile(r"\{\{r\s+(.*?)\}\}\Z", re.DOTALL)
_TYPED = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\u00a0": " "})
_SCOPES = {"p": w("p"), "tr": w("tr"), "tc": w("tc")}
# Private-use characters around a number stand for a tag while the tree is serialised; Word cannot type U+10FFFE.
_TOKEN = re.compile("(?:<!--)?\U0010fffd(\\d+)\U0010fffd(?:-->)?")


def render_part(data: Element, name: str, environment: jinja2.Environment, context: Mapping[str, Any]) -> Element:
    """Return the tree of a part with its tags carried out.

    Raises:
        TemplateError: a tag is broken or fails, or what was printed is no XML; with the words around the place.
    """
    source = compile_part(data, name)
    if source is None:
        return data
    printed = render(environment, source, context, _places(source, name))
    try:
        return parse(printed.encode("utf-8"))
    except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
        raise TemplateError(
            f"What the template prints in {name} is not whole: {error}.",
            "A {%p %} tag probably begins in one cell or list and ends in another.",
        ) from error


def compile_part(root: Element, name: str) -> str | None:
    """Return the Jinja source of a part; None where it has no tags. The tree is changed.

    Raises:
        TemplateError: a tag is open, stands beside what it would take away, or is not inside what it names.
    """
    tags: list[str] = []
    for paragraph in list(root.iter(w("p"))):
        texts = _texts(paragraph)
        words = "".join(text.text or "" for text in texts)
        if "{" in words:
            _compile_paragraph(paragraph, texts, words, tags, name)
    if not tags:
        return None
    source = etree.tostring(root, encoding="unicode")
    # Each paragraph begins a line of its own, so that a line number leads back to it.
    source = re.sub(r"<w:p[ >]", lambda match: "\n" + match[0], source)
    return _TOKEN.sub(lambda match: tags[int(match[1])], source)


def _texts(paragraph: Element) -> list[Element]:
    """Return the text elements of a paragraph, without those of a text box that is anchored in it."""
    found: list[Element] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == w("t"):
            found.append(element)
        elif element.tag != w("p"):
            stack.extend(reversed(element))
    return found


def _compile_paragraph(paragraph: Element, texts: list[Element], words: str, tags: list[str], name: str) -> None:
    matches = list(_TAG.finditer(words))
    rest = _TAG.sub("", words)
    if "{{" in rest or "{%" in rest or "%}" in rest:
        raise TemplateError(
            f"A tag is open in {name}, at “{_excerpt(words)}”.", "Each {{ wants }} and each {% wants %}."
        )
    scoped = [match for match in matches if _SCOPED.match(match[0])]
    if scoped and _SCOPED.match(scoped[0][0]):
        _lift(paragraph, scoped[0][0], len(matches), rest, tags, name)
        return
    # Backwards, so that the offsets of what comes before stay true.
    for match in reversed(matches):
        runs = _RUNS.match(match[0])
        tag = "{{ (" + runs[1].translate(_TYPED) + ")|runs }}" if runs else match[0].translate(_TYPED)
        tags.append(tag)
        first = _cut(texts, match.start(), match.end(), _token(tags))
        first.set(SPACE, "preserve")
        if runs:
            run = first.getparent()
            if run is None or run.tag != w("r") or "".join(run.itertext()) != first.text or first.text != _token(tags):
                raise TemplateError(
                    f"{{{{r }}}} stands beside other words in {name}, at “{_excerpt(words)}”.",
                    "Give it a format of its own, so that Word keeps it apart.",
                )
            _replace(run, etree.Comment(_token(tags)))


def _lift(paragraph: Element, tag: str, count: int, rest: str, tags: list[str], name: str) -> None:
    """Put a tag of a paragraph, row or cell into the place of the whole of it."""
    match = _SCOPED.match(tag)
    assert match is not None
    if count > 1 or rest.strip():
        raise TemplateError(
            f"{tag} in {name} stands beside “{_excerpt(rest.strip() or tag)}”, which would be lost.",
            "A tag of a whole paragraph, row or cell stands alone in it.",
        )
    target: Element | None = paragraph
    while target is not None and target.tag != _SCOPES[match[2]]:
        target = target.getparent()
    if target is None:
        raise TemplateError(f"{tag} in {name} does not stand in a table.", "Write {%p %} for a paragraph.")
    tags.append("{%" + match[1] + " " + match[3].translate(_TYPED) + "%}")
    _replace(target, etree.Comment(_token(tags)))


def _token(tags: list[str]) -> str:
    return f"\U0010fffd{len(tags) - 1}\U0010fffd"


def _cut(texts: list[Element], start: int, end: int, token: str) -> Element:
    """Take the characters `start` to `end` of the texts out and put `token` there; return the element it is in."""
    first: Element | None = None
    offset = 0
    for element in texts:
        text = element.text or ""
        begin, stop = max(start - offset, 0), min(end - offset, len(text))
        if begin < stop:
            element.text = text[:begin] + (token if first is None else "") + text[stop:]
            first = element if first is None else first
        offset += len(text)
    assert first is not None
    return first


def _replace(element: Element, by: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    by.tail = element.tail
    parent.replace(element, by)


def _places(source: str, name: str) -> Callable[[int], str]:
    def where(line: int) -> str:
        lines = source.split("\n")
        words = re.sub(r"<[^>]*>", "", lines[line - 1]).strip() if 0 < line <= len(lines) else ""
        return f"in {name}, at “{_excerpt(words)}”" if words else f"in {name}"

    return where


def _excerpt(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
