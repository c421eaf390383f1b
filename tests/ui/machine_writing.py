"""How words come in besides plain keys, for the machine in machine.py: dead keys, input methods, other scripts."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.stateful import rule
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from briefer.core.briefing import Briefing
from briefer.ui.editor import BriefingEditor
from briefer.ui.paper_reading import Atom

RIGHT_TO_LEFT = ["قال الوزير ", "אמר השר ", "في 2024, Reuters قالت", "\u200fא\u200e", "لَا"]
NONE = Qt.KeyboardModifier.NoModifier
ALTGR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class WritingRules:
    """To be inherited by the machine; whatever comes in, it stands in one place and pushes the rest on."""

    editor: BriefingEditor
    briefing: Briefing

    def kept(self, before: Briefing, *, going: bool = False, came: Sequence[Atom] = ()) -> None:
        raise NotImplementedError

    def only_here(self, before: Briefing, selected: int = 0, *, erasing: bool = False) -> None:
        raise NotImplementedError

    def selected(self) -> int:
        return abs(self.editor.textCursor().selectionEnd() - self.editor.textCursor().selectionStart())

    @rule(words=st.sampled_from(RIGHT_TO_LEFT), at_once=st.booleans())
    def write_right_to_left(self, words: str, at_once: bool) -> None:
        before, selected = self.briefing, self.selected()
        for letters in [words] if at_once else words:
            self._commit(letters)
        self.kept(before, going=bool(selected))
        self.only_here(before, selected)

    @rule(letter=st.sampled_from("éñÅ"), through=st.sampled_from(["keys", "method", "altgr"]))
    def dead_key(self, letter: str, through: str) -> None:
        """The accent alone writes nothing; the letter after it comes with the accent on."""
        before, selected = self.briefing, self.selected()
        if through == "keys":
            self._press(Qt.Key.Key_Dead_Acute, "")
            self._press(Qt.Key.Key_unknown, letter)
        elif through == "altgr":
            self._press(Qt.Key.Key_unknown, letter, ALTGR)
        else:
            QApplication.sendEvent(self.editor, QInputMethodEvent("´", []))
            self._commit(letter)
        self.kept(before, going=bool(selected))
        self.only_here(before, selected)

    @rule(sign=st.sampled_from(["—", "\u00a0", "\u200f", "½", "\U0001d11e", "e\u0301"]))
    def special_character(self, sign: str) -> None:
        """As *Special characters…* puts one in: where nothing can be written, nothing comes."""
        before, selected = self.briefing, self.selected()
        if not self.editor.type_words(sign):
            assert self.briefing is before
        self.kept(before, going=bool(selected))
        self.only_here(before, selected)

    @rule(words=st.sampled_from(["に", "にほん", "한"]))
    def give_up_composing(self, words: str) -> None:
        """What was never committed is in no briefing."""
        before, selected = self.briefing, self.selected()
        QApplication.sendEvent(self.editor, QInputMethodEvent(words, []))
        QApplication.sendEvent(self.editor, QInputMethodEvent("", []))
        self.kept(before, going=bool(selected))
        self.only_here(before, selected)

    @rule(start=st.integers(-4, 0), length=st.integers(0, 4), words=st.sampled_from(["", "한국", "the"]))
    def correct_by_method(self, start: int, length: int, words: str) -> None:
        """As a keyboard on glass corrects a word: what stands around the caret is replaced."""
        cursor = self.editor.textCursor()
        block, at = cursor.block(), cursor.selectionStart() - cursor.block().position()
        if self.editor.current_block() is None or at < 0 or cursor.hasSelection():
            return  # a method is told the words of one block and names nothing outside of them
        start = max(start, -at)
        length = min(length, block.length() - 1 - at - start)
        before, selected = self.briefing, self.selected()
        event = QInputMethodEvent()
        event.setCommitString(words, start, length)
        QApplication.sendEvent(self.editor, event)
        self.kept(before, going=True)
        self.only_here(before, selected + length, erasing=True)

    @rule(words=st.sampled_from(["に", "한"]))
    def leave_while_composing(self, words: str) -> None:
        """The focus goes while something is half composed."""
        before, selected = self.briefing, self.selected()
        QApplication.sendEvent(self.editor, QInputMethodEvent(words, []))
        self.editor.close_step()
        QApplication.sendEvent(self.editor, QInputMethodEvent("", []))
        self.kept(before, going=bool(selected))

    def _commit(self, words: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.editor, event)

    def _press(self, key: int, words: str, held: Qt.KeyboardModifier = NONE) -> None:
        QApplication.sendEvent(self.editor, QKeyEvent(QEvent.Type.KeyPress, key, held, words))
        QApplication.sendEvent(self.editor, QKeyEvent(QEvent.Type.KeyRelease, key, held, words))
