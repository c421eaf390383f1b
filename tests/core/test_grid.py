"""Tables: what spreadsheets give comes in as it was, and rows, columns and citations go whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core import edits, grid, wire
from briefer.core.block_view import block_view
from briefer.core.briefing import (
    TABLE_ROWS,
    BlockId,
    CitationMark,
    InlineId,
    Paragraph,
    Table,
    Text,
    citations,
    flow,
    printed,
    uses,
)
from briefer.core.change import apply, inverse
from briefer.core.figures import groups
from briefer.core.passage import CitationItem, Passage, PassageId
from briefer.core.slices import Place, copied, fresh, inserted, removed
from briefer.core.source import SourceId
from briefer.errors import EditRefused, NotFound
from tests.strategies import empty_briefing


def passage(number: int) -> Passage:
    return Passage(
        id=PassageId(f"p{number}"), source=SourceId("s"), source_number=3, number=number, exact="Words.", start=0,
        end=6, text_sha256="h",
    )  # fmt: skip


def mark(number: int) -> CitationMark:
    return CitationMark(id=InlineId(f"m{number}"), citation=(CitationItem(passage=passage(number)),))


def losses() -> Table:
    made = grid.of_words([["Side", "Killed"], ["North", "1,234"], ["South", "12 %"]])
    made = grid.with_cell(made, 1, 1, (Text(text="1,234"), mark(1)))
    return grid.with_cell(made, 2, 0, (Text(text="South"), mark(2), mark(3)))


def words(table: Table) -> list[list[str]]:
    return [[grid.cell_text(cell) for cell in row] for row in table.rows]


# --- what comes in ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Side\tKilled\r\nNorth\t1,234\r\n", [["Side", "Killed"], ["North", "1,234"]]),
        ("a\t007\nb\t1.50", [["a", "007"], ["b", "1.50"]]),
        ('a\t"two\nlines"\nb\t"he said ""no"""\n', [["a", "two\u2028lines"], ["b", 'he said "no"']]),
        ('5" gun\tx\n6" gun\ty', [['5" gun', "x"], ['6" gun', "y"]]),
        ("\tKilled\nNorth\t\n", [["", "Killed"], ["North", ""]]),
    ],
)
def test_lines_of_a_spreadsheet_become_a_table_with_each_number_as_it_was(text: str, rows: list[list[str]]) -> None:
    found = grid.from_lines(text)
    assert found is not None
    assert words(found) == rows


@pytest.mark.parametrize("text", ["", "plain", "one\ttabbed line", "two\nlines", "a\tb\nc", "\t\n\t"])
def test_other_lines_are_no_table(text: str) -> None:
    assert grid.from_lines(text) is None


@pytest.mark.parametrize("number", ["1", "1,234.50", "1 234,5", "−3", "(12)", "12 %", "€ 5", "5 €", "3 km", "$1.2m"])
def test_a_number_is_told_with_sign_currency_and_unit(number: str) -> None:
    assert grid.is_number(number)


@pytest.mark.parametrize("text", ["", "North", "3 brigades", "B12", "12 October", "n/a"])
def test_words_are_no_number(text: str) -> None:
    assert not grid.is_number(text)


def test_the_first_row_is_a_header_where_only_the_others_have_numbers() -> None:
    assert losses().header_rows == 1
    assert grid.of_words([["1", "2"], ["3", "4"]]).header_rows == 0
    assert grid.of_words([["a", "b"], ["c", "d"]]).header_rows == 0


def test_a_column_of_numbers_keeps_to_the_right() -> None:
    table = grid.of_words([["Side", "Killed", "Note"], ["North", "1,234", ""], ["South", "–", ""]])
    assert grid.sides(table) == ("left", "right", "left")


# --- what it says -----------------------------------------------------------------------------------------------------


def test_citations_in_cells_count_row_by_row_and_never_share_a_figure_over_cells() -> None:
    held = [[cited.holder for cited in group] for group in groups(losses())]
    assert held == [["m1"], ["m2", "m3"]]
    assert [cited.position for group in groups(losses()) for cited in group] == [4, 6, 7]


def test_a_table_prints_its_caption_and_its_rows() -> None:
    table = Table(id=BlockId("t"), rows=losses().rows, caption=(Text(text="Losses"),))
    assert printed(table) == "Losses\nSide\tKilled\nNorth\t1,234\nSouth\t12 %"
    view = block_view(table)
    assert view["kind"] == "table"
    assert "".join(inline["text"] for inline in view["inlines"]) == view["text"] == printed(table)
    assert view["passages"] == ["S3:1", "S3:2", "S3:3"]
    assert [[len(cell) for cell in row] for row in view["rows"]] == [[1, 1], [1, 2], [3, 1]]


def test_passages_cited_in_cells_are_in_use() -> None:
    briefing = apply(empty_briefing(), edits.insert(empty_briefing(), "actors", 0, [losses()], label="table"))
    assert [(found.handle, key) for found, key, _ in uses(briefing)] == [
        ("S3:1", "actors"), ("S3:2", "actors"), ("S3:3", "actors"),
    ]  # fmt: skip


def test_a_table_reads_back_the_same() -> None:
    known = {passage(number).id: passage(number) for number in (1, 2, 3)}
    table = losses()
    assert wire.block_from_json(wire.block_to_json(table), known) == table


