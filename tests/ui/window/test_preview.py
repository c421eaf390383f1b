"""The live preview beside the briefing: true pages, made by workers, anew after an edit, following the caret."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from briefer.core import edits
from briefer.core.briefing import BlockId
from briefer.core.change import Caret
from briefer.errors import TemplateError
from briefer.ui.preview_pane import EMPTY, TITLE
from briefer.ui.window import MainWindow
from briefer.workspace.previewing import Preview

PAGE = 30  # paragraphs that fill more than a page of the preview
LONG = 60_000  # milliseconds; workers start, on a machine that does other things too


def write(window: MainWindow, *paragraphs: str) -> list[BlockId]:
    """Write paragraphs at the end of the first section, and return their blocks."""
    for text in paragraphs:
        assert window.document.briefing is not None
        window.document.do(edits.write(window.document.briefing, "situation", text))
    assert window.document.briefing is not None
    return [block.id for block in window.document.briefing.blocks("situation")][-len(paragraphs) :]


def put_caret(window: MainWindow, block: BlockId) -> None:
    assert window.briefing.editor.set_caret(Caret(section="situation", block=block, offset=0))


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the newest pages are shown and those in sight are drawn."""

    def drawn() -> bool:
        view = window.preview.view
        return not window.preview.busy and all(view.picture(page) is not None for page in view.seen())

    qtbot.waitUntil(drawn, timeout=LONG)


def bytes_of(pixmap: QPixmap | None) -> object:
    assert pixmap is not None
    return pixmap.toImage()


@pytest.fixture
def shown(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with the preview of a short briefing."""
    write(window, "Two gates are closed.")
    with qtbot.waitSignal(window.preview.made, timeout=LONG):
        window.commands.run("view.preview")
    settle(window, qtbot)
    return window


def test_the_preview_is_hidden_until_it_is_wanted_and_says_what_it_is(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.preview.isVisible()
    assert not window.preview.busy
    with qtbot.waitSignal(window.preview.made, timeout=LONG):
        QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert TITLE == "Preview (PDF; Word may break pages differently)"
    assert TITLE in [label.text() for label in window.side.findChildren(QLabel) if label.isVisible()]
    assert window.preview.view.accessibleName() == "Preview"
    assert window.preview.view.pages == 1


def test_what_is_typed_stands_on_the_page_a_moment_later(shown: MainWindow, qtbot: QtBot) -> None:
    before = bytes_of(shown.preview.view.picture(0))
    shown.briefing.editor.setFocus()
    (block,) = write(shown, "And a third.")
    put_caret(shown, block)
    with qtbot.waitSignal(shown.preview.made, timeout=LONG):
        QTest.keyClicks(shown.briefing.editor, "Now, ")
    settle(shown, qtbot)
    assert bytes_of(shown.preview.view.picture(0)) != before


def test_never_are_two_made_at_once_and_the_newest_is_made_last(
    shown: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once: list[int] = []
    seen: list[int] = []
    whole = Preview.make

    def counted(self: Preview, briefing: object, *rest: object) -> object:
        at_once.append(1)
        assert len(at_once) == 1
        try:
            seen.append(len(briefing.blocks("situation")))  # type: ignore[attr-defined]
            return whole(self, briefing, *rest)  # type: ignore[arg-type]
        finally:
            at_once.pop()

    monkeypatch.setattr(Preview, "make", counted)
    with qtbot.waitSignal(shown.preview.made, timeout=LONG):
        for number in range(5):
            write(shown, f"Sentence {number}.")
            qtbot.wait(1)
    settle(shown, qtbot)
    assert seen[-1] == 6
    assert len(seen) < 5
    assert not shown.preview.problem.isVisible()


def test_the_page_follows_the_caret_and_stays_where_one_looks(shown: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.preview.made, timeout=LONG):
        blocks = write(shown, *(f"Paragraph {number} about the gates. " * 8 for number in range(PAGE)))
    settle(shown, qtbot)
    view = shown.preview.view
    assert view.pages > 1
    put_caret(shown, blocks[0])
    assert view.seen().start == 0
    put_caret(shown, blocks[-1])
    last = view.verticalScrollBar().value()
    assert view.seen().stop == view.pages
    assert view.seen().start > 0
    settle(shown, qtbot)
    with qtbot.waitSignal(shown.preview.made, timeout=LONG):
        QTest.keyClicks(shown.briefing.editor, "x")
    assert view.verticalScrollBar().value() == last


def test_a_double_click_on_the_page_leads_to_its_block(shown: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.preview.made, timeout=LONG):
        first, second = write(shown, "The first of two.", "The second of two.")
    settle(shown, qtbot)
    put_caret(shown, first)
    view = shown.preview.view
    assert shown.preview._shown is not None
    page, down = shown.preview._shown.places[second]
    rect = view._column.rect(page)
    place = QPoint(round(rect.center().x()), round(rect.top() + (down + 3) * view._column.scale))
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown.briefing.editor.current_block() == second


def test_what_is_wrong_with_a_template_is_one_sentence_above_the_pages_that_were(
    shown: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Preview, *_: object) -> object:
        raise TemplateError("The PDF template cannot be compiled: expected closing bracket (line 4).", "Close it.")

    monkeypatch.setattr(Preview, "make", refuse)
    with qtbot.waitSignal(shown.preview.made, timeout=LONG):
        write(shown, "More.")
    assert shown.preview.problem.isVisible()
    assert shown.preview.problem.text() == "The PDF template cannot be compiled: expected closing bracket (line 4)."
    assert shown.preview.view.pages == 1
    monkeypatch.undo()
    with qtbot.waitSignal(shown.preview.made, timeout=LONG):
        write(shown, "Still more.")
    assert not shown.preview.problem.isVisible()


def test_without_a_briefing_it_says_what_to_do(window: MainWindow, qtbot: QtBot) -> None:
    window.document.workspace.close_briefing()
    with qtbot.waitSignal(window.preview.made, timeout=LONG):
        window.commands.run("view.preview")
    assert window.preview.hint.isVisible()
    assert window.preview.hint.text() == EMPTY


def test_it_is_there_again_after_a_restart(
    shown: MainWindow, open_window: Callable[[Path], MainWindow], library: Path, qtbot: QtBot
) -> None:
    shown.close()
    again = open_window(library)
    assert again.preview.isVisible()
    qtbot.waitUntil(lambda: again.preview.view.pages == 1, timeout=LONG)
