"""Folding, UTF-16 offsets, sentences and counted words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core.text import (
    Utf16Map,
    clean,
    count_words,
    direction,
    fold,
    has_rightward,
    sentence_at,
    sentences,
    sha256_text,
    utf16_length,
)
from tests import strategies

any_text = st.text(st.sampled_from(strategies.CHARACTERS + "\n\u2028\ufffc"), max_size=60) | st.text(max_size=40)


# --- folding ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("original", "folded"),
    [
        ("Troops", "troops"),
        ("“No,” he said", '"no," he said'),
        ("l’été", "l'ete"),
        ("e\u0301te\u0301", "ete"),
        ("a\u00a0b \n c\u2028d", "a b c d"),
        ("co\u00adoperate", "cooperate"),
        ("Straße", "strasse"),
        ("ﬁre", "fire"),
        ("wait…", "wait..."),
        ("1939–45", "1939-45"),
        ("  edges ", "edges"),
        ("a\ufffcb", "a b"),
        ("Ａ１", "a1"),
        ("\u202bשלום\u202c", "שלום"),
        ("x¨ y", "x y"),
    ],
)
def test_folding_unifies_what_readers_see_as_the_same(original: str, folded: str) -> None:
    assert fold(original).text == folded


@given(any_text)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(any_text, st.data())
def test_words_found_in_the_folded_copy_are_found_in_the_original(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    whole, part = fold(text), fold(text[start:end]).text
    at = whole.text.find(part)
    assert at >= 0
    if part:
        first, last = whole.span(at, at + len(part))
        # A match may begin inside a letter that folds to several: then it takes the whole letter.
        assert part in fold(text[first:last]).text
        assert 0 <= first < last <= len(text)


@given(any_text)
def test_the_whole_folded_copy_spans_all_that_has_a_form(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    if folded.text:
        start, end = folded.span(0, len(folded.text))
        assert fold(text[start:end]).text == folded.text


def test_an_accent_typed_apart_is_cited_with_its_letter() -> None:
    text = "cafe\u0301 noir"
    folded = fold(text)
    start, end = folded.span(0, len("cafe"))
    assert text[start:end] == "cafe\u0301"


# --- UTF-16 -----------------------------------------------------------------------------------------------------------


@given(st.text(st.sampled_from("ab😀𝔘é中"), max_size=30))
def test_utf16_offsets_are_those_of_pythons_own_encoding(text: str) -> None:
    units = Utf16Map(text)
    for offset in range(len(text) + 1):
        expected = len(text[:offset].encode("utf-16-le")) // 2
        assert units.to_utf16(offset) == expected
        assert units.to_code_points(expected) == offset
    assert utf16_length(text) == units.to_utf16(len(text))


def test_an_offset_inside_a_pair_is_that_of_its_start() -> None:
    assert Utf16Map("a😀b").to_code_points(2) == 1


# --- sentences --------------------------------------------------------------------------------------------------------


@given(any_text)
def test_sentences_cover_every_word_once_and_in_order(text: str) -> None:
    covered: list[int] = []
    for start, end in sentences(text):
        assert start < end
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        covered.extend(range(start, end))
    assert covered == sorted(set(covered))
    assert {index for index, character in enumerate(text) if not character.isspace()} <= set(covered)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("He said “No.” Then he left.", ["He said “No.”", "Then he left."]),
        ("Mr. Smith met Dr. Lee in the U.S. on Jan. 3.", ["Mr. Smith met Dr. Lee in the U.S. on Jan. 3."]),
        ("See No. 5 and pp. 3 to 4 (approx.) there.", ["See No. 5 and pp. 3 to 4 (approx.) there."]),
        ("He said no. Then he left.", ["He said no.", "Then he left."]),
        ("It rose 3.5 percent. Again.", ["It rose 3.5 percent.", "Again."]),
        ("他说。然后走了！", ["他说。", "然后走了！"]),
        ("यह सच है। वह गया।", ["यह सच है।", "वह गया।"]),
        ("「行きます。」と彼は言った。次。", ["「行きます。」と彼は言った。", "次。"]),
        ("他说：“走吧。”然后走了。", ["他说：“走吧。”", "然后走了。"]),
        ("“Really?” she said. Wait... what? Yes.", ["“Really?” she said.", "Wait... what?", "Yes."]),
        ("Il a dit : « Non. » Puis il part.", ["Il a dit : « Non. »", "Puis il part."]),
        ("„Nein.“ Er ging. »Doch!« Sie kam.", ["„Nein.“", "Er ging.", "»Doch!«", "Sie kam."]),
        ("Er kam (z. B. am 3. Mai) an. Gut.", ["Er kam (z. B. am 3. Mai) an.", "Gut."]),
        ("В. В. Иванов прибыл. Он молчал.", ["В. В. Иванов прибыл.", "Он молчал."]),
        ("القوات غادرت. ثم عادت؟ نعم.", ["القوات غادرت.", "ثم عادت؟", "نعم."]),
        ("Maj. Lee and Pres. Odu met. Good.", ["Maj. Lee and Pres. Odu met.", "Good."]),
        ("A heading.\na line of its own.", ["A heading.", "a line of its own."]),
        ("A heading\nA sentence.", ["A heading", "A sentence."]),
        ("No stop at the end", ["No stop at the end"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_says(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(0, "One."), (4, "One."), (5, "One."), (6, "Two."), (8, "Two."), (10, "Two."), (11, "Two.")],
)
def test_the_sentence_at_an_offset(offset: int, expected: str) -> None:
    text = "One.  Two. "
    start, end = sentence_at(text, offset)
    assert text[start:end] == expected


@given(any_text, st.data())
def test_the_sentence_at_any_place_is_one_of_the_sentences_and_holds_the_place(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    start, end = sentence_at(text, offset)
    if start < end:
        assert (start, end) in sentences(text)
        assert start <= offset
        assert offset <= end or all(first > offset for first, _ in sentences(text) if first > start)
    else:
        assert all(first > offset for first, _ in sentences(text))


def test_there_is_no_sentence_before_the_first_word() -> None:
    assert sentence_at("  One.", 1) == (1, 1)


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one two  three", 3),
        ("don't re-read 3.5 e.g. this", 5),
        ("word—word – word", 3),
        ("... — !", 0),
        ("(in brackets)", 2),
        ("cafe\u0301s noirs", 2),
        ("हिन्दी में", 2),
        ("中文 text 三", 4),
        ("ひらがな", 4),
        ("no\u00a0break", 2),
    ],
)
def test_words_are_counted_as_a_word_processor_counts_them(text: str, words: int) -> None:
    assert count_words(text) == words


@given(any_text, any_text)
def test_words_add_up_over_a_line_end(one: str, other: str) -> None:
    assert count_words(one + "\n" + other) == count_words(one) + count_words(other)


# --- hashes and cleaning ----------------------------------------------------------------------------------------------


def test_the_hash_is_that_of_the_utf8_and_takes_half_a_pair_too() -> None:
    assert sha256_text("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert sha256_text("\ud800") != sha256_text("\ud801")


@given(st.text(st.characters() | st.sampled_from("\x00\r\n\t\x0b\x0c\x1f\x7f\ufffe\uffff\ud800"), max_size=30))
def test_clean_text_can_be_written_as_utf8_and_as_xml(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    assert re.search("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]", cleaned) is None
    assert clean(cleaned) == cleaned
    assert [c for c in cleaned if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize(
    ("text", "cleaned"), [("a\r\nb\rc", "a\nb\nc"), ("page\x0cpage", "page\npage"), ("a\tb\x00", "a\tb"), ("é", "é")]
)
def test_line_ends_become_line_feeds_and_controls_vanish(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "found"),
    [("12 a", "ltr"), ("12, 13.", ""), ("", ""), ("«שלום» abc", "rtl"), ("(3) لا x", "rtl"), ("é ش", "ltr")],
)
def test_the_first_letter_with_a_direction_decides(text: str, found: str) -> None:
    assert direction(text) == found


def test_a_letter_from_right_to_left_is_found_wherever_it_stands() -> None:
    assert has_rightward("Courier, صحيفة")
    assert not has_rightward("Courier, 12")
