"""Which citations share one figure."""

from __future__ import annotations

from briefer.core.briefing import BlockId, BlockQuotation, CitationMark, InlineId, InlineQuotation, Paragraph, Text
from briefer.core.figures import BLOCK, groups
from briefer.core.passage import CitationItem, Passage, PassageId, Quotation
from briefer.core.source import SourceId

PASSAGE = Passage(
    id=PassageId("p"), source=SourceId("s"), source_number=1, number=1, exact="words", start=0, end=5, text_sha256=""
)


def mark(name: str) -> CitationMark:
    return CitationMark(id=InlineId(name), citation=(CitationItem(passage=PASSAGE),))


def quoted(name: str) -> InlineQuotation:
    return InlineQuotation(id=InlineId(name), quotation=Quotation(passage=PASSAGE))


def figures(*inlines: Text | CitationMark | InlineQuotation) -> list[list[str]]:
    block = Paragraph(id=BlockId("b"), inlines=inlines)
    return [[cited.holder for cited in group] for group in groups(block)]


def test_marks_at_the_end_of_one_sentence_share_a_figure() -> None:
    assert figures(Text(text="So."), mark("a"), mark("b")) == [["a", "b"]]
    assert figures(Text(text="So"), mark("a"), Text(text=". "), mark("b")) == [["a", "b"]]


def test_a_word_between_two_marks_parts_them() -> None:
    assert figures(Text(text="Here"), mark("a"), Text(text=" and there"), mark("b")) == [["a"], ["b"]]


def test_a_mark_behind_an_inline_quotation_shares_its_figure_and_the_next_quotation_does_not() -> None:
    assert figures(quoted("q"), mark("a"), quoted("r")) == [["q", "a"], ["r"]]


def test_a_line_break_parts_two_marks() -> None:
    assert figures(mark("a"), Text(text="\u2028"), mark("b")) == [["a"], ["b"]]


def test_a_block_quotation_has_one_figure() -> None:
    block = BlockQuotation(id=BlockId("b"), quotation=Quotation(passage=PASSAGE))
    ((cited,),) = groups(block)
    assert (cited.position, cited.holder) == (BLOCK, "b")
