"""A pack may have its notes behind the text: real endnotes in Word, and in the PDF figures that lead there and back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefer import paths
from briefer.citing.format import notes as printed_notes
from briefer.citing.language import load
from briefer.core.briefing import Briefing
from briefer.export.export import export
from briefer.packs import shelf
from briefer.packs.pack import read_pack
from briefer.worker import Worker
from tests.export import reading
from tests.export.briefings import Desk, sample
from tests.support.tools import Poppler

W = reading.W
Made = tuple[Desk, Briefing, Path]


@pytest.fixture(scope="module", params=["standard", "intelligence-note"])
def made(request: pytest.FixtureRequest, worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> Made:
    pack, (desk, briefing) = replace(shelf.find(request.param), notes="endnotes"), sample(3)
    folder = tmp_path_factory.mktemp("endnotes")
    for suffix in (".docx", ".pdf"):
        assert export(briefing, desk.sources, pack, folder / f"note{suffix}", worker=worker).warnings == ()
    return desk, briefing, folder / "note.docx"


def test_word_has_an_endnote_for_each_figure_and_no_footnote(made: Made) -> None:
    desk, briefing, file = made
    expected = len(printed_notes(briefing, desk.sources, load("en")).notes)
    document = reading.part(file, "document")
    numbers = [figure.get(f"{W}id") for figure in document.iter(f"{W}endnoteReference")]
    assert numbers == [str(number) for number in range(1, expected + 1)]
    written = [note for note in reading.part(file, "endnotes") if note.get(f"{W}type") is None]
    assert [note.get(f"{W}id") for note in written] == numbers
    assert "Claire Dupont" in reading.words(written[1])
    assert not list(document.iter(f"{W}footnoteReference"))


def test_word_counts_them_in_figures(made: Made) -> None:
    sections = list(reading.part(made[2], "document").iter(f"{W}sectPr"))
    assert {section.find(f"{W}endnotePr/{W}numFmt").get(f"{W}val") for section in sections} == {"decimal"}


def test_word_finds_no_error(made: Made, ooxml_validator: Callable[[Path], list[dict[str, Any]]]) -> None:
    assert ooxml_validator(made[2]) == []


def test_libreoffice_keeps_every_word(made: Made, soffice: Callable[..., Path]) -> None:
    text = soffice(made[2], "txt:Text (encoded):UTF8").read_text("utf-8")
    assert reading.missing(reading.quoted(made[1]), text) == []
    assert "Claire Dupont" in text


def test_the_pdf_has_them_behind_the_text(made: Made, poppler: Poppler, pdf_failures: Callable[..., list[str]]) -> None:
    file = made[2].with_suffix(".pdf")
    assert pdf_failures(file) == []
    text = poppler.text(file)
    place = text.index("Notes\n")
    assert text.index("Public statements should wait") < place
    assert "Claire Dupont" not in text[:place]
    assert "Claire Dupont" in text[place:]


@pytest.mark.parametrize("forgets", [True, False])
def test_they_are_printed_once_and_at_the_end_where_the_pdf_template_forgets_them(
    forgets: bool, worker: Worker, tmp_path: Path, poppler: Poppler, pdf_failures: Callable[..., list[str]]
) -> None:
    folder = tmp_path / "forgetful"
    shutil.copytree(paths.templates() / "standard", folder)
    template = folder / "standard.typ.j2"
    lines = template.read_text("utf-8").splitlines()
    kept = [line for line in lines if not (forgets and "briefer-endnotes" in line)]
    assert (len(kept) < len(lines)) == forgets
    template.write_text("\n".join([*kept, "// the end"]), "utf-8")
    desk, briefing = sample(3)
    file = tmp_path / "note.pdf"
    pack = replace(read_pack(folder), notes="endnotes")
    assert export(briefing, desk.sources, pack, file, worker=worker).warnings == ()
    assert pdf_failures(file) == []
    text = poppler.text(file)
    assert text.count("Notes\n") == 1
    assert (text.index("Sources\n") < text.index("Notes\n")) == forgets
