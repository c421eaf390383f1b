"""What the editor puts on the clipboard and takes from it: blocks with their passages, readable words for others.

A quotation comes in only with a passage that this library holds, and then with the library's own record of it: words
that arrive under a passage's name prove nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

from briefer.core import copied, grid, paste, wire
from briefer.core.briefing import Block, BlockId, ListItem, OwnFigure, Paragraph, Text, named_passages, new_id
from briefer.core.passage import Passage, PassageId
from briefer.core.slices import fresh
from briefer.core.source import SourceId
from briefer.core.text import OBJECT, clean
from briefer.errors import BrieferError
from briefer.ui.document import Document
from briefer.ui.editor_painting import list_number

MIME = "application/x-briefer-blocks+json"
VERSION = 1
LARGEST = 20_000_000
"""Bytes of our own form that are still read."""

UNKNOWN = "The quotations come from another library: their words are pasted as plain text, without citations."

_ELSEWHERE = "A picture of another library did not come along. Insert its file here."


@dataclass(frozen=True, slots=True)
class Pasted:
    """Blocks to put in, with new ids, and a sentence for the window where something could not come along."""

    blocks: tuple[Block, ...]
    message: str = ""


def mime_data(document: Document, blocks: tuple[Block, ...]) -> QMimeData:
    """Return blocks as our own form, as HTML and as plain text."""
    found = {passage.id: passage for block in blocks for passage in named_passages(block)}
    said = _said(document, blocks, found.values())
    data = {
        "version": VERSION,
        "blocks": [wire.block_to_json(block) for block in blocks],
        "passages": [wire.passage_to_json(passage) for passage in found.values()],
        "sources": dict(said.names),
    }
    # A new object: what Qt makes for a selection names its formats only when it is asked for them, and hides ours.
    made = QMimeData()
    made.setData(MIME, QByteArray(json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")))
    made.setHtml(copied.html_of(blocks, said))
    made.setText(copied.text_of(blocks, said))
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
    return data.hasFormat(MIME) or data.hasHtml() or data.hasText() or data.hasImage()


def pasted(document: Document, data: QMimeData, *, plain: bool = False) -> Pasted:
    """Return what `data` holds as blocks with new ids; `plain` takes the words alone."""
    if data.hasFormat(MIME) and not plain:
        own = _own_form(document, bytes(data.data(MIME).data()))
        if own is not None:
            return own
        blocks = paste.blocks_from_html(data.html()) if data.hasHtml() else ()
        return Pasted(blocks or plain_blocks(data.text()), UNKNOWN)
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
    kept = tuple(block for block in blocks if _is_here(document, block))
    return Pasted(fresh(kept), "" if len(kept) == len(blocks) else _ELSEWHERE)


def _is_here(document: Document, block: Block) -> bool:
    return not isinstance(block, OwnFigure) or document.workspace.has_picture(block.picture)


def _held(document: Document, sent: Iterable[Passage]) -> dict[PassageId, Passage]:
    """Return the library's own records of the passages that were sent; one that it does not hold is missing."""
    wanted = list(sent)
    held: dict[PassageId, Passage] = {}
    for source in {passage.source for passage in wanted}:
        held.update({passage.id: passage for passage in document.workspace.passages_of(source)})
    return held


def _said(document: Document, blocks: Iterable[Block], found: Iterable[Passage]) -> copied.Said:
    """Return what other programs are told beside the words of `blocks`: sources, languages, numbers of items."""
    names: dict[SourceId, str] = {}
    languages: dict[SourceId, str] = {}
    for passage in found:
        if passage.source in names:
            continue
        try:
            source = document.workspace.source(passage.source)
        except BrieferError:
            names[passage.source] = f"S{passage.source_number}"
            continue
        names[passage.source] = source.name
        if source.reference.language:
            languages[passage.source] = source.reference.language
    numbers: dict[BlockId, int] = {}
    briefing = document.briefing
    for block in blocks:
        place = briefing.find(block.id) if briefing and isinstance(block, ListItem) and block.ordered else None
        if place is not None and briefing is not None:
            numbers[block.id] = list_number(briefing.blocks(place[0]), place[1])
    language = briefing.facts.language if briefing else ""
    return copied.Said(names=names, languages=languages, language=language, numbers=numbers)
