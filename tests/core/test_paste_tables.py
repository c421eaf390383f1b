"""Tables on the clipboard: those of data come in as tables with each number as it was shown, others as their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core import grid
from briefer.core.briefing import Block, Paragraph, Table, Text, printed
from briefer.core.paste import blocks_from_html

CALC = """
<html><head><style>td{}</style></head><body><table cellspacing="0" border="0"><colgroup width="85"></colgroup>
<tr><td height="17" align="left"><b>Side</b></td><td align="left"><b>Killed</b></td></tr>
<tr><td height="17" align="left">North</td><td align="right" sdval="1234.5" sdnum="1033;0;#,##0.00">1,234.50</td></tr>
<tr><td height="17" align="left">South</td><td align="right" sdval="0.12" sdnum="1033;0;0%">12%</td></tr>
</table></body></html>"""
EXCEL = """<html><body><!--StartFragment--><table border=0><col width=64><tr height=20>
  <td class=xl65>Side</td><td style='display:none'>hidden</td><td class=xl66 x:num>Killed</td></tr>
 <tr><td>North</td><td style='display:none'>1</td><td align=right>007</td></tr>
 <tr><td></td><td></td><td></td></tr></table><!--EndFragment--></body></html>"""


def table(source: str) -> Table:
    (found,) = blocks_from_html(source)
    assert isinstance(found, Table)
    return found


def words(found: Block) -> list[list[str]]:
    assert isinstance(found, Table)
    return [[grid.cell_text(cell) for cell in row] for row in found.rows]


def test_cells_of_libreoffice_keep_what_was_shown() -> None:
    found = table(CALC)
    assert words(found) == [["Side", "Killed"], ["North", "1,234.50"], ["South", "12%"]]
    assert found.header_rows == 1
    assert not any(inline.bold for cell in found.rows[0] for inline in cell if isinstance(inline, Text))


def test_cells_of_excel_keep_what_was_shown_and_hidden_ones_stay_away() -> None:
    assert words(table(EXCEL)) == [["Side", "Killed"], ["North", "007"]]


def test_header_cells_and_a_caption_are_told() -> None:
    found = table(
        "<table><caption>Losses</caption><thead><tr><td>a</td><td>b</td></tr></thead>"
        "<tr><td>c<td><b>d</b><tr><td>e<td>f</table>"
    )
    assert words(found) == [["a", "b"], ["c", "d"], ["e", "f"]]
    assert found.header_rows == 1
    assert found.caption == (Text(text="Losses"),)
    assert found.rows[1][1] == (Text(text="d", bold=True),)


def test_cells_that_reach_over_others_leave_those_empty() -> None:
    found = table(
        "<table><tr><th colspan=2>wide</th><th>c</th></tr><tr><td rowspan=2>tall</td><td>1</td><td>2</td></tr>"
        "<tr><td>3</td><td>4</td></tr></table>"
    )
    assert words(found) == [["wide", "", "c"], ["tall", "1", "2"], ["", "3", "4"]]


def test_lines_inside_a_cell_stay_lines() -> None:
    found = table("<table><tr><td>a<br>b</td><td>1</td></tr><tr><td><p>c</p><p>d</p></td><td>2</td></tr></table>")
    assert words(found) == [["a\u2028b", "1"], ["c\u2028d", "2"]]


def test_what_stands_around_a_table_stays_in_its_order() -> None:
    found = blocks_from_html("<p>before</p><table><tr><td>a<td>b<tr><td>c<td>d</table><p>after</p>")
    assert [type(block) for block in found] == [Paragraph, Table, Paragraph]
    assert [printed(block) for block in found] == ["before", "a\tb\nc\td", "after"]


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td>one</td></tr><tr><td>two</td></tr></table>",
        "<table><tr><td>one</td><td>two</td></tr></table>",
        "<table><tr><td><table><tr><td>one<td><tr><td>two</table><td>x<tr><td>y<td>z</table>",
        "<table><tr><td><ul><li>one</li></ul></td><td>x</td></tr><tr><td>y</td><td>z</td></tr></table>",
        "<table><tr><td><h2>one</h2></td><td>x</td></tr><tr><td>y</td><td>z</td></tr></table>",
        "<table>one<tr><td>a</td><td>x</td></tr><tr><td>y</td><td>z</td></tr></table>",
        f"<table><tr><td>{'one ' * 400}</td><td>x</td></tr><tr><td>y</td><td>z</td></tr></table>",
    ],
)
def test_a_table_that_only_places_things_is_what_it_holds(source: str) -> None:
    found = blocks_from_html(source)
    assert not any(isinstance(block, Table) for block in found)
    assert "one" in printed(found[0])


@given(st.lists(st.sampled_from(["<table>", "</table>", "<tr>", "<td>", "<th rowspan=3>", "<td colspan=9>", "<caption>",
                                 "</td>", "<p>", "<ul><li>", "x", "1"]), max_size=30))  # fmt: skip
def test_any_markup_loses_no_letter(parts: list[str]) -> None:
    found = blocks_from_html("".join(parts))
    shown = "".join(printed(block) for block in found)
    for letter in "x1":
        assert shown.count(letter) == sum(part == letter for part in parts)
