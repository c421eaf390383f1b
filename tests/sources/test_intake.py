from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefer.errors import (
    Cancelled,
    NotFound,
    SourceEmpty,
    SourceEncrypted,
    SourceTooLarge,
)
from briefer.sources import intake, limits
from briefer.worker import Limits, Worker
from tests.sources.checks import marked, shape

HTML = b"<!doctype html><html><body><h1>Talks</h1><p>They go on and on.</p></body></html>"


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as made:
        yield made


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST", 3 << 20)
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


PATIENT = Limits()


def test_a_page_has_time_for_the_pictures_that_were_saved_beside_it() -> None:
    given: list[float] = []

    class Patient(Worker):
        def call(self, job: str, /, *, limits: Limits = PATIENT, **arguments: Any) -> Any:
            given.append(limits.seconds)
            return super().call(job, limits=limits, **arguments)

    with Patient() as worker:
        for files in ({}, {"a_files/b.png": bytes(4 << 20)}):
            intake.read("a.html", b"<p>Words of it.</p>", files=files, worker=worker)
    assert given[1] >= given[0] + 4
