import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import typst
from PIL import Image

from briefer.core import edits
from briefer.core.passage import CitationItem
from briefer.core.source import Article, Region, Source, SourceId, TextBlock
from briefer.core.text import sha256_text
from briefer.errors import BadRequest, Cancelled, NotFound, SourceUnreadable
from briefer.worker import Limits
from briefer.workspace import pages as room
from briefer.workspace.pages import Pages
from briefer.workspace.workspace import Incoming, Workspace
from tests.sources.pdfs import scanned

FILES = Path(__file__).parents[1] / "sources" / "files"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.open(tmp_path / "library.briefer")
    yield made
    made.close()


def add(workspace: Workspace, folder: Path, data: bytes) -> Source:
    (folder / "article.pdf").write_bytes(data)
    (incoming,) = workspace.read_file(folder / "article.pdf").articles
    return workspace.add(incoming)


def test_a_page_comes_as_a_picture_with_the_boxes_of_its_characters(workspace: Workspace, tmp_path: Path) -> None:
    source = add(workspace, tmp_path, typst.compile(b"#set page(width: 200pt, height: 100pt)\nTalks go on"))
    drawn = workspace.page_picture(source.id, 0, 1.5)
    assert Image.open(io.BytesIO(drawn.data)).size == (drawn.width, drawn.height) == (300, 150)
    run = workspace.article(source.id).pages[0]
    indexes = [box[0] for box in workspace.page_boxes(source.id, 0)]
    assert indexes[0] == run.first_character
    assert len(indexes) == len("Talks go on")


def test_notes_print_what_a_page_calls_itself_and_not_its_place_in_the_file(
    workspace: Workspace, tmp_path: Path
) -> None:
    source = add(
        workspace,
        tmp_path,
        typst.compile(
            b'#set page(height: 8cm, numbering: "i")\nAlpha first.\n#pagebreak()\nBeta second.\n#pagebreak()\n'
            b'#set page(numbering: "1")\n#counter(page).update(3)\nGamma third.\n'
        ),
    )
    briefing = workspace.new_briefing("Talks")
    text = workspace.article(source.id).text
    notes: list[str] = []
    for word in ("Alpha", "Beta", "Gamma"):
        start = text.index(word)
        passage, _ = workspace.passage(source.id, start, start + len(word))
        notes.append(workspace.citation_note((CitationItem(passage=passage),), briefing))
    assert [note.rstrip(".").split()[-2:] for note in notes] == [["p.", label] for label in ("i", "ii", "3")]


def test_a_passage_across_pages_is_cited_by_both_their_labels_in_window_and_export(
    workspace: Workspace, tmp_path: Path
) -> None:
    source = add(workspace, tmp_path, (FILES / "writer.pdf").read_bytes())
    briefing = workspace.new_briefing("Gates")
    workspace.open_briefing("B1")
    article = workspace.article(source.id)
    last = next(run for run in article.pages if run.label == "ii")
    passage, new = workspace.passage(source.id, last.start - 60, last.start + 60)
    assert passage.exact == article.text[passage.start : passage.end]
    assert passage.page == "i–ii"
    assert workspace.citation_note((CitationItem(passage=passage),), briefing).rstrip(".").endswith("pp.\u00a0i–ii")
    workspace.do(edits.take(briefing, passage, briefing.sections[0].key, new=new))
    workspace.export(tmp_path / "out.docx")
    with zipfile.ZipFile(tmp_path / "out.docx") as made:
        assert "pp.\u00a0i–ii" in made.read("word/footnotes.xml").decode()


def test_what_was_drawn_is_kept_and_the_bytes_are_sent_once() -> None:
    data = scanned()
    source = _source("pdf", data)
    fetched: list[str] = []

    def original(wanted: Source) -> bytes:
        fetched.append(wanted.sha256)
        return data

    pages = Pages(original)
    try:
        first = pages.picture(source, 0, 1.0)
        assert pages.picture(source, 0, 1.0) is first
        pages.picture(source, 1, 1.0)
        pages.boxes(source, 2)
        assert len(fetched) == 1
        pages.close()  # a worker that was replaced is sent them anew
        pages.picture(source, 2, 1.0)
        assert len(fetched) == 2
    finally:
        pages.close()


def test_a_region_of_a_page_and_one_of_a_picture_come_as_pictures(workspace: Workspace, tmp_path: Path) -> None:
    half = Region(left=0.5, top=0, right=1, bottom=1)
    source = add(workspace, tmp_path, typst.compile(b"#set page(width: 144pt, height: 72pt)\nTalks"))
    drawn = workspace.region_picture(source.id, Region(left=0.5, top=0, right=1, bottom=1, page=0))
    assert (drawn.width, drawn.height) == (150, 150)
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), "#336699").save(stream, "BMP")
    picture = workspace.add(_picture(stream.getvalue()))
    assert workspace.page_picture(picture.id, 0, 1.0).width == 40
    assert workspace.region_picture(picture.id, half).width == 20
    assert workspace.page_boxes(picture.id, 0) == ()


def test_a_page_that_cannot_be_drawn_says_so_in_a_sentence(workspace: Workspace, tmp_path: Path) -> None:
    source = add(workspace, tmp_path, typst.compile(b"Talks"))
    with pytest.raises(SourceUnreadable, match="This page is damaged"):
        workspace.page_picture(source.id, 7, 1.0)


def test_a_page_that_takes_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LIMITS", Limits(seconds=0))
    pages = Pages(lambda _: scanned())
    try:
        with pytest.raises(SourceUnreadable, match="too long"):
            pages.picture(_source("pdf", scanned()), 0, 1.0)
    finally:
        pages.close()


def test_nothing_is_drawn_that_is_wanted_no_more() -> None:
    pages = Pages(lambda _: scanned())
    with pytest.raises(Cancelled):
        pages.picture(_source("pdf", scanned()), 0, 1.0, lambda: True)
    pages.close()


def test_a_source_without_pages_and_one_that_is_not_there_are_refused(workspace: Workspace) -> None:
    text = "Words"
    block = TextBlock(kind="paragraph", start=0, end=len(text))
    source = workspace.add(
        Incoming(name="x.txt", data=b"Words", article=Article(kind="text", text=text, blocks=(block,)))
    )
    with pytest.raises(BadRequest, match="S1 has no pages"):
        workspace.page_picture(source.id, 0, 1.0)
    with pytest.raises(NotFound):
        workspace.page_picture(SourceId("none"), 0, 1.0)


def _picture(data: bytes) -> Incoming:
    block = TextBlock(kind="image", start=0, end=1)
    return Incoming(name="x.bmp", data=data, article=Article(kind="image", text="\ufffc", blocks=(block,)))


def _source(kind: str, data: bytes) -> Source:
    return Source(
        id=SourceId("s"), number=1, kind=kind, sha256=hashlib.sha256(data).hexdigest(),  # type: ignore[arg-type]
        text_sha256=sha256_text(""), words=0, reference=Article(kind="pdf", text="", blocks=()).reference,
    )  # fmt: skip
