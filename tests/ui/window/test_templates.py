"""Templates in the window: installed from a file or by drop, and offered at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from briefer.ui.dialogs.export import ExportDialog
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
