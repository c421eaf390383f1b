"""Passages made from a span, and found again in a text that has changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core import anchor
from briefer.core.passage import CONTEXT, Passage, PassageId
from briefer.core.source import Article, PageRun, TextBlock
from briefer.core.text import sha256_text
from briefer.errors import NotFound
from tests import strategies
from tests.strategies import source_of


def article(text: str) -> Article:
    blocks: list[TextBlock] = []
    start = 0
    for line in text.split("\n"):
        blocks.append(TextBlock(kind="paragraph", start=start, end=start + len(line)))
        start += len(line) + 1
    return Article(kind="text", text=text, blocks=tuple(blocks))


def taken(text: str, words: str, *, start: int | None = None) -> Passage:
    whole = article(text)
    at = text.index(words) if start is None else start
    return anchor.make(whole, source_of(whole, 1), at, at + len(words), id=PassageId("p"), number=1)


def found(text: str, passage: Passage) -> tuple[str, str]:
    place = anchor.find(text, passage)
    return place.certainty, text[place.start : place.end]


# --- making -----------------------------------------------------------------------------------------------------------


@given(st.data())
def test_a_passage_holds_the_exact_words_of_its_span_and_what_stands_around_them(data: st.DataObject) -> None:
    pool = data.draw(strategies.pools())
    texts = {source.id: each.text for source, each in zip(pool.sources, pool.articles, strict=True)}
    for passage in pool.passages:
        text = texts[passage.source]
        assert text[passage.start : passage.end] == passage.exact == passage.exact.strip()
        assert text[: passage.start].endswith(passage.prefix)
        assert text[passage.end :].startswith(passage.suffix)
        assert len(passage.prefix) == min(CONTEXT, passage.start)
        assert len(passage.suffix) == min(CONTEXT, len(text) - passage.end)
        assert passage.text_sha256 == sha256_text(text)
        assert anchor.find(text, passage) == anchor.Place("same", passage.start, passage.end)


def test_white_space_and_images_at_the_edges_of_a_selection_are_not_taken() -> None:
    passage = taken("One. \ufffc Two. \n Three.", " \ufffc Two. \n", start=4)
    assert (passage.exact, passage.start, passage.paragraph) == ("Two.", 7, 1)


def test_a_passage_knows_its_page_and_its_paragraph() -> None:
    whole = replace(article("First.\nSecond."), pages=(PageRun(start=0, end=14, page=0, label="xii"),))
    passage = anchor.make(whole, source_of(whole, 4), 7, 14, id=PassageId("p"), number=2)
    assert (passage.page, passage.paragraph, passage.handle) == ("xii", 2, "S4:2")


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (0, 99), (3, 2), (4, 5), (2, 2)])
def test_a_span_outside_the_text_or_without_words_is_refused(start: int, end: int) -> None:
    whole = article("One. Two.")
    with pytest.raises(NotFound, match="S1"):
        anchor.make(whole, source_of(whole, 1), start, end, id=PassageId("p"), number=1)


# --- finding again ----------------------------------------------------------------------------------------------------


@given(st.data())
def test_words_are_found_again_whatever_is_put_in_front_of_the_text(data: st.DataObject) -> None:
    pool = data.draw(strategies.pools())
    passage = pool.passages[0]
    text = pool.articles[passage.source_number - 1].text
    # Digits alone cannot repeat the words of a passage with its context.
    front = "7777 7777. " * data.draw(st.integers(1, 20))
    place = anchor.find(front + text, passage)
    letters = sum(map(str.isalnum, passage.exact))
    right = anchor.Place("moved", passage.start + len(front), passage.end + len(front))
    if letters >= 12 and text.count(passage.exact) == 1 and letters + sum(map(str.isalnum, passage.suffix)) >= 24:
        assert place == right
    elif text.count(passage.exact) == 1 and passage.exact not in front:
        assert place in (right, anchor.Place("lost"))


def test_twins_are_told_apart_by_what_stands_around_them() -> None:
    text = "In May the troops left the north. In June the troops left the south."
    second = taken(text, "the troops left", start=text.rindex("the troops left"))
    changed = "In June the troops left the south. In May the troops left the north, and stayed away for a year."
    assert anchor.find(changed, second) == anchor.Place("moved", 8, 23)


def test_what_follows_counts_as_much_as_what_goes_before() -> None:
    second = taken("So it left the north. So it left our country.", "it left", start=25)
    assert anchor.find("So it left our country. So it left the hills, in the end.", second) == anchor.Place(
        "moved", 3, 10
    )


def test_twins_with_the_same_words_around_them_are_told_apart_by_their_place() -> None:
    text = "Yes. No. Yes. " * 10
    passage = taken(text, "No.", start=75)
    assert anchor.find(text + "Changed.", passage) == anchor.Place("same", 75, 78)
    assert anchor.find("Changed. " + text, passage) == anchor.Place("lost")
    assert anchor.find("Changed. " + text, passage, former=text) == anchor.Place("moved", 84, 87)
    assert anchor.find(f"New. {text}New.", passage, former=text) == anchor.Place("lost")


def test_a_few_words_among_quite_other_ones_are_lost_a_sentence_is_not() -> None:
    few = taken("Before. The troops left. After.", "troops left")
    assert found("Quite different. The troops left.", few) == ("lost", "")
    sentence = "The troops left the northern provinces on Friday evening."
    whole = taken(f"Before. {sentence} After.", sentence)
    assert found(f"Quite different. {sentence} And that was that.", whole) == ("moved", sentence)


def test_twins_without_anything_of_what_stood_around_are_lost() -> None:
    passage = taken("alpha no omega", "no")
    assert anchor.find("x-no-x y-no-y", passage) == anchor.Place("lost")


def test_words_that_are_gone_are_lost() -> None:
    assert anchor.find("Nothing of it.", taken("The troops left.", "troops")) == anchor.Place("lost")


def test_a_known_hash_is_believed_but_the_words_are_looked_at() -> None:
    text = "The troops left."
    passage = taken(text, "troops")
    assert anchor.find(text, passage, text_sha256=passage.text_sha256).certainty == "same"
    assert anchor.find("Our " + text, passage, text_sha256=passage.text_sha256).certainty == "moved"