# --- what is done to it -----------------------------------------------------------------------------------------------


def test_rows_and_columns_come_and_go_with_the_header_staying_the_header() -> None:
    table = losses()
    assert words(grid.with_row(table, 1))[1] == ["", ""]
    assert grid.with_row(table, 1).header_rows == 1
    assert grid.with_row(table, 0).header_rows == 2
    assert words(grid.with_column(table, 2))[0] == ["Side", "Killed", ""]
    assert words(grid.without_rows(table, 0, 1)) == [["North", "1,234"], ["South", "12 %"]]
    assert grid.without_rows(table, 0, 1).header_rows == 0
    assert [mark.citation[0].passage.handle for mark in grid.without_columns(table, 1, 2).rows[2][0][1:]] == [  # type: ignore[union-attr]
        "S3:2", "S3:3",
    ]  # fmt: skip


def test_the_last_row_and_the_last_column_stay() -> None:
    with pytest.raises(EditRefused):
        grid.without_rows(losses(), 0, 3)
    with pytest.raises(EditRefused):
        grid.without_columns(losses(), 0, 2)


def test_rows_pasted_at_a_cell_let_the_table_grow() -> None:
    table = grid.with_rows_at(losses(), 2, 1, grid.of_words([["x", "y"], ["z", ""]]).rows)
    assert words(table) == [["Side", "Killed", ""], ["North", "1,234", ""], ["South", "x", "y"], ["", "z", ""]]


def test_a_table_larger_than_paper_is_refused() -> None:
    with pytest.raises(EditRefused, match="at most"):
        grid.blank(TABLE_ROWS + 1, 2)
    assert grid.from_lines("a\tb\n" * (TABLE_ROWS + 1)) is None


def test_a_passage_is_cited_behind_the_words_of_a_cell() -> None:
    table = grid.cited_in(losses(), 1, 0, passage(7))
    assert [citation[0].passage.number for citation in citations(table)] == [7, 1, 2, 3]


def test_an_edited_table_takes_the_place_of_the_former_and_comes_back_by_undo() -> None:
    table = losses()
    briefing = apply(empty_briefing(), edits.insert(empty_briefing(), "actors", 0, [table], label="table"))
    edit = grid.edited(briefing, grid.cited_in(table, 0, 0, passage(9)), added=[passage(9)])
    after = apply(briefing, edit)
    assert [found.handle for found, _, _ in uses(after)] == ["S3:9", "S3:1", "S3:2", "S3:3"]
    assert apply(after, inverse(edit)) == briefing
    assert grid.edited(briefing, table).changes == ()


def test_a_table_that_is_gone_is_not_edited() -> None:
    with pytest.raises(NotFound):
        grid.edited(empty_briefing(), losses())


# --- in a run of blocks -----------------------------------------------------------------------------------------------


def test_a_table_moves_and_goes_whole() -> None:
    before, after = (Paragraph(id=BlockId(name), inlines=(Text(text=name),)) for name in ("before", "after"))
    blocks = (before, losses(), after)
    assert flow(blocks[1]) == "\ufffc"
    assert copied(blocks, Place(1, 0), Place(1, 1)) == (blocks[1],)
    assert copied(blocks, Place(0, 3), Place(1, 0)) == (Paragraph(id=BlockId("before"), inlines=(Text(text="ore"),)),)
    assert removed(blocks, Place(1, 0), Place(1, 1)).after == ()
    joined = removed(blocks, Place(0, 2), Place(2, 2)).after
    assert [flow(block) for block in joined] == ["beter"]
    with pytest.raises(EditRefused):
        removed(blocks, Place(1, 0), Place(1, 0))


@pytest.mark.parametrize(("offset", "at"), [(0, 0), (1, 1)])
def test_what_comes_in_beside_a_table_stands_before_or_behind_it(offset: int, at: int) -> None:
    new = Paragraph(id=BlockId("new"), inlines=(Text(text="new"),))
    splice = inserted((losses(),), Place(0, offset), [new])
    assert (splice.at, splice.count, splice.after) == (at, 0, (new,))


def test_a_copied_table_has_ids_of_its_own() -> None:
    (copy,) = fresh([losses()])
    assert isinstance(copy, Table)
    assert words(copy) == words(losses())
    ids = {inline.id for table in (copy, losses()) for cell in table.cells for inline in cell if hasattr(inline, "id")}
    assert len(ids) == 6


def test_a_sentence_cannot_be_cited_in_a_table_as_a_whole() -> None:
    table = losses()
    briefing = apply(empty_briefing(), edits.insert(empty_briefing(), "actors", 0, [table], label="table"))
    with pytest.raises(EditRefused, match="cell by cell"):
        edits.cite(briefing, passage(4), table.id, 1)


@given(st.text(alphabet='ab"\t\n1', max_size=30))
def test_any_lines_give_a_table_of_full_rows_or_none(text: str) -> None:
    found = grid.from_lines(text)
    assert found is None or (len(found.rows) > 1 and len(found.rows[0]) > 1)


def test_a_passage_is_cited_once_in_a_cell() -> None:
    table = grid.cited_in(losses(), 1, 0, passage(7))
    with pytest.raises(EditRefused, match="S3:7 is cited in this cell"):
        grid.cited_in(table, 1, 0, passage(7))
    assert grid.cited_in(table, 0, 0, passage(7)) != table
