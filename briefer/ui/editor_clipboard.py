"""What the editor puts on the clipboard and takes from it: blocks with their passages, readable words for others.

A quotation comes in only with a passage that this library holds, and then with the library's own record of it: words
that arrive under a passage's name prove nothing.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

from briefer.core import grid, paste, wire
from briefer.core.briefing import (
    Block,
    BlockId,
    BlockQuotation,
    CitationMark,
    FigureBlock,
    Heading,
    Inline,
    InlineQuotation,
    ListItem,
    Paragraph,
    Table,
    Text,
    named_passages,
    new_id,
    printed,
)
from briefer.core.passage import Citation, Passage, PassageId
from briefer.core.slices import fresh
from briefer.core.text import LINE_BREAK, OBJECT, clean
from briefer.errors import BrieferError
from briefer.ui.document import Document

MIME = "application/x-briefer-blocks+json"
VERSION = 1
LARGEST = 20_000_000
"""Bytes of our own form that are still read."""

UNKNOWN = "The quotations come from another library: their words are pasted as plain text, without citations."


@dataclass(frozen=True, slots=True)
class Pasted:
    """Blocks to put in, with new ids, and a sentence for the window where something could not come along."""

    blocks: tuple[Block, ...]
    message: str = ""


def mime_data(document: Document, blocks: tuple[Block, ...]) -> QMimeData:
    """Return blocks as our own form, as HTML and as plain text."""
    found = {passage.id: passage for block in blocks for passage in named_passages(block)}
    names = _names(document, found.values())
    data = {
        "version": VERSION,
        "blocks": [wire.block_to_json(block) for block in blocks],
        "passages": [wire.passage_to_json(passage) for passage in found.values()],
        "sources": names,
    }
    # A new object: what Qt makes for a selection names its formats only when it is asked for them, and hides ours.
    made = QMimeData()
    made.setData(MIME, QByteArray(json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")))
    made.setHtml("".join(_html(block, names) for block in blocks))
    made.setText("\n".join(_plain(block, names) for block in blocks))
    return made


def let_go() -> None:
    """Leave plain text on the clipboard as the program ends.

    Qt destroys what the clipboard holds after Python is gone, and what was made here would take the process down with
    a crash (seen with PySide6 6.11.3); a text set by Qt itself does not.
    """
    clipboard = QGuiApplication.clipboard()
    # The offscreen platform has a clipboard of its own and never owns it.
    ours = clipboard.ownsClipboard() or QGuiApplication.platformName() == "offscreen"
    held = clipboard.mimeData()
    if ours and held is not None and held.hasFormat(MIME):
        clipboard.setText(held.text())


def can_paste(data: QMimeData) -> bool:
    """Say whether there is anything in `data` that becomes blocks."""
    return data.hasFormat(MIME) or data.hasHtml() or data.hasText()


def pasted(document: Document, data: QMimeData, *, plain: bool = False) -> Pasted:
    """Return what `data` holds as blocks with new ids; `plain` takes the words alone."""
    if data.hasFormat(MIME) and not plain:
        own = _own_form(document, bytes(data.data(MIME).data()))
        if own is not None:
            return own
        return Pasted(plain_blocks(data.text()), UNKNOWN)
    if data.hasHtml() and not plain:
        blocks = paste.blocks_from_html(data.html())
        if blocks:
            return Pasted(blocks)
    table = grid.from_lines(data.text()) if not plain else None
    return Pasted((table,) if table is not None else plain_blocks(data.text()))


def plain_blocks(text: str) -> tuple[Block, ...]:
    """Return each line of a plain text that has words as a paragraph."""
    lines = clean(text[: paste.LARGEST]).replace(OBJECT, "").replace("\u2029", "\n").split("\n")
    words = [line for line in lines if line.strip()] or ([lines[0]] if lines[0] else [])
    return tuple(Paragraph(id=BlockId(new_id()), inlines=(Text(text=line),)) for line in words)


def _own_form(document: Document, payload: bytes) -> Pasted | None:
    if len(payload) > LARGEST:
        return None
    try:
        data: Any = json.loads(payload)
        if not isinstance(data, dict) or data.get("version") != VERSION:
            return None
        sent = [wire.passage_from_json(passage) for passage in data["passages"]]
        held = _held(document, sent)
        blocks = tuple(wire.block_from_json(block, held) for block in data["blocks"])
    except (BrieferError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Pasted(fresh(blocks))


def _held(document: Document, sent: Iterable[Passage]) -> dict[PassageId, Passage]:
    """Return the library's own records of the passages that were sent; one that it does not hold is missing."""
    wanted = list(sent)
    held: dict[PassageId, Passage] = {}
    for source in {passage.source for passage in wanted}:
        held.update({passage.id: passage for passage in document.workspace.passages_of(source)})
    return held


