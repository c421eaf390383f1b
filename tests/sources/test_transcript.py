"""What is said in subtitles is an article, and every word of it has its time."""

import pytest

from briefer.core import anchor
from briefer.core.passage import PassageId
from briefer.core.source import Article, CueRun, Source, SourceId
from briefer.core.text import sha256_text
from briefer.errors import SourceDamaged, SourceEmpty
from briefer.sources import transcript
from tests.sources.checks import article, marked, shape
from tests.sources.samples import sample


def read(text: str, name: str = "a.srt") -> Article:
    return article(transcript.read(text.encode(), name))


def said_at(found: Article, words: str) -> str | None:
    start = found.text.index(words)
    source = Source(
        id=SourceId("s"), number=1, kind="transcript", reference=found.reference, sha256="", words=0,
        text_sha256=sha256_text(found.text),
    )  # fmt: skip
    return anchor.make(found, source, start, start + len(words), id=PassageId("p"), number=1).cue


def test_cues_are_joined_to_paragraphs_one_for_each_who_speaks() -> None:
    found = article(transcript.read(sample("speakers.vtt"), "speakers.vtt"))
    assert found.kind == "transcript"
    assert shape(found) == [
        (
            "paragraph",
            (
                "Ada Marell: Good evening. The northern basin is closed from six o'clock, "
                "and it stays closed until further notice."
            ),
        ),
        ("paragraph", "Jonas Wick: Three ferries were sent back & two boats asked for."),
        ("paragraph", "Ada Marell: Nobody was told before noon."),
    ]
    assert marked(found, "italic") == ["until further notice"]


def test_each_word_has_the_time_of_its_cue() -> None:
    found = article(transcript.read(sample("speakers.vtt"), "speakers.vtt"))
    spans = [(found.text[cue.start : cue.end], cue.begin, cue.until) for cue in found.cues]
    assert spans == [
        ("Ada Marell: Good evening. The northern basin is closed from six o'clock,", 1_000, 4_200),
        ("and it stays closed until further notice.", 4_300, 8_000),
        ("Jonas Wick: Three ferries were sent back & two boats asked for.", 9_500, 12_750),
        ("Ada Marell: Nobody was told before noon.", 3_723_004, 3_725_000),
    ]
    assert said_at(found, "stays closed") == "0:00:04"
    assert said_at(found, "told before noon") == "1:02:03"


@pytest.mark.parametrize("name", ["ass.srt", "subsrt.vtt"])
def test_a_sentence_over_two_lines_is_one_and_each_turn_of_a_dialogue_is_its_own(name: str) -> None:
    found = article(transcript.read(sample(name), name))
    assert shape(found) == [
        ("paragraph", "Добрый вечер. Северный бассейн закрыт с шести часов."),
        ("paragraph", "- Когда его откроют?"),
        ("paragraph", "- Этого никто не знает."),
        ("paragraph", "Nobody was told before noon."),
    ]
    assert found.cues[-1].begin == 3_598_000
    assert said_at(found, "Этого никто не знает") == "0:00:04"


def test_an_old_encoding_is_told() -> None:
    assert "Северный бассейн" in article(
        transcript.read(sample("ass.srt").decode().encode("cp1251"), "a.srt")
    ).text  # fmt: skip


def test_a_pause_begins_a_paragraph() -> None:
    found = read("1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:00:09,000 --> 00:00:10,000\nTwo.\n")
    assert shape(found) == [("paragraph", "One."), ("paragraph", "Two.")]


def test_lines_that_stay_on_the_screen_are_said_once() -> None:
    found = read(
        "WEBVTT\nKind: captions\nLanguage: en\n\n00:01.000 --> 00:03.000\nthe northern basin\n\n"
        "00:03.000 --> 00:05.000\nthe northern basin\nis closed from six\n\n"
        "00:05.000 --> 00:07.000\nis closed from six\nuntil further notice\n",
        "a.vtt",
    )
    assert found.text == "the northern basin is closed from six until further notice"
    assert found.reference.language == "en"


def test_the_head_of_a_file_gives_its_title_and_notes_and_styles_are_not_said() -> None:
    found = read(
        "WEBVTT - Evening briefing\n\nNOTE\nnot to be said\n\nSTYLE\n::cue { color: red }\n\n"
        "first\n00:01.000 --> 00:03.000 line:0\n<c.yellow>Good</c> <00:02.000>evening<b>!</b>\n",
        "a.vtt",
    )
    assert (found.reference.title, found.text) == ("Evening briefing", "Good evening!")
    assert [(origin.fact, origin.place) for origin in found.origins] == [("title", "transcript head")]


def test_tags_of_subtitles_are_not_text() -> None:
    found = read('1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="#fff">Up &lt; here</font> <3\n')
    assert found.text == "Up < here <3"


@pytest.mark.parametrize("times", ["00:00:xx,000 --> 00:00:09,000", "00:00:08,000 -> 00:00:09,000"])
def test_a_cue_that_cannot_be_read_is_told(times: str) -> None:
    good = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nWords {n}.\n\n" for n in range(1, 5))
    found = read(good + f"9\n{times}\nLost.\n")
    assert found.warnings == ("1 cue of the transcript could not be read and was left out.",)
    assert "Lost" not in found.text


def test_cues_are_in_the_order_of_their_times() -> None:
    found = read("1\n00:00:05,000 --> 00:00:06,000\nTwo.\n\n2\n00:00:01,000 --> 00:00:02,000\nOne.\n")
    assert found.text == "One. Two."
    assert found.cues[0] == CueRun(start=0, end=4, begin=1_000, until=2_000)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("WEBVTT\n\n", SourceEmpty),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", SourceEmpty),
        ("1\n00:00:01,000 -> 00:00:02,000\nWords.\n", SourceDamaged),
        ("1\nxx --> yy\nWords.\n", SourceDamaged),
    ],
)
def test_a_file_without_cues_is_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"“a\.vtt” "):
        transcript.read(text.encode(), "a.vtt")


def test_an_empty_line_within_a_subtitle_does_not_end_its_words() -> None:
    found = read(
        "1\n00:00:01,000 --> 00:00:03,000\nNobody was told\n\nbefore noon.\n\n"
        "2\n00:00:03,000 --> 00:00:05,000\n42\n\n3\n00:00:05,000 --> 00:00:06,000\nferries.\n"
    )
    assert found.text == "Nobody was told before noon. 42 ferries."
    assert said_at(found, "before noon") == "0:00:01"


def test_words_that_are_said_again_stand_twice() -> None:
    found = read(
        "1\n00:00:01,000 --> 00:00:03,000\nNo.\nNever.\n\n2\n00:00:03,000 --> 00:00:05,000\nNo.\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\nNo.\n"
    )
    assert found.text == "No. Never. No. No."


def test_captions_that_roll_up_have_each_word_once_at_its_time() -> None:
    found = read(
        "WEBVTT\nKind: captions\nLanguage: en\n\n"
        "00:00.160 --> 00:02.310\n \nthe northern<00:00.480><c> basin</c>\n\n"
        "00:02.310 --> 00:02.320\nthe northern basin\n \n\n"
        "00:02.320 --> 00:04.000\nthe northern basin\nis closed<00:03.480><c> today</c>\n\n"
        "00:04.000 --> 00:04.010\nis closed today\n \n\n",
        "a.vtt",
    )
    assert found.text == "the northern basin is closed today"
    assert [(cue.begin, cue.until) for cue in found.cues] == [(160, 2_310), (2_320, 4_000)]
