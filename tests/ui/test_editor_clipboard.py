"""Copy, cut, paste and drag in the briefing, through the clipboard and events of the real widget."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from briefer.core.briefing import (
    Block,
    BlockId,
    BlockQuotation,
    CitationMark,
    Heading,
    InlineQuotation,
    ListItem,
    Paragraph,
    Text,
    printed,
)
from briefer.core.passage import CitationItem, Trim
from briefer.core.slices import Place
from briefer.ui import editor_clipboard
from tests.ui.conftest import BOTH, FIRST, SECOND, briefing_of, prose, quoted

Key = Qt.Key


def clip() -> QMimeData:
    return QApplication.clipboard().mimeData()


def paste_html(desk, html: str) -> None:
    data = QMimeData()
    data.setHtml(html)
    QApplication.clipboard().setMimeData(data)
    desk.control(Key.Key_V)


def test_copy_and_paste_of_a_quotation_makes_another_use_of_the_same_passage(desk):
    desk = desk(briefing_of(situation=[prose("He said ", FIRST, "."), quoted(BOTH)]))
    desk.place(1, len(BOTH.exact) + 1, anchor=(0, 0))
    desk.control(Key.Key_C)
    desk.editor.go_to_section("risks")
    desk.control(Key.Key_V)
    assert [printed(block) for block in desk.blocks("risks")] == [printed(block) for block in desk.blocks()]
    first, second = desk.blocks()[0].inlines[1], desk.blocks("risks")[0].inlines[1]
    assert first.quotation == second.quotation
    assert first.id != second.id
    assert not {block.id for block in desk.blocks()} & {block.id for block in desk.blocks("risks")}


def test_copying_a_part_of_a_quotation_copies_a_quotation_of_that_part(desk):
    desk = desk(briefing_of(situation=[quoted(FIRST)]))
    desk.place(0, 13, anchor=(0, 8))
    desk.control(Key.Key_C)
    desk.editor.go_to_section("actors")
    desk.control(Key.Key_V)
    (block,) = desk.blocks("actors")
    assert isinstance(block, BlockQuotation)
    assert block.quotation.text == "about"
    assert block.quotation.edits == (Trim(start=8, end=13),)


def test_a_paraphrase_that_cites_less_than_it_quoted_is_cut_and_pasted_whole(desk):
    block = prose("Own words", (FIRST,), ".")
    origin = quoted(FIRST).quotation
    origin = replace(origin, citation=(*origin.citation, CitationItem(passage=SECOND)))
    mark = replace(block.inlines[1], origin=origin)
    desk = desk(briefing_of(situation=[replace(block, inlines=(block.inlines[0], mark, block.inlines[2]))]))
    desk.place(0, 11, anchor=(0, 0))
    desk.control(Key.Key_X)
    desk.editor.go_to_section("risks")
    desk.control(Key.Key_V)
    (pasted,) = desk.blocks("risks")
    (moved,) = (inline for inline in pasted.inlines if isinstance(inline, CitationMark))
    assert (moved.citation, moved.origin) == (mark.citation, origin)


def test_cut_and_paste_moves_a_mark_whole(desk):
    desk = desk(briefing_of(situation=[prose("One.", (FIRST,), " Two.")]))
    desk.place(0, 5, anchor=(0, 4))
    desk.control(Key.Key_X)
    assert desk.words() == ["One. Two."]
    desk.place(0, 9)
    desk.control(Key.Key_V)
    assert desk.words() == ["One. Two.^"]
    assert isinstance(desk.blocks()[0].inlines[-1], CitationMark)
    desk.control(Key.Key_Z)
    desk.control(Key.Key_Z)
    assert desk.words() == ["One.^ Two."]


def test_paste_over_a_selection_is_one_step_to_undo(desk):
    desk = desk(briefing_of(situation=[prose("One."), prose("Two.")]))
    before = desk.blocks()
    QApplication.clipboard().setText("first line\nsecond line")
    desk.place(1, 2, anchor=(0, 1))
    desk.control(Key.Key_V)
    assert desk.words() == ["Ofirst line", "second lineo."]
    desk.control(Key.Key_Z)
    assert desk.blocks() == before


def test_other_programs_get_readable_citations(desk):
    desk = desk(briefing_of(situation=[prose("Claim.", (FIRST,)), quoted(SECOND)]))
    desk.control(Key.Key_A)
    desk.control(Key.Key_C)
    assert clip().text() == f"Claim. (Article 1, para. 1)\n“{SECOND.exact}” (Article 2, para. 1)"
    assert "<blockquote><p>Le ministre" in clip().html()
    assert "\ufffc" not in clip().text() + clip().html()


def test_a_passage_of_another_library_comes_in_as_plain_words_and_says_so(desk):
    desk = desk(briefing_of(situation=[prose("Claim ", FIRST)]))
    desk.control(Key.Key_A)
    desk.control(Key.Key_C)
    desk.workspace.passages = ()
    desk.editor.go_to_section("risks")
    desk.control(Key.Key_V)
    (block,) = desk.blocks("risks")
    assert all(isinstance(inline, Text) for inline in block.inlines)
    assert desk.messages == [editor_clipboard.UNKNOWN]


def test_forged_words_under_a_passages_name_are_not_believed(desk):
    desk = desk(briefing_of(situation=[quoted(FIRST)]))
    data = editor_clipboard.mime_data(desk.document, desk.blocks())
    sent = json.loads(bytes(data.data(editor_clipboard.MIME).data()))
    sent["passages"][0]["exact"] = "Never said this"
    forged = QMimeData()
    forged.setData(editor_clipboard.MIME, json.dumps(sent).encode())
    QApplication.clipboard().setMimeData(forged)
    desk.editor.go_to_section("risks")
    desk.control(Key.Key_V)
    assert [printed(block) for block in desk.blocks("risks")] == ["Reports about a"]


@pytest.mark.parametrize("payload", [b"", b"[]", b"{", b'{"version": 1}', b'{"version": 9}', b"\xff"])
def test_a_damaged_clipboard_is_pasted_as_plain_text(desk, payload):
    desk = desk(briefing_of())
    data = QMimeData()
    data.setData(editor_clipboard.MIME, payload)
    data.setText("words")
    QApplication.clipboard().setMimeData(data)
    desk.editor.go_to_section("risks")
    desk.control(Key.Key_V)
    assert desk.words("risks") == ["words"]


def test_paste_from_a_web_page(desk):
    desk = desk(briefing_of())
    paste_html(
        desk,
        "<html><body><!--StartFragment--><h1>News</h1><p>One <b>bold</b> and <a href='https://e.org/x'>link</a>"
        "<script>alert(1)</script><img src='file:///etc/passwd'></p><ul><li>a<ul><li>b</li></ul></li></ul>"
        "<!--EndFragment--></body></html>",
    )
    heading, one, a, b = desk.blocks()
    assert isinstance(heading, Heading)
    assert one.inlines == (
        Text(text="One "), Text(text="bold", bold=True), Text(text=" and "), Text(text="link", href="https://e.org/x")
    )  # fmt: skip
    assert [(item.level, printed(item)) for item in (a, b) if isinstance(item, ListItem)] == [(1, "a"), (2, "b")]


def test_paste_from_a_word_processor(desk):
    desk = desk(briefing_of())
    paste_html(
        desk,
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.MsoNormal {color:red}</style></head>"
        "<body lang=EN-GB><!--StartFragment--><p class=MsoNormal><b><span style='font-size:12.0pt'>Bold<o:p></o:p>"
        "</span></b></p>\r\n<p class=MsoNormal>No\u00a0break &amp; <i>more</i></p><!--EndFragment--></body></html>",
    )
    assert desk.words() == ["Bold", "No\u00a0break & more"]
    assert desk.blocks()[0].inlines == (Text(text="Bold", bold=True),)


def test_paste_from_a_browsers_document_editor(desk):
    desk = desk(briefing_of(situation=[prose("Before  after")]))
    desk.place(0, 7)
    paste_html(
        desk,
        '<meta charset="utf-8"><b style="font-weight:normal;"><span style="font-weight:700;font-style:italic">'
        "strong</span> plain</b>",
    )
    assert desk.words() == ["Before strong plain after"]
    assert desk.blocks()[0].inlines[1] == Text(text="strong", bold=True, italic=True)


def test_paste_without_format_takes_the_words_alone(desk):
    desk = desk(briefing_of())
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("bold")
    QApplication.clipboard().setMimeData(data)
    desk.press(Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert desk.blocks()[0].inlines == (Text(text="bold"),)


def test_paste_into_a_quotation_is_refused(desk):
    desk = desk(briefing_of(situation=[prose(FIRST), quoted(BOTH)]))
    before = desk.briefing
    QApplication.clipboard().setText("words")
    for index in (0, 1):
        desk.place(index, 4)
        desk.control(Key.Key_V)
    assert desk.briefing is before
    assert len(desk.messages) == 2


def test_paste_behind_a_block_quotation_begins_a_paragraph(desk):
    desk = desk(briefing_of(situation=[quoted(FIRST)]))
    QApplication.clipboard().setText("words")
    desk.place(0, 16)
    desk.control(Key.Key_V)
    assert [type(block) for block in desk.blocks()] == [BlockQuotation, Paragraph]


def drop(desk, index: int, offset: int, key: str = "situation") -> None:
    """Let go of what is selected over a place, as the end of a drag within the text."""
    section = [part.key for part in desk.briefing.sections].index(key)
    place = desk.editor.paper.position(section, Place(index, offset))
    desk.editor.ensureCursorVisible()
    cursor = desk.cursor()
    cursor.setPosition(place)
    point = desk.editor.cursorRect(cursor).center()
    data = desk.editor.createMimeDataFromSelection()  # the event does not keep it alive
    event = QDropEvent(
        QPointF(point), Qt.DropAction.MoveAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    desk.editor.from_itself = lambda _event: True
    desk.editor.dropEvent(event)


def test_a_mark_that_is_dragged_moves_whole_in_one_step(desk):
    desk = desk(briefing_of(situation=[prose("One.", (FIRST,), " Two."), prose("Three.")]))
    before = desk.blocks()
    mark = before[0].inlines[1]
    desk.place(0, 5, anchor=(0, 4))
    drop(desk, 1, 6)
    assert desk.words() == ["One. Two.", "Three.^"]
    assert desk.blocks()[1].inlines[-1] == mark
    assert desk.workspace.history.undo_label == "move"
    desk.control(Key.Key_Z)
    assert desk.blocks() == before
    assert not desk.workspace.history.done


def test_a_quotation_dragged_to_another_section_keeps_what_it_is(desk):
    desk = desk(briefing_of(situation=[quoted(FIRST), prose("One.")], actors=[prose("Two.")]))
    block = desk.blocks()[0]
    desk.place(0, 16, anchor=(0, 0))
    drop(desk, 0, 4, key="actors")
    assert desk.words() == ["One."]
    assert desk.words("actors") == ["Two.", "Reports about a^"]
    assert desk.blocks("actors")[1].quotation == block.quotation


def test_a_part_of_a_paragraph_dragged_into_an_empty_section_leaves_the_rest(desk):
    desk = desk(briefing_of(situation=[prose("one two")]))
    desk.place(0, 7, anchor=(0, 3))
    drop(desk, 0, 0, key="risks")
    assert desk.words() == ["one"]
    assert desk.words("risks") == [" two"]
    assert desk.messages == []


def test_words_dragged_within_their_own_paragraph_arrive_where_they_were_dropped(desk):
    desk = desk(briefing_of(situation=[prose("one two three")]))
    desk.place(0, 4, anchor=(0, 0))
    drop(desk, 0, 13)
    assert desk.words() == ["two threeone "]


def test_dropped_on_itself_nothing_changes(desk):
    desk = desk(briefing_of(situation=[prose("one two three")]))
    before = desk.briefing
    desk.place(0, 7, anchor=(0, 0))
    drop(desk, 0, 3)
    assert desk.briefing is before


def test_two_paragraphs_of_a_passage_stay_one_block_and_its_words(desk):
    desk = desk(briefing_of(situation=[quoted(BOTH)]))
    assert "\u2028" in desk.editor.document().findBlockByNumber(1).text()
    desk.place(0, 0)
    desk.press(Key.Key_Return)
    assert printed(desk.blocks()[1]) == BOTH.exact


def test_an_inline_quotation_keeps_its_edits_through_cut_and_paste(desk):
    holder = prose("x ", FIRST)
    quotation = holder.inlines[1]
    assert isinstance(quotation, InlineQuotation)
    edited = replace(quotation, quotation=quotation.quotation.edited(Trim(start=8, end=15)))
    desk = desk(briefing_of(situation=[replace(holder, inlines=(holder.inlines[0], edited))]))
    desk.place(0, 10, anchor=(0, 2))
    desk.control(Key.Key_X)
    desk.control(Key.Key_V)
    assert desk.blocks()[0].inlines[1].quotation == edited.quotation


def test_plain_text_takes_the_place_of_what_was_copied_as_the_program_ends(desk):
    desk = desk(briefing_of(situation=[prose("Claim.", (FIRST,))]))
    desk.control(Key.Key_A)
    desk.control(Key.Key_C)
    editor_clipboard.let_go()
    assert not clip().hasFormat(editor_clipboard.MIME)
    assert clip().text() == "Claim. (Article 1, para. 1)"
    QApplication.clipboard().setText("of another program")
    editor_clipboard.let_go()
    assert clip().text() == "of another program"


@pytest.mark.parametrize("shift", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier])
def test_an_empty_clipboard_pastes_nothing(desk, shift):
    desk = desk(briefing_of(situation=[prose("one two")]))
    before = desk.briefing
    QApplication.clipboard().clear()
    desk.place(0, 7, anchor=(0, 0))
    desk.press(Key.Key_V, Qt.KeyboardModifier.ControlModifier | shift)
    assert desk.briefing is before


def test_items_out_of_the_middle_of_a_list_are_copied_with_the_numbers_they_have(desk):
    items: list[Block] = [
        ListItem(id=BlockId(f"i{n}"), inlines=(Text(text=f"item {n}"),), ordered=True) for n in (1, 2, 3)
    ]
    desk = desk(briefing_of(situation=items))
    desk.place(2, 6, anchor=(1, 0))
    desk.control(Key.Key_C)
    assert clip().text() == "2. item 2\n3. item 3"
    assert '<ol start="2"><li>item 2</li><li>item 3</li></ol>' in clip().html()


def test_a_list_out_of_another_library_comes_in_as_a_list(desk):
    desk = desk(briefing_of(situation=[ListItem(id=BlockId("i"), inlines=prose("Claim ", FIRST).inlines, level=2)]))
    desk.control(Key.Key_A)
    desk.control(Key.Key_C)
    desk.workspace.passages = ()
    desk.editor.go_to_section("risks")
    desk.control(Key.Key_V)
    (item,) = desk.blocks("risks")
    assert isinstance(item, ListItem)
    assert (item.level, printed(item)) == (2, "Claim “Reports about a” (Article 1, para. 1)")
