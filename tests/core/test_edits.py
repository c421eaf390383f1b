"""The acts: take, cite, quote, write, move, remove and the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core import edits
from briefer.core.briefing import (
    TRAY,
    Block,
    BlockId,
    BlockQuotation,
    Briefing,
    CitationMark,
    Inline,
    InlineId,
    InlineQuotation,
    Paragraph,
    ProseBlock,
    Text,
    flow,
    passages,
)
from briefer.core.change import AddPassage, Edit, Join, NumberSource, ReplaceBlocks, apply
from briefer.core.passage import CitationItem, Passage, PassageId, Quotation
from briefer.core.source import SourceId
from briefer.core.text import OBJECT
from briefer.errors import EditRefused, NotFound
from tests import strategies
from tests.strategies import empty_briefing


def passage(exact: str = "The troops left.", number: int = 1, source: int = 1) -> Passage:
    return Passage(
        id=PassageId(f"p{source}-{number}"),
        source=SourceId(f"s{source}"),
        source_number=source,
        number=number,
        exact=exact,
        start=0,
        end=len(exact),
        text_sha256="",
    )


def mark(number: int = 9) -> CitationMark:
    return CitationMark(id=InlineId(f"m{number}"), citation=(CitationItem(passage=passage(number=number)),))


def quotation(words: str) -> InlineQuotation:
    return InlineQuotation(id=InlineId("q"), quotation=Quotation(passage=passage(words, 8)))


def briefing_with(*inlines: Inline, section: str = "risks") -> tuple[Briefing, BlockId]:
    block = Paragraph(id=BlockId("own"), inlines=inlines)
    briefing = empty_briefing()
    return apply(briefing, edits.insert(briefing, section, 0, [block], label="set up")), block.id


def shown(briefing: Briefing, section: str = "risks") -> list[str]:
    """Return the blocks of a section as they look: a figure as ^."""
    return [flow(block).replace(OBJECT, "^") for block in briefing.blocks(section)]


def ids(briefing: Briefing, section: str) -> list[str]:
    return [block.id for block in briefing.blocks(section)]


# --- take -------------------------------------------------------------------------------------------------------------


def test_a_passage_taken_stands_at_the_end_with_its_citation() -> None:
    briefing, _ = briefing_with(Text(text="Own."))
    edit = edits.take(briefing, passage(), "risks")
    after = apply(briefing, edit)
    assert shown(after) == ["Own.", "The troops left.^"]
    assert after.numbered == ("s1",)
    assert after.joined == ("s1",)
    assert edit.label == "take S1:1"
    assert edit.caret_after is not None
    assert edit.caret_after.block == after.blocks("risks")[1].id
    assert edit.changes[:3] == (
        AddPassage(passage=passage()),
        NumberSource(source=SourceId("s1")),
        Join(source=SourceId("s1"), before=False, after=True),
    )


def test_a_passage_goes_behind_the_block_at_the_caret_when_that_is_in_the_section() -> None:
    briefing = empty_briefing()
    for number in (1, 2):
        briefing = apply(briefing, edits.take(briefing, passage(f"Number {number}.", number), "risks"))
    first = briefing.blocks("risks")[0].id
    same = apply(briefing, edits.take(briefing, passage("Third.", 3), "risks", after=first))
    assert shown(same) == ["Number 1.^", "Third.^", "Number 2.^"]
    other = apply(briefing, edits.take(briefing, passage("Third.", 3), "actors", after=first))
    assert shown(other, "actors") == ["Third.^"]


def test_a_passage_known_already_is_not_added_again_nor_its_source_numbered_twice() -> None:
    briefing = apply(empty_briefing(), edits.take(empty_briefing(), passage(), "risks"))
    edit = edits.take(briefing, passage(), "actors", new=False)
    assert [type(change) for change in edit.changes] == [ReplaceBlocks]


def test_setting_aside_puts_the_passage_into_the_tray() -> None:
    edit = edits.take(empty_briefing(), passage(), TRAY)
    assert edit.label == "set aside S1:1"
    assert len(apply(empty_briefing(), edit).tray) == 1


def test_no_act_goes_into_a_section_that_is_not_there() -> None:
    briefing, block = briefing_with(Text(text="Own."))
    for act in (
        lambda: edits.take(briefing, passage(), "nowhere"),
        lambda: edits.write(briefing, "nowhere", "Words."),
        lambda: edits.move(briefing, [block], "nowhere", None),
    ):
        with pytest.raises(EditRefused, match="no section nowhere"):
            act()


# --- cite -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inlines", "offset", "result"),
    [
        ((Text(text="One. Two."),), 0, "One.^ Two."),
        ((Text(text="One. Two."),), 4, "One.^ Two."),
        ((Text(text="One. Two."),), 5, "One. Two.^"),
        ((Text(text="One. Two. "),), 10, "One. Two.^ "),
        ((Text(text="  One. Two."),), 0, "  One.^ Two."),
        ((Text(text="One."), mark(), Text(text=" Two.")), 0, "One.^^ Two."),
        ((Text(text="One."), mark(), Text(text=" Two.")), 5, "One.^^ Two."),
        ((Text(text="One."), mark(), Text(text=" Two.")), 6, "One.^ Two.^"),
        ((Text(text="No stop yet"),), 3, "No stop yet^"),
        ((Text(text="He "), quotation("First. Then"), Text(text=" loudly. End.")), 2, "He First. Then^ loudly.^ End."),
        ((Text(text="He said "), quotation("First. Second."), Text(text=" End.")), 2, "He said First. Second.^^ End."),
        ((Text(text="He said "), quotation("First. Second."), Text(text=" End.")), 12, "He said First. Second.^^ End."),
        ((mark(),), 1, "^^"),
    ],
)  # fmt: skip
def test_a_mark_goes_behind_the_sentence_and_the_marks_that_stand_there(
    inlines: tuple[Inline, ...], offset: int, result: str
) -> None:
    briefing, block = briefing_with(*inlines)
    edit = edits.cite(briefing, passage(), block, offset)
    after = apply(briefing, edit)
    assert shown(after) == [result]
    assert edit.caret_after is not None
    new = [
        inline for inline in after.blocks("risks")[0].inlines if inline not in inlines and not isinstance(inline, Text)
    ]  # type: ignore[union-attr]
    assert len(new) == 1
    assert flow(after.blocks("risks")[0])[edit.caret_after.offset - 1] == OBJECT


def test_a_new_mark_stands_behind_those_that_were_there() -> None:
    briefing, block = briefing_with(Text(text="One."), mark(8), mark(9), Text(text=" Two."))
    (after,) = apply(briefing, edits.cite(briefing, passage(number=1), block, 0)).blocks("risks")
    assert [cited.handle for cited in passages(after)] == ["S1:8", "S1:9", "S1:1"]


def test_nothing_is_cited_where_nothing_is_written_or_in_a_quotation() -> None:
    briefing, block = briefing_with(Text(text="  "))
    with pytest.raises(EditRefused, match="no sentence"):
        edits.cite(briefing, passage(), block, 0)
    taken = apply(empty_briefing(), edits.take(empty_briefing(), passage(), "risks"))
    with pytest.raises(EditRefused, match="source's words only"):
        edits.cite(taken, passage(), taken.blocks("risks")[0].id, 0)
    with pytest.raises(NotFound):
        edits.cite(briefing, passage(), BlockId("gone"), 0)


# --- quote and splice -------------------------------------------------------------------------------------------------


def test_an_inline_quotation_replaces_what_was_selected_and_the_caret_stands_behind_its_figure() -> None:
    briefing, block = briefing_with(Text(text="He said XX loudly."))
    edit = edits.quote(briefing, passage("no"), block, 8, 10)
    assert shown(apply(briefing, edit)) == ["He said no^ loudly."]
    assert edit.caret_after is not None
    assert edit.caret_after.offset == len("He said no^")


def test_quoting_inside_another_quotation_goes_behind_it_whole() -> None:
    briefing, block = briefing_with(Text(text="A "), quotation("middle"), Text(text=" z."))
    edit = edits.quote(briefing, passage("new"), block, 4, 4)
    assert shown(apply(briefing, edit)) == ["A middle^ new^ z."]
    assert edit.caret_after is not None
    assert edit.caret_after.offset == len("A middle^ new^")


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("He left.", "", "He left. new^"),
        ("He said", "loudly", "He said new^ loudly"),
        ("He said ", ", loudly", "He said new^, loudly"),
        ("He said (", ")", "He said (new^)"),
        ("\u4ed6\u8bf4", "\u4e86", "\u4ed6\u8bf4new^\u4e86"),
        ("", "", "new^"),
    ],
)
def test_an_inline_quotation_does_not_run_into_the_words_beside_it(left: str, right: str, expected: str) -> None:
    briefing, block = briefing_with(Text(text=left + right))
    edit = edits.quote(briefing, passage("new"), block, len(left), len(left))
    assert shown(apply(briefing, edit)) == [expected]


def test_a_figure_before_an_inline_quotation_counts_as_the_stop_before_it() -> None:
    briefing, block = briefing_with(Text(text="One."), mark(8))
    assert shown(apply(briefing, edits.quote(briefing, passage("new"), block, 5, 5))) == ["One.^ new^"]


@st.composite
def splices(draw: st.DrawFn) -> tuple[ProseBlock, int, int, tuple[Inline, ...]]:
    pool = draw(strategies.pools())
    block = draw(strategies.prose_blocks(pool))
    end = draw(st.integers(0, len(flow(block))))
    return block, draw(st.integers(0, end)), end, draw(strategies.inlines(pool))


def atoms(inlines: tuple[Inline, ...]) -> list[Inline]:
    return [inline for inline in inlines if not isinstance(inline, Text)]


def letters(inlines: tuple[Inline, ...]) -> list[tuple[str, bool, bool, str | None]]:
    """Return the analyst's own letters, each with its marks."""
    return [(c, run.bold, run.italic, run.href) for run in inlines if isinstance(run, Text) for c in run.text]


