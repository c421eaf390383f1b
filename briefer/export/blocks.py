"""Blocks as plain paragraphs of runs: quotations in their pieces, figures, links, and the anchor of each."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import count
from urllib.parse import urlsplit

from briefer.citing.format import Figure, Runs
from briefer.citing.kept import Kept
from briefer.citing.language import Language
from briefer.citing.marks import nested
from briefer.core import grid
from briefer.core.briefing import (
    AnyFigure,
    Block,
    BlockQuotation,
    CitationMark,
    Footnote,
    Heading,
    Inline,
    InlineQuotation,
    ListItem,
    Table,
    Text,
    kind,
    picture_of,
)
from briefer.core.briefing import Paragraph as Prose
from briefer.core.passage import Quotation
from briefer.core.source import SourceId
from briefer.core.text import LINE_BREAK, OBJECT, clean, direction
from briefer.core.translation import Translation
from briefer.export.pictures import Pictures
from briefer.packs.pack import QuotedIn
from briefer.worker import Plain

Run = dict[str, Plain]
Paragraph = dict[str, Plain]

_UUID = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")
_SCHEMES = ("http", "https", "mailto")
# Images, byte order marks (PDF/UA-1 refuses them), and the overrides that would turn the words after them round as
# well (Unicode UAX 9, section 2.2). None of them prints anything.
DROPPED = dict.fromkeys((ord(OBJECT), 0xFEFF, 0x202D, 0x202E))
_ADDRESS = 2083
_MARK = {True: "\u200f", False: "\u200e"}


class BlockPrinter:
    """Turns the blocks of one briefing into plain values."""

    def __init__(
        self,
        language: Language,
        languages: Mapping[SourceId, str | None],
        figures: Mapping[str, tuple[Figure, ...]],
        block_marks: bool,
        pictures: Pictures | None = None,
        quoted_in: QuotedIn = "both",
        kept: Kept | None = None,
    ) -> None:
        self._kept = kept or Kept()
        self._pictures = pictures or {}
        self._quoted_in = quoted_in
        self._language = language
        self._languages = languages
        self._figures = figures
        self._block_marks = block_marks
        self._lists = count(1)

    def next_list(self) -> int:
        """Return the number of a list that begins."""
        return next(self._lists)

    def block(self, block: Block) -> dict[str, Plain] | None:
        """Return a block as templates see it, in no list yet; None where it prints nothing."""
        figures = {figure.position: figure.note.number for figure in self._figures.get(block.id, ())}
        return self._kept.of(("block", block.id), self._block, block, figures)

    def _block(self, block: Block, figures: Mapping[int, int]) -> dict[str, Plain] | None:
        if isinstance(block, AnyFigure):
            paragraphs = [paragraph(runs, self._language) for runs in self._figure_lines(block, figures.get(-1))]
        elif isinstance(block, Table):
            paragraphs = [paragraph(runs, self._language) for runs in self._table_lines(block, figures)]
        elif isinstance(block, BlockQuotation):
            paragraphs = self._quotation_block(block, figures.get(-1))
        else:
            paragraphs = [paragraph(self._line(block.inlines, figures), self._language)]
        worded = any(_has_words(run) for part in paragraphs for run in _list(part["runs"]))
        if not worded and not figures:
            return None
        if not worded and isinstance(block, Heading):  # no format takes a heading without words; the note stays
            block = Prose(id=block.id, inlines=block.inlines)
        return {
            "kind": kind(block),
            "level": block.level if isinstance(block, Heading | ListItem) else 0,
            "ordered": isinstance(block, ListItem) and block.ordered,
            "list": 0,
            "anchor": anchor(block.id),
            "paragraphs": list[Plain](paragraphs),
            "table": _table(block, paragraphs) if isinstance(block, Table) else None,
        }

    def _line(self, inlines: tuple[Inline, ...], figures: Mapping[int, int], first: int = 0) -> list[Run]:
        """Return inlines as runs; `first` is the position of the first among the figures of their block."""
        runs: list[Run] = []
        for index, inline in enumerate(inlines, first):
            match inline:
                case Text():
                    _append(runs, _own(inline))  # a mark that does not print may stand between two that look alike
                case InlineQuotation(id=id, quotation=quotation):
                    name = anchor(id)
                    runs.append({**text_run(""), "kind": "begin", "anchor": name})
                    runs += self._inline(quotation)
                    runs.append({**text_run(""), "kind": "end", "anchor": name})
                case CitationMark() | Footnote():
                    pass
            if index in figures:
                runs.append(_figure(figures[index]))
        return runs

    def _table_lines(self, table: Table, figures: Mapping[int, int]) -> list[list[Run]]:
        """Return a table's caption and each of its rows as a line, its cells parted by a run of the kind "cell".

        Such a run is a tab, so that a template that knows no tables prints lines that can be read.
        """
        lines = [[_own(run) for run in table.caption]] if table.caption else []
        first = 0
        for number, row in enumerate(table.rows):
            runs: list[Run] = []
            for column, cell in enumerate(row):
                if column:
                    runs.append({**text_run("\t"), "kind": "cell"})
                line = self._line(cell, figures, first)
                runs += [{**run, "bold": True} for run in line] if number < table.header_rows else line
                first += len(cell)
            lines.append(runs)
        return lines

    def _figure_lines(self, block: AnyFigure, note: int | None) -> list[list[Run]]:
        """Return a figure's picture, and below it its caption with the note; without a picture, what it would show."""
        picture = self._pictures.get(picture_of(block))
        instead = (Text(text=block.alt, italic=True),) if block.alt and picture is None else ()
        caption = self._caption(block.caption or instead, note)
        if picture is None:
            return [caption]
        width, height = picture.millimetres
        alt = str(text_run(block.alt or "".join(run.text for run in block.caption))["text"])
        shown = {"kind": "picture", "name": picture.name, "alt": alt, "width": width, "height": height}
        if not block.caption:  # a note alone on a line would hang below the picture
            return [[{**text_run(""), **shown}, *caption]]
        return [[{**text_run(""), **shown}], caption]

    def _caption(self, shown: tuple[Text, ...], note: int | None) -> list[Run]:
        runs = [_own(run) for run in shown]
        return runs if note is None else [*runs, _figure(note)]

    def _inline(self, quotation: Quotation) -> list[Run]:
        """Return a quotation inside a sentence: its words, its translation in brackets behind them, or that alone."""
        made = quotation.translated if self._quoted_in != "original" else None
        if made is None:
            return self._marked(self._pieces(quotation, inside_marks=True))
        said = [text_run("["), *self._translation(made), text_run("]")]
        if self._quoted_in == "translation":
            return said
        return [*self._marked(self._pieces(quotation, inside_marks=True)), text_run(" "), *said]

    def _translation(self, made: Translation) -> list[Run]:
        """Return a translation behind the words that say what it is: it never passes as the source's words."""
        key = "translation_machine" if made.method == "machine" else "translation"
        label = self._language.word(f"{key}_by", name=made.translator) if made.translator else self._language.word(key)
        own = self._language.foreign(made.language)
        text = " ".join(made.text.split())
        return [text_run(f"{label} ", italic=True), {**text_run(text, language=own), "kind": "translation"}]

    def _quotation_block(self, block: BlockQuotation, note: int | None) -> list[Paragraph]:
        made = block.quotation.translated if self._quoted_in != "original" else None
        figure = [_figure(note)] if note is not None else []
        if made is None:
            return self._original(block.quotation, figure)
        own = self._language.foreign(made.language)
        if self._quoted_in == "translation":
            return [paragraph([*self._translation(made), *figure], self._language, own)]
        said = paragraph(self._translation(made), self._language, own)
        return [*self._original(block.quotation, figure), said]

    def _original(self, quotation: Quotation, figure: list[Run]) -> list[Paragraph]:
        pieces = self._pieces(quotation, inside_marks=self._block_marks)
        if self._block_marks:
            pieces = self._marked(pieces)
        lines: list[list[Run]] = [[]]
        for piece in pieces:
            first, *rest = str(piece["text"]).split("\n")
            lines[-1].append({**piece, "text": first})
            for text in rest:
                lines.append([{**piece, "text": text}])
        lines = [runs for runs in lines if any(str(run["text"]).strip() for run in runs)] or [[]]
        lines[-1] += figure
        own = self._foreign(quotation)
        return [paragraph(runs, self._language, own) for runs in lines]

    def _pieces(self, quotation: Quotation, *, inside_marks: bool) -> list[Run]:
        own = self._foreign(quotation)
        pieces = quotation.pieces
        texts = [clean(piece.text) for piece in pieces]
        if inside_marks:
            texts = [text.replace("\n", " ") for text in nested(texts, self._language)]
        runs: list[Run] = []
        for piece, text in zip(pieces, texts, strict=True):
            run = text_run(text, italic=piece.emphasised, language=None if piece.kind == "insertion" else own)
            runs.append({**run, "kind": piece.kind})
        return runs

    def _marked(self, pieces: list[Run]) -> list[Run]:
        """Return the pieces of a quotation between quotation marks."""
        opening, closing = self._language.outer
        before, after = _set_apart("".join(str(piece["text"]) for piece in pieces), self._language)
        return [
            {**text_run(opening + before), "kind": "mark"},
            *pieces,
            {**text_run(after + closing), "kind": "mark"},
        ]

    def _foreign(self, quotation: Quotation) -> str | None:
        """Return the language of a quotation's source where it is not the briefing's."""
        return self._language.foreign(self._languages.get(quotation.passage.source))


