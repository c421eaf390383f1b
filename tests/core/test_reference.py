"""The bibliographic record and its dates."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from briefer.core.reference import FACTS, Reference, is_date, read_fact
from briefer.errors import BadRequest
from tests import strategies


@given(strategies.references())
def test_a_record_reads_back_the_same(reference: Reference) -> None:
    assert Reference.from_json(json.loads(json.dumps(reference.to_json()))) == reference


def test_facts_of_a_newer_briefer_are_passed_over() -> None:
    assert Reference.from_json({"title": "A", "mood": "grave"}) == Reference(title="A")


def test_every_fact_can_be_corrected_by_its_name() -> None:
    assert set(FACTS) == set(Reference().to_json())


@pytest.mark.parametrize(
    "text",
    [
        "2024",
        "2024-10",
        "2024-02-29",
        "2024-10-18T08:30",
        "2024-10-18T08:30Z",
        "2024-10-18T08:30:00+02:00",
        "2024-10-18T08:30:00.123Z",
    ],
)
def test_dates(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18 Oct 2024",
        "24-10-18",
        "2024-13",
        "2024-00",
        "2023-02-29",
        "2024-10-32",
        "2024-10-18T25:00",
        "2024-1-1",
        "0000",
        "2024-10-18 08:30",
        "2024-10-18T08:30:00+99:00",
        "２０２４",
        "2024\n",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("title", "  A  title ", "A title"),
        ("title", " ", None),
        ("authors", "Ana Lu; B. Odell ;", ("Ana Lu", "B. Odell")),
        ("authors", "", ()),
        ("published", "2024-10", "2024-10"),
        ("published", "", None),
        ("url", "https://example.org/a", "https://example.org/a"),
        ("language", "pt-BR", "pt-BR"),
        ("type", "article-newspaper", "article-newspaper"),
    ],
)
def test_a_fact_is_read_as_it_is_typed(name: str, text: str, value: object) -> None:
    assert read_fact(name, text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mood", "grave"),
        ("published", "last Friday"),
        ("accessed", "2024-13"),
        ("url", "example.org"),
        ("url", "javascript:alert(1)"),
        ("url", "https://a b"),
        ("url", "https://[bad"),
        ("language", "English, I think"),
        ("type", ""),
        ("type", "A thing"),
    ],
)
def test_a_fact_that_makes_no_sense_is_refused_with_a_hint(name: str, text: str) -> None:
    with pytest.raises(BadRequest) as refused:
        read_fact(name, text)
    assert refused.value.hint
