"""Blocks as the command line shows them: what is printed, run by run, and the handles that are cited."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.core import omissions, support
from briefer.core.briefing import (
    AnyFigure,
    Block,
    BlockQuotation,
    Cell,
    CitationMark,
    FigureBlock,
    Footnote,
    Heading,
    Inline,
    InlineQuotation,
    ListItem,
    OwnFigure,
    Paragraph,
    Table,
    Text,
    flow,
    kind,
    passages,
    printed,
)
from briefer.core.passage import Citation, Quotation
from briefer.core.text import OBJECT
from briefer.core.wire import Json, quotation_edits


def block_views(blocks: Sequence[Block]) -> list[Json]:
    """Return the blocks of a section as the command line shows them."""
    return [block_view(block, support.below(blocks, index)) for index, block in enumerate(blocks)]


def block_view(block: Block, below: Block | None = None) -> Json:
    """Return a block as the command line and templates show it: its words, its runs, the handles it cites.

    ``below`` is the block that stands below it: its last sentence may lead in to that.
    """
    match block:
        case FigureBlock():
            inlines = [*map(_inline_view, block.caption), _citation_view(block.quotation.citation)]
        case Table():
            inlines = _table_inlines(block)
        case OwnFigure():
            inlines = [_inline_view(run) for run in block.caption]
        case BlockQuotation():
            inlines = [quotation_view(block.quotation)]
        case _:
            inlines = [_inline_view(inline) for inline in block.inlines]
    view: Json = {
        "id": block.id,
        "kind": kind(block),
        "text": printed(block),
        "inlines": inlines,
        "passages": [passage.handle for passage in passages(block)],
    }
    if isinstance(block, Table):
        view["header_rows"] = block.header_rows
        view["caption"] = [_inline_view(run) for run in block.caption]
        view["rows"] = [[_cell_view(cell) for cell in row] for row in block.rows]
    elif isinstance(block, AnyFigure):
        view["alt"] = block.alt
        if isinstance(block, OwnFigure):
            view["picture"] = block.picture
    elif isinstance(block, Heading):
        view["level"] = block.level
    elif isinstance(block, ListItem):
        view["level"] = block.level
        view["ordered"] = block.ordered
    if isinstance(block, Paragraph | ListItem):
        words = flow(block)
        view["sentences"] = [
            {"text": words[each.start : each.end].replace(OBJECT, ""), "support": each.support, "cites": each.cites}
            for each in support.sentences_of(block, below)
        ]
    return view


def _table_inlines(table: Table) -> list[Json]:
    """Return the runs of a table one after the other, with the tabs and line ends that `printed` has between them."""
    lines = [[list(map(_inline_view, table.caption))]] if table.caption else []
    lines += [[_cell_view(cell) for cell in row] for row in table.rows]
    inlines: list[Json] = []
    for number, line in enumerate(lines):
        if number:
            inlines.append(_inline_view(Text(text="\n")))
        for column, cell in enumerate(line):
            if column:
                inlines.append(_inline_view(Text(text="\t")))
            inlines += cell
    return inlines


def _cell_view(cell: Cell) -> list[Json]:
    return [_inline_view(inline) for inline in cell]


def _inline_view(inline: Inline) -> Json:
    match inline:
        case Text(text=text, bold=bold, italic=italic, href=href, judgement=judgement):
            marks = [name for name, on in (("bold", bold), ("italic", italic)) if on]
            view: Json = {"type": "text", "text": text, "marks": marks, "href": href, "passages": [], "edits": []}
            return {**view, "judgement": True} if judgement else view
        case InlineQuotation(quotation=quotation):
            return quotation_view(quotation)
        case CitationMark(citation=citation):
            return _citation_view(citation)
        case Footnote(words=words):
            return {**_citation_view(()), "type": "footnote", "words": [_inline_view(run) for run in words]}


def _citation_view(citation: Citation) -> Json:
    handles = [item.passage.handle for item in citation]
    return {"type": "citation", "text": "", "marks": [], "href": None, "passages": handles, "edits": []}


def quotation_view(quotation: Quotation) -> Json:
    """Return a quotation as the command line shows it."""
    return {
        "type": "quotation",
        "text": quotation.text,
        "marks": [],
        "href": None,
        "passages": [item.passage.handle for item in quotation.citation],
        "edits": quotation_edits(quotation),
        **translation_view(quotation),
        **_dropped_view(quotation),
    }


def translation_view(quotation: Quotation) -> Json:
    """Return the translation, if there is one, and whether it is one of the words as they are printed now."""
    made = quotation.translation
    if made is None:
        return {}
    said = {"text": made.text, "language": made.language, "translator": made.translator or None, "method": made.method}
    return {"translation": {**said, "current": quotation.translated is not None}}


def _dropped_view(quotation: Quotation) -> Json:
    """Return what the words left out hold that changes what the quotation says, where they do."""
    found = [{"cue": each.cue, "word": each.word} for each in omissions.dropped(quotation)]
    return {"dropped": found} if found else {}
