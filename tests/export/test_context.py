from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from briefer.core import support
from briefer.core.briefing import Text
from briefer.core.change import apply
from briefer.core.passage import Insert, Omit, Recase, Trim
from briefer.core.slices import Place
from briefer.core.spans import Span
from briefer.core.translation import Translation
from briefer.export.blocks import anchor, safe_href
from briefer.export.context import context
from briefer.packs import shelf
from tests.export.briefings import FACTS, LE_MONDE, Desk, sample


def seen(desk: Desk, **facts: str) -> dict[str, Any]:
    return context(desk.briefing(**facts), desk.sources, shelf.find("standard"))


def test_templates_see_plain_values_only() -> None:
    desk, briefing = sample(2)
    view = context(briefing, desk.sources, shelf.find("standard"))
    assert json.loads(json.dumps(view)) == view


def test_a_quotation_tells_its_pieces_apart() -> None:
    desk = Desk()
    passage = desk.passage(desk.source(), "and the troops have left the town today")
    edits = (Trim(start=4, end=39), Recase(at=4), Omit(start=20, end=24), Insert(at=25, text="small"))
    desk.put("situation", desk.quote(passage, *edits))
    runs = seen(desk)["sections"][0]["blocks"][0]["paragraphs"][0]["runs"]
    assert [(run["kind"], run["text"]) for run in runs] == [
        ("case", "[T]"), ("source", "he troops have "), ("omission", "[...]"), ("source", " "),
        ("insertion", "[small]"), ("source", "the town today"), ("note", ""),
    ]  # fmt: skip


def test_a_passage_over_several_blocks_is_several_paragraphs_with_one_note() -> None:
    desk = Desk()
    desk.put("situation", desk.quote(desk.passage(desk.source(), "One.\n\nTwo.\nThree.")))
    paragraphs = seen(desk)["sections"][0]["blocks"][0]["paragraphs"]
    assert ["".join(run["text"] for run in part["runs"]) for part in paragraphs] == ["One.", "Two.", "Three."]
    assert [run["note"] for part in paragraphs for run in part["runs"]] == [None, None, None, 1]


def test_an_inline_quotation_stands_in_marks_with_inner_ones_inside() -> None:
    desk = Desk()
    desk.put("situation", desk.prose("He said ", desk.inline(desk.passage(desk.source(), "“no” twice")), "."))
    runs = seen(desk)["sections"][0]["blocks"][0]["paragraphs"][0]["runs"]
    assert "".join(run["text"] for run in runs) == "He said “‘no’ twice”."


def translated(block: Any, **said: Any) -> Any:
    """Give a quotation block a translation of its words as they are printed."""
    made = Translation(**{"text": "Words.", "language": "en", "of": block.quotation.text, **said})
    return replace(block, quotation=replace(block.quotation, translation=made))


@pytest.mark.parametrize(
    ("quoted_in", "printed"),
    [
        ("both", ["Mots.", "Translation by A. Vance: Words."]),
        ("original", ["Mots."]),
        ("translation", ["Translation by A. Vance: Words."]),
    ],
)
def test_a_pack_says_what_is_printed_of_a_translated_quotation(quoted_in: Any, printed: list[str]) -> None:
    desk = Desk()
    block = desk.quote(desk.passage(desk.source(LE_MONDE), "Mots."))
    desk.put("situation", translated(block, translator="A. Vance"))
    pack = replace(shelf.find("standard"), quoted_in=quoted_in)
    paragraphs = context(desk.briefing(), desk.sources, pack)["sections"][0]["blocks"][0]["paragraphs"]
    assert ["".join(run["text"] for run in part["runs"]) for part in paragraphs] == printed
    assert [run["note"] for part in paragraphs for run in part["runs"] if run["kind"] == "note"] == [1]


def test_a_translation_inside_a_sentence_stands_in_brackets_and_says_that_a_machine_made_it() -> None:
    desk = Desk()
    inline = translated(desk.inline(desk.passage(desk.source(LE_MONDE), "Mots")), method="machine", text="Words")
    desk.put("situation", desk.prose("He said ", inline, "."))
    runs = seen(desk)["sections"][0]["blocks"][0]["paragraphs"][0]["runs"]
    assert "".join(run["text"] for run in runs) == "He said “Mots” [Machine translation: Words]."


