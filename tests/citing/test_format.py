from __future__ import annotations

from dataclasses import replace

import pytest

from briefer.citing.format import Apparatus, Runs, merged, notes, short_title
from briefer.citing.language import Language, load
from briefer.core.briefing import Briefing
from briefer.core.passage import Emphasise
from briefer.core.reference import Reference
from briefer.errors import ExportError
from briefer.packs.citation_form import read_form
from tests.export.briefings import AGENCY, LE_MONDE, NAMELESS, Desk


def printed(desk: Desk, briefing: Briefing, language: Language | None = None) -> Apparatus:
    return notes(briefing, desk.sources, language or load("en"))


def words(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def test_a_full_note_names_author_title_publisher_date_and_page() -> None:
    desk = Desk()
    desk.put("situation", desk.quote(desk.passage(desk.source(LE_MONDE), "Mots.", page="4")))
    note = printed(desk, desk.briefing()).notes[0]
    assert words(note.items[0].full) == (
        "[1] Claire Dupont, “Des mouvements de troupes inquiètent les alliés”, Le Monde, 18 October 2024, p.\u00a04"
    )
    assert words(note.items[0].short) == "[1] Claire Dupont, “Des mouvements de troupes inquiètent les…”, p.\u00a04"


def test_a_note_never_holds_an_address() -> None:
    desk = Desk()
    desk.put("situation", desk.quote(desk.passage(desk.source(LE_MONDE), "Mots.")))
    found = printed(desk, desk.briefing())
    assert "http" not in words(found.notes[0].items[0].full)
    assert found.entries[0].url == LE_MONDE.url


def test_what_is_not_known_is_said() -> None:
    desk = Desk()
    desk.put("situation", desk.quote(desk.passage(desk.source(NAMELESS, file="restraint.txt"), "Words.", paragraph=12)))
    found = printed(desk, desk.briefing())
    assert words(found.notes[0].items[0].full) == (
        "[1] No author named, [It was said on the radio that the border], no date, para.\u00a012"
    )
    assert found.entries[0].file == "file: restraint.txt"


@pytest.mark.parametrize(
    ("locator", "page", "where"),
    [
        (None, "4", "p.\u00a04"),
        (None, "iv–2", "pp.\u00a0iv–2"),
        (None, None, "para.\u00a03"),
        ("7", "4", "p.\u00a07"),
        ("7-9", "4", "pp.\u00a07–9"),
        ("12", None, "para.\u00a012"),
        ("fig. 2", "4", "fig. 2"),
        ("  ", "4", "p.\u00a04"),
    ],
)
def test_a_locator_goes_before_page_and_paragraph(locator: str | None, page: str | None, where: str) -> None:
    desk = Desk()
    passage = desk.passage(desk.source(), "Words.", page=page)
    desk.put("situation", desk.prose("Own.", desk.cite(passage, **({"locator": locator} if locator else {}))))
    assert words(printed(desk, desk.briefing()).notes[0].items[0].full).endswith(f", {where}")


def test_what_is_said_in_a_recording_is_cited_by_its_time() -> None:
    desk = Desk()
    passage = replace(desk.passage(desk.source(), "Words."), cue="0:59:58")
    desk.put("situation", desk.prose("Own.", desk.cite(passage)))
    assert words(printed(desk, desk.briefing()).notes[0].items[0].full).endswith(", 0:59:58")


def test_prefix_suffix_and_added_emphasis_are_said() -> None:
    desk = Desk()
    passage = desk.passage(desk.source(), "Words of it.")
    desk.put("situation", desk.quote(passage, Emphasise(start=0, end=5), prefix="but see", suffix="with a table"))
    told = words(printed(desk, desk.briefing()).notes[0].items[0].full)
    assert told.startswith("but see [1] No author named")
    assert told.endswith(", with a table (emphasis added)")


def test_marks_that_end_the_same_sentence_share_a_note() -> None:
    desk = Desk()
    first, second = desk.passage(desk.source(), "One."), desk.passage(desk.source(LE_MONDE), "Two.")
    block = desk.prose("He ", desk.inline(first), ". ", desk.cite(second), "More words.", desk.cite(first))
    figures = merged(block)
    assert [position for position, _, _ in figures] == [3, 5]
    assert [item.passage for item, _ in figures[0][1]] == [first, second]


def test_marks_in_the_middle_of_a_sentence_keep_their_own_note() -> None:
    desk = Desk()
    passage = desk.passage(desk.source(), "One.")
    assert len(merged(desk.prose("Here", desk.cite(passage), " and there", desk.cite(passage), "."))) == 2


def test_the_same_place_is_said_once_in_a_note() -> None:
    desk = Desk()
    source = desk.source()
    block = desk.prose("Own.", desk.cite(desk.passage(source, "One."), desk.passage(source, "Two.")))
    desk.put("situation", block)
    assert len(printed(desk, desk.briefing()).notes[0].items) == 1


def test_the_briefings_own_source_numbers_are_printed() -> None:
    desk = Desk()
    agency, monde = desk.source(AGENCY), desk.source(LE_MONDE)
    desk.put("risks", desk.quote(desk.passage(monde, "Mots.")), desk.quote(desk.passage(agency, "Words.")))
    briefing = replace(desk.briefing(), numbered=(agency.id, monde.id))
    found = printed(desk, briefing)
    assert [note.items[0].source for note in found.notes] == [2, 1]
    assert [entry.number for entry in found.entries] == [1, 2]


def test_only_what_is_cited_in_sections_is_listed() -> None:
    desk = Desk()
    kept, aside = desk.source(), desk.source(LE_MONDE)
    desk.put("situation", desk.quote(desk.passage(kept, "Words.")))
    tray = (desk.quote(desk.passage(aside, "Mots.")),)
    found = printed(desk, replace(desk.briefing(), tray=tray))
    assert [entry.number for entry in found.entries] == [1]
    assert len(found.notes) == 1


def test_a_source_that_is_not_at_hand_is_told() -> None:
    desk = Desk()
    passage = desk.passage(desk.source(), "Words.")
    desk.put("situation", desk.quote(passage))
    with pytest.raises(ExportError, match=passage.handle):
        notes(desk.briefing(), {}, load("en"))


def test_authors_are_joined_and_many_are_cut_short() -> None:
    desk = Desk()
    for authors in (("A. One", "B. Two"), ("A. One", "B. Two", "C. Three", "D. Four")):
        source = desk.source(Reference(title="T", authors=authors))
        desk.put("situation", desk.quote(desk.passage(source, "Words.")))
    told = [words(note.items[0].full) for note in printed(desk, desk.briefing()).notes]
    assert told[0].startswith("[1] A. One and B. Two, “T”")
    assert told[1].startswith("[2] A. One et al., “T”")


def test_german_notes_use_german_words_and_marks() -> None:
    desk = Desk()
    desk.put("situation", desk.quote(desk.passage(desk.source(replace(AGENCY, published=None)), "Words.")))
    told = words(printed(desk, desk.briefing(), load("de")).notes[0].items[0].full)
    assert told == (
        "[1] Ohne Verfasserangabe, „Draft law on border restrictions tabled in parliament“, Northern Press Agency, "
        "ohne Datum, Abs.\u00a03"
    )


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Troops stir allies", "Troops stir allies"),
        ("Border closed: what the new law says in detail", "Border closed"),
        (
            "[Video] A title that goes on for longer than anybody would print",
            "[Video] A title that goes on for longer…",
        ),
        ("[Residents near the crossing said on the radio that…]", "[Residents near the crossing said on the…]"),
        (
            "A title that goes on for very much longer than anybody would print",
            "A title that goes on for very much longer…",
        ),
    ],
)
def test_a_short_title_is_its_first_words(title: str, short: str) -> None:
    assert short_title(title) == short


