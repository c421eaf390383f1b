"""Rules for what stands behind sentences: a judgement is declared and taken back, and typing keeps to it."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st
from hypothesis.stateful import rule
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from briefer.core import support
from briefer.core.briefing import Briefing, citations, printed
from briefer.core.slices import Place
from briefer.core.spans import Span
from briefer.ui.editor import BriefingEditor


class SupportRules:
    """To be inherited by the machine, which has the editor and the briefing."""

    editor: BriefingEditor
    briefing: Briefing

    @rule()
    def declare(self) -> None:
        before, selection, caret = self.briefing, self.editor.at_hand(), self.editor.caret()
        on = not support.is_judgement(support.at_hand(before, selection))
        done = self.editor.attempt(lambda: support.declare(self.briefing, selection, on, caret=caret))
        assert _said(self.briefing) == _said(before)
        assert self.editor.caret() == caret
        if done:
            assert support.is_judgement(support.at_hand(self.briefing, selection)) == on

    @rule()
    def go_to_unsupported(self) -> None:
        found = support.next_unsupported(self.briefing, self.editor.caret())
        if found is not None:
            assert self.editor.set_caret(found)

    @rule(letter=st.sampled_from("xY7é"))
    def type_into_a_sentence(self, letter: str) -> None:
        if self.editor.textCursor().hasSelection():
            return
        caret, before = self.editor.caret(), self.briefing
        block = None if caret is None or caret.block is None else before.find(caret.block)
        if caret is None or block is None:
            return
        held = before.blocks(block[0])[block[1]]
        wanted = support.carries_on(held, caret.offset, caret.offset, letter)
        QApplication.sendEvent(self.editor, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))
        if self.briefing is before:
            return
        assert _cited(self.briefing) == _cited(before)
        now = self.editor.caret()
        if wanted and now is not None and now.block == caret.block:
            at = self.briefing.find(caret.block) if caret.block else None
            assert at is not None
            place = Place(at[1], now.offset - 1)
            (_, sentence), *_ = support.at_hand(self.briefing, (Span(at[0], place, place),))
            assert sentence.support == "judgement"


def _cited(briefing: Briefing) -> Counter[object]:
    return Counter(each for _, blocks in briefing.parts() for block in blocks for each in citations(block))


def _said(briefing: Briefing) -> list[tuple[str, list[object]]]:
    return [(printed(block), list(citations(block))) for _, blocks in briefing.parts() for block in blocks]
