"""A passage found again after a text was edited at random: the right place, or lost, and never another one.

Every character of the text remembers where it stood, so that the right place is known whatever is done to the text.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.core import anchor
from briefer.core.passage import Passage, PassageId
from briefer.core.source import Article, TextBlock
from tests.strategies import source_of

_SAID = """
the the the of of to in and on a minister troops river border talks Friday Monday said moved left north south region
région café naïve Straße القوات غادرت المدينة 北京 外交部 発表 😀 𝔘nit re\u0301sume\u0301 co\u00adoperate “fine,” don’t
1939–45 aid convoy reported killed wounded grain harvest treaty delegation refused accept draft agreement yesterday
officials capital supply road bridge closed power station outage hospital
"""
WORDS = _SAID.split()
TYPESET = str.maketrans({"“": '"', "”": '"', "–": "-", "’": "'", " ": "\u00a0", "\u00ad": None})

Character = tuple[str, int | None]
Sentence = list[Character]
"""Each character with the place where it stood in the former text, or None."""


@dataclass
class Edited:
    """A text of paragraphs of sentences, a passage of it, and what random edits made of the text."""

    random: Random
    paragraphs: list[list[Sentence]] = field(default_factory=list[list[Sentence]])

    def sentence(self) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(self.random.randint(4, 14))) + ". "

    def begin(self) -> str:
        """Make up the former text and return it; some sentences stand twice in it, or nearly so."""
        said = [[self.sentence() for _ in range(self.random.randint(1, 5))] for _ in range(self.random.randint(3, 8))]
        for _ in range(self.random.choice((0, 0, 1, 2))):
            twin = self.random.choice([sentence for paragraph in said for sentence in paragraph])
            if self.random.random() < 0.5:
                words = twin.split(" ")
                words[self.random.randrange(len(words) - 1)] = self.random.choice(WORDS)
                twin = " ".join(words)
            others = [
                each for each in said if not any(one[:12] == twin[:12] or one[-12:] == twin[-12:] for one in each)
            ]
            if others:
                chosen = self.random.choice(others)
                chosen.insert(self.random.randint(0, len(chosen)), twin)
        at = 0
        for paragraph in said:
            paragraph[-1] = paragraph[-1][:-1] + "\n"
            self.paragraphs.append([])
            for sentence in paragraph:
                self.paragraphs[-1].append([(each, at + index) for index, each in enumerate(sentence)])
                at += len(sentence)
        return self.text

    @property
    def characters(self) -> Sentence:
        return [each for paragraph in self.paragraphs for sentence in paragraph for each in sentence]

    @property
    def text(self) -> str:
        return "".join(character for character, _ in self.characters)

    def select(self, text: str) -> tuple[int, int]:
        """Return a selection: whole sentences, of one paragraph or several, or any run of characters."""
        if self.random.random() < 0.6:
            spans: list[tuple[int, int]] = []
            at = 0
            for paragraph in self.paragraphs:
                for sentence in paragraph:
                    spans.append((at, at + len(sentence)))
                    at += len(sentence)
            first = self.random.randrange(len(spans))
            last = min(len(spans) - 1, first + self.random.choice((0, 0, 0, 1, 2)))
            return spans[first][0], spans[last][1]
        start = self.random.randrange(len(text) - 1)
        return start, min(len(text), start + self.random.randint(1, 120))

    def edit(self, start: int, end: int) -> None:
        """Delete, move, rewrite, put in, set anew; ``[start:end]`` is the passage."""
        act = self.random.choice(("delete", "delete paragraph", "move", "rewrite", "write", "add", "set", "cut"))
        at = self.random.randrange(len(self.paragraphs))
        paragraph = self.paragraphs[at]
        index = self.random.randrange(len(paragraph))
        match act:
            case "delete" if len(paragraph) > 1:
                del paragraph[index]
            case "delete paragraph" if len(self.paragraphs) > 1:
                del self.paragraphs[at]
            case "move":
                moved = self.paragraphs.pop(at)
                self.paragraphs.insert(self.random.randint(0, len(self.paragraphs)), moved)
            case "rewrite":
                sentence = paragraph[index]
                for _ in range(self.random.randint(1, 3)):
                    first = self.random.randrange(max(1, len(sentence) - 1))
                    last = min(len(sentence) - 1, first + self.random.randint(0, 8))
                    sentence = sentence[:first] + _new(self.random.choice(WORDS)) + sentence[last:]
                paragraph[index] = sentence
            case "write":
                paragraph.insert(index, _new(self.sentence()))
            case "add":
                self.paragraphs.insert(at, [_new(self.sentence()), _new(self.sentence()), _new("\n")])
            case "set":
                paragraph[index] = [(each.translate(TYPESET), old) for each, old in paragraph[index]]
                paragraph[index] = [each for each in paragraph[index] if each[0]]
            case "cut" if self.random.random() < 0.5:
                for each in self.paragraphs:
                    each[:] = [[one for one in part if one[1] is None or not start <= one[1] < end] for part in each]
            case _:
                pass

    def repeat(self, words: str) -> None:
        """Let the passage's words stand once more, among other sentences."""
        copy = [_new(self.sentence()), _new(words + ". "), _new(self.sentence()), _new("\n")]
        self.paragraphs.insert(self.random.randint(0, len(self.paragraphs)), copy)


