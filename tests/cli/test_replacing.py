"""The verb that puts other words in place of some of the analyst's own."""

from __future__ import annotations

from tests.cli.conftest import Briefer


def test_own_words_are_replaced_and_those_of_quotations_counted(started: Briefer) -> None:
    started("take", "B1", "S1", "--section", "situation", "--quote", "the river on Friday")
    started("write", "B1", "--section", "situation", "--text", "The river rose; no river fell.")
    told = started("replace", "B1", "river", "stream")
    assert (told.code, told.json) == (0, {"replaced": 2, "in_quotations": 1})
    blocks = started("read", "B1").json["briefing"]["sections"][0]["blocks"]
    assert [block["text"] for block in blocks] == ["the river on Friday", "The stream rose; no stream fell."]


def test_words_that_stand_nowhere_or_in_quotations_alone_are_said(started: Briefer) -> None:
    started("take", "B1", "S1", "--section", "situation", "--quote", "the river on Friday")
    told = started("replace", "B1", "ocean", "sea")
    assert told.code == 2
    assert "“ocean” stands nowhere in B1." in told.err
    told = started("replace", "B1", "river", "sea")
    assert told.code == 2
    assert "nowhere among your own" in told.err
