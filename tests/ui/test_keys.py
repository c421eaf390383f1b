"""The number row, told by native key codes of each system."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from briefer.ui.keys import number_of

CONTROL = Qt.KeyboardModifier.ControlModifier


def _press(key: int, *, scan: int = 0, virtual: int = 0, modifiers: Qt.KeyboardModifier = CONTROL) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan, virtual, 0, "")


@pytest.mark.parametrize(
    ("platform", "scan", "virtual", "number"),
    [
        ("linux", 10, 0, 1), ("linux", 18, 0, 9), ("linux", 19, 0, 0), ("linux", 24, 0, None),
        ("win32", 2, 0x31, 1), ("win32", 11, 0x30, 0), ("win32", 16, 0x51, None),
        ("darwin", 1, 0x12, 1), ("darwin", 1, 0x17, 5), ("darwin", 1, 0x16, 6), ("darwin", 1, 0x1D, 0),
    ],
)  # fmt: skip
def test_a_key_is_told_by_its_place(platform: str, scan: int, virtual: int, number: int | None) -> None:
    assert number_of(_press(Qt.Key.Key_Ampersand, scan=scan, virtual=virtual), platform) == number


def test_without_a_native_code_what_it_prints_counts() -> None:
    assert number_of(_press(Qt.Key.Key_4)) == 4
    assert number_of(_press(Qt.Key.Key_A)) is None


@pytest.mark.parametrize("more", [Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier])
def test_with_another_modifier_it_is_somebody_elses_key(more: Qt.KeyboardModifier) -> None:
    assert number_of(_press(Qt.Key.Key_1, scan=10, modifiers=CONTROL | more), "linux") is None
