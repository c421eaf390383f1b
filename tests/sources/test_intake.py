from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.errors import (
    Cancelled,
    NotFound,
    SourceDamaged,
    SourceEmpty,
    SourceEncrypted,
    SourceMislabelled,
    SourceTooLarge,
    SourceUnknownKind,
)
from briefer.sources import intake
from briefer.worker import Worker
from tests.sources.checks import marked, shape

HTML = b"<!doctype html><html><body><h1>Talks</h1><p>They go on and on.</p></body></html>"


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as made:
        yield made


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
    ],
)
def test_the_kind_is_told_by_content_first(name: str, data: bytes, kind: str) -> None:
    assert intake.kind_of(name, data) == kind


@pytest.mark.parametrize(
    ("name", "data", "error", "sentence"),
    [
        ("a.txt", b"", SourceEmpty, "“a.txt” is empty."),
        ("a.pdf", b" \n\0\0", SourceEmpty, "“a.pdf” is empty."),
        ("a.pdf", HTML, SourceMislabelled, "“a.pdf” is not a PDF: it is a web page."),
        ("a.pdf", b"just words", SourceMislabelled, "“a.pdf” is not a PDF: it is plain text."),
        ("a.docx", b"%PDF-1.7", SourceMislabelled, "“a.docx” is not a Word file: it is a PDF."),
        ("a.html", b"%PDF-1.7", SourceMislabelled, "“a.html” is not a web page: it is a PDF."),
        ("a.docx", b"{\\rtf1 x}", SourceMislabelled, "“a.docx” is not a Word file: it is an RTF file."),
        ("a.pdf", b"\x01\x02\x03" * 99, SourceDamaged, "“a.pdf” is damaged: its bytes are not those of a PDF."),
        ("a.rtf", b"{\\rtf1 x}", SourceUnknownKind, "“a.rtf” is an RTF file, which briefer does not read."),
        ("a.png", b"\x89PNG\r\n\x1a\n", SourceUnknownKind, "“a.png” is a picture, which briefer does not read."),
        ("a.xyz", b"\x01\x02\x03" * 99, SourceUnknownKind, "“a.xyz” is of a kind that briefer does not read."),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    name: str, data: bytes, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error) as caught:
        intake.kind_of(name, data)
    assert str(caught.value) == sentence


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "LARGEST", 3 << 20)
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * (4 << 20))
    with pytest.raises(SourceTooLarge, match=r"“a\.txt” is 4 MB large; briefer reads articles up to 3 MB"):
        intake.read_file(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"“gone\.txt”"):
        intake.read_file(tmp_path / "gone.txt")


def test_a_file_comes_back_with_its_bytes_and_its_article(tmp_path: Path, worker: Worker) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(HTML)
    data, found = intake.read_file(file, worker=worker)
    assert data == HTML
    assert shape(found.article) == [("heading", "Talks"), ("paragraph", "They go on and on.")]


def test_reading_can_be_cancelled(worker: Worker) -> None:
    with pytest.raises(Cancelled):
        intake.read("a.html", HTML, worker=worker, cancelled=lambda: True)


def test_a_folder_gives_its_articles_and_names_the_rest(tmp_path: Path) -> None:
    for name in ("b.html", "B.pdf", "a.txt", "sub/c.docx", "x.xlsx", ".hidden.txt", "~$c.docx", "b_files/ad.html"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"x")
    found = intake.expand([tmp_path, tmp_path / "x.xlsx", tmp_path / "a.txt"])
    assert [file.relative_to(tmp_path).as_posix() for file in found.files] == [
        "a.txt", "b.html", "B.pdf", "sub/c.docx", "x.xlsx",
    ]  # fmt: skip
    assert found.skipped == (tmp_path / "x.xlsx",)


CF_HTML = (
    "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000300\r\nStartFragment:1\r\nEndFragment:2\r\n"
    "SourceURL:https://example.org/news/story\r\n<html><body>\r\n<!--StartFragment--><h2>Talks</h2>"
    '<p class="share">All of <a href="/x">this</a> is meant.</p><!--EndFragment-->\r\n</body></html>'
)


@pytest.mark.parametrize("html", [CF_HTML, CF_HTML[CF_HTML.index("<html>") :]])
def test_pasted_markup_keeps_all_of_the_selection(html: str, worker: Worker) -> None:
    data, reading = intake.paste(html, "Talks", url="https://example.org/news/story", worker=worker)
    found = reading.article
    assert data == html.encode()
    assert shape(found) == [("heading", "Talks"), ("paragraph", "All of this is meant.")]
    assert marked(found, "link") == ["this"]
    assert found.reference.url == "https://example.org/news/story"


def test_the_clipboards_own_address_is_kept(worker: Worker) -> None:
    assert intake.paste(CF_HTML, None, worker=worker)[1].article.reference.url == "https://example.org/news/story"


def test_pasted_words_without_markup_become_paragraphs(worker: Worker) -> None:
    data, found = intake.paste(None, "One.\r\n\r\nTwo.", worker=worker)
    assert data == b"One.\r\n\r\nTwo."
    assert (found.article.kind, shape(found.article)) == ("text", [("paragraph", "One."), ("paragraph", "Two.")])


@pytest.mark.parametrize(("html", "text"), [(None, None), ("", " \n"), ("<p> </p>", "")])
def test_an_empty_clipboard_is_said_to_be_empty(html: str | None, text: str | None, worker: Worker) -> None:
    with pytest.raises(SourceEmpty, match="no words"):
        intake.paste(html, text, worker=worker)


def test_every_shared_article_is_read_and_the_encrypted_one_refused(shared_data: Path, worker: Worker) -> None:
    refused: list[str] = []
    for file in intake.expand([shared_data / "articles"]).files:
        try:
            assert intake.read_file(file, worker=worker)[1].article.text
        except SourceEncrypted as error:
            refused.append(error.sentence)
    assert refused == ["“crazyones-encrypted-256.pdf” is encrypted and wants a password."]
