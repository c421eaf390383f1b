"""A passage dragged out of an article over the briefing: where it would go, and what shows that."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage

from briefer.core.briefing import Block, BlockId, Heading, ListItem, Text
from briefer.core.slices import Place
from briefer.ui import editor_drop, passage_drag
from briefer.ui.theme import THEMES
from tests.ui.conftest import FIRST, briefing_of, prose, quoted

ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
PLACE = passage_drag.Dragged(FIRST.source, FIRST.start, FIRST.end)


def point_of(desk, index: int, offset: int, key: str = "situation") -> QPoint:
    section = [part.key for part in desk.briefing.sections].index(key)
    cursor = desk.cursor()
    cursor.setPosition(desk.editor.paper.position(section, Place(index, offset)))
    return desk.editor.cursorRect(cursor).center()


def over(desk, point: QPoint, modifiers: Qt.KeyboardModifier = NONE, data: QMimeData | None = None) -> QDragMoveEvent:
    desk.data = data or passage_drag.mime_data(PLACE, FIRST.exact)  # an event does not keep it alive
    enter = QDragEnterEvent(point, Qt.DropAction.CopyAction, desk.data, Qt.MouseButton.LeftButton, modifiers)
    desk.editor.dragEnterEvent(enter)
    move = QDragMoveEvent(point, Qt.DropAction.CopyAction, desk.data, Qt.MouseButton.LeftButton, modifiers)
    desk.editor.dragMoveEvent(move)
    return move


def drop(desk, point: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    desk.editor.passageDropped.connect(lambda dragged, target: found.append((dragged, target)))
    over(desk, point, modifiers)
    event = QDropEvent(QPointF(point), Qt.DropAction.CopyAction, desk.data, Qt.MouseButton.LeftButton, modifiers)
    desk.editor.dropEvent(event)
    assert event.isAccepted()
    return found


def test_what_is_dragged_says_where_it_stands_and_brings_plain_words_for_others():
    data = passage_drag.mime_data(PLACE, "two\u2028lines\ufffc")
    assert passage_drag.dragged(data) == PLACE
    assert data.text() == "two\nlines"


@pytest.mark.parametrize(
    "payload",
    [b"", b"[]", b"{", b"\xff", b'{"source": "s"}', b'{"source": 1, "start": 0, "end": 2}',
     b'{"source": "s", "start": 2, "end": 2}', b'{"source": "s", "start": -1, "end": 2}',
     b'{"source": "s", "start": true, "end": 2}'],
)  # fmt: skip
def test_damaged_places_are_none(payload):
    data = QMimeData()
    data.setData(passage_drag.MIME, payload)
    assert passage_drag.dragged(data) is None


def test_a_passage_over_a_block_goes_behind_it(desk):
    desk = desk(briefing_of(situation=[prose("One."), prose("Two.")], risks=[quoted(FIRST)]))
    ((dragged, target),) = drop(desk, point_of(desk, 0, 2))
    assert dragged == PLACE
    assert (target.section, target.block, target.cite) == ("situation", desk.blocks()[0].id, False)
    assert desk.editor.drop_target is None


def test_over_a_title_it_goes_to_the_end_of_the_section_and_into_an_empty_one(desk):
    desk = desk(briefing_of(situation=[prose("One."), prose("Two.")]))
    title = desk.editor.cursorRect(desk.editor.textCursor())
    desk.editor.moveCursor(desk.cursor().MoveOperation.Start)
    title = desk.editor.cursorRect().center()
    target = editor_drop.target(desk.editor, title, cite=False)
    assert target is not None
    assert (target.section, target.block) == ("situation", desk.blocks()[1].id)
    target = editor_drop.target(desk.editor, point_of(desk, 0, 0, "actors"), cite=False)
    assert target is not None
    assert (target.section, target.block) == ("actors", None)


def test_with_alt_it_is_cited_behind_the_sentence_there(desk):
    desk = desk(briefing_of(situation=[prose("One is. Two is.")]))
    ((_, target),) = drop(desk, point_of(desk, 0, 3), ALT)
    assert (target.block, target.offset, target.cite) == (desk.blocks()[0].id, len("One is."), True)


@pytest.mark.parametrize("kind", ["quotation", "empty"])
def test_with_alt_nothing_may_be_dropped_where_no_sentence_is(desk, kind):
    block: Block = quoted(FIRST) if kind == "quotation" else prose()
    desk = desk(briefing_of(situation=[block]))
    assert not over(desk, point_of(desk, 0, 0), ALT).isAccepted()
    assert desk.editor.drop_target is not None
    assert not desk.editor.drop_target.allowed
    assert over(desk, point_of(desk, 0, 0)).isAccepted()
    assert desk.editor.drop_target.allowed


def test_headings_and_items_can_cite(desk):
    blocks: list[Block] = [
        Heading(id=BlockId("h"), inlines=(Text(text="Head"),)),
        ListItem(id=BlockId("i"), inlines=(Text(text="Item"),)),
    ]
    desk = desk(briefing_of(situation=blocks))
    for index in (0, 1):
        target = editor_drop.target(desk.editor, point_of(desk, index, 1), cite=True)
        assert target is not None
        assert target.allowed


@pytest.mark.parametrize("name", sorted(THEMES))
@pytest.mark.parametrize("modifiers", [NONE, ALT])
def test_where_it_would_go_is_shown_and_gone_when_the_mouse_leaves(desk, name, modifiers):
    desk = desk(briefing_of(situation=[prose("One is. Two is.")]))
    desk.editor.set_theme(THEMES[name])

    def seen() -> QImage:
        return desk.editor.viewport().grab().toImage()

    before = seen()
    over(desk, point_of(desk, 0, 3), modifiers)
    shown = seen()
    assert shown != before
    colors = {shown.pixelColor(x, y).name() for x in range(shown.width()) for y in range(shown.height())}
    assert THEMES[name].accent.lower() in colors
    desk.editor.dragLeaveEvent(QDragLeaveEvent())
    assert desk.editor.drop_target is None


def test_nothing_is_dropped_on_a_text_to_read_only(desk):
    desk = desk(briefing_of(situation=[prose("One.")]))
    desk.editor.setReadOnly(True)
    assert not over(desk, point_of(desk, 0, 1)).isAccepted()
    assert desk.editor.drop_target is None
