"""The workspace as both doors meet it: sources, passages, briefings, and what is told of each act."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefer.core import edits
from briefer.core.briefing import BlockId, Briefing, CitationMark, InlineId, Paragraph, Text, new_id
from briefer.core.passage import CitationItem
from briefer.errors import BadRequest, EditRefused, NotFound, SourceUnreadable
from briefer.store.library import STEPS
from briefer.workspace.workspace import Changes, Workspace
from tests.sources.samples import sample
from tests.workspace.conftest import TEXT, Open, incoming


@pytest.fixture
def told(workspace: Workspace) -> list[Changes]:
    """Collect everything that is told."""
    found: list[Changes] = []
    workspace.subscribe(found.append)
    return found


# --- sources ----------------------------------------------------------------------------------------------------------


def test_a_file_becomes_a_source_with_its_bytes_as_they_came(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "stir.md"
    file.write_bytes(b"# Stir\r\n\r\nTroops moved.\r\n")
    source = workspace.add(workspace.read_file(file).articles[0])
    assert (source.handle, source.file, source.origin, source.reading) == ("S1", "stir.md", "file", "unread")
    assert workspace.original(source.id) == file.read_bytes()
    assert "Troops moved." in workspace.article(source.id).text
    assert source.captured.endswith("Z")


def test_what_was_pasted_becomes_a_source(workspace: Workspace) -> None:
    source = workspace.add(workspace.read_paste(None, "Troops moved to the river.", None))
    assert (source.origin, source.file) == ("paste", None)
    with pytest.raises(SourceUnreadable):
        workspace.read_paste(None, "  ", None)


def test_a_pasted_screenshot_becomes_a_source_with_the_address_and_time_that_the_analyst_gives(
    workspace: Workspace,
) -> None:
    picture = sample("screenshot.png")
    source = workspace.add(workspace.read_picture(picture, "https://example.org/map", "2024-10-18T09:30:00+02:00"))
    assert (source.kind, source.origin, source.file) == ("image", "paste", None)
    assert source.reference.url == "https://example.org/map"
    assert source.reference.accessed == "2024-10-18T09:30:00+02:00"
    assert workspace.original(source.id) == picture
    with pytest.raises(SourceUnreadable):
        workspace.read_picture(picture[:200])


def test_the_suffixes_of_what_can_be_added_are_told(workspace: Workspace) -> None:
    assert {".html", ".mhtml", ".pdf", ".docx", ".txt", ".md", ".png"} <= set(workspace.suffixes())


def test_the_very_same_bytes_again_are_the_source_that_is_there(
    workspace: Workspace, opened: Open, told: list[Changes]
) -> None:
    first = workspace.add(incoming(TEXT))
    assert workspace.add(incoming(TEXT, name="other.txt")) == first
    assert [changes.act for changes in told] == ["import"]
    assert workspace.add(incoming(TEXT + " More.")).handle == "S2"
    workspace.close()
    again = opened()
    assert again.add(incoming(TEXT)) == first
    assert again.add(incoming("Others.")).handle == "S3"


def test_what_is_added_joins_the_open_briefing_as_a_step(workspace: Workspace, briefing: Briefing) -> None:
    source = workspace.source("S1")
    assert workspace.add(incoming(TEXT)) == source
    assert workspace.briefing is not None
    assert workspace.briefing.joined == (source.id,)
    assert workspace.history.undo_label == "add source"
    workspace.undo()
    assert workspace.briefing.joined == ()
    assert workspace.sources == (source,)


def test_a_source_is_found_by_its_handle_however_typed(workspace: Workspace) -> None:
    source = workspace.add(incoming(TEXT))
    assert workspace.source("s1 ") == workspace.source(source.id) == source
    for name in ("S2", "B1", "1"):
        with pytest.raises(NotFound, match=name):
            workspace.source(name)


def test_reading_is_kept_and_is_no_step(workspace: Workspace, briefing: Briefing, opened: Open) -> None:
    source = workspace.source("S1")
    told: list[Changes] = []
    workspace.subscribe(told.append)
    workspace.set_reading(source.id, "read")
    workspace.set_reading(source.id, "read")
    assert [(changes.act, changes.sources) for changes in told] == [("reading", frozenset({source.id}))]
    assert workspace.history.undo_label is None
    workspace.close()
    assert opened().source("S1").reading == "read"


def test_a_correction_is_a_step_of_the_open_briefing(workspace: Workspace, briefing: Briefing, opened: Open) -> None:
    source = workspace.source("S1")
    workspace.correct(source.id, title="Stir", authors=("Ana Lu", "B. “Bo” \\ Odell"))
    assert workspace.source("S1").name == "Stir"
    workspace.undo()
    assert workspace.source("S1").reference == source.reference
    workspace.redo()
    workspace.close()
    reference = opened().source("S1").reference
    assert (reference.title, reference.authors) == ("Stir", ("Ana Lu", "B. “Bo” \\ Odell"))


def test_without_a_briefing_a_correction_is_kept_at_once(workspace: Workspace, opened: Open) -> None:
    source = workspace.add(incoming(TEXT))
    changes = workspace.correct(source.id, published="2024-10-18")
    assert changes is not None
    assert (changes.sources, changes.library) == (frozenset({source.id}), True)
    assert workspace.correct(source.id, published="2024-10-18") is None
    with pytest.raises(BadRequest, match="mood"):
        workspace.correct(source.id, mood="grave")
    workspace.close()
    assert opened().source("S1").reference.published == "2024-10-18"


def test_taking_back_a_correction_leaves_what_another_briefing_corrected_since(
    workspace: Workspace, briefing: Briefing
) -> None:
    source = workspace.source("S1")
    workspace.correct(source.id, title="First", publisher="Agency")
    workspace.new_briefing("Another")
    workspace.correct(source.id, title="Second")
    workspace.open_briefing("B1")
    workspace.undo()
    reference = workspace.source("S1").reference
    assert (reference.title, reference.publisher) == ("Second", None)


# --- passages ---------------------------------------------------------------------------------------------------------


def test_one_range_is_one_passage(workspace: Workspace, briefing: Briefing) -> None:
    source = workspace.source("S1")
    passage, new = workspace.passage(source.id, 0, 12)
    assert (passage.exact, passage.handle, new) == ("Troops moved", "S1:1", True)
    assert workspace.passage(source.id, 0, 13) == (passage, True), "the space behind it is no part of it"
    assert workspace.passages_of(source.id) == ()
    other, _ = workspace.passage(source.id, 13, 25)
    assert other.handle == "S1:2"
    workspace.do(edits.take(briefing, passage, "risks"))
    assert workspace.passage(source.id, 0, 12) == (passage, False)
    assert workspace.passages_of(source.id) == (passage,)


def test_a_handle_once_taken_is_never_given_again(workspace: Workspace, briefing: Briefing, opened: Open) -> None:
    source = workspace.source("S1")
    passage, new = workspace.passage(source.id, 0, 12)
    workspace.do(edits.take(briefing, passage, "risks", new=new))
    workspace.undo()
    workspace.delete_briefing("B1")
    workspace.close()
    again = opened()
    assert again.passage(source.id, 13, 25)[0].handle == "S1:2"
    assert again.new_briefing("Another").handle == "B2"


def test_a_passage_with_other_words_than_its_source_is_refused(workspace: Workspace, briefing: Briefing) -> None:
    from dataclasses import replace

    source = workspace.source("S1")
    passage, _ = workspace.passage(source.id, 0, 12)
    for wrong in (
        replace(passage, exact="Tanks moved."),
        replace(passage, id="another", start=1),
        replace(passage, source="nowhere"),
        replace(passage, source_number=9),
    ):
        with pytest.raises(EditRefused):
            workspace.do(edits.take(briefing, wrong, "risks"))
    assert workspace.briefing == briefing
    workspace.do(edits.take(briefing, passage, "risks"))
    with pytest.raises(EditRefused):
        workspace.do(edits.take(workspace.briefing or briefing, replace(passage, exact="Tanks moved"), "risks"))
    assert workspace.wait_saved().name == "saved"


def test_a_passage_is_kept_even_where_the_edit_forgot_to_add_it(
    workspace: Workspace, briefing: Briefing, opened: Open
) -> None:
    passage, _ = workspace.passage(workspace.source("S1").id, 0, 12)
    mark = CitationMark(id=InlineId(new_id()), citation=(CitationItem(passage=passage),))
    block = Paragraph(id=BlockId(new_id()), inlines=(Text(text="They moved."), mark))
    workspace.do(edits.insert(briefing, "risks", 0, [block], label="paste"))
    kept = workspace.briefing
    workspace.close()
    assert opened().open_briefing("B1") == kept


# --- briefings --------------------------------------------------------------------------------------------------------


def test_a_new_briefing_has_the_sections_of_its_pack_and_is_open(workspace: Workspace, told: list[Changes]) -> None:
    briefing = workspace.new_briefing("  Movements  at the river ")
    assert workspace.briefing is briefing
    assert briefing.title == "Movements at the river"
    assert [section.key for section in briefing.sections] == [each.key for each in workspace.pack(briefing).sections]
    assert (told[-1].act, told[-1].structure, told[-1].briefing) == ("open", True, briefing)
    with pytest.raises(BadRequest):
        workspace.new_briefing(" ")
    with pytest.raises(NotFound, match="nowhere"):
        workspace.new_briefing("Movements", "nowhere")
    assert len(workspace.briefings()) == 1


def test_several_briefings_keep_their_own_undo_lists(workspace: Workspace, opened: Open) -> None:
    for title in ("One", "Two", "Three"):
        workspace.do(edits.write(workspace.new_briefing(title), "risks", f"Risk of {title}."))
    assert [info.handle for info in workspace.briefings()] == ["B3", "B2", "B1"]
    workspace.open_briefing("b2")
    workspace.undo()
    workspace.close_briefing()
    assert (workspace.briefing, workspace.history.undo_label) == (None, None)
    with pytest.raises(NotFound):
        workspace.do(edits.set_fact(workspace.read_briefing("B1"), "title", "x"))
    assert workspace.undo() is None
    workspace.delete_briefing("B3")
    workspace.close()
    again = opened()
    assert [info.title for info in again.briefings()] == ["Two", "One"]
    assert again.open_briefing("B2").blocks("risks") == ()
    assert (again.history.undo_label, again.history.redo_label) == (None, "write")
    assert again.open_briefing("B1").blocks("risks")
    for name in ("B3", "S1", ""):
        with pytest.raises(NotFound):
            again.read_briefing(name)


def test_a_long_undo_list_can_be_taken_back_to_its_beginning(
    workspace: Workspace, briefing: Briefing, opened: Open
) -> None:
    count = 2 * STEPS + 7
    for number in range(count):
        workspace.do(edits.set_fact(workspace.briefing or briefing, "question", str(number)))
    workspace.close()
    again = opened()
    again.open_briefing("B1")
    assert len(again.history.done) == STEPS
    taken = 0
    while again.undo() is not None:
        taken += 1
    assert taken == count
    assert again.briefing == briefing
    while again.redo() is not None:
        taken -= 1
    assert taken == 0
    assert again.briefing is not None
    assert again.briefing.facts.question == str(count - 1)


def test_typing_is_one_step_until_it_is_closed(workspace: Workspace, briefing: Briefing, opened: Open) -> None:
    block = BlockId(new_id())
    workspace.do(edits.insert(briefing, "risks", 0, [Paragraph(id=block)], label="new paragraph"))
    for words in ("T", "Tr", "Tro", None, "Troo", "Troop"):
        if words is None:
            workspace.close_step()
            continue
        typed = Paragraph(id=block, inlines=(Text(text=words),))
        edit = edits.replace_blocks(
            workspace.briefing or briefing, "risks", 0, 1, [typed], label="typing", kind="typing"
        )
        workspace.do(edit)
    assert len(workspace.history.done) == 3
    workspace.close()
    again = opened()
    again.open_briefing("B1")
    again.undo()
    assert again.briefing is not None
    (kept,) = again.briefing.blocks("risks")
    assert kept == Paragraph(id=block, inlines=(Text(text="Tro"),))


def test_what_an_act_changed_is_told_with_who_began_it(
    workspace: Workspace, briefing: Briefing, told: list[Changes]
) -> None:
    source = workspace.source("S1")
    passage, new = workspace.passage(source.id, 0, 12)
    me = object()
    changes = workspace.do(edits.take(briefing, passage, "risks", new=new), initiator=me)
    assert told[-1] is changes
    assert (changes.act, changes.sections, changes.initiator) == ("do", frozenset({"risks"}), me)
    assert (changes.before, changes.briefing) == (briefing, workspace.briefing)
    assert source.id in changes.sources
    undone = workspace.undo()
    assert undone is not None
    assert (undone.act, undone.initiator, undone.sections) == ("undo", None, frozenset({"risks"}))


def test_whoever_stops_listening_hears_no_more(workspace: Workspace) -> None:
    heard: list[Changes] = []
    forget = workspace.subscribe(heard.append)
    workspace.new_briefing("One")
    forget()
    forget()
    workspace.new_briefing("Two")
    assert len(heard) == 1


def test_an_edit_that_does_not_fit_changes_nothing(workspace: Workspace, briefing: Briefing) -> None:
    edit = edits.set_fact(briefing, "question", "Why?")
    workspace.do(edit)
    before, history = workspace.briefing, workspace.history
    with pytest.raises(EditRefused):
        workspace.do(edit)
    assert (workspace.briefing, workspace.history) == (before, history)
    assert workspace.wait_saved().name == "saved"
