"""The facts over the text, and what an empty pane offers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefer.core.briefing import FACT_NAMES, Facts
from briefer.ui.briefing_pane import BriefingPane
from briefer.ui.document import Document
from briefer.ui.facts_line import shown
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


def test_the_line_says_what_tells_one_issue_from_another():
    facts = Facts(number="12", version="2", cutoff="2024-10-20T18:00+02:00", marking="TLP:GREEN")
    assert list(shown(facts).values()) == ["No. 12", "version 2", "cut-off 20 Oct 2024, 18:00", "TLP:GREEN", "Draft"]
    assert [words for words in shown(Facts(cutoff="last Monday")).values() if words] == [
        "cut-off last Monday",
        "Draft",
    ]


def test_a_fact_of_the_line_is_changed_where_it_stands(pane, workspace, qtbot):
    workspace.set_fact("number", "12")
    line = pane.facts.told
    qtbot.mouseClick(line.button("number"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(line.field.hasFocus)
    assert (line.field.text(), line.field.accessibleName()) == ("12", "Number")
    qtbot.keyClicks(line.field, "13")
    qtbot.keyClick(line.field, Qt.Key.Key_Return)
    assert workspace.briefing.facts.number == "13"
    assert workspace.history.undo_label == "change of number"
    assert line.button("number").text() == "No. 13"
    assert line.button("number").hasFocus()


def test_esc_leaves_a_fact_as_it_was_and_leaving_the_field_keeps_it(pane, workspace, qtbot):
    workspace.set_fact("marking", "TLP:GREEN")
    line = pane.facts.told
    line.button("marking").click()
    qtbot.keyClicks(line.field, "TLP:RED")
    qtbot.keyClick(line.field, Qt.Key.Key_Escape)
    assert (workspace.briefing.facts.marking, line.field) == ("TLP:GREEN", None)
    line.button("marking").click()
    qtbot.waitUntil(line.field.hasFocus)
    qtbot.keyClicks(line.field, "TLP:AMBER")
    pane.editor.setFocus()
    qtbot.waitUntil(lambda: workspace.briefing.facts.marking == "TLP:AMBER")
    assert line.button("marking").isVisible()


def test_the_status_is_chosen_from_the_line(pane, workspace):
    line = pane.facts.told
    next(action for action in line._menu.actions() if action.text() == "Released").trigger()
    assert workspace.briefing.facts.status == "released"
    assert line.button("status").text() == "Released"


def test_a_narrow_line_goes_on_below_and_cuts_nothing(pane, workspace, qtbot):
    for name, value in {"number": "12", "cutoff": "2024-10-20T18:00+02:00", "marking": "TLP:AMBER+STRICT"}.items():
        workspace.set_fact(name, value)
    pane.resize(300, 700)
    line = pane.facts.told
    buttons = [line.button(name) for name in ("number", "cutoff", "marking", "status")]
    qtbot.waitUntil(lambda: buttons[-1].y() > buttons[0].y())
    for button in buttons:
        assert line.rect().contains(button.geometry())
        assert button.width() >= button.sizeHint().width()


def test_nothing_is_written_in_the_line_of_a_read_only_library(pane, workspace):
    workspace.read_only = True
    pane.facts.show_facts()
    pane.facts.told.button("status").click()
    assert not pane.facts.told._menu.isVisible()


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
