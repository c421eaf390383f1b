"""Words found in a briefing and replaced: the analyst's own change, a source's never do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core import grid, seeking
from briefer.core.briefing import Block, Briefing, InlineQuotation, Paragraph, Table, Text, flow, quotations
from briefer.core.change import apply, inverse
from briefer.core.edits import insert
from briefer.core.seeking import CAPTION, Sought
from briefer.errors import EditRefused
from tests.strategies import empty_briefing
from tests.ui.conftest import FIRST, SECOND, prose, quoted


def briefing_of(*blocks: Block) -> Briefing:
    briefing = empty_briefing()
    return apply(briefing, insert(briefing, "situation", 0, blocks, label="set up"))


def found(briefing: Briefing, words: str, *, case: bool = False, whole: bool = False) -> list[tuple[int, int, bool]]:
    return [
        (match.start, match.end, match.own)
        for match in seeking.find(briefing, Sought(words=words, case=case, whole=whole))
    ]


def replaced(briefing: Briefing, words: str, others: str) -> Briefing:
    return apply(briefing, seeking.replace_all(briefing, seeking.find(briefing, Sought(words=words)), others))


def words(briefing: Briefing) -> list[str]:
    return [flow(block).replace("\ufffc", "^") for block in briefing.blocks("situation")]


def test_capitals_and_whole_words_matter_only_when_asked() -> None:
    briefing = briefing_of(prose("The gate, the GATES."))
    assert found(briefing, "gate") == [(4, 8, True), (14, 18, True)]
    assert found(briefing, "gate", case=True) == [(4, 8, True)]
    assert found(briefing, "gate", whole=True) == [(4, 8, True)]


@pytest.mark.parametrize(
    ("text", "sought", "count"),
    [
        ("He said “no”, she said «no».", '"no', 2),
        ("He said “no”.", "”", 1),
        ('He said "no".', "”", 0),
        ("ten\u00a0km", "ten km", 1),
        ("ten km", "ten\u00a0km", 0),
        ("cafe\u0301", "café", 1),
        ("cafe\u0301", "cafe", 0),
        ("a.b", "a?b", 0),
        ("anything", "", 0),
    ],
)
def test_what_is_typed_plainly_finds_every_form_of_it(text: str, sought: str, count: int) -> None:
    assert len(found(briefing_of(prose(text)), sought)) == count


def test_words_of_quotations_are_found_and_never_replaced() -> None:
    briefing = briefing_of(prose("Reports say ", FIRST, " and reports."), quoted(FIRST))
    assert [own for _, _, own in found(briefing, "reports")] == [True, False, True, False]
    after = replaced(briefing, "reports", "Notes")
    assert words(after) == ["Notes say Reports about a^ and Notes.", "Reports about a^"]
    before = [list(quotations(block)) for block in briefing.blocks("situation")]
    assert [list(quotations(block)) for block in after.blocks("situation")] == before


def test_what_reaches_into_a_quotation_is_not_ones_own() -> None:
    briefing = briefing_of(prose("say ", FIRST, "."))
    assert found(briefing, "say reports") == [(0, 11, False)]
    with pytest.raises(EditRefused):
        seeking.replace_all(briefing, seeking.find(briefing, Sought(words="say reports")), "x")
    with pytest.raises(EditRefused):
        seeking.replace_one(briefing, seeking.find(briefing, Sought(words="say reports"))[0], "x")


def test_marks_beside_what_is_replaced_stay_and_the_words_keep_their_look() -> None:
    bold = Text(text="gates", bold=True)
    block = prose("Two ", (FIRST,), " closed.")
    block = replace(block, inlines=(Text(text="Two "), bold, *block.inlines[1:]))
    after = replaced(briefing_of(block), "gates", "doors")
    (made,) = after.blocks("situation")
    assert isinstance(made, Paragraph)
    assert made.inlines == (Text(text="Two "), replace(bold, text="doors"), *block.inlines[2:])


def test_cells_and_captions_are_ones_own() -> None:
    table = replace(grid.of_words([["Gate", "State"], ["North gate", "shut"]]), caption=(Text(text="Gates"),))
    briefing = briefing_of(table)
    assert [match.inside for match in seeking.find(briefing, Sought(words="gate"))] == [CAPTION, 0, 2]
    (made,) = replaced(briefing, "gate", "Door").blocks("situation")
    assert isinstance(made, Table)
    assert made.caption == (Text(text="Doors"),)
    assert made.cells == ((Text(text="Door"),), (Text(text="State"),), (Text(text="North Door"),), (Text(text="shut"),))


def test_all_is_one_act_that_is_undone_as_one() -> None:
    briefing = briefing_of(prose("gate gate"), prose("A ", SECOND, " gate"), prose("gate"))
    edit = seeking.replace_all(briefing, seeking.find(briefing, Sought(words="gate")), "")
    after = apply(briefing, edit)
    assert words(after) == [" ", "A " + flow(quoted(SECOND)).replace("\ufffc", "^") + " ", ""]
    assert apply(after, inverse(edit)) == briefing


def test_one_is_replaced_and_the_caret_stands_behind_it() -> None:
    briefing = briefing_of(prose("gate gate gate"))
    edit = seeking.replace_one(briefing, seeking.find(briefing, Sought(words="gate"))[1], "door\n")
    assert words(apply(briefing, edit)) == ["gate door gate"]
    assert edit.caret_after is not None
    assert edit.caret_after.offset == 9


def test_nothing_to_change_is_said() -> None:
    briefing = briefing_of(prose("gate"))
    with pytest.raises(EditRefused, match="there already"):
        seeking.replace_all(briefing, seeking.find(briefing, Sought(words="gate")), "gate")


@given(st.sampled_from(["a", "e", " ", "report", "”", "non", "."]), st.sampled_from(["", "x", "a ", "\ufffc", "“"]))
def test_no_citation_comes_goes_or_changes(sought: str, others: str) -> None:
    briefing = briefing_of(prose("A report ", (FIRST,), " on ", SECOND, " and a."), quoted(FIRST), prose(FIRST, SECOND))

    def atoms(each: Briefing) -> list[object]:
        return [
            inline
            for block in each.blocks("situation")
            for inline in (block.inlines if isinstance(block, Paragraph) else (block,))
            if not isinstance(inline, Text)
        ]

    try:
        after = replaced(briefing, sought, others)
    except EditRefused:
        return
    assert atoms(after) == atoms(briefing)
    assert any(isinstance(atom, InlineQuotation) for atom in atoms(after))
