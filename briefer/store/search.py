"""Finding words in all articles: SQLite's FTS5 over the folded text, hits given as places in the original.

Chinese, Japanese and Korean are written without spaces, so their runs are indexed as pairs of neighbouring characters.
The index holds no text of its own (contentless): what is shown comes from the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from briefer.core.source import Article, SourceId
from briefer.core.text import OBJECT, fold

_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f]+")
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"\w+")

AROUND = 90
"""How many characters of the paragraph are shown on either side of a hit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found. ``snippet`` is the words around it, ``ranges`` where in it the words searched for are."""

    source: SourceId
    start: int
    end: int
    snippet: str
    ranges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hits:
    """The best places, best first, and how many paragraphs were found in all."""

    hits: tuple[Hit, ...] = ()
    total: int = 0


def create(connection: Connection) -> None:
    """Make the index of a new library."""
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )


def index(connection: Connection, source: SourceId, article: Article, title: str | None) -> None:
    """Index the blocks of an article, and its title as a paragraph of no extent; once for each source."""
    if connection.exec_driver_sql("SELECT 1 FROM paragraph WHERE source=? LIMIT 1", (source,)).first():
        return
    row = connection.exec_driver_sql("SELECT coalesce(max(row), 0) FROM paragraph").scalar_one()
    places = [(block.start, block.end, article.text[block.start : block.end]) for block in article.blocks]
    if title:
        places.insert(0, (0, 0, title))
    paragraphs: list[tuple[int, str, int, int]] = []
    words: list[tuple[int, str]] = []
    for start, end, text in places:
        body = indexed(fold(text).text)
        if body:
            row += 1
            paragraphs.append((row, source, start, end))
            words.append((row, body))
    if paragraphs:
        connection.exec_driver_sql('INSERT INTO paragraph(row, source, start, "end") VALUES (?, ?, ?, ?)', paragraphs)
        connection.exec_driver_sql("INSERT INTO words(rowid, body) VALUES (?, ?)", words)


def indexed(folded: str) -> str:
    """Return folded text as it is indexed: runs of ideographs as pairs, the last one alone as well."""
    return _IDEOGRAPHS.sub(lambda run: f" {' '.join(_pairs(run.group()))} {run.group()[-1]} ", folded).strip()


def _pairs(run: str) -> Iterable[str]:
    return (run[at : at + 2] for at in range(len(run) - 1)) if len(run) > 1 else ()


def terms(query: str) -> list[str]:
    """Return what a query asks for, folded: phrases in quotation marks whole, everything else word by word."""
    found: list[str] = []
    for phrase, word in _TERM.findall(fold_quotes(query)):
        words = _WORD.findall(fold(phrase or word).text)
        if words:
            found.append(" ".join(words))
    return found


def fold_quotes(query: str) -> str:
    """Return the query with every kind of double quotation mark as the plain one."""
    return re.sub("[“”„‟«»＂]", '"', query)


def match(query: str) -> str | None:
    """Return the query in FTS5's language: every term must be there, the last one may go on; None: nothing asked."""
    wanted = terms(query)
    if not wanted:
        return None
    unfinished = not query.rstrip("\n").endswith((" ", '"', "”"))
    parts = [_fts_term(term, prefix=unfinished and number == len(wanted)) for number, term in enumerate(wanted, 1)]
    return " AND ".join(parts)


def _fts_term(term: str, *, prefix: bool) -> str:
    tokens: list[str] = []
    lone = False
    at = 0
    for run in _IDEOGRAPHS.finditer(term):
        tokens.extend(term[at : run.start()].split())
        pairs = list(_pairs(run.group()))
        lone = not pairs
        tokens.extend(pairs or [run.group()])
        at = run.end()
    rest = term[at:].split()
    tokens.extend(rest)
    # A single ideograph begins a pair, or stands alone at the end of a run.
    star = "*" if (prefix and rest) or (lone and not rest) else ""
    return '"' + " ".join(tokens) + '"' + star


