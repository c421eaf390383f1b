from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from briefer.errors import ExportError
from briefer.export.context import context
from briefer.export.word.job import make, quoted_words
from briefer.export.word.marks import BIDI, SIGN, mark
from briefer.export.word.names import MC, W
from briefer.export.word.proof import prove
from briefer.export.word.proof_part import Part
from briefer.packs import shelf
from tests.export.briefings import sample

Break = Callable[[str], str]
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_CONTROL = '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
_PICTURE = f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{WP}"><wp:docPr id="3"/></wp:inline></w:drawing></w:r></w:p>'

_CELL = "<w:tc><w:p/></w:tc>"
_NESTED = f"<w:tc><w:p/><w:tbl><w:tr>{_CELL}</w:tr></w:tbl></w:tc>"
_IN_CONTROL = f"<w:sdt><w:sdtContent>{_CELL}</w:sdtContent></w:sdt>"


def _table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr><w:trPr/>{cells}</w:tr>' for cells in rows)}</w:tbl>"


def _anchor(name: str) -> str:
    return f'<w:bookmarkStart w:id="9000" w:name="{name}"/><w:bookmarkEnd w:id="9000"/>'


def _renamed(text: str) -> str:
    """Give WordprocessingML another prefix, and a style that is not there."""
    text = text.replace("<w:", "<o:").replace("</w:", "</o:").replace(" w:", " o:").replace("xmlns:w=", "xmlns:o=")
    return text.replace("<o:body>", '<o:body><o:p><o:pPr><o:pStyle o:val="Nowhere"/></o:pPr></o:p>')


def _ignoring(prefix: str) -> Break:
    return lambda text: text.replace("<w:document ", f'<w:document xmlns:m="{MC}" m:Ignorable="w {prefix}" ')


def _beside(markup: str) -> Break:
    """Put something in at the beginning of the text."""
    return lambda text: text.replace("<w:body>", f"<w:body>{markup}")


@pytest.fixture(scope="module")
def whole() -> tuple[bytes, list[str]]:
    desk, briefing = sample()
    pack = shelf.find("standard")
    view = context(briefing, desk.sources, pack)
    return make(pack.template(".docx"), view), quoted_words(view)


def broken(data: bytes, name: str, change: Break, encoding: str = "utf-8") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for part in before.namelist():
            text = before.read(part)
            if part == name:
                changed = change(text.decode())
                assert changed.encode() != text
                text = changed.encode(encoding)
            after.writestr(part, text)
    return out.getvalue()


def test_a_whole_file_passes(whole: tuple[bytes, list[str]]) -> None:
    data, quotations = whole
    assert len(quotations) >= 4
    prove(data, quotations)


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("word/document.xml", lambda text: text.replace("convois", "convoys"), "words"),
        ("word/document.xml", lambda text: text.replace('Reference w:id="1"', 'Reference w:id="99"'), "notes"),
        ("word/footnotes.xml", lambda text: text.replace('w:footnote w:id="1"', 'w:footnote w:id="77"'), "notes"),
        ("word/footer1.xml", lambda text: text.replace('fldCharType="end"', 'fldCharType="separate"'), "field"),
        ("word/document.xml", lambda text: text.replace('<w:bookmarkEnd w:id="1"/>', ""), "anchor"),
        ("word/document.xml", lambda text: text.replace('bookmarkStart w:id="1"', 'bookmarkStart w:id="0"'), "anchor"),
        ("word/document.xml", lambda text: text.replace("</w:p></w:tc>", "</w:p><w:tbl/></w:tc>", 1), "cell"),
        ("word/_rels/document.xml.rels", lambda text: text.replace('Id="rId4"', 'Id="rId999"'), "rId4"),
        ("word/document.xml", lambda text: text.replace("<w:body>", f"<w:body>{mark(BIDI)}"), "not well formed"),
        ("word/styles.xml", lambda text: text[:-20], "well formed"),
        ("word/styles.xml", lambda text: text.replace('w:styleId="Quote"', 'w:styleId="Quoted"'), "style Quote"),
        ("word/numbering.xml", lambda text: text.replace('<w:num w:numId="1"', '<w:num w:numId="41"'), "list 1"),
        ("word/document.xml", _beside(2 * _CONTROL), "controls"),
        ("word/document.xml", _beside("<w:sdt><w:sdtContent/></w:sdt>"), "nothing in it"),
        ("word/document.xml", _beside("<w:tbl><w:tblPr/></w:tbl>"), "nothing in it"),
        ("word/document.xml", _beside('<w:p><w:r><w:commentReference w:id="5"/></w:r></w:p>'), "comment 5"),
        ("word/document.xml", _beside('<w:p><w:r><w:endnoteReference w:id="5"/></w:r></w:p>'), "endnote 5"),
        ("word/document.xml", _beside(2 * f'<w:p xmlns:w14="{W14}" w14:paraId="1A2B3C4D"/>'), "lines"),
        ("word/document.xml", _beside(f'<w:p xmlns:w14="{W14}" w14:paraId="9A2B3C4D"/>'), "too large"),
        ("word/document.xml", _beside(2 * _PICTURE), "pictures"),
        ("word/document.xml", _beside(_table(_CELL, _NESTED)), "cell without a paragraph"),
        ("word/document.xml", _beside(_table(_CELL, "<w:tc><w:tcPr/></w:tc>")), "cell without a paragraph"),
        ("word/document.xml", _beside(_table(_CELL, "<w:tc/>")), "cell without a paragraph"),
        ("word/document.xml", _beside(_table(_CELL, "")), "row without a cell"),
        ("word/document.xml", _beside(_table(_CELL, _IN_CONTROL)), "row without a cell"),
        ("word/document.xml", _beside(_anchor("x" * 41)), "longer than 40"),
        ("word/document.xml", _beside(_anchor("same") + _anchor("same").replace("9000", "9001")), "named same"),
        ("word/document.xml", _beside('<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'), "before it begins"),
        ("word/document.xml", _beside("<w:pPr><w:pStyle w:x='>' w:val = 'N&#111;ne' /></w:pPr>"), "style None"),
        ("word/document.xml", _renamed, "style Nowhere"),
        ("word/document.xml", _beside(f'<pPr xmlns="{W}"><pStyle o:val="None" xmlns:o="{W}"/></pPr>'), "style None"),
        ("word/document.xml", _beside('<!-- --><w:p><w:pPr><w:pStyle w:val="None"/></w:pPr></w:p>'), "style None"),
        ("word/document.xml", _ignoring("none"), "prefix none"),
        ("word/document.xml", _beside("<w:p><none:p/></w:p>"), "well formed"),
        ("word/document.xml", _beside("<w:p><w:r><w:t>\1</w:t></w:r></w:p>"), "well formed"),
        ("word/document.xml", _beside("<w:p><w:r><w:t>&none;</w:t></w:r></w:p>"), "well formed"),
        ("word/styles.xml", lambda text: text.replace("<w:styles", "<!DOCTYPE w:styles><w:styles"), "well formed"),
        ("word/_rels/document.xml.rels", lambda text: text[:-20], "well formed"),
    ],
)  # fmt: skip
def test_a_broken_file_is_never_written(whole: tuple[bytes, list[str]], name: str, change: Break, told: str) -> None:
    data, quotations = whole
    with pytest.raises(ExportError, match=told):
        prove(broken(data, name, change), quotations)


