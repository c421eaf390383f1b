"""A briefing travels whole, overwrites nothing, and no file from a stranger gets further than a sentence."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.core import edits, wire
from briefer.core.block_view import block_view
from briefer.core.briefing import BlockId, Briefing, OwnFigure, Paragraph, Text, new_id, printed
from briefer.core.text import count_words
from briefer.errors import Cancelled, EditRefused, NotFound, TravelFileInvalid
from briefer.store.checking import damages
from briefer.workspace import travel_file
from briefer.workspace.workspace import Workspace
from tests.strategies import PICTURES, briefings, pools
from tests.workspace.conftest import TEXT, Open, incoming, stocked


def _content(briefing: Briefing) -> Any:
    """Return a briefing's words and what they rest on, without ids and numbers that a library gives."""
    return [
        (
            key,
            [(block_view(block)["text"], [passage["exact"] for passage in _passages(block)]) for block in blocks],
        )
        for key, blocks in briefing.parts()
    ]


def _passages(block: Any) -> list[dict[str, Any]]:
    from briefer.core.briefing import named_passages

    return [wire.passage_to_json(passage) for passage in named_passages(block)]


@pytest.fixture
def sent(workspace: Workspace, briefing: Briefing, tmp_path: Path) -> Path:
    """Return the travel file of a briefing with a quotation, a paragraph that cites it and one set aside."""
    source = workspace.source("S1")
    passage, new = workspace.passage(source.id, *workspace.find_quote(source.id, "“No comment.”"))
    workspace.do(edits.take(briefing, passage, "situation", new=new))
    assert workspace.briefing is not None
    workspace.do(edits.write(workspace.briefing, "risks", "A risk.", [passage]))
    workspace.do(edits.join(workspace.briefing, source.id))
    return workspace.export_briefing_file(tmp_path / "sent.briefing").files[0].path


def test_an_export_that_is_stopped_leaves_no_file(workspace: Workspace, sent: Path, tmp_path: Path) -> None:
    packing = workspace.pack_briefing_file()
    with pytest.raises(Cancelled):
        packing.write(tmp_path / "stopped.briefing", cancelled=lambda: True)
    assert not (tmp_path / "stopped.briefing").exists()
    assert packing.packed() == sent.read_bytes()