def test_a_translation_of_words_that_were_edited_since_is_not_printed() -> None:
    desk = Desk()
    desk.put("situation", translated(desk.quote(desk.passage(desk.source(LE_MONDE), "Mots.")), of="Mots et mots."))
    assert len(seen(desk)["sections"][0]["blocks"][0]["paragraphs"]) == 1


def test_a_quotation_knows_the_language_of_its_source() -> None:
    desk = Desk()
    desk.put("situation", desk.quote(desk.passage(desk.source(LE_MONDE), "Mots.")))
    assert seen(desk)["sections"][0]["blocks"][0]["paragraphs"][0]["runs"][0]["language"] == "fr"
    assert seen(desk, language="fr")["sections"][0]["blocks"][0]["paragraphs"][0]["runs"][0]["language"] is None


def test_an_empty_section_prints_the_packs_sentence_or_nothing() -> None:
    sections = {section["key"]: section for section in seen(Desk())["sections"]}
    assert sections["situation"]["empty"]
    assert "actors" not in sections


def test_a_section_of_empty_paragraphs_is_empty() -> None:
    desk = Desk()
    desk.put("actors", desk.prose(), desk.prose("  "))
    assert [section["key"] for section in seen(desk)["sections"]] == ["situation", "risks", "restraint"]


def test_section_titles_follow_the_language_unless_they_were_rewritten() -> None:
    desk, briefing = sample(1, language="de")
    own = replace(briefing.sections[1], title="Who is who")
    briefing = replace(briefing, sections=(briefing.sections[0], own, *briefing.sections[2:]))
    view = context(briefing, desk.sources, shelf.find("standard"))
    assert [section["title"] for section in view["sections"]][:3] == ["Lage", "Who is who", "Risiken"]


def test_what_was_set_aside_is_nowhere_in_it() -> None:
    desk = Desk()
    aside = desk.quote(desk.passage(desk.source(LE_MONDE), "Secret words."))
    view = context(replace(desk.briefing(), tray=(aside,)), desk.sources, shelf.find("standard"))
    assert "Secret words" not in json.dumps(view)
    assert view["sources"] == []


def test_the_title_block_says_what_was_said() -> None:
    labels = {row["label"]: row["text"] for row in seen(Desk(), **FACTS)["facts"]}
    assert labels["No."] == "12, Version 2"
    assert labels["Information cut-off"] == "20 October 2024, 18:00 UTC+2"
    assert labels["Period"] == "14 to 20 October 2024"
    assert "Supersedes" not in labels


def test_lists_are_counted_apart() -> None:
    desk = Desk()
    desk.put("risks", desk.item("a", ordered=True), desk.item("b", ordered=True), desk.prose("c"), desk.item("d"))
    blocks = seen(desk)["sections"][1]["blocks"]
    assert [block["list"] for block in blocks] == [1, 1, 0, 2]


def test_a_sentence_declared_as_judgement_is_printed_like_any_other() -> None:
    desk = Desk()
    desk.put("risks", desk.prose("They think so. It may end.", desk.cite(desk.passage(desk.source(), "Words."))))
    briefing = desk.briefing()
    whole = (Span("risks", Place(0, 20), Place(0, 20)),)
    declared = apply(briefing, support.declare(briefing, whole))
    assert declared != briefing
    pack = shelf.find("standard")
    assert context(declared, desk.sources, pack) == context(briefing, desk.sources, pack)


def test_headings_never_skip_a_level() -> None:
    desk = Desk()
    desk.put("risks", desk.heading("a", 2), desk.heading("b", 1), desk.heading("c", 2))
    assert [block["level"] for block in seen(desk)["sections"][1]["blocks"]] == [1, 1, 2]


def test_letters_decide_the_direction_of_a_paragraph() -> None:
    desk = Desk()
    desk.put("risks", desk.prose("12. שלום"), desk.prose("Hello שלום"), desk.prose("..."))
    assert [block["paragraphs"][0]["rtl"] for block in seen(desk)["sections"][1]["blocks"]] == [True, False, False]


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://example.org/a?b=1", True),
        ("mailto:a@example.org", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("\\\\server\\share", False),
        ("https://example.org\\@evil", False),
        ("data:text/html,x", False),
        ("//server/share", False),
        ("http://[broken", False),
    ],
)
def test_only_web_and_mail_addresses_are_linked(href: str, kept: bool) -> None:
    assert (safe_href(href) is not None) is kept


