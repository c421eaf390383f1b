"""A label that changes its words without moving what stands beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from briefer.ui.steady_label import SteadyLabel


def _row(qtbot: QtBot) -> tuple[QWidget, SteadyLabel, QLabel]:
    row = QWidget()
    qtbot.addWidget(row)
    layout = QHBoxLayout(row)
    label, beside = SteadyLabel(("Saved", "Saving…")), QLabel("12 words")
    for each in (label, beside):
        layout.addWidget(each)
    layout.addStretch()
    label.say("Saved")
    row.resize(600, 40)
    with qtbot.waitExposed(row):
        row.show()
    return row, label, beside


def test_usual_words_change_places_and_nothing_beside_them_moves(qtbot: QtBot) -> None:
    _kept, label, beside = _row(qtbot)
    before = beside.pos()
    label.say("Saving…")
    assert label.text() == "Saving…"
    assert label.width() >= label.fontMetrics().horizontalAdvance("Saving…")
    QApplication.processEvents()
    assert beside.pos() == before


def test_other_words_have_the_room_they_need_and_give_it_back(qtbot: QtBot) -> None:
    _kept, label, beside = _row(qtbot)
    before = beside.x()
    label.say("Not saved: the disk is full")
    qtbot.waitUntil(lambda: beside.x() > before)
    assert label.width() >= label.fontMetrics().horizontalAdvance("Not saved: the disk is full")
    label.say("Saved")
    qtbot.waitUntil(lambda: beside.x() == before)


def test_a_larger_font_is_measured_anew(qtbot: QtBot) -> None:
    _kept, label, _ = _row(qtbot)
    before = label.width()
    font = label.font()
    font.setPixelSize(2 * label.fontInfo().pixelSize())
    label.setFont(font)
    qtbot.waitUntil(lambda: label.width() > before)
    assert label.width() >= label.fontMetrics().horizontalAdvance("Saving…")
