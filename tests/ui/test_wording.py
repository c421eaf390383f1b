"""Dates and counts as the window says them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from briefer.ui import wording
from briefer.ui.status_bar import pages


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2024-10-18", "18 Oct 2024"), ("2024-10", "Oct 2024"), ("2024", "2024"), (None, ""),
        ("2024-10-18T08:00:00Z", "18 Oct 2024"), ("soon", "soon"), ("2024-13-01", "2024-13-01"),
    ],
)  # fmt: skip
def test_a_date_is_said_as_far_as_it_is_known(iso: str | None, said: str) -> None:
    assert wording.day(iso) == said


def test_a_moment_of_today_is_said_as_a_time() -> None:
    now = datetime.now(UTC).astimezone()
    assert wording.moment(now.isoformat(), now.date()) == f"today {now:%H:%M}"
    assert wording.moment("2024-10-18T12:00:00+00:00", date(2026, 1, 1)) == "18 Oct 2024"


def test_one_thing_is_not_said_as_many() -> None:
    assert wording.counted(1, "word", "words") == "1 word"
    assert wording.counted(1240, "word", "words") == "1,240 words"


@pytest.mark.parametrize(
    ("words", "said"), [(0, "about 0 of 4 pages"), (1, "about 1 of 4 pages"), (431, "about 2 of 4 pages")]
)
def test_pages_are_counted_up(words: int, said: str) -> None:
    assert pages(words, 430, 4) == said
