"""A table of the analyst's own, put into a briefing from a file of a spreadsheet."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from briefer.core.briefing import citations
from briefer.workspace.workspace import Workspace
from tests.cli.conftest import Briefer

LOSSES = 'Side,Killed\nNorth,"1,234"\nSouth,007\n'


def the_table(briefer: Briefer) -> dict[str, Any]:
    (block,) = briefer("read", "B1").json["briefing"]["sections"][0]["blocks"]
    assert block["kind"] == "table"
    return block


def put(briefer: Briefer, file: Path, text: str | bytes, *options: str) -> Any:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return briefer("table", "B1", file, "--section", "situation", *options)


@pytest.mark.parametrize(
    "text",
    [
        LOSSES,
        LOSSES.replace('"1,234"', "1;234").replace(",", ";").replace("1;234", '"1,234"'),
        "Side\tKilled\r\nNorth\t1,234\r\nSouth\t007\r\n\t\r\n",
        "\ufeff" + LOSSES,
        "Side\tKilled\nNorth\t1,234\nSouth\t007".encode("utf-16"),
    ],
    ids=["commas", "semicolons", "tabs", "mark of UTF-8", "UTF-16"],
)
def test_a_table_comes_in_with_its_numbers_as_they_were(started: Briefer, tmp_path: Path, text: str | bytes) -> None:
    told = put(started, tmp_path / "losses.csv", text, "--caption", " Losses\nin 2026 ")
    assert told.code == 0
    block = the_table(started)
    assert block["id"] == told.json["block"]["id"]
    assert block["text"] == "Losses in 2026\nSide\tKilled\nNorth\t1,234\nSouth\t007"


def test_a_cell_cites_the_passages_that_it_ends_in(started: Briefer, tmp_path: Path) -> None:
    for words in ("Troops moved to the river on Friday.", "boats were counted"):
        assert started("take", "B1", "S1", "--section", "tray", "--quote", words).code == 0
    assert put(started, tmp_path / "a.csv", "Side,Moved\nNorth,Friday [s1:1; S1:2]\nSouth,[no]\n").code == 0
    block = the_table(started)
    assert block["text"] == "Side\tMoved\nNorth\tFriday\nSouth\t[no]"
    assert block["passages"] == ["S1:1", "S1:2"]


def test_a_line_begun_inside_a_cell_begins_no_row(started: Briefer, tmp_path: Path) -> None:
    assert put(started, tmp_path / "a.csv", 'Side,Killed\nNorth\u2028east,"1\n2"\n').code == 0
    assert the_table(started)["text"] == "Side\tKilled\nNorth\u2028east\t1\u20282"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Land;Share, in %, 2024\nA;1,5\nB;2,5\n", "Land\tShare, in %, 2024\nA\t1,5\nB\t2,5"),
        ('"Region, new\nname";Value;Other\nNorth;1,5;2\n', "Region, new\u2028name\tValue\tOther\nNorth\t1,5\t2"),
        ("sep=|\r\nLand|Share\r\nA|1;5\r\n", "Land\tShare\nA\t1;5"),
        ("a;b,c\n", "a\tb,c"),
        ("Side\nNorth\n", "Side\nNorth"),
    ],
    ids=["commas in words and numbers", "a line in a heading", "told by Excel", "one line", "one column"],
)
def test_what_parts_the_cells_is_seen_by_all_the_lines(started: Briefer, tmp_path: Path, text: str, cells: str) -> None:
    assert put(started, tmp_path / "a.csv", text).code == 0
    assert the_table(started)["text"] == cells


def test_a_passage_named_twice_in_a_cell_is_cited_once(started: Briefer, tmp_path: Path, library: Path) -> None:
    assert started("take", "B1", "S1", "--section", "tray", "--quote", "boats were counted").code == 0
    assert put(started, tmp_path / "a.csv", "Side,Moved\nNorth,2 [S1:1; s1:1]\n").code == 0
    workspace = Workspace.open(library, write=False, create=False)
    (table,) = workspace.read_briefing("B1").blocks("situation")
    workspace.close()
    assert [[item.passage.handle for item in each] for each in citations(table)] == [["S1:1"]]


def test_what_parts_the_passages_of_a_cell_parts_no_cells(started: Briefer, tmp_path: Path) -> None:
    for words in ("Troops moved to the river on Friday.", "boats were counted"):
        assert started("take", "B1", "S1", "--section", "tray", "--quote", words).code == 0
    assert put(started, tmp_path / "a.csv", "North,Friday [S1:1; S1:2]\nSouth,Monday [S1:2; S1:1]\n").code == 0
    assert the_table(started)["text"] == "North\tFriday\nSouth\tMonday"


def test_a_table_is_read_from_standard_input(started: Briefer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LOSSES.encode())))
    assert started("table", "B1", "-", "--section", "situation", "--header-rows", "0").code == 0
    assert "1,234" in the_table(started)["text"]


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("Side,Moved\nNorth,Friday [S1:9]", (), "There is no passage S1:9"),
        ("\n \n", (), "no cells"),
        (b"\xff\xfea\x00\x00", (), "UTF-8"),
        (b"Caf\xe9,1", (), "UTF-8"),
        ("a," * 30, (), "at most 200 rows and 24 columns"),
        ("a,b", ("--header-rows", "2"), "header rows"),
        ("a,b", ("--header-rows", "-1"), "header rows"),
        ('a,"' + "b" * 200_000 + '"', (), "cannot be read as cells"),
        ("a,b\n" * 1_500_000, (), "too large"),
    ],
)
def test_what_is_no_table_ends_in_a_sentence_and_changes_nothing(
    started: Briefer, tmp_path: Path, text: str | bytes, options: tuple[str, ...], said: str
) -> None:
    told = put(started, tmp_path / "bad.csv", text, *options)
    assert told.code == 2
    assert said in told.err
    assert started("read", "B1").json["briefing"]["sections"][0]["blocks"] == []


def test_a_file_that_is_not_there_is_named(started: Briefer) -> None:
    told = started("table", "B1", "nowhere.csv", "--section", "situation")
    assert (told.code, "nowhere.csv" in told.err) == (2, True)
