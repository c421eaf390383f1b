"""Blocks as other programs read them: HTML for word processors and mail, and plain text.

Neither knows notes, so that each citation stands in brackets behind what it supports, with the words around it that the
analyst gave it. What the source says keeps its marks, its language and its direction.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import cast

from briefer.core import typography
from briefer.core.briefing import (
    AnyFigure,
    Block,
    BlockId,
    BlockQuotation,
    CitationMark,
    FigureBlock,
    Footnote,
    Heading,
    Inline,
    InlineQuotation,
    ListItem,
    Table,
    Text,
    printed,
)
from briefer.core.citations import automatic_place
from briefer.core.passage import Citation, CitationItem, Quotation
from briefer.core.source import SourceId
from briefer.core.text import LINE_BREAK, OBJECT, direction

_BULLETS = "•◦▪"
_INDENT = "    "
_TABLE = '<table border="1" cellspacing="0" cellpadding="4" style="border-collapse:collapse">'


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the words of blocks do not say themselves.

    ``names`` and ``languages`` (BCP 47, where known) are those of the sources, ``language`` is the briefing's, and
    ``numbers`` the figure before each item of a numbered list as it stands in the briefing.
    """

    names: Mapping[SourceId, str] = field(default_factory=dict[SourceId, str])
    languages: Mapping[SourceId, str] = field(default_factory=dict[SourceId, str])
    language: str = ""
    numbers: Mapping[BlockId, int] = field(default_factory=dict[BlockId, int])


def html_of(blocks: Sequence[Block], said: Said) -> str:
    """Return blocks as a fragment of HTML that loads nothing."""
    parts: list[str] = []
    for listed, group in groupby(blocks, lambda block: isinstance(block, ListItem)):
        if listed:
            parts.append(_html_list(cast("list[ListItem]", list(group)), said))
        else:
            parts += [_html_block(block, said) for block in group]
    # Programs that are told no character set take the one of the machine.
    return f'<meta charset="utf-8">{"".join(parts)}'


def text_of(blocks: Sequence[Block], said: Said) -> str:
    """Return blocks as plain text, a line each; items of a list have their marks where there are several blocks."""
    lines: list[str] = []
    for block in blocks:
        line = _text_block(block, said)
        if isinstance(block, ListItem) and len(blocks) > 1:
            bullet = _BULLETS[(block.level - 1) % len(_BULLETS)]
            mark = f"{said.numbers.get(block.id, 1)}." if block.ordered else bullet
            line = f"{_INDENT * (block.level - 1)}{mark} {line}"
        lines.append(line)
    return "\n".join(lines)


def cited(citation: Citation, said: Said, *, emphasis: bool = False) -> str:
    """Return a citation in brackets, a space before it: what leads in, source, where in it, what follows, item by item.

    ``emphasis`` says that emphasis was added to the words before it.
    """
    items = [_item(item, said) for item in citation]
    if emphasis:
        items.append("emphasis added")
    return f" ({'; '.join(items)})"


def _item(item: CitationItem, said: Said) -> str:
    place = (item.locator or "").strip() or automatic_place(item.passage)
    if place and place[0].isdigit() and item.locator and item.passage.page:
        place = f"{'pp.' if any(sign in place for sign in '-–,') else 'p.'} {place}"
    lead = f"{item.prefix.strip()} " if item.prefix and item.prefix.strip() else ""
    tail = (item.suffix or "").strip()
    name = said.names.get(item.passage.source, item.passage.handle)
    return lead + ", ".join(part for part in (name, place, tail) if part)


def _quoted_with(quotation: Quotation, said: Said) -> str:
    return cited(quotation.citation, said, emphasis=quotation.emphasis_added)


def _translated(quotation: Quotation) -> tuple[str, str, str] | None:
    """Return what to say before a translation, its words on one line, and its language; None where none is printed."""
    made = quotation.translated
    if made is None:
        return None
    label = "Machine translation" if made.method == "machine" else "Translation"
    by = f" by {made.translator}" if made.translator else ""
    return f"{label}{by}: ", " ".join(made.text.split()), made.language


