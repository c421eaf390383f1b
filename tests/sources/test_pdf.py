from pathlib import Path

import pypdfium2 as pdfium
import pytest
import typst

from briefer.core.source import Article
from briefer.errors import SourceDamaged, SourceEmpty, SourceEncrypted
from briefer.sources import pdf
from tests.sources.checks import article, shape

LONG = "The ministry said on Monday that talks about the border would go on for another week, whatever was said. "
HEAD = (
    '#set document(title: "Talks go on", author: ("Ann Example", "Bo Sample"), '
    "date: datetime(year: 2024, month: 10, day: 18))\n"
)


def made(source: str) -> bytes:
    return typst.compile(source.encode())


def read(source: str) -> Article:
    return article(pdf.read(made(source), "x.pdf"))


def test_lines_are_joined_into_paragraphs_and_larger_type_is_a_heading() -> None:
    first, second = (LONG * 3).strip(), ("Others " + LONG * 3).strip()
    found = read(f"#set text(size: 11pt)\n= Talks go on\n\n{first}\n\n{second}\n\n- one\n- two\n")
    assert shape(found) == [
        ("heading", "Talks go on"), ("paragraph", first), ("paragraph", second), ("list-item", "one"),
        ("list-item", "two"),
    ]  # fmt: skip


def test_a_word_parted_at_a_lines_end_is_whole_again() -> None:
    words = "Internationalisation notwithstanding, responsibilities concerning representatives are unacknowledged."
    found = read(f'#set page(width: 6cm)\n#set text(hyphenate: true, lang: "en")\n#set par(justify: true)\n{words}')
    assert shape(found) == [("paragraph", words)]


def test_a_paragraph_that_crosses_pages_is_one_and_each_run_knows_its_page() -> None:
    words = "the talks about the border, which nobody wanted, " * 13 + "went on."
    found = read(f'#set page(width: 12cm, height: 5cm, numbering: "i")\n{words}')
    assert [kind for kind, _ in shape(found)] == ["paragraph"]
    assert found.text == words
    assert {run.label for run in found.pages} == {"i", "ii"}
    assert found.page_label_at(0) == "i"
    assert found.page_label_at(len(words) - 1) == "ii"
    assert found.warnings  # the page numbers were left out, and it says so


def test_each_run_stands_at_its_index_in_the_engines_own_count() -> None:
    data = made(f"= Head\n{LONG * 3}\n\n- one")
    found = article(pdf.read(data, "x.pdf"))
    document = pdfium.PdfDocument(data)
    text = document[0].get_textpage().get_text_range()
    for run in found.pages:
        words = found.text[run.start : run.end].rstrip()
        assert text[run.first_character : run.first_character + len(words)] == words
    document.close()


def test_the_information_dictionary_gives_the_facts() -> None:
    found = read(HEAD + LONG)
    assert found.reference.title == "Talks go on"
    assert found.reference.authors == ("Ann Example", "Bo Sample")
    assert (found.reference.published or "").startswith("2024-10-18")


@pytest.mark.parametrize("title", ["untitled", "Microsoft Word - report.doc", "report_final.indd", "Document1", "  "])
def test_a_title_that_a_program_made_up_is_none(title: str) -> None:
    assert read(f'#set document(title: "{title}")\n{LONG}').reference.title is None


def test_pages_without_text_are_said_to_be_pictures() -> None:
    with pytest.raises(SourceEmpty, match=r"“x\.pdf” is pictures of pages without text"):
        read("#rect(width: 5cm, height: 5cm, fill: red)")


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing", made(LONG)[:200]])
def test_a_cut_file_is_said_to_be_damaged(data: bytes) -> None:
    with pytest.raises(SourceDamaged, match=r"“x\.pdf” is damaged"):
        pdf.read(data, "x.pdf")


def test_an_encrypted_file_is_said_to_want_a_password(shared_data: Path) -> None:
    data = (shared_data / "articles" / "pdf" / "crazyones-encrypted-256.pdf").read_bytes()
    with pytest.raises(SourceEncrypted, match="is encrypted and wants a password"):
        pdf.read(data, "x.pdf")


def test_columns_are_read_one_after_the_other(shared_data: Path) -> None:
    data = (shared_data / "articles" / "pdf" / "federal-register-2020-17221.pdf").read_bytes()
    found = article(pdf.read(data, "x.pdf"))
    assert (
        "supersede Airworthiness Directive (AD) 2018–23–51, which applies to all The Boeing Company Model" in found.text
    )
    assert "Federal Register / Vol. 85" not in found.text


@pytest.mark.parametrize("name", ["crazyones", "issue-33-lorem-ipsum", "malformed-from-issue-932", "multilang", "toy"])
def test_other_peoples_files_keep_the_rules_of_an_article(shared_data: Path, name: str) -> None:
    article(pdf.read((shared_data / "articles" / "pdf" / f"{name}.pdf").read_bytes(), "x.pdf"))