def test_words_of_a_link_that_is_not_kept_stay() -> None:
    desk = Desk()
    desk.put("risks", desk.prose(Text(text="click", href="javascript:x")))
    run = seen(desk)["sections"][1]["blocks"][0]["paragraphs"][0]["runs"][0]
    assert (run["text"], run["href"]) == ("click", None)


def test_an_anchor_is_hidden_and_short() -> None:
    for id in ("0f2d8e2a-4b2c-4f7e-9a31-c7d1d2b0a111", "not a uuid", "x" * 100):
        assert anchor(id).startswith("_b")
        assert len(anchor(id)) == 34
    assert anchor("a") != anchor("b")


def test_headings_that_print_nothing_count_for_no_level() -> None:
    desk = Desk()
    desk.put("risks", desk.heading("  ", 1), desk.heading("a", 2))
    assert [block["level"] for block in seen(desk)["sections"][1]["blocks"]] == [1]


def test_a_heading_without_words_keeps_its_note_as_a_paragraph() -> None:
    desk = Desk()
    mark = desk.cite(desk.passage(desk.source(), "Words."))
    desk.put("risks", replace(desk.heading("\u200b"), inlines=(Text(text="\u200b"), mark)))
    (block,) = seen(desk)["sections"][1]["blocks"]
    assert block["kind"] == "paragraph"
    assert [run["note"] for run in block["paragraphs"][0]["runs"]] == [None, 1]


def test_lists_with_nothing_printed_between_them_are_one() -> None:
    desk = Desk()
    desk.put("risks", desk.item("a", ordered=True), desk.prose(" "), desk.item("b", ordered=True))
    assert [block["list"] for block in seen(desk)["sections"][1]["blocks"]] == [1, 1]


@pytest.mark.parametrize("title", ["", "  ", "\x01\x02", "\ufeff"])
def test_a_briefing_and_a_section_without_a_title_get_one(title: str) -> None:
    briefing = Desk().briefing(title=title)
    briefing = replace(briefing, sections=tuple(replace(section, title=title) for section in briefing.sections))
    view = context(briefing, {}, shelf.find("standard"))
    assert view["briefing"]["title"] == view["briefing"]["short_title"] == "Untitled briefing"
    assert [section["title"] for section in view["sections"]] == ["Situation", "Risks", "Recommended restraint"]


def test_spaces_that_hold_words_together_stay_in_a_fact() -> None:
    assert seen(Desk(), title="«\u00a0Oui\u00a0»,  12\u202f000 \n voix")["briefing"]["title"] == (
        "«\u00a0Oui\u00a0», 12\u202f000 voix"
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "https://example.org/" + "a" * 9000])
def test_an_address_of_a_source_that_is_not_safe_is_printed_and_not_linked(address: str) -> None:
    desk = Desk()
    desk.put("risks", desk.quote(desk.passage(desk.source(replace(LE_MONDE, url=address)), "Mots.")))
    runs = seen(desk)["sources"][0]["paragraph"]["runs"]
    assert address in [run["text"] for run in runs]
    assert [run["href"] for run in runs if run["href"]] == []


@pytest.mark.parametrize("tag", ["éé", "en_US", "a" * 100, "x-" + "abcdefg-" * 12 + "a", "\x00"])
def test_what_is_no_language_tag_reaches_no_file(tag: str) -> None:
    desk = Desk()
    desk.put("risks", desk.quote(desk.passage(desk.source(replace(LE_MONDE, language=tag)), "Mots.")))
    view = seen(desk)
    assert {run["language"] for run in view["sections"][1]["blocks"][0]["paragraphs"][0]["runs"]} == {None}
    assert {run["language"] for run in view["notes"][0]["items"][0]["full"]} == {None}


def test_words_of_the_other_direction_do_not_move_what_stands_beside_them() -> None:
    desk = Desk()
    source = desk.source(replace(LE_MONDE, title="שלום!", publisher="مرحبا"))
    desk.put("risks", desk.prose("It said ", desk.inline(desk.passage(source, "שלום 12!")), " so."))
    view = seen(desk)
    note = "".join(run["text"] for run in view["notes"][0]["items"][0]["full"])
    assert "“\u200fשלום!\u200f\u200e”, \u200fمرحبا\u200f\u200e, 18 October" in note
    runs = view["sections"][1]["blocks"][0]["paragraphs"][0]["runs"]
    assert [run["text"] for run in runs if run["kind"] in ("mark", "source")] == [
        "“\u200f", "שלום 12!", "\u200f\u200e”",
    ]  # fmt: skip
