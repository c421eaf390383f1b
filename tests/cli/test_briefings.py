"""The verbs over briefings: briefings, open, new, take, write, read, export."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from briefer import settings
from briefer.settings import Settings
from briefer.workspace.workspace import Workspace
from tests.cli.conftest import Briefer

STANDARD = ["situation", "actors", "risks", "restraint"]


def test_a_new_briefing_has_the_sections_of_its_pack(briefer: Briefer) -> None:
    told = briefer("new", "Movements")
    assert told.code == 0
    briefing = told.json["briefing"]
    assert {"id", "handle", "title", "pack", "sections"} <= set(briefing)
    assert (briefing["handle"], briefing["title"], briefing["pack"]) == ("B1", "Movements", "standard")
    assert [section["key"] for section in briefing["sections"]] == STANDARD
    (listed,) = briefer("briefings").json["briefings"]
    assert {"id", "handle", "title", "pack", "status", "modified"} <= set(listed)
    assert (listed["id"], listed["status"]) == (briefing["id"], "draft")


def test_a_new_briefing_names_the_author_of_the_settings(briefer: Briefer, library: Path) -> None:
    settings.save(Settings(author="Ana Lu"))
    briefer("new", "Movements")
    workspace = Workspace.open(library, write=False, create=False)
    assert workspace.read_briefing("B1").facts.author == "Ana Lu"
    workspace.close()


def test_a_pack_that_is_not_there_is_said_not_to_be(briefer: Briefer) -> None:
    told = briefer("new", "Movements", "--pack", "nowhere")
    assert told.code == 2
    assert "nowhere" in told.err
    assert briefer("briefings").json == {"briefings": []}


def test_a_passage_taken_is_the_sources_words_at_its_place(started: Briefer) -> None:
    told = started("take", "B1", "S1", "--section", "situation", "--quote", "the river on Friday")
    assert told.code == 0
    passage = told.json["passage"]
    assert set(passage) >= {"id", "handle", "source", "exact", "start", "end", "page"}
    assert (passage["handle"], passage["source"], passage["exact"]) == ("S1:1", "S1", "the river on Friday")
    assert started("source", "S1").json["text"][passage["start"] : passage["end"]] == passage["exact"]
    (block,) = started("read", "B1").json["briefing"]["sections"][0]["blocks"]
    assert (block["kind"], block["text"], block["passages"]) == ("quotation", "the river on Friday", ["S1:1"])


def test_words_are_found_whatever_their_quotes_and_spaces_and_cited_as_they_stand(started: Briefer) -> None:
    told = started("take", "B1", "S1", "--section", "risks", "--quote", 'The  minister said: "no comment."')
    assert told.json["passage"]["exact"] == "The minister said: “No comment.”"


def test_the_same_words_taken_twice_are_one_passage(started: Briefer) -> None:
    first = started("take", "B1", "S1", "--section", "risks", "--quote", "engines at night").json
    again = started("take", "B1", "S1", "--section", "actors", "--quote", "engines at night").json
    assert first == again
    sections = started("read", "B1").json["briefing"]["sections"]
    assert [len(section["blocks"]) for section in sections] == [0, 1, 1, 0]


def test_words_that_are_not_there_are_answered_with_the_closest_place(started: Briefer) -> None:
    told = started("take", "B1", "S1", "--section", "risks", "--quote", "Residents heard motors at night.")
    assert (told.code, told.out) == (2, "")
    assert "Residents heard engines at night" in told.err


def test_words_there_more_than_once_are_listed_and_nth_says_which(started: Briefer) -> None:
    words = ("take", "B1", "S1", "--section", "risks", "--quote", "Troops moved to the river")
    told = started(*words)
    assert told.code == 2
    assert "Friday" in told.err
    assert "Sunday" in told.err
    assert "--nth" in told.err
    second = started(*words, "--nth", "2").json["passage"]
    text = started("source", "S1").json["text"]
    assert text[second["end"] :].startswith(" again on Sunday")
    assert started(*words, "--nth", "3").code == 2
    assert started(*words, "--nth", "0").code == 2


def test_own_prose_cites_what_it_rests_on_in_one_mark(started: Briefer) -> None:
    started("take", "B1", "S1", "--section", "situation", "--quote", "engines at night")
    started("take", "B1", "S1", "--section", "tray", "--quote", "boats were counted")
    told = started("write", "B1", "--section", "actors", "--text", "They moved.", "--cite", "S1:1", "--cite", "s1:2")
    assert told.code == 0
    (block,) = started("read", "B1").json["briefing"]["sections"][1]["blocks"]
    assert block["id"] == told.json["block"]["id"]
    assert (block["kind"], block["text"], block["passages"]) == ("paragraph", "They moved.", ["S1:1", "S1:2"])
    assert [inline["type"] for inline in block["inlines"]] == ["text", "citation"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("take", "B9", "S1", "--section", "risks", "--quote", "Troops"), "B9"),
        (("take", "B1", "S9", "--section", "risks", "--quote", "engines"), "S9"),
        (("take", "B1", "S1", "--section", "weather", "--quote", "engines"), "weather"),
        (("take", "B1", "S1", "--section", "risks", "--quote", "  "), ""),
        (("write", "B1", "--section", "weather", "--text", "x"), "weather"),
        (("write", "B1", "--section", "risks", "--text", "  "), "no words"),
        (("write", "B1", "--section", "risks", "--text", "x", "--cite", "S1:7"), "S1:7"),
        (("read", "B9"), "B9"),
        (("export", "B9", "--to", "x.docx"), "B9"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence_and_nothing_changes(
    started: Briefer, words: tuple[str, ...], says: str
) -> None:
    before = started("read", "B1").json
    told = started(*words)
    assert (told.code, told.out) == (2, "")
    assert says in told.err
    assert started("read", "B1").json == before


def test_a_wrong_section_is_answered_with_those_there_are(started: Briefer) -> None:
    told = started("write", "B1", "--section", "weather", "--text", "x")
    assert all(key in told.err for key in STANDARD)


def test_a_briefing_is_read_aloud_with_its_citations(started: Briefer) -> None:
    started("take", "B1", "S1", "--section", "situation", "--quote", "engines at night")
    told = started("read", "B1", plain=True)
    assert "“engines at night” [S1:1]" in told.out
    assert told.out.startswith("B1  Movements at the river")


@pytest.mark.parametrize(("suffix", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("briefing", b"PK")])
def test_an_export_is_told_with_its_hash_and_length(
    started: Briefer, tmp_path: Path, suffix: str, begins: bytes
) -> None:
    started("take", "B1", "S1", "--section", "situation", "--quote", "engines at night")
    target = tmp_path / f"out.{suffix}"
    told = started("export", "B1", "--to", target)
    assert told.code == 0
    assert told.json["warnings"] == []
    (file,) = told.json["files"]
    content = target.read_bytes()
    assert content.startswith(begins)
    assert file == {"path": str(target), "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def test_a_file_that_is_there_is_not_overwritten(started: Briefer, tmp_path: Path) -> None:
    target = tmp_path / "sent.docx"
    target.write_bytes(b"sent already")
    told = started("export", "B1", "--to", target)
    assert told.code == 0
    assert target.read_bytes() == b"sent already"
    written = Path(told.json["files"][0]["path"])
    assert written != target
    assert zipfile.is_zipfile(written)
    assert "beside" in told.err


@pytest.mark.parametrize(("name", "begins"), [("x.html", "<!DOCTYPE html>"), ("x.md", "# ")])
def test_a_web_page_and_markdown_are_made(started: Briefer, tmp_path: Path, name: str, begins: str) -> None:
    told = started("export", "B1", "--to", tmp_path / name)
    assert told.code == 0
    text = (tmp_path / name).read_text("utf-8")
    assert text.startswith(begins)
    assert hashlib.sha256(text.encode()).hexdigest() == told.json["files"][0]["sha256"]


@pytest.mark.parametrize(("name", "says"), [("x.odt", "x.odt"), ("x", "x")])
def test_kinds_that_are_not_made_are_refused_and_nothing_is_written(
    started: Briefer, tmp_path: Path, name: str, says: str
) -> None:
    told = started("export", "B1", "--to", tmp_path / name)
    assert told.code == 2
    assert says in told.err
    assert not (tmp_path / name).exists()


def test_an_export_into_a_folder_that_is_not_there_is_refused(started: Briefer, tmp_path: Path) -> None:
    told = started("export", "B1", "--to", tmp_path / "nowhere" / "x.docx")
    assert told.code == 2
    assert len(told.err.splitlines()) <= 2


def test_a_briefing_travels_to_another_library_whole(
    started: Briefer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started("take", "B1", "S1", "--section", "situation", "--quote", "engines at night")
    started("write", "B1", "--section", "risks", "--text", "A risk.", "--cite", "S1:1")
    started("export", "B1", "--to", tmp_path / "out.briefing")
    sent = started("read", "B1").json["briefing"]
    monkeypatch.setenv("BRIEFER_LIBRARY", str(tmp_path / "other.briefer"))
    told = started("open", tmp_path / "out.briefing")
    assert told.code == 0
    came = started("read", told.json["briefing"]["handle"]).json["briefing"]
    assert came["sections"] == sent["sections"]
    assert started("source", "S1").json["text"]


def test_what_is_no_travel_file_is_refused(started: Briefer, tmp_path: Path) -> None:
    (tmp_path / "bad.briefing").write_bytes(b"PK\x03\x04 nothing of ours")
    for name in ("bad.briefing", "nowhere.briefing"):
        told = started("open", tmp_path / name)
        assert (told.code, told.out) == (2, "")
        assert name in told.err
    assert len(started("briefings").json["briefings"]) == 1


def test_every_verb_answers_a_person_in_lines(started: Briefer, tmp_path: Path) -> None:
    answers = [
        (("new", "Another"), "B2  Another"),
        (("take", "B1", "S1", "--section", "risks", "--quote", "engines at night"), "S1:1  "),
        (("write", "B1", "--section", "risks", "--text", "Own."), "Written into risks of B1."),
        (("export", "B1", "--to", tmp_path / "x.briefing"), str(tmp_path / "x.briefing")),
        (("briefings",), "B"),
        (("open", tmp_path / "x.briefing"), "B"),
    ]
    for words, begins in answers:
        told = started(*words, plain=True)
        assert told.code == 0, told.err
        assert told.out.startswith(begins)


def test_the_same_briefing_with_other_content_comes_back_as_a_second_version(started: Briefer, tmp_path: Path) -> None:
    started("write", "B1", "--section", "risks", "--text", "First.")
    started("export", "B1", "--to", tmp_path / "sent.briefing")
    started("write", "B1", "--section", "risks", "--text", "Second.")
    mine = started("read", "B1").json
    told = started("open", tmp_path / "sent.briefing")
    assert told.code == 0
    assert told.json["briefing"]["handle"] != "B1"
    assert started("read", "B1").json == mine
    assert len(started("briefings").json["briefings"]) == 2


def test_a_row_of_a_table_is_taken_with_its_headers(started: Briefer, tmp_path: Path) -> None:
    page = tmp_path / "losses.html"
    rows = "<tr><td>North</td><td>12</td></tr><tr><td>South</td><td>7</td></tr>"
    prose = "<p>The ministry published its figures on Friday, after a week of questions from the press.</p>" * 4
    page.write_text(
        f"<html><head><title>Losses</title></head><body><article><h1>Losses</h1>{prose}<table>"
        "<caption>Losses, in thousands</caption><thead><tr><th>Region</th><th>Killed</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>{prose}</article></body></html>",
        encoding="utf-8",
    )
    assert started("import", page).code == 0
    assert started("take", "B1", "S2", "--section", "situation", "--quote", "South 7").code == 0
    (block,) = started("read", "B1").json["briefing"]["sections"][0]["blocks"]
    assert block["text"] == "[Losses, in thousands] [Region:] South\n[Killed:] 7"
