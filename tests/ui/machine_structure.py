"""What a person does to the order of a briefing, for the machine in test_editor_machine.py."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from briefer.core import order
from briefer.core.briefing import Briefing
from briefer.ui import editor_order
from briefer.ui.editor import BriefingEditor
from briefer.ui.folding import Folding
from briefer.ui.history_panel import HistoryPanel
from briefer.ui.theme import LIGHT
from tests.ui.fake import FakeWorkspace


class StructureRules:
    """Blocks and sections moved and folded, and the undo list gone through: no block changes, and none goes."""

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

    @rule(section=st.integers(0, 3), act=st.sampled_from(["toggle", "fold_all", "unfold_all"]))
    def fold(self, section: int, act: str) -> None:
        """Folding is a state of the view: the briefing stays the very same, and the caret stands where one sees it."""
        before = self.briefing
        folding = self.folding
        if act == "toggle":
            folding.toggle(before.sections[section % len(before.sections)].key)
        else:
            getattr(folding, act)()
        assert self.briefing is before

    @rule(data=st.data())
    def go_back_in_list(self, data: st.DataObject) -> None:
        """Going back in the undo list and forward again leads to the very same words."""
        before, history = self.briefing, self.workspace.history.closed()
        steps = [0, *(step.seq for step in (*history.done, *history.undone))]
        panel = self.panel
        assert panel.go_to(data.draw(st.sampled_from(steps)))
        if history.done:
            assert panel.go_to(history.done[-1].seq)
        else:
            assert panel.go_to(0)
        assert self.briefing.sections == before.sections
        assert self.briefing.tray == before.tray
        assert self.workspace.history == history

    @property
    def panel(self) -> HistoryPanel:
        made = self.editor.findChild(HistoryPanel)
        return made if isinstance(made, HistoryPanel) else HistoryPanel(self.editor.source, LIGHT, self.editor)

    @invariant()
    def caret_in_sight(self) -> None:
        assert self.editor.textCursor().block().isVisible()
        assert not {span.section for span in self.editor.selection()} & self.folding.folded

    @property
    def folding(self) -> Folding:
        made = self.editor.findChild(Folding)
        return made if isinstance(made, Folding) else Folding(self.editor)


def _blocks(briefing: Briefing) -> Counter[object]:
    return Counter(block for _, blocks in briefing.parts() for block in blocks)
