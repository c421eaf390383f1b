"""Blocks as plain paragraphs of runs: quotations in their pieces, figures, links, and the anchor of each."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from itertools import count
from urllib.parse import urlsplit

from briefer.citing.format import Figure, Runs
from briefer.citing.language import Language, primary
from briefer.citing.marks import nested
from briefer.core.briefing import Block, BlockQuotation, CitationMark, Heading, InlineQuotation, ListItem, Text, kind
from briefer.core.passage import Quotation
from briefer.core.source import SourceId
from briefer.core.text import OBJECT, clean
from briefer.worker import Plain

Run = dict[str, Plain]
Paragraph = dict[str, Plain]

_UUID = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")
_SCHEMES = ("http", "https", "mailto")
# Images, and the overrides that would turn the words after them round as well (Unicode UAX 9, section 2.2).
_DROPPED = dict.fromkeys((ord(OBJECT), 0x202D, 0x202E))
_STRONG_RIGHT = ("R", "AL")


class BlockPrinter:
    """Turns the blocks of one briefing into plain values."""

    def __init__(
        self,
        language: Language,
        languages: Mapping[SourceId, str | None],
        figures: Mapping[str, tuple[Figure, ...]],
        block_marks: bool,
    ) -> None:
        self._language = language
        self._languages = languages
        self._figures = figures
        self._block_marks = block_marks
        self._lists = count(1)

    def next_list(self) -> int:
        """Return the number of a list that begins."""
        return next(self._lists)

    def block(self, block: Block, list_number: int) -> dict[str, Plain] | None:
        """Return a block as templates see it; None where it prints nothing."""
        figures = {figure.position: figure.note.number for figure in self._figures.get(block.id, ())}
        if isinstance(block, BlockQuotation):
            paragraphs = self._quotation_block(block, figures.get(-1))
        else:
            paragraphs = [paragraph(self._prose(block, figures), self._language)]
        if not any(_prints(run) for part in paragraphs for run in _list(part["runs"])):
            return None
        return {
            "kind": kind(block),
            "level": block.level if isinstance(block, Heading | ListItem) else 0,
            "ordered": isinstance(block, ListItem) and block.ordered,
            "list": list_number if isinstance(block, ListItem) else 0,
            "anchor": anchor(block.id),
            "paragraphs": list[Plain](paragraphs),
        }

    def _prose(self, block: Block, figures: Mapping[int, int]) -> list[Run]:
        runs: list[Run] = []
        if isinstance(block, BlockQuotation):
            return runs
        for index, inline in enumerate(block.inlines):
            match inline:
                case Text(text=text, bold=bold, italic=italic, href=href):
                    runs.append(text_run(text, bold=bold, italic=italic, href=safe_href(href)))
                case InlineQuotation(id=id, quotation=quotation):
                    opening, closing = self._language.outer
                    name = anchor(id)
                    runs.append({**text_run(""), "kind": "begin", "anchor": name})
                    runs.append({**text_run(opening), "kind": "mark"})
                    runs += self._pieces(quotation, inside_marks=True)
                    runs.append({**text_run(closing), "kind": "mark"})
                    runs.append({**text_run(""), "kind": "end", "anchor": name})
                case CitationMark():
                    pass
            if index in figures:
                runs.append(_figure(figures[index]))
        return runs

    def _quotation_block(self, block: BlockQuotation, note: int | None) -> list[Paragraph]:
        pieces = self._pieces(block.quotation, inside_marks=self._block_marks)
        if self._block_marks:
            opening, closing = self._language.outer
            pieces = [{**text_run(opening), "kind": "mark"}, *pieces, {**text_run(closing), "kind": "mark"}]
        lines: list[list[Run]] = [[]]
        for piece in pieces:
            first, *rest = str(piece["text"]).split("\n")
            lines[-1].append({**piece, "text": first})
            for text in rest:
                lines.append([{**piece, "text": text}])
        lines = [runs for runs in lines if any(str(run["text"]).strip() for run in runs)] or [[]]
        if note is not None:
            lines[-1].append(_figure(note))
        own = self._foreign(block.quotation)
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

    def _foreign(self, quotation: Quotation) -> str | None:
        """Return the language of a quotation's source where it is not the briefing's."""
        own = self._languages.get(quotation.passage.source)
        return own if own and primary(own) != primary(self._language.tag) else None


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
    text = clean(text).translate(_DROPPED)
    return {
        "kind": "text",
        "text": text,
        "bold": bold,
        "italic": italic,
        "href": href,
        "language": language,
        "rtl": _direction(text) == "rtl",
        "proof": proof,
        "note": None,
        "anchor": None,
    }


def runs_of(runs: Runs) -> list[Plain]:
    """Return the runs of a note or reference as plain ones."""
    return [text_run(run.text, italic=run.italic, language=run.language) for run in runs]


def paragraph(runs: list[Run], language: Language, own: str | None = None) -> Paragraph:
    """Return a paragraph; its direction is that of its first letter, else of the language (Unicode UAX 9, rule P2)."""
    found = _direction("".join(str(run["text"]) for run in runs))
    rtl = found == "rtl" if found else language.right_to_left
    return {"runs": list[Plain](runs), "rtl": rtl, "language": own}


def anchor(id: str) -> str:
    """Return the bookmark that stands for an id: hidden (it begins with an underscore), at most 40 characters."""
    plain = id.lower()
    if _UUID.fullmatch(plain):
        return "_b" + plain.replace("-", "")
    return "_b" + hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def safe_href(href: str | None) -> str | None:
    """Return an address that a file may link to; None for one that could run or open something local."""
    if href is None:
        return None
    href = clean(href).strip()
    try:
        scheme = urlsplit(href).scheme
    except ValueError:
        return None
    return href if scheme in _SCHEMES and "\\" not in href and not any(sign.isspace() for sign in href) else None


def _figure(note: int) -> Run:
    return {**text_run(""), "kind": "note", "note": note}


def _prints(run: Plain) -> bool:
    return isinstance(run, dict) and (run["kind"] == "note" or bool(str(run["text"]).strip()))


def _list(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else []


def _direction(text: str) -> str:
    if text.isascii():
        return "ltr" if any(character.isalpha() for character in text) else ""
    for character in text:
        found = unicodedata.bidirectional(character)
        if found == "L":
            return "ltr"
        if found in _STRONG_RIGHT:
            return "rtl"
    return ""