def _own(run: Text) -> Run:
    return text_run(run.text, bold=run.bold, italic=run.italic, href=safe_href(run.href))


def text_run(
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    href: str | None = None,
    language: str | None = None,
    proof: bool = True,
) -> Run:
    """Return a run of text with every key a template may ask for."""
    text = clean(text).translate(DROPPED)
    return {
        "kind": "text",
        "text": text,
        "bold": bold,
        "italic": italic,
        "href": href,
        "language": language,
        "rtl": direction(text) == "rtl",
        "proof": proof,
        "note": None,
        "anchor": None,
    }


def runs_of(runs: Runs, language: Language) -> list[Plain]:
    """Return the runs of a note or reference as plain ones, each on one line; neighbours that look alike are one."""
    plain: list[Run] = []
    for run in runs:
        text = run.text.replace("\n", " ").replace(LINE_BREAK, " ")
        before, after = _set_apart(text, language)
        _append(plain, text_run(f"{before}{text}{after}", italic=run.italic, language=run.language))
    return list[Plain](plain)


def own_runs(words: Iterable[Text]) -> list[Plain]:
    """Return words of the analyst's own as they stand in a note: no links, for which a note has no room in Word."""
    runs: list[Run] = []
    for run in words:
        _append(runs, text_run(run.text, bold=run.bold, italic=run.italic))
    return list[Plain](runs)


