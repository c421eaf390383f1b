"""Search over titles and paragraphs: found whatever their quotes, accents and case, and shown as they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
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


@given(st.text(st.sampled_from(CHARACTERS + '"*'), max_size=12))
def test_whatever_is_typed_is_a_query_or_none(typed: str) -> None:
    query = parse(typed)
    assert query is None or query.match.count('"') % 2 == 0


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
