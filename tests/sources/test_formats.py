"""What a file is, told by its first bytes and its name."""

import pytest

from briefer.errors import SourceDamaged, SourceEmpty, SourceMislabelled, SourceUnknownKind
from briefer.sources.formats import format_of

HTML = b"<!doctype html><html><body><h1>Talks</h1><p>They go on and on.</p></body></html>"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.html", HTML, "html"),
        ("a.txt", HTML, "html"),
        ("a", b"\xef\xbb\xbf<!-- saved -->\n<HTML><p>x", "html"),
        ("a.html", b"<p>only a piece</p>", "html"),
        ("a.txt", b"plain words", "text"),
        ("a.MD", b"# head", "text"),
        ("a.txt", "Wörter".encode("utf-16"), "text"),
        ("a.bin", b"%PDF-1.4 ...", "pdf"),
        ("a.docx", b"PK\x03\x04....", "word"),
        ("a.zip", b"PK\x03\x04" + bytes(26) + b"a.pdf%PDF-1.4", None),
        ("a", b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml ... word/document.xml", "word"),
        ("a.zip", b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml ... word/document.xml", None),
        ("a.rtf", b"{\\rtf1 x}", "word"),
        ("a.png", b"\xff\xd8\xff\xe0", "image"),
        ("a", b"RIFF\x10\0\0\0WEBPVP8 ", "image"),
        ("a.txt", "Слова без знака порядка байтов.".encode("utf-16-be"), "text"),
        ("a.txt", "言葉だけの文章です。\n".encode("utf-32-le"), "text"),
    ],
)
def test_the_kind_is_told_by_content_first(name: str, data: bytes, kind: str | None) -> None:
    assert format_of(name, data).kind == kind


@pytest.mark.parametrize(
    ("name", "data", "error", "sentence"),
    [
        ("a.txt", b"", SourceEmpty, "“a.txt” is empty."),
        ("a.pdf", b" \n\0\0", SourceEmpty, "“a.pdf” is empty."),
        ("a.pdf", HTML, SourceMislabelled, "“a.pdf” is not a PDF: it is a web page."),
        ("a.pdf", b"just words", SourceMislabelled, "“a.pdf” is not a PDF: it is plain text."),
        ("a.docx", b"%PDF-1.7", SourceMislabelled, "“a.docx” is not a Word file: it is a PDF."),
        ("a.html", b"%PDF-1.7", SourceMislabelled, "“a.html” is not a web page: it is a PDF."),
        ("a.pdf", b"{\\rtf1 x}", SourceMislabelled, "“a.pdf” is not a PDF: it is an RTF file."),
        ("a.docx", b"{\\rtf1 x}", SourceMislabelled, "“a.docx” is not a Word file: it is an RTF file."),
        ("a.pdf", b"\x01\x02\x03" * 99, SourceDamaged, "“a.pdf” is damaged: its bytes are not those of a PDF."),
        ("a.heic", HEIC, SourceUnknownKind, "“a.heic” is a picture as phones keep it (HEIC or AVIF)."),
        ("a.jpg", HEIC, SourceUnknownKind, "“a.jpg” is a picture as phones keep it (HEIC or AVIF)."),
        ("a.txt", b"\x89PNG\r\n\x1a\n", SourceMislabelled, "“a.txt” is not plain text: it is a picture."),
        (
            "a.xlsx",
            b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml xl/workbook.xml",
            SourceUnknownKind,
            "“a.xlsx” is a spreadsheet, which briefer does not read.",
        ),
        ("a.xyz", b"\x01\x02\x03" * 99, SourceUnknownKind, "“a.xyz” is of a kind that briefer does not read."),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    name: str, data: bytes, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error) as caught:
        format_of(name, data)
    assert str(caught.value) == sentence