def _new(text: str) -> Sentence:
    return [(character, None) for character in text]


def taken(text: str, start: int, end: int) -> Passage:
    whole = Article(kind="text", text=text, blocks=(TextBlock(kind="paragraph", start=0, end=len(text)),))
    return anchor.make(whole, source_of(whole, 1), start, end, id=PassageId("p"), number=1)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32))
def test_after_random_edits_a_passage_is_found_at_its_place_or_lost_and_never_elsewhere(seed: int) -> None:
    edited = Edited(Random(seed))
    former = edited.begin()
    start, end = edited.select(former)
    if anchor.tightened(former, start, end)[0] == anchor.tightened(former, start, end)[1]:
        return
    passage = taken(former, start, end)
    for _ in range(edited.random.randint(1, 5)):
        edited.edit(passage.start, passage.end)
    if former.count(passage.exact) == 1 and edited.random.random() < 0.4:
        edited.repeat(passage.exact)
    characters, text = edited.characters, edited.text
    place = anchor.find(text, passage, former=former)
    if place.certainty == "lost":
        assert (place.start, place.end) == (0, 0)
        return
    words = text[place.start : place.end]
    assert words == words.strip()
    if place.certainty == "same":
        assert (words, place.start) == (passage.exact, passage.start)
    if place.certainty == "moved":
        assert anchor.same_words(words, passage.exact)
    there = [old for _, old in characters if old is not None and passage.start <= old < passage.end]
    mine = sum(old is not None and passage.start <= old < passage.end for _, old in characters[place.start : place.end])
    if place.certainty == "changed":
        # Where a twin has come to stand in the very place of what was cut, nobody could say which of the two it is.
        assert mine or (_same_beside(former, text, passage, place) and _had_twins(former, passage))
    elif 2 * mine <= len(words):
        # The very words, standing elsewhere: only where what was there has gone, or where a twin is left of which
        # nobody could say which of the two it was.
        intact = any(text.startswith(passage.exact, at) for at in _places(characters, passage))
        assert anchor.same_words(words, passage.exact)
        assert (not intact and former.count(passage.exact) == 1) or _same_beside(former, text, passage, place), there


def _had_twins(former: str, passage: Passage) -> bool:
    said = [part.strip() for part in passage.exact.replace("\n", ". ").split(". ") if len(part) > 20]
    return any(former.count(part.rstrip(".")) > 1 for part in said)


def _places(characters: Sentence, passage: Passage) -> list[int]:
    return [at for at, (_, old) in enumerate(characters) if old == passage.start]


def _same_beside(former: str, text: str, passage: Passage, place: anchor.Place) -> bool:
    pairs = (
        (former[passage.end :], text[place.end :]),
        (former[: passage.start][::-1], text[: place.start][::-1]),
    )
    edged = (("".join(one.split()) + " " * 8, "".join(other.split()) + " " * 8) for one, other in pairs)
    return any(one[:8] == other[:8] and one[0] != " " for one, other in edged)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32))
def test_what_nothing_was_done_to_is_found_though_all_else_was(seed: int) -> None:
    edited = Edited(Random(seed))
    former = edited.begin()
    middle = len(edited.paragraphs) // 2
    start = sum(len(sentence) for paragraph in edited.paragraphs[:middle] for sentence in paragraph)
    end = start + sum(len(sentence) for sentence in edited.paragraphs[middle])
    passage = taken(former, start, end)
    if sum(map(str.isalnum, passage.exact)) < 60 or former.count(passage.exact) > 1:
        return
    front = f"{edited.sentence()}\n"
    text = f"{front}{passage.exact}\n{edited.sentence()}"
    place = anchor.find(text, passage, former=former)
    assert text[place.start : place.end] == passage.exact
    assert place.certainty == ("same" if len(front) == passage.start else "moved")


# --- by hand ----------------------------------------------------------------------------------------------------------

BEFORE = "The talks in the capital ended without a result on Thursday. "
BEHIND = " Neither side would say when they might go on."


