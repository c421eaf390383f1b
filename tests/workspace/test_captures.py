"""The passages of a source in a later capture of it: what became of each, and moved there when somebody asks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefer.core import edits
from briefer.core.briefing import BlockQuotation, Briefing, CitationMark, Paragraph, citations, passages, printed
from briefer.core.passage import CitationItem, Emphasise, Insert, Omit, Passage, Quotation, Recase, Trim
from briefer.errors import EditRefused, NotFound
from briefer.workspace.captures import Comparison
from briefer.workspace.workspace import Workspace
from tests.workspace.conftest import Open, incoming

FORMER = (
    "Troops moved to the river on Friday, officials said.\nThe minister said: “No comment.” Nobody else spoke.\n"
    "The bridge in the north was closed for two days by the army.\nResidents heard engines at night until the morning."
)
LATER = (
    "Updated on Sunday by our correspondent.\nTroops moved to the river on Friday, officials said.\n"
    "The minister said: “No comment.” Nobody else spoke.\n"
    "The bridge in the north was closed for ten days by the army.\nThe mayor of the town could not be reached."
)
MOVED = "Troops moved to the river on Friday, officials said."
CHANGED = "The bridge in the north was closed for two days by the army."
GONE = "Residents heard engines at night until the morning."


@pytest.fixture
def captured(workspace: Workspace) -> Workspace:
    """Return a workspace with a source, S1, a later capture of it, S2, and a briefing with three passages of S1."""
    workspace.add(incoming(FORMER, name="first.txt"))
    workspace.add(incoming(LATER, name="later.txt"))
    workspace.new_briefing("Movements at the river")
    for words in (MOVED, CHANGED, GONE):
        take(workspace, words)
    return workspace


def open_briefing(workspace: Workspace) -> Briefing:
    assert workspace.briefing is not None
    return workspace.briefing


def passage_of(workspace: Workspace, words: str, source: str = "S1") -> tuple[Passage, bool]:
    found = workspace.source(source)
    at = workspace.article(found.id).text.index(words)
    return workspace.passage(found.id, at, at + len(words))


def take(workspace: Workspace, words: str) -> Passage:
    passage, new = passage_of(workspace, words)
    workspace.do(edits.take(open_briefing(workspace), passage, "situation", new=new))
    return passage


def told(comparison: Comparison) -> dict[str, str]:
    return {each.passage.exact: each.certainty for each in comparison.passages}


def cited(workspace: Workspace) -> list[str]:
    return [each.handle for block in open_briefing(workspace).blocks("situation") for each in passages(block)]


# --- comparing --------------------------------------------------------------------------------------------------------


def test_each_passage_is_said_to_be_the_same_moved_changed_or_lost_with_the_difference(captured: Workspace) -> None:
    before = open_briefing(captured)
    comparison = captured.compare("S1", "S2")
    assert told(comparison) == {MOVED: "moved", CHANGED: "changed", GONE: "lost"}
    assert comparison.counts() == {"same": 0, "moved": 1, "changed": 1, "lost": 1}
    text = captured.article(comparison.new.id).text
    for each in comparison.passages:
        assert text[each.start : each.end] == each.words
        assert "".join(run.text for run in each.difference if run.kind != "new") == each.passage.exact
        assert "".join(run.text for run in each.difference if run.kind != "gone") == each.words
    changed = comparison.passages[1]
    assert [(run.kind, run.text) for run in changed.difference if run.kind != "same"] == [
        ("gone", "two"),
        ("new", "ten"),
    ]
    assert open_briefing(captured) == before


def test_a_capture_with_the_same_text_has_every_passage_at_its_place(captured: Workspace) -> None:
    captured.add(incoming(FORMER, name="again.txt", data=b"the same words in another file"))
    assert captured.compare("S1", "S3").counts() == {"same": 3, "moved": 0, "changed": 0, "lost": 0}
    assert captured.compare("S1", "S1").passages == ()
    assert captured.compare("S2", "S1").passages == ()
    with pytest.raises(NotFound):
        captured.compare("S1", "S9")


def test_passages_of_an_earlier_text_of_a_source_are_looked_for_in_its_text_of_today(captured: Workspace) -> None:
    source = captured.source("S1")
    captured.take_up_text(source.id, incoming(LATER, data=FORMER.encode()))
    assert told(captured.compare("S1", "S1")) == {MOVED: "moved", CHANGED: "changed", GONE: "lost"}
    assert cited(captured) == ["S1:1", "S1:2", "S1:3"]
    captured.do(captured.moved(captured.compare("S1", "S1")))
    assert cited(captured) == ["S1:4", "S1:5", "S1:3"]
    assert open_briefing(captured).numbered == (source.id,)
    again = {each.passage.handle: each.certainty for each in captured.compare("S1", "S2").passages}
    assert again == {"S1:1": "moved", "S1:2": "changed", "S1:3": "lost", "S1:4": "same", "S1:5": "same"}


# --- moving -----------------------------------------------------------------------------------------------------------


def test_all_passages_found_are_moved_in_one_act_and_come_back_with_one_undo(captured: Workspace, opened: Open) -> None:
    before = open_briefing(captured)
    captured.do(captured.moved(captured.compare("S1", "S2")))
    after = open_briefing(captured)
    assert cited(captured) == ["S2:1", "S2:2", "S1:3"]
    assert [printed(block) for block in after.blocks("situation")] == [MOVED, CHANGED.replace("two", "ten"), GONE]
    assert [block.id for block in after.blocks("situation")] == [block.id for block in before.blocks("situation")]
    assert after.number_of(captured.source("S2").id) == 2
    captured.close()
    again = opened()
    again.open_briefing("B1")
    assert open_briefing(again) == after
    told = again.undo()
    assert told is not None
    assert told.edit is not None
    assert told.edit.label == "move 2 passages to S2"
    assert open_briefing(again).sections == before.sections
    again.redo()
    assert open_briefing(again).sections == after.sections


def test_one_passage_is_moved_alone(captured: Workspace) -> None:
    comparison = captured.compare("S1", "S2")
    edit = captured.moved(comparison, {comparison.passages[1].passage.id})
    assert edit.label == "move S1:2 to S2"
    captured.do(edit)
    assert cited(captured) == ["S1:1", "S2:1", "S1:3"]


def test_what_is_lost_or_not_used_is_not_moved(captured: Workspace) -> None:
    comparison = captured.compare("S1", "S2")
    with pytest.raises(NotFound, match="S1:3"):
        captured.moved(comparison, {comparison.passages[2].passage.id})
    captured.new_briefing("Another one")
    with pytest.raises(EditRefused, match="uses"):
        captured.moved(comparison)
    captured.close_briefing()
    with pytest.raises(NotFound, match="open"):
        captured.moved(comparison)


def test_nothing_is_moved_by_a_comparison_with_words_that_are_read_otherwise_since(captured: Workspace) -> None:
    comparison = captured.compare("S1", "S2")
    before = open_briefing(captured)
    captured.take_up_text(comparison.new.id, incoming(f"Menu.\n{LATER}", data=LATER.encode()))
    with pytest.raises(EditRefused, match="read again"):
        captured.moved(comparison)
    assert open_briefing(captured) == before
    captured.do(captured.moved(captured.compare("S1", "S2")))
    assert printed(open_briefing(captured).blocks("situation")[0]) == MOVED


def test_a_citation_of_several_passages_keeps_its_others_and_what_was_written_in_it(captured: Workspace) -> None:
    one, other = (passage_of(captured, words)[0] for words in (MOVED, GONE))
    captured.do(edits.write(open_briefing(captured), "risks", "Both moved.", [one, other]))
    (block,) = open_briefing(captured).blocks("risks")
    assert isinstance(block, Paragraph)
    mark = block.inlines[-1]
    assert isinstance(mark, CitationMark)
    items = replace(mark.citation[0], locator="line 4", prefix="see"), mark.citation[1]
    origin = Quotation(passage=one)
    written = replace(block, inlines=(*block.inlines[:-1], replace(mark, citation=items, origin=origin)))
    captured.do(edits.replace_blocks(open_briefing(captured), "risks", 0, 1, [written], label="cite"))
    captured.do(captured.moved(captured.compare("S1", "S2")))
    (after,) = open_briefing(captured).blocks("risks")
    ((first, second),) = citations(after)
    assert (first.passage.handle, first.locator, first.prefix) == ("S2:1", "line 4", "see")
    assert second == CitationItem(passage=other)
    assert isinstance(after, Paragraph)
    assert isinstance(after.inlines[-1], CitationMark)
    assert after.inlines[-1].origin == Quotation(passage=first.passage)


def test_what_was_edited_in_a_quotation_stays_where_it_was_in_its_words(captured: Workspace) -> None:
    passage = passage_of(captured, CHANGED)[0]
    at = CHANGED.index
    edited = Quotation(passage=passage).edited(
        Trim(start=4, end=len(CHANGED)),
        Recase(at=4),
        Omit(start=at("in the north"), end=at("was")),
        Insert(at=at("by the"), text="only"),
        Emphasise(start=at("two"), end=at("two") + 3),
    )
    block = open_briefing(captured).blocks("situation")[1]
    assert isinstance(block, BlockQuotation)
    written = replace(block, quotation=edited)
    captured.do(edits.replace_blocks(open_briefing(captured), "situation", 1, 1, [written], label="edit"))
    assert printed(open_briefing(captured).blocks("situation")[1]) == (
        "[B]ridge [...]was closed for two days [only]by the army."
    )
    captured.do(captured.moved(captured.compare("S1", "S2")))
    after = open_briefing(captured).blocks("situation")[1]
    assert printed(after) == "[B]ridge [...]was closed for ten days [only]by the army."
    assert isinstance(after, BlockQuotation)
    assert [piece.text for piece in after.quotation.pieces if piece.emphasised] == ["ten"]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_was_taken_every_move_leaves_words_of_a_source_with_their_citation(
    data: st.DataObject, opened: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    workspace = opened(tmp_path_factory.mktemp("library") / "library.briefer")
    sentences = [*MOVED.split(", "), CHANGED, GONE, "The minister said: “No comment.” Nobody else spoke."]
    later = data.draw(st.permutations(sentences))
    kept = later[: data.draw(st.integers(1, len(later)))]
    workspace.add(incoming("\n".join(sentences), name="first.txt"))
    workspace.add(incoming("\n".join(["Put in front.", *kept]), name="later.txt"))
    workspace.new_briefing("Movements")
    text = workspace.article(workspace.source("S1").id).text
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text) - 2))
        end = data.draw(st.integers(start + 1, len(text)))
        if not text[start:end].strip():
            continue
        passage, new = workspace.passage(workspace.source("S1").id, start, end)
        workspace.do(edits.take(open_briefing(workspace), passage, "situation", new=new))
    before = open_briefing(workspace)
    comparison = workspace.compare("S1", "S2")
    found = {each.passage.id: each.words for each in comparison.passages if each.certainty != "lost"}
    if found:
        workspace.do(workspace.moved(comparison))
    after = open_briefing(workspace)
    for was, block in zip(before.blocks("situation"), after.blocks("situation"), strict=True):
        (passage,) = passages(block)
        (former,) = passages(was)
        article = workspace.article(passage.source)
        assert article.text[passage.start : passage.end] == passage.exact == printed(block)
        assert passage.exact == found.get(former.id, former.exact)
        assert len(tuple(citations(block))) == 1
    workspace.close()