def _names(document: Document, found: Iterable[Passage]) -> dict[str, str]:
    names: dict[str, str] = {}
    for passage in found:
        if passage.source not in names:
            try:
                names[passage.source] = document.workspace.source(passage.source).name
            except BrieferError:
                names[passage.source] = f"S{passage.source_number}"
    return names


def _cited(citation: Citation, names: dict[str, str]) -> str:
    """Return a citation for programs that know no notes: source, and page or paragraph."""
    parts: list[str] = []
    for item in citation:
        passage = item.passage
        place = item.locator or (f"{'pp.' if '–' in passage.page else 'p.'} {passage.page}" if passage.page else "")
        if not place and passage.cue:
            place = passage.cue
        elif not place and passage.paragraph:
            place = f"para. {passage.paragraph}"
        parts.append(", ".join(part for part in (names.get(passage.source, ""), place) if part))
    return f" ({'; '.join(parts)})"


def _plain(block: Block, names: dict[str, str]) -> str:
    if isinstance(block, FigureBlock):
        caption = printed(block) or block.alt
        return f"{_lines(caption) or block.quotation.passage.shown}{_cited(block.quotation.citation, names)}"
    if isinstance(block, BlockQuotation):
        return f"“{_lines(block.quotation.text)}”{_cited(block.quotation.citation, names)}"
    if isinstance(block, Table):
        rows = ["\t".join(_plain_line(cell, names).replace("\n", " ") for cell in row) for row in block.rows]
        return "\n".join([*(["".join(run.text for run in block.caption)] if block.caption else []), *rows])
    return _plain_line(block.inlines, names)


def _plain_line(inlines: tuple[Inline, ...], names: dict[str, str]) -> str:
    words: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text):
                words.append(_lines(text))
            case InlineQuotation(quotation=quotation):
                words.append(f"“{_lines(quotation.text)}”{_cited(quotation.citation, names)}")
            case CitationMark(citation=citation):
                words.append(_cited(citation, names))
    return "".join(words)


def _html(block: Block, names: dict[str, str]) -> str:
    if isinstance(block, FigureBlock):
        caption = "".join(map(_html_text, block.caption)) or _escaped(block.alt or block.quotation.passage.shown)
        return f"<p>{caption}{_escaped(_cited(block.quotation.citation, names))}</p>"
    if isinstance(block, BlockQuotation):
        quotation = block.quotation
        return (
            f"<blockquote><p>{_escaped(quotation.text)}{_escaped(_cited(quotation.citation, names))}</p></blockquote>"
        )
    if isinstance(block, Table):
        return _html_table(block, names)
    content = _html_line(block.inlines, names)
    match block:
        case Heading(level=level):
            return f"<h{level + 1}>{content}</h{level + 1}>"
        case ListItem(ordered=ordered):
            tag = "ol" if ordered else "ul"
            return f"<{tag}><li>{content}</li></{tag}>"
        case Paragraph():
            return f"<p>{content}</p>"


def _html_table(table: Table, names: dict[str, str]) -> str:
    caption = f"<caption>{''.join(map(_html_text, table.caption))}</caption>" if table.caption else ""
    rows: list[str] = []
    for number, row in enumerate(table.rows):
        tag = "th" if number < table.header_rows else "td"
        rows.append(f"<tr>{''.join(f'<{tag}>{_html_line(cell, names)}</{tag}>' for cell in row)}</tr>")
    return f"<table>{caption}{''.join(rows)}</table>"


def _html_line(inlines: tuple[Inline, ...], names: dict[str, str]) -> str:
    words: list[str] = []
    for inline in inlines:
        match inline:
            case Text():
                words.append(_html_text(inline))
            case InlineQuotation(quotation=quotation):
                words.append(f"<q>{_escaped(quotation.text)}</q>{_escaped(_cited(quotation.citation, names))}")
            case CitationMark(citation=citation):
                words.append(_escaped(_cited(citation, names)))
    return "".join(words)


def _html_text(inline: Text) -> str:
    words = _escaped(inline.text)
    if inline.bold:
        words = f"<b>{words}</b>"
    if inline.italic:
        words = f"<i>{words}</i>"
    if inline.href is not None:
        words = f'<a href="{html.escape(inline.href)}">{words}</a>'
    return words


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>").replace(LINE_BREAK, "<br>")


def _lines(text: str) -> str:
    return text.replace(LINE_BREAK, "\n")
