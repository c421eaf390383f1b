"""The export dialog: where it offers to save, and where the focus goes when that is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefer.ui.dialogs.export import ExportDialog
from briefer.ui.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def export(window: MainWindow) -> Callable[[], ExportDialog]:
    """Open the dialog by its key."""

    def opened() -> ExportDialog:
        QTest.keyClick(window.article.reader, Qt.Key.Key_E, CONTROL)
        return window.findChildren(ExportDialog)[-1]

    return opened


def test_the_folder_it_offers_is_there(
    window: MainWindow, export: Callable[[], ExportDialog], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "Documents"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(missing))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    window.memory.keep_text("export-folder", str(tmp_path / "taken out since"))
    dialog = export()
    assert Path(dialog.place_field.text()).parent == tmp_path
    dialog.reject()


def test_a_folder_that_was_refused_is_not_offered_again_and_can_be_mended_at_once(
    window: MainWindow, export: Callable[[], ExportDialog], qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = export()
    dialog.place_field.setText(str(tmp_path / "no such folder" / "note.docx"))
    QTest.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.problem.isVisible, timeout=60_000)
    assert "no such folder" in dialog.problem.text()
    assert dialog.focusWidget() is dialog.place_field
    assert window.memory.text("export-folder") == ""
    dialog.reject()


def test_only_a_pdf_is_offered_data_and_holds_it_when_asked(
    window: MainWindow, export: Callable[[], ExportDialog], qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = export()
    assert not dialog.data_field.isVisible()
    dialog.format_field.setCurrentIndex(dialog.format_field.findData(".pdf"))
    assert dialog.data_field.isVisible()
    dialog.data_field.click()
    dialog.place_field.setText(str(tmp_path / "note.pdf"))
    dialog.export_button.click()
    qtbot.waitUntil(lambda: dialog.problem.text().startswith("Made"), timeout=60_000)
    assert pypdfium2.PdfDocument(tmp_path / "note.pdf").count_attachments() == 1
    dialog.reject()
