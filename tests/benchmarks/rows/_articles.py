"""Articles made by hand for the rows: plain paragraphs under a title."""

from __future__ import annotations

from collections.abc import Iterable

from briefer.core.reference import Reference
from briefer.core.source import Article, TextBlock
from briefer.workspace.importing import Incoming


def incoming(name: str, paragraphs: Iterable[str], publisher: str | None = None) -> Incoming:
    """Return an article of these paragraphs, titled `name`, as it comes into a library."""
    blocks: list[TextBlock] = []
    lines: list[str] = []
    at = 0
    for line in paragraphs:
        blocks.append(TextBlock(kind="paragraph", start=at, end=at + len(line)))
        lines.append(line)
        at += len(line) + 1
    text = "\n".join(lines)
    article = Article(
        kind="text", text=text, blocks=tuple(blocks), reference=Reference(title=name, publisher=publisher)
    )
    return Incoming(name=f"{name}.txt", data=text.encode(), article=article)
