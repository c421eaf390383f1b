import io
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
import typst

from briefer.core.source import Article
from briefer.errors import SourceDamaged, SourceEmpty, SourceEncrypted
from briefer.sources import pdf, pdf_facts
from briefer.sources.symbols import raised
from tests.sources.checks import article, shape
from tests.sources.pdfs import image, scanned, turned, written

NARROW = '#set page(width: 6cm)\n#set text(hyphenate: true, lang: "en")\n#set par(justify: true)\n'
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


def test_the_information_dictionary_gives_the_facts() -> None:
    found = read(HEAD + LONG)
    assert found.reference.title == "Talks go on"
    assert found.reference.authors == ("Ann Example", "Bo Sample")
    assert (found.reference.published or "").startswith("2024-10-18")


@pytest.mark.parametrize("title", ["untitled", "Microsoft Word - report.doc", "report_final.indd", "Document1", "  "])
def test_a_title_that_a_program_made_up_is_none(title: str) -> None:
    assert read(f'#set document(title: "{title}")\n{LONG}').reference.title is None


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


# --- indexes of the engine --------------------------------------------------------------------------------------------


def assert_each_character_is_where_its_run_says(data: bytes) -> None:
    """Ask the engine for each character of the text, one by one, at the index that follows from its run."""
    found = article(pdf.read(data, "x.pdf"))
    document = pdfium.PdfDocument(data)
    pages = [document[number].get_textpage() for number in range(len(document))]
    seen = 0
    for run in found.pages:
        page, index = pages[run.page], run.first_character
        for character in found.text[run.start : run.end]:
            units = character.encode("utf-16-le")
            for at in range(0, len(units), 2):
                unit = int.from_bytes(units[at : at + 2], "little")
                if character == "\ufffc" or (character == " " and index >= page.count_chars()):
                    continue  # a page that is a picture; the space for a page's end
                engines = raw.FPDFText_GetUnicode(page, index + at // 2)
                assert (
                    engines == unit
                    or (character == " " and chr(engines).isspace())
                    or chr(engines) in "\x93\x94"
                    or raised(chr(engines)) == character  # it stands above the line
                )
                seen += 1
            index += len(units) // 2
    assert seen or "scan" in found.flags
    document.close()


@pytest.mark.parametrize(
    "source",
    [
        f"= Head\n{LONG * 3}\n\n- one",
        "Words $x + y$ and more 😀 here $alpha bb(N)$ end. " * 8,
        NARROW + "Internationalisation $x$ notwithstanding, responsibilities concerning representatives.",
        '#set text(lang: "he", dir: rtl)\nאלה דברי השר על הגבול, ביום שני.',
        "#set page(height: 4cm)\nthe talks about the border, which nobody wanted, 𝑥 " * 9,
    ],
)
def test_each_character_stands_at_its_index_in_the_engines_own_count(source: str) -> None:
    assert_each_character_is_where_its_run_says(made(source))


@pytest.mark.parametrize(
    "name",
    ["crazyones", "federal-register-2020-17221", "issue-33-lorem-ipsum", "malformed-from-issue-932", "multilang",
     "pdflatex-outline", "toy"],
)  # fmt: skip
def test_so_does_each_character_of_other_peoples_files(shared_data: Path, name: str) -> None:
    assert_each_character_is_where_its_run_says((shared_data / "articles" / "pdf" / f"{name}.pdf").read_bytes())


def test_what_the_engine_counts_and_cannot_name_moves_no_other_character() -> None:
    mapping = {0x41: "0002", 0x42: "D800", 0x43: "D83DDE00", 0x44: "FFFE", 0x45: "0093", 0x46: "0094"}
    data = written("start ABx C DE quoted F end", mapping)
    assert_each_character_is_where_its_run_says(data)
    assert article(pdf.read(data, "x.pdf")).text == "start x 😀 “ quoted ” end"


# --- sheets, facts, scans ---------------------------------------------------------------------------------------------


def test_each_page_is_a_sheet_with_its_label_and_its_size_as_it_is_shown() -> None:
    data = made('#set page(width: 200pt, height: 300pt, numbering: "i")\none\n#pagebreak()\ntwo')
    found = article(pdf.read(turned(data, 1, crop=(50, 0, 200, 300)), "x.pdf"))
    assert [(sheet.label, sheet.width, sheet.height) for sheet in found.sheets] == [("i", 200, 300), ("ii", 300, 150)]


def test_the_place_of_each_fact_is_told() -> None:
    found = read(HEAD + LONG)
    told = {origin.fact: origin.place for origin in found.origins}
    assert told["title"] == told["authors"] == told["published"] == "file properties"
    assert "publisher" not in told


def test_the_packet_of_a_publisher_fills_what_the_dictionary_leaves_open() -> None:
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" '
        b'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" prism:doi="10.1000/182">'
        b"<dc:format>application/pdf</dc:format><prism:publicationName>The Gazette</prism:publicationName>"
        b"<dc:title><rdf:Alt><rdf:li>From the packet</rdf:li></rdf:Alt></dc:title>"
        b"<prism:publicationDate>2024-10-17</prism:publicationDate>"
        b"<dc:creator><rdf:Seq><rdf:li>Ann Example</rdf:li><rdf:li>Bo Sample</rdf:li></rdf:Seq></dc:creator>"
        b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    facts = pdf_facts.stated({"Title": "report.indd", "CreationDate": "D:20250101"}, b"%PDF" + packet)
    said = facts.reference
    assert (said.title, said.authors, said.publisher) == (
        "From the packet",
        ("Ann Example", "Bo Sample"),
        "The Gazette",
    )
    assert (said.published, said.url) == ("2024-10-17", "https://doi.org/10.1000/182")


def test_a_packet_that_cannot_be_read_says_nothing() -> None:
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">&bomb; application/pdf <a></x:xmpmeta>'
    assert pdf_facts.stated({}, packet).origins == ()


def test_a_scan_is_one_image_a_page_and_says_so() -> None:
    found = article(pdf.read(scanned(), "x.pdf"))
    assert found.flags == ("scan",)
    assert shape(found) == [("image", "\ufffc")] * 3
    assert [(run.page, found.text[run.start : run.end]) for run in found.pages] == [(n, "\ufffc") for n in range(3)]
    assert found.page_label_at(2) == "2"
    assert "pictures of pages" in found.warnings[0]


def test_a_scan_with_a_number_on_each_page_is_one_all_the_same() -> None:
    picture = "#rect(width: 2cm, height: 2cm, fill: red)"
    numbered = '#set page(width: 8cm, height: 8cm, numbering: "1")\n'
    data = typst.compile((numbered + "\n#pagebreak()\n".join([image()] * 4)).encode())
    assert article(pdf.read(data, "x.pdf")).flags == ("scan",)
    assert article(pdf.read(made(picture), "x.pdf")).flags == ("scan",)


def test_pages_without_text_among_others_are_named() -> None:
    gap = "\n#pagebreak()\n"
    source = gap.join(["One.", image(), f"Two. {LONG}", image(), image(), "", "Three talks."])
    found = read('#set page(numbering: "i", footer: none)\n' + source)
    assert found.flags == ()
    assert found.warnings[0] == "Pages ii, iv–v are pictures without text."
    assert [kind for kind, _ in shape(found)] == ["paragraph", "image", "paragraph", "image", "image", "paragraph"]
    assert [run.label for run in found.pages if found.text[run.start] == "\ufffc"] == ["ii", "iv", "v"]


def test_a_pdf_with_nothing_on_its_pages_is_refused() -> None:
    with pytest.raises(SourceEmpty, match=r"“x\.pdf” has neither words nor pictures"):
        read("#pagebreak()")


def test_files_that_are_attached_to_a_pdf_are_not_left_out_silently() -> None:
    document = pdfium.PdfDocument(made("Words of a page."))
    for name in ("table.csv", "notes.txt"):
        document.new_attachment(name).set_data(b"1,2")
    stream = io.BytesIO()
    document.save(stream)
    found = article(pdf.read(stream.getvalue(), "x.pdf"))
    assert found.warnings == ("2 files are attached to it, which were left out.",)


def test_a_figure_above_the_line_is_no_part_of_the_number_before_it() -> None:
    above = ") Tj /F1 7 Tf 5 Ts (6) Tj 0 Ts /F1 12 Tf ("
    below = ") Tj /F1 7 Tf -3 Ts (2) Tj 0 Ts /F1 12 Tf ("
    data = written(f"Over 10{above} litres of CO{below} in 2024.", {})
    assert article(pdf.read(data, "x.pdf")).text == "Over 10⁶ litres of CO2 in 2024."
    assert_each_character_is_where_its_run_says(data)


def test_a_smaller_figure_on_the_line_is_what_it_was() -> None:
    smaller = ") Tj /F1 7 Tf (06) Tj /F1 12 Tf ("
    assert article(pdf.read(written(f"In 19{smaller} it closed.", {}), "x.pdf")).text == "In 1906 it closed."
