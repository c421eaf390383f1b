"""Finding and taking by keyboard alone, from Ctrl+Shift+F on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefer.core.found import Hit
from briefer.core.source import Article, TextBlock
from briefer.ui.hit_acts import sentence_of, words_found
from briefer.ui.sources_model import HitRow
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import FIRST, words

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def _search(window: MainWindow, qtbot: QtBot, typed: str) -> None:
    """Find words by keys, and stand on the first place found."""
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F, CONTROL_SHIFT)
    QTest.keyClicks(window.sources.search, typed)
    QTest.keyClick(window.sources.search, Qt.Key.Key_Return)
    qtbot.waitUntil(window.sources.list.hasFocus)
    while not isinstance(window.sources.model.rows[window.sources.list.currentIndex().row()], HitRow):
        QTest.keyClick(window.sources.list, Qt.Key.Key_Down)


def test_enter_on_a_place_found_takes_its_sentence_into_the_first_section(window: MainWindow, qtbot: QtBot) -> None:
    _search(window, qtbot, "centimetres")
    assert window.sources.hint.text() == "Enter takes the sentence into Situation, Shift+Enter opens it."
    QTest.keyClick(window.sources.list, Qt.Key.Key_Return)
    assert words(window, "situation") == ["The level fell by 31 centimetres within eighteen hours."]
    assert window.sources.list.hasFocus()
    window.commands.run("edit.undo")
    assert words(window, "situation") == []


def test_the_sentence_goes_where_the_caret_of_the_briefing_stands(window: MainWindow, qtbot: QtBot) -> None:
    window.briefing.editor.go_to_section("risks")
    _search(window, qtbot, "circulated")
    assert "into Risks" in window.sources.hint.text()
    QTest.keyClick(window.sources.list, Qt.Key.Key_Return)
    assert words(window, "risks") == ["A newspaper circulated a story on the 😀 topic, and two ministers answered it."]


def test_the_sentence_goes_where_passages_are_collected_while_the_caret_is_nowhere(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.passage_acts.collect("actors")
    _search(window, qtbot, "circulated")
    assert "into Actors" in window.sources.hint.text()
    window.passage_acts.stop_collecting()
    assert "into Situation" in window.sources.hint.text()


def test_several_sentences_are_taken_one_after_the_other(window: MainWindow, qtbot: QtBot) -> None:
    _search(window, qtbot, "the")
    seen = 0
    for number, row in enumerate(window.sources.model.rows):
        if isinstance(row, HitRow):
            window.sources.list.setCurrentIndex(window.sources.model.index(number))
            QTest.keyClick(window.sources.list, Qt.Key.Key_Return)
            seen += 1
    assert seen >= 2
    assert len(words(window, "situation")) == seen


def test_shift_enter_and_a_click_only_open_the_place(window: MainWindow, qtbot: QtBot) -> None:
    _search(window, qtbot, "circulated")
    rect = window.sources.list.visualRect(window.sources.list.currentIndex())
    QTest.mouseClick(window.sources.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    QTest.keyClick(window.sources.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert window.article.reader.hasFocus()
    assert words(window, "situation") == []


def test_the_words_found_stand_out_until_the_search_is_cleared(window: MainWindow, qtbot: QtBot) -> None:
    _search(window, qtbot, "two ministers")
    shown = {extra.cursor.selectedText() for extra in window.article.reader.extraSelections()}
    assert {"two", "ministers"} <= shown
    window.sources.search.clear()
    qtbot.waitUntil(lambda: not any(e.cursor.selectedText() == "two" for e in window.article.reader.extraSelections()))


def test_without_a_briefing_enter_opens_the_place(window: MainWindow, qtbot: QtBot) -> None:
    window.document.workspace.close_briefing()
    _search(window, qtbot, "circulated")
    assert window.sources.hint.text() == "Enter opens it."
    QTest.keyClick(window.sources.list, Qt.Key.Key_Return)
    assert window.article.reader.hasFocus()
    assert window.article.reader._positions.to_text(window.article.reader.textCursor().position()) == FIRST.index(
        "circulated"
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("second", "The second one."),
        ("first. The second", "The first. The second one."),
        ("cell", "cell"),
    ],
)
def test_the_sentence_of_a_place_never_leaves_its_block(found: str, expected: str) -> None:
    text = "The first. The second one. A third.\ncell"
    blocks = (TextBlock(kind="paragraph", start=0, end=35), TextBlock(kind="cell", start=36, end=40, table=0))
    article = Article(kind="html", text=text, blocks=blocks)
    start = text.index(found)
    first, last = sentence_of(article, start, start + len(found))
    assert text[first:last] == expected


def test_words_found_are_placed_in_the_text() -> None:
    text = "Before it all two ministers answered."
    start = text.index("two")
    hit = Hit(source="s", start=start, end=start + 13, snippet="…all two ministers", ranges=((5, 8), (9, 18)))  # type: ignore[arg-type]
    assert [text[first:last] for first, last in words_found(hit)] == ["two", "ministers"]
