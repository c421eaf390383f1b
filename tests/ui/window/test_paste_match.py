"""Pasted words that stand in a source are told, and cited or quoted when asked; nobody waits for that."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from briefer.core.briefing import Paragraph, citations, flow
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import words

WORDS = "Somebody wrote: reports about a presence have entered the wider conversation of the capital. Well."


def _paste(window: MainWindow, text: str) -> None:
    editor = window.briefing.editor
    editor.go_to_section("risks")
    data = QMimeData()
    data.setText(text)
    editor.insertFromMimeData(data)


def _button(window: MainWindow, said: str) -> QPushButton:
    return next(each for each in window.messages.findChildren(QPushButton) if each.text() == said)


def _told(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.background.busy)


def test_pasted_words_are_told_where_they_stand_while_one_types_on(window: MainWindow, qtbot: QtBot) -> None:
    _paste(window, WORDS)
    QTest.keyClicks(window.briefing.editor, " On")
    _told(window, qtbot)
    assert window.messages.words.text() == (
        "These 12 words stand in S1, Two more gates closed: "
        "“Reports about a presence have entered the wider conversation…”"
    )
    assert words(window, "risks") == [f"{WORDS} On"]
    _button(window, "Cite it").click()
    [block] = window.document.briefing.blocks("risks")
    assert flow(block).replace("\ufffc", "^") == f"{WORDS.replace('capital.', 'capital.^')} On"
    assert [item.passage.handle for citation in citations(block) for item in citation] == ["S1:1"]
    window.commands.run("edit.undo")
    assert words(window, "risks") == [f"{WORDS} On"]


def test_quoted_they_are_the_source_s_words(window: MainWindow, qtbot: QtBot) -> None:
    _paste(window, WORDS)
    _told(window, qtbot)
    _button(window, "Quote it").click()
    [block] = window.document.briefing.blocks("risks")
    assert isinstance(block, Paragraph)
    assert words(window, "risks") == [WORDS.replace("reports", "Reports")]
    assert len(list(citations(block))) == 1


def test_several_paragraphs_are_cited_in_one_act(window: MainWindow, qtbot: QtBot) -> None:
    other = "A newspaper circulated a story on the 😀 topic, and two ministers answered it."
    _paste(window, f"{WORDS}\n{other}")
    _told(window, qtbot)
    assert window.messages.words.text().startswith("25 words of what was pasted stand in S1")
    _button(window, "Cite them").click()
    assert [len(list(citations(block))) for block in window.document.briefing.blocks("risks")] == [1, 1]
    QTest.keyClick(window.briefing.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [len(list(citations(block))) for block in window.document.briefing.blocks("risks")] == [0, 0]


@pytest.mark.parametrize("text", ["Own words that stand in no article of this library at all.", "Reports about a"])
def test_own_words_are_left_in_peace(window: MainWindow, qtbot: QtBot, text: str) -> None:
    _paste(window, text)
    _told(window, qtbot)
    assert not window.messages.isVisible()
