"""From a quotation to prose that cites it, and back."""

from __future__ import annotations

import pytest

from briefer.core import edits, holding, paraphrasing
from briefer.core.briefing import (
    BlockId,
    BlockQuotation,
    Briefing,
    CitationMark,
    InlineId,
    InlineQuotation,
    Paragraph,
    Text,
    passages,
    printed,
)
from briefer.core.change import apply, inverse
from briefer.core.passage import Omit
from briefer.errors import NotFound
from tests.core.test_holding import BLOCK, INSIDE, PROSE, WORDS
from tests.strategies import empty_briefing


def start() -> Briefing:
    empty = empty_briefing()
    return apply(empty, edits.insert(empty, "situation", 0, (BLOCK, PROSE), label="set up"))


def test_a_block_becomes_prose_that_cites_it_and_comes_back_with_its_edits() -> None:
    edited = BLOCK.quotation.edited(Omit(start=5, end=11))
    before = apply(start(), holding.requote(start(), BLOCK.id, edited, label="omit"))
    edit = paraphrasing.paraphrase(before, BLOCK.id)
    after = apply(before, edit)
    prose = after.blocks("situation")[0]
    assert isinstance(prose, Paragraph)
    assert printed(prose) == edited.text
    assert passages(prose) == (edited.passage,)
    caret = edit.caret_after
    assert caret is not None
    assert (caret.block, caret.anchor_offset, caret.offset) == (prose.id, 0, len(edited.text))
    assert apply(after, inverse(edit)).sections == before.sections
    mark = paraphrasing.paraphrased_at(after, prose.id, 3)
    assert mark is not None
    back = apply(after, paraphrasing.quote_again(after, prose.id, mark)).blocks("situation")[0]
    assert isinstance(back, BlockQuotation)
    assert back.quotation == edited


def test_a_block_whose_prose_cites_more_by_now_comes_back_inside_it() -> None:
    after = apply(start(), paraphrasing.paraphrase(start(), BLOCK.id))
    prose = after.blocks("situation")[0]
    assert isinstance(prose, Paragraph)
    after = apply(after, edits.cite(after, BLOCK.quotation.passage, prose.id, 3, new=False))
    mark = paraphrasing.paraphrased_at(after, prose.id, 3)
    assert mark is not None
    back = apply(after, paraphrasing.quote_again(after, prose.id, mark)).blocks("situation")[0]
    assert isinstance(back, Paragraph)
    kinds = [type(inline) for inline in back.inlines]
    assert kinds.count(InlineQuotation) == 1
    assert kinds.count(CitationMark) == 1


def test_a_quotation_in_a_sentence_becomes_own_words_and_comes_back_behind_them() -> None:
    edit = paraphrasing.paraphrase(start(), INSIDE.id)
    after = apply(start(), edit)
    prose = after.blocks("situation")[1]
    assert isinstance(prose, Paragraph)
    assert printed(prose) == printed(PROSE)
    words, mark, stop = prose.inlines
    assert words == Text(text=f"They say {WORDS}")
    assert isinstance(mark, CitationMark)
    assert stop == Text(text=".")
    assert paraphrasing.paraphrased_at(after, prose.id, 0) == mark.id
    assert paraphrasing.paraphrased_at(after, prose.id, len(printed(prose)) + 1) is None
    back = apply(after, paraphrasing.quote_again(after, prose.id, mark.id)).blocks("situation")[1]
    assert printed(back) == f"They say {WORDS} {WORDS}."
    assert passages(back) == passages(PROSE)


@pytest.mark.parametrize("block", ["prose", "block", "nowhere"])
def test_what_is_no_paraphrase_cannot_be_quoted_again(block: str) -> None:
    assert paraphrasing.paraphrased_at(start(), BlockId(block), 0) is None
    with pytest.raises(NotFound):
        paraphrasing.quote_again(start(), BlockId(block), InlineId("inside"))
