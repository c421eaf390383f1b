"""The window as a whole: names, panes, palette, what is dropped on it, what it remembers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QAccessibleInterface, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QDialog, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefer import settings
from briefer.core import edits
from briefer.ui.dialogs.export import ExportDialog
from briefer.ui.dialogs.new_briefing import NewBriefingDialog
from briefer.ui.dialogs.open_briefing import OpenBriefingDialog
from briefer.ui.help import HelpWindow
from briefer.ui.palette import Palette
from briefer.ui.window import MainWindow
from tests.ui.window.conftest import FIRST

CONTROL = Qt.KeyboardModifier.ControlModifier
ACTS = (
    "Add sources…", "Paste as article", "New briefing…", "Open briefing…", "Take into Situation",
    "Collect into Actors", "Cite at the caret", "Quote at the caret", "Set aside", "Export…",
)  # fmt: skip


def _nameless(root: QWidget) -> list[str]:
    controls = root.findChildren(QWidget)
    kinds = (QAbstractButton, QLineEdit, QAbstractItemView, QTextEdit, QComboBox)
    found: list[str] = []
    for control in controls:
        if not isinstance(control, kinds) or not control.isVisibleTo(root):
            continue
        if control.objectName().startswith("qt_") or isinstance(control.parent(), QLineEdit | QComboBox):
            continue  # parts that Qt makes inside its own controls
        spoken: QAccessibleInterface = QAccessible.queryAccessibleInterface(control)
        if not spoken.text(QAccessible.Text.Name):
            found.append(f"{type(control).__name__} in {type(control.parent()).__name__}")
    return found


def test_every_control_has_a_name(window: MainWindow) -> None:
    window.side.open_page("Outline")
    assert _nameless(window) == []


@pytest.mark.parametrize(("act", "kind"), [("briefing.new", NewBriefingDialog), ("briefing.open", OpenBriefingDialog)])
def test_every_control_of_a_dialog_has_a_name(window: MainWindow, act: str, kind: type[QDialog]) -> None:
    window.commands.run(act)
    [dialog] = window.findChildren(kind)
    assert _nameless(dialog) == []
    dialog.reject()


def test_the_panes_have_the_names_of_the_contract(window: MainWindow) -> None:
    window.side.open_page("Outline")
    assert window.sources.list.accessibleName() == "Sources"
    assert window.sources.search.accessibleName() == "Search sources"
    assert window.article.reader.accessibleName() == "Article"
    assert window.briefing.editor.accessibleName() == "Briefing"
    assert window.outline.accessibleName() == "Outline"


@pytest.mark.parametrize("words", ACTS)
def test_every_act_stands_in_a_menu_and_is_found_in_the_palette(window: MainWindow, words: str) -> None:
    in_menus = [action.text().replace("&", "") for menu in window.chrome.menus() for action in menu.actions()]
    assert words in in_menus
    window.article.reader.select(0, 10)
    palette = Palette.open_over(window)
    palette.field.setText(words)
    assert words in [palette.model.index(row).data() for row in range(palette.model.rowCount())]
    palette.close()


def test_the_palette_jumps_to_a_passage_by_its_handle(window: MainWindow) -> None:
    start, end = FIRST.index("Nobody"), FIRST.index(" so far")
    window.article.reader.select(start, end)
    window.passage_acts.take("risks")
    window.open_source(window.document.workspace.source("S2").id)
    QTest.keyClick(window.article.reader, Qt.Key.Key_K, CONTROL)
    [palette] = window.findChildren(Palette)
    QTest.keyClicks(palette.field, "s1:1")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.article.source.handle == "S1"
    assert window.article.reader._positions.to_text(window.article.reader.textCursor().position()) == start


def test_the_palette_gives_the_keyboard_back_on_esc(window: MainWindow) -> None:
    QTest.keyClick(window.article.reader, Qt.Key.Key_K, CONTROL)
    [palette] = window.findChildren(Palette)
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.article.reader


def test_f6_goes_round_the_panes_and_back(window: MainWindow) -> None:
    seen = []
    for _ in range(3):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6)
        seen.append(window.focusWidget())
    assert seen == [window.briefing.editor, window.sources.list, window.article.reader]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is window.sources.list


def test_a_dropped_link_is_told_what_to_do_instead(window: MainWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/article")])
    _drop(window, data)
    assert window.messages.words.text() == (
        "briefer does not go online. Save the page in your browser, then drop the file."
    )


def test_dropped_files_become_sources_and_a_bad_one_is_named(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Some words of an article.\n\nAnd more of them.", "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("good.txt", "empty.txt")])
    _drop(window, data)
    qtbot.waitUntil(lambda: window.messages.isVisible(), timeout=30_000)
    assert [source.file for source in window.document.workspace.sources][-1] == "good.txt"
    assert window.messages.words.text() == "1 source was added; 1 file could not be read."
    assert "empty.txt" in window.messages.lines.text()
    assert window.document.workspace.sources[-1].id in window.document.briefing.joined


def _drop(window: MainWindow, data: QMimeData) -> None:
    event = QDropEvent(
        QPointF(200, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)


def test_opening_a_source_reads_it_and_alt_down_opens_the_next(window: MainWindow) -> None:
    assert [source.reading for source in window.document.workspace.sources] == ["read", "unread"]
    QTest.keyClick(window.article.reader, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert window.article.source.handle == "S2"
    assert [source.reading for source in window.document.workspace.sources] == ["read", "read"]


def test_searching_finds_words_in_texts_and_opens_the_place(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window.article.reader, Qt.Key.Key_F, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(window.sources.search, "centimetres")
    qtbot.waitUntil(lambda: window.sources.model.rowCount() == 1)
    QTest.keyClick(window.sources.search, Qt.Key.Key_Return)
    assert window.article.source.handle == "S2"


def test_a_fact_filled_in_above_the_article_shows_in_the_list(window: MainWindow) -> None:
    field = window.article.bar.fields["published"]
    field.setFocus()
    QTest.keyClicks(field, "2024-10-18")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.document.workspace.source("S1").reference.published == "2024-10-18"
    assert "18 Oct 2024" in window.sources.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_wrong_date_is_refused_with_a_sentence_and_stays_to_be_mended(window: MainWindow) -> None:
    field = window.article.bar.fields["published"]
    field.setFocus()
    QTest.keyClicks(field, "last week")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "is not a date" in window.messages.words.text()
    assert field.text() == "last week"
    assert window.document.workspace.source("S1").reference.published is None


def test_the_outline_moves_a_block_into_the_next_section_by_keys(window: MainWindow) -> None:
    for start, end in ((0, 8), (9, 14)):
        window.article.reader.select(start, end)
        window.passage_acts.take("situation")
    window.side.open_page("Outline")
    briefing = window.document.briefing
    last = briefing.blocks("situation")[1].id
    window.outline.setFocus()
    window.outline.select_block(last)
    QTest.keyClick(window.outline, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [block.id for block in window.document.briefing.blocks("actors")] == [last]
    QTest.keyClick(window.outline, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window.outline, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert window.document.briefing.blocks("situation")[0].id == last
    assert window.commands.action("edit.undo").text().replace("&", "") == "Undo move"


def test_what_was_set_aside_goes_into_a_section_after_all(window: MainWindow) -> None:
    window.article.reader.select(0, 8)
    window.passage_acts.set_aside()
    window.side.open_page("Set aside")
    window.tray.list.setCurrentRow(0)
    next(action for action in window.tray._menu.actions() if action.text() == "Risks").trigger()
    assert window.document.briefing.tray == ()
    assert len(window.document.briefing.blocks("risks")) == 1


def test_themes_change_every_pane_and_are_remembered(window: MainWindow) -> None:
    window.commands.run("view.dark")
    for pane in (window.article.reader, window.briefing.editor):
        shown = pane.viewport().grab().toImage().pixelColor(2, pane.viewport().height() - 3).name()
        assert shown == "#1f2023"
    window.choices.keep()
    assert settings.load().theme == "dark"
    window.commands.run("view.light")


def test_zoom_keeps_the_place_and_the_highlights(window: MainWindow) -> None:
    window.article.reader.select(0, 8)
    window.passage_acts.take("risks")
    size = window.article.reader.pixels
    QTest.keyClick(window.article.reader, Qt.Key.Key_Plus, CONTROL)
    assert window.article.reader.pixels > size
    assert len(window.article.reader.extraSelections()) == 1


def test_exporting_from_the_window_makes_the_file(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    pytest.importorskip("briefer.export.export")
    window.article.reader.select(0, 8)
    window.passage_acts.take("situation")
    QTest.keyClick(window.article.reader, Qt.Key.Key_E, CONTROL)
    [dialog] = window.findChildren(ExportDialog)
    assert _nameless(dialog) == []
    dialog.place_field.setText(str(tmp_path / "note.docx"))
    QTest.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.open_button.isVisible() or dialog.problem.isVisible(), timeout=60_000)
    assert dialog.problem.text().startswith("Made note.docx.")
    assert (tmp_path / "note.docx").stat().st_size > 1000
    dialog.close()


def test_help_and_the_page_of_keys_come_from_the_commands(window: MainWindow) -> None:
    QTest.keyClick(window.article.reader, Qt.Key.Key_F1)
    [help_] = window.findChildren(HelpWindow)
    help_.go_to("shortcuts.md")
    text = help_.text.toPlainText()
    for words in ("Take into Situation", "Cite at the caret", "Next unread source"):
        assert words in text
    help_.close()


def test_an_empty_library_shows_three_acts_and_nothing_else(
    open_window: Callable[[Path], MainWindow], tmp_path: Path
) -> None:
    window = open_window(tmp_path / "new.briefer")
    assert window.welcomes
    assert [button.text() for button in window.welcome.buttons] == ["Open the sample", "New briefing…", "Add sources…"]


def test_the_briefing_open_last_is_open_again(
    window: MainWindow, open_window: Callable[[Path], MainWindow], library: Path
) -> None:
    window.article.reader.select(0, 8)
    window.passage_acts.take("situation")
    window.close()
    again = open_window(library)
    assert again.document.briefing is not None
    assert len(again.document.briefing.blocks("situation")) == 1
    assert again.article.source is not None


def test_a_sentence_passes_with_the_next_act_and_one_with_something_to_do_stays(window: MainWindow) -> None:
    briefing = window.document.briefing
    assert briefing is not None
    window.say("Nothing to see here.")
    window.attempt(edits.write(briefing, "situation", "One."))
    assert window.messages.isHidden()
    window.messages.say("Two files could not be read.", lines=("a.pdf", "b.pdf"))
    assert window.document.briefing is not None
    window.attempt(edits.write(window.document.briefing, "situation", "Two."))
    assert not window.messages.isHidden()


def test_the_count_beside_the_search_is_of_what_is_listed(window: MainWindow) -> None:
    assert window.sources.count.text() == "2"
    window.sources.search.setText("centimetres")
    QTest.keyClick(window.sources.search, Qt.Key.Key_Return)
    assert window.sources.count.text() == str(window.sources.model.rowCount()) == "1"
    window.sources.search.setText("nowhere")
    QTest.keyClick(window.sources.search, Qt.Key.Key_Return)
    assert window.sources.count.text() == ""
