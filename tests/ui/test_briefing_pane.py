"""The facts over the text, and what an empty pane offers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefer.core.briefing import FACT_NAMES, Facts
from briefer.ui.briefing_facts import summed_up
from briefer.ui.briefing_pane import BriefingPane
from briefer.ui.document import Document
from briefer.ui.theme import LIGHT
from tests.ui.conftest import FIRST, briefing_of, prose
from tests.ui.fake import FakeWorkspace

# The offscreen platform warns of every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def workspace() -> FakeWorkspace:
    return FakeWorkspace(briefing=briefing_of(situation=[prose("x", (FIRST,))]))


@pytest.fixture
def pane(qtbot: QtBot, workspace: FakeWorkspace) -> Iterator[BriefingPane]:
    made = BriefingPane(Document(workspace), LIGHT)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(800, 700)
    made.show()
    yield made
    made.close()


def test_the_title_is_written_in_place(pane, workspace, qtbot):
    pane.facts.title.setFocus()
    pane.facts.title.selectAll()
    qtbot.keyClicks(pane.facts.title, "Quiet border")
    qtbot.keyClick(pane.facts.title, Qt.Key.Key_Return)
    assert workspace.briefing.facts.title == "Quiet border"
    assert workspace.history.undo_label == "change of title"
    workspace.undo()
    assert pane.facts.title.text() == "Reported movements"


def test_every_fact_has_a_field_with_a_name_and_is_kept(pane, workspace, qtbot):
    pane.facts.open_form()
    fields = [
        field
        for kind in (QLineEdit, QComboBox, QPlainTextEdit)
        for field in pane.facts.findChildren(kind)
        if field.accessibleName()
    ]
    assert len(fields) == len(FACT_NAMES)
    assert len({field.accessibleName() for field in fields}) == len(fields)
    for field in fields:
        if isinstance(field, QLineEdit):
            field.clear()
            qtbot.keyClicks(field, f"about {field.objectName()}")
            qtbot.keyClick(field, Qt.Key.Key_Return)
    facts = workspace.briefing.facts
    for name in FACT_NAMES:
        if name not in ("status", "bottom_line", "question"):
            assert getattr(facts, name) == f"about {name}"


def test_the_bottom_line_is_kept_when_the_caret_leaves_it(pane, workspace, qtbot):
    pane.facts.open_form()
    field = pane.facts.findChild(QPlainTextEdit)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "Nothing moved.")
    pane.editor.setFocus()
    qtbot.waitUntil(lambda: workspace.briefing.facts.bottom_line == "Nothing moved.")


def test_the_line_sums_up_what_tells_one_issue_from_another():
    facts = Facts(number="12", version="2", cutoff="2024-10-20T18:00+02:00", marking="TLP:GREEN")
    assert summed_up(facts) == "No. 12 · version 2 · cut-off 20 Oct 2024, 18:00 · TLP:GREEN · Draft"
    assert summed_up(Facts(cutoff="last Monday")) == "cut-off last Monday · Draft"


def test_an_empty_pane_offers_what_to_do(pane, workspace, qtbot):
    workspace.open(None)
    for button, wanted in (
        (pane.new_button, pane.newBriefingWanted),
        (pane.open_button, pane.openBriefingWanted),
        (pane.sample_button, pane.sampleWanted),
    ):
        assert button.isVisible()
        with qtbot.waitSignal(wanted):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    workspace.open(briefing_of())
    assert pane.editor.isVisible()


def test_every_control_has_an_accessible_name(pane):
    pane.facts.open_form()
    nameless = [
        widget
        for widget in pane.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_a_read_only_library_shows_its_facts_and_keeps_them(pane, workspace, qtbot):
    workspace.read_only = True
    pane.facts.show_facts()
    qtbot.keyClicks(pane.facts.title, "x")
    qtbot.keyClick(pane.facts.title, Qt.Key.Key_Return)
    assert workspace.briefing.facts.title == "Reported movements"


def test_a_read_only_library_begins_no_briefing(pane, workspace):
    workspace.read_only = True
    pane._show()
    assert not pane.new_button.isEnabled()
    assert not pane.sample_button.isEnabled()
    assert pane.open_button.isEnabled()
