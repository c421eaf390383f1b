"""An e-book, as Pandoc and LibreOffice write it."""

import io
import zipfile

import pytest

from briefer.core.source import Article, FactOrigin
from briefer.errors import SourceDamaged, SourceEmpty, SourceEncrypted
from briefer.sources import epub
from briefer.sources.reading import read_answer
from tests.sources.checks import article, marked, shape
from tests.sources.samples import sample

CONTAINER = (
    b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    b'<rootfile full-path="O/book.opf"/></rootfiles></container>'
)


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        for name, data in members.items():
            made.writestr(name, data)
    return stream.getvalue()


def book(
    chapters: dict[str, str], spine: str, extra: dict[str, bytes] | None = None, items: str = "", facts: str = ""
) -> bytes:
    listed = "".join(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in chapters)
    refs = "".join(f'<itemref idref="{name}"/>' for name in spine.split())
    opf = (
        f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{facts}</metadata><manifest>{listed}{items}</manifest>'
        f'<spine toc="ncx">{refs}</spine></package>'
    )
    pages = {f"O/{name}.xhtml": f"<html><body>{page}</body></html>".encode() for name, page in chapters.items()}
    return packed({"META-INF/container.xml": CONTAINER, "O/book.opf": opf.encode(), **pages, **(extra or {})})


def read(data: bytes) -> Article:
    return article(epub.read(data, "x.epub"))


def test_chapters_headings_lists_tables_and_pictures_are_kept() -> None:
    answered = epub.read(sample("pandoc.epub"), "pandoc.epub")
    found = article(answered)
    assert found.kind == "epub"
    blocks = shape(found)
    assert [words for kind, words in blocks if kind == "heading"] == [
        "Northern basin closed", "What happened", "What still runs",
    ]  # fmt: skip
    assert ("quotation", "Nobody here was told before noon.") in blocks
    assert [words for kind, words in blocks if kind == "list-item"][:3] == [
        "The mail boat, at 06:30", "with room for four", "The helicopter",
    ]  # fmt: skip
    assert [words for kind, words in blocks if kind == "cell"] == ["Ferry", "Passengers", "Alva", "120", "Brisa", "85"]
    assert marked(found, "bold") == ["northern basin"]
    (picture,) = found.pictures
    assert (picture.width, picture.alt) == (320, "The board at the gate")
    assert list(read_answer(answered).articles[0].pictures) == [picture.sha256]


def test_a_chapter_without_heading_has_its_name_in_the_table_of_contents() -> None:
    found = article(epub.read(sample("libreoffice.epub"), "libreoffice.epub"))
    assert ("heading", "What happened") in shape(found)
    assert found.text.count("What happened") == 1


def test_facts_come_from_the_books_own_record() -> None:
    reference = article(epub.read(sample("pandoc.epub"), "pandoc.epub")).reference
    assert (reference.type, reference.title) == ("book", "Northern basin closed")
    assert reference.authors == ("Ada Marell", "Jonas Wick")
    assert (reference.published, reference.language) == ("2024-10-17", "en-GB")
    found = article(epub.read(sample("libreoffice.epub"), "libreoffice.epub"))
    assert FactOrigin(fact="title", place="Dublin Core") in found.origins


def test_chapters_are_read_in_the_order_of_the_book_and_not_of_the_file() -> None:
    found = read(book({"a": "<p>Last.</p>", "b": "<p>First.</p>", "c": "<p>Never.</p>"}, "b a"))
    assert found.text == "First.\nLast."


def test_names_of_an_older_table_of_contents_are_headings() -> None:
    ncx = (
        b'<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
        b'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint>'
        b'<navLabel><text>The gate</text></navLabel><content src="a.xhtml#top"/></navPoint></navMap></ncx>'
    )
    data = book({"a": "<p>Words.</p>"}, "a", {"O/t.ncx": ncx}, '<item id="ncx" href="t.ncx" media-type="x"/>')
    assert shape(read(data)) == [("heading", "The gate"), ("paragraph", "Words.")]


def test_elements_closed_as_they_open_swallow_nothing() -> None:
    page = '<a id="p1"/><script src="x"/><style/><p>One<br/>two.<b/></p><p>Three.</p>'
    assert read(book({"a": page}, "a")).text == "One\u2028two.\nThree."


def test_a_chapter_that_is_missing_is_told() -> None:
    data = book({"a": "<p>Words.</p>"}, "a gone", items='<item id="gone" href="g.xhtml" media-type="text/html"/>')
    assert read(data).warnings == ("A chapter is missing or damaged, and left out.",)


def test_pictures_are_taken_from_the_book_alone() -> None:
    page = '<p>Words.</p><img src="../P/a.png"/><img src="https://example.org/a.png"/><img src="../../../etc/passwd"/>'
    answered = epub.read(book({"a": page}, "a", {"P/a.png": sample("screenshot.png")}), "x.epub")
    assert [picture.sha256 is not None for picture in article(answered).pictures] == [True, False, False]


@pytest.mark.parametrize("method", ["http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://example.org/own"])
def test_a_protected_book_is_refused(method: str) -> None:
    rights = f'<e><x:EncryptionMethod xmlns:x="http://www.w3.org/2001/04/xmlenc#" Algorithm="{method}"/></e>'
    with pytest.raises(SourceEncrypted, match="is protected: only its own reading program can open it"):
        read(book({"a": "<p>Words.</p>"}, "a", {"META-INF/encryption.xml": rights.encode()}))


def test_veiled_fonts_are_no_protection() -> None:
    rights = b'<e><EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/></e>'
    assert read(book({"a": "<p>Words.</p>"}, "a", {"META-INF/encryption.xml": rights})).text == "Words."


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (packed({"a.txt": b"x"}), SourceDamaged),
        (packed({"META-INF/container.xml": CONTAINER}), SourceDamaged),
        (book({"a": "<p> </p>"}, "a"), SourceEmpty),
        (book({}, "gone", items='<item id="gone" href="g.xhtml" media-type="text/html"/>'), SourceDamaged),
    ],
)
def test_a_book_without_chapters_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"“x\.epub” "):
        read(data)


@pytest.mark.parametrize(
    ("facts", "authors", "published"),
    [
        (
            (
                '<dc:date opf:event="modification">2024-01-02</dc:date>'
                '<dc:date opf:event="publication">2020-05-06</dc:date>'
            ),
            (),
            "2020-05-06",
        ),
        ('<dc:date opf:event="modification">2024-01-02</dc:date>', (), None),
        (
            '<dc:creator opf:role="trl">Jonas Wick</dc:creator><dc:creator opf:role="aut">Ada Marell</dc:creator>',
            ("Ada Marell",),
            None,
        ),
        (
            (
                '<dc:creator id="a">Jonas Wick</dc:creator><dc:creator>Ada Marell</dc:creator>'
                '<meta refines="#a" property="role">ill</meta>'
            ),
            ("Ada Marell",),
            None,
        ),
        ('<dc:creator opf:role="edt">Jonas Wick</dc:creator>', ("Jonas Wick",), None),
    ],
)
def test_who_and_when_are_those_of_the_words(facts: str, authors: tuple[str, ...], published: str | None) -> None:
    reference = read(book({"a": "<p>Words.</p>"}, "a", facts=facts)).reference
    assert (reference.authors, reference.published) == (authors, published)
