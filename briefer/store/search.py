"""Full-text search over titles and paragraphs: SQLite's FTS5 behind a small door, so that another engine fits too.

What is indexed is the folded text (`core.text.fold`), with runs of scripts that write no spaces as pairs of characters:
FTS5 finds no 外交 inside a sentence otherwise. No triggers: with ``trusted_schema=OFF`` they may not write here.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, text

from briefer.core.folding import folded
from briefer.core.found import Hit, Hits
from briefer.core.source import Article, Source, SourceId
from briefer.core.text import OBJECT, Folded, fold

SNIPPET = 160
"""About how many characters of a paragraph a hit shows."""

# Marks that are letters of their word and have no form without it: the vowel signs of India, of Thai and their like.
_MARKS = "".join(
    each
    for each in map(chr, range(0x0700, 0x1800))
    if unicodedata.category(each).startswith("M") and not unicodedata.combining(each)
)
# Chinese, Japanese, Thai, Lao, Burmese, Khmer: no spaces between words.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003134f"
)
_SPACED_LETTER = rf"(?:[^\W_{_UNSPACED}]|(?![{_UNSPACED}])[{_MARKS}])"
_LETTER = rf"(?:[^\W_]|[{_MARKS}])"
_RUN = re.compile(rf"((?:(?=[{_UNSPACED}]){_LETTER})+)|{_SPACED_LETTER}+")
"""A word, or (in the group) a run of a script that writes none apart."""
_GAPS = re.compile(rf"(?:[^\w{_MARKS}]|_)*")
_SPACED = re.compile(_SPACED_LETTER)
_REST = re.compile(f"{_SPACED_LETTER}*")
_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
_TERMS, _RUNS = 40, 100
"""So many terms, and runs in a phrase, are asked for; SQLite refuses an expression of more than some hundreds."""


def create(connection: Connection) -> None:
    """Make the index."""
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE words USING fts5(body, tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M*'\")"
    )


def index_anew(connection: Connection) -> None:
    """Make the index of all paragraphs once more, as this version spells them."""
    connection.exec_driver_sql("DROP TABLE words")
    create(connection)
    for id_, words in connection.exec_driver_sql("SELECT id, text FROM paragraphs ORDER BY id").all():
        values = {"id": id_, "body": _spelled(words)}
        connection.execute(text("INSERT INTO words (rowid, body) VALUES (:id, :body)"), values)


def index_article(connection: Connection, source: Source, article: Article) -> None:
    """Index the title and the paragraphs of a source; what was indexed of it before goes."""
    _forget(connection, source.id)
    _index(connection, source.id, source.reference.title or "", title=True)
    for start, end in _paragraphs(article):
        _index(connection, source.id, article.text[start:end], start=start, end=end)


def index_title(connection: Connection, source: SourceId, title: str | None) -> None:
    """Index another title of a source."""
    _forget(connection, source, "AND title = 1")
    _index(connection, source, title or "", title=True)


def _paragraphs(article: Article) -> Iterator[tuple[int, int]]:
    for block in article.blocks:
        if block.kind != "image" and article.text[block.start : block.end].strip():
            yield block.start, block.end


def _index(
    connection: Connection, source: SourceId, words: str, *, start: int = 0, end: int = 0, title: bool = False
) -> None:
    spelled = _spelled(words)
    if not spelled:
        return
    row = connection.execute(text("INSERT INTO words (body) VALUES (:body)"), {"body": spelled})
    connection.execute(
        text(
            'INSERT INTO paragraphs (id, source, title, start, "end", text) '
            "VALUES (:id, :source, :title, :start, :end, :text)"
        ),
        {"id": row.lastrowid, "source": source, "title": int(title), "start": start, "end": end, "text": words},
    )


def _forget(connection: Connection, source: SourceId, which: str = "") -> None:
    mine = f"FROM paragraphs WHERE source = :source {which}"
    connection.execute(text(f"DELETE FROM words WHERE rowid IN (SELECT id {mine})"), {"source": source})
    connection.execute(text(f"DELETE {mine}"), {"source": source})


def _spelled(words: str) -> str:
    """Return text as it is indexed: words folded, unspaced runs as their pairs of characters, the last one alone."""
    return " ".join(" ".join(_pairs(run[0])) if run[1] else run[0] for run in _RUN.finditer(folded(words)))


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run))]


# --- asking -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """A word, a phrase or the beginning of a word, as it is found again in a folded paragraph.

    ``runs`` are its words, each with whether it is of a script that writes none apart. No pattern is made of what was
    typed: compiling one took longer than the index.
    """

    runs: tuple[tuple[str, bool], ...]
    begins: bool

    def spans(self, words: str) -> Iterator[tuple[int, int]]:
        """Yield where the term stands in `words`, from left to right, none within another."""
        (first, unspaced), *following = self.runs
        at = words.find(first)
        while at >= 0:
            end = None
            if unspaced or at == 0 or not _SPACED.match(words, at - 1, at):
                end = self._end(words, at + len(first), following)
            if end is not None:
                yield at, end
            at = words.find(first, at + 1 if end is None else max(end, at + 1))

    def _end(self, words: str, at: int, following: Iterable[tuple[str, bool]]) -> int | None:
        """Return where the term ends whose first word ends `at`; None where another word stands there."""
        last = self.runs[0][1]
        for run, unspaced in following:
            gap = _GAPS.match(words, at)
            begin = gap.end() if gap else at
            if not words.startswith(run, begin) or not (begin > at or last or unspaced):
                return None
            at, last = begin + len(run), unspaced
        if last:
            return at
        if self.begins:
            rest = _REST.match(words, at)
            return rest.end() if rest else at
        return None if _SPACED.match(words, at) else at


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, as the index is asked (``match``) and as words are found again in a paragraph (``terms``)."""

    match: str
    terms: tuple[Term, ...]

    def spans(self, words: str) -> list[tuple[int, int]]:
        """Return where the terms stand in a folded paragraph; of two that overlap the first, and the longer one."""
        found = sorted(
            (span for term in self.terms for span in term.spans(words)), key=lambda span: (span[0], -span[1])
        )
        apart: list[tuple[int, int]] = []
        for start, end in found:
            if not apart or start >= apart[-1][1]:
                apart.append((start, end))
        return apart