@pytest.mark.parametrize(
    ("former", "now", "certainty"),
    [
        ("The minister “refused” to sign – again.", 'The minister "refused" to sign - again.', "moved"),
        ("He would not co\u00adoperate, the office said.", "He would not cooperate, the office said.", "moved"),
        ("The ﬁnal draft was re\u0301jected.", "The final draft was r\u00e9jected.", "moved"),
        ("The final draft was rejected.", "The Final Draft was rejected.", "changed"),
        ("Some 40 people were killed.", "Some 52 people were killed.", "changed"),
        ("غادرت القوات المدينة يوم الجمعة.", "غادرت القوات المدينة يوم السبت.", "changed"),
        ("外交部は金曜日に声明を発表した。", "外交部は月曜日に声明を発表した。", "changed"),
        ("All 😀 troops left 𝔘nit 4.", "All 😀 troops have left 𝔘nit 4.", "changed"),
        ("They left.\nNobody stayed behind in the town.", "They left. Nobody stayed behind in the town.", "moved"),
        ("They left.\nNobody stayed behind in the town.", "They left.\nOnly few stayed behind in the town.", "changed"),
        ("Some 40 people were killed.", "Nothing more is known of what happened.", "lost"),
    ],
)
def test_what_became_of_a_passage_is_said_and_its_ends_are_exact(former: str, now: str, certainty: str) -> None:
    whole = BEFORE + former + BEHIND
    passage = taken(whole, len(BEFORE), len(BEFORE) + len(former))
    text = "Updated on Friday.\n" + BEFORE + now + BEHIND
    for known in (None, whole):
        place = anchor.find(text, passage, former=known)
        assert place.certainty == certainty
        if certainty != "lost":
            assert text[place.start : place.end] == now


LETTER = "A letter was sent to the capital in the night, and two ministers"


@pytest.mark.parametrize(
    ("end", "now", "rest"),
    [
        ("answered it", "answered her", ""),
        ("answered it", "replied to it", ""),
        ("answered it", "answered in it", ""),
        ("answered it", "answered", ""),
        ("answered it", "replied to it", "."),
        ("answered it", "wrote it", " Reuters"),
    ],
)
def test_the_last_words_of_a_text_are_not_lost_where_they_were_changed(end: str, now: str, rest: str) -> None:
    former = f"{BEFORE}{LETTER} {end}"
    passage = taken(former, len(BEFORE), len(former))
    text = f"{BEFORE}{LETTER} {now}{rest}"
    for known in (None, former):
        place = anchor.find(text, passage, former=known)
        assert (place.certainty, text[place.start : place.end]) == ("changed", f"{LETTER} {now}")


@pytest.mark.parametrize("now", ["She answered", "To her replied", "He wrote to", "Answered"])
def test_the_first_words_of_a_text_are_not_lost_where_they_were_changed(now: str) -> None:
    rest = " two ministers in the night, and sent a letter to the capital."
    former = f"It answered{rest} {BEFORE}"
    passage = taken(former, 0, len(f"It answered{rest}"))
    text = f"{now}{rest} {BEFORE}"
    for known in (None, former):
        place = anchor.find(text, passage, former=known)
        assert (place.certainty, text[place.start : place.end]) == ("changed", f"{now}{rest}")


def test_overlapping_passages_are_found_each_for_itself() -> None:
    former = BEFORE + "The army said that it had left the north, and that it would not come back." + BEHIND
    now = BEFORE + "The army says that it had left the north, and that it would not come back." + BEHIND
    finder = anchor.Finder(now, former=former)
    found: list[tuple[str, str]] = []
    for words in ("The army said that it had left the north", "it had left the north, and that it would not come back"):
        at = former.index(words)
        place = finder.find(taken(former, at, at + len(words)))
        found.append((place.certainty, now[place.start : place.end]))
    assert found == [
        ("changed", "The army says that it had left the north"),
        ("same", "it had left the north, and that it would not come back"),
    ]


def test_a_sentence_much_like_one_that_has_gone_is_not_taken_for_it() -> None:
    former = BEFORE + "The convoy left the town on Friday. The convoy left the town on Monday." + BEHIND
    at = former.index("The convoy")
    passage = taken(former, at, at + len("The convoy left the town on Friday."))
    now = BEFORE + "The convoy left the town on Monday." + BEHIND
    assert anchor.find(now, passage, former=former) == anchor.Place("lost")


def test_a_twin_of_a_sentence_that_has_gone_is_not_taken_for_it() -> None:
    words = "Neither side would say when the talks might go on."
    former = (
        f"The minister left early. {words} In the north it snowed.\n" * 1 + f"The envoys stayed. {words} It was late."
    )
    at = former.index(words)
    now = f"The minister left early. In the north it snowed.\nThe envoys stayed. {words} It was late."
    assert anchor.find(now, taken(former, at, at + len(words)), former=former) == anchor.Place("lost")
    second = former.rindex(words)
    place = anchor.find(now, taken(former, second, second + len(words)), former=former)
    assert now[place.start : place.end] == words


def test_five_megabytes_are_searched_in_about_a_second() -> None:
    edited = Edited(Random(7))
    former = "".join(edited.sentence() for _ in range(83_000))
    start = 3_000_000
    passage = taken(former, start, start + 300)
    changed = passage.exact[:50] + "quite another" + passage.exact[70:]
    text = former[:1_000_000] + "Put in. " + former[1_000_000:start] + changed + former[passage.end :]
    begin = time.process_time()
    place = anchor.find(text, passage, former=former)
    # A generous limit: it is half a second where nothing else runs.
    assert time.process_time() - begin < 4
    assert (place.certainty, text[place.start : place.end].strip()) == ("changed", changed.strip())
