"""What a person does to their own words all over the briefing, for the machine in test_editor_machine.py."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st
from hypothesis.stateful import rule
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from briefer.core import seeking
from briefer.core.briefing import Briefing, Footnote, OwnFigure, Table, Text, inlines_of
from briefer.core.seeking import Sought
from briefer.ui.editor import BriefingEditor
from briefer.ui.paper_reading import atoms


class ProseRules:
    """To be inherited by the machine, which has the editor and the briefing."""

    editor: BriefingEditor
    briefing: Briefing

    @rule(
        sought=st.sampled_from(["a", " ", "said", "reports", ".", "x"]),
        others=st.sampled_from(["", "x", "two words", "\ufffc"]),
        which=st.none() | st.integers(0, 40),
    )
    def replace_words(self, sought: str, others: str, which: int | None) -> None:
        before = self.briefing
        found = seeking.find(before, Sought(words=sought))
        if which is None:
            self.editor.attempt(lambda: seeking.replace_all(before, found, others))
        elif found:
            self.editor.attempt(lambda: seeking.replace_one(before, found[which % len(found)], others))
        assert _atoms(self.briefing) == _atoms(before)

    @rule(mark=st.sampled_from(['"', "'"]), language=st.sampled_from(["en", "fr", "de"]))
    def type_mark(self, mark: str, language: str) -> None:
        before, selected = self.briefing, self.editor.textCursor().hasSelection()
        self.editor.quotes_language = lambda: language
        QApplication.sendEvent(self.editor, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, mark))
        if not selected:
            assert _atoms(self.briefing) == _atoms(before)


def _atoms(briefing: Briefing) -> Counter[object]:
    """Return the quotations and marks, those in cells too: a table is own words around its marks."""
    return Counter(
        inline
        for _, blocks in briefing.parts()
        for block in blocks
        for atom in atoms(block)
        for inline in (inlines_of(atom) if isinstance(atom, Table) else (atom,))
        if not isinstance(inline, Text | Footnote | OwnFigure)  # whose words are found too
    )
