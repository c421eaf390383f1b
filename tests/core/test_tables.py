"""Cells of a table that are quoted bring their headers and the caption along, in brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core import anchor, tables
from briefer.core.passage import Passage, PassageId, Quotation
from briefer.core.source import Article, TextBlock
from tests.strategies import source_of

ROWS = [["Region", "Killed", "Wounded (hundreds)"], ["North", "12", "3"], ["", "7", "1"], ["South", "4", "2"]]


def article(rows: list[list[str]], *, before: str = "", behind: str = "", headers: int = 1) -> Article:
    """Return an article with a table between a first paragraph and a last one; `before` and `behind` are captions."""
    lines = [("paragraph", "First.", 0, 0), ("caption", before, 0, 0)]
    lines += [("cell", words, row, column) for row, each in enumerate(rows) for column, words in enumerate(each)]
    lines += [("caption", behind, 0, 0), ("paragraph", "Last.", 0, 0)]
    text = ""
    blocks: list[TextBlock] = []
    for kind, words, row, column in lines:
        if kind == "caption" and not words:
            continue
        cell = kind == "cell"
        blocks.append(
            TextBlock(
                kind=kind,
                start=len(text),
                end=len(text) + len(words),
                table=0 if cell else None,
                row=row,
                column=column,
                header=cell and row < headers,
            )  # type: ignore[arg-type]
        )
        text += words + "\n"
    return Article(kind="html", text=text, blocks=tuple(blocks))


def taken(whole: Article, start: int, end: int) -> Passage:
    return anchor.make(whole, source_of(whole, 1), start, end, id=PassageId("p"), number=1)


def quoted(whole: Article, words: str, last: str = "") -> str:
    """Return how a run of the article from `words` to `last` is printed as a quotation."""
    start = whole.text.index(words)
    end = whole.text.index(last or words, start) + len(last or words)
    passage = taken(whole, start, end)
    return Quotation(passage=passage, edits=tables.labels(whole, passage)).text


@pytest.mark.parametrize(
    ("first", "last", "printed"),
    [
        ("North", "3", "[Region:] North\n[Killed:] 12\n[Wounded (hundreds):] 3"),
        ("7", "1", "[Killed:] 7\n[Wounded (hundreds):] 1"),
        ("12", "12", "[Killed:] 12"),
        ("orth", "12", "[Region:] orth\n[Killed:] 12"),
        ("Region", "12", "Region\nKilled\nWounded (hundreds)\nNorth\n12"),
        ("Killed", "12", "Killed\nWounded (hundreds)\n[Region:] North\n12"),
        ("Region", "Wounded (hundreds)", "Region\nKilled\nWounded (hundreds)"),
        ("First.", "First.", "First."),
        ("South", "Last.", "[Region:] South\n[Killed:] 4\n[Wounded (hundreds):] 2\nLast."),
    ],
)
def test_each_cell_has_the_header_of_its_column_unless_the_passage_has_it(first: str, last: str, printed: str) -> None:
    assert quoted(article(ROWS), first, last) == printed


def test_the_caption_goes_along_once_with_its_unit() -> None:
    whole = article(ROWS, before="Losses by region, in thousands")
    assert quoted(whole, "South", "4") == "[Losses by region, in thousands] [Region:] South\n[Killed:] 4"
    assert quoted(whole, "Losses", "12").startswith("Losses by region, in thousands\nRegion")
    assert quoted(article(ROWS, behind="In thousands"), "12") == "[In thousands] [Killed:] 12"


def test_headers_of_several_rows_go_along_from_the_top() -> None:
    rows = [["", "Losses"], ["Region", "Killed:"], ["North", "12"]]
    assert quoted(article(rows, headers=2), "North", "12") == "[Region:] North\n[Losses, Killed:] 12"


def test_a_table_without_headers_has_nothing_to_bring() -> None:
    assert quoted(article(ROWS, headers=0), "North", "12") == "North\n12"


@given(st.data())
def test_whatever_is_taken_the_sources_words_stay_what_they_are(data: st.DataObject) -> None:
    whole = article(ROWS, before=data.draw(st.sampled_from(["", "In thousands"])), headers=data.draw(st.integers(0, 2)))
    start = data.draw(st.integers(0, len(whole.text) - 2))
    end = data.draw(st.integers(start + 1, len(whole.text)))
    if not whole.text[start:end].strip():
        return
    passage = taken(whole, start, end)
    quotation = Quotation(passage=passage, edits=tables.labels(whole, passage))
    assert "".join(piece.text for piece in quotation.pieces if piece.kind == "source") == passage.exact
    for piece in quotation.pieces:
        if piece.kind == "insertion":
            said = piece.text.strip().removeprefix("[").removesuffix("]").rstrip(":")
            assert all(part in whole.text for part in said.split(", "))
