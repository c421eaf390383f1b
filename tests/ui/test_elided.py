"""Words that are cut where there is no room for them."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefer.ui.elided import ElidedLineEdit

LONG = "Gate closures at the Halmen barrage and what they mean downstream"


def test_a_field_too_narrow_for_its_words_ends_in_an_ellipsis_until_one_writes_in_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    field, other = ElidedLineEdit(LONG), QLineEdit()
    column.addWidget(other)
    column.addWidget(field)
    window.resize(160, 90)
    window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    resting = _picture(field)
    assert field.shown().endswith("…")
    assert field.toolTip() == LONG
    assert field.text() == LONG
    field.setText(field.shown())
    assert _picture(field) == resting
    field.setText("Short")
    assert field.shown() == "Short"
    _picture(field)
    assert field.toolTip() == ""


def _picture(field: QLineEdit) -> QImage:
    return field.grab().toImage()