@pytest.mark.parametrize(
    "markup",
    [
        _table(_CELL, _CELL + _anchor("a"), _IN_CONTROL + _CELL),
        _table(f"<w:tc><w:tbl><w:tr>{_CELL}</w:tr></w:tbl><w:p><w:r/></w:p >\n</w:tc>"),
        f"<w:customXml>{_table(_CELL)}</w:customXml>",
        _anchor("x" * 40),
        "<!-- <w:tc/> --><?none <w:tc/> ?><w:p><w:r><w:t><![CDATA[<w:tc/>]]></w:t></w:r></w:p>",
        '<w:p><w:r><w:t> r:id="rId999" xmlns:w="none" xmlns:r=\'</w:t></w:r></w:p>',
        "<w:p w:rsidR=' r:id=\"rId999\" > '/>",
        f'<o:p xmlns:o="{W}"><o:r><o:t/></o:r></o:p>',
    ],
)
def test_what_only_looks_wrong_passes(whole: tuple[bytes, list[str]], markup: str) -> None:
    data, quotations = whole
    prove(broken(data, "word/document.xml", _beside(markup)), quotations)


def test_a_part_in_another_encoding_is_read_as_well(whole: tuple[bytes, list[str]]) -> None:
    data, quotations = whole
    changed = broken(data, "word/document.xml", lambda text: text.replace("UTF-8", "UTF-16"), "utf-16")
    prove(changed, quotations)
    with pytest.raises(ExportError, match="words"):
        prove(changed, ["words that nobody said"])


def _line(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r>{run}</w:r>' for run in runs)}</w:p>"


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        (_line("<w:t>one </w:t>", '<w:t xml:space="preserve">word</w:t>', "<w:t/>", "<w:t>s</w:t>"), "one words"),
        (_line("<w:t>a<![CDATA[<b>]]>c</w:t>"), "a<b>c"),
        (_line("<w:t>a<!-- b -->c<?d e?>f</w:t>"), "acf"),
        (_line("<w:t>&lt;&amp;amp;&gt;&#x41;&#66;&quot;&apos;&#x2019;&#150;</w:t>"), "<&amp;>AB\"'’\x96"),
        (_line("<w:t>a > b\r\nc\rd&#13;</w:t>"), "a > b\nc\nd\r"),
        (_line("<w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t>"), "abc"),
        (_line("<w:t>a</w:t>", "<w:tbl/><w:trPr/><w:tabs/>", "<w:t>b</w:t>") + "<w:p/>" + _line("<w:t>c</w:t>"), "abc"),
        (
            _line(
                "<w:t>a</w:t>",
                f"<w:pict><w:txbxContent>{_line('<w:t>b</w:t>')}</w:txbxContent></w:pict>",
                "<w:t>c</w:t>",
            ),
            "abc",
        ),
        (f'<p xmlns="{W}"><r><t>a</t><br/><t>b</t></r></p>', "ab"),
    ],
)
def test_words_are_read_as_they_stand_between_tags(markup: str, read: str) -> None:
    assert Part(f'<w:body xmlns:w="{W}">{markup}</w:body>'.encode()).words == read


def test_two_parts_of_one_name_are_refused(whole: tuple[bytes, list[str]]) -> None:
    out = io.BytesIO(whole[0])
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/Document.xml", b"<x/>")
    with pytest.raises(ExportError, match="two parts"):
        prove(out.getvalue(), [])


def test_quotations_are_found_in_whatever_order_a_template_prints_them(whole: tuple[bytes, list[str]]) -> None:
    data, quotations = whole
    prove(data, [*reversed(quotations), *quotations])


def test_nothing_of_our_marks_is_left_in_any_part_not_even_their_prefix(whole: tuple[bytes, list[str]]) -> None:
    data, _ = whole
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert [name for name in archive.namelist() if SIGN.encode() in archive.read(name)] == []
