"""Templates in the window: installed from a file or by drop, and offered at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from briefer.ui.dialogs.export import ExportDialog
from briefer.ui.dialogs.template import TemplateDialog
from briefer.ui.window import MainWindow
from briefer.workspace import template_packs


@pytest.fixture
def built(tmp_path: Path) -> Path:
    template_packs.begin(tmp_path / "rivers", "Rivers desk")
    return template_packs.build(tmp_path / "rivers")


def test_a_dropped_template_is_installed_and_offered(window: MainWindow, qtbot: QtBot, built: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(built))])
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(200, 300), action, data, Qt.MouseButton.LeftButton, none))
    qtbot.waitUntil(lambda: "Rivers desk" in window.messages.words.text(), timeout=20_000)
    window.commands.run("briefing.export")
    [dialog] = window.findChildren(ExportDialog)
    field = dialog.template_field
    assert "Rivers desk" in [field.itemText(index) for index in range(field.count())]
    dialog.close()


def test_a_file_that_is_none_gets_a_sentence(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "letter.brieferpack").write_text("no template")
    window.commands.run("template.install")
    [chooser] = window.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "letter.brieferpack"))
    chooser.close()
    qtbot.waitUntil(lambda: "not a template file" in window.messages.words.text(), timeout=20_000)


def _later(built: Path, version: str) -> Path:
    manifest = built.parent / "rivers" / "pack.toml"
    former = manifest.read_text("utf-8")
    written = former.replace('version = "1"', f'version = "{version}"', 1)
    manifest.write_text(written.replace('title = "Risks"', 'title = "Dangers"', 1), "utf-8")
    try:
        return template_packs.build(manifest.parent)
    finally:
        manifest.write_text(former, "utf-8")


def _dialog(window: MainWindow) -> TemplateDialog:
    [dialog] = window.findChildren(TemplateDialog)
    return dialog


def _shown(dialog: TemplateDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_a_newer_version_is_offered_and_shows_what_changes_and_can_be_undone(
    window: MainWindow, qtbot: QtBot, built: Path
) -> None:
    template_packs.install(built)
    workspace = window.document.workspace
    workspace.new_briefing("Low water", "rivers")
    window.template_acts.install([_later(built, "2")])
    qtbot.waitUntil(lambda: "stays with version 1" in window.messages.words.text(), timeout=20_000)
    workspace.open_briefing("B1")
    window.messages.clear()
    workspace.open_briefing("B2")
    qtbot.waitUntil(lambda: "Version 2 is installed" in window.messages.words.text())
    [button] = [each for each in window.messages.findChildren(QPushButton) if each.text() == "See what changes"]
    button.click()
    dialog = _dialog(window)
    assert _shown(dialog) == ["The section “Risks” is called “Dangers”."]
    dialog.change_button.click()
    assert workspace.briefing is not None
    assert workspace.briefing.pack_version == "2"
    assert "Take into Dangers" in [command.title for command in window.commands]
    assert "Dangers" in window.briefing.editor.toPlainText()
    window.commands.run("edit.undo")
    assert (workspace.briefing.pack_version, workspace.briefing.sections[2].title) == ("1", "Risks")
    assert "Risks" in window.briefing.editor.toPlainText()


def test_another_template_is_chosen_and_one_s_own_says_that_nothing_changes(window: MainWindow) -> None:
    window.commands.run("template.change")
    dialog = _dialog(window)
    assert not dialog.change_button.isEnabled()
    assert _shown(dialog) == ["The briefing goes with this template already."]
    dialog.template_field.setCurrentIndex(dialog.template_field.findData("intelligence-note"))
    assert any("A new section" in sentence for sentence in _shown(dialog))
    dialog.change_button.click()
    assert window.document.briefing is not None
    assert window.document.briefing.pack == "intelligence-note"
    assert all(each.title in window.briefing.editor.toPlainText() for each in window.document.briefing.sections)


def test_what_is_said_of_a_template_goes_with_its_briefing(window: MainWindow, qtbot: QtBot, built: Path) -> None:
    template_packs.install(built)
    workspace = window.document.workspace
    workspace.new_briefing("Low water", "rivers")
    template_packs.install(_later(built, "2"))
    workspace.open_briefing("B1")
    workspace.open_briefing("B2")
    qtbot.waitUntil(lambda: "Version 2 is installed" in window.messages.words.text())
    workspace.open_briefing("B1")
    assert not window.messages.isVisible()
    workspace.open_briefing("B2")
    qtbot.waitUntil(lambda: "Version 2 is installed" in window.messages.words.text())
    window.commands.run("template.change")
    _dialog(window).change_button.click()
    assert workspace.briefing is not None
    assert workspace.briefing.pack_version == "2"
    assert "Version 2 is installed" not in window.messages.words.text()
