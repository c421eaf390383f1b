"""The one JSON: what is written reads back the same, and what briefer did not write is refused."""

from __future__ import annotations

import contextlib
import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core import article_wire, wire
from briefer.core.change import Edit, Join
from briefer.core.passage import Passage, PassageId
from briefer.core.source import SourceId
from briefer.errors import BadRequest, BrieferError
from tests import strategies

PASSAGE = Passage(
    id=PassageId("p"), source=SourceId("s"), source_number=3, number=10, exact="Words.", start=0, end=6, text_sha256="h"
)
KNOWN = {PASSAGE.id: PASSAGE}


def through_json(data: Any) -> Any:
    return json.loads(json.dumps(data, allow_nan=False))


# --- there and back ---------------------------------------------------------------------------------------------------


@given(st.data())
def test_a_block_reads_back_the_same(data: st.DataObject) -> None:
    pool = data.draw(strategies.pools())
    block = data.draw(strategies.blocks(pool))
    assert wire.block_from_json(through_json(wire.block_to_json(block)), pool.known) == block


@given(st.data())
def test_an_edit_and_its_carets_read_back_the_same(data: st.DataObject) -> None:
    pool = data.draw(strategies.pools())
    edit = data.draw(strategies.acts(data.draw(strategies.briefings(pool)), pool))
    assert wire.edit_from_json(through_json(wire.edit_to_json(edit)), pool.known) == edit


def test_the_place_on_a_reading_list_reads_back_the_same() -> None:
    change = Join(source=SourceId("s"), before=True, after=False, at=2)
    edit = Edit(changes=(change,), label="remove source from briefing")
    assert wire.edit_from_json(through_json(wire.edit_to_json(edit)), KNOWN) == edit


@given(strategies.pools())
def test_a_passage_reads_back_the_same(pool: strategies.Pool) -> None:
    for passage in pool.passages:
        assert wire.passage_from_json(through_json(wire.passage_to_json(passage))) == passage


# --- refusals ---------------------------------------------------------------------------------------------------------

MARK = {"type": "citation", "id": "m", "citation": [{"passage": "p"}]}
QUOTED = {"passage": "p", "edits": [], "citation": [{"passage": "p"}]}


def paragraph(inline: dict[str, Any]) -> dict[str, Any]:
    return {"id": "b", "kind": "paragraph", "inlines": [inline]}


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        None,
        {"id": "b"},
        {"id": 7, "kind": "paragraph", "inlines": []},
        {"id": "b", "kind": "judgement", "inlines": []},
        {"id": "b", "kind": "heading", "inlines": [], "level": 3},
        {"id": "b", "kind": "heading", "inlines": [], "level": "1"},
        {"id": "b", "kind": "heading", "inlines": [], "level": True},
        {"id": "b", "kind": "list-item", "inlines": [], "level": 0, "ordered": False},
        {"id": "b", "kind": "list-item", "inlines": [], "level": 1, "ordered": 0},
        paragraph({"type": "picture"}),
        paragraph({"type": "text", "text": 5}),
        paragraph({"type": "text", "text": "x", "marks": "bold"}),
        paragraph({"type": "text", "text": "x", "marks": [1]}),
        paragraph({"type": "text", "text": "x", "href": 1}),
        paragraph({**MARK, "citation": []}),
        paragraph({**MARK, "citation": [{"passage": "unknown"}]}),
        paragraph({**MARK, "citation": [{"passage": "p", "locator": 4}]}),
        paragraph({**MARK, "origin": {"passage": "p"}}),
        {"id": "b", "kind": "quotation", "quotation": {**QUOTED, "edits": [{"edit": "burn"}]}},
        {"id": "b", "kind": "quotation", "quotation": {**QUOTED, "edits": [{"edit": "omit", "start": "0", "end": 1}]}},
        {"id": "b", "kind": "quotation", "quotation": {**QUOTED, "edits": [{"edit": "case", "at": 99}]}},
    ],
)  # fmt: skip
def test_a_block_that_briefer_did_not_write_is_refused_in_a_sentence(data: Any) -> None:
    with pytest.raises(BrieferError):
        wire.block_from_json(data, KNOWN)


@pytest.mark.parametrize(
    "change",
    [
        {"change": "explode"},
        {"change": "fact", "name": "title", "before": "a", "after": 1},
        {"change": "blocks", "section": "risks", "at": "0", "before": [], "after": []},
        {"change": "sections", "before": "ab", "after": ["a", "b"]},
        {"change": "join", "source": "s", "before": 0, "after": True, "at": None},
        {"change": "passage", "passage": "unknown"},
        {"change": "number", "source": None},
        {"change": "reference", "source": "s", "before": {"authors": []}, "after": {"authors": [1]}},
        {"change": "reference", "source": "s", "before": {"authors": []}, "after": {"authors": [], "title": 1}},
    ],
)
def test_a_change_that_briefer_did_not_write_is_refused(change: dict[str, Any]) -> None:
    data = {"label": "x", "kind": "act", "changes": [change], "caret_before": None, "caret_after": None}
    with pytest.raises(BadRequest):
        wire.edit_from_json(data, KNOWN)


def test_an_edit_of_an_unknown_kind_or_with_a_strange_caret_is_refused() -> None:
    data: dict[str, Any] = {"label": "x", "kind": "act", "changes": [], "caret_before": None, "caret_after": None}
    assert wire.edit_from_json(data, KNOWN).label == "x"
    for strange in ({"kind": "magic"}, {"caret_after": {"section": "risks", "offset": "0"}}, {"caret_after": {"x": 1}}):
        with pytest.raises(BadRequest):
            wire.edit_from_json({**data, **strange}, KNOWN)


@given(st.data())
def test_no_damage_to_an_article_or_a_passage_gives_anything_but_a_sentence(data: st.DataObject) -> None:
    """One value anywhere in it is replaced; it is read all the same, or refused: never another error."""
    pool = data.draw(strategies.pools())
    block = data.draw(strategies.blocks(pool))
    junk = data.draw(st.sampled_from([None, 5, "junk", [], {}, True, -1, ["x"], {"a": 1}]))
    readers = [
        (article_wire.article_to_json(pool.articles[0]), article_wire.article_from_json),
        (wire.passage_to_json(pool.passages[0]), wire.passage_from_json),
        (wire.block_to_json(block), lambda value: wire.block_from_json(value, pool.known)),
    ]
    written, read = data.draw(st.sampled_from(readers))
    damaged = copy.deepcopy(through_json(written))
    place: Any = damaged
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
            place = place[key]
            continue
        place[key] = junk
        break
    with contextlib.suppress(BrieferError):
        read(damaged)
