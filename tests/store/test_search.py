"""The index of titles and paragraphs: whatever stands in a text is found, and nothing else is shown as found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from briefer.core.found import Hits
from briefer.core.source import Article, TextBlock
from briefer.core.text import fold
from briefer.store import schema, search
from tests.strategies import source_of

SCRIPTS = [
    *("Düsseldorf", "café", "İSTANBUL", "Kılıç", "Łódź", "Straße", "Ærø", "Þingvellir", "Đoković", "Ёлка", "чай"),
    *("Αθήνα", "ΟΔΟΣ", "Ωδή", "мир", "القاهرة", "السَّلام", "שלום", "हिन्दी", "किताब", "ภาษาไทย", "外交部", "東京"),
    *("ひらがな", "カタカナ", "한국어", "𝔘nit", "co\u00adoperate", "re\u0301sume\u0301", "U.S.", "don’t", "12", "3.5"),
    *("m²", "ﬁnance", "❤\ufe0f", "a_b", "😀"),
]


def asked(text: str, *typed: str) -> list[Hits]:
    """Answer queries from an index with one paragraph in it."""
    article = Article(kind="text", text=text, blocks=(TextBlock(kind="paragraph", start=0, end=len(text)),))
    with create_engine("sqlite://").connect() as connection:
        schema.paragraphs.create(connection)
        search.create(connection)
        search.index_article(connection, source_of(article, 1), article)
        return [search.search(connection, each, 50) for each in typed]


def letters(text: str) -> str:
    """Return a text folded, without what stands between words."""
    return "".join(each for each in fold(text).text if each.isalnum() or not (each.isspace() or each.isprintable()))


@settings(max_examples=200)
@given(st.data())
def test_any_words_of_a_paragraph_are_found_at_their_place(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(SCRIPTS), min_size=1, max_size=9))
    between = data.draw(st.lists(st.sampled_from([" ", ", ", "—", " “", "” ", "\u00a0"]), min_size=9, max_size=9))
    text = "".join(part for pair in zip(words, between, strict=False) for part in pair)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    phrase = " ".join(words[first:last])
    begun = phrase[: data.draw(st.integers(1, len(phrase)))].rstrip()
    whole, beginning, plain = asked(text, f'"{phrase}"', begun, f'"{fold(phrase).text}"')
    if letters(phrase):
        for found in (whole, plain):
            (hit,) = found.hits
            assert {letters(hit.snippet[start:end]) for start, end in hit.ranges} == {letters(phrase)}
            assert letters(text[hit.start : hit.end]).startswith(letters(phrase))
            assert letters(text[hit.start : hit.end]).endswith(letters(phrase))
    if letters(begun):
        (hit,) = beginning.hits
        terms = [letters(term) for term in begun.split()]
        for start, end in hit.ranges:
            assert any(letters(hit.snippet[start:end]).startswith(term) for term in terms)
        shown = text[hit.start : hit.end]
        assert any(letters(shown).startswith(term) for term in terms)


@given(
    st.text(st.sampled_from("ab북北京ß _-“é\u0301ि"), max_size=12),
    st.text(st.sampled_from('ab북北京ß_é"*'), max_size=4),
)
def test_what_is_shown_as_found_has_the_letters_asked_for(text: str, typed: str) -> None:
    (found,) = asked(text, typed)
    for hit in found.hits:
        assert hit.ranges
        for start, end in hit.ranges:
            assert letters(hit.snippet[start:end]).startswith(tuple(filter(None, map(letters, typed.split('"')))))


@pytest.mark.parametrize("typed", ["हनद", "कताब"])
def test_vowel_signs_are_letters(typed: str) -> None:
    assert asked("हिन्दी किताब", typed)[0].total == 0
