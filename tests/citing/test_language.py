from __future__ import annotations

import pytest

from briefer.citing.language import filled, is_right_to_left, load


@pytest.mark.parametrize(
    ("tag", "iso", "printed"),
    [
        ("en", "2024-10-18", "18 October 2024"),
        ("en-US", "2024-10-18", "October 18, 2024"),
        ("de", "2024-10-18", "18. Oktober 2024"),
        ("fr", "2024-10-01", "1er octobre 2024"),
        ("fr-CA", "2024-10-18", "18 octobre 2024"),
        ("es", "2024-10-18", "18 de octubre de 2024"),
        ("en", "2024-10", "October 2024"),
        ("en", "2024", "2024"),
        ("en", "2024-10-20T18:00:00Z", "20 October 2024, 18:00 UTC"),
        ("en", "2024-10-20T18:00+02:00", "20 October 2024, 18:00 UTC+2"),
        ("en", "2024-10-20T18:00-03:30", "20 October 2024, 18:00 UTC−3:30"),
        ("en", "last Tuesday", "last Tuesday"),
        ("en", "2024-13-01", "2024-13-01"),
    ],
)
def test_a_date_is_printed_as_its_language_does(tag: str, iso: str, printed: str) -> None:
    assert load(tag).date(iso) == printed


def test_dates_may_stay_as_they_are_kept() -> None:
    assert load("de", date_form="iso").date("2024-10-18") == "2024-10-18"


@pytest.mark.parametrize(
    ("tag", "start", "end", "printed"),
    [
        ("en", "2024-10-14", "2024-10-20", "14 to 20 October 2024"),
        ("de", "2024-10-14", "2024-10-20", "14. bis 20. Oktober 2024"),
        ("en-US", "2024-10-14", "2024-10-20", "October 14, 2024 to October 20, 2024"),
        ("en", "2024-09-28", "2024-10-02", "28 September 2024 to 2 October 2024"),
        ("en", "", "2024-10-02", "2 October 2024"),
        ("en", "", "", ""),
    ],
)
def test_a_period_says_its_month_once(tag: str, start: str, end: str, printed: str) -> None:
    assert load(tag).span(start, end) == printed


@pytest.mark.parametrize("tag", ["xx", "", "../../etc/passwd", "klingon-2"])
def test_an_unknown_language_falls_back_to_english_words(tag: str) -> None:
    assert load(tag).word("no_date") == "no date"


def test_every_language_has_every_word() -> None:
    english = set(load("en").words)
    for tag in ("de", "fr", "es"):
        assert english == set(load(tag).words)
        assert load(tag).word("no_author") != load("en").word("no_author")


def test_a_packs_own_words_go_before_the_languages() -> None:
    assert load("en", {"sources": "References"}).word("sources") == "References"


def test_a_pattern_reaches_no_attributes() -> None:
    assert filled("{date.__class__} {date} {other}", date="today") == "{date.__class__} today {other}"


def test_the_direction_of_a_language_is_known() -> None:
    assert is_right_to_left("ar-EG")
    assert not is_right_to_left("en")
    assert not is_right_to_left(None)
