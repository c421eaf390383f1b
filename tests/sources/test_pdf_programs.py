"""PDFs as other programs write them: LibreOffice, a browser, a scanner; and what is damaged in them or locked."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefer.errors import SourceDamaged, SourceEncrypted
from briefer.sources import pdf
from tests.sources.checks import article, shape

FILES = Path(__file__).parent / "files"


def read(name: str) -> list[tuple[str, str]]:
    return shape(article(pdf.read((FILES / name).read_bytes(), name)))


def test_an_article_of_a_word_processor_keeps_headings_lists_and_page_labels() -> None:
    found = article(pdf.read((FILES / "writer.pdf").read_bytes(), "writer.pdf"))
    assert [kind for kind, _ in shape(found)] == [
        "heading", "paragraph", "heading", "paragraph", "list-item", "list-item", "heading", "paragraph", "paragraph",
    ]  # fmt: skip
    assert shape(found)[0][1] == "Gates at Halmen close early"
    assert "fifty-five difficult affidavits in a flooded office" in found.text
    assert [sheet.label for sheet in found.sheets] == ["i", "ii"]
    assert found.reference.title == "Gates at Halmen close early"
    assert found.reference.authors == ("Ada Sample",)


def test_an_article_of_a_browser_keeps_each_script_in_the_order_it_is_read() -> None:
    words = [words for _, words in read("chromium.pdf")]
    assert words[0] == "Low water in three languages"
    assert "an extraordinarily rapid change that the hydrographic institute had not anticipated" in words[1]
    assert "𝔹 stood for the old mark" in words[1]
    assert words[2] == "המים ירדו אתמול בלילה, ואיש לא ידע מדוע. הדובר אמר שהשערים ייפתחו רק בסוף השבוע."
    assert words[3] == (
        "انخفض منسوب المياه ليلة أمس ولم يعرف أحد السبب. قال المتحدث إن البوابات ستفتح في نهاية الأسبوع."
    )
    assert words[4].startswith("Уровень воды упал на тридцать один сантиметр за восемнадцать часов")
    assert words[5].endswith("位在十八小时内下降了三十一厘米，没有人知道原因。")


def test_a_character_that_the_file_shows_and_does_not_name_is_told_of() -> None:
    found = article(pdf.read((FILES / "chromium.pdf").read_bytes(), "chromium.pdf"))
    assert "Page 2: some characters have no name in the file and are left out." in found.warnings


def test_a_scan_is_one_picture_a_page() -> None:
    found = article(pdf.read((FILES / "scan.pdf").read_bytes(), "scan.pdf"))
    assert found.flags == ("scan",)
    assert [kind for kind, _ in shape(found)] == ["image", "image"]


@pytest.mark.parametrize("name", ["writer.pdf", "chromium.pdf", "scan.pdf"])
def test_what_is_cut_off_is_said_to_be_damaged(name: str) -> None:
    data = (FILES / name).read_bytes()
    with pytest.raises(SourceDamaged) as told:
        pdf.read(data[:600], name)
    assert told.value.sentence == f"“{name}” is damaged: it cannot be opened as a PDF."


def test_a_locked_file_is_said_to_want_its_password() -> None:
    with pytest.raises(SourceEncrypted) as told:
        read("encrypted.pdf")
    assert told.value.sentence == "“encrypted.pdf” is encrypted and wants a password."
    assert told.value.hint
