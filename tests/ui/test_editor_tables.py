"""A table in the editor: one thing that is painted, moved, copied and taken out whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from briefer.core import grid
from briefer.core.briefing import Table
from tests.ui.conftest import BOTH, FIRST, briefing_of, prose, quoted
from tests.ui.machine_tables import some_table


def test_a_table_is_one_thing_between_paragraphs(desk):
    person = desk(briefing_of(situation=[prose("Before."), some_table(), prose("After.")]))
    assert person.words() == ["Before.", "^", "After."]
    assert person.editor.document().size().height() > 200


def test_a_table_copied_and_pasted_keeps_its_citations(desk):
    person = desk(briefing_of(situation=[some_table(), prose("After.")]))
    person.place(0, 1, anchor=(0, 0))
    person.editor.copy()
    person.place(1, 6)
    person.control(Qt.Key.Key_V)
    first, _, second = person.blocks()
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert [grid.cell_text(cell) for cell in first.cells] == [grid.cell_text(cell) for cell in second.cells]
    assert first.id != second.id
    assert (
        len({mark.id for table in (first, second) for cell in table.cells for mark in cell if hasattr(mark, "id")}) == 4
    )


def test_backspace_behind_a_table_selects_it_before_it_goes(desk):
    person = desk(briefing_of(situation=[prose("Before."), some_table()]))
    person.place(1, 1)
    person.press(Qt.Key.Key_Backspace)
    assert person.words() == ["Before.", "^"]
    person.press(Qt.Key.Key_Backspace)
    assert person.words() == ["Before."]
    person.control(Qt.Key.Key_Z)
    assert person.words() == ["Before.", "^"]


def test_words_typed_beside_a_table_are_a_paragraph_of_their_own(desk):
    person = desk(briefing_of(situation=[some_table()]))
    person.place(0, 1)
    person.type("x")
    assert person.words() == ["^", "x"]
    person.place(0, 0)
    person.type("y")
    assert person.words() == ["y", "^", "x"]


def test_the_figures_in_a_table_count_with_those_around_it(desk):
    person = desk(briefing_of(situation=[prose("One.", (FIRST,)), some_table(), quoted(BOTH)]))
    table = person.blocks()[1]
    assert isinstance(table, Table)
    marks = [inline.id for cell in table.cells for inline in cell if hasattr(inline, "id")]
    assert [person.editor.figures.number(mark) for mark in marks] == [2, 3]
    assert person.editor.figures.number(person.blocks()[2].id) == 4


def test_a_table_for_other_programs_is_a_table_with_readable_citations(desk):
    person = desk(briefing_of(situation=[some_table()]))
    person.place(0, 1, anchor=(0, 0))
    data = person.editor.createMimeDataFromSelection()
    assert data.text().split("\n")[0] == "Side\tKilled"
    assert "<th>Side</th>" in data.html()
    assert "1,234 (Article 1, para. 1)" in data.text()


def test_lines_of_a_spreadsheet_are_pasted_as_a_table_and_undone_as_one(desk):
    person = desk(briefing_of(situation=[prose("Before.")]))
    QApplication.clipboard().setText("Side\tKilled\nNorth\t1,234\n")
    person.place(0, 7)
    person.control(Qt.Key.Key_V)
    _, table = person.blocks()
    assert isinstance(table, Table)
    assert grid.cell_text(table.rows[1][1]) == "1,234"
    person.control(Qt.Key.Key_Z)
    assert person.words() == ["Before."]
    person.place(0, 7)
    person.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert person.words() == ["Before.Side\tKilled", "North\t1,234"]
