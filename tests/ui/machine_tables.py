"""What a person does to tables in a briefing, for the machine in test_editor_machine.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import rule

from briefer.core import edits, grid
from briefer.core.briefing import Briefing, CitationMark, Table, Text, citations
from briefer.errors import BrieferError
from briefer.ui.paper_reading import Atom, atoms
from tests.ui.conftest import BOTH, FIRST, SECOND

if TYPE_CHECKING:
    from briefer.core.passage import CitationItem, Passage
    from briefer.ui.editor import BriefingEditor


def some_table() -> Table:
    """Return a table with a header, numbers and citations."""
    table = grid.of_words([["Side", "Killed"], ["North", "1,234"], ["South", "12 %"]])
    return grid.cited_in(grid.cited_in(table, 1, 1, FIRST), 2, 0, SECOND)


class TableRules:
    """Tables move, copy and go whole; what is done in one leaves every other citation where it was."""

    editor: BriefingEditor
    briefing: Briefing

    @rule()
    def put_table(self) -> None:
        before, selected = self.briefing, self.editor.textCursor().hasSelection()
        done = self.editor.put_blocks([some_table()], "table")
        came = len(_tables(self.briefing)) - len(_tables(before))
        assert came <= done
        assert selected or came == done

    @rule(
        index=st.integers(0, 9), row=st.integers(0, 9), column=st.integers(0, 9), cited=st.sampled_from([FIRST, BOTH])
    )
    def cite_in_cell(self, index: int, row: int, column: int, cited: Passage) -> None:
        found = _tables(self.briefing)
        if not found:
            return
        table, others = found[index % len(found)], _others(self.briefing, found[index % len(found)])
        row, column = row % len(table.rows), column % len(table.rows[0])
        former = list(citations(table))
        there = any(item.passage.id == cited.id for item in _cited_in_cell(table, row, column))
        done = self.editor.attempt(
            lambda: grid.edited(self.briefing, grid.cited_in(table, row, column, cited), label="cite in table")
        )
        assert done != there, "a cell cites a passage once"
        if there:
            return
        (after,) = [each for each in _tables(self.briefing) if each.id == table.id]
        now = list(citations(after))
        assert len(now) == len(former) + 1
        assert all(citation in now for citation in former)
        assert _others(self.briefing, after) == others

    @rule(index=st.integers(0, 9), words=st.sampled_from(["Losses", "In\n2026 ", ""]))
    def caption_table(self, index: int, words: str) -> None:
        """A caption is the analyst's own: nothing that the table cites moves for it."""
        found = _tables(self.briefing)
        if not found:
            return
        table, others = found[index % len(found)], _others(self.briefing, found[index % len(found)])
        assert self.editor.attempt(lambda: edits.describe(self.briefing, table.id, edits.own_line(words), ""))
        (after,) = [each for each in _tables(self.briefing) if each.id == table.id]
        assert (after.rows, "".join(run.text for run in after.caption)) == (table.rows, " ".join(words.split()))
        assert _others(self.briefing, after) == others

    @rule(index=st.integers(0, 9), act=st.sampled_from(["row", "column", "word", "less"]), at=st.integers(0, 2))
    def edit_table(self, index: int, act: str, at: int) -> None:
        found = _tables(self.briefing)
        if not found:
            return
        table, others = found[index % len(found)], _others(self.briefing, found[index % len(found)])
        try:
            match act:
                case "row":
                    after = grid.with_row(table, min(at, len(table.rows)))
                case "column":
                    after = grid.with_column(table, min(at, len(table.rows[0])))
                case "word":
                    after = grid.with_cell(table, 0, 0, (Text(text="é 1,5"), *table.rows[0][0]))
                case _:
                    after = grid.without_rows(table, at, at + 1)
        except BrieferError:
            return
        self.editor.attempt(lambda: grid.edited(self.briefing, after))
        if act != "less":
            (now,) = [each for each in _tables(self.briefing) if each.id == table.id]
            assert list(citations(now)) == list(citations(table))
        assert _others(self.briefing, table) == others


def _tables(briefing: Briefing) -> list[Table]:
    return [block for _, blocks in briefing.parts() for block in blocks if isinstance(block, Table)]


def _cited_in_cell(table: Table, row: int, column: int) -> list[CitationItem]:
    marks = (inline for inline in table.rows[row][column] if isinstance(inline, CitationMark))
    return [item for mark in marks for item in mark.citation]


def _others(briefing: Briefing, table: Table) -> list[Atom]:
    return [atom for _, blocks in briefing.parts() for block in blocks for atom in atoms(block) if atom.id != table.id]
