"""The workspace as signals: what arrives, and on which thread."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from PySide6.QtCore import QThread
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefer.core import edits
from briefer.ui.document import Document
from tests.ui.conftest import briefing_of, prose
from tests.ui.fake import FakeWorkspace


@dataclass(frozen=True)
class State:
    name: str
    problem: str = ""

    def __str__(self) -> str:
        return self.name


def test_what_the_storage_thread_says_arrives_on_the_windows_thread(qtbot: QtBot):
    workspace = FakeWorkspace(briefing=briefing_of())
    document = Document(workspace)  # type: ignore[arg-type]
    heard: list[tuple[str, str, bool]] = []
    window = QThread.currentThread()
    document.savedChanged.connect(
        lambda state, problem: heard.append((state, problem, QThread.currentThread() is window))
    )
    (say,) = workspace.saved_callbacks
    thread = threading.Thread(target=say, args=(State("failed", "The disk is full."),))
    thread.start()
    thread.join()
    assert heard == []  # nobody is called from there
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [("failed", "The disk is full.", True)]
    document.release()


def test_an_edit_is_told_once_with_who_began_it(qtbot: QtBot):
    workspace = FakeWorkspace(briefing=briefing_of(situation=[prose("a")]))
    document = Document(workspace)  # type: ignore[arg-type]
    heard: list[object] = []
    document.changed.connect(heard.append)
    document.do(edits.set_fact(workspace.briefing, "number", "7"), initiator="me")
    document.undo()
    assert [(change.act, change.initiator) for change in heard] == [("do", "me"), ("undo", None)]
    document.release()


def test_another_library_is_heard_and_the_former_no_more(qtbot: QtBot):
    former = FakeWorkspace(briefing=briefing_of())
    latter = FakeWorkspace(briefing=briefing_of(situation=[prose("b")]))
    document = Document(former)  # type: ignore[arg-type]
    with qtbot.waitSignal(document.librarySwapped):
        assert document.swap(latter) is former  # type: ignore[arg-type]
    assert document.briefing is latter.briefing
    assert not former.callbacks
    assert not former.saved_callbacks
    document.release()
    assert not latter.callbacks


class Sheet(QWidget):
    """Is painted, and remembers how often its workspace had been told so."""

    def __init__(self, workspace: FakeWorkspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.painted: list[int] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted.append(self.workspace.times_shown)


def test_what_was_done_is_painted_before_it_may_be_written(qtbot: QtBot):
    workspace = FakeWorkspace(briefing=briefing_of())
    document = Document(workspace)  # type: ignore[arg-type]
    sheet = Sheet(workspace)
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitUntil(lambda: bool(sheet.painted))
    sheet.painted.clear()
    document.changed.connect(sheet.update)
    assert workspace.show is not None
    workspace.show()  # as the storage does when it gets something to write
    document.do(edits.insert(briefing_of(), "situation", 0, [prose("A claim.")], label="write"))
    assert workspace.times_shown == 0
    qtbot.waitUntil(lambda: workspace.times_shown == 1)
    assert sheet.painted == [0]


def test_a_workspace_that_is_left_waits_for_nobody(qtbot: QtBot):
    workspace = FakeWorkspace(briefing=briefing_of())
    document = Document(workspace)  # type: ignore[arg-type]
    document.swap(FakeWorkspace())  # type: ignore[arg-type]
    assert workspace.show is None
