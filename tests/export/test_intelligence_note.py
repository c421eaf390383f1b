"""The pack *Intelligence note*: a note that accounts for its sources, under a banner on every page."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from briefer.core.briefing import Briefing
from briefer.export.export import export
from briefer.packs import shelf
from briefer.worker import Worker
from tests.export import reading
from tests.export.briefings import FACTS, LE_MONDE, Desk, sample
from tests.support.tools import Poppler

_JUDGED = "An intervention before winter is unlikely (20 to 40 per cent)."

_ORDER = (
    "The reports are consistent", _JUDGED[:40], "Three outlets describe", "Public statements should wait",
    "One newspaper carries",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    desk: Desk
    briefing: Briefing
    files: dict[str, Path]

    def words(self, poppler: Poppler) -> dict[str, str]:
        """Return what each file says, by its suffix."""
        told = {suffix: file.read_text("utf-8") for suffix, file in self.files.items() if suffix in (".html", ".md")}
        told[".docx"] = "\n".join(reading.paragraphs(self.files[".docx"]))
        told[".pdf"] = poppler.text(self.files[".pdf"])
        return {suffix: " ".join(words.split()) for suffix, words in told.items()}


@pytest.fixture(scope="module")
def made(worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> Made:
    pack, (desk, _) = shelf.find("intelligence-note"), sample(3)
    desk.put("judgements", desk.item(_JUDGED, ordered=True))
    desk.put("sourcing", desk.prose("One newspaper carries the reports."))
    first = next(iter(desk.sources))
    desk.sources[first] = replace(desk.sources[first], grade="B")
    folder = tmp_path_factory.mktemp("note")
    briefing = desk.briefing(pack, **FACTS)
    files = {suffix: folder / f"note{suffix}" for suffix in (".docx", ".pdf", ".html", ".md")}
    for file in files.values():
        assert export(briefing, desk.sources, pack, file, worker=worker).warnings == ()
    return Made(desk, briefing, files)


def test_the_key_judgements_come_before_everything_but_the_bottom_line(made: Made, poppler: Poppler) -> None:
    for suffix, words in made.words(poppler).items():
        order = [words.find(part) for part in _ORDER]
        assert order == sorted(order), suffix
        assert -1 not in order, suffix


def test_each_source_says_its_grade_or_that_it_has_none(made: Made, poppler: Poppler) -> None:
    for suffix, words in made.words(poppler).items():
        assert LE_MONDE.publisher in words, suffix
        assert words.count("not graded") == 3, suffix  # two sources, and the summary


def test_the_summary_counts_what_is_cited(made: Made, poppler: Poppler) -> None:
    for suffix, words in made.words(poppler).items():
        plain = words.replace("</td><td>", " ").replace("Sources cited: ", "Sources cited ")
        assert "Sources cited 3" in plain, suffix
        assert "Le Monde" in plain, suffix
        assert "18 to 19 October 2024" in plain, suffix


def test_the_annex_has_the_words_of_every_passage_cited(made: Made, poppler: Poppler) -> None:
    exact = {
        line
        for section in made.briefing.sections
        for block in section.blocks
        for inline in getattr(block, "inlines", ())
        for item in getattr(inline, "citation", ())
        for line in item.passage.exact.split("\n")
    }
    assert exact
    for suffix, words in made.words(poppler).items():
        annex = words[words.rfind("Annex: the passages cited") :]
        lost = [line for line in exact if reading.bare(line) not in reading.bare(annex)]
        assert lost == [], suffix


def test_the_banner_stands_on_every_kind_of_page(made: Made, poppler: Poppler) -> None:
    with zipfile.ZipFile(made.files[".docx"]) as archive:
        edges = [name for name in archive.namelist() if name.startswith(("word/header", "word/footer"))]
        assert len(edges) == 6
        assert "w:evenAndOddHeaders" in archive.read("word/settings.xml").decode()
    for name in edges:
        assert "TLP:GREEN" in reading.words(reading.part(made.files[".docx"], name[5:-4]))
    pages = poppler.text(made.files[".pdf"]).split("\f")[:-1]
    assert len(pages) > 2
    assert all(page.count("TLP:GREEN") == 2 for page in pages)


def test_word_finds_no_error(made: Made, ooxml_validator: Callable[[Path], list[dict[str, Any]]]) -> None:
    assert ooxml_validator(made.files[".docx"]) == []


def test_libreoffice_loses_no_word(made: Made, soffice: Callable[..., Path]) -> None:
    text = soffice(made.files[".docx"], "txt:Text (encoded):UTF8").read_text("utf-8")
    assert reading.missing(reading.quoted(made.briefing), text) == []


def test_the_pdf_is_whole_accessible_and_fit_for_an_archive(
    made: Made, qpdf: Callable[[Path], str], pdf_failures: Callable[..., list[str]]
) -> None:
    qpdf(made.files[".pdf"])
    assert pdf_failures(made.files[".pdf"]) == []


def test_the_same_note_gives_the_same_bytes(made: Made, worker: Worker, tmp_path: Path) -> None:
    for suffix, file in made.files.items():
        again = export(made.briefing, made.desk.sources, shelf.find("intelligence-note"), tmp_path / f"note{suffix}",
                       worker=worker)  # fmt: skip
        assert again.files[0].path.read_bytes() == file.read_bytes()


def test_a_note_without_a_marking_or_a_source_has_neither_banner_nor_annex(worker: Worker, tmp_path: Path) -> None:
    pack, desk = shelf.find("intelligence-note"), Desk()
    desk.put("situation", desk.prose("Nothing is reported."))
    for suffix in (".docx", ".pdf", ".html", ".md"):
        export(desk.briefing(pack), desk.sources, pack, tmp_path / f"note{suffix}", worker=worker)
    for words in ("\n".join(reading.paragraphs(tmp_path / "note.docx")), (tmp_path / "note.md").read_text("utf-8")):
        assert "Nothing is reported." in words
        assert "Annex" not in words
        assert "Sources" not in words