def search(connection: Connection, query: str, *, limit: int, sources: Iterable[SourceId] | None = None) -> Hits:
    """Return the best `limit` paragraphs for `query`, in `sources` only where they are given."""
    wanted = match(query)
    if wanted is None:
        return Hits()
    within, values = "", [wanted]
    if sources is not None:
        ids = list(sources)
        within = f" AND rowid IN (SELECT row FROM paragraph WHERE source IN ({', '.join('?' * len(ids))}))"
        values += ids
    total = connection.exec_driver_sql(
        f"SELECT count(*) FROM words WHERE words MATCH ?{within}", tuple(values)
    ).scalar_one()
    if not total:
        return Hits()
    # Ranked first, so that only the best are looked up: the text of an article is long.
    found = connection.exec_driver_sql(
        'SELECT p.source, p.start, p."end", CASE WHEN p."end" > p.start '
        "THEN substr(a.text, p.start + 1, p.\"end\" - p.start) ELSE json_extract(s.reference, '$.title') END "
        f"FROM (SELECT rowid AS row, rank FROM words WHERE words MATCH ?{within} ORDER BY rank LIMIT ?) AS best "
        "JOIN paragraph AS p ON p.row = best.row JOIN article AS a ON a.source = p.source "
        "JOIN source AS s ON s.id = p.source ORDER BY best.rank",
        (*values, limit),
    ).all()
    asked = terms(query)
    return Hits(
        tuple(_hit(SourceId(source), start, end, text or "", asked) for source, start, end, text in found), total
    )


def _hit(source: SourceId, start: int, end: int, text: str, asked: list[str]) -> Hit:
    folded = fold(text)
    spans: list[tuple[int, int]] = []
    for term in asked:
        pattern = r"\W+".join(re.escape(word) for word in term.split())
        # A word is looked for at the beginning of words, as the index does; ideographs anywhere.
        begins = "" if _IDEOGRAPHS.match(term) else r"\b"
        spans += [folded.span(*found.span()) for found in re.finditer(begins + pattern, folded.text)]
    spans.sort()
    if start == end:  # the title: the article's beginning
        return Hit(source, 0, 0, text, tuple(spans))
    first = spans[0] if spans else (0, 0)
    left, right = max(0, first[0] - AROUND), min(len(text), first[1] + AROUND)
    left = left if left == 0 else text.find(" ", left, first[0]) + 1 or left
    right = right if right == len(text) else max(text.rfind(" ", first[1], right), first[1])
    opening, closing = "…" if left else "", "…" if right < len(text) else ""
    shown = text[left:right].replace(OBJECT, " ").replace("\u2028", " ")
    ranges = tuple(
        (begin - left + len(opening), stop - left + len(opening))
        for begin, stop in spans
        if left <= begin and stop <= right
    )
    return Hit(source, start + first[0], start + first[1], opening + shown + closing, ranges)


def retitle(connection: Connection, source: SourceId, before: str | None, after: str | None) -> None:
    """Index another title for a source, in place of the one before."""
    row = connection.exec_driver_sql(
        'SELECT row FROM paragraph WHERE source=? AND start=0 AND "end"=0', (source,)
    ).scalar_one_or_none()
    if row is not None:
        # A contentless index must be told what it holds, or it keeps the words.
        body = indexed(fold(before or "").text)
        connection.exec_driver_sql("INSERT INTO words(words, rowid, body) VALUES ('delete', ?, ?)", (row, body))
        connection.exec_driver_sql("DELETE FROM paragraph WHERE row=?", (row,))
    body = indexed(fold(after or "").text)
    if body:
        row = connection.exec_driver_sql("SELECT coalesce(max(row), 0) + 1 FROM paragraph").scalar_one()
        connection.exec_driver_sql(
            'INSERT INTO paragraph(row, source, start, "end") VALUES (?, ?, 0, 0)', (row, source)
        )
        connection.exec_driver_sql("INSERT INTO words(rowid, body) VALUES (?, ?)", (row, body))
