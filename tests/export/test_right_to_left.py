"""A briefing in Arabic: its language is data, and every page runs from right to left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefer.export.export import export
from briefer.packs import shelf
from briefer.worker import Worker
from tests.export import reading
from tests.export.briefings import AGENCY, Desk
from tests.support.tools import Poppler

W = reading.W
TITLE = "إغلاق البوابات عند سد هلمن"
LATIN = "The two readings differ by two centimetres."


@pytest.fixture(scope="module", params=["standard", "intelligence-note"])
def made(request: pytest.FixtureRequest, worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pack, desk = shelf.find(request.param), Desk()
    passage = desk.passage(desk.source(replace(AGENCY, language="en")), LATIN)
    desk.put("situation", desk.heading("أخبار الأسبوع"), desk.prose("أغلقت بوابتان.", desk.cite(passage)))
    desk.put("situation", desk.item("خفضت المياه.", ordered=True), desk.quote(passage))
    folder = tmp_path_factory.mktemp("arabic")
    facts = {"title": TITLE, "language": "ar", "date": "2026-04-17", "marking": "TLP:GREEN", "number": "12"}
    facts["bottom_line"] = "الحادث غير مرجح."
    for suffix in (".docx", ".pdf", ".html"):
        done = export(desk.briefing(pack, **facts), desk.sources, pack, folder / f"note{suffix}", worker=worker)
        assert done.warnings == ()
    return folder / "note.docx"


def test_in_word_every_paragraph_is_turned_but_the_latin_quotation(made: Path) -> None:
    turned: dict[str, bool] = {}
    for name in ("document", "header1", "header2", "footer1", "footnotes"):
        for paragraph in reading.part(made, name).iter(f"{W}p"):
            turned[reading.words(paragraph)] = paragraph.find(f"{W}pPr/{W}bidi") is not None
    assert [
        words for words, right in turned.items() if words.strip() and not right and not words.startswith(LATIN)
    ] == []
    assert turned[TITLE]
    quotation = next(words for words in turned if words.startswith(LATIN))
    assert not turned[quotation]


def test_in_word_tables_and_the_section_are_turned(made: Path) -> None:
    document = reading.part(made, "document")
    tables = list(document.iter(f"{W}tblPr"))
    assert tables
    assert all(table.find(f"{W}bidiVisual") is not None for table in tables)
    assert all(section.find(f"{W}bidi") is not None for section in document.iter(f"{W}sectPr"))


def test_arabic_runs_say_their_direction(made: Path) -> None:
    for run in reading.part(made, "document").iter(f"{W}r"):
        words = "".join(text.text or "" for text in run.iter(f"{W}t"))
        if TITLE in words:
            assert run.find(f"{W}rPr/{W}rtl") is not None


def test_word_finds_no_error(made: Path, ooxml_validator: Callable[[Path], list[dict[str, Any]]]) -> None:
    assert ooxml_validator(made) == []


def test_the_words_of_the_pack_are_arabic(made: Path) -> None:
    words = "".join(reading.paragraphs(made))
    assert all(each in words for each in ("الوضع", "المخاطر", "المصادر", "الخلاصة"))
    assert "17 أبريل 2026" in words
    assert "Sources" not in words


def test_the_pdf_has_its_headings_at_the_right(
    made: Path, poppler: Poppler, pdf_failures: Callable[..., list[str]]
) -> None:
    file = made.with_suffix(".pdf")
    assert pdf_failures(file) == []
    right = poppler.text(file, "-x", "300", "-y", "0", "-W", "295", "-H", "842", "-l", "1", "-nopgbrk")
    assert all(each in reading.bare(right) for each in map(reading.bare, ("الوضع", "أخبار الأسبوع", "خفضت المياه")))


def test_the_page_says_its_direction(made: Path) -> None:
    assert '<html lang="ar" dir="rtl">' in made.with_suffix(".html").read_text("utf-8")
