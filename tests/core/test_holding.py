"""Quotations by what holds them: a block, or an inline quotation in a sentence."""

from __future__ import annotations

import pytest

from briefer.core import edits, holding
from briefer.core.briefing import (
    BlockId,
    BlockQuotation,
    Briefing,
    InlineId,
    InlineQuotation,
    Paragraph,
    Text,
)
from briefer.core.change import apply, inverse
from briefer.core.passage import Omit, Passage, PassageId, Quotation
from briefer.core.source import SourceId
from briefer.core.translation import Translation
from briefer.errors import EditRefused, NotFound
from tests.strategies import empty_briefing

WORDS = "Deux portes sont fermées."
QUOTED = Quotation(
    passage=Passage(
        id=PassageId("p"), source=SourceId("s"), source_number=1, number=1, exact=WORDS, start=0, end=len(WORDS),
        text_sha256="",
    )
)  # fmt: skip
BLOCK = BlockQuotation(id=BlockId("block"), quotation=QUOTED)
INSIDE = InlineQuotation(id=InlineId("inside"), quotation=QUOTED)
PROSE = Paragraph(id=BlockId("prose"), inlines=(Text(text="They say "), INSIDE, Text(text=".")))


def briefing() -> Briefing:
    """A quotation as a block, and one in a sentence."""
    empty = empty_briefing()
    return apply(empty, edits.insert(empty, "situation", 0, (BLOCK, PROSE), label="set up"))


def english(of: str) -> Translation:
    return Translation(text="In English.", language="en", of=of)


@pytest.mark.parametrize("holder", [BLOCK.id, INSIDE.id])
def test_a_quotation_gets_a_translation_and_gives_it_back(holder: str) -> None:
    start = briefing()
    quotation = holding.quotation_of(start, holder)
    assert quotation is not None
    edit = holding.translate(start, holder, english(quotation.text))
    after = apply(start, edit)
    held = holding.quotation_of(after, holder)
    assert held is not None
    assert held.translated == english(quotation.text)
    assert held.text == quotation.text
    assert apply(after, inverse(edit)) == start
    removed = apply(after, holding.translate(after, holder, None))
    assert removed.sections == start.sections


def test_a_translation_of_words_that_were_edited_since_is_kept_and_out_of_date() -> None:
    start = briefing()
    after = apply(start, holding.translate(start, BLOCK.id, english(BLOCK.quotation.text)))
    held = holding.quotation_of(after, BLOCK.id)
    assert held is not None
    shorter = held.edited(Omit(start=2, end=8))
    assert shorter.translation == held.translation
    assert shorter.translated is None


def test_a_translation_of_other_words_is_refused() -> None:
    with pytest.raises(EditRefused, match="not one of these words"):
        holding.translate(briefing(), BLOCK.id, english("other words"))


def test_the_same_translation_again_is_refused() -> None:
    with pytest.raises(EditRefused, match="same as before"):
        holding.translate(briefing(), BLOCK.id, None)


@pytest.mark.parametrize("holder", ["", "nobody", PROSE.id])
def test_what_holds_no_quotation_has_none(holder: str) -> None:
    assert holding.quotation_of(briefing(), holder) is None
    with pytest.raises(NotFound):
        holding.requote(briefing(), holder, BLOCK.quotation, label="x")


@pytest.mark.parametrize(
    ("block", "offset", "holder"),
    [
        ("block", 0, BLOCK.id), ("block", 99, BLOCK.id), ("prose", 0, None), ("prose", 9, INSIDE.id),
        ("prose", 9 + len(WORDS) + 1, INSIDE.id), ("prose", 9 + len(WORDS) + 2, None), ("nowhere", 0, None),
    ],
)  # fmt: skip
def test_the_quotation_at_a_caret_is_found(block: str, offset: int, holder: str | None) -> None:
    assert holding.holder_at(briefing(), BlockId(block), offset) == holder
