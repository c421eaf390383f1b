"""A briefing goes to a colleague and comes in from one, by the dialogs and by dropping its file on the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from briefer.core import edits
from briefer.ui.dialogs.export import ExportDialog
from briefer.ui.dialogs.open_briefing import OpenBriefingDialog
from briefer.ui.window import MainWindow
from briefer.workspace.workspace import Workspace
from tests.ui.window.conftest import FIRST, incoming, words

OpenWindow = Callable[[Path], MainWindow]


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """The file of a colleague's briefing with one passage of an article that is here too."""
    workspace = Workspace.open(tmp_path / "colleague.briefer")
    workspace.new_briefing("Water at Halmen")
    source = workspace.add(incoming(FIRST, "gates.txt", title="Two more gates closed", publisher="Courier"))
    passage, new = workspace.passage(source.id, *workspace.find_quote(source.id, "two ministers answered it"))
    assert workspace.briefing is not None
    workspace.do(edits.take(workspace.briefing, passage, "actors", new=new))
    made = workspace.export_briefing_file(tmp_path / "sent.briefing").files[0].path
    workspace.close()
    return made


@pytest.fixture
def sent_again(sent: Path, tmp_path: Path) -> Path:
    """The same briefing, on which the colleague went on working."""
    workspace = Workspace.open(tmp_path / "colleague.briefer")
    briefing = workspace.open_briefing("B1")
    workspace.do(edits.write(briefing, "risks", "The water may fall further.", []))
    made = workspace.export_briefing_file(tmp_path / "again.briefing").files[0].path
    workspace.close()
    return made


def _drop(window: MainWindow, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(200, 300), action, data, Qt.MouseButton.LeftButton, none))


def _title(window: MainWindow) -> str:
    return window.document.briefing.title if window.document.briefing else ""


def _open_dialog(window: MainWindow) -> OpenBriefingDialog:
    window.commands.run("briefing.open")
    [dialog] = window.findChildren(OpenBriefingDialog)
    return dialog


def _choose(dialog: OpenBriefingDialog, file: Path) -> None:
    """Press *From a file…* and choose a file in what opens."""
    QTest.mouseClick(dialog.file_button, Qt.MouseButton.LeftButton)
    [chooser] = dialog.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(file))
    chooser.close()


@pytest.mark.parametrize(("kind", "suffix"), [("Web page in one file (.html)", ".html"), ("Markdown (.md)", ".md")])
def test_a_briefing_goes_out_as_a_page(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, kind: str, suffix: str
) -> None:
    window.article.reader.select(FIRST.index("Nobody"), FIRST.index(" so far"))
    window.passage_acts.take("risks")
    QTest.keyClick(window.article.reader, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    [dialog] = window.findChildren(ExportDialog)
    dialog.format_field.setCurrentText(kind)
    assert dialog.template_field.isEnabled()
    dialog.place_field.setText(str(tmp_path / "mine"))
    QTest.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.folder_button.isVisible, timeout=30_000)
    assert "Nobody else has said anything about it" in (tmp_path / f"mine{suffix}").read_text("utf-8")
    dialog.close()