def _figure_words(block: AnyFigure) -> str:
    """Return what stands for a picture where none can be shown."""
    if block.alt:
        return f"[Picture: {block.alt}]"
    return block.quotation.passage.shown if isinstance(block, FigureBlock) else "[Picture]"


# --- plain text -------------------------------------------------------------------------------------------------------


def _text_block(block: Block, said: Said) -> str:
    if isinstance(block, AnyFigure):
        words = " ".join(part for part in (_figure_words(block), _lines(printed(block))) if part)
        return words + (_quoted_with(block.quotation, said) if isinstance(block, FigureBlock) else "")
    if isinstance(block, BlockQuotation):
        made = _translated(block.quotation)
        below = f"\n[{made[0]}{made[1]}]" if made else ""
        return f"{_marked(block.quotation.text, said)}{_quoted_with(block.quotation, said)}{below}"
    if isinstance(block, Table):
        rows = ["\t".join(_text_line(cell, said).replace("\n", " ") for cell in row) for row in block.rows]
        return "\n".join([*(["".join(run.text for run in block.caption)] if block.caption else []), *rows])
    return _text_line(block.inlines, said)


def _text_line(inlines: Sequence[Inline], said: Said) -> str:
    words: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text):
                words.append(_lines(text))
            case InlineQuotation(quotation=quotation):
                made = _translated(quotation)
                behind = f" [{made[0]}{made[1]}]" if made else ""
                words.append(f"{_marked(quotation.text, said)}{behind}{_quoted_with(quotation, said)}")
            case CitationMark(citation=citation):
                words.append(_behind(words, cited(citation, said)))
            case Footnote():
                words.append(_behind(words, f" [{_lines(inline.text)}]"))
    return "".join(words)


def _marked(words: str, said: Said) -> str:
    style = typography.style_of(said.language)
    return f"{style.opening}{_lines(words)}{style.closing}"


def _behind(words: Sequence[str], citation: str) -> str:
    """Return a citation as it stands behind `words`: without its space where one is there, or nothing is."""
    return citation.lstrip(" ") if not words or words[-1][-1:].isspace() else citation


def _lines(text: str) -> str:
    return text.replace(LINE_BREAK, "\n").replace(OBJECT, "")


# --- HTML -------------------------------------------------------------------------------------------------------------


def _html_block(block: Block, said: Said) -> str:
    own = _attributes(said.language, printed(block))
    if isinstance(block, AnyFigure):
        caption = "".join(map(_html_text, block.caption))
        words = f"{_escaped(_figure_words(block))} {caption}" if caption else _escaped(_figure_words(block))
        cited_as = _escaped(_quoted_with(block.quotation, said)) if isinstance(block, FigureBlock) else ""
        return f"<p{own}>{words}{cited_as}</p>"
    if isinstance(block, BlockQuotation):
        return _html_quotation(block.quotation, said)
    if isinstance(block, Table):
        return _html_table(block, own, said)
    content = _html_line(block.inlines, said)
    tag = f"h{block.level + 1}" if isinstance(block, Heading) else "p"
    return f"<{tag}{own}>{content}</{tag}>"


def _html_quotation(quotation: Quotation, said: Said) -> str:
    attributes = _attributes(said.languages.get(quotation.passage.source, ""), quotation.text)
    parts = _html_pieces(quotation).split("\n")
    parts[-1] += _html_citation(quotation, said)
    below = ""
    if made := _translated(quotation):
        below = f"<p{_attributes(made[2], made[1])}><i>{_escaped(made[0])}</i>{_escaped(made[1])}</p>"
    paragraphs = "".join(f"<p{attributes}>{part}</p>" for part in parts if part)
    return f"<blockquote>{paragraphs}{below}</blockquote>"


def _html_citation(quotation: Quotation, said: Said) -> str:
    words = _escaped(_quoted_with(quotation, said))
    theirs = said.languages.get(quotation.passage.source, "")
    return f'<span lang="{html.escape(said.language)}">{words}</span>' if theirs and said.language else words


