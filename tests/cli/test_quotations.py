"""The verbs on a quotation in a briefing: its typed edits, and its translation."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefer.core import holding
from briefer.core.passage import Omit
from briefer.workspace.workspace import Workspace
from tests.cli.conftest import Briefer
from tests.export.reading import paragraphs

QUOTE = "the river on Friday"


@pytest.fixture
def quoting(started: Briefer) -> Briefer:
    """A briefing that quotes S1:1 once."""
    started("take", "B1", "S1", "--section", "situation", "--quote", QUOTE)
    return started


def test_a_translation_stands_beside_the_words_and_is_printed(quoting: Briefer, tmp_path: Path) -> None:
    told = quoting("translate", "B1", "S1:1", "--text", "la rivière", "--language", "fr", "--translator", "A. Vance")
    assert told.code == 0
    said = {"text": "la rivière", "language": "fr", "translator": "A. Vance", "method": "own", "current": True}
    assert told.json == {"passage": "S1:1", "translation": said}
    (block,) = quoting("read", "B1").json["briefing"]["sections"][0]["blocks"]
    assert block["text"] == QUOTE
    assert block["inlines"][0]["translation"] == said
    assert "fr: la rivière" in quoting("read", "B1", plain=True).out
    assert quoting("export", "B1", "--to", tmp_path / "out.docx").code == 0
    words = paragraphs(tmp_path / "out.docx")
    assert {QUOTE, "Translation by A. Vance: la rivière"} <= set(words)


def test_a_translation_is_taken_away_again(quoting: Briefer) -> None:
    quoting("translate", "B1", "S1:1", "--text", "la rivière", "--language", "fr", "--machine")
    told = quoting("translate", "B1", "S1:1", "--remove")
    assert (told.code, told.json) == (0, {"passage": "S1:1", "translation": None})
    (block,) = quoting("read", "B1").json["briefing"]["sections"][0]["blocks"]
    assert "translation" not in block["inlines"][0]


def test_which_of_several_quotations_is_meant_must_be_said(quoting: Briefer) -> None:
    quoting("take", "B1", "S1", "--section", "risks", "--quote", QUOTE)
    told = quoting("translate", "B1", "S1:1", "--text", "x", "--language", "fr")
    assert told.code == 2
    assert "is quoted 2 times" in told.err
    assert quoting("translate", "B1", "S1:1", "--text", "x", "--language", "fr", "--nth", "2").code == 0
    first, second = (quoting("read", "B1").json["briefing"]["sections"][index]["blocks"][0] for index in (0, 2))
    assert "translation" not in first["inlines"][0]
    assert second["inlines"][0]["translation"]["text"] == "x"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("S1:1", "--text", "x"), "A translation needs its language."),
        (("S1:1", "--text", "x", "--language", "French"), "“French” is not a language tag."),
        (("S1:1", "--text", " ", "--language", "fr"), "A translation needs words."),
        (("S1:1", "--text", "x", "--language", "fr", "--nth", "3"), "S1:1 is quoted 1 times, and not 3."),
        (("S1:1", "--remove"), "The translation is the same as before."),
        (("S1:9", "--remove"), "There is no passage S1:9."),
    ],
)
def test_what_makes_no_sense_is_said(quoting: Briefer, words: tuple[str, ...], sentence: str) -> None:
    told = quoting("translate", "B1", *words)
    assert told.code == 2
    assert sentence in told.err


def test_a_translation_of_words_that_were_edited_since_is_not_printed_and_said_so(
    quoting: Briefer, library: Path, tmp_path: Path
) -> None:
    quoting("translate", "B1", "S1:1", "--text", "la rivière", "--language", "fr")
    workspace = Workspace.open(library)
    briefing = workspace.open_briefing("B1")
    ((holder, quotation),) = holding.held(briefing)
    workspace.do(holding.requote(briefing, holder, quotation.edited(Omit(start=4, end=9)), label="omit"))
    workspace.close()
    told = quoting("export", "B1", "--to", tmp_path / "out.docx")
    assert told.json["warnings"] == ["The translation of S1:1 is of words that were edited since, and is not printed."]
    assert not any("la rivière" in each for each in paragraphs(tmp_path / "out.docx"))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--omit", "river"), "the [...] on Friday"),
        (("--keep", "river on"), "river on"),
        (("--insert", "swollen", "--before", "river"), "the [swollen] river on Friday"),
        (("--insert", "13 March"), "the river on Friday [13 March]"),
        (("--emphasise", "river"), QUOTE),
        (("--case",), "[T]he river on Friday"),
    ],
)
def test_an_edit_shows_in_print_and_is_taken_off_again(quoting: Briefer, words: tuple[str, ...], text: str) -> None:
    told = quoting("edit", "B1", "S1:1", *words)
    assert told.code == 0
    assert told.json["passage"] == "S1:1"
    assert told.json["quotation"]["text"] == text
    assert len(told.json["quotation"]["edits"]) == 1
    assert quoting("edit", "B1", "S1:1", "--restore").json["quotation"]["text"] == QUOTE


def test_an_omission_that_drops_a_negation_is_told(started: Briefer) -> None:
    started("take", "B1", "S1", "--section", "risks", "--quote", "bridges were not")
    told = started("edit", "B1", "S1:1", "--omit", "not")
    assert told.json["quotation"]["dropped"] == [{"cue": "negation", "word": "not"}]
    (block,) = started("read", "B1").json["briefing"]["sections"][2]["blocks"]
    assert block["inlines"][0]["dropped"] == [{"cue": "negation", "word": "not"}]


def test_a_paraphrase_keeps_the_citation(quoting: Briefer) -> None:
    told = quoting("edit", "B1", "S1:1", "--paraphrase")
    assert (told.code, told.json) == (0, {"passage": "S1:1", "quotation": None})
    (block,) = quoting("read", "B1").json["briefing"]["sections"][0]["blocks"]
    assert (block["kind"], block["text"], block["passages"]) == ("paragraph", QUOTE, ["S1:1"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--omit", "lake"), "“lake” is not in the quotation of S1:1."),
        (("--omit", "r"), "“r” stands in the quotation more than once."),
        (("--keep", QUOTE), "All of the quotation is selected."),
        (("--restore",), "These are the source's words already."),
        ((), "one of the arguments"),
    ],
)
def test_an_edit_that_makes_no_sense_is_said(quoting: Briefer, words: tuple[str, ...], sentence: str) -> None:
    told = quoting("edit", "B1", "S1:1", *words)
    assert told.code == 2
    assert sentence.lower() in told.err.lower()
