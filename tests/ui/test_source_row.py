"""What a row of the list of sources says about a hit, when it is too narrow for all of it."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from briefer.core.found import Hit
from briefer.core.reference import Reference
from briefer.core.source import Flag, Source, SourceId
from briefer.ui import theme as themes
from briefer.ui import wording
from briefer.ui.source_row import SourceDelegate, around
from briefer.ui.sources_model import SourceRow, SourcesModel


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


def source(*flags: Flag) -> Source:
    return Source(
        id=SourceId("one"), number=1, kind="html", reference=Reference(title="Gates"), sha256="", text_sha256="",
        words=1, flags=flags, reading="read",
    )  # fmt: skip


def index_of(model: SourcesModel, *flags: Flag) -> QModelIndex:
    model.show((SourceRow(source(*flags)),), ())
    return model.index(0)


def painted(index: QModelIndex, direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight) -> QImage:
    """Return a row as the list paints it."""
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 240, 60)  # pyright: ignore[reportAttributeAccessIssue]
    option.direction = direction  # pyright: ignore[reportAttributeAccessIssue]
    image = QImage(QSize(240, 60), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    SourceDelegate(themes.resolve("light")).paint(painter, option, index)
    painter.end()
    return image


@pytest.mark.parametrize("flag", sorted(wording.FLAGS))
def test_a_source_that_was_saved_badly_has_a_sign_and_says_why(qapp: object, flag: Flag) -> None:
    model = SourcesModel()
    plain = painted(index_of(model))
    index = index_of(model, flag)
    assert painted(index).copy(208, 0, 22, 30) != plain.copy(208, 0, 22, 30), "the end of the title's line"
    assert painted(index).copy(0, 30, 240, 30) == plain.copy(0, 30, 240, 30)
    assert wording.FLAGS[flag] in index.data(Qt.ItemDataRole.ToolTipRole)
    assert wording.FLAGS[flag] in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_source_without_anything_wrong_says_its_facts_alone(qapp: object) -> None:
    model = SourcesModel()  # an index does not keep its model
    index = index_of(model)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Gates, S1"
    assert index.data(Qt.ItemDataRole.ToolTipRole).endswith("S1")


def test_every_flag_has_words() -> None:
    assert set(wording.FLAGS) == set(get_args(Flag))


def test_a_row_is_turned_round_where_the_window_is(qapp: object) -> None:
    """The mark of an unread source stands where the row begins, and nothing of a row is lost by turning it."""
    model = SourcesModel()
    unread = replace(source(), reading="unread")
    model.show((SourceRow(unread),), ())
    image = painted(model.index(0))
    turned = painted(model.index(0), Qt.LayoutDirection.RightToLeft)
    accent = QColor(themes.resolve("light").accent).rgb()

    def coloured(shown: QImage) -> list[int]:
        return [x for x in range(shown.width()) if any(shown.pixel(x, y) == accent for y in range(shown.height()))]

    assert max(coloured(image)) < 20
    assert min(coloured(turned)) > 220
