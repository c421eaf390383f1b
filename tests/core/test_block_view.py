"""What the command line shows of a block."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefer.core.block_view import block_view
from briefer.core.briefing import (
    BlockId,
    BlockQuotation,
    CitationMark,
    Heading,
    InlineId,
    InlineQuotation,
    ListItem,
    Paragraph,
    Text,
    passages,
    printed,
)
from briefer.core.passage import CitationItem, Insert, Quotation
from briefer.core.translation import Translation
from tests import strategies
from tests.core.test_wire import PASSAGE, through_json


@given(st.data())
def test_the_view_of_a_block_holds_what_is_printed_and_what_it_cites(data: st.DataObject) -> None:
    block = data.draw(strategies.blocks(data.draw(strategies.pools())))
    view = through_json(block_view(block))
    assert view["text"] == printed(block) == "".join(inline["text"] for inline in view["inlines"])
    assert view["passages"] == [passage.handle for passage in passages(block)]
    assert {"id", "kind", "text", "inlines", "passages"} <= set(view)
    for inline in view["inlines"]:
        assert set(inline) - {"translation", "dropped", "judgement", "words"} == {
            "type",
            "text",
            "marks",
            "href",
            "passages",
            "edits",
        }
        assert inline["type"] in ("text", "quotation", "citation", "footnote")


def test_the_view_of_each_kind() -> None:
    quotation = Quotation(passage=PASSAGE).edited(Insert(at=0, text="sic"))
    mark = CitationMark(id=InlineId("m"), citation=(CitationItem(passage=PASSAGE),))
    views = [
        block_view(block)
        for block in (
            Heading(id=BlockId("h"), inlines=(Text(text="Bold", bold=True, href="https://e.org"),), level=2),
            ListItem(id=BlockId("l"), inlines=(mark,), ordered=True, level=3),
            Paragraph(id=BlockId("p"), inlines=(InlineQuotation(id=InlineId("i"), quotation=quotation),)),
            BlockQuotation(id=BlockId("q"), quotation=quotation),
        )
    ]
    assert [view["kind"] for view in views] == ["heading", "list-item", "paragraph", "quotation"]
    assert views[0]["level"] == 2
    assert (views[1]["level"], views[1]["ordered"]) == (3, True)
    assert views[0]["inlines"][0]["marks"] == ["bold"]
    assert views[0]["inlines"][0]["href"] == "https://e.org"
    assert views[2]["inlines"] == views[3]["inlines"]
    assert views[3]["inlines"][0] == {
        "type": "quotation",
        "text": "[sic]Words.",
        "marks": [],
        "href": None,
        "passages": ["S3:10"],
        "edits": [{"edit": "insert", "at": 0, "text": "sic"}],
    }


def test_a_translation_is_shown_and_said_to_be_out_of_date_when_its_words_were_edited() -> None:
    made = Translation(text="Mots.", language="fr", of="Words.")
    quotation = replace(Quotation(passage=PASSAGE), translation=made)
    current, former = (
        block_view(BlockQuotation(id=BlockId("q"), quotation=each))["inlines"][0]["translation"]
        for each in (quotation, quotation.edited(Insert(at=0, text="sic")))
    )
    said = {"text": "Mots.", "language": "fr", "translator": None, "method": "own"}
    assert current == {**said, "current": True}
    assert former == {**said, "current": False}


def test_the_sentences_of_a_paragraph_say_what_supports_them() -> None:
    mark = CitationMark(id=InlineId("m"), citation=(CitationItem(passage=PASSAGE),))
    view = block_view(Paragraph(id=BlockId("p"), inlines=(Text(text="It did."), mark, Text(text=" It may."))))
    assert view["sentences"] == [
        {"text": "It did.", "support": "supported", "cites": True},
        {"text": "It may.", "support": "unsupported", "cites": False},
    ]
