"""Pages that real browsers saved: in one file, with everything inlined, and with a folder beside them."""

import base64
import io
import os
import sys
from pathlib import Path

import pytest
from PIL import Image

from briefer.errors import SourceDamaged, SourceEmpty
from briefer.sources import formats, html, intake, mhtml, saved_page
from briefer.sources.reading import ReadArticle, read_answer
from tests.sources.checks import article, shape

PAGES = Path(__file__).parent / "files" / "pages"
WAYS = ["{}.mhtml", "{}-single.html", "complete/{}.html"]


def read(path: Path, *, whole: bool = False) -> ReadArticle:
    data = path.read_bytes()
    if path.suffix == ".mhtml":
        answer = mhtml.read(data, path.name, whole=whole)
    else:
        answer = html.read(data, path.name, whole=whole, files=saved_page.companions(path, data))
    article(answer)
    return read_answer(answer).articles[0]


@pytest.mark.parametrize("way", WAYS)
def test_an_english_page_is_read_whole_however_it_was_saved(way: str) -> None:
    found = read(PAGES / way.format("harbour"))
    assert [kind for kind, _ in shape(found.article)] == [
        "heading", "paragraph", "image", "caption", "paragraph", "heading", "list-item", "list-item", "caption",
        *["cell"] * 8, "paragraph",
    ]  # fmt: skip
    assert shape(found.article)[3][1] == "The Aldona at her berth on Tuesday"
    (picture,) = found.article.pictures
    assert (picture.width, picture.height, picture.alt) == (480, 270, "A red ferry at its berth")
    assert picture.sha256 is not None
    assert Image.open(io.BytesIO(found.pictures[picture.sha256])).size == (480, 270)
    said = found.article.reference
    assert (said.title, said.authors) == ("Ferries stay in harbour for a third day", ("Mara Lindqvist",))
    assert (said.published, said.language) == ("2026-02-11T07:45:00+01:00", "en-GB")


@pytest.mark.parametrize("way", WAYS)
def test_a_german_page_keeps_its_letters_and_its_picture(way: str) -> None:
    found = read(PAGES / way.format("pegel"))
    assert "„Das Schlimmste ist vorbei“, sagte Bürgermeisterin Anna Groß." in found.article.text
    assert [(p.width, p.height, p.alt) for p in found.article.pictures] == [(400, 300, "Pegelstände")]
    assert ("quotation", "So hoch stand das Wasser zuletzt vor sechzig Jahren, als mein Vater hier Wirt war.") in shape(
        found.article
    )


@pytest.mark.parametrize("way", WAYS[:2])
def test_a_page_in_one_file_knows_its_address_and_when_it_was_saved(way: str) -> None:
    said = read(PAGES / way.format("harbour")).article.reference
    assert said.url == "http://courier.example/harbour.html"
    assert said.accessed is not None
    assert said.accessed.startswith("2026-11-26T00:3")
    assert said.accessed.endswith("+00:00")


@pytest.mark.parametrize("way", WAYS)
def test_the_whole_page_has_what_stands_around_the_article_too(way: str) -> None:
    part, whole = read(PAGES / way.format("harbour")), read(PAGES / way.format("harbour"), whole=True)
    assert not part.article.whole
    assert whole.article.whole
    for words in ("North", "4 Quay Street", "Ferries stay in harbour for a third day", "Tuesday"):
        assert words in whole.article.text
    assert "4 Quay Street" not in part.article.text
    assert len(whole.article.pictures) == 1


@pytest.mark.parametrize("way", WAYS)
def test_a_page_comes_in_through_the_intake_as_what_it_is(way: str) -> None:
    path = PAGES / way.format("harbour")
    data, found = intake.read_file(path)
    assert data == path.read_bytes()
    assert found.article.kind == ("mhtml" if path.suffix == ".mhtml" else "html")
    assert len(found.articles[0].pictures) == 1


def test_an_mhtml_page_is_known_by_its_first_lines() -> None:
    data = (PAGES / "harbour.mhtml").read_bytes()
    assert formats.format_of("download", data) is formats.MHTML
    assert formats.format_of("page.txt", data) is formats.MHTML


def test_a_page_that_breaks_off_is_refused() -> None:
    data = (PAGES / "harbour.mhtml").read_bytes()
    with pytest.raises(SourceDamaged, match=r"“h\.mhtml” is damaged: it breaks off within the page\."):
        mhtml.read(data[: data.index(b"harbour master")], "h.mhtml")


def test_a_page_whose_pictures_break_off_is_read_and_says_so() -> None:
    data = (PAGES / "pegel.mhtml").read_bytes()
    found = read_answer(mhtml.read(data[: data.index(b"image/jpeg") + 2_000], "p.mhtml")).article
    assert found.warnings == ("The file breaks off: some of its pictures are missing.",)
    assert "Bürgermeisterin" in found.text


