"""What a row of the list of sources says about a hit, when it is too narrow for all of it."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics

from briefer.core.found import Hit
from briefer.core.source import SourceId
from briefer.ui.source_row import around


def hit(words: str, found: str) -> Hit:
    start = words.index(found)
    ranges = ((start, start + len(found)),)
    return Hit(source=SourceId("one"), start=0, end=1, snippet=words, ranges=ranges)


def test_a_hit_far_into_its_line_is_in_sight_in_a_narrow_row(qapp: object) -> None:
    metrics = QFontMetrics(QFont())
    shown = around(hit("before a long \n  time nobody asked the constitution of it", "constitution"), metrics, 90)
    assert shown == "…the constitution of it"


def test_a_hit_that_is_in_sight_anyway_is_shown_with_what_leads_to_it(qapp: object) -> None:
    metrics = QFontMetrics(QFont())
    assert around(hit("The  constitution of it", "constitution"), metrics, 2000) == "The constitution of it"
    assert around(Hit(source=SourceId("one"), start=0, end=0, snippet="A title"), metrics, 5) == "A title"