def test_a_title_with_quotation_marks_gets_inner_ones() -> None:
    desk = Desk()
    desk.put("situation", desk.quote(desk.passage(desk.source(Reference(title='He said "no" twice')), "Words.")))
    assert "“He said ‘no’ twice”" in words(printed(desk, desk.briefing()).notes[0].items[0].full)


def test_a_date_that_is_none_is_printed_whole() -> None:
    desk = Desk()
    source = desk.source(replace(AGENCY, published="18 October 2024, evening", accessed="2024-10-20T18:00Z"))
    desk.put("situation", desk.quote(desk.passage(source, "Words.")))
    found = printed(desk, desk.briefing())
    assert ", 18 October 2024, evening, " in words(found.notes[0].items[0].full)
    assert found.entries[0].accessed == "accessed 20 October 2024"


def test_numbers_of_sources_that_are_no_longer_cited_stay_free() -> None:
    desk = Desk()
    gone, kept = desk.source(AGENCY), desk.source(LE_MONDE)
    desk.put("risks", desk.quote(desk.passage(kept, "Mots.")))
    found = printed(desk, replace(desk.briefing(), numbered=(gone.id, kept.id)))
    assert [entry.number for entry in found.entries] == [2]


def test_sources_that_a_briefing_has_not_numbered_are_told_apart() -> None:
    desk = Desk()
    passages = [desk.passage(desk.source(replace(AGENCY, title=title)), "Words.") for title in ("One", "Two")]
    desk.put("risks", desk.prose("Own.", desk.cite(*passages)))
    found = printed(desk, replace(desk.briefing(), numbered=()))
    assert [item.source for item in found.notes[0].items] == [1, 2]
    assert [entry.number for entry in found.entries] == [1, 2]


