"""What the editor shows and answers: figures, jumps, colours, sizes, and what others change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from briefer.core import edits
from briefer.core.briefing import (
    BlockId,
    CitationMark,
    ListItem,
    Text,
    new_id,
)
from briefer.ui.editor import BriefingEditor
from briefer.ui.editor_painting import list_number
from briefer.ui.theme import DARK
from tests.ui.conftest import BOTH, FIRST, SECOND, briefing_of, prose, quoted


def figure_point(desk, index: int, offset: int) -> QPoint:
    desk.place(index, offset)
    left = desk.editor.cursorRect(desk.cursor())
    cursor = QTextCursor(desk.cursor())
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
    return QPoint((left.center().x() + desk.editor.cursorRect(cursor).center().x()) // 2, left.center().y())


def test_a_click_on_a_figure_asks_for_its_passage(desk, qtbot):
    desk = desk(briefing_of(situation=[prose("Claim.", (SECOND,), " And more words behind it."), quoted(FIRST)]))
    asked: list[object] = []
    desk.editor.citationActivated.connect(asked.append)
    for index, offset in ((0, 6), (1, 15)):
        point = figure_point(desk, index, offset)
        QTest.mouseClick(desk.editor.viewport(), Qt.MouseButton.LeftButton, pos=point)
        QTest.qWait(QApplication.doubleClickInterval() + 10)
    assert asked == [SECOND, FIRST]


def test_the_target_of_a_figure_is_as_wide_as_a_finger_needs(desk):
    desk = desk(briefing_of(situation=[prose("Claim.", (SECOND,), " And more words behind it.")]))
    point = figure_point(desk, 0, 6)
    for away in (QPoint(-11, 0), QPoint(11, 0), QPoint(0, -11), QPoint(0, 11)):
        assert desk.editor.figure_at(point + away) == desk.blocks()[0].inlines[1].id
    assert desk.editor.figure_at(point + QPoint(40, 0)) is None


@pytest.mark.qt_log_ignore("does not support raise")  # of the offscreen platform, about the tooltip
def test_a_figure_tells_its_reference(desk, qtbot):
    desk = desk(briefing_of(situation=[prose("Claim.", (SECOND,))]))
    point = figure_point(desk, 0, 6)
    event = QHelpEvent(QEvent.Type.ToolTip, point, desk.editor.viewport().mapToGlobal(point))
    QApplication.sendEvent(desk.editor.viewport(), event)
    assert QToolTip.text() == "Article 2"
    QToolTip.hideText()


def test_figures_count_through_the_sections_and_follow_what_others_change(desk):
    desk = desk(briefing_of(situation=[prose("a", (FIRST,))], risks=[prose("b", (SECOND,))]))
    last = desk.blocks("risks")[0].inlines[1].id
    assert desk.editor.figures.number(last) == 2
    desk.workspace.do(edits.take(desk.briefing, BOTH, "actors", new=False))
    assert desk.editor.figures.number(last) == 3
    desk.workspace.undo()
    assert desk.editor.figures.number(last) == 2


def test_a_passage_taken_elsewhere_appears_and_the_caret_goes_behind_it(desk):
    desk = desk(briefing_of(situation=[prose("a"), prose("b")]))
    desk.place(0, 1)
    desk.workspace.do(edits.take(desk.briefing, FIRST, "situation", after=desk.editor.current_block(), new=False))
    assert desk.words() == ["a", "Reports about a^", "b"]
    assert desk.editor.current_block() == desk.blocks()[1].id
    desk.type("mine")
    assert desk.words() == ["a", "Reports about a^", "mine", "b"]


def test_moving_blocks_and_sections_elsewhere_is_followed(desk):
    desk = desk(briefing_of(situation=[prose("a"), prose("b")], risks=[prose("c")]))
    desk.workspace.do(edits.move(desk.briefing, [desk.blocks()[0].id], "risks", None))
    desk.check()
    keys = [section.key for section in desk.briefing.sections]
    desk.workspace.do(edits.reorder_sections(desk.briefing, keys[::-1]))
    desk.check()
    assert desk.editor.document().firstBlock().text() == "Restraint"


def test_going_to_a_block_puts_the_caret_there_in_sight(desk, qtbot):
    desk = desk(briefing_of(situation=[prose(f"paragraph {number} " * 8) for number in range(60)]))
    target = desk.blocks()[50].id
    assert desk.editor.go_to(target)
    assert desk.editor.current_block() == target
    assert desk.editor.viewport().rect().contains(desk.editor.cursorRect())
    qtbot.waitUntil(lambda: desk.editor.painting.highlight is None)
    assert not desk.editor.go_to(BlockId("gone"))


def test_no_highlight_moves_where_motion_is_reduced(desk):
    desk = desk(briefing_of(situation=[prose("a")]))
    assert not desk.editor.reduced_motion
    desk.editor.setStyleSheet("* { widget-animation-duration: 0; }")
    desk.editor.go_to(desk.blocks()[0].id)
    assert desk.editor.painting.highlight is None


@pytest.mark.parametrize("animates", [True, False])
def test_windows_own_switch_for_animations_is_followed(desk, monkeypatch, animates):
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(QApplication, "isEffectEnabled", lambda effect: animates)
    assert desk().editor.reduced_motion is not animates


def test_going_to_a_section_writes_at_its_end(desk):
    desk = desk(briefing_of(risks=[prose("a"), prose("b")]))
    assert desk.editor.go_to_section("risks")
    desk.type("!")
    assert desk.words("risks") == ["a", "b!"]
    assert desk.editor.current_section() == "risks"
    assert not desk.editor.go_to_section("none")


def test_another_theme_or_size_changes_nothing_but_the_look(desk):
    desk = desk(briefing_of(situation=[prose("a 😀 ", FIRST, (SECOND,)), quoted(BOTH)]))
    before = desk.briefing
    desk.place(0, 4)
    desk.editor.set_theme(DARK)
    desk.editor.set_zoom(1.25)
    desk.editor.set_zoom(1.125)
    desk.check()
    assert desk.briefing is before
    assert desk.editor.caret().offset == 4
    assert desk.editor.look.pixels == 18


def test_another_briefing_takes_the_place_of_the_first(desk):
    desk = desk(briefing_of(situation=[prose("a")]))
    desk.workspace.open(None)
    assert desk.editor.isReadOnly()
    assert desk.editor.caret() is None
    desk.type("x")
    desk.workspace.open(briefing_of(actors=[prose("b")]))
    desk.check()
    assert not desk.editor.isReadOnly()


def test_a_list_counts_its_own_level(desk):
    def item(level: int, *, ordered: bool = True) -> ListItem:
        return ListItem(id=BlockId(new_id()), inlines=(Text(text="i"),), ordered=ordered, level=level)

    blocks = (item(1), item(2), item(2), item(1), prose("p"), item(1), item(1, ordered=False), item(1))
    numbered = [index for index, block in enumerate(blocks) if isinstance(block, ListItem) and block.ordered]
    assert [list_number(blocks, index) for index in numbered] == [1, 1, 2, 2, 1, 1]


@pytest.mark.parametrize("width", [300, 700, 1600])
def test_the_column_is_never_wider_than_its_measure_and_stands_in_the_middle(desk, width):
    desk = desk(briefing_of(situation=[prose("word " * 100)]))
    desk.editor.resize(width, 400)
    left, right = desk.editor.column()
    assert abs(left - right) <= desk.editor.verticalScrollBar().sizeHint().width() + 1
    assert desk.editor.document().findBlockByNumber(1).layout().lineAt(0).textLength() <= 90


def test_a_library_open_to_read_only_can_be_gone_through_and_copied_by_keyboard(desk):
    made = briefing_of(situation=[prose("one two")])
    desk = desk(None)
    desk.workspace.read_only = True
    desk.workspace.open(made)
    desk.press(Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    desk.control(Qt.Key.Key_C)
    assert QApplication.clipboard().text() == "one two"
    desk.type("x")
    desk.control(Qt.Key.Key_X)
    assert desk.briefing is made


def test_marks_that_share_a_figure_show_it_once(desk):
    desk = desk(briefing_of(situation=[prose("Claim.", (SECOND,), (FIRST,), " More.", (FIRST,))]))
    marks = [inline.id for inline in desk.blocks()[0].inlines if isinstance(inline, CitationMark)]
    assert [desk.editor.figures.number(mark) for mark in marks] == [1, 1, 2]
    assert [desk.editor.figures.said(mark) for mark in marks] == ["·", "1", "2"]


@pytest.mark.parametrize("change", ["theme", "zoom"])
def test_other_colours_or_sizes_leave_the_reader_where_they_read(desk, qtbot, change: str) -> None:
    """Though the caret stands elsewhere, and Qt has not laid out what is between."""
    desk = desk(briefing_of(situation=[prose(f"Paragraph {number} of many.") for number in range(3_000)]))
    editor = desk.editor
    editor.resize(600, 400)
    editor.show()
    bar = editor.verticalScrollBar()

    def all_is_laid_out() -> bool:
        return bar.maximum() == round(editor.document().size().height()) - editor.viewport().height()

    def first_row() -> str:
        return editor.cursorForPosition(QPoint(0, 0)).block().text()

    qtbot.waitUntil(all_is_laid_out, timeout=20_000)
    bar.setValue(bar.maximum() // 2)
    before = first_row()
    assert before.startswith("Paragraph 1")
    if change == "theme":
        editor.set_theme(DARK)
    else:
        editor.set_zoom(1.5)
    assert first_row() == before
    qtbot.waitUntil(all_is_laid_out, timeout=20_000)
    assert first_row() == before


HEBREW = "\u05d0\u05d1"


@pytest.mark.parametrize("words", [("one", HEBREW), (HEBREW, "one"), (HEBREW, HEBREW), ("one", "two")])
@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_a_step_to_the_side_leads_over_a_folded_section(desk, words: tuple[str, str], held) -> None:
    """Qt alone goes to and fro for ever where rows of two directions are hidden."""
    desk = desk(briefing_of(situation=[prose(each) for each in words]))
    editor = desk.editor
    editor.show()
    editor.go_to_section("actors")
    editor.fold(frozenset({"situation"}))
    title = editor.document().firstBlock()
    after = editor.document().findBlockByNumber(3)
    assert after.text() == "Actors"
    cursor = editor.textCursor()
    cursor.setPosition(title.length() - 1)
    editor.setTextCursor(cursor)
    desk.press(Qt.Key.Key_Right, held)
    assert editor.textCursor().position() == after.position()
    desk.press(Qt.Key.Key_Left, held)
    assert editor.textCursor().position() == title.length() - 1


def test_a_step_to_the_side_behind_the_last_title_stays_where_all_below_is_folded(desk) -> None:
    desk = desk(briefing_of(risks=[prose("one"), prose(HEBREW)]))
    editor = desk.editor
    editor.fold(frozenset({"risks", "restraint"}))
    desk.control(Qt.Key.Key_End)
    title = editor.textCursor().position()
    desk.press(Qt.Key.Key_Right)
    assert editor.textCursor().position() == title


@pytest.mark.parametrize("before", ["opened", "opened again", "resized", "folded"])
def test_what_is_typed_while_a_long_briefing_is_laid_out_loses_nothing_of_it(desk, qtbot, before: str) -> None:
    """Qt itself forgets the rest then: it is never shown, and painting around it ends the program."""
    desk = desk(briefing_of(situation=[prose(f"Paragraph {number} of many.") for number in range(1_000)]))
    editor = desk.editor
    editor.resize(600, 400)
    editor.show()
    if before != "opened":
        qtbot.waitUntil(lambda: not _without_lines(editor), timeout=20_000)
    if before == "opened again":
        editor.reload()
    elif before == "resized":
        editor.resize(500, 400)
    elif before == "folded":
        editor.fold(frozenset({"actors"}))
    desk.place(3, 0)
    desk.type("x")
    qtbot.waitUntil(lambda: not _without_lines(editor), timeout=5_000)
    editor.verticalScrollBar().setValue(editor.verticalScrollBar().maximum())
    editor.viewport().repaint()


def _without_lines(editor: BriefingEditor) -> list[str]:
    """Return the rows that are to be seen and have not been laid out."""
    rows = (editor.document().findBlockByNumber(number) for number in range(editor.document().blockCount()))
    return [row.text() for row in rows if row.isVisible() and not row.layout().lineCount()]
