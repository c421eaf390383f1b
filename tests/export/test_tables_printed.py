"""The analyst's tables in Word and PDF: real tables with their header repeated, notes in the order of the cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from briefer.core import grid
from briefer.core.briefing import Briefing, Cell, Table, Text
from briefer.export.context import context
from briefer.export.export import export
from briefer.packs import shelf
from briefer.worker import Worker
from tests.export import reading
from tests.export.briefings import AGENCY, FACTS, LE_MONDE, Desk
from tests.support.tools import Poppler

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as worker:
        yield worker


def with_table(rows: int = 2, *, caption: str = "Reported strength") -> tuple[Desk, Briefing]:
    """A sentence that cites, a table that cites twice in its cells, and a sentence that cites."""
    desk = Desk()
    monde, agency = desk.source(LE_MONDE), desk.source(AGENCY)
    one, two = desk.passage(monde, "Les convois.", page="4"), desk.passage(agency, "Forty vehicles.")
    words = [["Formation", "Strength"], *([f"Unit {number}", f"{number},234"] for number in range(1, rows + 1))]
    table = replace(grid.of_words(words), caption=(Text(text=caption),) if caption else ())
    cells: list[tuple[int, int, Cell]] = [
        (1, 1, (Text(text="1,234"), desk.cite(one))), (rows, 0, (Text(text=f"Unit {rows}"), desk.cite(two))),
    ]  # fmt: skip
    for row, column, cell in cells:
        table = grid.with_cell(table, row, column, cell)
    desk.put("situation", desk.prose("Before it.", desk.cite(two)), table, desk.prose("Behind it.", desk.cite(one)))
    return desk, desk.briefing(**FACTS)


def made(worker: Worker, folder: Path, suffix: str, desk: Desk, briefing: Briefing) -> Path:
    file = folder / f"note{suffix}"
    assert export(briefing, desk.sources, shelf.find("standard"), file, worker=worker).warnings == ()
    return file


def grid_of(file: Path) -> list[list[str]]:
    (table,) = [
        found for found in reading.part(file, "document").iter(f"{W}tbl") if "Formation" in reading.words(found)
    ]
    return [[reading.words(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]


def test_word_prints_a_table_with_its_caption_and_its_notes_in_order(worker: Worker, tmp_path: Path) -> None:
    file = made(worker, tmp_path, ".docx", *with_table())
    assert grid_of(file) == [["Formation", "Strength"], ["Unit 1", "1,234"], ["Unit 2", "2,234"]]
    assert "Reported strength" in reading.paragraphs(file)
    assert reading.references(file) == ["1", "2", "3", "4"]
    assert ["[2]" in note for note in reading.notes(file)] == [True, False, True, False]


def test_word_repeats_the_header_row_and_keeps_numbers_to_the_right(worker: Worker, tmp_path: Path) -> None:
    file = made(worker, tmp_path, ".docx", *with_table(caption=""))
    rows = [row for row in reading.part(file, "document").iter(f"{W}tr") if "Unit" in reading.words(row)]
    header = next(row for row in reading.part(file, "document").iter(f"{W}tr") if "Formation" in reading.words(row))
    assert header.find(f"{W}trPr/{W}tblHeader") is not None
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is None
    sides = [side.get(f"{W}val") for side in rows[0].iter(f"{W}jc")]
    assert sides == ["left", "right"]


def test_two_tables_that_touch_stay_two(worker: Worker, tmp_path: Path) -> None:
    desk, briefing = with_table()
    (section,) = [each for each in briefing.sections if each.key == "situation"]
    twice = tuple(
        each for block in section.blocks for each in ([block, _copy(block)] if isinstance(block, Table) else [block])
    )
    briefing = replace(
        briefing,
        sections=tuple(replace(each, blocks=twice) if each is section else each for each in briefing.sections),
    )
    file = made(worker, tmp_path, ".docx", desk, briefing)
    body = reading.part(file, "document")
    assert sum("Formation" in reading.words(table) for table in body.iter(f"{W}tbl")) == 2


def _copy(table: Table) -> Table:
    return replace(grid.of_words([[grid.cell_text(cell) for cell in row] for row in table.rows]), header_rows=0)


def test_a_pdf_prints_a_table_over_pages_with_its_header_on_each(
    worker: Worker, tmp_path: Path, poppler: Poppler, qpdf: Callable[[Path], str]
) -> None:
    file = made(worker, tmp_path, ".pdf", *with_table(rows=120))
    text = poppler.text(file, "-layout")
    pages = [page for page in text.split("\f") if "Unit" in page]
    assert len(pages) > 1
    assert all(page.count("Formation") == 1 for page in pages)
    assert "120,234" in text
    assert poppler.info(file)["Tagged"] == "yes"
    qpdf(file)


def test_a_header_with_a_note_has_it_once(worker: Worker, tmp_path: Path, poppler: Poppler) -> None:
    desk, briefing = with_table(rows=120)
    (section,) = [each for each in briefing.sections if each.key == "situation"]
    table = next(block for block in section.blocks if isinstance(block, Table))
    noted = grid.with_cell(
        table, 0, 1, (*table.rows[0][1], desk.cite(desk.passage(next(iter(desk.sources.values())), "x")))
    )
    blocks = tuple(noted if block is table else block for block in section.blocks)
    briefing = replace(
        briefing,
        sections=tuple(replace(each, blocks=blocks) if each is section else each for each in briefing.sections),
    )
    text = poppler.text(made(worker, tmp_path, ".pdf", desk, briefing))
    assert text.count("Formation") == 1


def test_templates_that_know_no_tables_print_lines_that_can_be_read() -> None:
    desk, briefing = with_table()
    told = context(briefing, desk.sources, shelf.find("standard"))
    (block,) = [each for section in told["sections"] for each in section["blocks"] if each["kind"] == "table"]
    lines = ["".join(run["text"] for run in part["runs"]) for part in block["paragraphs"]]
    assert lines == ["Reported strength", "Formation\tStrength", "Unit 1\t1,234", "Unit 2\t2,234"]
    assert block["table"]["sides"] == ["left", "right"]
    assert [len(row) for row in block["table"]["rows"]] == [2, 2, 2]
