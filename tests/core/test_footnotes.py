"""Footnotes of the analyst's own: where they go, how they are changed, and that they support nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core import edits, footnotes, seeking, support
from briefer.core.briefing import BlockId, Briefing, Footnote, ProseBlock, Text, flow, printed
from briefer.core.change import apply, inverse
from briefer.core.seeking import Sought
from briefer.core.text import OBJECT
from briefer.errors import EditRefused, NotFound
from tests.core.test_issues import _passage
from tests.strategies import empty_briefing, words


def written(text: str = "The guard is at the bridge. Nobody saw it.") -> tuple[Briefing, BlockId]:
    briefing = empty_briefing()
    briefing = apply(briefing, edits.write(briefing, "risks", text))
    return briefing, briefing.blocks("risks")[0].id


def noted(briefing: Briefing, block: BlockId, at: int, text: str = "By noon.") -> Briefing:
    return apply(briefing, footnotes.add(briefing, block, at, text))


def prose(briefing: Briefing) -> ProseBlock:
    block = briefing.blocks("risks")[0]
    assert isinstance(block, ProseBlock)
    return block


def notes(briefing: Briefing) -> list[str]:
    return [inline.text for inline in prose(briefing).inlines if isinstance(inline, Footnote)]


def test_a_footnote_stands_where_it_was_wanted_and_prints_no_words_in_the_text() -> None:
    briefing, block = written()
    after = noted(briefing, block, len("The guard"))
    assert flow(prose(after)) == f"The guard{OBJECT} is at the bridge. Nobody saw it."
    assert printed(prose(after)) == printed(prose(briefing))
    assert notes(after) == ["By noon."]


@given(st.integers(0, 42), words)
def test_undone_it_is_as_it_was(at: int, text: str) -> None:
    briefing, block = written()
    try:
        edit = footnotes.add(briefing, block, at, text)
    except EditRefused:
        assert not edits.own_line(text)
        return
    assert apply(apply(briefing, edit), inverse(edit)) == briefing


def test_it_is_changed_and_taken_away() -> None:
    briefing, block = written()
    briefing = noted(briefing, block, 9)
    note = footnotes.at(briefing, block, 9)
    assert note is not None
    assert footnotes.at(briefing, block, 10) == footnotes.behind(briefing, block, 9) == note
    assert footnotes.at(briefing, block, 3) is None
    assert footnotes.find(briefing, note.id) == (block, note)
    assert footnotes.change(briefing, block, note.id, " By  noon. ").changes == ()
    changed = apply(briefing, footnotes.change(briefing, block, note.id, "By\nnight."))
    assert notes(changed) == ["By night."]
    gone = apply(changed, footnotes.change(changed, block, note.id, " "))
    assert flow(prose(gone)) == "The guard is at the bridge. Nobody saw it."
    with pytest.raises(NotFound):
        footnotes.change(gone, block, note.id, "Again")


def test_it_supports_no_sentence() -> None:
    briefing, block = written("The guard is at the bridge.")
    briefing = noted(briefing, block, len("The guard is at the bridge."))
    [sentence] = support.sentences_of(prose(briefing))
    assert (sentence.support, sentence.cites) == ("unsupported", False)


def test_it_shares_a_figure_with_the_citation_beside_it() -> None:
    from briefer.core.figures import groups

    briefing, block = written("The guard is there.")
    briefing = noted(briefing, block, len("The guard is there."))
    passage = _passage(1)
    cited = apply(briefing, edits.cite(briefing, passage, block, 3))
    [group] = groups(prose(cited))
    assert [bool(each.own) for each in group] == [True, False]
    assert len(list(groups(prose(noted(cited, block, 3))))) == 2


def test_there_is_none_in_a_quotation_and_none_without_words() -> None:
    briefing, block = written()
    with pytest.raises(EditRefused, match="has words"):
        footnotes.add(briefing, block, 3, " ")
    taken = apply(briefing, edits.take(briefing, _passage(1), "risks"))
    with pytest.raises(EditRefused, match="own words"):
        footnotes.add(taken, taken.blocks("risks")[1].id, 0, "No")
    quoted = apply(briefing, edits.quote(briefing, _passage(1), block, 3, 3))
    with pytest.raises(EditRefused):
        footnotes.add(quoted, block, 6, "No")


def test_its_words_are_found_and_replaced_and_without_any_it_goes() -> None:
    briefing, block = written()
    briefing = noted(briefing, block, 9, "By noon, or noon.")
    briefing = noted(briefing, block, 3, "Noon")
    found = seeking.find(briefing, Sought(words="noon"))
    assert [(match.inside, match.footnote, match.own) for match in found] == [
        (0, True, True), (1, True, True), (1, True, True),
    ]  # fmt: skip
    assert notes(apply(briefing, seeking.replace_all(briefing, found, "night"))) == ["night", "By night, or night."]
    assert notes(apply(briefing, seeking.replace_all(briefing, found, ""))) == ["By , or ."]


def test_a_footnote_that_goes_by_replacing_leaves_the_words_behind_it_in_their_place() -> None:
    briefing, block = written("One draft two draft three.")
    briefing = noted(briefing, block, 3, "draft")
    found = seeking.find(briefing, Sought(words="draft"))
    assert flow(prose(apply(briefing, seeking.replace_all(briefing, found, "")))) == "One  two  three."


def test_a_footnote_of_nothing_is_none() -> None:
    with pytest.raises(EditRefused):
        Footnote(id="n", words=(Text(text=" "),))  # type: ignore[arg-type]
