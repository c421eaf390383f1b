"""Pictures and parts of pages taken into a briefing by the command line."""

from __future__ import annotations

import base64
import io
import sqlite3
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from briefer import paths
from briefer.sources import pictures
from tests.cli.conftest import Briefer

NO_PICTURES = "A picture is described in words: a Markdown file holds none."


def png(width: int = 320, height: int = 200) -> bytes:
    """Return a picture of two colours."""
    image = Image.new("RGB", (width, height), "#23657F")
    image.paste("#F5F4F1", (width // 4, height // 4, width // 2, height // 2))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def started(briefer: Briefer, tmp_path: Path) -> Briefer:
    """A briefing, a web page with a picture (S1), a picture (S2) and a PDF (S3)."""
    address = "data:image/png;base64," + base64.b64encode(png()).decode()
    words = "<p>" + "Boats were seen at the river on Friday, and the ferry did not run for two days. " * 4 + "</p>"
    (tmp_path / "page.html").write_text(
        f"<html><head><title>Boats</title></head><body><article><h1>Boats at the river</h1>{words}"
        f'<figure><img src="{address}" alt="A map of the river" width="320" height="200"></figure>{words}'
        "</article></body></html>"
    )
    (tmp_path / "scan.png").write_bytes(png())
    (tmp_path / "report.pdf").write_bytes((paths.resources() / "sample" / "low-water.pdf").read_bytes())
    for name in ("page.html", "scan.png", "report.pdf"):
        assert briefer("import", tmp_path / name).code == 0
    assert briefer("new", "Movements at the river").code == 0
    return briefer


def test_a_picture_of_an_article_is_taken_with_its_words(started: Briefer) -> None:
    told = started("take", "B1", "S1", "--picture", "1", "--section", "risks")
    assert told.code == 0
    passage = told.json["passage"]
    assert (passage["handle"], passage["exact"], passage["box"]) == ("S1:1", "\ufffc", None)
    assert len(passage["picture"]) == 64
    (block,) = started("read", "B1").json["briefing"]["sections"][2]["blocks"]
    assert (block["kind"], block["text"], block["alt"]) == ("figure", "", "A map of the river")
    assert block["passages"] == ["S1:1"]


def test_the_same_picture_again_is_the_same_passage(started: Briefer) -> None:
    first = started("take", "B1", "S1", "--picture", "1", "--section", "risks").json
    assert started("take", "B1", "S1", "--picture", "1", "--section", "actors").json == first


def test_parts_of_a_page_are_passages_each_of_its_own(started: Briefer) -> None:
    upper = started("take", "B1", "S3", "--box", "0.1,0.1,0.9,0.5", "--section", "risks").json["passage"]
    lower = started("take", "B1", "S3", "--box", "0.1,0.5,0.9,0.9", "--section", "risks").json["passage"]
    assert (upper["handle"], lower["handle"]) == ("S3:1", "S3:2")
    assert upper["box"] == [0.1, 0.1, 0.9, 0.5]
    assert upper["page"] == lower["page"]
    again = started("take", "B1", "S3", "--box", "0.1,0.1,0.9,0.5", "--section", "actors").json["passage"]
    assert again == upper
    told = started("read", "B1", plain=True)
    assert f"[part of page {upper['page']}] [S3:1]" in told.out


def test_a_part_of_a_picture_is_taken_without_a_page(started: Briefer) -> None:
    told = started("take", "B1", "S2", "--box", "0,0,0.5,0.5", "--section", "risks")
    assert (told.json["passage"]["page"], told.json["passage"]["box"]) == (None, [0, 0, 0.5, 0.5])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("S1", "--picture", "2"), "S1 has 1 picture."),
        (("S3", "--picture", "1"), "S3 has no pictures."),
        (("S3", "--box", "0.1,0.2"), "is no box"),
        (("S3", "--box", "0.5,0.2,0.1,0.9"), "is empty"),
        (("S3", "--box", "0,0,1,1", "--page", "xx"), "no page xx"),
        (("S1", "--box", "0,0,1,1"), "S1 has no pages"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(started: Briefer, words: tuple[str, ...], says: str) -> None:
    told = started("take", "B1", *words, "--section", "risks")
    assert (told.code, told.out) == (2, "")
    assert says in told.err


def test_figures_travel_with_their_briefing(started: Briefer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started("take", "B1", "S1", "--picture", "1", "--section", "risks")
    started("take", "B1", "S3", "--box", "0.1,0.1,0.9,0.5", "--section", "risks")
    sent = started("read", "B1").json["briefing"]["sections"]
    assert started("export", "B1", "--to", tmp_path / "sent.briefing").code == 0
    monkeypatch.setenv("BRIEFER_LIBRARY", str(tmp_path / "other.briefer"))
    assert started("open", tmp_path / "sent.briefing").code == 0
    came = started("read", "B1").json["briefing"]["sections"]
    assert [block["kind"] for block in came[2]["blocks"]] == ["figure", "figure"]
    assert [block["alt"] for block in came[2]["blocks"]] == [block["alt"] for block in sent[2]["blocks"]]
    assert started("doctor").code == 0


def test_figures_are_printed_with_their_pictures_in_word(started: Briefer, tmp_path: Path) -> None:
    started("take", "B1", "S1", "--picture", "1", "--section", "risks")
    started("take", "B1", "S3", "--box", "0.1,0.1,0.9,0.5", "--section", "risks")
    told = started("export", "B1", "--to", tmp_path / "out.docx")
    assert (told.code, told.json["warnings"]) == (0, [])
    with zipfile.ZipFile(tmp_path / "out.docx") as archive:
        media = [name for name in archive.namelist() if name.startswith("word/media/")]
        document = archive.read("word/document.xml").decode()
    assert len(media) == 2
    assert 'descr="A map of the river"' in document
    assert document.count("<w:drawing") == 2
    assert document.count("<w:footnoteReference ") == 2


def test_figures_are_printed_with_their_pictures_in_a_pdf(started: Briefer, tmp_path: Path) -> None:
    started("take", "B1", "S1", "--picture", "1", "--section", "risks")
    started("take", "B1", "S3", "--box", "0.1,0.1,0.9,0.5", "--section", "risks")
    told = started("export", "B1", "--to", tmp_path / "out.pdf")
    assert (told.code, told.json["warnings"]) == (0, [])
    read = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    kinds = [item.type for page in read for item in page.get_objects()]
    read.close()
    assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE) == 2


def test_a_figure_is_given_a_caption_that_is_printed_and_can_be_taken_away(started: Briefer, tmp_path: Path) -> None:
    handle = started("take", "B1", "S1", "--picture", "1", "--section", "risks").json["passage"]["handle"]
    told = started("caption", "B1", handle, "--text", "The flow at Brenn", "--alt", "A chart")
    assert told.json == {**told.json, "caption": "The flow at Brenn", "alt": "A chart"}
    started("export", "B1", "--to", str(tmp_path / "note.html"))
    page = (tmp_path / "note.html").read_text("utf-8")
    assert "The flow at Brenn" in page
    assert 'alt="A chart"' in page
    assert started("caption", "B1", handle, "--text", "").json["alt"] == "A chart"
    started("export", "B1", "--to", str(tmp_path / "bare.html"))
    assert "The flow at Brenn" not in (tmp_path / "bare.html").read_text("utf-8")


def test_what_is_no_figure_gets_a_sentence(started: Briefer) -> None:
    handle = started("take", "B1", "S1", "--picture", "1", "--section", "risks").json["passage"]["handle"]
    assert "Nothing is said" in started("caption", "B1", handle).err
    assert started("caption", "B1", "S9:9", "--text", "x").code == 2


# --- of one's own -----------------------------------------------------------------------------------------------------


@pytest.fixture
def own(briefer: Briefer, tmp_path: Path) -> Briefer:
    """A briefing with a picture of the analyst's own."""
    (tmp_path / "chart.png").write_bytes(png(400, 240))
    briefer("new", "Movements at the river")
    words = ["--caption", "Level at Brenn", "--alt", "A line that falls"]
    assert briefer("figure", "B1", tmp_path / "chart.png", "--section", "risks", *words).code == 0
    return briefer


def test_a_picture_of_ones_own_cites_nothing(own: Briefer) -> None:
    (block,) = own("read", "B1").json["briefing"]["sections"][2]["blocks"]
    assert (block["kind"], block["text"], block["alt"]) == ("figure", "Level at Brenn", "A line that falls")
    assert (block["passages"], len(block["picture"])) == ([], 64)
    assert "[Picture] Level at Brenn" in own("read", "B1", plain=True).out


def test_it_is_printed_with_its_caption_and_without_a_note(own: Briefer, tmp_path: Path) -> None:
    for suffix in ("docx", "pdf", "html", "md"):
        told = own("export", "B1", "--to", tmp_path / f"note.{suffix}")
        assert told.code == 0
        assert told.json["warnings"] == ([] if suffix != "md" else [NO_PICTURES])
    with zipfile.ZipFile(tmp_path / "note.docx") as word:
        assert [name for name in word.namelist() if name.startswith("word/media/")]
        document = word.read("word/document.xml").decode()
    assert "Level at Brenn" in document
    assert 'descr="A line that falls"' in document
    assert "footnoteReference" not in document
    page = (tmp_path / "note.html").read_text("utf-8")
    assert 'alt="A line that falls"' in page
    assert "data:image/png;base64," in page
    assert "Level at Brenn" in (tmp_path / "note.md").read_text("utf-8")


def test_it_travels_and_is_looked_for_by_doctor(
    own: Briefer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: Path
) -> None:
    assert own("export", "B1", "--to", tmp_path / "note.briefing").code == 0
    monkeypatch.setenv("BRIEFER_LIBRARY", str(tmp_path / "away.briefer"))
    assert own("open", tmp_path / "note.briefing").code == 0
    assert own("export", "B1", "--to", tmp_path / "away.html").json["warnings"] == []
    assert own("doctor").json["ok"]
    monkeypatch.setenv("BRIEFER_LIBRARY", str(library))
    with sqlite3.connect(library) as connection:
        connection.execute("DELETE FROM blobs")
        connection.commit()
    told = own("doctor")
    assert told.code == 1
    assert "picture of a figure of B1 cannot be found" in told.out
    assert "could not be shown" in own("export", "B1", "--to", tmp_path / "without.html").json["warnings"][0]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("nowhere.png", "There is no file"),
        ("large.png", "129 MB large"),
        ("words.png", "no picture that can be shown"),
        ("scan.png", "source S1"),
    ],
)
def test_what_cannot_be_ones_own_is_said(briefer: Briefer, tmp_path: Path, file: str, says: str) -> None:
    (tmp_path / "words.png").write_text("words")
    with (tmp_path / "large.png").open("wb") as large:
        large.truncate(129 << 20)  # takes no room on the disk
    Image.new("L", (30, 20), 9).save(tmp_path / "raw.png")
    kept = pictures.admit((tmp_path / "raw.png").read_bytes())
    assert kept is not None
    (tmp_path / "scan.png").write_bytes(kept.data)
    briefer("import", tmp_path / "scan.png")
    briefer("new", "Movements")
    told = briefer("figure", "B1", tmp_path / file, "--section", "risks")
    assert told.code == 2
    assert says in told.err
    assert briefer("read", "B1").json["briefing"]["sections"][2]["blocks"] == []
