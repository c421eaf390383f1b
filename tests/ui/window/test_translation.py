"""A quotation gets a translation in the window, which is shown below it and undone as one act."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from briefer.core import edits, holding
from briefer.core.briefing import BlockQuotation
from briefer.core.passage import Omit, Quotation
from briefer.ui.dialogs.translation import TranslationDialog
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import FIRST

WORDS = "Nobody else has said anything about it so far."


def quote(window: MainWindow) -> BlockQuotation:
    """Take words of the first article into the situation, and put the caret into them."""
    workspace = window.document.workspace
    start = FIRST.index(WORDS)
    window.open_source(workspace.source("S1").id)
    window.article.view.select(start, start + len(WORDS))
    assert window.commands.run("take.situation")
    assert window.document.briefing is not None
    window.document.do(edits.write(window.document.briefing, "situation", "Own words."), initiator=None)
    block, _ = window.document.briefing.blocks("situation")
    assert isinstance(block, BlockQuotation)
    window.briefing.editor.go_to(block.id)
    return block


def ask(window: MainWindow) -> TranslationDialog:
    """Open the dialog by its act."""
    assert window.commands.run("quotation.translate")
    return next(dialog for dialog in window.findChildren(TranslationDialog) if dialog.isVisible())


def held(window: MainWindow, holder: str) -> Quotation:
    assert window.document.briefing is not None
    found = holding.quotation_of(window.document.briefing, holder)
    assert found is not None
    return found


def below(window: MainWindow) -> int:
    """Return the height at which the paragraph below the quotation begins."""
    document = window.briefing.editor.document()
    paragraph = next(
        block for number in range(document.blockCount())
        if (block := document.findBlockByNumber(number)).text() == "Own words."
    )  # fmt: skip
    return document.documentLayout().blockBoundingRect(paragraph).toRect().top()


def test_a_quotation_is_translated_and_keeps_its_words(window: MainWindow, qtbot: QtBot) -> None:
    block = quote(window)
    before = below(window)
    dialog = ask(window)
    assert dialog.original.toPlainText() == WORDS
    assert not dialog.remove_button.isEnabled()
    dialog.text_field.setPlainText("Personne n’a rien dit jusqu’ici.")
    dialog.language_field.setText("fr")
    dialog.translator_field.setText("A. Vance")
    dialog.save_button.click()
    made = held(window, block.id)
    assert made.text == WORDS
    assert made.translated is not None
    assert (made.translated.language, made.translated.translator, made.translated.method) == ("fr", "A. Vance", "own")
    assert below(window) > before  # room for its line
    window.document.undo(initiator=None)
    assert held(window, block.id).translation is None
    assert below(window) == before


def test_a_translation_without_words_or_language_is_refused_in_the_dialog(window: MainWindow) -> None:
    quote(window)
    dialog = ask(window)
    dialog.save_button.click()
    assert dialog.problem.text().startswith("A translation needs words.")
    dialog.text_field.setPlainText("Mots")
    dialog.language_field.setText("French")
    dialog.save_button.click()
    assert dialog.problem.text().startswith("“French” is not a language tag.")
    assert dialog.isVisible()
    dialog.reject()


def test_a_translation_of_words_edited_since_is_said_to_be_out_of_date_and_can_be_removed(window: MainWindow) -> None:
    block = quote(window)
    dialog = ask(window)
    dialog.text_field.setPlainText("Mots")
    dialog.language_field.setText("fr")
    dialog.save_button.click()
    briefing = window.document.briefing
    assert briefing is not None
    shorter = held(window, block.id).edited(Omit(start=7, end=12))
    window.document.do(holding.requote(briefing, block.id, shorter, label="omit"), initiator=None)
    window.briefing.editor.go_to(block.id)
    dialog = ask(window)
    assert "was edited since" in dialog.problem.text()
    dialog.remove_button.click()
    assert held(window, block.id).translation is None


def test_the_act_waits_for_a_caret_in_a_quotation(window: MainWindow) -> None:
    quote(window)
    window.briefing.editor.go_to_section("risks")
    window.commands.refresh()
    assert not window.commands.action("quotation.translate").isEnabled()
