"""The outline as a model: what is dragged where, and that Qt's own checks find nothing wrong with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from briefer.core.briefing import TRAY, BlockId, Paragraph, Text
from briefer.core.change import Edit, ReplaceBlocks, apply
from briefer.ui.outline_model import SECTION_KEY, OutlineModel
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


def test_dropping_a_section_asks_for_its_move_and_the_tray_stays(model: OutlineModel) -> None:
    asked: list[tuple[str, object]] = []
    model.sectionMoveWanted.connect(lambda section, before: asked.append((section, before)))
    sections = [model.index(row, 0).data(SECTION_KEY) for row in range(model.rowCount())]
    tray = model.index(model.rowCount() - 1, 0)
    assert sections[-1] == TRAY
    assert not model.flags(tray) & Qt.ItemFlag.ItemIsDragEnabled
    first = model.mimeData([model.index(0, 0)])
    last = model.mimeData([model.index(3, 0)])
    model.dropMimeData(first, Qt.DropAction.MoveAction, 2, 0, QModelIndex())  # between the second and third title
    model.dropMimeData(first, Qt.DropAction.MoveAction, -1, -1, model.index(2, 0))  # on the third title, from above
    model.dropMimeData(last, Qt.DropAction.MoveAction, -1, -1, model.index(1, 0))  # on the second title, from below
    model.dropMimeData(first, Qt.DropAction.MoveAction, -1, -1, tray)
    assert asked == [(sections[0], sections[2]), (sections[0], sections[3]), (sections[3], sections[1]),
                     (sections[0], None)]  # fmt: skip
