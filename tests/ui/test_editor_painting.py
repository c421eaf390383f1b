"""What is painted around the text of the briefing."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetricsF

from briefer.ui.editor_painting import hint_lines


def test_a_long_hint_wraps_instead_of_being_cut(qapp: object) -> None:
    metrics = QFontMetricsF(QFont())
    hint = "What should be done, held back or watched. Advice, not fact."
    first, second = hint_lines(hint, metrics, metrics.horizontalAdvance(hint) * 0.7)
    assert f"{first} {second}" == hint
    assert hint_lines(hint, metrics, 10_000) == [hint]
    assert hint_lines("", metrics, 100) == []
    assert len(hint_lines(hint, metrics, 40)) == 2
