"""Search over titles and paragraphs: found whatever their quotes, accents and case, and shown as they stand."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefer.core.text import fold
from briefer.store.search import folded_quickly, parse
from briefer.workspace.workspace import Workspace
from tests.strategies import CHARACTERS
from tests.workspace.conftest import incoming

TEXT = "\n".join(
    [
        "Troops moved to the river on Friday.",
        "The café’s “No comment” said: coöperation over the ﬁnance of Straße 12.",
        "Das Außenministerium (外交部发言人) sprach. 日本の首相 also.",
        "The minister of finance spoke; the minister of the interior did not.",
        "They don’t know. A co\u00adoperation agreement of e\u0301tude.",
    ]
)


@pytest.fixture
def stocked(workspace: Workspace) -> Workspace:
    """Return a workspace with one article and its title corrected."""
    source = workspace.add(incoming(TEXT))
    workspace.correct(source.id, title="Allies stirred")
    return workspace


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("river", ["river"]),
        ("RIVER friday", ["river", "Friday"]),
        ("riv", ["river"]),
        ("cafe", ["café"]),
        ("'no comment'", ["No", "comment"]),
        ('"no comment"', ["No comment"]),
        ("“no comment”", ["No comment"]),
        ('"minister of the"', ["minister of the"]),
        ("finance", ["ﬁnance"]),
        ("strasse", ["Straße"]),
        ("外交", ["外交"]),
        ("外交部", ["外交部"]),
        ("日", ["日"]),
        ("人", ["人"]),
        ("日本の首相", ["日本の首相"]),
        ("don't", ["don’t"]),
        ("cooperation agreement", ["co\u00adoperation", "agreement"]),
        ("étude", ["e\u0301tude"]),
        ("troops*", ["Troops"]),
        ("Allies", ["Allies"]),
    ],
)
def test_words_are_found_and_shown_as_they_stand(stocked: Workspace, typed: str, found: list[str]) -> None:
    hits = stocked.search(typed)
    assert hits.total >= 1
    shown = [[hit.snippet[start:end] for start, end in hit.ranges] for hit in hits.hits]
    assert found in shown


@pytest.mark.parametrize(
    "typed", ["rivers", '"friday on"', "river monday", "外部", "本首", '"minister finance"', "ivers"]
)
def test_words_that_are_not_there_are_not_found(stocked: Workspace, typed: str) -> None:
    assert stocked.search(typed).total == 0


@pytest.mark.parametrize(
    "typed", ["", " ", '"', '""', "AND", "OR", "NEAR(a b)", "*", "a:b", "(x OR", "-", "''", "^", "{", "\\"]
)
def test_nothing_typed_is_an_error(stocked: Workspace, typed: str) -> None:
    stocked.search(typed)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20) | st.text(st.sampled_from(CHARACTERS + '"*'), max_size=30))
def test_whatever_is_typed_is_answered(stocked: Workspace, typed: str) -> None:
    for hit in stocked.search(typed).hits:
        assert 0 <= hit.start <= hit.end <= len(TEXT)


def test_whole_pages_are_answered_when_they_are_typed(stocked: Workspace) -> None:
    for typed in (
        TEXT * 20,
        '"' + "river " * 3000,
        '"a" ' * 2000,
        "外交部发言人" * 500,
        "a" * 50_000,
        "a\x00b",
        "\ud800",
    ):
        stocked.search(typed)


@given(st.text(st.sampled_from(CHARACTERS + '"*'), max_size=12))
def test_whatever_is_typed_is_a_query_or_none(typed: str) -> None:
    query = parse(typed)
    assert query is None or query.match.count('"') % 2 == 0


PLAIN = {
    "Düsseldorf": "dusseldorf", "İSTANBUL": "istanbul", "Kılıç": "kilic", "Łódź": "lodz", "Straße": "strasse",
    "Ærø": "aero", "Đoković": "dokovic", "Ёлка": "елка", "чай": "чаи", "Αθήνα": "αθηνα", "ΟΔΟΣ": "οδος", "Ωδή": "ωδη",
    "السَّلام": "السلام", "re\u0301sume\u0301": "resume", "𝔘nit": "unit", "m²": "m2", "ﬁnance": "FINANCE",
}  # fmt: skip


@pytest.mark.parametrize(("word", "typed"), [*PLAIN.items(), *((typed, word) for word, typed in PLAIN.items())])
def test_accents_and_case_do_not_matter_in_any_script(workspace: Workspace, word: str, typed: str) -> None:
    text = f"Before it {word} and behind it."
    workspace.add(incoming(text))
    for query in (typed, typed.upper(), typed[:2], f'"{typed} and"'):
        (hit,) = workspace.search(query).hits
        assert text[hit.start : hit.end].removesuffix(" and") == word


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("记者在北京，上海报道", "北京，上海", "北京，上海"),
        ("记者在北京，上海报道", '"京，上海"', "京，上海"),
        ("在北京troops集结", "北京troops", "北京troops"),
        ("在北京troops集结", "troops", "troops"),
        ("在北京troops集结", "troops集", "troops集"),
        ("在北京troops集结", "京troop", "京troops"),
        ("外交部发言人", "外", "外"),
        ("外交部发言人", "外交", "外交"),
        ("外交部发言人", "交部发", "交部发"),
        ("外交部发言人", "部 人", "部发言人"),
        ("กองทัพเคลื่อนกำลัง", "เคลื่อน", "เคลื่อน"),
    ],
)
def test_scripts_without_spaces_are_found_by_any_run_of_characters(
    workspace: Workspace, text: str, typed: str, found: str
) -> None:
    workspace.add(incoming(f"“{text}”。"))
    (hit,) = workspace.search(typed).hits
    assert f"“{text}”。"[hit.start : hit.end] == found


def test_a_hit_says_where_it_stands_in_the_source(stocked: Workspace) -> None:
    (hit,) = stocked.search("river friday").hits
    assert TEXT[hit.start : hit.end] == "river on Friday"
    text = stocked.article(hit.source).text
    assert text[hit.start : hit.end] == hit.snippet[hit.ranges[0][0] : hit.ranges[-1][1]]


def test_a_long_paragraph_is_shown_around_the_words(workspace: Workspace) -> None:
    text = "Before it. " * 40 + "The needle is here. " + "After it. " * 40
    workspace.add(incoming(text))
    (hit,) = workspace.search("needle").hits
    assert text[hit.start : hit.end] == "needle"
    assert len(hit.snippet) < 200
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    ((start, end),) = hit.ranges
    assert hit.snippet[start:end] == "needle"


def test_another_title_replaces_the_first(stocked: Workspace) -> None:
    (source,) = stocked.sources
    stocked.correct(source.id, title="Neighbours worried")
    assert stocked.search("Allies").total == 0
    assert stocked.search("neighbours").total == 1
    stocked.correct(source.id, title=None)
    assert stocked.search("neighbours").total == 0
    assert stocked.search("river").total == 1


def test_the_best_come_first_and_all_are_counted(workspace: Workspace) -> None:
    workspace.add(incoming("\n".join(["Ferries and other things that float on water and more."] * 8 + ["Ferries!"])))
    hits = workspace.search("ferries", limit=3)
    assert (len(hits.hits), hits.total) == (3, 9)
    assert hits.hits[0].snippet == "Ferries!"


def test_a_briefing_can_be_searched_alone(workspace: Workspace) -> None:
    workspace.add(incoming("Ferries in the north."))
    workspace.new_briefing("Movements")
    workspace.add(incoming("Ferries in the south."))
    assert workspace.search("ferries").total == 2
    hits = workspace.search("ferries", briefing_only=True)
    assert [hit.snippet for hit in hits.hits] == ["Ferries in the south."]


@given(st.text(st.sampled_from(CHARACTERS + "\n\u2028\ufffc"), max_size=40))
def test_the_quick_fold_is_the_careful_one(text: str) -> None:
    quick, careful = folded_quickly(text), fold(text)
    assert quick.text == careful.text
    for start in range(len(careful.text)):
        assert quick.span(start, start + 1) == careful.span(start, start + 1)