@given(splices())
def test_a_splice_keeps_every_word_and_atom_outside_it(splice: tuple[ProseBlock, int, int, tuple[Inline, ...]]) -> None:
    block, start, end, new = splice
    result = edits.spliced(block, start, end, new)
    # Walk the old block: what lies outside the span, in front of and behind it.
    front: list[Inline] = []
    back: list[Inline] = []
    front_letters: list[tuple[str, bool, bool, str | None]] = []
    back_letters: list[tuple[str, bool, bool, str | None]] = []
    at = 0
    for inline in block.inlines:
        length = len(flow(replace(block, inlines=(inline,))))
        if isinstance(inline, Text):
            for index, letter in enumerate(letters((inline,))):
                if at + index < start:
                    front_letters.append(letter)
                elif at + index >= end:
                    back_letters.append(letter)
        elif at + length <= start or (start == end and at < start):
            front.append(inline)
        elif at >= end:
            back.append(inline)
        at += length
    assert atoms(result) == [*front, *atoms(new), *back]
    assert letters(result) == [*front_letters, *letters(new), *back_letters]


@given(splices())
def test_an_empty_splice_loses_nothing(splice: tuple[ProseBlock, int, int, tuple[Inline, ...]]) -> None:
    block, start, _, new = splice
    result = edits.spliced(block, start, start, new)
    assert len(atoms(result)) == len(atoms(block.inlines)) + len(atoms(new))
    assert len(flow(replace(block, inlines=result))) == len(flow(block)) + len(flow(replace(block, inlines=new)))