def parse(typed: str) -> Query | None:
    """Return what to ask for: every word, phrases in quotation marks whole, the last word as a beginning.

    None where there is no word in it.
    """
    asked = folded(typed)
    asks: list[str] = []
    terms: list[Term] = []
    for each in islice(_TERM.finditer(asked), _TERMS):
        phrase = each.group(1) is not None
        said = each.group(1) if phrase else each.group(2)
        runs = list(islice(_RUN.finditer(said), _RUNS))
        if runs:
            begins = not phrase and (said.endswith("*") or (each.end() == len(asked) and not typed[-1:].isspace()))
            asks.append(_asked(runs, begins=begins))
            terms.append(Term(tuple((run[0], bool(run[1])) for run in runs), begins))
    return Query(" ".join(asks), tuple(terms)) if terms else None


def _asked(runs: list[re.Match[str]], *, begins: bool) -> str:
    """Return a term as it is spelled in the index.

    Of an unspaced run at its end only the pairs, since more may follow it; a lone character is the beginning of one.
    """
    *others, last = runs
    words = [word for run in others for word in (_pairs(run[0]) if run[1] else [run[0]])]
    if last[1]:
        pairs = _pairs(last[0])
        return f'"{" ".join([*words, *(pairs[:-1] or pairs)])}"' + ("*" if len(pairs) == 1 else "")
    return f'"{" ".join([*words, last[0]])}"' + ("*" if begins else "")


def search(connection: Connection, typed: str, limit: int, within: Collection[SourceId] | None = None) -> Hits:
    """Return the best `limit` hits for what was typed, of the sources `within` or of all.

    "end" and "start" of a hit enclose the words found.
    """
    query = parse(typed)
    if query is None:
        return Hits()
    values: dict[str, object] = {"match": query.match, "limit": limit}
    if within is None:
        matched = "SELECT rowid AS id, rank FROM words WHERE words MATCH :match"
    else:
        values["within"] = json.dumps(list(within))
        inside = "IN (SELECT value FROM json_each(:within))"
        matched = (
            "SELECT words.rowid AS id, rank FROM words JOIN paragraphs p ON p.id = words.rowid "
            f"WHERE words MATCH :match AND p.source {inside}"
        )
    found = connection.execute(
        text(
            f"WITH best AS MATERIALIZED (SELECT id, rank, count(*) OVER () AS total FROM ({matched}) "
            "ORDER BY rank LIMIT :limit) "
            "SELECT p.source, p.title, p.start, p.text, best.total FROM best JOIN paragraphs p ON p.id = best.id "
            "ORDER BY best.rank"
        ),
        values,
    ).all()
    hits = tuple(_hit(source, bool(title), start, words, query) for source, title, start, words, _ in found)
    return Hits(hits, found[0].total if found else 0)


def _hit(source: SourceId, title: bool, start: int, words: str, query: Query) -> Hit:
    spans = _spans(words, query)
    left, right = _window(words, spans)
    snippet = words[left:right].replace(OBJECT, " ").replace("\u2028", " ")
    shown = [(first, last) for first, last in spans if left <= first and last <= right]
    before, behind = "…" if left else "", "…" if right < len(words) else ""
    first, last = (shown[0][0], shown[-1][1]) if shown else (0, len(words))
    return Hit(
        source=source,
        start=0 if title else start + first,
        end=0 if title else start + last,
        snippet=before + snippet + behind,
        ranges=tuple((a - left + len(before), b - left + len(before)) for a, b in shown),
    )


def _spans(words: str, query: Query) -> list[tuple[int, int]]:
    """Return where the words asked for stand in the original of a paragraph."""
    copy = folded_quickly(words)
    return [copy.span(start, end) for start, end in query.spans(copy.text)]


# Characters that fold to exactly one, so that offsets stay; anything else takes the careful way.
_SINGLE = {
    character: fold(character).text
    for character in [*map(chr, range(0x21, 0x7F)), *map(chr, range(0xA1, 0x250)), *"‘’“”„–—‐‑−‹›"]
    if len(fold(character).text) == 1
}
_TABLE = str.maketrans(_SINGLE)
_CAREFUL = re.compile(f"[^ {re.escape(''.join(_SINGLE))}]|  |^ | $")


class _Same:
    """The way back where folding moved nothing."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span itself."""
        return start, end


def folded_quickly(words: str) -> Folded | _Same:
    """Return `words` folded; most paragraphs fold character by character, twenty times faster."""
    return fold(words) if _CAREFUL.search(words) else _Same(words.translate(_TABLE))


def _window(words: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Return the part of a paragraph to show: from a little before the first word found, to whole words."""
    if len(words) <= SNIPPET:
        return 0, len(words)
    first = spans[0][0] if spans else 0
    left = max(0, min(first - SNIPPET // 4, len(words) - SNIPPET))
    if left:
        space = words.find(" ", left, first)
        left = space + 1 if space >= 0 else left
    right = min(len(words), left + SNIPPET)
    if spans:
        right = max(right, spans[0][1])
    if right < len(words):
        space = words.rfind(" ", spans[0][1] if spans else left, right)
        right = space if space > 0 else right
    return left, right
