"""Writing in the briefing, by key events on the real widget."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from briefer.core.briefing import BlockQuotation, CitationMark, Heading, ListItem, Paragraph, Text, printed
from tests.ui.conftest import BOTH, FIRST, SECOND, briefing_of, prose, quoted

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


def test_typing_into_an_empty_section_makes_a_paragraph(desk):
    desk = desk(briefing_of())
    desk.editor.go_to_section("actors")
    desk.type("Two ministries.")
    assert desk.words("actors") == ["Two ministries."]
    assert desk.words() == []


def test_a_run_of_typing_is_one_step_to_undo(desk):
    desk = desk(briefing_of())
    desk.editor.go_to_section("situation")
    desk.type("Quiet")
    assert desk.workspace.history.undo_label == "typing"
    desk.control(Key.Key_Z)
    assert desk.words() == []


def test_moving_the_caret_ends_a_run_of_typing(desk):
    desk = desk(briefing_of(situation=[prose("alpha")]))
    desk.place(0, 5)
    desk.type("1")
    desk.press(Key.Key_Home)
    desk.type("2")
    desk.control(Key.Key_Z)
    assert desk.words() == ["alpha1"]


def test_a_pause_ends_a_run_of_typing(desk):
    desk = desk(briefing_of(situation=[prose("alpha")]))
    desk.place(0, 5)
    desk.type("1")
    desk.editor.close_step()  # what the timer calls
    desk.type("2")
    desk.control(Key.Key_Z)
    assert desk.words() == ["alpha1"]


def test_enter_splits_and_backspace_joins(desk):
    desk = desk(briefing_of(situation=[prose("alpha beta", id_="p")]))
    desk.place(0, 5)
    desk.press(Key.Key_Return)
    assert desk.words() == ["alpha", " beta"]
    first, second = desk.blocks()
    assert first.id == "p" != second.id
    desk.press(Key.Key_Backspace)
    assert desk.words() == ["alpha beta"]
    assert desk.blocks()[0].id == "p"


def test_delete_joins_the_next_paragraph(desk):
    desk = desk(briefing_of(situation=[prose("alpha"), prose(" beta")]))
    desk.place(0, 5)
    desk.press(Key.Key_Delete)
    assert desk.words() == ["alpha beta"]


def test_shift_enter_breaks_the_line_inside_a_paragraph(desk):
    desk = desk(briefing_of(situation=[prose("alpha")]))
    desk.place(0, 5)
    desk.press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    desk.type("b")
    assert desk.words() == ["alpha\u2028b"]


def test_deleting_the_only_paragraph_leaves_an_empty_section(desk):
    desk = desk(briefing_of(situation=[prose("a")]))
    desk.place(0, 1)
    desk.press(Key.Key_Backspace)
    assert desk.blocks() == ()
    desk.type("b")
    assert desk.words() == ["b"]


def test_typing_beside_a_mark_never_inherits_it(desk):
    desk = desk(briefing_of(situation=[prose("Claim.", (FIRST,), " More.")]))
    mark = desk.blocks()[0].inlines[1]
    desk.place(0, 7)
    desk.type("after")
    desk.place(0, 6)
    desk.type("before")
    assert desk.words() == ["Claim.before^after More."]
    assert [inline for inline in desk.blocks()[0].inlines if isinstance(inline, CitationMark)] == [mark]
    assert all(isinstance(inline, Text | CitationMark) for inline in desk.blocks()[0].inlines)


def test_typing_beside_an_inline_quotation_never_becomes_its_words(desk):
    desk = desk(briefing_of(situation=[prose(FIRST)]))
    quotation = desk.blocks()[0].inlines[0]
    desk.place(0, 16)
    desk.type("X")
    desk.place(0, 0)
    desk.type("Y")
    assert desk.words() == ["YReports about a^X"]
    assert desk.blocks()[0].inlines == (Text(text="Y"), quotation, Text(text="X"))


def test_typing_between_words_and_figure_goes_behind_the_figure(desk):
    desk = desk(briefing_of(situation=[prose("x ", FIRST)]))
    desk.place(0, 17)
    desk.type("Y")
    assert desk.words() == ["x Reports about a^Y"]


def test_typing_inside_an_inline_quotation_is_refused(desk):
    desk = desk(briefing_of(situation=[prose("He said ", FIRST, ".")]))
    before = desk.briefing
    desk.place(0, 12)
    desk.type("X")
    assert desk.briefing is before
    assert "source's words only" in desk.messages[0]
    assert desk.editor.caret().offset == 12


def test_typing_inside_a_block_quotation_is_refused(desk):
    desk = desk(briefing_of(situation=[quoted(BOTH)]))
    before = desk.briefing
    for offset in (3, 60, len(BOTH.exact) - 2):
        desk.place(0, offset)
        desk.type("X")
        desk.press(Key.Key_Return)
    assert desk.briefing is before
    assert len(desk.messages) == 6


def test_typing_behind_a_block_quotation_begins_a_paragraph_of_ones_own(desk):
    desk = desk(briefing_of(situation=[quoted(FIRST)]))
    desk.place(0, 16)
    desk.type("So what")
    assert desk.words() == ["Reports about a^", "So what"]
    assert isinstance(desk.blocks()[1], Paragraph)


def test_typing_before_a_block_quotation_begins_a_paragraph_of_ones_own(desk):
    desk = desk(briefing_of(situation=[quoted(FIRST)]))
    desk.place(0, 0)
    desk.type("So")
    assert desk.words() == ["So", "Reports about a^"]


def test_enter_behind_and_before_a_block_quotation_makes_room(desk):
    desk = desk(briefing_of(situation=[quoted(BOTH)]))
    desk.place(0, len(BOTH.exact) + 1)
    desk.press(Key.Key_Return)
    assert [type(block) for block in desk.blocks()] == [BlockQuotation, Paragraph]
    assert desk.editor.current_block() == desk.blocks()[1].id
    desk.place(0, 0)
    desk.press(Key.Key_Return)
    assert [type(block) for block in desk.blocks()] == [Paragraph, BlockQuotation, Paragraph]


def test_an_input_method_cannot_write_into_a_quotation(desk):
    desk = desk(briefing_of(situation=[prose(FIRST), quoted(SECOND)]))
    before = desk.briefing
    for index in (0, 1):
        desk.place(index, 5)
        event = QInputMethodEvent()
        event.setCommitString("漢字")
        QApplication.sendEvent(desk.editor, event)
    assert desk.briefing is before
    assert len(desk.messages) == 2


def test_an_input_method_writes_beside_a_mark_without_inheriting_it(desk):
    desk = desk(briefing_of(situation=[prose("Claim.", (FIRST,))]))
    desk.place(0, 7)
    event = QInputMethodEvent()
    event.setCommitString("漢字")
    QApplication.sendEvent(desk.editor, event)
    assert desk.words() == ["Claim.^漢字"]
    assert desk.blocks()[0].inlines[-1] == Text(text="漢字")


def test_what_a_screen_readers_client_writes_is_held_to_the_same(desk):
    # No key event at all: a cursor on the document, with whatever format stands there.
    desk = desk(briefing_of(situation=[prose("Claim.", (FIRST,)), quoted(SECOND)], actors=[prose("x")]))
    cursor = QTextCursor(desk.editor.document())
    cursor.setPosition(desk.editor.paper.position(0, desk.editor.spot()[1]))
    desk.place(0, 7)
    cursor.setPosition(desk.cursor().position())
    cursor.insertText("own", cursor.charFormat())
    assert desk.words()[0] == "Claim.^own"
    assert desk.blocks()[0].inlines[-1] == Text(text="own")
    desk.place(1, 4)
    cursor.setPosition(desk.cursor().position())
    cursor.insertText("own", cursor.charFormat())
    assert desk.words()[1].startswith("Le ministre")
    cursor.setPosition(0)
    cursor.insertText("Title")
    assert desk.editor.document().firstBlock().text() == "Situation"


def test_titles_are_locked(desk):
    desk = desk(briefing_of(situation=[prose("one")], actors=[prose("two")]))
    before = desk.briefing
    cursor = desk.cursor()
    cursor.setPosition(3)
    desk.editor.setTextCursor(cursor)
    desk.press(Key.Key_Backspace)
    desk.press(Key.Key_Delete)
    desk.place(0, 0)
    desk.press(Key.Key_Backspace)
    desk.place(0, 3)
    desk.press(Key.Key_Delete)
    assert desk.briefing is before
    assert desk.editor.document().firstBlock().text() == "Situation"


def test_enter_on_a_title_begins_a_paragraph_under_it(desk):
    desk = desk(briefing_of(situation=[prose("one")]))
    cursor = desk.cursor()
    cursor.setPosition(4)
    desk.editor.setTextCursor(cursor)
    desk.press(Key.Key_Return)
    desk.type("zero")
    assert desk.words() == ["zero", "one"]


def test_characters_beyond_the_basic_plane_and_no_break_spaces_are_kept(desk):
    desk = desk(briefing_of(situation=[prose("a😀\u00a0b", (FIRST,), "😀")]))
    desk.place(0, 5)
    desk.type("c")
    desk.place(0, 2)
    desk.type("d")
    assert desk.words() == ["a😀d\u00a0b^c😀"]
    assert desk.editor.caret().offset == 3


def test_backspace_takes_a_mark_whole_and_undo_brings_it_back(desk):
    desk = desk(briefing_of(situation=[prose("Claim.", (FIRST,))]))
    before = desk.blocks()
    desk.place(0, 7)
    desk.press(Key.Key_Backspace)
    assert desk.words() == ["Claim."]
    desk.control(Key.Key_Z)
    assert desk.blocks() == before


def test_backspace_behind_a_quotation_selects_it_and_once_more_takes_it_with_its_figure(desk):
    desk = desk(briefing_of(situation=[prose("He said ", FIRST, " twice.")]))
    desk.place(0, 24)
    desk.press(Key.Key_Backspace)
    assert desk.words() == ["He said Reports about a^ twice."]
    desk.press(Key.Key_Backspace)
    assert desk.words() == ["He said  twice."]


def test_delete_before_a_block_quotation_selects_it_first(desk):
    desk = desk(briefing_of(situation=[prose("So:"), quoted(FIRST), prose("end")]))
    desk.place(0, 3)
    desk.press(Key.Key_Delete)
    assert desk.words() == ["So:", "Reports about a^", "end"]
    desk.press(Key.Key_Delete)
    assert desk.words() == ["So:", "end"]


def test_backspace_in_an_empty_paragraph_under_a_quotation_takes_the_paragraph(desk):
    desk = desk(briefing_of(situation=[quoted(FIRST), prose(), prose("x")]))
    desk.place(1, 0)
    desk.press(Key.Key_Backspace)
    assert desk.words() == ["Reports about a^", "x"]


def test_deleting_a_part_of_a_quotation_is_refused(desk):
    desk = desk(briefing_of(situation=[prose("He said ", FIRST, " twice."), quoted(SECOND)]))
    before = desk.briefing
    desk.place(0, 12, anchor=(0, 4))
    desk.press(Key.Key_Delete)
    desk.place(1, 3, anchor=(0, 2))
    desk.press(Key.Key_Backspace)
    desk.type("x")
    assert desk.briefing is before
    assert len(desk.messages) == 3


def test_deleting_over_prose_and_whole_quotations_takes_all_of_it(desk):
    desk = desk(briefing_of(situation=[prose("alpha"), quoted(FIRST), prose("be", FIRST, "ta")]))
    desk.place(2, 18, anchor=(0, 2))
    desk.press(Key.Key_Delete)
    assert desk.words() == ["alta"]
    desk.control(Key.Key_Z)
    assert desk.words() == ["alpha", "Reports about a^", "beReports about a^ta"]
    assert desk.cursor().hasSelection()


def test_writing_over_a_selected_quotation_replaces_it_and_its_figure(desk):
    desk = desk(briefing_of(situation=[prose("He said ", FIRST, " twice.")]))
    desk.place(0, 23, anchor=(0, 8))  # its words, without the figure
    desk.type("so")
    assert desk.words() == ["He said so twice."]
    assert desk.blocks()[0].inlines == (Text(text="He said so twice."),)


def test_select_all_and_delete_keeps_the_titles(desk):
    desk = desk(briefing_of(situation=[prose("one"), quoted(FIRST)], risks=[prose("two")]))
    before = desk.briefing
    desk.control(Key.Key_A)
    desk.press(Key.Key_Delete)
    assert all(not section.blocks for section in desk.briefing.sections)
    desk.control(Key.Key_Z)
    assert desk.briefing.sections == before.sections


def test_undo_and_redo_in_any_order_come_back_to_the_same_briefing(desk):
    desk = desk(briefing_of(situation=[prose("one ", (FIRST,))]))
    start = desk.briefing.sections
    desk.place(0, 5)
    desk.type(" two")
    desk.press(Key.Key_Return)
    desk.type("three")
    desk.press(Key.Key_B, Control)
    end = desk.briefing.sections
    while desk.workspace.history.done:
        desk.control(Key.Key_Z)
    assert desk.briefing.sections == start
    while desk.workspace.history.undone:
        desk.press(Key.Key_Z, Control | Qt.KeyboardModifier.ShiftModifier)
    assert desk.briefing.sections == end


def test_bold_marks_own_words_only_and_goes_off_again(desk):
    desk = desk(briefing_of(situation=[prose("alpha ", FIRST, " beta")]))
    quotation = desk.blocks()[0].inlines[1]
    desk.place(0, 27, anchor=(0, 0))
    desk.control(Key.Key_B)
    assert desk.blocks()[0].inlines == (Text(text="alpha ", bold=True), quotation, Text(text=" beta", bold=True))
    desk.control(Key.Key_B)
    assert desk.blocks()[0].inlines == (Text(text="alpha "), quotation, Text(text=" beta"))


def test_bold_with_nothing_selected_marks_what_is_typed_next(desk):
    desk = desk(briefing_of(situation=[prose("a ")]))
    desk.place(0, 2)
    desk.control(Key.Key_B)
    desk.type("bold")
    desk.control(Key.Key_B)
    desk.type(" plain")
    assert desk.blocks()[0].inlines == (Text(text="a "), Text(text="bold", bold=True), Text(text=" plain"))


def test_lists_by_sign_enter_tab_and_backspace(desk):
    desk = desk(briefing_of())
    desk.editor.go_to_section("situation")
    desk.type("- one")
    desk.press(Key.Key_Return)
    desk.type("two")
    desk.press(Key.Key_Tab)
    assert [(type(b), getattr(b, "level", 0)) for b in desk.blocks()] == [(ListItem, 1), (ListItem, 2)]
    desk.press(Key.Key_Backtab)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return)
    assert desk.words() == ["one", "two", ""]
    assert isinstance(desk.blocks()[2], Paragraph)


def test_toggling_a_list_and_a_heading(desk):
    desk = desk(briefing_of(situation=[prose("one", id_="p"), prose("two")]))
    desk.place(1, 3, anchor=(0, 0))
    desk.editor.toggle_list(ordered=True)
    assert all(isinstance(block, ListItem) and block.ordered for block in desk.blocks())
    desk.editor.toggle_list(ordered=True)
    assert all(isinstance(block, Paragraph) for block in desk.blocks())
    desk.place(0, 3)
    desk.editor.set_heading(1)
    assert isinstance(desk.blocks()[0], Heading)
    assert desk.blocks()[0].id == "p"
    desk.press(Key.Key_Return)
    assert [type(block) for block in desk.blocks()] == [Heading, Paragraph, Paragraph]


def test_a_link_is_not_continued_by_typing_behind_it(desk):
    desk = desk(briefing_of(situation=[prose("see here")]))
    desk.place(0, 8, anchor=(0, 4))
    desk.editor.insert_link("https://example.org/a")
    desk.place(0, 8)
    desk.type(" now")
    assert desk.blocks()[0].inlines == (
        Text(text="see "), Text(text="here", href="https://example.org/a"), Text(text=" now")
    )  # fmt: skip
    desk.editor.insert_link("javascript:alert(1)")
    assert "web or mail address" in desk.messages[0]


def test_a_library_open_to_read_only_cannot_be_written(desk, qtbot):
    desk = desk(briefing_of(situation=[prose("one")]))
    desk.workspace.read_only = True
    desk.place(0, 3)
    desk.type("x")  # the window may not have heard of it yet
    assert desk.words() == ["one"]
    assert desk.messages


def test_what_is_typed_on_a_title_begins_its_section_and_loses_no_letter(desk):
    desk = desk(briefing_of(situation=[prose("one")]))
    for key, title in (("situation", "Situation"), ("actors", "Actors")):
        cursor = desk.cursor()
        cursor.setPosition(desk.editor.document().toPlainText().index(title) + 2)
        desk.editor.setTextCursor(cursor)
        desk.type("Rumours")
        assert desk.words(key)[0] == "Rumours"
    assert desk.words() == ["Rumours", "one"]
    assert desk.messages == []


@pytest.mark.parametrize("selected", [False, True])
def test_a_caret_put_inside_a_character_stands_behind_it(desk, selected: bool) -> None:
    """As a screen reader's client may, which counts in halves of characters outside the basic plane."""
    desk = desk(briefing_of(situation=[prose("a😀b")]))
    editor = desk.editor
    start = editor.document().findBlockByNumber(1).position()
    cursor = editor.textCursor()
    if selected:
        cursor.setPosition(start)
        cursor.setPosition(start + 2, QTextCursor.MoveMode.KeepAnchor)
    else:
        cursor.setPosition(start + 2)
    editor.setTextCursor(cursor)
    assert editor.textCursor().position() == start + 3
    QTest.keyClicks(editor, "x")
    assert printed(desk.blocks()[0]) == ("xb" if selected else "a😀xb")


@pytest.mark.parametrize(
    ("start", "length", "left"),
    [(-1, 0, "a😀xb"), (-1, 1, "axb"), (-2, 1, "axb"), (-3, 2, "xb"), (-1, 2, "ax"), (0, 1, "a😀x")],
)
def test_an_input_method_that_names_half_a_character_takes_it_whole(desk, start: int, length: int, left: str) -> None:
    desk = desk(briefing_of(situation=[prose("a😀b")]))
    editor = desk.editor
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().findBlockByNumber(1).position() + 3)
    editor.setTextCursor(cursor)
    event = QInputMethodEvent()
    event.setCommitString("x", start, length)
    QApplication.sendEvent(editor, event)
    assert printed(desk.blocks()[0]) == left
