"""Deleted words of tracked changes, in each place that Word marks them in, never become text."""

import docx
import pytest

from briefer.core.source import Article
from briefer.sources import word
from tests.sources.checks import article, shape
from tests.sources.test_word import data_of, repacked

SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
WHO = 'w:id="1" w:author="x"'
DELETED = f"<w:del {WHO}/>"
MARK_DELETED = f"<w:pPr><w:rPr>{DELETED}</w:rPr></w:pPr>"
ROW_DELETED = f"<w:trPr>{DELETED}</w:trPr>"
CELL_DELETED = f"<w:tcPr><w:cellDel {WHO}/></w:tcPr>"
WARNING = ("It holds deleted text of tracked changes, which was left out.",)


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p>{properties}{inner}</w:p>"


def gone(words: str = "SECRET") -> str:
    return f"<w:del {WHO}><w:r><w:delText>{words}</w:delText></w:r></w:del>"


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc>{properties}{inner}</w:tc>"


def row(cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{cells}</w:tr>"


def table(rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"


def box(inner: str) -> str:
    return f"<w:r><w:drawing>{box_alone(inner)}</w:drawing></w:r>"


def box_alone(inner: str) -> str:
    return f"<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp>"


def old_box(inner: str) -> str:
    return f"<w:r><w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict></w:r>"


def read(body: str, notes: str = "") -> Article:
    parts = {"word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"}
    data = repacked(data_of(docx.Document()), lambda name, content: parts.get(name, "").encode() or content)
    if notes:
        notes = f"<w:footnotes {SPACES}>{notes}</w:footnotes>"
        data = repacked(data, lambda _, content: content, {"word/footnotes.xml": notes.encode()})
    return article(word.read(data, "x.docx"))


SECRET = paragraph(run("SECRET"))
KEPT = paragraph(run("kept"))


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("kept") + gone()),
        paragraph(gone()) + KEPT,
        paragraph(gone(), MARK_DELETED) + KEPT,
        paragraph(run("ke") + gone(), MARK_DELETED) + paragraph(gone(), MARK_DELETED) + paragraph(run("pt")),
        paragraph(f"<w:ins {WHO}>{run('kept')}{gone()}</w:ins>"),
        paragraph(f"<w:hyperlink>{run('kept')}{gone()}</w:hyperlink>"),
        paragraph(run("kept") + f"<w:r><w:rPr>{DELETED}</w:rPr><w:t>SECRET</w:t></w:r>"),
        paragraph(run("kept") + "<w:r><w:delText>SECRET</w:delText></w:r>"),
        paragraph(run("kept") + f"<w:moveFrom {WHO}>{run('SECRET')}</w:moveFrom>"),
        paragraph(f"<w:moveFrom {WHO}>{run('SECRET')}</w:moveFrom>", MARK_DELETED.replace("del", "moveFrom")) + KEPT,
        f"<w:del {WHO}>{SECRET}</w:del>{KEPT}",
        f"<w:sdt><w:sdtContent><w:moveFrom {WHO}>{SECRET}</w:moveFrom>{KEPT}</w:sdtContent></w:sdt>",
        table(row(cell(KEPT)) + row(cell(SECRET), ROW_DELETED)),
        table(row(cell(KEPT)) + f"<w:sdt><w:sdtContent>{row(cell(SECRET), ROW_DELETED)}</w:sdtContent></w:sdt>"),
        table(row(cell(SECRET, CELL_DELETED) + cell(KEPT))),
        table(row(cell(KEPT) + f"<w:del {WHO}>{cell(SECRET)}</w:del>")),
        table(row(cell(table(row(cell(KEPT)) + row(cell(SECRET), ROW_DELETED)) + "<w:p/>"))),
        paragraph(run("kept") + f"<w:del {WHO}>{box(SECRET)}</w:del>"),
        paragraph(box(paragraph(run("kept") + gone()))),
        paragraph(old_box(paragraph(run("kept") + gone()))),
        paragraph(box(table(row(cell(KEPT)) + row(cell(SECRET), ROW_DELETED)))),
        paragraph(box(f"<w:del {WHO}>{SECRET}</w:del>{KEPT}")),
        paragraph(f"<m:oMath><m:r><m:t>kept</m:t></m:r><m:r>{DELETED}<m:t>SECRET</m:t></m:r></m:oMath>"),
        paragraph(
            run("kept") + f'<w:del {WHO}><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:delInstrText> HYPERLINK "https://example.org/SECRET" </w:delInstrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:delText>SECRET</w:delText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>'
        ),
    ],
)  # fmt: skip
def test_deleted_words_are_left_out_wherever_they_stand_and_a_warning_says_so(body: str) -> None:
    found = read(body)
    assert (found.text, found.warnings) == ("kept", WARNING)
    assert not found.marks


def test_deleted_words_of_a_note_are_left_out() -> None:
    note = paragraph(run("By whom.") + gone()) + table(row(cell(SECRET), ROW_DELETED)) + f"<w:del>{SECRET}</w:del>"
    found = read(
        paragraph(run("Said") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        f'<w:footnote w:id="2">{note}</w:footnote>',
    )
    assert (found.text, found.warnings) == ("Said[1]\n[1] By whom.", WARNING)


def test_a_note_whose_figure_is_deleted_is_left_out() -> None:
    found = read(
        paragraph(run("Said") + f'<w:del {WHO}><w:r><w:footnoteReference w:id="2"/></w:r></w:del>'),
        f'<w:footnote w:id="2">{SECRET}</w:footnote>',
    )
    assert (found.text, found.warnings) == ("Said", WARNING)


def test_paragraphs_between_which_the_end_is_deleted_run_together_and_are_the_last_of_them() -> None:
    heading = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    found = read(paragraph(run("One "), MARK_DELETED) + paragraph(run("two"), heading) + KEPT)
    assert shape(found) == [("heading", "One two"), ("paragraph", "kept")]
    assert not found.warnings


def test_an_end_that_is_deleted_before_a_table_stays() -> None:
    found = read(paragraph(run("One"), MARK_DELETED) + table(row(cell(KEPT))))
    assert shape(found) == [("paragraph", "One"), ("cell", "kept")]


def test_the_words_of_every_text_box_of_a_group_are_read_once() -> None:
    one, two = box_alone(paragraph(run("one"))), box_alone(paragraph(run("two")))
    either = f"<mc:AlternateContent><mc:Choice>{two}</mc:Choice><mc:Fallback>{two}</mc:Fallback></mc:AlternateContent>"
    nested = box(paragraph(run("three") + box(paragraph(run("four")))))
    found = read(paragraph(f"<w:r><w:drawing>{one}{either}</w:drawing></w:r>") + paragraph(nested))
    assert shape(found) == [("paragraph", "one\u2028two"), ("paragraph", "three\u2028four")]


def test_words_with_their_pronunciation_above_them_are_read() -> None:
    ruby = f"<w:ruby><w:rt>{run('kana')}</w:rt><w:rubyBase>{run('漢字')}</w:rubyBase></w:ruby>"
    assert read(paragraph(run("a ") + f"<w:r>{ruby}</w:r>")).text == "a 漢字"
