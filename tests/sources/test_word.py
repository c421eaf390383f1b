import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml

from briefer.core.source import Article
from briefer.errors import SourceDamaged, SourceEmpty, SourceEncrypted, SourceMislabelled, SourceTooLarge
from briefer.sources import word
from briefer.sources.reading import read_answer
from tests.sources.checks import article, marked, shape
from tests.sources.samples import sample
from tests.sources.test_odt import STORY

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def data_of(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(fill: Callable[[Document], object]) -> Article:
    document = docx.Document()
    fill(document)
    return article(word.read(data_of(document), "x.docx"))


def of_xml(*paragraphs: str) -> Article:
    def fill(document: Document) -> None:
        for paragraph in paragraphs:
            document.element.body.insert(0, parse_xml(f"<w:p {W}>{paragraph}</w:p>"))

    return read(fill)


def repacked(data: bytes, change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return stream.getvalue()


def test_styles_become_kinds_of_blocks() -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("Talks", style="Title")
        document.add_heading("Head", 2)
        document.add_paragraph("Words.")
        document.add_paragraph("a", style="List Bullet")
        document.add_paragraph("b", style="List Number")
        document.add_paragraph("said", style="Quote")
        document.add_paragraph("Figure 1", style="Caption")
        table = document.add_table(2, 2)
        for index in range(4):
            table.cell(index // 2, index % 2).text = f"c{index}"
        document.add_paragraph("After.")

    found = read(fill)
    assert shape(found) == [
        ("heading", "Talks"), ("heading", "Head"), ("paragraph", "Words."), ("list-item", "a"), ("list-item", "b"),
        ("quotation", "said"), ("caption", "Figure 1"), ("cell", "c0"), ("cell", "c1"), ("cell", "c2"), ("cell", "c3"),
        ("paragraph", "After."),
    ]  # fmt: skip
    assert [block.level for block in found.blocks if block.kind == "heading"] == [1, 2]
    assert [block.ordered for block in found.blocks if block.kind == "list-item"] == [False, True]
    assert [(block.row, block.column) for block in found.blocks if block.kind == "cell"] == [
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
    ]


def test_runs_keep_bold_and_italic_and_spaces() -> None:
    found = of_xml(
        "<w:r><w:t>a </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t></w:r><w:r><w:t> c</w:t></w:r>"
        '<w:r><w:rPr><w:b w:val="0"/><w:i/></w:rPr><w:tab/><w:t>d</w:t><w:br/><w:t>e</w:t></w:r>'
    )
    assert shape(found) == [("paragraph", "a b c d\u2028e")]
    assert (marked(found, "bold"), marked(found, "italic")) == (["b"], ["d\u2028e"])


@pytest.mark.parametrize("gone", ["del", "moveFrom"])
def test_deleted_text_of_a_tracked_change_is_never_text(gone: str) -> None:
    found = of_xml(
        f'<w:r><w:t>kept </w:t></w:r><w:{gone} w:id="1" w:author="x">'
        f"<w:r><w:t>SECRET</w:t><w:delText>SECRET</w:delText></w:r></w:{gone}>"
        '<w:ins w:id="2" w:author="x"><w:r><w:t>added</w:t></w:r></w:ins>'
        '<w:moveTo w:id="3" w:author="x"><w:r><w:t> moved</w:t></w:r></w:moveTo>'
    )
    assert found.text == "kept added moved"
    assert found.warnings == ("It holds deleted text of tracked changes, which was left out.",)


def test_hidden_text_is_never_text() -> None:
    found = of_xml("<w:r><w:t>seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>HIDDEN</w:t></w:r>")
    assert found.text == "seen"
    assert found.warnings == ("It holds hidden text, which was left out.",)


def test_links_are_read_from_relations_and_from_fields() -> None:
    def fill(document: Document) -> None:
        relation = document.part.relate_to(
            "https://example.org/a",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        inner = f'<w:hyperlink r:id="{relation}"><w:r><w:t>one</w:t></w:r></w:hyperlink>'
        inner += '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        inner += '<w:r><w:instrText> HYPERLINK "https://example.org/b" </w:instrText></w:r>'
        inner += '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t xml:space="preserve"> two</w:t></w:r>'
        inner += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        document.element.body.insert(0, parse_xml(f"<w:p {W} {r}>{inner}</w:p>"))

    found = read(fill)
    assert found.text == "one two"
    assert [mark.href for mark in found.marks] == ["https://example.org/a", "https://example.org/b"]


def test_a_footnote_stands_at_the_end_behind_its_figure() -> None:
    document = docx.Document()
    document.element.body.insert(
        0, parse_xml(f'<w:p {W}><w:r><w:t>Said</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    )
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>By whom.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    data = repacked(data_of(document), lambda _, content: content, {"word/footnotes.xml": notes.encode()})
    assert shape(article(word.read(data, "x.docx"))) == [("paragraph", "Said[1]"), ("paragraph", "[1] By whom.")]


def test_core_properties_give_the_facts() -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("Words.")
        document.core_properties.title = "Talks go on"
        document.core_properties.author = "Ann Example; Bo Sample"
        document.core_properties.created = datetime(2024, 10, 18, 9, 30, tzinfo=UTC)

    found = read(fill).reference
    assert (found.title, found.authors) == ("Talks go on", ("Ann Example", "Bo Sample"))
    assert found.published == "2024-10-18T09:30:00Z"


WORDS = docx.Document()
WORDS.add_paragraph("Words.")
GOOD = data_of(WORDS)
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def bomb() -> bytes:
    return repacked(GOOD, lambda _, content: content, {"word/media/x.bin": b"\0" * (60 << 20)})


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (GOOD[: len(GOOD) // 2], SourceDamaged),
        (b"PK\x03\x04 nothing", SourceDamaged),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 E\0n\0c\0r\0y\0p\0t\0", SourceEncrypted),
        (data_of(docx.Document()), SourceEmpty),
        (repacked(GOOD, lambda name, content: b"<x" if name == "word/document.xml" else content), SourceDamaged),
        (
            repacked(
                GOOD, lambda name, content: DOCTYPE + content.partition(b"?>")[2] if "document.xml" in name else content
            ),
            SourceDamaged,
        ),
        (repacked(GOOD, lambda name, content: content.replace(b"word/document", b"xl/workbook")), SourceMislabelled),
        (bomb(), SourceTooLarge),
    ],
    ids=["cut", "no-zip", "encrypted", "empty", "broken-xml", "doctype", "spreadsheet", "bomb"],
)
def test_what_is_no_good_word_file_is_refused_in_one_sentence(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"“x\.docx”"):
        word.read(data, "x.docx")


def test_a_plain_archive_is_not_a_word_file() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("a.txt", "x")
    with pytest.raises(SourceMislabelled, match=r"“x\.docx” is not a Word file: it is a ZIP archive"):
        word.read(stream.getvalue(), "x.docx")


@pytest.mark.parametrize("name", ["pandoc.docx", "libreoffice.docx"])
def test_structure_and_pictures_are_kept_whichever_program_wrote_it(name: str) -> None:
    answered = word.read(sample(name), name)
    found = article(answered)
    assert shape(found) == STORY
    (picture,) = found.pictures
    assert (picture.alt, picture.width) == ("The board at the gate", 320)
    assert list(read_answer(answered).articles[0].pictures) == [picture.sha256]


@pytest.mark.parametrize("name", ["pandoc.docx", "libreoffice.docx"])
def test_what_other_programs_mark_as_deleted_or_as_a_comment_is_never_quotable(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(sample(name))) as opened:
        assert b"force" in opened.read("word/document.xml")
    found = article(word.read(sample(name), name))
    assert "force" not in found.text
    assert "sent back" in found.text  # what was inserted reads on
    assert "colleague" not in found.text
    assert found.warnings == ("It holds deleted text of tracked changes, which was left out.",)


def test_facts_say_that_the_documents_properties_have_them() -> None:
    found = article(word.read(sample("pandoc.docx"), "pandoc.docx"))
    assert (found.reference.title, found.reference.language) == ("Northern basin closed", "en-GB")
    assert {origin.place for origin in found.origins} == {"document properties"}


def test_a_picture_that_is_only_linked_to_has_its_place() -> None:
    def linked(name: str, data: bytes) -> bytes:
        if name.endswith("document.xml.rels"):
            return data.replace(b'Target="media/', b'TargetMode="External" Target="https://example.org/')
        return data

    answered = word.read(repacked(sample("pandoc.docx"), linked), "x.docx")
    assert [picture.sha256 for picture in article(answered).pictures] == [None]
    assert not read_answer(answered).articles[0].pictures


@pytest.mark.parametrize(
    "sign",
    [
        '<w:sym w:font="Symbol" w:char="F06D"/>',
        '<w:sym w:font="Symbol" w:char="006D"/>',
        '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf06d</w:t>',
    ],
)
def test_signs_that_were_put_in_from_a_symbol_font_are_kept(sign: str) -> None:
    dose = "<w:r><w:t xml:space='preserve'>A dose of 10 </w:t></w:r>"
    assert of_xml(f"{dose}<w:r>{sign}</w:r><w:r><w:t>g</w:t></w:r>").text == "A dose of 10 μg"


def test_a_sign_that_nobody_knows_leaves_a_mark() -> None:
    assert of_xml('<w:r><w:t>See</w:t><w:sym w:font="Webdings" w:char="F048"/></w:r>').text == "See\ufffd"


def test_a_row_that_begins_further_in_keeps_its_columns() -> None:
    def fill(document: Document) -> None:
        table = document.add_table(2, 2)
        for number, cell in enumerate((*table.rows[0].cells, *table.rows[1].cells)):
            cell.text = str(number)
        row = table.rows[1]._tr
        row.insert(0, parse_xml(f'<w:trPr {W}><w:gridBefore w:val="1"/></w:trPr>'))
        row.remove(row.tc_lst[0])

    assert [(block.row, block.column) for block in read(fill).blocks] == [(0, 0), (0, 1), (1, 1)]


def test_pictures_that_were_put_into_a_file_without_words_are_an_article() -> None:
    found = read(lambda document: document.add_picture(io.BytesIO(sample("screenshot.png"))))
    assert shape(found) == [("image", "\ufffc")]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('<w:del w:id="1" w:author="a"><w:r><w:delText>Gone.</w:delText></w:r></w:del>', "that are not deleted"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret.</w:t></w:r>", "that are not hidden"),
    ],
)
def test_a_file_whose_words_are_all_left_out_says_why_it_is_refused(body: str, why: str) -> None:
    with pytest.raises(SourceEmpty, match=why):
        of_xml(body)


def test_a_file_of_another_kind_inside_is_told() -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("Words.")
        document.element.body.insert(1, parse_xml(f"<w:altChunk {W}/>"))

    assert read(fill).warnings == ("A part of it is a file of another kind inside it, and was left out.",)
