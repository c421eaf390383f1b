"""The verbs over articles: import, sources, source, search."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.conftest import Briefer
from tests.sources.samples import cut, sample

CONTRACT = {
    *("id", "handle", "file", "kind", "title", "authors", "publisher", "published", "accessed", "url", "language"),
    *("words", "sha256", "grade", "duplicate_of", "warnings"),
}


def test_an_article_imported_is_a_source_with_every_fact_named(briefer: Briefer, article: Path) -> None:
    told = briefer("import", article)
    assert told.code == 0
    assert told.json["failed"] == []
    (source,) = told.json["sources"]
    assert set(source) >= CONTRACT
    assert (source["handle"], source["file"], source["kind"]) == ("S1", "stir.md", "text")
    assert source["publisher"] is None
    assert source["authors"] == []
    assert briefer("sources").json["sources"] == [source]


def test_the_same_file_again_is_the_same_source(briefer: Briefer, article: Path) -> None:
    first = briefer("import", article).json["sources"]
    again = briefer("import", article, article)
    assert again.json["sources"] == first
    assert len(briefer("sources").json["sources"]) == 1


def test_files_that_cannot_be_read_do_not_stop_the_others(briefer: Briefer, article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "liar.pdf").write_text("This is no PDF.", encoding="utf-8")
    told = briefer("import", tmp_path / "empty.pdf", tmp_path / "nowhere.html", article, tmp_path / "liar.pdf")
    assert told.code == 1
    assert [source["file"] for source in told.json["sources"]] == ["stir.md"]
    assert {Path(failure["file"]).name for failure in told.json["failed"]} == {"empty.pdf", "nowhere.html", "liar.pdf"}
    for failure in told.json["failed"]:
        assert failure["error"].endswith(".")
        assert set(failure) == {"file", "error", "hint"}
        assert Path(failure["file"]).name in failure["error"]


def test_a_mail_and_what_is_attached_to_it_are_sources(briefer: Briefer, tmp_path: Path) -> None:
    file = tmp_path / "closure.eml"
    file.write_bytes(sample("mutt.eml"))
    told = briefer("import", file)
    assert told.code == 0
    assert [(source["file"], source["kind"]) for source in told.json["sources"]] == [
        ("closure.eml", "mail"), ("notice.txt", "text"), ("screenshot.png", "image"),
    ]  # fmt: skip
    mail, notice, _ = told.json["sources"]
    assert mail["container"] is None
    assert notice["container"] == {"file": "closure.eml", "sha256": mail["sha256"], "member": "notice.txt"}


def test_the_list_says_which_mail_a_source_came_in(briefer: Briefer, tmp_path: Path) -> None:
    (tmp_path / "closure.eml").write_bytes(sample("mutt.eml"))
    assert "in closure.eml" in briefer("import", tmp_path / "closure.eml", plain=True).out


def test_what_a_mail_holds_and_cannot_be_read_is_told(briefer: Briefer, tmp_path: Path) -> None:
    file = tmp_path / "closure.eml"
    file.write_bytes(cut(sample("mutt.eml")))
    told = briefer("import", file)
    assert told.code == 1
    assert [source["file"] for source in told.json["sources"]] == ["closure.eml", "notice.txt"]
    (failure,) = told.json["failed"]
    assert failure["file"].endswith("closure.eml: screenshot.png")
    assert failure["error"] == "“screenshot.png” breaks off where the mail does."


def test_in_a_folder_files_of_unknown_kind_are_passed_over_with_a_warning(
    briefer: Briefer, article: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    article.rename(folder / article.name)
    (folder / "table.xlsx").write_bytes(b"PK")
    (folder / ".hidden.md").write_text("Hidden.", encoding="utf-8")
    told = briefer("import", folder)
    assert told.code == 0
    assert [source["file"] for source in told.json["sources"]] == ["stir.md"]
    assert "Passed over 1 file of kinds that no reader knows: .xlsx." in told.err
    assert "hidden" not in told.err


def test_a_source_shows_its_whole_text_and_what_it_is_made_of(started: Briefer) -> None:
    told = started("source", "S1")
    assert told.code == 0
    assert "Troops moved to the river on Friday." in told.json["text"]
    assert told.json["structure"] == {
        "headings": 1, "paragraphs": 3, "list_items": 2, "tables": 0, "images": 0, "links": 1,
    }  # fmt: skip
    assert started("source", told.json["source"]["id"]).json == told.json
    assert "Troops moved to the river" in started("source", "S1", plain=True).out


def test_facts_are_corrected_and_stay_so(started: Briefer) -> None:
    told = started(
        "source", "S1", "--set", "title=Troops = trouble", "--set", "authors=Ana Lu; B. Odell",
        "--set", "published=2024-10-18", "--set", "url=https://example.org/a",
    )  # fmt: skip
    assert told.code == 0
    source = started("source", "S1").json["source"]
    assert told.json["source"] == source
    assert source["title"] == "Troops = trouble"
    assert source["authors"] == ["Ana Lu", "B. Odell"]
    assert source["published"] == "2024-10-18"
    assert started("source", "S1", "--set", "published=").json["source"]["published"] is None


@pytest.mark.parametrize("words", ["published=yesterday", "mood=grave", "title", "url=javascript:alert(1)"])
def test_a_correction_that_makes_no_sense_changes_nothing(started: Briefer, words: str) -> None:
    before = started("source", "S1").json
    told = started("source", "S1", "--set", "publisher=The Wire", "--set", words)
    assert told.code == 2
    assert told.out == ""
    assert len(told.err.splitlines()) == 2
    assert started("source", "S1").json == before


def test_a_source_that_is_not_there_is_said_not_to_be(started: Briefer) -> None:
    for name in ("S9", "nonsense", "B1"):
        told = started("source", name)
        assert (told.code, told.out) == (2, "")
        assert name in told.err


def test_words_are_found_with_their_place(started: Briefer) -> None:
    told = started("search", "river", "friday")
    assert told.code == 0
    assert told.json["total"] >= 1
    hit = told.json["hits"][0]
    assert set(hit) == {"source", "start", "end", "snippet"}
    assert hit["source"] == "S1"
    assert "Friday" in hit["snippet"]
    assert "river" in started("source", "S1").json["text"][hit["start"] : hit["end"]]
    assert started("search", "nowhere-at-all").json == {"hits": [], "total": 0}
    assert started("search", "nowhere-at-all", plain=True).out.strip() == "Nothing found."


@pytest.mark.parametrize("words", ['"', "AND", "NEAR(", "*", "a:b", "(x OR", "-", "''"])
def test_no_word_searched_for_is_an_error(started: Briefer, words: str) -> None:
    assert started("search", "--", words).code in (0, 2)


def test_a_list_for_a_person_has_a_line_for_each(started: Briefer) -> None:
    (line,) = started("sources", plain=True).out.splitlines()
    assert line.startswith("S1  ")
    assert "Troops stir allies" in line


def test_failures_are_told_to_a_person_with_what_to_do(briefer: Briefer, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    told = briefer("import", tmp_path / "empty.pdf", plain=True)
    assert told.code == 1
    first, *rest = told.out.splitlines()
    assert first.startswith("Not added: ")
    assert len(rest) == 1


def test_a_search_cut_short_says_so(started: Briefer) -> None:
    assert "--limit" in started("search", "moved", "--limit", "1", plain=True).out
    assert started("search", "moved", "--limit", "0").code == 2


def test_the_passages_of_a_source_are_compared_with_a_later_capture(
    started: Briefer, article: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later.md"
    text = article.read_text(encoding="utf-8")
    later.write_text(
        "Updated on Monday.\n\n" + text.replace("engines at night", "engines at dawn").replace("- boats", "- no boats")
    )
    assert started("import", later).code == 0
    for words in ("Troops moved to the river on Friday.", "Residents heard engines at night.", "boats were counted"):
        assert started("take", "B1", "S1", "--section", "situation", "--quote", words).code == 0
    told = started("source", "S1", "--compare", "S2")
    assert told.code == 0
    assert told.json["source"]["handle"] == "S1"
    comparison = told.json["comparison"]
    assert comparison["source"]["handle"] == "S2"
    there = started("source", "S2").json["text"]
    assert [each["certainty"] for each in comparison["passages"]] == ["moved", "changed", "moved"]
    for each in comparison["passages"]:
        assert there[each["start"] : each["end"]] == each["words"]
    assert [run for run in comparison["passages"][1]["difference"] if run["kind"] != "same"] == [
        {"kind": "gone", "text": "night"},
        {"kind": "new", "text": "dawn"},
    ]
    lines = started("source", "S1", "--compare", "S2", plain=True).out.splitlines()
    assert "  Residents heard engines at [-night-]{+dawn+}." in lines
    assert lines[-1] == "2 moved, 1 changed in S2."
    assert started("source", "S2", "--compare", "S1", plain=True).out == "No passages of S2 to compare.\n"
    assert started("source", "S1", "--compare", "S7").code == 2


# --- what belongs together --------------------------------------------------------------------------------------------

WORDS = "The ferry line across the sound closed on Tuesday morning, the harbour office said, and {} buses run instead. "
REPORT = "".join(WORDS.format(number) for number in range(20, 60))
PAGE = '<html><head><title>{}</title><link rel="canonical" href="{}"><body><article><p>{}</p></article></body></html>'


def test_what_came_in_is_told_from_what_was_here(briefer: Briefer, tmp_path: Path) -> None:
    address = "https://harbour.example/ferry"
    for name, title, url, text in (
        ("first.html", "Ferry", address, REPORT),
        ("later.html", "Ferry", f"{address}/?utm_source=mail", REPORT + "It opened again at noon."),
        ("paper.html", "No ferry", "https://paper.example/1", "From our correspondent. " + REPORT),
    ):
        (tmp_path / name).write_text(PAGE.format(title, url, text), encoding="utf-8")
    first = briefer("import", tmp_path / "first.html").json
    assert first["known"] == []
    (one,) = first["sources"]
    told = briefer("import", *(tmp_path / f"{name}.html" for name in ("first", "later", "paper"))).json
    assert told["known"] == ["S1"]
    again, later, paper = told["sources"]
    assert again == one
    assert (later["capture_of"], later["duplicate_of"]) == (one["id"], None)
    assert (paper["capture_of"], paper["duplicate_of"]) == (None, one["id"])

    assert briefer("source", "S1").json["captures"] == ["S2"]
    shown = briefer("source", "S3").json
    likeness = shown["likeness"]
    assert (likeness["source"], likeness["share"]) == ("S1", 1.0)
    run = shown["text"][likeness["start"] : likeness["end"]]
    assert run.startswith("The ferry line")
    assert briefer("source", "S1").json["text"][likeness["other_start"] : likeness["other_end"]] == run

    lines = briefer("import", tmp_path / "first.html", plain=True).out
    assert "S1 is in the library already: it is the very same file." in lines


def test_a_near_copy_is_said_to_be_one_when_it_comes_in(briefer: Briefer, tmp_path: Path) -> None:
    for name, text in (("first.txt", REPORT), ("second.txt", "From our correspondent. " + REPORT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    briefer("import", tmp_path / "first.txt")
    lines = briefer("import", tmp_path / "second.txt", plain=True).out
    assert "S2 is a near copy of S1: they share 100% of their runs of words." in lines


def test_the_whole_page_is_read_again_and_the_article_too(briefer: Briefer, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    page = PAGE.format("Ferry", "https://harbour.example/ferry", REPORT)
    file.write_text(page.replace("<body>", "<body><nav><p>News Sport Weather</p></nav>"), encoding="utf-8")
    briefer("import", file)
    article = briefer("source", "S1").json["text"]
    assert "Weather" not in article
    whole = briefer("source", "S1", "--read", "whole").json["text"]
    assert "Weather" in whole
    assert briefer("source", "S1").json["text"] == whole
    assert briefer("source", "S1", "--read", "article").json["text"] == article
    assert [line["event"] for line in briefer("source", "S1", "--custody").json["custody"]] == [
        "added", "read-again", "read-again",
    ]  # fmt: skip


def test_a_corrected_fact_stands_in_every_citation_of_the_source(started: Briefer, tmp_path: Path) -> None:
    started("source", "S1", "--set", "title=Troops stir", "--set", "publisher=The Wire")
    for words in ("Nobody else spoke.", "Residents heard engines at night."):
        started("take", "B1", "S1", "--section", "situation", "--quote", words)
    started("write", "B1", "--section", "risks", "--text", "It goes on.", "--cite", "S1:2")
    started("source", "S1", "--set", "publisher=The Harbour Gazette")
    with ZipFile(started("export", "B1", "--to", tmp_path / "x.docx").json["files"][0]["path"]) as word:
        text = "".join(word.read(name).decode() for name in word.namelist() if name.endswith(".xml"))
    assert text.count("Harbour Gazette") >= 3
    assert "The Wire" not in text