def test_emphasis_is_said_of_the_second_passage_of_a_source_alone() -> None:
    desk = Desk()
    source = desk.source()
    first, second = (desk.passage(source, "Words of it.", paragraph=None) for _ in range(2))
    block = desk.prose("Own ", desk.cite(first), desk.inline(second, Emphasise(start=0, end=5)), ".")
    desk.put("situation", block)
    items = [item for note in printed(desk, desk.briefing()).notes for item in note.items]
    assert [words(item.again) for item in items] == ["", "(emphasis added)"]


HOUSE = read_form(
    {
        "full": ["[{number}] ", "{authors}", ": {title}", ", _{publisher}_", ", {date}", " ({grade})", " <{url}>"],
        "short": ["{author}", " ({date})"],
        "list": ["{short_title}", ". _{publisher}_"],
    },
    "rivers",
)


def test_a_pack_cites_in_a_form_of_its_own() -> None:
    desk = Desk()
    source = desk.source(LE_MONDE, grade="B2")
    desk.put("situation", desk.prose("So.", desk.cite(desk.passage(source, "Mots.", page="4"), prefix="see")))
    found = notes(desk.briefing(), desk.sources, load("en"), HOUSE)
    [item] = found.notes[0].items
    assert words(item.full) == (
        "see [1] Claire Dupont: Des mouvements de troupes inquiètent les alliés, Le Monde, 18 October 2024 (B2) "
        f"<{LE_MONDE.url}>, p.\u00a04"
    )
    assert [run.text for run in item.full if run.italic] == ["Le Monde"]
    assert {run.language for run in item.full if run.text.startswith("Des")} == {"fr"}
    assert words(item.short) == "see Claire Dupont (18 October 2024), p.\u00a04"
    assert words(item.again) == "see p.\u00a04"
    assert words(found.entries[0].reference) == "Des mouvements de troupes inquiètent les…. Le Monde"


def test_a_part_whose_field_is_not_known_is_left_out_and_author_and_date_say_so() -> None:
    desk = Desk()
    desk.put("situation", desk.quote(desk.passage(desk.source(NAMELESS), "Words.", paragraph=12)))
    [note] = notes(desk.briefing(), desk.sources, load("en"), HOUSE).notes
    told = words(note.items[0].full)
    assert told.startswith("[1] No author named: ")
    assert told.endswith(", no date, para.\u00a012")
    assert "<" not in told


def test_an_address_a_file_and_a_title_stay_as_they_are_where_a_form_begins_with_them() -> None:
    desk = Desk()
    source = desk.source(replace(AGENCY, title="iPods at the border"), file="scan.pdf")
    desk.put("situation", desk.quote(desk.passage(source, "Words.")))
    for field, begins in (("url", "https://npa.example"), ("title", "iPods at"), ("file", "scan.pdf"), ("date", "19 ")):
        form = read_form({"list": [f"{{{field}}}", ", {publisher}"]}, "rivers")
        [entry] = notes(desk.briefing(), desk.sources, load("en"), form).entries
        assert words(entry.reference).startswith(begins)


def test_what_we_say_ourselves_begins_with_a_capital_where_a_form_begins_with_it() -> None:
    desk = Desk()
    desk.put("situation", desk.quote(desk.passage(desk.source(NAMELESS), "Words.")))
    for field, begins in (("author", "No author"), ("date", "No date")):
        form = read_form({"list": [f"{{{field}}}"]}, "rivers")
        [entry] = notes(desk.briefing(), desk.sources, load("en"), form).entries
        assert words(entry.reference).startswith(begins)


def test_a_form_of_which_nothing_is_known_gives_way_to_the_shipped_one() -> None:
    desk = Desk()
    desk.put("situation", desk.quote(desk.passage(desk.source(NAMELESS), "Words.", paragraph=12)))
    form = read_form({"full": ["see ", "{publisher}"], "short": ["{grade}"], "list": ["{url}"]}, "rivers")
    found = notes(desk.briefing(), desk.sources, load("en"), form)
    shipped = notes(desk.briefing(), desk.sources, load("en"))
    assert found.notes == shipped.notes
    assert found.entries == shipped.entries


def test_what_we_say_ourselves_stays_small_behind_words_of_the_form() -> None:
    desk = Desk()
    desk.put("situation", desk.quote(desk.passage(desk.source(NAMELESS), "Words.")))
    form = read_form({"list": ["see {author}", ", [{number}]"]}, "rivers")
    [entry] = notes(desk.briefing(), desk.sources, load("en"), form).entries
    assert words(entry.reference) == "see no author named, [1]"
