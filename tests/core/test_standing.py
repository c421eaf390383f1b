"""Words that came from outside: the phrases looked for, the run found, the act that cites it."""

from __future__ import annotations

import pytest

from briefer.core import edits, standing
from briefer.core.briefing import BlockId, Briefing, InlineQuotation, Paragraph, Text, flow
from briefer.core.change import apply
from briefer.core.passage import Passage, PassageId
from briefer.core.source import SourceId
from briefer.core.standing import Standing
from briefer.errors import EditRefused
from tests.strategies import empty_briefing

SOURCE = (
    "Low water.\nThe level of the river fell by 31 centimetres within only eighteen hours, they said. It rose again."
)
RUN = "level of the river fell by 31 centimetres within only eighteen hours, they said."
OTHER = "As told: “the LEVEL of the  river fell by 31 centimetres within only eighteen hours, they said.” Then nothing."


def _found(text: str = OTHER) -> Standing | None:
    return standing.longest(text, SourceId("s1"), SOURCE, [SOURCE.index("fell")])


def _passage(found: Standing) -> Passage:
    return Passage(
        id=PassageId("p"), source=found.source, source_number=1, number=1, exact=found.exact,
        start=found.source_start, end=found.source_end, text_sha256="",
    )  # fmt: skip


def _briefing(text: str = OTHER) -> Briefing:
    block = Paragraph(id=BlockId("own"), inlines=(Text(text=text),))
    return apply(empty_briefing(), edits.insert(empty_briefing(), "risks", 0, [block], label="set up"))


def test_a_text_of_few_words_is_not_looked_for() -> None:
    assert standing.phrases("one two three four five six seven") == ()
    assert standing.phrases("One two three four five six seven eight")[0] == "one two three four five six"


def test_phrases_reach_the_end_of_a_long_text_and_stay_few() -> None:
    asked = standing.phrases(" ".join(f"word{number}" for number in range(1000)))
    assert len(asked) <= 14
    assert asked[-1].endswith("word999")


def test_the_run_is_found_whatever_its_case_and_spaces_and_takes_its_stop_along() -> None:
    found = _found()
    assert found is not None
    assert found.exact.endswith(RUN)
    assert SOURCE[found.source_start : found.source_end] == found.exact
    assert found.words == 15


def test_words_that_many_texts_have_in_common_are_not_told() -> None:
    assert _found("Nobody knew that the level of the river fell at all.") is None


def test_the_words_are_cited_behind_their_sentence() -> None:
    found = _found()
    assert found is not None
    briefing = _briefing()
    edit = standing.cited(briefing, [(found, _passage(found), True)], quote=False)
    assert edit.label == "cite S1:1"
    [block] = apply(briefing, edit).blocks("risks")
    assert flow(block).index("\ufffc") == OTHER.index("”") + 1


def test_quoted_they_become_the_source_s_own_and_bring_their_quotation_marks() -> None:
    found = _found()
    assert found is not None
    briefing = _briefing()
    [block] = apply(briefing, standing.cited(briefing, [(found, _passage(found), True)], quote=True)).blocks("risks")
    assert isinstance(block, Paragraph)
    before, quoted, after = block.inlines
    assert before == Text(text="As told: ")
    assert isinstance(quoted, InlineQuotation)
    assert quoted.quotation.text == found.exact
    assert after == Text(text=" Then nothing.")


def test_words_that_have_changed_meanwhile_are_not_cited() -> None:
    found = _found()
    assert found is not None
    with pytest.raises(EditRefused, match="changed meanwhile"):
        standing.cited(_briefing("Something else."), [(found, _passage(found), True)], quote=False)