@settings(max_examples=10)
@given(st.data())
def test_any_briefing_comes_out_as_it_went_in(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home, away = Workspace.open(Path(folder) / "a.briefer"), Workspace.open(Path(folder) / "b.briefer")
        try:
            pool = stocked(home, data.draw(pools()))
            briefing = home.new_briefing("Movements")
            for key, blocks in data.draw(briefings(pool)).parts():
                edit = edits.insert(briefing, key, 0, blocks, label="set up", added=pool.passages)
                briefing = home.do(edit).briefing or briefing
            target = Path(folder) / "out.briefing"
            home.export_briefing_file(target)
            came = away.open_briefing_file(target)
            assert _content(came) == _content(briefing)
            assert came.facts == briefing.facts
            assert len(came.numbered) == len(briefing.numbered)
            for mine, their in zip(briefing.numbered, came.numbered, strict=True):
                assert away.article(their) == home.article(mine)
                assert away.original(their) == home.original(mine)
            away.export_briefing_file(Path(folder) / "again.briefing")
            back = home.open_briefing_file(Path(folder) / "again.briefing")
            assert back == briefing, "what comes back unchanged is the briefing itself"
            assert len(home.briefings()) == 1
        finally:
            home.close()
            away.close()


def test_two_sources_of_the_same_words_stay_two(opened: Open, tmp_path: Path) -> None:
    """A page as a web page and as words pasted: their structure differs, their text does not."""
    home = opened()
    first = incoming(TEXT, name="stir.html", data=b"<p>1")
    web = replace(first.article, kind="html", blocks=(replace(first.article.blocks[0], kind="heading", level=1),))
    home.add(replace(first, article=web))
    home.add(incoming(TEXT, name="stir.txt", data=b"2"))
    briefing = home.new_briefing("Movements")
    for handle in ("S1", "S2"):
        source = home.source(handle)
        passage, new = home.passage(source.id, *home.find_quote(source.id, "“No comment.”"))
        home.do(edits.take(home.briefing or briefing, passage, "risks", new=new))
    home.export_briefing_file(tmp_path / "sent.briefing")
    away = opened(tmp_path / "away.briefer")
    away.open_briefing_file(tmp_path / "sent.briefing")
    assert [away.article(source.id) for source in away.sources] == [home.article(source.id) for source in home.sources]


def test_equal_content_is_equal_bytes(workspace: Workspace, sent: Path, tmp_path: Path) -> None:
    again = workspace.export_briefing_file(tmp_path / "again.briefing").files[0]
    assert again.path.read_bytes() == sent.read_bytes()
    assert again.sha256 == hashlib.sha256(sent.read_bytes()).hexdigest()


def test_a_file_that_is_there_is_not_overwritten(workspace: Workspace, sent: Path) -> None:
    before = sent.read_bytes()
    exported = workspace.export_briefing_file(sent)
    assert exported.files[0].path != sent
    assert exported.warnings
    assert sent.read_bytes() == before


def test_the_same_briefing_with_other_content_becomes_a_second_version(workspace: Workspace, sent: Path) -> None:
    assert workspace.briefing is not None
    workspace.do(edits.write(workspace.briefing, "risks", "Written since."))
    mine = workspace.briefing
    came = workspace.open_briefing_file(sent)
    assert came.id != mine.id
    assert came.handle == "B2"
    assert came.title == f"{mine.title} (second version)"
    assert workspace.read_briefing("B1") == mine
    assert len(workspace.sources) == 1
    assert workspace.open_briefing_file(sent) == came, "the same file again is the same second version"
    assert len(workspace.briefings()) == 2


def test_corrections_of_a_source_that_is_here_are_kept(opened: Open, sent: Path, tmp_path: Path) -> None:
    away = opened(tmp_path / "away.briefer")
    source = away.add(incoming(TEXT))
    away.correct(source.id, title="My own title")
    away.open_briefing_file(sent)
    assert [each.reference.title for each in away.sources] == ["My own title"]
    assert away.wait_saved().name == "saved"


def test_a_source_read_otherwise_there_comes_beside_the_one_here(opened: Open, sent: Path, tmp_path: Path) -> None:
    away = opened(tmp_path / "away.briefer")
    away.add(incoming("Read by another reader.", data=TEXT.encode()))
    came = away.open_briefing_file(sent)
    assert [source.handle for source in away.sources] == ["S1", "S2"]
    assert away.article(came.numbered[0]).text == TEXT
    assert away.wait_saved().name == "saved"


def test_a_passage_taken_here_already_is_the_same_passage(opened: Open, sent: Path, tmp_path: Path) -> None:
    away = opened(tmp_path / "away.briefer")
    source = away.add(incoming(TEXT))
    own = away.new_briefing("Own")
    for words in ("Troops moved to the river", "“No comment.”"):
        passage, new = away.passage(source.id, *away.find_quote(source.id, words))
        own = away.do(edits.take(own, passage, "risks", new=new)).briefing or own
    came = away.open_briefing_file(sent)
    assert block_view(came.blocks("situation")[0])["passages"] == ["S1:2"]
    assert len(away.passages_of(source.id)) == 2
    assert away.close().name == "saved"


def test_what_came_is_there_after_a_restart(opened: Open, sent: Path, tmp_path: Path) -> None:
    away = opened(tmp_path / "away.briefer")
    came = away.open_briefing_file(sent)
    assert away.close().name == "saved"
    again = opened(tmp_path / "away.briefer")
    assert again.open_briefing(came.id) == came
    assert again.search("no comment").total == 1
    assert again.history.undo_label is None


def _sent_with_figure(workspace: Workspace, briefing: Briefing, folder: Path) -> tuple[OwnFigure, bytes, Path]:
    """Put a figure of one's own into the briefing and send it; return the figure, its picture and the travel file."""
    name, data = next(iter(PICTURES.items()))
    workspace.keep_picture(data)
    figure = OwnFigure(id=BlockId(new_id()), picture=name)
    workspace.do(edits.insert(briefing, "risks", 0, [figure], label="insert picture"))
    return figure, data, workspace.export_briefing_file(folder / "sent.briefing").files[0].path


def test_a_figure_of_ones_own_comes_along_with_its_picture_and_no_other(
    workspace: Workspace, briefing: Briefing, opened: Open, tmp_path: Path
) -> None:
    figure, data, file = _sent_with_figure(workspace, briefing, tmp_path)
    away = opened(tmp_path / "away.briefer")
    assert away.open_briefing_file(file).blocks("risks") == (figure,)
    assert away.own_picture(figure.picture) == data
    members = _members(file)
    hostile = {
        "the picture is not there": _remade({k: v for k, v in members.items() if not k.startswith("pictures/")}),
        "it is none": _remade({**members, f"pictures/{figure.picture}": b"\x89PNG\r\n\x1a\n"}),
        "another is named": _edited(lambda told: _show(told, "0" * 64))(members),
    }
    for what, forged in hostile.items():
        (tmp_path / f"{what}.briefing").write_bytes(forged)
        elsewhere = opened(tmp_path / f"{what}.briefer")
        with pytest.raises(TravelFileInvalid):
            elsewhere.open_briefing_file(tmp_path / f"{what}.briefing")


def _show(told: Any, picture: str) -> None:
    told["blocks"]["risks"][0]["picture"] = picture


def test_an_original_is_never_shown_as_a_picture(workspace: Workspace, briefing: Briefing) -> None:
    """Originals are kept as they came, and nobody has looked whether they are safe to draw."""
    source = workspace.source("S1")
    assert not workspace.has_picture(source.sha256)
    with pytest.raises(NotFound):
        workspace.own_picture(source.sha256)
    with pytest.raises(EditRefused, match="S1"):
        workspace.keep_picture(workspace.original(source.id))


@pytest.mark.parametrize("first", ["figure", "source"])
def test_a_picture_of_ones_own_stays_one_though_its_bytes_are_a_source_too(
    workspace: Workspace, briefing: Briefing, opened: Open, tmp_path: Path, first: str
) -> None:
    """As the picture out of an exported Word file that somebody adds, or a colleague took a passage of."""
    figure, data, file = _sent_with_figure(workspace, briefing, tmp_path)
    away = opened(tmp_path / "away.briefer")
    if first == "figure":
        away.open_briefing_file(file)
    source = away.add(incoming("A picture of a gate.", data=data))
    assert source.sha256 == figure.picture
    if first == "source":
        away.open_briefing_file(file)
    away.close()
    away = opened(tmp_path / "away.briefer")
    assert away.own_picture(figure.picture) == data
    away.open_briefing("B1")
    assert away.export_briefing_file(tmp_path / "again.briefing").files
    assert away.close().name == "saved"
    assert damages(tmp_path / "away.briefer") == []


def test_a_file_of_an_earlier_briefer_is_read(sent: Path, opened: Open, tmp_path: Path) -> None:
    """The second format names an article by its text alone, and knows no pictures of the analyst's own."""
    members = _members(sent)
    briefing = json.loads(members["briefing.json"])
    del briefing["pictures"]
    for source in briefing["sources"]:
        for text, name in source.pop("articles").items():
            members[f"articles/{text}.json"] = members.pop(f"articles/{name}.json")
    (tmp_path / "old.briefing").write_bytes(_remade({**members, "briefing.json": json.dumps(briefing).encode()}))
    old = opened(tmp_path / "old.briefer").open_briefing_file(tmp_path / "old.briefing")
    assert _content(old) == _content(opened(tmp_path / "new.briefer").open_briefing_file(sent))


# --- from a stranger --------------------------------------------------------------------------------------------------


def _members(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _remade(members: dict[str, bytes], *, sealed: bool = True) -> bytes:
    """Return a travel file of these members, its manifest made right unless `sealed` is not said."""
    if sealed:
        listed = {name: data for name, data in members.items() if name not in ("mimetype", "manifest.json")}
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in listed.items()}
        members = {**members, "manifest.json": json.dumps({"format": 1, "members": hashes}).encode()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _edited(change: Callable[[Any], object]) -> Callable[[dict[str, bytes]], bytes]:
    """Return how to make a file whose briefing.json was changed, its hashes made right."""

    def remake(members: dict[str, bytes]) -> bytes:
        briefing = json.loads(members["briefing.json"])
        change(briefing)
        return _remade({**members, "briefing.json": json.dumps(briefing).encode()})

    return remake


def _original(members: dict[str, bytes]) -> str:
    return next(name for name in members if name.startswith("sources/"))


def _article(members: dict[str, bytes]) -> str:
    return next(name for name in members if name.startswith("articles/"))


def _put(members: dict[str, bytes], name: str, data: bytes = b"x") -> bytes:
    return _remade({**members, name: data})


HOSTILE: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "empty": lambda members: b"",
    "no zip": lambda members: b"PK\x03\x04 nothing of ours",
    "cut": lambda members: _remade(members)[:-300],
    "another kind": lambda members: _remade({**members, "mimetype": b"application/zip"}),
    "mimetype not first": lambda members: _remade(dict(reversed(members.items()))),
    "no manifest": lambda members: _remade({k: v for k, v in members.items() if k != "manifest.json"}, sealed=False),
    "manifest of nothing": lambda members: _remade({**members, "manifest.json": b"[]"}, sealed=False),
    "newer": lambda members: _remade({**members, "manifest.json": b'{"format":99,"members":{}}'}, sealed=False),
    "a part changed": lambda members: _remade({**members, _original(members): b"other"}, sealed=False),
    "a part missing": lambda members: _remade({k: v for k, v in members.items() if k != _original(members)}),
    "no article": lambda members: _remade({k: v for k, v in members.items() if k != _article(members)}),
    "original under another hash": lambda members: _put(members, _original(members), b"other"),
    "article under another hash": lambda members: _put(
        members, _article(members), members[_article(members)].replace(b"Troops", b"Tanks.")
    ),
    "out of the folder": lambda members: _put(members, "../sources/x"),
    "absolute": lambda members: _put(members, "/etc/cron.d/x"),
    "backslashes": lambda members: _put(members, "sources\\x"),
    "device name": lambda members: _put(members, "CON"),
    "capitals": lambda members: _put(members, "Manifest.json"),
    "deep JSON": lambda members: _put(members, "briefing.json", b"[" * 100_000),
    "JSON that is a list": lambda members: _put(members, "briefing.json", b"[]"),
    "not JSON": lambda members: _put(members, "briefing.json", b"\xff\xfe"),
    "bomb": lambda members: _put(members, "sources/" + "0" * 64, b"\0" * 30_000_000),
    "no id": _edited(lambda data: data.pop("id")),
    "id that is a path": _edited(lambda data: data.update(id="../../x")),
    "id that is a number": _edited(lambda data: data.update(id=7)),
    "no facts": _edited(lambda data: data["head"].pop("facts")),
    "fact that is a list": _edited(lambda data: data["head"]["facts"].update(title=[])),
    "status nobody knows": _edited(lambda data: data["head"]["facts"].update(status="burnt")),
    "section called tray": _edited(lambda data: data["head"]["sections"][0].update(key="tray")),
    "section twice": _edited(lambda data: data["head"]["sections"].append(data["head"]["sections"][0])),
    "section nobody has": _edited(lambda data: data["blocks"].update(weather=[])),
    "block twice": _edited(lambda data: data["blocks"]["risks"].append(data["blocks"]["risks"][0])),
    "block of no kind": _edited(lambda data: data["blocks"]["risks"][0].update(kind="script")),
    "citation of nothing": _edited(lambda data: data["passages"].clear()),
    "passage with other words": _edited(lambda data: data["passages"][0].update(exact="“Yes.”")),
    "passage outside its text": _edited(lambda data: data["passages"][0].update(end=10**9)),
    "passage of another text": _edited(lambda data: data["passages"][0].update(text_sha256="0" * 64)),
    "passage of no source": _edited(lambda data: data["passages"][0].update(source="nowhere")),
    "source without a number": _edited(lambda data: data["head"].update(numbered=[])),
    "source numbered twice": _edited(lambda data: data["head"]["numbered"].append(data["head"]["numbered"][0])),
    "source of no kind": _edited(lambda data: data["sources"][0].update(kind="exe")),
    "source twice": _edited(lambda data: data["sources"].append(data["sources"][0])),
    "source with more facts": _edited(lambda data: data["sources"][0].update(path="/x")),
    "authors that are a word": _edited(lambda data: data["sources"][0]["reference"].update(authors="Ana")),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_cannot_be_trusted_is_refused_in_a_sentence(
    sent: Path, opened: Open, tmp_path: Path, case: str
) -> None:
    bad = tmp_path / "bad.briefing"
    bad.write_bytes(HOSTILE[case](_members(sent)))
    away = opened(tmp_path / "away.briefer")
    with pytest.raises(TravelFileInvalid) as refusal:
        away.open_briefing_file(bad)
    assert "bad.briefing" in refusal.value.sentence
    assert refusal.value.hint
    assert (away.sources, away.briefings()) == ((), ())
    assert away.save_state.name == "saved"


def test_members_twice_are_refused(sent: Path, opened: Open, tmp_path: Path) -> None:
    bad = tmp_path / "bad.briefing"
    bad.write_bytes(sent.read_bytes())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(bad, "a") as archive:
        archive.writestr("briefing.json", b"{}")
    with pytest.raises(TravelFileInvalid):
        opened(tmp_path / "away.briefer").open_briefing_file(bad)


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_file_is_refused_or_says_the_same(data: st.DataObject) -> None:
    content = bytearray(_small_file())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bad.briefing"
        file.write_bytes(content)
        try:
            found = travel_file.unpacked(file)
        except TravelFileInvalid:
            return
        assert found.sha256 == hashlib.sha256(_briefing_of(_small_file())).hexdigest()


def test_what_no_window_could_have_written_is_mended(sent: Path, opened: Open, tmp_path: Path) -> None:
    def spoil(data: Any) -> None:
        inline = data["blocks"]["risks"][0]["inlines"][0]
        inline.update(text="A\x00 risk\nhere.", href="javascript:alert(1)")

    mended = tmp_path / "mended.briefing"
    mended.write_bytes(_edited(spoil)(_members(sent)))
    away = opened(tmp_path / "away.briefer")
    (block,) = away.open_briefing_file(mended).blocks("risks")
    assert isinstance(block, Paragraph)
    assert block.inlines[0] == Text(text="A risk here.")


def _meddled(data: Any) -> None:
    source, quotation = data["sources"][0], data["blocks"]["situation"][0]["quotation"]
    source.update(words=10**30, opening="Not\x1b[2J what it says", file="note\ud800\x1b[2J.txt", grade="A\ud8001")
    source["reference"].update(title="A \x1b[31mred\x00 title")
    data["head"]["sections"][0].update(title="Situa\x00tion\ud800")
    quotation["edits"] = [{"edit": "insert", "at": 0, "text": "he\x1b said\ud800 "}]
    quotation["citation"][0].update(prefix="see\x00")


def test_what_no_library_can_hold_stops_neither_saving_nor_exporting(sent: Path, opened: Open, tmp_path: Path) -> None:
    meddled = tmp_path / "meddled.briefing"
    meddled.write_bytes(_edited(_meddled)(_members(sent)))
    away = opened(tmp_path / "away.briefer")
    came = away.open_briefing_file(meddled)
    assert away.wait_saved().name == "saved"
    (source,) = away.sources
    assert (source.file, source.reference.title, source.grade) == ("note[2J.txt", "A [31mred title", "A1")
    assert source.words == count_words(TEXT)
    assert source.opening.startswith("Troops moved"), "what stands for a title is out of the text"
    assert came.sections[0].title == "Situation"
    assert printed(came.blocks("situation")[0]) == "[he said] “No comment.”"
    away.export(tmp_path / "out.docx")
    away.close()
    assert damages(tmp_path / "away.briefer") == []
    again = opened(tmp_path / "away.briefer")
    assert again.sources == (source,)
    assert again.open_briefing("B1") == came


@cache
def _small_file() -> bytes:
    """Return the bytes of one small travel file."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.open(Path(folder) / "a.briefer")
        workspace.add(incoming(TEXT))
        briefing = workspace.new_briefing("Movements")
        workspace.do(edits.write(briefing, "risks", "A risk."))
        workspace.do(edits.join(workspace.briefing or briefing, workspace.source("S1").id))
        workspace.export_briefing_file(Path(folder) / "sent.briefing")
        workspace.close()
        return (Path(folder) / "sent.briefing").read_bytes()


def _briefing_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("briefing.json")