def test_a_briefing_goes_out_with_its_sources_and_comes_in_elsewhere(
    window: MainWindow, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.article.reader.select(FIRST.index("Nobody"), FIRST.index(" so far"))
    window.passage_acts.take("risks")
    QTest.keyClick(window.article.reader, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    [dialog] = window.findChildren(ExportDialog)
    dialog.format_field.setCurrentText("Briefing with its sources (.briefing)")
    assert not dialog.template_field.isEnabled()
    assert dialog.place_field.text().endswith(".briefing")
    dialog.place_field.setText(str(tmp_path / "mine.briefing"))
    QTest.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.folder_button.isVisible)
    assert dialog.problem.text() == "Made mine.briefing."
    assert not dialog.open_button.isVisible()
    assert not dialog.template_field.isEnabled()
    dialog.format_field.setCurrentText("Word (.docx)")
    assert dialog.template_field.isEnabled()
    dialog.close()
    other = open_window(tmp_path / "other.briefer")
    assert other.welcomes
    _drop(other, tmp_path / "mine.briefing")
    qtbot.waitUntil(lambda: _title(other) == "Gates at Halmen")
    assert not other.welcomes
    assert words(other, "risks") == ["Nobody else has said anything about it"]
    assert other.article.source is not None


def test_the_format_chosen_last_is_offered_again(window: MainWindow) -> None:
    window.memory.keep_text("format", ".briefing")
    window.commands.run("briefing.export")
    [dialog] = window.findChildren(ExportDialog)
    assert dialog.format_field.currentData() == ".briefing"
    assert not dialog.template_field.isEnabled()
    dialog.close()


def test_a_place_that_is_none_gets_a_sentence_and_can_be_mended(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.commands.run("briefing.export")
    [dialog] = window.findChildren(ExportDialog)
    dialog.format_field.setCurrentText("Briefing with its sources (.briefing)")
    dialog.place_field.setText(str(tmp_path / "nowhere" / "mine.briefing"))
    dialog.export()
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "nowhere" in dialog.problem.text()
    assert dialog.export_button.isEnabled()
    dialog.close()


def test_a_file_is_opened_from_the_dialog(window: MainWindow, qtbot: QtBot, sent: Path) -> None:
    _choose(_open_dialog(window), sent)
    qtbot.waitUntil(lambda: _title(window) == "Water at Halmen")
    assert words(window, "actors") == ["two ministers answered it"]
    assert len(window.document.workspace.sources) == 2, "the article that is here already is not added again"
    qtbot.waitUntil(lambda: not window.findChildren(OpenBriefingDialog))
    assert not window.messages.isVisible()


def test_a_file_that_is_none_gets_a_sentence_in_the_dialog(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    bad = tmp_path / "bad.briefing"
    bad.write_bytes(b"not a briefing at all")
    dialog = _open_dialog(window)
    _choose(dialog, bad)
    qtbot.waitUntil(lambda: "cannot be read as a briefing" in dialog.problem.text())
    assert dialog.isVisible()
    assert dialog.open_button.isEnabled()
    assert _title(window) == "Gates at Halmen"
    dialog.reject()


def test_closing_the_dialog_lets_go_of_the_file(window: MainWindow, qtbot: QtBot, sent: Path) -> None:
    dialog = _open_dialog(window)
    _choose(dialog, sent)
    dialog.reject()
    qtbot.waitUntil(lambda: not window.background.busy)
    assert _title(window) == "Gates at Halmen"


def test_a_second_version_is_said_to_be_one(window: MainWindow, qtbot: QtBot, sent: Path, sent_again: Path) -> None:
    _drop(window, sent)
    qtbot.waitUntil(lambda: _title(window) == "Water at Halmen")
    assert not window.messages.isVisible()
    _choose(_open_dialog(window), sent_again)
    qtbot.waitUntil(window.messages.isVisible)
    assert window.messages.words.text() == (
        "B2 in this library differs from “again.briefing”. "
        "The file was opened as a second version, B3; B2 is as it was."
    )
    assert _title(window) == "Water at Halmen (second version)"


def test_articles_dropped_with_a_briefing_join_it(window: MainWindow, qtbot: QtBot, sent: Path, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text("Some words of an article.\n\nAnd more of them.", "utf-8")
    _drop(window, tmp_path / "more.txt", sent)
    qtbot.waitUntil(lambda: len(window.document.workspace.sources) == 3, timeout=30_000)
    assert _title(window) == "Water at Halmen"
    assert window.document.workspace.sources[-1].id in window.document.briefing.joined


def test_a_window_that_only_reads_opens_briefings_but_offers_nothing_that_writes(
    window: MainWindow, open_window: OpenWindow, library: Path, sent: Path
) -> None:
    second = open_window(library)
    dialog = _open_dialog(second)
    assert not dialog.delete_button.isVisible()
    assert not dialog.file_button.isVisible()
    QTest.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert _title(second) == "Gates at Halmen"
    unread = second.document.workspace.source("S2")
    assert unread.reading == "unread"
    second.open_source(unread.id)
    assert second.article.source.handle == "S2"
    assert not second.commands.action("briefing.file").isEnabled()
    _drop(second, sent)
    assert "read only" in second.messages.words.text()
