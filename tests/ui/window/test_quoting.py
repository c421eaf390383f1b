"""A quotation is edited by acts, which show what they did, and never by typing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from briefer.core.briefing import BlockQuotation, Paragraph, printed
from briefer.ui.dialogs.words import WordsDialog
from briefer.ui.quote_acts import ON_BAR, QuoteActs
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import FIRST, words

WORDS = "Nobody else has said anything about it so far."
Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def acts(window: MainWindow) -> QuoteActs:
    """The acts of a window whose situation quotes `WORDS`, with the keyboard in the briefing."""
    start = FIRST.index(WORDS)
    window.article.view.select(start, start + len(WORDS))
    assert window.commands.run("take.situation")
    window.briefing.editor.setFocus()
    return window.findChildren(QuoteActs)[0]


def select(window: MainWindow, chosen: str, *, caret: bool = False) -> None:
    """Select words of the briefing, or put the caret before them."""
    editor = window.briefing.editor
    start = editor.toPlainText().index(chosen)
    cursor = editor.textCursor()
    cursor.setPosition(start)
    if not caret:
        cursor.setPosition(start + len(chosen), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    window.commands.refresh()


@pytest.mark.parametrize(
    ("act", "selected", "after"),
    [
        ("quotation.shorten", "has said anything", "has said anything"),
        ("quotation.omit", "else", "Nobody [...] has said anything about it so far."),
        ("quotation.case", "Nobody", "[n]obody else has said anything about it so far."),
        ("quotation.emphasise", "anything", WORDS),
    ],
)
def test_an_act_edits_the_quotation_and_undo_takes_it_back(
    window: MainWindow, acts: QuoteActs, act: str, selected: str, after: str
) -> None:
    select(window, selected)
    assert window.commands.run(act)
    assert words(window, "situation") == [after]
    assert window.document.briefing is not None
    (block,) = window.document.briefing.blocks("situation")
    assert isinstance(block, BlockQuotation)
    assert len(block.quotation.edits) == 1
    assert block.quotation.passage.exact == WORDS
    window.document.undo(initiator=None)
    assert words(window, "situation") == [WORDS]
    assert not window.document.briefing.blocks("situation")[0].quotation.edits  # type: ignore[union-attr]


def test_the_keys_do_what_the_menu_does(window: MainWindow, acts: QuoteActs, qtbot: QtBot) -> None:
    select(window, "else")
    QTest.keyClick(window.briefing.editor, Key.Key_Delete, Held.ControlModifier | Held.ShiftModifier)
    qtbot.waitUntil(lambda: words(window, "situation") == ["Nobody [...] has said anything about it so far."])
    QTest.keyClick(window.briefing.editor, Key.Key_S, Held.ControlModifier | Held.ShiftModifier)
    assert words(window, "situation") == [WORDS]


def test_words_are_inserted_in_brackets_at_the_caret(window: MainWindow, acts: QuoteActs) -> None:
    select(window, "has said", caret=True)
    assert window.commands.run("quotation.insert")
    (dialog,) = window.findChildren(WordsDialog)
    assert not dialog.insert_button.isEnabled()
    dialog.words_field.setText("in the ministry")
    dialog.insert_button.click()
    assert words(window, "situation") == ["Nobody else [in the ministry] has said anything about it so far."]


def test_a_card_offers_the_acts_beside_what_is_selected(window: MainWindow, acts: QuoteActs) -> None:
    assert acts.bar.isHidden()
    select(window, "else")
    assert acts.bar.isVisible()
    assert [button.text() for button in acts.bar.buttons] == [window.commands[id_].words for id_ in ON_BAR]
    acts.bar.buttons[ON_BAR.index("quotation.omit")].click()
    assert words(window, "situation") == ["Nobody [...] has said anything about it so far."]
    assert acts.bar.isHidden()


def test_the_card_is_put_away_when_nothing_of_a_quotation_is_selected(window: MainWindow, acts: QuoteActs) -> None:
    select(window, "else")
    select(window, "SITUATION" if "SITUATION" in window.briefing.editor.toPlainText() else "Situation")
    assert acts.bar.isHidden()
    assert not window.commands.action("quotation.omit").isEnabled()


def test_typing_into_a_quotation_offers_what_can_be_done_instead(window: MainWindow, acts: QuoteActs) -> None:
    select(window, "else", caret=True)
    QTest.keyClick(window.briefing.editor, Key.Key_X)
    assert words(window, "situation") == [WORDS]
    assert window.messages.words.text().startswith("A quotation holds its source's words only.")
    offered = [button for button in window.messages.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in offered] == ["Insert words in brackets…", "Paraphrase"]
    offered[1].click()
    assert window.document.briefing is not None
    (block,) = window.document.briefing.blocks("situation")
    assert isinstance(block, Paragraph)


def test_a_paraphrase_is_written_over_at_once_and_quoted_again(window: MainWindow, acts: QuoteActs) -> None:
    select(window, "else")
    assert window.commands.run("quotation.paraphrase")
    assert window.briefing.editor.textCursor().selectedText() == WORDS
    QTest.keyClicks(window.briefing.editor, "No other voice was heard.")
    assert window.document.briefing is not None
    (block,) = window.document.briefing.blocks("situation")
    assert isinstance(block, Paragraph)
    assert printed(block) == "No other voice was heard."
    window.commands.refresh()
    assert window.commands.run("quotation.again")
    (block,) = window.document.briefing.blocks("situation")
    assert isinstance(block, BlockQuotation)
    assert printed(block) == WORDS


def test_the_words_of_a_quotation_say_how_they_stand_in_the_source(window: MainWindow, acts: QuoteActs) -> None:
    select(window, "else")
    assert window.commands.run("quotation.omit")
    editor = window.briefing.editor
    select(window, "said anything", caret=True)
    said = editor.said_at(editor.cursorRect().center())
    assert said.startswith("S1:1 (printed with edits): …")
    assert f"“{WORDS}”" in said
    select(window, "Actors", caret=True)
    assert editor.said_at(editor.cursorRect().center()) == ""


def test_a_negation_that_is_cut_off_is_flagged_at_the_word_beside_it(window: MainWindow, acts: QuoteActs) -> None:
    select(window, "said anything about it so far")
    assert window.commands.run("quotation.shorten")
    style = QTextCharFormat.UnderlineStyle
    for word, expected in (("said", style.WaveUnderline), ("anything", style.NoUnderline)):
        select(window, word)
        assert window.briefing.editor.textCursor().charFormat().underlineStyle() == expected
    window.commands.run("edit.undo")
    select(window, "said")
    assert window.briefing.editor.textCursor().charFormat().underlineStyle() == style.NoUnderline


def test_an_omission_that_drops_a_negation_is_flagged_where_it_stands(window: MainWindow, acts: QuoteActs) -> None:
    select(window, "Nobody")
    assert window.commands.run("quotation.omit")
    assert window.messages.words.text().startswith("What is left out of S1:1 holds a negation (“Nobody”).")
    editor = window.briefing.editor
    select(window, "[...]")
    style = editor.textCursor().charFormat().underlineStyle()
    assert style == QTextCharFormat.UnderlineStyle.WaveUnderline
    select(window, "else", caret=True)
    assert "holds a negation (“Nobody”)" in editor.said_at(editor.cursorRect().center())
    select(window, "said")
    assert window.commands.run("quotation.omit")
    assert "a negation (“Nobody”) and an attribution (“said”)" in window.messages.words.text()
