"""What a verb says is shown by a terminal and never obeyed by one."""

from __future__ import annotations

from tests.cli.conftest import Briefer


def test_controls_in_titles_and_words_are_not_told_to_a_terminal(briefer: Briefer) -> None:
    briefer("new", "Red\x9b31m \x7ftitle\ttwo")
    told = briefer("briefings", plain=True)
    assert "Red31m title two" in told.out
    assert not {"\x1b", "\x9b", "\x7f"} & set(told.out)


def test_nor_are_those_in_an_error(briefer: Briefer) -> None:
    briefer("new", "Movements")
    told = briefer("take", "B1", "S1", "--section", "risks\x9b31m", "--quote", "Words", plain=True)
    assert told.code == 2
    assert not {"\x1b", "\x9b", "\x7f"} & set(told.err)
    told = briefer("new", "Movements", "--pack", "x\x9b31m", plain=True)
    assert "x31m" in told.err
