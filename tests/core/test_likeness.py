"""Two texts that are much the same are told from two on one matter, by a sample of their runs of words."""

from __future__ import annotations

import random
import re
import time

from hypothesis import given
from hypothesis import strategies as st

from briefer.core import likeness
from briefer.core.text import fold

WORDS = [f"{one}{other}" for one in ("ha", "fer", "bri", "sto", "kan", "vel") for other in ("bour", "ry", "dge", "ne")]


def drawn(seed: int, words: int = 400) -> str:
    """Return words in no order; two seeds have hardly a run of five in common."""
    dice = random.Random(seed)
    return " ".join(dice.choice(WORDS) + ("." if dice.random() < 0.1 else "") for _ in range(words))


def shared(one: str, other: str) -> float:
    """Return how much two texts are alike, by their samples."""
    mine, theirs = likeness.grams(one), likeness.grams(other)
    return likeness.share(mine, len(mine & theirs), len(theirs))


def test_a_text_is_wholly_like_itself_whatever_its_case_and_spaces() -> None:
    text = drawn(1)
    assert shared(text, text.upper().replace(" ", "\n  ")) == 1


def test_a_copy_with_a_new_head_and_a_paragraph_less_is_a_near_copy() -> None:
    text = drawn(2)
    assert shared(text, "Updated at noon. " + text[: len(text) * 4 // 5]) >= likeness.ALIKE


def test_a_report_inside_a_longer_article_is_a_near_copy_of_it_both_ways() -> None:
    report = drawn(3, 200)
    longer = f"{drawn(4)} {report} {drawn(5)}"
    assert shared(report, longer) >= likeness.ALIKE
    assert shared(longer, report) >= likeness.ALIKE


def test_two_texts_of_the_same_words_in_another_order_are_not_alike() -> None:
    assert shared(drawn(6), drawn(7)) < 0.1


def test_a_few_words_are_like_nothing() -> None:
    assert shared("The line closed on Tuesday.", "The line closed on Tuesday.") == 0


def test_scripts_without_spaces_are_compared_by_their_characters() -> None:
    dice = random.Random(8)
    text = "".join(chr(dice.randrange(0x4E00, 0x5E00)) for _ in range(300))
    assert shared(text, "。".join((text[:150], text[150:]))) >= likeness.ALIKE
    assert shared(text, text[::-1]) == 0


def test_the_sample_of_a_long_text_has_an_end() -> None:
    assert len(likeness.grams(" ".join(str(number) for number in range(40_000)))) == likeness.MOST


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text).text)


# A fraction such as U+00BC folds to two words in one character.
of_one_word = st.text(st.characters().filter(lambda character: len(words_of(character)) < 2))


@given(of_one_word, of_one_word, of_one_word)
def test_the_run_that_two_texts_share_says_the_same_in_both(before: str, behind: str, between: str) -> None:
    run = "the ferry line across the sound closed on Tuesday"
    one, other = f"{before} {run} {behind}", f"{between} {run.upper()} {before}"
    start, end, other_start, other_end = likeness.shared_run(one, other)
    mine = words_of(one[start:end])
    assert mine == words_of(other[other_start:other_end])
    assert len(mine) >= likeness.RUN or any(ord(character) > 0xDFF for word in mine for character in word)


def test_a_run_that_begins_inside_a_character_takes_it_whole() -> None:
    run = "the ferry line across the sound"
    one, other = f"40 {run}", f"\N{VULGAR FRACTION ONE QUARTER}0 {run}"
    start, end, other_start, other_end = likeness.shared_run(one, other)
    assert (one[start:end], other[other_start:other_end]) == (one, other)


def test_texts_with_nothing_in_common_share_no_run() -> None:
    assert likeness.shared_run("One two three four five six.", "Seven eight nine ten eleven twelve.") == (0, 0, 0, 0)


@given(st.lists(st.sampled_from("ab"), max_size=40), st.lists(st.sampled_from("ab"), max_size=40))
def test_no_longer_run_stands_in_both(one: list[str], other: list[str]) -> None:
    start, end, other_start, other_end = likeness.shared_run(" ".join(one), " ".join(other))
    found = " ".join(one)[start:end].split()
    assert found == " ".join(other)[other_start:other_end].split()
    sizes = (size for size in range(likeness.RUN, 41) if _runs(one, size) & _runs(other, size))
    assert len(found) == max(sizes, default=0)


def test_texts_that_say_one_word_over_and_over_hold_nothing_up() -> None:
    begun = time.process_time()
    assert likeness.shared_run("no " * 50_000, "no " * 40_000)[:2] == (0, 3 * 40_000 - 1)
    assert time.process_time() - begun < 10


def _runs(words: list[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}
