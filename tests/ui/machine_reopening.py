"""What ends and begins again, for the machine in machine.py: another window, a reload, a crash in the middle."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from briefer.core import wire
from briefer.core.briefing import Briefing
from briefer.core.history import History, Step
from briefer.core.passage import Passage, PassageId
from briefer.store.rows import briefing_from_json, head_to_json
from briefer.ui.document import Document
from briefer.ui.editor import BriefingEditor
from briefer.ui.theme import LIGHT
from tests.ui.conftest import BOTH, FIRST, SECOND, assert_agreed
from tests.ui.fake import FakeWorkspace

KNOWN: dict[PassageId, Passage] = {passage.id: passage for passage in (FIRST, BOTH, SECOND)}


class ReopeningRules:
    """To be inherited by the machine, which has the editor, its workspace and the briefing."""

    editor: BriefingEditor
    workspace: FakeWorkspace
    briefing: Briefing

    @rule()
    def reload(self) -> None:
        """The text is shown anew from its beginning."""
        before, history = self.briefing, self.workspace.history.closed()
        self.editor.close_step()
        self.editor.reload()
        assert self.briefing is before
        assert self.workspace.history == history

    @rule()
    def look_in_another_window(self) -> None:
        """A second editor of the same briefing shows the very same."""
        other = BriefingEditor(Document(self.workspace), LIGHT)  # type: ignore[arg-type]
        assert_agreed(other, self.briefing)
        other.source.release()
        other.deleteLater()

    @rule(composing=st.booleans(), words=st.sampled_from(["", "x"]))
    def crash(self, composing: bool, words: str) -> None:
        """The process dies with a key just pressed, or in the middle of composing; nobody closes anything.

        What comes back has gone through the form in which the library keeps a briefing and its undo list.
        """
        for letter in words:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(self.editor, event)
        if composing:
            QApplication.sendEvent(self.editor, QInputMethodEvent("\u306b", []))
        before, history, dead = self.briefing, self.workspace.history, self.editor
        dead.source.release()
        dead.hide()
        dead.deleteLater()
        self.workspace.briefing = _as_kept(before)
        self.workspace.history = _list_as_kept(history)
        self.editor = BriefingEditor(Document(self.workspace), LIGHT)  # type: ignore[arg-type]
        self.editor.resize(500, 300)
        self.editor.show()
        assert self.briefing == before
        assert self.workspace.history == history.closed()


def _as_kept(briefing: Briefing) -> Briefing:
    head = json.loads(json.dumps(head_to_json(briefing)))
    content = {
        key: tuple(wire.block_from_json(json.loads(json.dumps(wire.block_to_json(block))), KNOWN) for block in blocks)
        for key, blocks in briefing.parts()
    }
    return briefing_from_json(briefing.id, briefing.number, head, content)


def _list_as_kept(history: History) -> History:
    def kept(step: Step) -> Step:
        edit = wire.edit_from_json(json.loads(json.dumps(wire.edit_to_json(step.edit))), KNOWN)
        return replace(step, edit=edit, open=False)

    return replace(history, done=tuple(map(kept, history.done)), undone=tuple(map(kept, history.undone)))
