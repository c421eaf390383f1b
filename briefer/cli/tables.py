"""The verb that puts a table of the analyst's own into a briefing, from a file of a spreadsheet."""

from __future__ import annotations

import argparse
import codecs
import contextlib
import csv
import io
import re
import sys
from collections import Counter
from pathlib import Path

from briefer.cli.answer import Answer
from briefer.cli.briefings import check_section, named_passage
from briefer.cli.opened import writing
from briefer.core import edits, grid
from briefer.core.briefing import Cell, CitationMark, InlineId, new_id
from briefer.core.passage import CitationItem
from briefer.errors import BadRequest, NotFound
from briefer.workspace.workspace import Workspace

LARGEST = 4_000_000
"""Bytes of a file: what a table may hold is far less."""

_SEPARATOR = re.compile(r"\ufeff?sep=([^\r\n])\r?\n", re.IGNORECASE)
_HINT = "Save it as CSV UTF-8 in the spreadsheet."
# "1,234 [S3:10]", "1,234 [S3:10, S4:2]": what a cell rests on, behind its words.
_PASSAGES = r"\[(S\d+:\d+(?:\s*[,;]\s*S\d+:\d+)*)\]"
_CITED = re.compile(rf"\s*{_PASSAGES}\s*$", re.IGNORECASE)
_CITED_ANYWHERE = re.compile(_PASSAGES, re.IGNORECASE)


def table(options: argparse.Namespace, answer: Answer) -> int:
    """Append a table to a section; a cell that ends in ``[S3:10]`` cites that passage."""
    rows = _rows(_text(options.file))
    with writing(options) as workspace:
        briefing = workspace.open_briefing(options.briefing)
        check_section(briefing, options.section)
        made = grid.of_cells(
            [[_cell(workspace, words) for words in row] for row in rows],
            header_rows=options.header_rows,
            caption=edits.own_line(options.caption),
        )
        at = len(briefing.blocks(options.section))
        workspace.do(edits.insert(briefing, options.section, at, [made], label="insert table"))
    size = f"{len(made.rows)} rows and {len(made.rows[0])} columns"
    answer.give({"block": {"id": made.id}}, [f"A table of {size} stands in {options.section} of {briefing.handle}."])
    return 0


def _text(name: str) -> str:
    """Return the words of a file, or of standard input for ``-``: UTF-8, or what a byte order mark says."""
    try:
        data = sys.stdin.buffer.read(LARGEST + 1) if name == "-" else _head(Path(name))
    except OSError as error:
        raise NotFound(f"“{name}” cannot be read.", "Look whether it is there and may be read.") from error
    if len(data) > LARGEST:
        raise BadRequest(f"“{name}” is too large for a table.", "Keep the rows and columns that the briefing needs.")
    coding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(coding)
    except UnicodeDecodeError as error:
        raise BadRequest(f"“{name}” is no text in UTF-8.", _HINT) from error


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _rows(text: str) -> list[list[str]]:
    """Return the cells of lines that tabs, semicolons or commas part (RFC 4180).

    A first line such as ``sep=;``, as Excel writes and reads it, says which; else those part them into whose rows are
    the most of one width.
    """
    told = _SEPARATOR.match(text)
    if told:
        sign, text = told[1], text[told.end() :]
    else:
        bare = _CITED_ANYWHERE.sub("", text)  # what parts passages parts no cells
        sign = max("\t;,", key=lambda each: _agreeing(bare, each))
    try:
        rows = _parted(text, sign)
    except csv.Error as error:
        raise BadRequest("The lines cannot be read as cells.", _HINT) from error
    if not rows:
        raise BadRequest("There are no cells in it.", "Give a file with a line for each row.")
    return rows


def _parted(text: str, sign: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    return [row for row in rows if any(cell.strip() for cell in row)]


def _agreeing(text: str, sign: str) -> int:
    """Return how many rows have one width: the most that have the same, of more than one cell."""
    with contextlib.suppress(csv.Error):
        return max(Counter(len(row) for row in _parted(text, sign) if len(row) > 1).values(), default=0)
    return 0


def _cell(workspace: Workspace, words: str) -> Cell:
    found = _CITED.search(words)
    cell = grid.words_cell(words[: found.start()] if found else words)
    if found is None:
        return cell
    passages = {
        passage.id: passage
        for handle in re.split(r"\s*[,;]\s*", found.group(1))
        for passage in [named_passage(workspace, handle)]
    }
    items = tuple(CitationItem(passage=passage) for passage in passages.values())
    return (*cell, CitationMark(id=InlineId(new_id()), citation=items))
