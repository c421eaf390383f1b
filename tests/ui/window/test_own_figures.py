"""Pictures of the analyst's own: from a file, or pasted; shown, captioned, moved whole, never cited."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from briefer.core.briefing import BlockId, OwnFigure, Paragraph, citations, flow
from briefer.ui import editor_clipboard
from briefer.ui.dialogs.caption import CaptionDialog
from briefer.ui.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    Image.new("RGB", (320, 200), "#23657F").save(tmp_path / "chart.png")
    return tmp_path / "chart.png"


def _figures(window: MainWindow) -> list[OwnFigure]:
    briefing = window.document.briefing
    assert briefing is not None
    return [block for block in briefing.blocks("situation") if isinstance(block, OwnFigure)]


def _inserted(window: MainWindow, qtbot: QtBot, file: Path) -> OwnFigure:
    editor = window.briefing.editor
    editor.go_to_section("situation")
    QTest.keyClicks(editor, "The levels since March:")
    window.commands.run("figure.insert")
    [chooser] = window.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(file))
    chooser.close()
    qtbot.waitUntil(lambda: len(_figures(window)) == 1, timeout=20_000)
    return _figures(window)[0]


def test_a_picture_from_a_file_stands_behind_the_words_at_the_caret_and_is_shown(
    window: MainWindow, qtbot: QtBot, chart: Path
) -> None:
    figure = _inserted(window, qtbot, chart)
    assert window.document.briefing is not None
    blocks = window.document.briefing.blocks("situation")
    assert [type(block).__name__ for block in blocks[:2]] == ["Paragraph", "OwnFigure"]
    assert list(citations(figure)) == []
    qtbot.waitUntil(lambda: window.briefing.editor.pictures.has(figure), timeout=20_000)
    assert "as your own" in window.messages.words.text()
    assert window.document.history.undo_label == "insert picture"
    window.commands.run("edit.undo")
    assert _figures(window) == []
    window.commands.run("edit.redo")
    assert _figures(window) == [figure]


def test_a_picture_that_was_missing_is_asked_for_again_when_the_briefing_is_opened(
    window: MainWindow, qtbot: QtBot, chart: Path
) -> None:
    figure = _inserted(window, qtbot, chart)
    pictures = window.briefing.editor.pictures
    qtbot.waitUntil(lambda: pictures.has(figure), timeout=20_000)
    pictures.put(figure.picture, b"")
    assert not pictures.has(figure)
    window.briefing.editor.reload()
    qtbot.waitUntil(lambda: pictures.has(figure), timeout=20_000)


def test_it_gets_a_caption_and_a_description(window: MainWindow, qtbot: QtBot, chart: Path) -> None:
    _inserted(window, qtbot, chart)
    window.commands.run("figure.caption")
    [dialog] = window.findChildren(CaptionDialog)
    dialog.caption_field.setText("Level at Brenn")
    dialog.alt_field.setText("A line that falls")
    dialog.change()
    [figure] = _figures(window)
    assert ("".join(run.text for run in figure.caption), figure.alt) == ("Level at Brenn", "A line that falls")


def test_it_is_copied_whole_and_arrives_elsewhere_as_words(window: MainWindow, qtbot: QtBot, chart: Path) -> None:
    figure = _inserted(window, qtbot, chart)
    editor = window.briefing.editor
    QTest.keyClick(editor, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(editor, Qt.Key.Key_C, CONTROL)
    assert "[Picture]" in QApplication.clipboard().text()
    QTest.keyClick(editor, Qt.Key.Key_End, CONTROL)
    QTest.keyClick(editor, Qt.Key.Key_V, CONTROL)
    assert window.document.briefing is not None
    shown = [block.picture for section in window.document.briefing.sections for block in section.blocks
             if isinstance(block, OwnFigure)]  # fmt: skip
    assert shown == [figure.picture] * 2


def test_a_pasted_picture_is_ones_own_and_the_window_says_how_to_cite_it(window: MainWindow, qtbot: QtBot) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    data = QMimeData()
    data.setImageData(image)
    QApplication.clipboard().setMimeData(data)
    editor = window.briefing.editor
    editor.go_to_section("situation")
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: len(_figures(window)) == 1, timeout=20_000)
    assert "Paste as article" in window.messages.words.text()


def test_what_is_no_picture_gets_a_sentence(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "notes.png").write_text("no picture")
    window.picture_acts.insert(tmp_path / "notes.png")
    qtbot.waitUntil(lambda: "no picture" in window.messages.words.text(), timeout=20_000)
    window.picture_acts.insert(tmp_path / "nowhere.png")
    qtbot.waitUntil(lambda: "There is no file" in window.messages.words.text(), timeout=20_000)
    assert _figures(window) == []


def test_one_of_another_library_does_not_come_along_and_the_window_says_so(window: MainWindow) -> None:
    foreign = OwnFigure(id=BlockId("f"), picture="0" * 64)
    QApplication.clipboard().setMimeData(editor_clipboard.mime_data(window.document, (foreign,)))
    editor = window.briefing.editor
    editor.go_to_section("situation")
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_V, CONTROL)
    assert _figures(window) == []
    assert "another library" in window.messages.words.text()


def test_it_is_there_after_a_restart(
    window: MainWindow, qtbot: QtBot, chart: Path, library: Path, open_window: object
) -> None:
    figure = _inserted(window, qtbot, chart)
    window.close()
    again: MainWindow = open_window(library)  # type: ignore[operator]
    again.document.workspace.open_briefing("B1")
    assert _figures(again) == [figure]
    qtbot.waitUntil(lambda: again.briefing.editor.pictures.has(figure), timeout=20_000)


def test_a_picture_goes_where_the_caret_was_as_it_was_asked_for(window: MainWindow, qtbot: QtBot, chart: Path) -> None:
    editor = window.briefing.editor
    editor.go_to_section("situation")
    window.picture_acts.insert(chart)
    editor.go_to_section("risks")
    QTest.keyClicks(editor, "Risk")
    qtbot.waitUntil(lambda: len(_figures(window)) == 1, timeout=20_000)
    QTest.keyClicks(editor, "s rise")
    assert window.document.briefing is not None
    [words] = [block for block in window.document.briefing.blocks("risks") if isinstance(block, Paragraph)]
    assert flow(words) == "Risks rise"
    assert window.briefing.editor.pictures.has(_figures(window)[0])


def test_a_picture_is_never_put_into_another_briefing(window: MainWindow, qtbot: QtBot, chart: Path) -> None:
    workspace, first = window.document.workspace, window.document.briefing
    assert first is not None
    window.briefing.editor.go_to_section("situation")
    window.picture_acts.insert(chart)
    other = workspace.new_briefing("Another", "standard")
    qtbot.waitUntil(lambda: "was not put in" in window.messages.words.text(), timeout=20_000)
    for briefing in (workspace.read_briefing(first.id), workspace.read_briefing(other.id)):
        assert not any(isinstance(block, OwnFigure) for section in briefing.sections for block in section.blocks)


def test_a_picture_on_the_clipboard_that_is_none_changes_nothing(window: MainWindow) -> None:
    held = QMimeData()
    held.setData("application/x-qt-image", b"")
    window.briefing.editor.go_to_section("situation")
    window.briefing.editor.paste_data(held)
    assert _figures(window) == []
