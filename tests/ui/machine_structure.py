"""What a person does to the order of a briefing, for the machine in test_editor_machine.py."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st
from hypothesis.stateful import rule

from briefer.core import order
from briefer.core.briefing import Briefing
from briefer.ui import editor_order
from briefer.ui.editor import BriefingEditor
from tests.ui.fake import FakeWorkspace


class StructureRules:
    """Blocks and sections moved by keys and by drag: every block stays the value it was, and none goes."""

    editor: BriefingEditor
    workspace: FakeWorkspace

    @property
    def briefing(self) -> Briefing:
        assert self.workspace.briefing is not None
        return self.workspace.briefing

    @rule(by=st.sampled_from([-1, 1]), section=st.booleans())
    def move_at_caret(self, by: int, section: bool) -> None:
        before, caret = self.briefing, self.editor.caret()
        moved = (editor_order.move_section if section else editor_order.move)(self.editor, by)
        assert _blocks(self.briefing) == _blocks(before)
        assert moved == (self.briefing != before)
        after = self.editor.caret()
        assert caret is not None
        assert after is not None
        if caret.block is not None:
            assert (after.block, after.offset) == (caret.block, caret.offset)

    @rule(data=st.data())
    def drop_section(self, data: st.DataObject) -> None:
        before = self.briefing
        keys = [section.key for section in before.sections]
        edit = order.section_moved(before, data.draw(st.sampled_from(keys)), data.draw(st.sampled_from([*keys, None])))
        if edit is not None:
            self.workspace.do(edit)
        assert _blocks(self.briefing) == _blocks(before)


def _blocks(briefing: Briefing) -> Counter[object]:
    return Counter(block for _, blocks in briefing.parts() for block in blocks)