@pytest.mark.parametrize(
    "data", [b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n", b"Words."]
)
def test_an_mhtml_file_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(SourceDamaged, match=r"there is no web page in it"):
        mhtml.read(data, "h.mhtml")


def test_an_mhtml_page_without_words_is_refused() -> None:
    with pytest.raises(SourceEmpty):
        mhtml.read(b"MIME-Version: 1.0\nContent-Type: text/html\n\n<html></html>", "h.mhtml")


def test_pictures_of_an_mhtml_page_are_found_by_number_and_by_relative_address() -> None:
    image = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(image, "PNG")
    encoded = image.getvalue().hex(" ").upper().replace(" ", "=")
    part = (
        "--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: quoted-printable\r\n{}\r\n\r\n="
        + encoded
        + "\r\n"
    )
    text = (
        'Content-Type: multipart/related; boundary="x"; type="text/html"\r\nContent-Location: https://e.org/a/b.html\r\n\r\n'
        "--x\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        "<html><body><p>Caf\xe9 and bar.</p><img src='cid:one@x'><img src='../c/two.png'>"
        "<img src='three.png'></body></html>\r\n"
        + part.format("Content-ID: <one@x>") + part.format("Content-Location: https://e.org/c/two.png") + "--x--\r\n"
    )  # fmt: skip
    found = read_answer(mhtml.read(text.encode("latin-1"), "h.mhtml")).article
    assert found.text.startswith("Café and bar.")
    assert [picture.sha256 is not None for picture in found.pictures] == [True, True, False]


def test_only_what_the_page_names_is_read_from_the_folder_beside_it(tmp_path: Path) -> None:
    picture = (PAGES / "complete" / "harbour_files" / "ferry_E9ZB.png").read_bytes()
    folder = tmp_path / "page_files"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(picture)
    (folder / "named one.png").write_bytes(picture)
    (folder / "other.png").write_bytes(picture)
    (folder / "script.js").write_text("evil()")
    (folder / "large.png").write_bytes(picture + b"\0" * saved_page.LARGEST)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.png")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    page = b"<img src='page_files/named%20one.png'> script.js large.png link.png pipe.png ../secret.png"
    assert saved_page.companions(tmp_path / "page.html", page) == {"page_files/named one.png": picture}


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="file names are Unicode there")
def test_a_file_beside_a_page_whose_name_no_letters_make_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / os.fsdecode(b"caf\xe9.png")).write_bytes(b"\x89PNG....")
    (tmp_path / "page_files" / "ferry.png").write_bytes(b"\x89PNG....")
    page = "<img src='page_files/café.png'><img src='page_files/ferry.png'>".encode()
    assert list(saved_page.companions(tmp_path / "page.html", page)) == ["page_files/ferry.png"]


def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"\x89PNG....")
    (tmp_path / "page_files").symlink_to(folder)
    assert saved_page.companions(tmp_path / "page.html", b"a.png") == {}


def test_a_picture_twice_in_a_singlefile_page_is_found_in_its_style_sheet() -> None:
    image = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(image, "PNG")
    address = f"data:image/png;base64,{base64.b64encode(image.getvalue()).decode()}"
    body = (
        "<p>Words of an article.</p><img src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>' "
        "style='background-image:var(--sf-img-3)!important'>"
    )
    page = f'<html><head><style>:root{{--sf-img-3:url("{address}")}}</style></head><body>{body}</body></html>'
    found = read_answer(html.read(page.encode(), "x.html")).article
    assert [(picture.width, picture.height) for picture in found.pictures] == [(300, 200)]


@pytest.mark.parametrize("name", ["harbour-single", "pegel-single", "complete/harbour", "complete/pegel"])
def test_a_page_that_breaks_off_before_its_words_is_refused(name: str) -> None:
    data = (PAGES / f"{name}.html").read_bytes()
    sentence = r"“h\.html” is damaged: it breaks off before there are any words\."
    with pytest.raises(SourceDamaged, match=sentence) as caught:
        html.read(data[: data.index(b"<title") + 3], "h.html")
    assert caught.value.hint


@pytest.mark.parametrize("way", WAYS[1:])
def test_a_page_that_breaks_off_later_is_read_and_says_so(way: str) -> None:
    data = (PAGES / way.format("harbour")).read_bytes()
    found = read_answer(html.read(data[: data.rindex(b"<p") + 2], "h.html")).article
    assert html.CUT in found.warnings
    assert "harbour" in found.text


@pytest.mark.parametrize(
    "end", ["", "</p>", "</p></body></html>", "<!-- x", "<script>if (a<b) c()</script>", "I <3 it", "</p"]
)
def test_a_page_that_only_leaves_out_end_tags_is_whole(end: str) -> None:
    found = read_answer(html.read(f"<html><body><p>Words of an article.{end}".encode(), "h.html")).article
    assert html.CUT not in found.warnings


def test_a_singlefile_page_without_its_end_breaks_off() -> None:
    data = (PAGES / "pegel-single.html").read_bytes()
    found = read_answer(html.read(data[: data.rindex(b"</p></blockquote>")], "h.html")).article
    assert html.CUT in found.warnings
