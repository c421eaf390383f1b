"""Templates of one's own in the window: made of a Word file, looked over whenever it is saved, tried in Word."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from briefer.ui.dialogs.check_template import CheckDialog
from briefer.ui.window import MainWindow
from briefer.workspace import printing

SLOW = 30_000  # milliseconds: five briefings are tried, one of them with 500 passages


def word_file(folder: Path, *lines: str) -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    file = folder / "River desk.docx"
    document.save(str(file))
    return file


def made(window: MainWindow, qtbot: QtBot, word: Path) -> CheckDialog:
    """Choose a Word file in the window and wait for the list of what is wrong with it."""
    window.commands.run("template.make")
    [chooser] = window.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(word))
    chooser.close()
    qtbot.waitUntil(lambda: bool(window.findChildren(CheckDialog)), timeout=SLOW)
    [dialog] = window.findChildren(CheckDialog)
    settled(dialog, qtbot)
    return dialog


def settled(dialog: CheckDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.problem.text() not in ("", "Looking at it…"), timeout=SLOW)


def messages(dialog: CheckDialog) -> list[str]:
    rows = (dialog.list.topLevelItem(number) for number in range(dialog.list.topLevelItemCount()))
    return [row.text(1) for row in rows if row is not None and row.text(0) == "Error"]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were handed to the system to be opened."""
    found: list[str] = []

    def open_url(url: QUrl) -> bool:
        found.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return found


def test_a_word_file_becomes_a_template_that_can_be_used_at_once(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = made(window, qtbot, word_file(tmp_path, "Ministry of Rivers"))
    assert messages(dialog) == []
    assert dialog.pack.title == "River desk"
    assert dialog.pack.name in [pack.name for pack in printing.packs()]
    assert "{{ body }}" in window.messages.words.text()


def test_each_save_of_the_template_tells_its_mistakes_anew(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = made(window, qtbot, word_file(tmp_path, "{{ briefing.titel }}", "{{ body }}"))
    assert messages(dialog) == ["There is no “titel” in it"]
    assert "Did you mean “title”?" in dialog.whole.text()
    template = dialog.pack.folder / dialog.pack.templates[".docx"]
    # Word writes another file and puts it in the place of the first.
    os.replace(word_file(tmp_path, "{{ briefing.title }}", "{{ body }}"), template)
    qtbot.waitUntil(lambda: messages(dialog) == [], timeout=SLOW)
    settled(dialog, qtbot)
    os.replace(word_file(tmp_path, "{% if briefing.title %}", "{{ body }}"), template)
    qtbot.waitUntil(lambda: len(messages(dialog)) == 1, timeout=SLOW)
    assert "is never closed" in messages(dialog)[0]


def test_preview_in_word_opens_a_copy_that_can_only_be_read(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, opened: list[str]
) -> None:
    dialog = made(window, qtbot, word_file(tmp_path, "Ministry of Rivers"))
    dialog.preview_button.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=SLOW)
    [file] = opened
    assert Path(file).name == "River desk (preview).docx"
    assert not Path(file).stat().st_mode & 0o222
    with zipfile.ZipFile(file) as word:
        headers = [word.read(name) for name in word.namelist() if "header" in name] or [word.read("word/document.xml")]
    assert all(b'string="PREVIEW"' in header for header in headers)
    assert "Gates at Halmen" in [paragraph.text for paragraph in docx.Document(file).paragraphs]


def test_the_annotated_copy_has_each_mistake_as_a_comment(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, opened: list[str]
) -> None:
    dialog = made(window, qtbot, word_file(tmp_path, "{{ briefing.titel }}"))
    dialog.copy_button.click()
    [chooser] = dialog.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "annotated.docx"))
    chooser.close()
    qtbot.waitUntil(lambda: bool(opened), timeout=SLOW)
    assert len(list(docx.Document(opened[0]).comments)) >= 1


def test_a_file_with_macros_gets_a_sentence_and_makes_no_template(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    before = printing.packs()
    (tmp_path / "letter.dotm").write_bytes(b"PK")
    window.template_acts.make(tmp_path / "letter.dotm")
    qtbot.waitUntil(lambda: "can hold macros" in window.messages.words.text(), timeout=SLOW)
    assert printing.packs() == before


def test_the_template_of_the_open_briefing_is_looked_at_first(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run("template.check")
    [dialog] = window.findChildren(CheckDialog)
    assert dialog.pack.name == "standard"
    settled(dialog, qtbot)
    assert dialog.problem.text().startswith("Nothing is wrong.")
    dialog.close()
