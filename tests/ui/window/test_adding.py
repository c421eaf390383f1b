"""Files come in several at once, or out of a folder that is watched, and one sentence says what came of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from briefer import settings
from briefer.ui.watching import Watching
from briefer.ui.window import MainWindow

OpenWindow = Callable[[Path], MainWindow]
WORDS = "Some words of an article about the gates.\n\nAnd more of them."
PAGE = "<html><head><title>Saved page</title></head><body><article><h1>Saved page</h1><p>{}</p></article></body></html>"
LONG = 30_000


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Watching, "settle", 20)
    monkeypatch.setattr(Watching, "rest", 50)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Downloads"
    made.mkdir()
    (made / "old.txt").write_text("Words that lay there before.", "utf-8")
    return made


def _files(window: MainWindow) -> list[str | None]:
    return [source.file for source in window.document.workspace.sources][2:]


def _add(window: MainWindow, qtbot: QtBot, *files: Path) -> None:
    with qtbot.waitSignal(window.adding.idle, timeout=LONG):
        window.source_acts.add(files)


def test_several_at_once_end_in_one_summary(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    known = tmp_path / "known.txt"
    known.write_text(WORDS, "utf-8")
    _add(window, qtbot, known)
    (tmp_path / "new.txt").write_text(WORDS + " New.", "utf-8")
    (tmp_path / "broken.docx").write_bytes(b"no document")
    _add(window, qtbot, known, tmp_path / "new.txt", tmp_path / "broken.docx")
    assert window.messages.words.text() == (
        "1 source was added; 1 was in the library already; 1 file could not be read."
    )
    assert "“broken.docx”" in window.messages.lines.text()
    assert _files(window) == ["known.txt", "new.txt"]


def test_the_same_file_again_is_opened_and_said_to_be_there(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "known.txt"
    file.write_text(WORDS, "utf-8")
    _add(window, qtbot, file)
    window.open_source(window.document.workspace.source("S1").id)
    _add(window, qtbot, file)
    assert window.messages.words.text().startswith("This is in the library already: S3, ")
    assert window.article.source is not None
    assert window.article.source.handle == "S3"


def test_what_is_dropped_while_files_are_read_is_read_behind_them(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(f"{WORDS} {name}", "utf-8")
    with qtbot.waitSignal(window.adding.idle, timeout=LONG):
        window.source_acts.add([tmp_path / "one.txt"])
        window.source_acts.add([tmp_path / "two.txt"])
    assert _files(window) == ["one.txt", "two.txt"]


def test_a_page_saved_into_a_watched_folder_becomes_a_source(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    window.watching.start(folder)
    assert window.messages.words.text() == "What is saved into Downloads from now on becomes a source."
    with qtbot.waitSignal(window.adding.idle, timeout=LONG):
        (folder / "page.html").write_text(PAGE.format(WORDS), "utf-8")
        (folder / "page.html.part").touch()
        (folder / "page_files").mkdir()
        (folder / "page_files" / "frame.html").write_text(PAGE.format("Not an article"), "utf-8")
        (folder / "page.html.part").unlink()
    assert _files(window) == ["page.html"]
    assert window.messages.words.text() == "“Saved page” was added from Downloads."
    assert window.article.source is not None
    assert window.article.source.handle == "S1", "nobody is torn away from what is read"
    assert window.document.briefing is not None
    assert window.document.workspace.sources[-1].id in window.document.briefing.joined


def test_a_saved_file_that_cannot_be_read_is_told(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    window.watching.start(folder)
    with qtbot.waitSignal(window.adding.idle, timeout=LONG):
        (folder / "broken.docx").write_bytes(b"no document")
    assert window.messages.words.text() == "1 file from Downloads could not be read."
    assert "“broken.docx”" in window.messages.lines.text()


def test_a_watched_folder_that_vanishes_is_told_once_and_goes_on_when_it_is_back(
    window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    window.watching.start(folder)
    window.messages.clear()
    folder.rename(folder.with_name("Away"))
    qtbot.waitUntil(window.messages.isVisible, timeout=LONG)
    assert window.messages.words.text() == (
        f"The watched folder {folder} is not there. It is watched again when it is back."
    )
    folder.with_name("Away").rename(folder)
    with qtbot.waitSignal(window.adding.idle, timeout=LONG):
        (folder / "late.txt").write_text(WORDS, "utf-8")
    assert _files(window) == ["late.txt"]


def test_the_next_window_watches_on_and_takes_what_was_saved_meanwhile(
    window: MainWindow, open_window: OpenWindow, library: Path, qtbot: QtBot, folder: Path
) -> None:
    (folder / "old.txt").unlink()  # saved as lately as this it could be new: drives keep times coarsely
    window.watching.start(folder)
    window.close()
    (folder / "meanwhile.txt").write_text(WORDS, "utf-8")
    again = open_window(library)
    assert again.watching.folder == folder
    qtbot.waitUntil(lambda: _files(again) == ["meanwhile.txt"], timeout=LONG)
    qtbot.waitUntil(lambda: not again.adding.busy, timeout=LONG)


def test_watching_is_shown_in_the_status_bar_and_stopped_there(
    window: MainWindow, open_window: OpenWindow, library: Path, folder: Path
) -> None:
    shown = window.commands.action("sources.unwatch")
    assert not shown.isEnabled()
    window.watching.start(folder)
    assert shown.isEnabled()
    assert shown.text().replace("&", "") == "Stop watching Downloads"
    shown.trigger()
    assert window.watching.folder is None
    assert window.messages.words.text() == "Downloads is not watched any more."
    window.close()
    assert settings.load().watched_folder == ""
    assert open_window(library).watching.folder is None
