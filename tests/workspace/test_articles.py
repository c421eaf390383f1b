"""Sources are kept with their pictures and every text they had, and what belongs together is said."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from briefer.core import edits
from briefer.core.briefing import BlockId, FigureBlock
from briefer.core.passage import Quotation
from briefer.core.reference import Reference
from briefer.core.source import Container, FactOrigin, Picture, Source, TextBlock
from briefer.core.text import OBJECT
from briefer.errors import BadRequest, NotFound
from briefer.sources.pictures import admit
from briefer.store.checking import damages
from briefer.workspace import travel_file
from briefer.workspace.importing import Incoming
from briefer.workspace.workspace import Changes, Workspace
from tests.core.test_likeness import drawn
from tests.sources.test_pictures import made
from tests.workspace.conftest import TEXT, Open, incoming

PAGE = "https://harbour.example/ferry"


def of_page(text: str, url: str | None = PAGE, *, name: str = "ferry.html") -> Incoming:
    """Return an article that was saved from a web page."""
    plain = incoming(text, name=name)
    reference = Reference(title="Ferry", url=url)
    origins = (FactOrigin(fact="title", place="OpenGraph"),)
    return replace(plain, article=replace(plain.article, reference=reference, origins=origins))


def illustrated(text: str = "A ferry in dock.") -> Incoming:
    """Return an article of one paragraph and one picture."""
    picture = admit(made())
    assert picture is not None
    plain = incoming(f"{text}\n{OBJECT}")
    at = len(text) + 1
    article = replace(
        plain.article,
        blocks=(plain.article.blocks[0], TextBlock(kind="image", start=at, end=at + 1)),
        pictures=(Picture(at=at, sha256=picture.sha256, width=picture.width, height=picture.height, alt="Ferry"),),
    )
    return replace(plain, article=article, pictures={picture.sha256: picture.data})


# --- pictures ---------------------------------------------------------------------------------------------------------


def test_a_picture_is_there_at_once_and_when_the_library_is_opened_again(workspace: Workspace, opened: Open) -> None:
    came = illustrated()
    source = workspace.add(came)
    (picture,) = workspace.article(source.id).pictures
    assert picture.sha256 is not None
    assert workspace.picture(source.id, picture.sha256) == came.pictures[picture.sha256]
    workspace.close()
    again = opened()
    assert again.article(source.id).pictures == (picture,)
    assert again.picture(source.id, picture.sha256) == came.pictures[picture.sha256]
    with pytest.raises(NotFound):
        again.picture(source.id, "0" * 64)


def test_pictures_travel_with_a_briefing(workspace: Workspace, opened: Open, tmp_path: Path) -> None:
    workspace.new_briefing("Ferries")
    came = illustrated()
    source = workspace.add(came)
    workspace.export_briefing_file(tmp_path / "ferries.briefing")
    away = opened(tmp_path / "away.briefer")
    away.open_briefing_file(tmp_path / "ferries.briefing")
    mine = away.source("S1")
    assert away.article(mine.id) == workspace.article(source.id)
    (picture,) = away.article(mine.id).pictures
    assert away.picture(mine.id, picture.sha256 or "") == came.pictures[picture.sha256 or ""]


def test_pictures_travel_however_many_they_are(
    workspace: Workspace, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(travel_file, "_BATCH", 1)
    extra = admit(made(size=(30, 20)))
    assert extra is not None
    plain = illustrated("Two ferries.")
    second = replace(plain.article.pictures[0], sha256=extra.sha256)
    article = replace(plain.article, pictures=(*plain.article.pictures, second))
    source = workspace.add(replace(plain, article=article, pictures={**plain.pictures, extra.sha256: extra.data}))
    workspace.do(edits.join(workspace.new_briefing("Ferries"), source.id))
    sent = workspace.export_briefing_file(tmp_path / "ferries.briefing").files[0].path
    away = opened(tmp_path / "away.briefer")
    away.open_briefing_file(sent)
    (came,) = away.sources
    assert away.article(came.id) == article
    assert away.picture(came.id, extra.sha256) == extra.data


def test_what_a_stranger_sent_as_a_picture_is_not_shown(workspace: Workspace, opened: Open, tmp_path: Path) -> None:
    workspace.new_briefing("Ferries")
    came = illustrated()
    bad = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
    name = hashlib.sha256(bad).hexdigest()
    pictures = (replace(came.article.pictures[0], sha256=name),)
    workspace.add(replace(came, article=replace(came.article, pictures=pictures), pictures={name: bad}))
    workspace.export_briefing_file(tmp_path / "ferries.briefing")
    away = opened(tmp_path / "away.briefer")
    away.open_briefing_file(tmp_path / "ferries.briefing")
    (picture,) = away.article(away.source("S1").id).pictures
    assert (picture.sha256, picture.alt) == (None, "Ferry")
    with pytest.raises(NotFound):
        away.picture(away.source("S1").id, name)


def test_a_figure_never_shows_an_original_that_nobody_looked_at(
    workspace: Workspace, opened: Open, tmp_path: Path
) -> None:
    bad = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
    name = hashlib.sha256(bad).hexdigest()
    came = illustrated()
    pictures = (replace(came.article.pictures[0], sha256=name),)
    article = replace(came.article, pictures=pictures)
    source = workspace.add(replace(came, data=bad, article=article, pictures={name: bad}))
    passage, new = workspace.picture_passage(source.id, pictures[0].at)
    workspace.do(edits.take(workspace.new_briefing("Ferries"), passage, "situation", new=new))
    workspace.export_briefing_file(tmp_path / "ferries.briefing")
    away = opened(tmp_path / "away.briefer")
    away.open_briefing_file(tmp_path / "ferries.briefing")
    (mine,) = away.passages_of(away.source("S1").id)
    assert away.original(mine.source) == bad
    with pytest.raises(NotFound, match="S1:1"):
        away.figure_picture(FigureBlock(id=BlockId("f"), quotation=Quotation(passage=mine)))


# --- read again -------------------------------------------------------------------------------------------------------


@pytest.fixture
def saved_page(workspace: Workspace, tmp_path: Path) -> Source:
    """Return a saved page that has more on it than its article."""
    words = "The ferry line across the sound closed on Tuesday, the harbour office said, and buses run instead. "
    page = tmp_path / "page.html"
    page.write_text(
        f"<title>Ferry</title><nav>Home News Sport</nav><article><h1>Ferry</h1><p>{words * 3}</p><p>{words * 2}</p>"
        "</article><footer><p>Harbour Office, North Pier, open on weekdays.</p></footer>"
    )
    return workspace.add(workspace.read_file(page).articles[0])


def test_the_whole_page_is_read_when_asked_and_passages_keep_their_words(
    workspace: Workspace, opened: Open, saved_page: Source
) -> None:
    briefing = workspace.new_briefing("Ferries")
    passage, new = workspace.passage(saved_page.id, *workspace.find_quote(saved_page.id, "and buses run instead", 1))
    workspace.do(edits.take(briefing, passage, "situation", new=new))
    told: list[Changes] = []
    workspace.subscribe(told.append)
    assert "North Pier" not in workspace.article(saved_page.id).text

    workspace.take_up_text(saved_page.id, workspace.read_again(saved_page.id, whole=True))

    assert [(each.act, saved_page.id in each.sources) for each in told] == [("text", True)]
    whole = workspace.article(saved_page.id)
    assert whole.whole
    assert "North Pier" in whole.text
    former = workspace.article(saved_page.id, passage.text_sha256)
    assert former.text[passage.start : passage.end] == passage.exact
    other, new = workspace.passage(saved_page.id, *workspace.find_quote(saved_page.id, "open on weekdays"))
    assert workspace.briefing is not None
    workspace.do(edits.take(workspace.briefing, other, "risks", new=new))
    assert workspace.search("weekdays").hits
    workspace.close()

    again = opened()
    assert again.article(saved_page.id) == whole
    assert again.article(saved_page.id, passage.text_sha256) == former
    assert [entry.event for entry in again.custody(saved_page.id)] == ["added", "read-again"]
    again.take_up_text(saved_page.id, again.read_again(saved_page.id))
    assert again.source(saved_page.id).text_sha256 == passage.text_sha256
    assert not again.search("weekdays").hits
    again.close()
    assert damages(again.location) == []


def test_pictures_that_lay_beside_a_page_are_there_when_it_is_read_again(workspace: Workspace, tmp_path: Path) -> None:
    words = "The ferry line across the sound closed on Tuesday, the harbour office said, and buses run instead. "
    page, beside = tmp_path / "page.html", tmp_path / "page_files"
    beside.mkdir()
    (beside / "dock.png").write_bytes(made())
    page.write_text(
        f"<title>Ferry</title><nav>Home News Sport</nav><article><h1>Ferry</h1><p>{words * 3}</p>"
        f"<img src='page_files/dock.png' alt='A dock' width=400 height=300><p>{words * 3}</p></article>"
    )
    source = workspace.add(workspace.read_file(page).articles[0])
    (came,) = workspace.article(source.id).pictures
    assert came.sha256 is not None
    for whole in (True, False):
        workspace.take_up_text(source.id, workspace.read_again(source.id, whole=whole))
        (now,) = workspace.article(source.id).pictures
        assert (now.sha256, now.width, now.height) == (came.sha256, came.width, came.height)
        assert workspace.picture(source.id, came.sha256)


@pytest.mark.parametrize("whole", [True, False])
def test_what_was_pasted_is_read_again_as_it_was_then(workspace: Workspace, whole: bool) -> None:
    pasted = "<nav>Home News</nav><article><h1>Ferry</h1><p>No ferry today.</p></article><footer>Imprint</footer>"
    for pasting in (workspace.read_paste(pasted, None), workspace.read_paste(None, "No ferry.\n\nNo bus.")):
        source = workspace.add(pasting)
        assert workspace.take_up_text(source.id, workspace.read_again(source.id, whole=whole)) is None


def test_a_pasted_picture_is_read_again(workspace: Workspace) -> None:
    source = workspace.add(workspace.read_picture(made()))
    assert workspace.read_again(source.id).article.kind == "image"


def test_reading_again_what_is_read_so_already_changes_nothing(workspace: Workspace, saved_page: Source) -> None:
    assert workspace.take_up_text(saved_page.id, workspace.read_again(saved_page.id)) is None


def test_a_text_of_another_file_is_refused(workspace: Workspace, saved_page: Source) -> None:
    with pytest.raises(BadRequest, match="S1"):
        workspace.take_up_text(saved_page.id, incoming("Something else."))


def test_passages_of_an_earlier_text_travel_with_it(
    workspace: Workspace, opened: Open, saved_page: Source, tmp_path: Path
) -> None:
    briefing = workspace.new_briefing("Ferries")
    passage, new = workspace.passage(saved_page.id, *workspace.find_quote(saved_page.id, "and buses run instead", 1))
    workspace.do(edits.take(briefing, passage, "situation", new=new))
    workspace.take_up_text(saved_page.id, workspace.read_again(saved_page.id, whole=True))
    workspace.export_briefing_file(tmp_path / "ferries.briefing")
    away = opened(tmp_path / "away.briefer")
    came = away.open_briefing_file(tmp_path / "ferries.briefing")
    (mine,) = away.passages_of(away.source("S1").id)
    assert (mine.exact, mine.text_sha256) == (passage.exact, passage.text_sha256)
    assert away.article(mine.source, mine.text_sha256).text[mine.start : mine.end] == mine.exact
    assert away.article(mine.source).whole
    away.export_briefing_file(tmp_path / "back.briefing")
    assert workspace.open_briefing_file(tmp_path / "back.briefing") == workspace.open_briefing("B1")
    assert came.title == "Ferries"


def test_a_source_that_was_read_again_elsewhere_is_still_the_one_that_is_here(
    workspace: Workspace, opened: Open, saved_page: Source, tmp_path: Path
) -> None:
    briefing = workspace.new_briefing("Ferries")
    passage, new = workspace.passage(saved_page.id, *workspace.find_quote(saved_page.id, "and buses run instead", 1))
    workspace.do(edits.take(briefing, passage, "situation", new=new))
    workspace.export_briefing_file(tmp_path / "first.briefing")
    workspace.take_up_text(saved_page.id, workspace.read_again(saved_page.id, whole=True))
    other, new = workspace.passage(saved_page.id, *workspace.find_quote(saved_page.id, "open on weekdays"))
    assert workspace.briefing is not None
    workspace.do(edits.take(workspace.briefing, other, "risks", new=new))
    workspace.export_briefing_file(tmp_path / "second.briefing")

    away = opened(tmp_path / "away.briefer")
    away.open_briefing_file(tmp_path / "first.briefing")
    away.open_briefing_file(tmp_path / "second.briefing")

    (source,) = away.sources
    for mine in away.passages_of(source.id):  # at once, whether or not it is on the disk
        assert away.article(source.id, mine.text_sha256).text[mine.start : mine.end] == mine.exact
    assert [mine.exact for mine in away.passages_of(source.id)] == ["and buses run instead", "open on weekdays"]
    assert not away.article(source.id).whole, "how it is read here is this person's own choice"
    assert away.close().name == "saved"
    assert damages(tmp_path / "away.briefer") == []


def test_the_same_words_read_with_another_structure_are_taken_up_and_stay(workspace: Workspace, opened: Open) -> None:
    plain = incoming("Ferries\nThe line closed.")
    source = workspace.add(plain)
    heading = replace(plain.article.blocks[0], kind="heading", level=1)
    better = replace(plain.article, blocks=(heading, plain.article.blocks[1]), whole=True)
    assert workspace.wait_saved().name == "saved"
    workspace.add(incoming("Something else."))  # what is on the disk is let go of, and read from there
    assert workspace.article(source.id) == plain.article
    assert workspace.take_up_text(source.id, replace(plain, article=better)) is not None
    assert workspace.take_up_text(source.id, replace(plain, article=better)) is None
    assert workspace.wait_saved().name == "saved"
    workspace.add(incoming("And more."))
    assert workspace.article(source.id) == better
    workspace.close()
    assert opened().article(source.id) == better


# --- what belongs together --------------------------------------------------------------------------------------------


def test_a_page_that_is_saved_again_is_a_capture_of_the_first(workspace: Workspace, opened: Open) -> None:
    first = workspace.add(of_page(drawn(1)))
    second = workspace.add(of_page(drawn(1) + " Updated.", f"{PAGE}/?utm_source=mail"))
    third = workspace.add(of_page(drawn(2)))
    other = workspace.add(of_page(drawn(3), "https://harbour.example/other"))
    assert (second.capture_of, third.capture_of, other.capture_of) == (first.id, first.id, None)
    assert second.duplicate_of is None, "a capture is told as one, not as a copy"
    assert [each.handle for each in workspace.captures(third.id)] == ["S1", "S2", "S3"]
    assert workspace.captures(other.id) == (other,)
    workspace.close()
    assert [each.handle for each in opened().captures(first.id)] == ["S1", "S2", "S3"]


def test_a_near_copy_of_another_source_is_said_to_be_one(workspace: Workspace, opened: Open) -> None:
    report = drawn(4)
    first = workspace.add(incoming(report, name="wire.txt"))
    copy = workspace.add(incoming(f"By our own reporter. {report} Read more.", name="paper.txt"))
    other = workspace.add(incoming(drawn(5), name="else.txt"))
    assert (copy.duplicate_of, other.duplicate_of) == (first.id, None)
    like = workspace.likeness(copy.id)
    assert like is not None
    assert (like.other, like.share) == (first.id, 1)
    assert workspace.article(copy.id).text[like.start : like.end] == report.rstrip(".")
    assert report[like.other_start : like.other_end] == report.rstrip(".")
    assert workspace.likeness(first.id) is None
    workspace.close()
    late = opened().add(incoming(f"{report} Late edition.", name="late.txt"))
    assert late.duplicate_of == first.id, "it is found among what was in the library before"


def test_near_copies_read_before_either_is_added_are_told_and_cost_no_look_at_the_disk(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.add(incoming(drawn(20)))
    for name, seed in (("first", 20), ("second", 21), ("third", 21)):
        (tmp_path / f"{name}.txt").write_text(f"From our {name} correspondent. {drawn(seed)}")
    read = [workspace.read_file(tmp_path / f"{name}.txt").articles[0] for name in ("first", "second", "third")]

    def refused(*_: object) -> None:
        pytest.fail("the library was asked while somebody waited")

    monkeypatch.setattr("briefer.store.library.Library.alike", refused)
    sources = [workspace.add(each) for each in read]
    assert [workspace.source(each.duplicate_of).handle if each.duplicate_of else None for each in sources] == [
        "S1", None, "S3",
    ]  # fmt: skip


def test_what_came_in_one_file_is_told(workspace: Workspace) -> None:
    mail = workspace.add(incoming("See the two notes.", name="note.eml"))
    attached = [
        workspace.add(
            replace(
                incoming(f"Note {number}.", name=f"{number}.txt"),
                container=Container(file="note.eml", sha256=mail.sha256, member=str(number)),
            )
        )
        for number in (1, 2)
    ]
    workspace.add(incoming("Something else."))
    assert workspace.together(mail.id) == tuple(attached)
    assert workspace.together(attached[0].id) == (mail, attached[1])
    assert workspace.together(workspace.source("S4").id) == ()


# --- facts ------------------------------------------------------------------------------------------------------------


def test_a_corrected_fact_is_the_analysts_until_it_is_taken_back(workspace: Workspace, opened: Open) -> None:
    source = workspace.add(of_page(TEXT))
    workspace.new_briefing("Ferries")
    workspace.correct(source.id, title="Ferry line closed", publisher="Harbour Office")
    places = {origin.fact: origin.place for origin in workspace.source(source.id).origins}
    assert places == {"title": "analyst", "publisher": "analyst"}
    workspace.undo()
    assert workspace.source(source.id).origins == source.origins
    workspace.redo()
    workspace.close()
    assert {origin.fact: origin.place for origin in opened().source(source.id).origins} == places


def test_correcting_back_to_what_the_file_says_makes_it_the_files_again(workspace: Workspace) -> None:
    source = workspace.add(of_page(TEXT))
    workspace.correct(source.id, title="Other")
    workspace.correct(source.id, title="Ferry")
    assert workspace.source(source.id).origins == source.origins
