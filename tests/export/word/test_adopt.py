"""A Word file of anybody's becomes a template: its tags stay, one without tags gets those that print a briefing."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from briefer.errors import TemplateError
from briefer.export.word.adopt import adopt


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def words(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def test_a_letterhead_gets_title_body_and_sources_in_its_last_empty_paragraph() -> None:
    document = docx.Document()
    for line in ("Ministry of Rivers", "", "Yours sincerely"):
        document.add_paragraph(line)
    made = adopt(saved(document))
    assert made["placed"] == ["{{ briefing.title }}", "{{ body }}", "{{ sources }}"]
    assert words(made["file"]) == [
        "Ministry of Rivers", "{{ briefing.title }}", "{{ body }}", "{{ sources }}", "Yours sincerely",
    ]  # fmt: skip


def test_without_an_empty_paragraph_they_stand_at_the_end_of_the_text() -> None:
    document = docx.Document()
    document.add_paragraph("Ministry of Rivers")
    assert words(adopt(saved(document))["file"])[1:] == ["{{ briefing.title }}", "{{ body }}", "{{ sources }}"]


def test_a_paragraph_in_the_style_title_is_the_title_whatever_its_words() -> None:
    document = docx.Document()
    document.add_heading("Weekly river report", 0)
    assert adopt(saved(document))["placed"] == ["{{ body }}", "{{ sources }}"]


def test_a_style_of_characters_of_that_name_is_not_the_titles() -> None:
    document = docx.Document()
    title = document.styles["Title"]
    other = document.styles.add_style("Other", WD_STYLE_TYPE.CHARACTER)
    other.element.find(qn("w:name")).set(qn("w:val"), "title")
    title.element.addprevious(other.element)
    made = docx.Document(io.BytesIO(adopt(saved(document))["file"]))
    found = next(each for each in made.paragraphs if each.text == "{{ briefing.title }}")
    assert found.style is not None
    assert found.style.style_id == title.style_id


@pytest.mark.parametrize("place", ["text", "table", "header"])
def test_a_file_with_a_tag_anywhere_stays_as_it_is(place: str) -> None:
    document = docx.Document()
    document.add_paragraph("Letter")
    if place == "text":
        document.add_paragraph("{{ briefing.title }}")
    elif place == "table":
        document.add_table(1, 1).cell(0, 0).text = "{%p for section in sections %}"
    else:
        document.sections[0].header.paragraphs[0].text = "{{ marking.text }}"
    before = words(saved(document))
    made = adopt(saved(document))
    assert made["placed"] == []
    assert words(made["file"]) == before


def test_an_empty_paragraph_that_breaks_the_page_or_ends_a_section_stays() -> None:
    document = docx.Document()
    document.add_page_break()
    document.add_section()
    document.add_paragraph("Annex")
    kept = len(document.element.body.findall(".//{*}br")), len(document.element.body.findall(".//{*}sectPr"))
    body = docx.Document(io.BytesIO(adopt(saved(document))["file"])).element.body
    assert (len(body.findall(".//{*}br")), len(body.findall(".//{*}sectPr"))) == kept


def test_a_dotx_makes_documents() -> None:
    document = docx.Document()
    source = io.BytesIO(saved(document))
    out = io.BytesIO()
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(out, "w") as target:
        for name in archive.namelist():
            data = archive.read(name)
            target.writestr(name, data.replace(b"document.main+xml", b"template.main+xml"))
    with zipfile.ZipFile(io.BytesIO(adopt(out.getvalue())["file"])) as archive:
        assert b"template.main+xml" not in archive.read("[Content_Types].xml")


def test_what_is_no_word_file_is_refused_in_a_sentence() -> None:
    with pytest.raises(TemplateError, match="not a Word file"):
        adopt(b"PK\x03\x04 nothing")