def _append(runs: list[Run], run: Run) -> None:
    """Add a run of text; where it looks as the one before it, that one goes on."""
    if runs and {**runs[-1], "text": ""} == {**run, "text": ""}:
        run = {**run, "text": f"{runs.pop()['text']}{run['text']}"}
    runs.append(run)


def _set_apart(text: str, language: Language) -> tuple[str, str]:
    """Return the marks before and after words of the other direction, which keep what stands around them in place.

    Without them a date behind a Hebrew title changes sides with the title's closing mark (UAX 9, rules N1 and N2).
    Isolates would say it shorter, but Word does not know them.
    """
    found = direction(text)
    right = found == "rtl"
    if not found or right == language.right_to_left:
        return "", ""
    return _MARK[right], _MARK[right] + _MARK[language.right_to_left]


def paragraph(runs: list[Run], language: Language, own: str | None = None) -> Paragraph:
    """Return a paragraph; its direction is that of its first letter, else of the language (Unicode UAX 9, rule P2)."""
    found = direction("".join(str(run["text"]) for run in runs))
    rtl = found == "rtl" if found else language.right_to_left
    return {"runs": list[Plain](runs), "rtl": rtl, "language": own}


def anchor(id: str) -> str:
    """Return the bookmark that stands for an id: hidden (it begins with an underscore), at most 40 characters."""
    plain = id.lower()
    if _UUID.fullmatch(plain):
        return "_b" + plain.replace("-", "")
    return "_b" + hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def safe_href(href: str | None) -> str | None:
    """Return an address that a file may link to; None for one that could run or open something local.

    Nor for one longer than browsers take (Typst refuses 8,000 characters): its words are printed all the same.
    """
    if href is None:
        return None
    href = clean(href).strip()
    try:
        scheme = urlsplit(href).scheme
    except ValueError:
        return None
    if len(href) > _ADDRESS:
        return None
    return href if scheme in _SCHEMES and "\\" not in href and not any(sign.isspace() for sign in href) else None


def _table(table: Table, lines: list[Paragraph]) -> dict[str, Plain]:
    """Return how the lines of a table are one: its caption, and each row with its cells as paragraphs."""
    caption = lines[0] if table.caption else None
    rows: list[Plain] = []
    for line in lines[1:] if table.caption else lines:
        cells: list[list[Plain]] = [[]]
        for run in _list(line["runs"]):
            if isinstance(run, dict) and run["kind"] == "cell":
                cells.append([])
            else:
                cells[-1].append(run)
        rows.append([{"runs": cell, "rtl": line["rtl"], "language": None} for cell in cells])
    return {
        "caption": caption,
        "rows": rows,
        "header_rows": table.header_rows,
        "sides": list[Plain](grid.sides(table)),
        "shares": list[Plain](grid.shares(table)),
    }


def _figure(note: int) -> Run:
    return {**text_run(""), "kind": "note", "note": note}


def _has_words(run: Plain) -> bool:
    text = str(run["text"]) if isinstance(run, dict) else ""
    return any(not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf") for sign in text)


def _list(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else []
