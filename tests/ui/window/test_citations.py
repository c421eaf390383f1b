"""Citations that stand in the briefing, changed from the window: one more passage, order, words around each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from briefer.core.briefing import citations
from briefer.ui.dialogs.citation import CitationDialog
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import FIRST, drag, words
from tests.ui.window.test_window import _nameless

STORY = FIRST.index("A newspaper"), FIRST.index(", and two")
PRESENCE = FIRST.index("Reports"), FIRST.index(" of the capital")
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def cited(window: MainWindow) -> MainWindow:
    """The window with a sentence that cites one passage; the caret stands behind its figure."""
    editor = window.briefing.editor
    editor.go_to_section("situation")
    QTest.keyClicks(editor, "Gates closed.")
    drag(window, *STORY)
    assert window.commands.run("passage.cite")
    return window


def _cited(window: MainWindow) -> list[list[str]]:
    briefing = window.document.briefing
    assert briefing is not None
    return [
        [item.passage.handle for item in citation]
        for block in briefing.blocks("situation")
        for citation in citations(block)
    ]


def _dialog(window: MainWindow) -> CitationDialog:
    assert window.commands.run("citation.edit")
    return next(found for found in window.findChildren(CitationDialog) if found.isVisible())


def test_a_selection_joins_the_figure_at_the_caret_by_one_key(cited: MainWindow) -> None:
    drag(cited, *PRESENCE)
    QTest.keyClick(cited.article.reader, Qt.Key.Key_Return, ALT)
    assert _cited(cited) == [["S1:1", "S1:2"]]
    assert cited.document.history.undo_label == "add S1:2 to citation"
    cited.commands.run("edit.undo")
    assert _cited(cited) == [["S1:1"]]


def test_without_a_figure_at_the_caret_nothing_joins_it(window: MainWindow) -> None:
    window.briefing.editor.go_to_section("risks")
    QTest.keyClicks(window.briefing.editor, "Nothing yet.")
    drag(window, *STORY)
    assert not window.citation_acts.add()
    assert "no citation at the caret" in window.messages.words.text()


def test_the_dialog_gives_a_place_and_words_around_and_shows_the_note(cited: MainWindow) -> None:
    dialog = _dialog(cited)
    assert _nameless(dialog) == []
    assert dialog.locator_field.placeholderText() == "para. 3"
    for field, said in (
        (dialog.prefix_field, "see"), (dialog.locator_field, "second column"), (dialog.suffix_field, "with a map"),
    ):  # fmt: skip
        QTest.keyClicks(field, said)
    assert dialog.note.text().startswith("see ")
    assert "second column, with a map" in dialog.note.text()
    QTest.keyClick(dialog.suffix_field, Qt.Key.Key_Return)
    QApplication.processEvents()
    briefing = cited.document.briefing
    assert briefing is not None
    [[item]] = [citation for block in briefing.blocks("situation") for citation in citations(block)]
    assert (item.prefix, item.locator, item.suffix) == ("see", "second column", "with a map")
    assert words(cited, "situation") == ["Gates closed."]
    cited.commands.run("edit.undo")
    assert cited.document.history.redo_label == "change of citation"


def test_the_dialog_orders_passages_and_takes_one_out(cited: MainWindow) -> None:
    drag(cited, *PRESENCE)
    assert cited.citation_acts.add()
    dialog = _dialog(cited)
    assert not dialog.up_button.isEnabled()
    dialog.down_button.click()
    assert dialog.list.currentRow() == 1
    dialog.save_button.click()
    assert _cited(cited) == [["S1:2", "S1:1"]]
    dialog = _dialog(cited)
    dialog.out_button.click()
    assert not dialog.out_button.isEnabled()
    dialog.save_button.click()
    assert _cited(cited) == [["S1:1"]]


def test_leaving_the_dialog_changes_nothing(cited: MainWindow) -> None:
    before = cited.document.briefing
    dialog = _dialog(cited)
    QTest.keyClicks(dialog.prefix_field, "see")
    dialog.reject()
    assert cited.document.briefing is before
