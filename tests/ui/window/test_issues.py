"""A new issue from the open briefing, in the window."""

from __future__ import annotations

from PySide6.QtCore import Qt

from briefer.core import edits
from briefer.ui.dialogs.new_issue import NewIssueDialog
from briefer.ui.outline_model import MARK
from briefer.ui.window import MainWindow


def _begin(window: MainWindow) -> NewIssueDialog:
    window.commands.run("briefing.issue")
    [dialog] = window.findChildren(NewIssueDialog)
    return dialog


def _take(window: MainWindow, source: str, end: int, section: str) -> None:
    window.open_source(window.document.workspace.source(source).id)
    window.article.reader.select(0, end)
    window.passage_acts.take(section)


def test_a_new_issue_is_the_next_number_and_marks_each_passage(window: MainWindow) -> None:
    window.document.do(edits.set_fact(window.document.briefing, "number", "12"))
    _take(window, "S2", 9, "situation")  # of 2026-04-15
    dialog = _begin(window)
    assert dialog.number_field.text() == "13"
    dialog.date_field.setText("2026-06-01")
    dialog.days_field.setValue(40)
    dialog.begin_button.click()
    briefing = window.document.briefing
    assert (briefing.handle, briefing.facts.number, briefing.facts.supersedes) == ("B2", "13", "12")
    assert "0 new, 1 still cited, 1 older than 40 days" in window.messages.words.text()
    assert window.side.page == "Outline"
    _take(window, "S1", 8, "actors")
    model = window.outline.model()
    marks = [model.index(0, 0, model.index(part, 0)).data(MARK) for part in (0, 1)]
    assert marks == ["still cited, 47 days old", "new"]
    assert model.index(0, 0, model.index(0, 0)).data(Qt.ItemDataRole.AccessibleTextRole).endswith("47 days old")
    window.grab()
    assert window.document.workspace.read_briefing("B1").facts.number == "12"
    assert window.choices.now.old_after == 40


def test_a_briefing_that_is_no_later_issue_has_no_marks(window: MainWindow) -> None:
    _take(window, "S1", 8, "actors")
    window.side.open_page("Outline")
    model = window.outline.model()
    assert model.index(0, 0, model.index(1, 0)).data(MARK) == ""


def test_no_issue_is_made_when_the_dialog_is_left(window: MainWindow) -> None:
    _begin(window).reject()
    assert len(window.document.workspace.briefings()) == 1
