from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from briefer.errors import ExportError
from briefer.export.context import context
from briefer.export.word.job import make, quoted_words
from briefer.export.word.names import OURS
from briefer.export.word.proof import prove
from briefer.packs import shelf
from tests.export.briefings import sample

Break = Callable[[str], str]
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_CONTROL = '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
_PICTURE = f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{WP}"><wp:docPr id="3"/></wp:inline></w:drawing></w:r></w:p>'


def _beside(markup: str) -> Break:
    """Put something in at the beginning of the text."""
    return lambda text: text.replace("<w:body>", f"<w:body>{markup}")


@pytest.fixture(scope="module")
def whole() -> tuple[bytes, list[str]]:
    desk, briefing = sample()
    pack = shelf.find("standard")
    view = context(briefing, desk.sources, pack)
    return make(pack.template(".docx"), view), quoted_words(view)


def broken(data: bytes, name: str, change: Break) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for part in before.namelist():
            text = before.read(part)
            if part == name:
                changed = change(text.decode())
                assert changed.encode() != text
                text = changed.encode()
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
        ("word/document.xml", lambda text: text.replace("<w:body>", f'<w:body><b:x xmlns:b="{OURS}"/>'), "mark"),
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
    ],
)  # fmt: skip
def test_a_broken_file_is_never_written(whole: tuple[bytes, list[str]], name: str, change: Break, told: str) -> None:
    data, quotations = whole
    with pytest.raises(ExportError, match=told):
        prove(broken(data, name, change), quotations)


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
        assert [name for name in archive.namelist() if OURS.encode() in archive.read(name)] == []