@given(splices())
def test_splicing_never_gives_a_citation_to_other_words(
    splice: tuple[ProseBlock, int, int, tuple[Inline, ...]],
) -> None:
    block, start, end, new = splice
    known = {id(atom) for atom in (*atoms(block.inlines), *atoms(new))}
    assert all(id(atom) in known for atom in atoms(edits.spliced(block, start, end, new)))


# --- write ------------------------------------------------------------------------------------------------------------


def test_a_paragraph_written_stands_at_the_end_with_one_mark_for_all_it_cites() -> None:
    briefing = empty_briefing()
    edit = edits.write(briefing, "risks", " Two\nlines. ", [passage(), passage(number=2, source=2)])
    after = apply(briefing, edit)
    assert shown(after) == ["Two lines.^"]
    assert after.numbered == ("s1", "s2")
    assert shown(apply(after, edits.write(after, "risks", "Uncited."))) == ["Two lines.^", "Uncited."]


def test_written_words_keep_their_no_break_spaces_and_lose_what_stands_for_a_figure() -> None:
    edit = edits.write(empty_briefing(), "risks", "« Non\u00a0»\ufffc \x00dit-il")
    assert shown(apply(empty_briefing(), edit)) == ["« Non\u00a0» dit-il"]


@pytest.mark.parametrize("text", ["", "  \n", "\ufffc"])
def test_nothing_is_written_without_words(text: str) -> None:
    with pytest.raises(EditRefused, match="no words"):
        edits.write(empty_briefing(), "risks", text)


# --- move and remove --------------------------------------------------------------------------------------------------


def lettered(**sections: str) -> Briefing:
    """Return a briefing with one block for each letter."""
    briefing = empty_briefing()
    for section, names in sections.items():
        blocks: list[Block] = [Paragraph(id=BlockId(name), inlines=(Text(text=name),)) for name in names]
        briefing = apply(briefing, edits.insert(briefing, section, 0, blocks, label="set up"))
    return briefing


