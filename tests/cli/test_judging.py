"""The verb that declares a sentence of the analyst's own as judgement."""

from __future__ import annotations

from tests.cli.conftest import Briefer


def _sentences(started: Briefer) -> list[tuple[str, str]]:
    blocks = started("read", "B1").json["briefing"]["sections"][2]["blocks"]
    return [(each["text"], each["support"]) for block in blocks for each in block["sentences"]]


def test_a_sentence_is_declared_and_taken_back(started: Briefer) -> None:
    started("write", "B1", "--section", "risks", "--text", "It rained. We think it stops.")
    told = started("declare", "B1", "We think")
    assert told.code == 0
    assert told.json == {
        "sentence": "We think it stops.",
        "support": {"supported": 0, "judgements": 1, "unsupported": 1},
    }
    assert _sentences(started) == [("It rained.", "unsupported"), ("We think it stops.", "judgement")]
    assert started("read", "B1").json["briefing"]["support"]["judgements"] == 1
    assert started("declare", "B1", "We think", "--back").code == 0
    assert _sentences(started)[1] == ("We think it stops.", "unsupported")


def test_which_sentence_is_asked_where_several_hold_the_words(started: Briefer) -> None:
    started("write", "B1", "--section", "risks", "--text", "It rained. It stops.")
    told = started("declare", "B1", "It")
    assert told.code == 2
    assert "2: It stops." in told.err
    assert started("declare", "B1", "It", "--nth", "3").code == 2
    assert started("declare", "B1", "It", "--nth", "2").code == 0
    assert [support for _, support in _sentences(started)] == ["unsupported", "judgement"]


def test_words_of_quotations_are_no_sentence_of_ones_own(started: Briefer) -> None:
    started("take", "B1", "S1", "--section", "situation", "--quote", "the river on Friday")
    told = started("declare", "B1", "river")
    assert told.code == 2
    assert "no sentence of your own" in told.err
