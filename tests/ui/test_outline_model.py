"""The outline as a model: what is dragged where, and that Qt's own checks find nothing wrong with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from briefer.core.briefing import BlockId, Paragraph, Text
from briefer.core.change import Edit, ReplaceBlocks, apply
from briefer.ui.outline_model import BLOCK_ID, SECTION_KEY, OutlineModel
from tests.strategies import empty_briefing


@pytest.fixture
def model(qapp: object) -> OutlineModel:
    briefing = empty_briefing()
    blocks = tuple(Paragraph(id=BlockId(name), inlines=(Text(text=f"Words {name}"),)) for name in "abc")
    edit = Edit(
        changes=(ReplaceBlocks(section=briefing.sections[0].key, at=0, before=(), after=blocks),), label="write"
    )
    made = OutlineModel()
    made.show(apply(briefing, edit))
    return made


def test_qt_finds_nothing_wrong_with_it(model: OutlineModel) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.rowCount() == len(model._parts)


def test_dropping_a_block_between_others_asks_for_the_move(model: OutlineModel) -> None:
    asked: list[tuple[list[str], str, object]] = []
    model.moveWanted.connect(lambda blocks, section, before: asked.append((blocks, section, before)))
    section = model.index(0, 0)
    data = model.mimeData([model.index(2, 0, section)])
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, section)
    assert asked == [(["c"], section.data(Qt.ItemDataRole.UserRole + 1), "a")]
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert len(asked) == 1


def test_the_edges_of_titles_take_a_block_too(model: OutlineModel) -> None:
    asked: list[tuple[list[str], str, object]] = []
    model.moveWanted.connect(lambda blocks, section, before: asked.append((blocks, section, before)))
    sections = [model.index(row, 0).data(SECTION_KEY) for row in range(3)]
    data = model.mimeData([model.index(2, 0, model.index(0, 0))])
    assert model.flags(QModelIndex()) & Qt.ItemFlag.ItemIsDropEnabled
    for row in (0, 1, 2):  # above the first title, above the second, above the third
        model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, QModelIndex())
    assert asked == [(["c"], sections[0], "a"), (["c"], sections[0], None), (["c"], sections[1], None)]


def test_a_step_up_or_down_says_where_a_block_goes(model: OutlineModel) -> None:
    section = model.index(0, 0)
    key, other = section.data(Qt.ItemDataRole.UserRole + 1), model.index(1, 0).data(Qt.ItemDataRole.UserRole + 1)
    middle, last = model.index(1, 0, section), model.index(2, 0, section)
    assert model.step(middle, -1) == (key, "a")
    assert model.step(middle, 1) == (key, None)
    assert model.step(last, 1) == (other, None)
    assert model.step(model.index(0, 0, section), -1) is None
    assert last.data(BLOCK_ID) == "c"
