"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from itertools import pairwise
from pathlib import PurePath
from typing import Any

from lxml import html

from briefer.core.reference import Reference
from briefer.core.source import BlockKind, FactOrigin
from briefer.errors import SourceEmpty
from briefer.sources.builder import Builder
from briefer.sources.encoding import decode
from briefer.sources.front_matter import without_front_matter
from briefer.sources.language import with_language
from briefer.sources.markup import walk
from briefer.sources.reading import ReadArticle, answer
from briefer.sources.tree import parse

MARKDOWN_SUFFIXES = (".md", ".markdown")

# What a Markdown file may hold of HTML: tags that a writer types, or a program leaves that made Markdown of a page.
_HTML = frozenset({
    "a", "abbr", "address", "article", "aside", "b", "blockquote", "br", "caption", "center", "cite", "code", "col",
    "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "iframe", "img", "ins", "kbd", "li", "main", "mark", "nav", "ol",
    "p", "picture", "pre", "q", "s", "script", "section", "small", "span", "strong", "style", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
})  # fmt: skip
_TAG = re.compile(r"</?([A-Za-z][^\s/>]*)")
_BLANK = re.compile(r"\n[ \t\u3000]*\n\s*", re.UNICODE)
# Programs that break lines themselves do it between 60 and 100 characters; a paragraph that is one line is longer,
# and verse, lists and addresses are shorter.
_WRAP_LEAST, _WRAP_MOST = 50, 100


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the article in a text or Markdown file, as plain values.

    Raises:
        SourceEmpty: there are no words in it.
    """
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n")
    builder = Builder()
    if PurePath(name).suffix.lower() in MARKDOWN_SUFFIXES:
        text, reference, origins = without_front_matter(text)
        heading = add_markdown(builder, text)
        if heading and not reference.title:
            reference = replace(reference, title=heading)
            origins = (*origins, FactOrigin(fact="title", place="first heading"))
    else:
        reference, origins = Reference(), ()
        add_text(builder, text)
    article = replace(builder.article("text", reference=reference), origins=origins)
    if not article.text.replace("\ufffc", "").strip():
        raise SourceEmpty(f"“{name}” has no words in it.")
    return answer(ReadArticle(article=with_language(article)))


def add_text(builder: Builder, text: str, *, kind: BlockKind = "paragraph", level: int = 0) -> None:
    """Add plain text: blank lines part paragraphs; where there are none, or lines are long, every line is one.

    `kind` is what the paragraphs are, `level` how deep they are quoted.
    """
    text = text.strip("\n")
    parts = _BLANK.split(text)
    if len(parts) == 1:
        parts = text.split("\n") if not _is_wrapped(text.split("\n")) else parts
    elif any(len(line) > _WRAP_MOST and " " in line.strip() for line in text.split("\n")):
        # A program that lets a line be this long ends one only where a paragraph ends, as office programs do.
        parts = [line for part in parts for line in ([part] if _is_wrapped(part.split("\n")) else part.split("\n"))]
    for part in parts:
        lines = [line.strip() for line in part.split("\n")]
        builder.open(kind, level=level)
        wrapped = len(parts) == 1 or _is_wrapped(lines)
        for number, line in enumerate(lines):
            if number and not wrapped:
                builder.line_break(paragraphs=False)
            builder.add(line + " ")
        builder.close()


def _is_wrapped(lines: list[str]) -> bool:
    """Say whether a program broke these lines at its margin, so that together they are one paragraph."""
    inner = [len(line) for line in lines[:-1]]
    if not inner:
        return False
    widest = max(map(len, lines))
    # At a margin, the first word of the next line would not have fitted on the line before it.
    full = sum(len(line) + 1 + len(following.split(" ", 1)[0]) > widest for line, following in pairwise(lines))
    return _WRAP_LEAST <= widest <= _WRAP_MOST and full >= 0.8 * len(inner)


def add_markdown(builder: Builder, text: str) -> str | None:
    """Add Markdown (CommonMark with tables); return its first heading of the first level, if it begins with one."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark").enable("table")
    for rule in ("html_inline", "html_block"):
        reader.add_render_rule(rule, _tags)
    tree = parse(reader.render(text))
    if tree is None:
        return None
    walk(tree, builder)
    first = next((node for node in tree.iter() if node.tag in ("h1", "h2", "p", "li")), None)
    return _words(first) if first is not None and first.tag == "h1" else None


def _tags(_renderer: object, tokens: Sequence[Any], index: int, *_rest: object) -> str:
    """Return HTML inside Markdown: as markup if it is HTML, else as the words it is (``List<String>``)."""
    content = str(tokens[index].content)
    return content if {name.lower() for name in _TAG.findall(content)} <= _HTML else escape(content)


def _words(node: html.HtmlElement) -> str | None:
    return " ".join("".join(node.itertext()).split()) or None
