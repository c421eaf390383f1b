"""Whole exports, at one page, three pages and sixty, in both formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from briefer.citing.format import notes as printed_notes
from briefer.citing.language import load
from briefer.core.briefing import Briefing
from briefer.export.export import export
from briefer.packs import shelf
from briefer.worker import Worker
from tests.export import reading
from tests.export.briefings import Desk, page, sample
from tests.support.tools import Poppler


@dataclass(frozen=True)
class Made:
    desk: Desk
    briefing: Briefing
    docx: Path
    pdf: Path


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as worker:
        yield worker


@pytest.fixture(scope="module", params=[1, 3, 75], ids=["one page", "three pages", "sixty pages"])
def made(request: pytest.FixtureRequest, worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    rounds: int = request.param
    desk, briefing = page(bottom_line="") if rounds == 1 else sample(rounds)
    for suffix in (".docx", ".pdf"):
        done = export(briefing, desk.sources, shelf.find("standard"), folder / f"note{suffix}", worker=worker)
        assert done.warnings == ()
    return Made(desk, briefing, folder / "note.docx", folder / "note.pdf")


def test_word_has_one_note_for_each_figure(made: Made) -> None:
    expected = len(printed_notes(made.briefing, made.desk.sources, load("en")).notes)
    assert reading.references(made.docx) == [str(number) for number in range(1, expected + 1)]
    assert len(reading.notes(made.docx)) == expected


def test_the_first_note_of_a_source_is_full_and_later_ones_short(made: Made) -> None:
    told = [note for note in reading.notes(made.docx) if "[2] " in note]
    assert told[0].startswith("[2] Claire Dupont, “Des mouvements de troupes inquiètent les alliés”, Le Monde, 18 Oct")
    assert all("Le Monde" not in note and "inquiètent les…" in note for note in told[1:])
    assert len(told) > 1


def test_every_quotation_is_in_the_word_file(made: Made) -> None:
    assert reading.missing(reading.quoted(made.briefing), "".join(reading.paragraphs(made.docx))) == []


def test_nothing_of_the_template_is_left(made: Made) -> None:
    for name in ("document", "header1", "header2", "footer1", "footnotes"):
        text = reading.raw(made.docx, f"word/{name}.xml")
        assert "{{" not in text
        assert "{%" not in text
        assert "urn:briefer" not in text


def test_word_finds_no_error(made: Made, ooxml_validator: Callable[[Path], list[dict[str, Any]]]) -> None:
    assert ooxml_validator(made.docx) == []


def test_libreoffice_loses_no_word(made: Made, soffice: Callable[..., Path]) -> None:
    text = soffice(made.docx, "txt:Text (encoded):UTF8").read_text("utf-8")
    assert reading.missing(reading.quoted(made.briefing), text) == []
    assert "{{" not in text


def test_libreoffice_keeps_every_note(made: Made, soffice: Callable[..., Path], tmp_path: Path) -> None:
    again = soffice(made.docx, "docx", tmp_path)
    assert len(reading.notes(again)) == len(reading.notes(made.docx))


def test_the_pdf_has_the_same_words_and_is_tagged(made: Made, poppler: Poppler, qpdf: Callable[[Path], str]) -> None:
    qpdf(made.pdf)
    info = poppler.info(made.pdf)
    assert info["Tagged"] == "yes"
    assert info["Title"] == "Reported troop movements"
    text = poppler.text(made.pdf)
    # A quotation over a page's end has the footer in between: then its halves are sought.
    lost = reading.missing(reading.quoted(made.briefing), text)
    assert [half for words in lost for half in reading.missing([words[:40], words[-40:]], text)] == []
    assert "<<<" not in text
    figures = len(printed_notes(made.briefing, made.desk.sources, load("en")).notes)
    assert str(figures) in text


def test_the_pdf_is_accessible_and_fit_for_an_archive(
    made: Made, qpdf: Callable[[Path], str], pdf_failures: Callable[..., list[str]]
) -> None:
    qpdf(made.pdf)
    assert pdf_failures(made.pdf) == []


def test_the_pdf_has_an_outline_and_long_ones_a_contents_page(made: Made, poppler: Poppler) -> None:
    data = made.pdf.read_bytes()
    assert b"/Outlines" in data
    assert b"pdfuaid" in data or b"/Metadata" in data
    pages = int(poppler.info(made.pdf)["Pages"])
    assert pages in (1, 3) or 58 <= pages <= 64
    text = poppler.text(made.pdf)
    assert ("Contents" in text) is (pages > 10)
    assert f"Page {pages} of {pages}" in text.replace("\n", " ")


def test_word_says_the_marking_on_every_page(made: Made) -> None:
    for name in ("header1", "header2", "footer1"):
        assert "TLP:GREEN" in reading.words(reading.part(made.docx, name))


def test_contents_in_word_are_links_to_headings_that_are_there(made: Made) -> None:
    document = reading.part(made.docx, "document")
    names = {found.get(f"{reading.W}name") for found in document.iter(f"{reading.W}bookmarkStart")}
    links = {found.get(f"{reading.W}anchor") for found in document.iter(f"{reading.W}hyperlink")} - {None}
    assert links <= names
    assert bool(links) is (len(reading.references(made.docx)) > 300)


def test_the_same_briefing_gives_the_same_bytes(made: Made, worker: Worker, tmp_path: Path) -> None:
    for file in (made.docx, made.pdf):
        again = export(made.briefing, made.desk.sources, shelf.find("standard"), tmp_path / file.name, worker=worker)
        assert again.files[0].path.read_bytes() == file.read_bytes()