def _html_list(items: Sequence[ListItem], said: Said) -> str:
    """Return items as lists in one another; a list whose item above is missing stands in its list directly."""
    parts: list[str] = []
    lists: list[list[str | bool]] = []  # of each list that is open its tag, and whether an item is open in it

    def close() -> None:
        tag, item = lists.pop()
        parts.append(f"{'</li>' if item else ''}</{tag}>")

    for item in items:
        tag = "ol" if item.ordered else "ul"
        while len(lists) > item.level or (len(lists) == item.level and lists[-1][0] != tag):
            close()
        while len(lists) < item.level:
            number = said.numbers.get(item.id, 1) if item.ordered and len(lists) == item.level - 1 else 1
            parts.append(f'<{tag} start="{number}">' if number != 1 else f"<{tag}>")
            lists.append([tag, False])
        if lists[-1][1]:
            parts.append("</li>")
        lists[-1][1] = True
        parts.append(f"<li{_attributes(said.language, printed(item))}>{_html_line(item.inlines, said)}")
    while lists:
        close()
    return "".join(parts)


def _html_table(table: Table, own: str, said: Said) -> str:
    caption = f"<caption>{''.join(map(_html_text, table.caption))}</caption>" if table.caption else ""
    rows: list[str] = []
    for number, row in enumerate(table.rows):
        tag = "th" if number < table.header_rows else "td"
        rows.append(f"<tr>{''.join(f'<{tag}>{_html_line(cell, said)}</{tag}>' for cell in row)}</tr>")
    return f"{_TABLE.replace('<table', f'<table{own}', 1)}{caption}{''.join(rows)}</table>"


def _html_line(inlines: Sequence[Inline], said: Said) -> str:
    style = typography.style_of(said.language)
    words: list[str] = []
    for inline in inlines:
        match inline:
            case Text():
                words.append(_html_text(inline))
            case InlineQuotation(quotation=quotation):
                # Not <q>: browsers and mail set marks around it, word processors none.
                theirs = _language(said.languages.get(quotation.passage.source, ""))
                shown = _html_pieces(quotation).replace("\n", "<br>")
                shown = f"<span{theirs}>{shown}</span>" if theirs else shown
                words.append(f"{style.opening}{shown}{style.closing}")
                if made := _translated(quotation):
                    inner = f"<span{_language(made[2])}>{_escaped(made[1])}</span>"
                    words.append(f" [<i>{_escaped(made[0])}</i>{inner}]")
                words.append(_escaped(_quoted_with(quotation, said)))
            case CitationMark(citation=citation):
                words.append(_escaped(_behind(words, cited(citation, said))))
            case Footnote():
                words.append(_behind(words, f" [{''.join(map(_html_text, inline.words))}]"))
    return "".join(words)


def _html_pieces(quotation: Quotation) -> str:
    """Return the words of a quotation as printed, line ends as they are; what was emphasised is."""
    words: list[str] = []
    for piece in quotation.pieces:
        shown = html.escape(piece.text.replace(OBJECT, "")).replace(LINE_BREAK, "<br>")
        if piece.emphasised:
            shown = "\n".join(f"<i>{line}</i>" if line else "" for line in shown.split("\n"))
        words.append(shown)
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


def _attributes(language: str, words: str) -> str:
    """Return the attributes of a paragraph that say its language, where it is known, and that it runs to the left."""
    made = _language(language)
    return f'{made} dir="rtl"' if direction(words) == "rtl" else made


def _language(tag: str) -> str:
    """Return the attribute that says a language.

    Inside a line no direction is said: LibreOffice turns the whole paragraph for it, and letters have their own.
    """
    return f' lang="{html.escape(tag)}"' if tag else ""


def _escaped(text: str) -> str:
    return html.escape(text.replace(OBJECT, "")).replace("\n", "<br>").replace(LINE_BREAK, "<br>")
