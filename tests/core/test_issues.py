"""The next issue of a briefing, and what of it is new, still cited or old."""

from __future__ import annotations

import pytest

from briefer.core import edits, issues
from briefer.core.briefing import Briefing, BriefingId, named_passages, printed, uses
from briefer.core.change import apply
from briefer.core.passage import Passage
from briefer.core.reference import Reference
from briefer.core.source import Source, SourceId
from tests.strategies import empty_briefing


def _passage(number: int) -> Passage:
    return Passage(
        id=f"p{number}", source=SourceId(f"s{number}"), source_number=number, number=1, exact="Words.", start=0,
        end=6, text_sha256="",
    )  # fmt: skip


def _source(number: int, published: str | None, captured: str = "") -> Source:
    return Source(
        id=SourceId(f"s{number}"), number=number, kind="text", reference=Reference(published=published), sha256="",
        text_sha256="", words=1, captured=captured,
    )  # fmt: skip


def _cited(*numbers: int) -> Briefing:
    briefing = empty_briefing()
    for name, value in {"number": "12", "date": "2026-03-01", "period_to": "2026-02-28", "status": "released"}.items():
        briefing = apply(briefing, edits.set_fact(briefing, name, value))
    for number in numbers:
        briefing = apply(briefing, edits.take(briefing, _passage(number), "risks"))
    return apply(briefing, edits.write(briefing, "risks", "So it is.", [_passage(numbers[0])]))


def _next(briefing: Briefing) -> Briefing:
    return issues.next_issue(briefing, BriefingId("next"), today="2026-04-01")


@pytest.mark.parametrize(
    ("number", "following"),
    [
        ("12", "13"),
        ("009", "010"),
        ("2024/9", "2024/10"),
        ("12/2026", "13/2026"),
        ("2026", "2027"),
        ("9b", "10b"),
        ("", ""),
        ("special", ""),
    ],
)
def test_the_next_number_counts_the_last_digits_on(number: str, following: str) -> None:
    assert issues.next_number(number) == following


def test_an_issue_carries_words_and_citations_over_and_supersedes_the_former() -> None:
    former = _cited(1, 2)
    made = _next(former)
    facts = made.facts
    assert (facts.number, facts.supersedes, facts.version, facts.status) == ("13", "12", "1", "draft")
    assert (facts.date, facts.period_from, facts.period_to) == ("2026-04-01", "2026-02-28", "")
    assert facts.title == former.facts.title
    for key, blocks in former.parts():
        assert [printed(block) for block in made.blocks(key)] == [printed(block) for block in blocks]
        assert [list(named_passages(block)) for block in made.blocks(key)] == [
            list(named_passages(block)) for block in blocks
        ]
    assert made.numbered == former.numbered
    assert not {block.id for _, blocks in made.parts() for block in blocks} & {
        block.id for _, blocks in former.parts() for block in blocks
    }


def test_each_passage_is_new_or_still_cited_and_old_ones_say_how_old() -> None:
    made = _next(_cited(1, 2))
    made = apply(made, edits.take(made, _passage(3), "actors"))
    sources = {
        SourceId("s1"): _source(1, "2026-03-20"),
        SourceId("s2"): _source(2, "2026-01"),
        SourceId("s3"): _source(3, None, captured="2026-03-31T08:00:00Z"),
    }
    found = {each.passage.id: each for each in issues.standings(made, sources, today="2027-01-01")}
    assert {id_: (each.words, each.days) for id_, each in found.items()} == {
        "p1": ("still cited", 12),
        "p2": ("still cited, 60 days old", 60),
        "p3": ("new", 1),
    }
    assert issues.summed_up(found.values()) == "1 new, 2 still cited, 1 older than 30 days."
    assert not any(each.is_old for each in issues.standings(made, sources, today="", old_after=60))


def test_what_is_taken_out_is_no_longer_cited() -> None:
    made = _next(_cited(1, 2))
    (block,) = (block for passage, _, block in uses(made) if passage.id == "p2")
    made = apply(made, edits.remove(made, [block]))
    assert issues.gone(made) == ("p2",)


def test_a_briefing_that_is_no_later_issue_has_nothing_to_tell() -> None:
    assert issues.standings(_cited(1), {}, today="2026-01-01") == ()
    assert issues.gone(_cited(1)) == ()


def test_an_article_without_any_date_has_no_age() -> None:
    (standing, *_) = issues.standings(_next(_cited(1)), {}, today="2026-05-01")
    assert (standing.days, standing.is_old) == (None, False)