@pytest.mark.parametrize(
    ("moving", "section", "before", "actors", "risks"),
    [
        ("a", "risks", None, "xy", "bcda"),
        ("a", "risks", "c", "xy", "bacd"),
        ("ac", "risks", "d", "xy", "bacd"),
        ("ac", "risks", "c", "xy", "bacd"),
        ("cd", "risks", "c", "xy", "abcd"),
        ("d", "risks", "a", "xy", "dabc"),
        ("ca", "actors", "y", "xacy", "bd"),
        ("ax", "actors", None, "yxa", "bcd"),
        ("ax", "actors", "x", "xay", "bcd"),
        ("b", "risks", "b", "xy", "abcd"),
    ],
)
def test_blocks_move_in_their_order(moving: str, section: str, before: str | None, actors: str, risks: str) -> None:
    briefing = lettered(actors="xy", risks="abcd")
    target = BlockId(before) if before else None
    after = apply(briefing, edits.move(briefing, [BlockId(name) for name in moving], section, target))
    assert ("".join(ids(after, "actors")), "".join(ids(after, "risks"))) == (actors, risks)


@given(st.data())
def test_a_move_keeps_every_block_once_and_whole(data: st.DataObject) -> None:
    briefing = data.draw(strategies.briefings(data.draw(strategies.pools())))
    present = {block.id: block for _, part in briefing.parts() for block in part}
    moving = data.draw(st.lists(st.sampled_from(sorted(present)), unique=True)) if present else []
    section = data.draw(st.sampled_from([*strategies.SECTIONS, TRAY]))
    before = data.draw(st.sampled_from([None, *(block.id for block in briefing.blocks(section))]))
    after = apply(briefing, edits.move(briefing, moving, section, before))
    assert {block.id: block for _, part in after.parts() for block in part} == present
    order = [block.id for _, part in briefing.parts() for block in part if block.id in moving]
    assert [block.id for block in after.blocks(section) if block.id in moving] == order
    assert [b.id for b in after.blocks(section) if b.id not in moving] == [
        b.id for b in briefing.blocks(section) if b.id not in moving
    ]


def test_a_move_to_a_place_that_is_not_there_is_refused() -> None:
    briefing = lettered(actors="xy", risks="ab")
    with pytest.raises(EditRefused, match="not in that section"):
        edits.move(briefing, [BlockId("a")], "risks", BlockId("x"))
    with pytest.raises(NotFound):
        edits.move(briefing, [BlockId("gone")], "risks", None)


def test_a_move_writes_only_the_blocks_that_change_places() -> None:
    briefing = lettered(risks="abcdef")
    (change,) = edits.move(briefing, [BlockId("c")], "risks", BlockId("e")).changes
    assert isinstance(change, ReplaceBlocks)
    assert (change.at, [b.id for b in change.before], [b.id for b in change.after]) == (2, ["c", "d"], ["d", "c"])
    assert edits.move(briefing, [BlockId("c")], "risks", BlockId("d")).changes == ()


def test_blocks_removed_are_gone_and_the_others_stay() -> None:
    briefing = lettered(actors="xy", risks="abc")
    edit = edits.remove(briefing, [BlockId("b"), BlockId("x")])
    after = apply(briefing, edit)
    assert (ids(after, "actors"), ids(after, "risks")) == (["y"], ["a", "c"])
    assert [len(change.before) for change in edit.changes if isinstance(change, ReplaceBlocks)] == [1, 1]
    with pytest.raises(NotFound):
        edits.remove(briefing, [BlockId("gone")])


# --- the rest ---------------------------------------------------------------------------------------------------------


def test_what_an_editor_replaces_brings_numbers_for_what_it_cites() -> None:
    briefing = lettered(risks="ab")
    block = BlockQuotation(id=BlockId("q"), quotation=Quotation(passage=passage()))
    edit = edits.replace_blocks(briefing, "risks", 0, 1, [block], label="paste", added=[passage()])
    after = apply(briefing, edit)
    assert ids(after, "risks") == ["q", "b"]
    assert after.numbered == ("s1",)


def test_facts_are_set_by_name() -> None:
    briefing = empty_briefing()
    edit = edits.set_fact(briefing, "period_from", "2024-10-01")
    assert edit.label == "change of period from"
    assert apply(briefing, edit).facts.period_from == "2024-10-01"


@pytest.mark.parametrize(("name", "value"), [("colour", "red"), ("status", "finished")])
def test_a_fact_that_is_none_is_refused(name: str, value: str) -> None:
    with pytest.raises(EditRefused):
        edits.set_fact(empty_briefing(), name, value)


def test_inserting_nothing_leaves_the_caret_where_it_is() -> None:
    edit: Edit = edits.insert(empty_briefing(), "risks", 0, [], label="nothing")
    assert edit.caret_after is None
    assert apply(empty_briefing(), edit) == empty_briefing()
